/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-ask.h"
#include "bo-kit.h"
#include "bo-settle.h"

#define KEY "bo-client"

static void
retried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  if (error != NULL && gtk_widget_get_root (from) != NULL)
    bo_toast (from, error->message);
}

/**
 * bo_settle_retry:
 * @from: a widget of the window
 * @client: the client
 * @id: of an entity whose change the hub refused
 *
 * Offers the change to the hub once more.
 */
void
bo_settle_retry (GtkWidget *from, BoClient *client, const char *id)
{
  bo_client_retry_async (client, id, NULL, retried_cb, g_object_ref (from));
}

/* (nullable) (transfer full): what of @id asks for a decision */
static BoConflictItem *
find_conflict (BoClient *client, const char *id)
{
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);

      if (!bo_conflict_item_get_reviewed (item)
          && g_strcmp0 (bo_conflict_item_get_conflict (item)->entity_id, id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

/**
 * bo_settle_review:
 * @from: a widget of the window
 * @client: the client
 * @id: of an entity that was changed in two places
 *
 * Shows the two changes side by side; the list of all where nothing is known of these yet.
 */
void
bo_settle_review (GtkWidget *from, BoClient *client, const char *id)
{
  g_autoptr (BoConflictItem) item = find_conflict (client, id);

  if (item != NULL)
    bo_kit_go (from, "conflict", bo_conflict_item_get_id (item));
  else
    bo_kit_go (from, "sync", "review");
}

/* --- what stands on a page --- */

static BoClient *
client_of (BoStanding *standing)
{
  return g_object_get_data (G_OBJECT (standing), KEY);
}

static const char *
id_of (BoStanding *standing)
{
  return bo_thing_get_id (BO_THING (bo_standing_get_accessory (standing)));
}

static void
conflicts_cb (BoStanding *standing)
{
  BoThing *thing = BO_THING (bo_standing_get_accessory (standing));
  bool two = bo_thing_get_status (thing) == BO_STATUS_CONFLICT;
  g_autoptr (BoConflictItem) item = two ? find_conflict (client_of (standing), id_of (standing)) : NULL;

  bo_standing_set_sentence (standing, item != NULL ? bo_conflict_item_get_sentence (item) : NULL);
}

static void
read_only_cb (BoStanding *standing)
{
  bo_standing_set_read_only (standing, bo_client_get_read_only (client_of (standing)));
}

static void
retry_cb (BoStanding *standing)
{
  bo_settle_retry (GTK_WIDGET (standing), client_of (standing), id_of (standing));
}

static void
review_cb (BoStanding *standing)
{
  bo_settle_review (GTK_WIDGET (standing), client_of (standing), id_of (standing));
}

void
bo_settle_attach (BoStanding *standing, BoClient *client)
{
  g_assert (client_of (standing) == NULL);
  g_object_set_data_full (G_OBJECT (standing), KEY, g_object_ref (client), g_object_unref);
  g_signal_connect (standing, "retry", G_CALLBACK (retry_cb), NULL);
  g_signal_connect (standing, "review", G_CALLBACK (review_cb), NULL);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (read_only_cb), standing, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_conflicts (client), "items-changed", G_CALLBACK (conflicts_cb), standing,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_standing_get_accessory (standing), "notify", G_CALLBACK (conflicts_cb), standing,
                           G_CONNECT_SWAPPED);
  read_only_cb (standing);
  conflicts_cb (standing);
}
