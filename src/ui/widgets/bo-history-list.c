/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-base.h"
#include "bo-day.h"
#include "bo-history-list.h"
#include "bo-kit-parts.h"

/* --- an entry --- */

struct _BoHistoryEntry
{
  GObject  parent_instance;
  char    *id;
  char    *title;
  char    *who;
  int64_t  time_us;
};

G_DEFINE_FINAL_TYPE (BoHistoryEntry, bo_history_entry, G_TYPE_OBJECT)

static void
bo_history_entry_finalize (GObject *object)
{
  BoHistoryEntry *self = BO_HISTORY_ENTRY (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->who);
  G_OBJECT_CLASS (bo_history_entry_parent_class)->finalize (object);
}

static void
bo_history_entry_class_init (BoHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_history_entry_finalize;
}

static void
bo_history_entry_init (BoHistoryEntry *self)
{
}

BoHistoryEntry *
bo_history_entry_new (const char *id, const char *title, const char *who, int64_t time_us)
{
  BoHistoryEntry *self = g_object_new (BO_TYPE_HISTORY_ENTRY, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->who = g_strdup (who);
  self->time_us = time_us;
  return self;
}

/* --- the list --- */

struct _BoHistoryList
{
  AdwBin      parent_instance;
  GListStore *entries;
};

G_DEFINE_FINAL_TYPE (BoHistoryList, bo_history_list, ADW_TYPE_BIN)

/* Most often there is something new at the top, and the rest stays. */
void
bo_history_list_set_entries (BoHistoryList *self, GPtrArray *entries)
{
  GListModel *model;
  unsigned int old, same = 0;

  g_return_if_fail (BO_IS_HISTORY_LIST (self));

  model = G_LIST_MODEL (self->entries);
  old = g_list_model_get_n_items (model);
  while (same < old && same < entries->len)
    {
      g_autoptr (BoHistoryEntry) shown = g_list_model_get_item (model, old - 1 - same);
      BoHistoryEntry *entry = g_ptr_array_index (entries, entries->len - 1 - same);

      if (!g_str_equal (shown->id, entry->id))
        break;
      same++;
    }
  if (same < old || same < entries->len)
    g_list_store_splice (self->entries, 0, old - same, entries->pdata, entries->len - same);
}

/* Of today it is told without the day. */
static void
say_when (GtkLabel *label)
{
  BoHistoryEntry *entry = g_object_get_data (G_OBJECT (label), "bo-entry");
  g_autofree char *when = bo_time_to_clock (entry->time_us, bo_clock_now ());

  gtk_label_set_text (label, when);
}

static GtkWidget *
entry_row (gpointer item, gpointer data)
{
  BoHistoryEntry *entry = item;
  GtkWidget *row = bo_kit_row (entry->title, entry->who, NULL);
  GtkWidget *time = gtk_label_new (NULL);

  g_object_set_data_full (G_OBJECT (time), "bo-entry", g_object_ref (entry), g_object_unref);
  say_when (GTK_LABEL (time));
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (say_when), time, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  return row;
}

static void
bo_history_list_finalize (GObject *object)
{
  g_clear_object (&BO_HISTORY_LIST (object)->entries);
  G_OBJECT_CLASS (bo_history_list_parent_class)->finalize (object);
}

static void
bo_history_list_class_init (BoHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_history_list_finalize;
}

static void
bo_history_list_init (BoHistoryList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->entries = g_list_store_new (BO_TYPE_HISTORY_ENTRY);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), bo_kit_row (_("Nothing recorded yet"),
                                                                 _("What changes from now on is listed here."), NULL));
  adw_bin_set_child (ADW_BIN (self), list);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (self->entries), entry_row, NULL, NULL);
}

GtkWidget *
bo_history_list_new (void)
{
  return g_object_new (BO_TYPE_HISTORY_LIST, NULL);
}
