/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit-parts.h"
#include "bo-room-card.h"
#include "bo-room-state.h"

/* As many as there are kinds of them. */
#define SIGNS 4

struct _BoRoomCard
{
  GtkFlowBoxChild parent_instance;
  BoRoomState    *room_state;
  GtkLabel       *name;
  GtkLabel       *readings;
  GtkLabel       *state;
  GtkImage       *alert;
  GtkBox         *head;
};

G_DEFINE_FINAL_TYPE (BoRoomCard, bo_room_card, GTK_TYPE_FLOW_BOX_CHILD)

/* "2 lights on · 1 open", or "5 accessories" when nothing is */
static char *
state_of (BoRoomState *state)
{
  unsigned int n = g_list_model_get_n_items (bo_room_get_accessories (bo_room_state_get_room (state)));
  char *text = bo_room_state_get_text (state);

  if (text != NULL)
    return text;
  if (n == 0)
    return g_strdup (_("Empty"));
  return g_strdup_printf (ngettext ("%u accessory", "%u accessories", n), n);
}

static void
refresh (BoRoomCard *self)
{
  BoRoom *room = bo_room_state_get_room (self->room_state);
  g_autofree char *alert = bo_room_state_get_alert (self->room_state);
  g_autofree char *readings = bo_room_get_readings (room);
  g_autofree char *state = alert != NULL ? g_strdup (alert) : state_of (self->room_state);
  const char *name = bo_thing_get_display_name (BO_THING (room));
  g_autofree char *spoken = *readings != '\0' ? g_strjoin (", ", name, readings, state, NULL)
                                              : g_strjoin (", ", name, state, NULL);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->readings, readings);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->readings), *readings != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->alert), alert != NULL);
  if (alert != NULL)
    gtk_widget_add_css_class (gtk_widget_get_parent (GTK_WIDGET (self->state)), "error");
  else
    gtk_widget_remove_css_class (gtk_widget_get_parent (GTK_WIDGET (self->state)), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
bo_room_card_dispose (GObject *object)
{
  BoRoomCard *self = BO_ROOM_CARD (object);

  g_clear_object (&self->room_state);
  G_OBJECT_CLASS (bo_room_card_parent_class)->dispose (object);
}

static void
bo_room_card_class_init (BoRoomCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_room_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/widgets/bo-room-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, name);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, readings);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, state);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, alert);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, head);
}

static void
bo_room_card_init (BoRoomCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_room_card_new (gpointer room, gpointer data)
{
  BoRoomCard *self = g_object_new (BO_TYPE_ROOM_CARD, NULL);

  self->room_state = bo_room_state_get (room);
  gtk_box_append (self->head, bo_room_state_signs_new (self->room_state, SIGNS));
  g_signal_connect_object (self->room_state, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

static void
card_activated_cb (GtkFlowBox *box, GtkFlowBoxChild *child)
{
  BoRoom *room = BO_IS_ROOM_CARD (child) ? bo_room_state_get_room (BO_ROOM_CARD (child)->room_state) : NULL;

  if (room != NULL)
    bo_kit_go (GTK_WIDGET (box), "room", bo_thing_get_id (BO_THING (room)));
}

void
bo_room_card_set_up_box (GtkFlowBox *box, GListModel *rooms)
{
  gtk_flow_box_set_selection_mode (box, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (box, TRUE);
  gtk_flow_box_set_column_spacing (box, 12);
  gtk_flow_box_set_row_spacing (box, 12);
  gtk_flow_box_set_min_children_per_line (box, 1);
  gtk_flow_box_set_max_children_per_line (box, 4);
  gtk_widget_add_css_class (GTK_WIDGET (box), "bo-cards");
  g_signal_connect (box, "child-activated", G_CALLBACK (card_activated_cb), NULL);
  gtk_flow_box_bind_model (box, rooms, bo_room_card_new, NULL, NULL);
}
