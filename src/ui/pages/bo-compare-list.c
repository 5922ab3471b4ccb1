/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-compare-list.h"
#include "bo-kit.h"

/* More things than this are shown when they are asked for. */
#define THINGS_AT_ONCE 60
#define MAX_TEXT 120

struct _BoCompareList
{
  AdwBin        parent_instance;
  GPtrArray    *differences; /* BoDifference */
  GPtrArray    *shown;       /* of them, without readings where these aren't wanted */
  BoModel      *past;
  BoModel      *now;
  GHashTable   *chosen;      /* keys */
  char         *look;        /* nullable: of what is built */
  unsigned int  limit;
  bool          choosable;
  bool          choosing;    /* several at once */
};

G_DEFINE_FINAL_TYPE (BoCompareList, bo_compare_list, ADW_TYPE_BIN)

static unsigned int chosen_signal;

static void build (BoCompareList *self);

static char *
key_of (const BoDifference *difference)
{
  return g_strdup_printf ("%d %s %s", difference->kind, difference->entity_id,
                          difference->path != NULL ? difference->path : "");
}

static bool
is_chosen (BoCompareList *self, const BoDifference *difference)
{
  g_autofree char *key = key_of (difference);

  return g_hash_table_contains (self->chosen, key);
}

static bool
can_choose (BoCompareList *self, const BoDifference *difference)
{
  return self->choosable && bo_difference_can_restore (difference, self->past, self->now) == BO_RESTORE_POSSIBLE;
}

GPtrArray *
bo_compare_list_dup_chosen (BoCompareList *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_difference_free);

  for (unsigned int i = 0; i < self->shown->len; i++)
    {
      BoDifference *difference = g_ptr_array_index (self->shown, i);

      if (is_chosen (self, difference) && can_choose (self, difference))
        g_ptr_array_add (chosen, bo_difference_copy (difference));
    }
  return chosen;
}

/* --- choosing --- */

static void
toggled_cb (GtkCheckButton *check, GParamSpec *pspec, BoCompareList *self)
{
  const char *key = g_object_get_data (G_OBJECT (check), "bo-key");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (key));
  else
    g_hash_table_remove (self->chosen, key);
  if (!self->choosing)
    g_signal_emit (self, chosen_signal, 0);
}

static GtkWidget *
check_for (BoCompareList *self, const BoDifference *difference)
{
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "bo-key", key_of (difference), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, difference));
  g_signal_connect_object (check, "notify::active", G_CALLBACK (toggled_cb), self, 0);
  return check;
}

/* The check box of a thing: all of its own, or none. */
static void
all_cb (GtkCheckButton *check, GParamSpec *pspec, BoCompareList *self)
{
  GPtrArray *own = g_object_get_data (G_OBJECT (check), "bo-checks");

  self->choosing = true;
  for (unsigned int i = 0; i < own->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (own, i), gtk_check_button_get_active (check));
  self->choosing = false;
  g_signal_emit (self, chosen_signal, 0);
}

static void
add_check_of_thing (BoCompareList *self, GtkWidget *row, GPtrArray *own, const char *thing)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf (_("Everything of “%s”"), thing);
  bool all = true;

  for (unsigned int i = 0; i < own->len; i++)
    all = all && gtk_check_button_get_active (g_ptr_array_index (own, i));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), all);
  bo_kit_name (check, name);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "bo-checks", g_ptr_array_ref (own), (GDestroyNotify) g_ptr_array_unref);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (all_cb), self, 0);
}

/* --- rows --- */

/* A text may be a manual. */
static char *
shortened (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');

  if (g_utf8_strlen (line, -1) <= MAX_TEXT)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, MAX_TEXT) = '\0';
  return g_strconcat (line, "…", NULL);
}

static char *
subtitle_of (BoCompareList *self, const BoDifference *difference)
{
  g_autofree char *before = shortened (difference->before);
  g_autofree char *after = shortened (difference->after);
  g_autofree char *change = g_strdup_printf (_("%1$s → %2$s"), before, after);

  if (!self->choosable
      || bo_difference_can_restore (difference, self->past, self->now) != BO_RESTORE_UNSAFE)
    return g_steal_pointer (&change);
  return g_strconcat (change, "\n", _("Not restored from here: it would unlock, open or disarm something."), NULL);
}

static GtkWidget *
field_row (BoCompareList *self, const BoDifference *difference, GPtrArray *own)
{
  g_autofree char *subtitle = subtitle_of (self, difference);
  const char *title = difference->kind == BO_DIFFERENCE_MOVED ? _("Moved") : difference->label;
  GtkWidget *row = bo_kit_row (title, subtitle, NULL);
  GtkWidget *check;

  if (!can_choose (self, difference))
    return row;
  check = check_for (self, difference);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  bo_kit_name (check, title);
  g_ptr_array_add (own, check);
  return row;
}

