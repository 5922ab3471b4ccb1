/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-difference.h"
#include "bo-operate-private.h"

/* What was, made so again: looked at first, then written as ordinary edits with one way back. */

#define PREVIEW_HEIGHT 260

typedef struct
{
  BoWish    *wish;        /* NULL once it was handed on */
  BoModel   *past;
  GPtrArray *differences; /* BoDifference */
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_clear_pointer (&restore->wish, _bo_wish_free);
  g_object_unref (restore->past);
  g_ptr_array_unref (restore->differences);
  g_free (restore);
}

static void
confirmed_cb (gpointer data)
{
  Restore *restore = data;
  BoWish *wish = g_steal_pointer (&restore->wish);
  BoDraft *draft = bo_draft_new ();

  for (unsigned int i = 0; i < restore->differences->len; i++)
    bo_difference_restore (g_ptr_array_index (restore->differences, i), restore->past,
                           bo_client_get_model (wish->client), draft);
  _bo_wish_apply (wish, draft);
}

/* --- the preview --- */

static char *
title_of (const BoDifference *difference)
{
  if (difference->kind == BO_DIFFERENCE_FIELD)
    /* Translators: a thing and a field of it: "Hall lamp · Brightness" */
    return g_strdup_printf (_("%1$s · %2$s"), difference->thing, difference->label);
  return g_strdup (difference->thing);
}

static char *
effect_of (const BoDifference *difference, BoModel *now, BoRestore can)
{
  g_autofree char *present = NULL;

  switch (can)
    {
    case BO_RESTORE_POSSIBLE:
      if (difference->kind == BO_DIFFERENCE_REMOVED)
        return g_strdup (_("Is put back"));
      present = bo_difference_dup_now (difference, now);
      return g_strdup_printf (_("%1$s → %2$s"), present, difference->before);
    case BO_RESTORE_SAME:
      return g_strdup (_("Is so already"));
    case BO_RESTORE_UNSAFE:
      return g_strdup (_("Left out: it would unlock, open or disarm something"));
    case BO_RESTORE_FIXED:
      return g_strdup (_("Left out: it can’t be set"));
    }
  return g_strdup ("");
}

static GtkWidget *
preview_row (const BoDifference *difference, BoModel *now, BoRestore can)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = title_of (difference);
  g_autofree char *effect = effect_of (difference, now, can);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), effect);
  gtk_widget_set_sensitive (row, can == BO_RESTORE_POSSIBLE);
  return row;
}

/* @count: (out): how many are going to be written */
static GtkWidget *
preview (Restore *restore, unsigned int *count)
{
  BoModel *now = bo_client_get_model (restore->wish->client);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  *count = 0;
  for (unsigned int i = 0; i < restore->differences->len; i++)
    {
      const BoDifference *difference = g_ptr_array_index (restore->differences, i);
      BoRestore can = bo_difference_can_restore (difference, restore->past, now);

      *count += can == BO_RESTORE_POSSIBLE;
      gtk_list_box_append (GTK_LIST_BOX (list), preview_row (difference, now, can));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), PREVIEW_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), list);
  return window;
}

/**
 * bo_operate_restore:
 * @from: a widget of the window
 * @client: the client
 * @past: the home as it was
 * @differences: (element-type BoDifference): what is to be so again
 * @when: what that time is called
 *
 * Shows what would be written, and writes it, with one Undo for all. What would lead away from safety is left out,
 * and said to be.
 */
void
bo_operate_restore (GtkWidget *from, BoClient *client, BoModel *past, GPtrArray *differences, const char *when)
{
  Restore *restore = g_new0 (Restore, 1);
  g_autofree char *heading = NULL;
  g_autofree char *body = g_strdup_printf (_("They are set back to what they were %s, by new changes."), when);
  GtkWidget *extra, *dialog;
  unsigned int count;

  restore->wish = _bo_wish_new (from, client, NULL);
  restore->past = g_object_ref (past);
  restore->differences = g_ptr_array_ref (differences);
  extra = preview (restore, &count);
  heading = g_strdup_printf (ngettext ("Restore %u Change?", "Restore %u Changes?", count), count);
  restore->wish->done = g_strdup_printf (ngettext ("%u change was set back to %s", "%u changes were set back to %s",
                                                   count), count, when);
  dialog = bo_ask_with (from, heading, body, extra, _("_Restore"), false, confirmed_cb, restore, restore_free);
  bo_ask_set_ready (dialog, count > 0);
}
