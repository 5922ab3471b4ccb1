/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-conflict-sides.h"
#include "bo-decision-preview.h"
#include "bo-kit.h"

/* More lines than these scroll. */
#define MAX_LINES 8
#define HEIGHT 260
/* What scrolls is cut off at its edge, and a list has a shadow. */
#define SHADOW 3

/* A thing, of which several conflicts may be open, and its way from now to what it becomes. */
typedef struct
{
  GPtrArray *items;  /* of BoConflictItem, borrowed */
  char      *before; /* nullable */
  char      *after;  /* nullable */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_ptr_array_unref (outcome->items);
  g_free (outcome->before);
  g_free (outcome->after);
  g_free (outcome);
}

static Outcome *
outcome_for (GPtrArray *outcomes, BoClient *client, BoConflictItem *item)
{
  const char *id = bo_conflict_item_get_conflict (item)->entity_id;
  Outcome *outcome;

  for (unsigned int i = 0; i < outcomes->len; i++)
    {
      outcome = g_ptr_array_index (outcomes, i);
      if (g_str_equal (bo_conflict_item_get_conflict (g_ptr_array_index (outcome->items, 0))->entity_id, id))
        return outcome;
    }
  outcome = g_new0 (Outcome, 1);
  outcome->items = g_ptr_array_new ();
  outcome->before = bo_decision_now (client, item);
  outcome->after = g_strdup (outcome->before);
  g_ptr_array_add (outcomes, outcome);
  return outcome;
}

/* (transfer full): what each thing becomes, in the order of the decisions */
static GPtrArray *
foresee (BoClient *client, GPtrArray *items, BoKept side)
{
  GPtrArray *outcomes = g_ptr_array_new_with_free_func (outcome_free);

  for (unsigned int i = 0; i < items->len; i++)
    {
      BoConflictItem *item = g_ptr_array_index (items, i);
      Outcome *outcome = outcome_for (outcomes, client, item);
      char *after = bo_decision_outcome (outcome->after, item, side);

      g_free (outcome->after);
      outcome->after = after;
      g_ptr_array_add (outcome->items, item);
    }
  return outcomes;
}

static void
add_change (GPtrArray *lines, const Outcome *outcome, const BoConflict *conflict, const BoConflictPath *path)
{
  g_autofree char *before = bo_json_dup (bo_json_at (bo_json_wrap (outcome->before), path->path));
  g_autofree char *after = bo_json_dup (bo_json_at (bo_json_wrap (outcome->after), path->path));
  g_autofree char *label = bo_conflict_path_get_label (conflict, path);
  g_autofree char *from = bo_conflict_path_display (conflict, path, before);
  g_autofree char *to = bo_conflict_path_display (conflict, path, after);
  g_autofree char *line = g_strdup_printf (_("%1$s: %2$s → %3$s"), label, from, to);

  if (bo_json_equal (bo_json_wrap (before), bo_json_wrap (after))
      || g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    return;
  g_ptr_array_add (lines, g_steal_pointer (&line));
}

static char *
describe_fields (const Outcome *outcome)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (unsigned int i = 0; i < outcome->items->len; i++)
    {
      const BoConflict *conflict = bo_conflict_item_get_conflict (g_ptr_array_index (outcome->items, i));

      for (unsigned int j = 0; j < conflict->paths->len; j++)
        add_change (lines, outcome, conflict, g_ptr_array_index (conflict->paths, j));
    }
  if (lines->len == 0)
    return g_strdup (_("Stays as it is"));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
describe_move (BoClient *client, const Outcome *outcome)
{
  g_autofree char *from = outcome->before != NULL ? bo_conflict_place (client, outcome->before) : NULL;
  g_autofree char *to = bo_conflict_place (client, outcome->after);

  if (from == NULL)
    return g_strdup_printf (_("Moves to %s"), to);
  if (g_str_equal (from, to))
    return g_strdup_printf (_("Stays in %s"), to);
  return g_strdup_printf (_("Moves from %1$s to %2$s"), from, to);
}

/* Already */
static bool
is_gone (const Outcome *outcome)
{
  return outcome->before == NULL || bo_conflict_is_removal (outcome->before);
}

static char *
describe (BoClient *client, const Outcome *outcome)
{
  bool gone = is_gone (outcome);

  if (bo_conflict_item_get_conflict (g_ptr_array_index (outcome->items, 0))->kind == BO_CONFLICT_MOVED)
    return describe_move (client, outcome);
  if (bo_conflict_is_removal (outcome->after))
    return g_strdup (gone ? _("Stays removed") : _("Is removed from the home"));
  return gone ? g_strdup (_("Comes back into the home")) : describe_fields (outcome);
}

/* @lines: (inout): how many there are */
static GtkWidget *
row_for (BoClient *client, const Outcome *outcome, int *lines)
{
  BoConflictItem *item = g_ptr_array_index (outcome->items, 0);
  BoThing *thing = bo_conflict_thing (client, item);
  const char *name = thing != NULL ? bo_thing_get_display_name (thing) : bo_conflict_item_get_conflict (item)->name;
  g_autofree char *text = describe (client, outcome);
  bool removed = bo_conflict_is_removal (outcome->after);
  GtkWidget *row = bo_kit_row (name != NULL && *name != '\0' ? name : _("Something unnamed"), text,
                               removed ? "user-trash-symbolic" : NULL);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  *lines += 2;
  for (const char *c = text; *c != '\0'; c++)
    *lines += *c == '\n';
  return row;
}

/* A long list scrolls, at a height of its own: what a dialog asks for at its natural width is too little once it is
   narrower and words wrap. */
static GtkWidget *
scrolled (GtkWidget *list)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (list, SHADOW);
  gtk_widget_set_margin_end (list, SHADOW);
  gtk_widget_set_margin_top (list, SHADOW);
  gtk_widget_set_margin_bottom (list, SHADOW);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), list);
  return window;
}

GtkWidget *
bo_decision_preview_new (BoClient *client, GPtrArray *items, BoKept side, bool *removes)
{
  g_autoptr (GPtrArray) outcomes = foresee (client, items, side);
  GtkWidget *list = gtk_list_box_new ();
  int lines = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  *removes = false;
  for (unsigned int i = 0; i < outcomes->len; i++)
    {
      const Outcome *outcome = g_ptr_array_index (outcomes, i);

      *removes = *removes || (!is_gone (outcome) && bo_conflict_is_removal (outcome->after));
      gtk_list_box_append (GTK_LIST_BOX (list), row_for (client, outcome, &lines));
    }
  return lines > MAX_LINES ? scrolled (list) : list;
}
