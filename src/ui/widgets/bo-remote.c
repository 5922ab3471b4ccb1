/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-remote.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>

#define KEY 52
#define SPACING 6
/* The row below the cross, which has a column more. */
#define PLAYED 3

struct _BoRemote
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  GtkWidget *cross;
  GtkWidget *played;
};

enum
{
  PRESSED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoRemote, bo_remote, GTK_TYPE_WIDGET)

/* A cross with what goes back and out at its corners, and what is played below. */
static const struct
{
  int         key;
  int         column;
  int         row;
  const char *label;
  const char *icon_name; /* NULL: the label itself */
} keys[] = {
  { 9, 0, 0, N_ ("Back"), "edit-undo-symbolic" },
  { 4, 1, 0, N_ ("Up"), "go-up-symbolic" },
  { 15, 2, 0, N_ ("Information"), "help-about-symbolic" },
  { 6, 0, 1, N_ ("Left"), "go-previous-symbolic" },
  { 8, 1, 1, N_ ("OK"), NULL },
  { 7, 2, 1, N_ ("Right"), "go-next-symbolic" },
  { 10, 0, 2, N_ ("Exit"), "window-close-symbolic" },
  { 5, 1, 2, N_ ("Down"), "go-down-symbolic" },
  { 11, 2, 2, N_ ("Play or pause"), "media-playback-start-symbolic" },
  { 3, 0, PLAYED, N_ ("Previous track"), "media-skip-backward-symbolic" },
  { 0, 1, PLAYED, N_ ("Rewind"), "media-seek-backward-symbolic" },
  { 1, 2, PLAYED, N_ ("Fast forward"), "media-seek-forward-symbolic" },
  { 2, 3, PLAYED, N_ ("Next track"), "media-skip-forward-symbolic" },
};

static bool
has_key (const BoValueType *type,
         int                key)
{
  for (size_t i = 0; i < type->n_valid_values; i++)
    if (type->valid_values[i].value == key)
      return true;
  return type->n_valid_values == 0;
}

static void
clicked_cb (GtkWidget *button,
            BoRemote  *self)
{
  g_signal_emit (self, signals[PRESSED], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "bo-key")));
}

static GtkWidget *
build_key (BoRemote *self,
           size_t    i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *face = keys[i].icon_name != NULL ? gtk_image_new_from_icon_name (keys[i].icon_name)
                                              : gtk_label_new (_(keys[i].label));

  /* The device has its left where everybody has it. */
  gtk_widget_set_direction (face, GTK_TEXT_DIR_LTR);
  gtk_button_set_child (GTK_BUTTON (button), face);
  gtk_widget_set_size_request (button, KEY, KEY);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _(keys[i].label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(keys[i].label), -1);
  g_object_set_data (G_OBJECT (button), "bo-key", GINT_TO_POINTER (keys[i].key));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  return button;
}

static void
bo_remote_dispose (GObject *object)
{
  g_clear_pointer (&BO_REMOTE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (bo_remote_parent_class)->dispose (object);
}

static void
bo_remote_class_init (BoRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_remote_dispose;
  signals[PRESSED] = g_signal_new ("pressed", BO_TYPE_REMOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "remote");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
build_grid (BoRemote *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), SPACING);
  gtk_grid_set_column_spacing (GTK_GRID (grid), SPACING);
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (self->box), grid);
  return grid;
}

static void
bo_remote_init (BoRemote *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2 * SPACING);
  self->cross = build_grid (self);
  self->played = build_grid (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remote control"), -1);
}

GtkWidget *
bo_remote_new (const BoValueType *type)
{
  BoRemote *self;

  g_return_val_if_fail (type != NULL, NULL);
  self = g_object_new (BO_TYPE_REMOTE, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    if (has_key (type, keys[i].key))
      gtk_grid_attach (GTK_GRID (keys[i].row == PLAYED ? self->played : self->cross), build_key (self, i),
                       keys[i].column, keys[i].row, 1, 1);
  return GTK_WIDGET (self);
}
