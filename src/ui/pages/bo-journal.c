/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-day.h"
#include "bo-kit.h"

/* Lines of the journal as a list view: an icon, a sentence, a time; hundreds of them. */

/* Letters in the least width of a sentence. Without it every line of the list is tried in the width of one letter,
   which takes longer than all that is shown of it. */
#define LEAST_LETTERS 12

typedef struct
{
  GtkImage *icon;
  GtkLabel *day;
  GtkLabel *sentence;
  GtkLabel *who;
  GtkLabel *time;
} Line;

static GtkWidget *
line_box (Line *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  line->icon = GTK_IMAGE (gtk_image_new ());
  line->sentence = GTK_LABEL (gtk_label_new (NULL));
  line->who = GTK_LABEL (gtk_label_new (NULL));
  line->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (line->sentence, TRUE);
  gtk_label_set_wrap_mode (line->sentence, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (line->sentence, LEAST_LETTERS);
  gtk_label_set_xalign (line->sentence, 0);
  gtk_label_set_xalign (line->who, 0);
  gtk_label_set_ellipsize (line->who, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (line->who), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (line->who), "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line->icon), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (line->time), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (line->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (line->time), "caption");
  gtk_widget_set_valign (GTK_WIDGET (line->icon), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (line->time), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (line->time), 2);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->icon));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (line->sentence));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (line->who));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->time));
  return box;
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  line->day = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (line->day, 0);
  gtk_widget_add_css_class (GTK_WIDGET (line->day), "heading");
  gtk_widget_set_margin_top (GTK_WIDGET (line->day), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (line->day), 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->day));
  gtk_box_append (GTK_BOX (box), line_box (line));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  g_object_set_data_full (G_OBJECT (box), "bo-line", line, g_free);
  gtk_list_item_set_child (item, box);
}

static GDateTime *
local_time (int64_t time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_from_unix_local (0);
}

static char *
day_of (int64_t time_us, int64_t now_us)
{
  g_autoptr (GDateTime) time = local_time (time_us);
  g_autoptr (GDateTime) now = local_time (now_us);
  g_autoptr (GDateTime) before = g_date_time_add_days (now, -1);
  g_autofree char *day = g_date_time_format (time, "%F");
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autofree char *yesterday = g_date_time_format (before, "%F");

  if (g_str_equal (day, today))
    return g_strdup (_("Today"));
  if (g_str_equal (day, yesterday))
    return g_strdup (_("Yesterday"));
  /* Translators: a day, see g_date_time_format(): "Tuesday, 3 May" */
  return g_date_time_format (time, _("%A, %-e %B"));
}

static char *
day_at (GListModel *model, unsigned int position, int64_t now_us)
{
  g_autoptr (BoActivityItem) item = g_list_model_get_item (model, position);

  return item != NULL ? day_of (bo_activity_item_get_when (item), now_us) : NULL;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, GtkListView *view)
{
  Line *line = g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)), "bo-line");
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (view));
  unsigned int position = gtk_list_item_get_position (list_item);
  BoActivityItem *item = gtk_list_item_get_item (list_item);
  int64_t now = bo_clock_now ();
  g_autoptr (GDateTime) when = local_time (bo_activity_item_get_when (item));
  g_autofree char *time = g_date_time_format (when, "%H:%M");
  g_autofree char *day = day_of (bo_activity_item_get_when (item), now);
  g_autofree char *above = position > 0 ? day_at (model, position - 1, now) : NULL;

  gtk_label_set_text (line->sentence, bo_activity_item_get_sentence (item));
  gtk_label_set_text (line->who, bo_activity_item_get_who (item));
  gtk_widget_set_visible (GTK_WIDGET (line->who), *bo_activity_item_get_who (item) != '\0');
  gtk_label_set_text (line->time, time);
  gtk_label_set_text (line->day, day);
  gtk_widget_set_visible (GTK_WIDGET (line->day), g_strcmp0 (day, above) != 0);
  gtk_image_set_from_icon_name (line->icon, bo_activity_item_get_icon_name (item));
}

