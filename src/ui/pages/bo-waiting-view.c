/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-state-badge.h"
#include "bo-sync-page.h"

/* What waits for the hub, each as a sentence, oldest first; what can be done about it. */

/* --- a row --- */

#define BO_TYPE_WAITING_ROW (bo_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (BoWaitingRow, bo_waiting_row, BO, WAITING_ROW, AdwActionRow)

struct _BoWaitingRow
{
  AdwActionRow   parent_instance;
  BoClient      *client;
  BoPendingItem *item;
  GtkImage      *icon;
  GtkWidget     *retry;
};

G_DEFINE_FINAL_TYPE (BoWaitingRow, bo_waiting_row, ADW_TYPE_ACTION_ROW)

/* "Waiting to send · since 09:41 · expires at 09:51", then what is wrong, then what is foreseen */
static char *
subtitle_of (BoPendingItem *item)
{
  int64_t now = bo_clock_now ();
  const char *state = bo_thing_status_to_text (bo_pending_item_get_status (item));
  g_autofree char *since = bo_time_to_clock (bo_pending_item_get_queued_at (item), now);
  g_autofree char *expires = NULL;
  GString *text = g_string_new (state);

  g_string_append_printf (text, _(" · since %s"), since);
  if (bo_pending_item_get_expires (item) > 0)
    {
      expires = bo_time_to_clock (bo_pending_item_get_expires (item), now);
      g_string_append_printf (text, _(" · expires at %s"), expires);
    }
  if (bo_pending_item_get_problem (item) != NULL)
    g_string_append_printf (text, "\n%s", bo_pending_item_get_problem (item));
  if (bo_pending_item_get_forecast (item) != NULL)
    g_string_append_printf (text, "\n%s", bo_pending_item_get_forecast (item));
  return g_string_free (text, FALSE);
}

static void
row_refresh (BoWaitingRow *self)
{
  g_autofree char *subtitle = subtitle_of (self->item);
  BoSyncStatus status = bo_pending_item_get_status (self->item);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), bo_pending_item_get_sentence (self->item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, bo_sync_status_icon_name (status));
  gtk_widget_set_visible (self->retry, status == BO_STATUS_QUARANTINED);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) overlay = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  if (error != NULL && overlay != NULL)
    bo_toast (overlay, error->message);
}

/* The row is gone when the answer comes: what outlives it is what holds toasts. */
static GtkWidget *
dup_overlay (GtkWidget *widget)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? g_object_ref (overlay) : NULL;
}

static void
retry_cb (BoWaitingRow *self)
{
  bo_client_retry_async (self->client, bo_pending_item_get_id (self->item), NULL, done_cb,
                         dup_overlay (GTK_WIDGET (self)));
}

typedef struct
{
  BoClient  *client;
  char      *id;
  GtkWidget *overlay;
} Discard;

static void
discard_free (gpointer data)
{
  Discard *discard = data;

  g_object_unref (discard->client);
  g_clear_object (&discard->overlay);
  g_free (discard->id);
  g_free (discard);
}

static void
discard_confirmed_cb (gpointer data)
{
  Discard *discard = data;

  bo_client_discard_async (discard->client, discard->id, NULL, done_cb, g_steal_pointer (&discard->overlay));
}

static void
discard_cb (BoWaitingRow *self)
{
  Discard *discard = g_new0 (Discard, 1);
  g_autofree char *body = g_strdup_printf (_("“%1$s” is taken back. “%2$s” returns to what the hub holds; "
                                             "what was never sent is gone."),
                                           bo_pending_item_get_sentence (self->item),
                                           bo_pending_item_get_name (self->item));

  discard->client = g_object_ref (self->client);
  discard->id = g_strdup (bo_pending_item_get_id (self->item));
  discard->overlay = dup_overlay (GTK_WIDGET (self));
  bo_ask (GTK_WIDGET (self), _("Discard This Change?"), body, _("_Discard"), true, discard_confirmed_cb, discard,
          discard_free);
}

static GtkWidget *
row_button (BoWaitingRow *self, const char *icon_name, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  bo_kit_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return button;
}

static void
bo_waiting_row_dispose (GObject *object)
{
  BoWaitingRow *self = BO_WAITING_ROW (object);

  g_clear_object (&self->client);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (bo_waiting_row_parent_class)->dispose (object);
}

static void
bo_waiting_row_class_init (BoWaitingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_waiting_row_dispose;
}

static void
bo_waiting_row_init (BoWaitingRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  self->retry = row_button (self, "view-refresh-symbolic", _("Try again"), G_CALLBACK (retry_cb));
  row_button (self, "user-trash-symbolic", _("Discard this change"), G_CALLBACK (discard_cb));
}

static GtkWidget *
row_for (gpointer item, gpointer client)
{
  BoWaitingRow *self = g_object_new (BO_TYPE_WAITING_ROW, NULL);

  self->client = g_object_ref (client);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify", G_CALLBACK (row_refresh), self, G_CONNECT_SWAPPED);
  row_refresh (self);
  return GTK_WIDGET (self);
}

/* --- the view --- */

/* Without a hub nothing waits: changes are kept for one that may be joined. */
static void
refresh (GtkStack *stack)
{
  BoClient *client = g_object_get_data (G_OBJECT (stack), "bo-client");
  bool waits = bo_client_get_server_url (client) != NULL
               && g_list_model_get_n_items (bo_client_list_pending (client)) > 0;

  gtk_stack_set_visible_child_name (stack, waits ? "list" : "empty");
}

GtkWidget *
bo_waiting_view_new (BoClient *client)
{
  GListModel *pending = bo_client_list_pending (client);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "object-select-symbolic");
  if (bo_client_get_server_url (client) != NULL)
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Everything Here Is on the Hub"));
      adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                       _("Changes made while the hub is away wait here and are sent later."));
    }
  else
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing Waits"));
      adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("There is no hub to send anything to."));
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), pending, row_for, g_object_ref (client), g_object_unref);
  gtk_stack_add_named (GTK_STACK (stack), bo_kit_scrolled_list (list), "list");
  gtk_stack_add_named (GTK_STACK (stack), empty, "empty");
  g_object_set_data_full (G_OBJECT (stack), "bo-client", g_object_ref (client), g_object_unref);
  g_signal_connect_object (pending, "items-changed", G_CALLBACK (refresh), stack, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::server-url", G_CALLBACK (refresh), stack, G_CONNECT_SWAPPED);
  refresh (GTK_STACK (stack));
  return stack;
}
