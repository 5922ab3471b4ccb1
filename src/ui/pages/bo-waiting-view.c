/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-bar-layout.h"
#include "bo-day.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-state-badge.h"
#include "bo-sync-page.h"
#include "bo-value-row.h"

/* What waits for the hub, each as a sentence, oldest first; what can be done about it. */

/* --- a row --- */

#define BO_TYPE_WAITING_ROW (bo_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (BoWaitingRow, bo_waiting_row, BO, WAITING_ROW, AdwPreferencesRow)

/* As an action row, but that what can be done goes below the words where they would have little room beside it. */
struct _BoWaitingRow
{
  AdwPreferencesRow parent_instance;
  BoClient         *client;
  BoPendingItem    *item;
  GtkImage         *icon;
  GtkLabel         *title;
  GtkLabel         *subtitle;
  GtkWidget        *deeds;
  GtkWidget        *retry;
  GtkWidget        *edit;
};

G_DEFINE_FINAL_TYPE (BoWaitingRow, bo_waiting_row, ADW_TYPE_PREFERENCES_ROW)

/* "Waiting to send · since 09:41 · expires at 09:51", then what is wrong, then what is foreseen: a sentence a line */
static char *
subtitle_of (BoPendingItem *item)
{
  int64_t now = bo_clock_now ();
  g_autofree char *state = bo_pending_item_dup_notice (item);
  g_autofree char *forecast = bo_pending_item_dup_forecast (item);
  g_autofree char *since = bo_time_to_clock (bo_pending_item_get_queued_at (item), now);
  g_autofree char *expires = bo_time_to_clock (bo_pending_item_get_expires (item), now);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *first = NULL;
  g_auto (GStrv) texts = NULL;

  /* A merge that is on its way was nobody's edit. */
  if (*since == '\0')
    first = g_strdup (state);
  else if (bo_pending_item_get_expires (item) > 0)
    /* Translators: a state and two times: “Waiting to send · since 09:41 · expires at 09:51” */
    first = g_strdup_printf (_("%1$s · since %2$s · expires at %3$s"), state, since, expires);
  else
    /* Translators: a state and a time: “Waiting to send · since 09:41” */
    first = g_strdup_printf (_("%1$s · since %2$s"), state, since);
  g_strv_builder_add (lines, first);
  if (bo_pending_item_get_problem (item) != NULL)
    g_strv_builder_add (lines, bo_pending_item_get_problem (item));
  if (forecast != NULL)
    g_strv_builder_add (lines, forecast);
  texts = g_strv_builder_end (lines);
  return g_strjoinv ("\n", texts);
}

/* (nullable): what the change is about, as long as it is there */
static BoThing *
thing_of (BoWaitingRow *self)
{
  return bo_model_lookup (bo_client_get_model (self->client), bo_pending_item_get_thing_id (self->item));
}

static void
row_refresh (BoWaitingRow *self)
{
  g_autofree char *subtitle = subtitle_of (self->item);
  BoSyncStatus status = bo_pending_item_get_status (self->item);

  gtk_label_set_text (self->title, bo_pending_item_get_sentence (self->item));
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_image_set_from_icon_name (self->icon, bo_sync_status_icon_name (status));
  gtk_widget_set_visible (self->retry, status == BO_STATUS_QUARANTINED);
  gtk_widget_set_visible (self->edit, thing_of (self) != NULL);
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

/* --- another value instead of the one that waits --- */

/* What is asked and said on the way belongs to the window, which outlives row and dialog. */
static void
operate_cb (GtkWidget *overlay, BoCharacteristic *characteristic, const char *json, GtkWidget *row)
{
  bo_operate (overlay, g_object_get_data (G_OBJECT (row), "bo-client"), characteristic, json);
}

static void
edit_value (BoWaitingRow *self, BoCharacteristic *characteristic)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = bo_value_row_new (characteristic);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_object_set_data_full (G_OBJECT (row), "bo-client", g_object_ref (self->client), g_object_unref);
  g_signal_connect_object (row, "operate", G_CALLBACK (operate_cb),
                           gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY), G_CONNECT_SWAPPED);
  bo_ask_nothing (GTK_WIDGET (self), bo_pending_item_get_name (self->item),
                  _("What you set here takes the place of what waits."), list);
}

