/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-kit.h"
#include "bo-sync-page.h"

/* The journal: everything that synchronisation did, filtered and searched. */

#define BO_TYPE_ACTIVITY_VIEW (bo_activity_view_get_type ())
G_DECLARE_FINAL_TYPE (BoActivityView, bo_activity_view, BO, ACTIVITY_VIEW, AdwBin)

struct _BoActivityView
{
  AdwBin          parent_instance;
  BoClient       *client;
  GtkFilter      *filter;
  GListModel     *shown;
  GtkStack       *stack;
  GtkListView    *list;
  GtkDropDown    *kinds;
  GtkSearchEntry *search;
  GtkWidget      *save;
  char           *needle;
};

G_DEFINE_FINAL_TYPE (BoActivityView, bo_activity_view, ADW_TYPE_BIN)

/* What is looked for; used on other threads too. */
typedef struct
{
  BoLines show;
  char   *needle; /* folded; nullable */
} Wanted;

static void
wanted_free (gpointer data)
{
  g_free (((Wanted *) data)->needle);
  g_free (data);
}

static bool
fits (BoActivityItem *item, gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *folded = NULL;

  if (wanted->show != BO_LINES_ALL && bo_kit_lines_of (bo_activity_item_get_kind (item)) != wanted->show)
    return false;
  if (wanted->needle == NULL || *wanted->needle == '\0')
    return true;
  folded = g_utf8_casefold (bo_activity_item_get_sentence (item), -1);
  return strstr (folded, wanted->needle) != NULL;
}

static gboolean
matches (gpointer item, gpointer data)
{
  BoActivityView *self = data;
  Wanted wanted = { (BoLines) gtk_drop_down_get_selected (self->kinds), self->needle };

  return fits (item, &wanted);
}

static void
refresh_stack (BoActivityView *self)
{
  bool any = g_list_model_get_n_items (self->shown) > 0
             || gtk_filter_list_model_get_pending (GTK_FILTER_LIST_MODEL (self->shown)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  gtk_widget_set_sensitive (self->save, any);
}

static void
filter_cb (BoActivityView *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_stack (self);
}

/* --- saving it --- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoActivityView) self = data;
  g_autoptr (GError) error = NULL;

  if (bo_client_write_finish (BO_CLIENT (source), result, &error))
    bo_toast (GTK_WIDGET (self), _("Activity saved"));
  else
    bo_toast (GTK_WIDGET (self), error->message);
}

void
bo_activity_view_save (GtkWidget *view, GFile *file)
{
  BoActivityView *self = BO_ACTIVITY_VIEW (view);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->show = (BoLines) gtk_drop_down_get_selected (self->kinds);
  wanted->needle = g_strdup (self->needle);
  bo_client_save_activity_async (self->client, g_file_peek_path (file), fits, wanted, wanted_free, NULL, written_cb,
                                 g_object_ref (self));
}

static void
chosen_cb (GFile *file, gpointer view)
{
  bo_activity_view_save (view, file);
}

/* All that fits, shown or not yet, for other programs. */
static void
save_cb (BoActivityView *self)
{
  bo_ask_save (GTK_WIDGET (self), _("Save the Activity"), "blowing-off-activity.jsonl", chosen_cb);
}

/* --- what it is made of --- */

static GtkWidget *
tools (BoActivityView *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->kinds = GTK_DROP_DOWN (bo_kit_lines_chooser ());
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search in the activity"), -1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 8);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  self->save = gtk_button_new_from_icon_name ("document-save-symbolic");
  bo_kit_name (self->save, _("Save the activity"));
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  return clamp;
}

static GtkWidget *
empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing to Show"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _("What is sent, received and merged is listed here."));
  return page;
}

static void
activated_cb (BoActivityView *self, unsigned int position)
{
  g_autoptr (BoActivityItem) item = g_list_model_get_item (self->shown, position);

  if (item != NULL)
    bo_kit_go_to_thing (GTK_WIDGET (self), self->client, bo_activity_item_get_entity_id (item));
}

static void
bo_activity_view_dispose (GObject *object)
{
  BoActivityView *self = BO_ACTIVITY_VIEW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->client);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (bo_activity_view_parent_class)->dispose (object);
}

static void
bo_activity_view_class_init (BoActivityViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_activity_view_dispose;
}

static void
bo_activity_view_init (BoActivityView *self)
{
}

GtkWidget *
bo_activity_view_new (BoClient *client)
{
  BoActivityView *self = g_object_new (BO_TYPE_ACTIVITY_VIEW, NULL);
  GListModel *all = bo_client_list_activity (client);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->client = g_object_ref (client);
  gtk_box_append (GTK_BOX (box), tools (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (all), g_object_ref (self->filter)));
  /* Thousands of lines are gone over between two frames. */
  gtk_filter_list_model_set_incremental (GTK_FILTER_LIST_MODEL (self->shown), TRUE);
  self->list = bo_kit_journal (self->shown);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, bo_kit_journal_scroller (self->list, self->shown, client), "list");
  gtk_stack_add_named (self->stack, empty_page (), "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (refresh_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "notify::pending", G_CALLBACK (refresh_stack), self, G_CONNECT_SWAPPED);
  refresh_stack (self);
  return GTK_WIDGET (self);
}
