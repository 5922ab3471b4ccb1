/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-conflict-table.h"

static GtkWidget *
head_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* (nullable): why there is nothing to choose */
static const char *
say_settled (BoConflictField *field)
{
  if (bo_conflict_field_get_overlap (field))
    return NULL;
  if (bo_conflict_field_get_alike (field))
    return _("Changed alike on both sides");
  return bo_conflict_field_get_changed (field) ? _("Merged by itself") : NULL;
}

/* The field's name, and whether it was merged already */
static GtkWidget *
name_widget (BoConflictField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (bo_conflict_field_get_label (field));
  const char *settled = say_settled (field);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (name), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 24);
  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (box), name);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (settled != NULL)
    {
      GtkWidget *merged = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *text = gtk_label_new (settled);

      gtk_label_set_wrap (GTK_LABEL (text), TRUE);
      gtk_label_set_xalign (GTK_LABEL (text), 0);
      gtk_box_append (GTK_BOX (merged), gtk_image_new_from_icon_name ("object-select-symbolic"));
      gtk_box_append (GTK_BOX (merged), text);
      gtk_widget_add_css_class (merged, "caption");
      gtk_widget_add_css_class (merged, "success");
      gtk_box_append (GTK_BOX (box), merged);
    }
  return box;
}

static void
attach (GtkGrid *grid, GtkWidget *widget, int *column, int row)
{
  if (row > 0)
    gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (widget, *column > 0);
  gtk_grid_attach (grid, widget, (*column)++, row, 1, 1);
}

static void
remember (GPtrArray *firsts, GtkWidget *mine, GtkWidget *theirs)
{
  if (mine == NULL)
    return;
  g_object_set_data (G_OBJECT (mine), "bo-other", theirs);
  g_ptr_array_add (firsts, mine);
}

static void
attach_field (GtkGrid *grid, BoConflictField *field, const BoConflictColumns *columns, int row, GPtrArray *firsts)
{
  GtkWidget *radio = NULL;
  GtkWidget *other = NULL;
  int column = 0;

  attach (grid, name_widget (field), &column, row);
  if (columns->base)
    attach (grid, bo_conflict_field_base_widget (field), &column, row);
  attach (grid, bo_conflict_field_mine_widget (field, columns->mine, columns->choices ? &radio : NULL), &column, row);
  attach (grid, bo_conflict_field_theirs_widget (field, columns->theirs, radio, &other), &column, row);
  if (columns->choices)
    attach (grid, bo_conflict_field_result_widget (field), &column, row);
  remember (firsts, radio, other);
}

static GtkWidget *
card (GtkWidget *child)
{
  GtkWidget *bin = adw_bin_new ();

  gtk_widget_set_margin_start (child, 18);
  gtk_widget_set_margin_end (child, 18);
  gtk_widget_set_margin_top (child, 12);
  gtk_widget_set_margin_bottom (child, 12);
  gtk_widget_add_css_class (bin, "card");
  adw_bin_set_child (ADW_BIN (bin), child);
  return bin;
}

GtkWidget *
bo_conflict_grid_new (GPtrArray *fields, const BoConflictColumns *columns, GPtrArray *firsts)
{
  GtkWidget *grid = gtk_grid_new ();
  int column = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  attach (GTK_GRID (grid), head_label (_("Field")), &column, 0);
  if (columns->base)
    attach (GTK_GRID (grid), head_label (_("Before")), &column, 0);
  attach (GTK_GRID (grid), head_label (columns->mine), &column, 0);
  attach (GTK_GRID (grid), head_label (columns->theirs), &column, 0);
  if (columns->choices)
    attach (GTK_GRID (grid), head_label (_("Result")), &column, 0);
  for (unsigned int i = 0; i < fields->len; i++)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_grid_attach (GTK_GRID (grid), line, 0, (int) (2 * i + 1), column, 1);
      attach_field (GTK_GRID (grid), g_ptr_array_index (fields, i), columns, (int) (2 * i + 2), firsts);
    }
  return card (grid);
}

static void
add_side (GtkBox *box, const char *title, GtkWidget *value)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (side), head_label (title));
  gtk_box_append (GTK_BOX (side), value);
  gtk_box_append (box, side);
}

static GtkWidget *
field_card (BoConflictField *field, const BoConflictColumns *columns, GPtrArray *firsts)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkWidget *radio = NULL;
  GtkWidget *other = NULL;
  GtkWidget *mine = bo_conflict_field_mine_widget (field, columns->mine, columns->choices ? &radio : NULL);
  GtkWidget *theirs = bo_conflict_field_theirs_widget (field, columns->theirs, radio, &other);

  gtk_box_append (box, name_widget (field));
  add_side (box, columns->mine, mine);
  add_side (box, columns->theirs, theirs);
  if (columns->base)
    add_side (box, _("Before"), bo_conflict_field_base_widget (field));
  if (columns->choices)
    {
      gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      add_side (box, _("Result"), bo_conflict_field_result_widget (field));
    }
  remember (firsts, radio, other);
  return card (GTK_WIDGET (box));
}

GtkWidget *
bo_conflict_cards_new (GPtrArray *fields, const BoConflictColumns *columns, GPtrArray *firsts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (unsigned int i = 0; i < fields->len; i++)
    gtk_box_append (GTK_BOX (box), field_card (g_ptr_array_index (fields, i), columns, firsts));
  return box;
}