/* One value is changed here; whatever is more than that on the page of the thing. */
static void
edit_cb (BoWaitingRow *self)
{
  const char *path = bo_pending_item_get_path (self->item);
  BoThing *thing = thing_of (self);
  BoCharacteristic *characteristic = thing != NULL && path != NULL ? bo_kit_characteristic_at (thing, path) : NULL;

  if (characteristic != NULL && bo_characteristic_get_writable (characteristic))
    edit_value (self, characteristic);
  else if (thing != NULL && g_strcmp0 (path, "/name") == 0)
    bo_operate_rename (GTK_WIDGET (self), self->client, thing);
  else
    bo_kit_go_to_thing (GTK_WIDGET (self), self->client, bo_pending_item_get_thing_id (self->item));
}

/* --- none at all --- */

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
  g_autofree char *body = g_strdup_printf (_("“%1$s” is taken back.\n%2$s"), bo_pending_item_get_sentence (self->item),
                                           bo_pending_item_get_returns (self->item));

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
  gtk_box_append (GTK_BOX (self->deeds), button);
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

static GtkWidget *
row_label (GtkWidget *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (words), label);
  return label;
}

static GtkWidget *
row_words (BoWaitingRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (words, "title");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->title = GTK_LABEL (row_label (words, "title"));
  self->subtitle = GTK_LABEL (row_label (words, "subtitle"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->subtitle, NULL, -1);
  return words;
}

static void
bo_waiting_row_init (BoWaitingRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->deeds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_layout_manager (box, bo_bar_layout_new ());
  gtk_widget_add_css_class (box, "header");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), row_words (self));
  gtk_box_append (GTK_BOX (box), self->deeds);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  self->retry = row_button (self, "view-refresh-symbolic", _("Try again"), G_CALLBACK (retry_cb));
  self->edit = row_button (self, "document-edit-symbolic", _("Change what waits"), G_CALLBACK (edit_cb));
  row_button (self, "user-trash-symbolic", _("Discard this change"), G_CALLBACK (discard_cb));
}

static GtkWidget *
row_for (gpointer item, gpointer client)
{
  BoWaitingRow *self = g_object_new (BO_TYPE_WAITING_ROW, NULL);

  self->client = g_object_ref (client);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify", G_CALLBACK (row_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (row_refresh), self, G_CONNECT_SWAPPED);
  row_refresh (self);
  return GTK_WIDGET (self);
}

/* --- all that was refused --- */

static unsigned int
count_refused (GListModel *pending)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (pending); i++)
    {
      g_autoptr (BoPendingItem) item = g_list_model_get_item (pending, i);

      n += bo_pending_item_get_status (item) == BO_STATUS_QUARANTINED;
    }
  return n;
}

static void
retry_all_cb (GtkWidget *button, BoClient *client)
{
  GListModel *pending = bo_client_list_pending (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (pending); i++)
    {
      g_autoptr (BoPendingItem) item = g_list_model_get_item (pending, i);

      if (bo_pending_item_get_status (item) == BO_STATUS_QUARANTINED)
        bo_client_retry_async (client, bo_pending_item_get_id (item), NULL, done_cb, dup_overlay (button));
    }
}

/* A line above the list where the hub refused something. */
static GtkWidget *
refused_new (BoClient *client)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Retry for All"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, bo_kit_read_only_reason (client) == NULL);
  gtk_widget_set_tooltip_text (button, bo_kit_read_only_reason (client));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (box), "bo-label", label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (retry_all_cb), client, 0);
  return box;
}

static void
refresh_refused (GtkWidget *box, unsigned int n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("The hub refused %d change, which is kept here.",
                                                     "The hub refused %d changes, which are kept here.", n),
                                           (int) n);

  gtk_label_set_text (g_object_get_data (G_OBJECT (box), "bo-label"), text);
  gtk_widget_set_visible (box, n > 0);
}

/* --- the view --- */

