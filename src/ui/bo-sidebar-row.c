/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-room-state.h"
#include "bo-sidebar-row.h"

#define SIGNS 3

/* What changes of a row of a room; the widgets are the row's. */
typedef struct
{
  BoRoomState *state;
  GtkWidget   *signs;
  GtkWidget   *warning;
  GtkLabel    *alert;
} RoomRow;

static void
room_row_free (RoomRow *self)
{
  g_object_unref (self->state);
  g_free (self);
}

static void
refresh (BoRoomState *state, GtkWidget *row)
{
  RoomRow *self = g_object_get_data (G_OBJECT (row), "bo-room-row");
  const char *name = bo_thing_get_display_name (BO_THING (bo_room_state_get_room (state)));
  g_autofree char *alert = bo_room_state_get_alert (state);
  g_autofree char *text = bo_room_state_get_text (state);
  const char *more = alert != NULL ? alert : text;
  g_autofree char *spoken = more != NULL ? g_strjoin (", ", name, more, NULL) : g_strdup (name);

  gtk_widget_set_visible (self->signs, alert == NULL);
  gtk_widget_set_visible (self->warning, alert != NULL);
  gtk_label_set_text (self->alert, alert != NULL ? alert : "");
  gtk_widget_set_visible (GTK_WIDGET (self->alert), alert != NULL);
  gtk_widget_set_tooltip_text (row, more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE,
                       NULL);
}

static void
add_room (GtkWidget *row, GtkBox *box, GtkBox *words, BoRoom *room)
{
  RoomRow *self = g_new0 (RoomRow, 1);

  self->state = bo_room_state_get (room);
  self->signs = bo_room_state_signs_new (self->state, SIGNS);
  self->warning = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->alert = GTK_LABEL (label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->alert), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->alert), "error");
  gtk_widget_add_css_class (self->warning, "error");
  gtk_box_append (words, GTK_WIDGET (self->alert));
  gtk_box_append (box, self->signs);
  gtk_box_append (box, self->warning);
  g_object_set_data_full (G_OBJECT (row), "bo-room-row", self, (GDestroyNotify) room_row_free);
  g_signal_connect_object (self->state, "changed", G_CALLBACK (refresh), row, 0);
  refresh (self->state, row);
}

GtkWidget *
bo_sidebar_row_new (BoPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), label_new (bo_place_get_title (place)));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (bo_place_get_icon_name (place)));
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, bo_place_get_title (place), -1);
  if (bo_place_get_room (place) != NULL)
    add_room (row, GTK_BOX (box), GTK_BOX (words), bo_place_get_room (place));
  return row;
}