/* Its lines are written anew, and it stays where it is. */
static void
write_lines (GtkListView *view)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), view, 0);
  gtk_list_view_set_factory (view, factory);
}

/* GTK 4.8 has no headings in lists: the first line of a day carries it. */
GtkListView *
bo_kit_journal (GListModel *model)
{
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (model))), NULL);

  write_lines (GTK_LIST_VIEW (view));
  /* What is of today becomes yesterday's. */
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (write_lines), view, G_CONNECT_SWAPPED);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "bo-journal");
  return GTK_LIST_VIEW (view);
}

/* --- what is older --- */

typedef struct
{
  GtkWidget    *scroller; /* outlives this */
  GListModel   *shown;
  BoClient     *client;
  unsigned int  source;
} Older;

static void
older_free (gpointer data)
{
  Older *older = data;

  g_clear_handle_id (&older->source, g_source_remove);
  bo_client_forget_older_activity (older->client);
  g_object_unref (older->shown);
  g_object_unref (older->client);
  g_free (older);
}

/* Within a page of the end; a list that is out of sight has none. */
static bool
is_near_end (const Older *older)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (older->scroller));
  double page = gtk_adjustment_get_page_size (adjustment);

  if (g_list_model_get_n_items (older->shown) == 0)
    return true;
  return gtk_widget_get_mapped (older->scroller)
         && gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment) - page < page;
}

static gboolean
look_cb (gpointer data)
{
  Older *older = data;

  older->source = 0;
  if (is_near_end (older))
    bo_client_load_older_activity (older->client);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (GtkWidget *scroller)
{
  Older *older = g_object_get_data (G_OBJECT (scroller), "bo-older");

  /* Once it is laid out, and no reading is under way that it would have to wait for. */
  if (older != NULL)
    bo_kit_gather (&older->source, look_cb, older);
}

GtkWidget *
bo_kit_journal_scroller (GtkListView *view, GListModel *shown, BoClient *client)
{
  GtkWidget *scroller = bo_kit_scrolled_view (GTK_WIDGET (view));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  Older *older = g_new0 (Older, 1);

  older->scroller = scroller;
  older->shown = g_object_ref (shown);
  older->client = g_object_ref (client);
  g_object_set_data_full (G_OBJECT (scroller), "bo-older", older, older_free);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (moved_cb), scroller, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (moved_cb), scroller, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "items-changed", G_CALLBACK (moved_cb), scroller, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_activity (client), "items-changed", G_CALLBACK (moved_cb), scroller,
                           G_CONNECT_SWAPPED);
  return scroller;
}

BoLines
bo_kit_lines_of (BoActivityKind kind)
{
  switch (kind)
    {
    case BO_ACTIVITY_SENT:
    case BO_ACTIVITY_EDITED:
    case BO_ACTIVITY_REOFFERED:
      return BO_LINES_SENT;
    case BO_ACTIVITY_RECEIVED:
      return BO_LINES_RECEIVED;
    case BO_ACTIVITY_MERGED:
    case BO_ACTIVITY_CONFLICT:
    case BO_ACTIVITY_ELSEWHERE:
      return BO_LINES_MERGED;
    case BO_ACTIVITY_EXPIRED:
    case BO_ACTIVITY_LATE:
    case BO_ACTIVITY_QUARANTINED:
    case BO_ACTIVITY_UNREADABLE:
    case BO_ACTIVITY_DIVERGED:
    case BO_ACTIVITY_STRANGE:
    case BO_ACTIVITY_FAILED:
      return BO_LINES_PROBLEMS;
    case BO_ACTIVITY_DISCARDED:
    case BO_ACTIVITY_RESYNC:
    case BO_ACTIVITY_CONNECTED:
      return BO_LINES_ALL;
    }
  return BO_LINES_ALL;
}

GtkWidget *
bo_kit_lines_chooser (void)
{
  const char *const words[] = { _("All"), _("Sent"), _("Received"), _("Merged"), _("Problems"), NULL };
  GtkWidget *chooser = gtk_drop_down_new_from_strings (words);

  bo_kit_name (chooser, _("Which activity is shown"));
  return chooser;
}