static GtkWidget *
thing_row (BoCompareList *self, const BoDifference *difference, GPtrArray *own)
{
  const char *subtitle = difference->kind == BO_DIFFERENCE_ADDED     ? _("Added")
                         : difference->kind == BO_DIFFERENCE_REMOVED ? _("Removed")
                                                                     : NULL;
  GtkWidget *row = bo_kit_row (difference->thing, subtitle, difference->icon_name);

  gtk_widget_add_css_class (row, "bo-compare-thing");
  if (difference->kind == BO_DIFFERENCE_REMOVED && can_choose (self, difference))
    {
      GtkWidget *check = check_for (self, difference);
      g_autofree char *name = g_strdup_printf (_("Put back “%s”"), difference->thing);

      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      bo_kit_name (check, name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    }
  return row;
}

/* All differences of one thing, from @first on; @next: (out): the first of another */
static GtkWidget *
thing_list (BoCompareList *self, unsigned int first, unsigned int *next)
{
  const BoDifference *difference = g_ptr_array_index (self->shown, first);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *head = thing_row (self, difference, own);
  unsigned int i = first;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), head);
  for (; i < self->shown->len; i++)
    {
      const BoDifference *other = g_ptr_array_index (self->shown, i);

      if (!g_str_equal (other->entity_id, difference->entity_id))
        break;
      if (other->kind == BO_DIFFERENCE_MOVED || other->kind == BO_DIFFERENCE_FIELD)
        gtk_list_box_append (GTK_LIST_BOX (list), field_row (self, other, own));
    }
  if (own->len > 1)
    add_check_of_thing (self, head, own, difference->thing);
  *next = i;
  return list;
}

static void
more_cb (BoCompareList *self)
{
  self->limit += THINGS_AT_ONCE;
  build (self);
}

static GtkWidget *
more_button (BoCompareList *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Show _More"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
build (BoCompareList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const char *place = "";
  unsigned int next = 0;

  for (unsigned int things = 0; next < self->shown->len && things < self->limit; things++)
    {
      const BoDifference *difference = g_ptr_array_index (self->shown, next);

      if (g_strcmp0 (place, difference->place) != 0)
        gtk_box_append (GTK_BOX (box), bo_kit_heading (difference->place != NULL ? difference->place : _("The Home")));
      place = difference->place;
      gtk_box_append (GTK_BOX (box), thing_list (self, next, &next));
    }
  if (next < self->shown->len)
    gtk_box_append (GTK_BOX (box), more_button (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* All that a person sees of it. */
static char *
describe (BoCompareList *self)
{
  GString *text = g_string_new (self->choosable ? "choosable\n" : "");

  for (unsigned int i = 0; i < self->shown->len; i++)
    {
      const BoDifference *difference = g_ptr_array_index (self->shown, i);
      g_autofree char *key = key_of (difference);

      g_string_append_printf (text, "%s|%s|%s|%s|%s|%d\n", key, difference->thing,
                              difference->place != NULL ? difference->place : "",
                              difference->before != NULL ? difference->before : "",
                              difference->after != NULL ? difference->after : "",
                              bo_difference_can_restore (difference, self->past, self->now));
    }
  return g_string_free (text, FALSE);
}

/* A home changes all the time: whoever is choosing isn't disturbed by what makes no difference here. */
static void
build_if_new (BoCompareList *self)
{
  g_autofree char *look = describe (self);

  if (g_strcmp0 (look, self->look) == 0)
    return;
  g_free (self->look);
  self->look = g_steal_pointer (&look);
  build (self);
}

unsigned int
bo_compare_list_fill (BoCompareList *self, GPtrArray *differences, BoModel *past, BoModel *now, bool readings,
                      bool choosable)
{
  g_ptr_array_ref (differences);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->differences = differences;
  g_set_object (&self->past, past);
  g_set_object (&self->now, now);
  self->choosable = choosable;
  g_ptr_array_set_size (self->shown, 0);
  for (unsigned int i = 0; i < differences->len; i++)
    {
      BoDifference *difference = g_ptr_array_index (differences, i);

      if (readings || !difference->is_reading)
        g_ptr_array_add (self->shown, difference);
    }
  build_if_new (self);
  g_signal_emit (self, chosen_signal, 0);
  return self->shown->len;
}

static void
bo_compare_list_dispose (GObject *object)
{
  BoCompareList *self = BO_COMPARE_LIST (object);

  g_clear_object (&self->past);
  g_clear_object (&self->now);
  G_OBJECT_CLASS (bo_compare_list_parent_class)->dispose (object);
}

static void
bo_compare_list_finalize (GObject *object)
{
  BoCompareList *self = BO_COMPARE_LIST (object);

  g_ptr_array_unref (self->shown);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_hash_table_unref (self->chosen);
  g_free (self->look);
  G_OBJECT_CLASS (bo_compare_list_parent_class)->finalize (object);
}

static void
bo_compare_list_class_init (BoCompareListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_compare_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_compare_list_finalize;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
bo_compare_list_init (BoCompareList *self)
{
  self->shown = g_ptr_array_new ();
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limit = THINGS_AT_ONCE;
}

GtkWidget *
bo_compare_list_new (void)
{
  return g_object_new (BO_TYPE_COMPARE_LIST, NULL);
}
