/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-standing.h"
#include "bo-state-badge.h"

struct _BoStanding
{
  AdwBin        parent_instance;
  BoClient     *client;
  BoAccessory  *accessory;
  GtkWidget    *row;
  GtkWidget    *image;
  GtkWidget    *button;
};

G_DEFINE_FINAL_TYPE (BoStanding, bo_standing, ADW_TYPE_BIN)

/* --- what can be done --- */

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
 * bo_standing_retry:
 * @from: a widget of the window
 * @client: the client
 * @id: of an entity whose change the hub refused
 *
 * Offers the change to the hub once more.
 */
void
bo_standing_retry (GtkWidget *from, BoClient *client, const char *id)
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
 * bo_standing_review:
 * @from: a widget of the window
 * @client: the client
 * @id: of an entity that was changed in two places
 *
 * Shows the two changes side by side; the list of all where nothing is known of these yet.
 */
void
bo_standing_review (GtkWidget *from, BoClient *client, const char *id)
{
  g_autoptr (BoConflictItem) item = find_conflict (client, id);

  if (item != NULL)
    bo_kit_go (from, "conflict", bo_conflict_item_get_id (item));
  else
    bo_kit_go (from, "sync", "review");
}

/* --- what is said --- */

static void
say (BoStanding *self, const char *title, const char *text, const char *label)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), text != NULL ? text : "");
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                bo_sync_status_icon_name (bo_thing_get_status (BO_THING (self->accessory))));
}

static void
refresh (BoStanding *self)
{
  BoThing *thing = BO_THING (self->accessory);
  bool refused = bo_thing_get_status (thing) == BO_STATUS_QUARANTINED;
  bool two = bo_thing_get_status (thing) == BO_STATUS_CONFLICT;
  g_autoptr (BoConflictItem) item = two ? find_conflict (self->client, bo_thing_get_id (thing)) : NULL;
  const char *rival = bo_thing_get_rival (thing);
  /* Translators: %s is a person, or a device */
  g_autofree char *words = rival != NULL ? g_strdup_printf (_("Changed by %s"), rival) : g_strdup (_("Changed Elsewhere"));

  gtk_widget_set_visible (GTK_WIDGET (self), refused || two);
  if (refused)
    say (self, _("Failed"), bo_thing_get_problem (thing), _("_Retry"));
  else if (two)
    say (self, words, item != NULL ? bo_conflict_item_get_sentence (item) : NULL, _("Re_view"));
  gtk_widget_set_sensitive (self->button, !bo_client_get_read_only (self->client));
}

static void
clicked_cb (BoStanding *self)
{
  BoThing *thing = BO_THING (self->accessory);

  if (bo_thing_get_status (thing) == BO_STATUS_QUARANTINED)
    bo_standing_retry (GTK_WIDGET (self), self->client, bo_thing_get_id (thing));
  else
    bo_standing_review (GTK_WIDGET (self), self->client, bo_thing_get_id (thing));
}

/* --- the object --- */

static void
bo_standing_dispose (GObject *object)
{
  BoStanding *self = BO_STANDING (object);

  g_clear_object (&self->client);
  g_clear_object (&self->accessory);
  G_OBJECT_CLASS (bo_standing_parent_class)->dispose (object);
}

static void
bo_standing_class_init (BoStandingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_standing_dispose;
}

static void
bo_standing_init (BoStanding *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->row = bo_kit_row ("", NULL, NULL);
  self->image = gtk_image_new ();
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->row), self->image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  adw_bin_set_child (ADW_BIN (self), list);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bo_standing_new:
 * @client: the client
 * @accessory: of its home
 */
GtkWidget *
bo_standing_new (BoClient *client, BoAccessory *accessory)
{
  BoStanding *self = g_object_new (BO_TYPE_STANDING, NULL);

  self->client = g_object_ref (client);
  self->accessory = g_object_ref (accessory);
  g_signal_connect_object (accessory, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_conflicts (client), "items-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