typedef struct
{
  BoClient      *client;
  GtkStack      *stack;
  AdwStatusPage *empty;
  GtkWidget     *review;  /* the button on the empty page */
  GtkWidget     *refused;
} View;

static void
view_free (gpointer data)
{
  View *view = data;

  g_object_unref (view->client);
  g_free (view);
}

static void
say_empty (View *view, const char *icon_name, const char *title, const char *description)
{
  adw_status_page_set_icon_name (view->empty, icon_name);
  adw_status_page_set_title (view->empty, title);
  adw_status_page_set_description (view->empty, description);
}

/* That everything is on the hub is said only where nothing speaks against it (UX §0, rule 2). */
static void
refresh_empty (View *view)
{
  const BoEngineStatus *status = bo_client_get_status (view->client);
  int conflicts = (int) bo_client_get_conflict_count (view->client);
  bool well = status->phase == BO_PHASE_UP_TO_DATE && status->digest_match != 0 && status->counts.quarantined == 0
              && status->counts.unreadable == 0 && bo_client_get_store_error (view->client) == NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (view->review, conflicts > 0);
  if (bo_client_get_server_url (view->client) == NULL)
    say_empty (view, "network-server-symbolic", _("Nothing Waits"), _("There is no hub to send anything to."));
  else if (conflicts > 0)
    {
      text = g_strdup_printf (ngettext ("%d conflict is to be reviewed.", "%d conflicts are to be reviewed.",
                                        (unsigned long) conflicts),
                              conflicts);
      say_empty (view, "dialog-question-symbolic", _("Nothing Waits to Be Sent"), text);
    }
  else if (well)
    say_empty (view, "object-select-symbolic", _("Everything Here Is on the Hub"),
               _("Changes made while the hub is away wait here and are sent later."));
  else
    {
      const char *icon_name = NULL;

      text = bo_client_get_sentence (view->client, &icon_name);
      say_empty (view, icon_name, _("Nothing Waits to Be Sent"), text);
    }
}

/* Without a hub nothing waits: changes are kept for one that may be joined. */
static void
refresh (GtkWidget *stack)
{
  View *view = g_object_get_data (G_OBJECT (stack), "bo-view");
  GListModel *pending = bo_client_list_pending (view->client);
  bool waits = bo_client_get_server_url (view->client) != NULL && g_list_model_get_n_items (pending) > 0;

  gtk_stack_set_visible_child_name (view->stack, waits ? "list" : "empty");
  refresh_refused (view->refused, count_refused (pending));
  refresh_empty (view);
}

static GtkWidget *
list_new (View *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();

  view->refused = refused_new (view->client);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), bo_client_list_pending (view->client), row_for,
                           g_object_ref (view->client), g_object_unref);
  gtk_box_append (GTK_BOX (box), view->refused);
  gtk_box_append (GTK_BOX (box), list);
  return bo_kit_scrolled_list (box);
}

static GtkWidget *
empty_new (View *view)
{
  GtkWidget *empty = adw_status_page_new ();

  view->empty = ADW_STATUS_PAGE (empty);
  view->review = gtk_button_new_with_mnemonic (_("_Review"));
  gtk_widget_set_halign (view->review, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (view->review, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (view->review), "win.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (view->review), "s", "sync:review");
  adw_status_page_set_child (view->empty, view->review);
  return empty;
}

GtkWidget *
bo_waiting_view_new (BoClient *client)
{
  GtkWidget *stack = gtk_stack_new ();
  View *view = g_new0 (View, 1);

  view->client = g_object_ref (client);
  view->stack = GTK_STACK (stack);
  g_object_set_data_full (G_OBJECT (stack), "bo-view", view, view_free);
  gtk_stack_add_named (view->stack, list_new (view), "list");
  gtk_stack_add_named (view->stack, empty_new (view), "empty");
  g_signal_connect_object (bo_client_list_pending (client), "items-changed", G_CALLBACK (refresh), stack,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify", G_CALLBACK (refresh), stack, G_CONNECT_SWAPPED);
  refresh (stack);
  return stack;
}
