/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-filter.h"
#include "bo-kit.h"
#include "bo-room-card.h"

struct _BoRoomCard
{
  GtkFlowBoxChild parent_instance;
  BoRoom         *room;
  GtkLabel       *name;
  GtkLabel       *readings;
  GtkLabel       *state;
  GtkImage       *alert;
  GtkBox         *signs; /* what is going on, at a glance; @state says it in words */
  GHashTable     *watched; /* accessories whose values are listened to */
  unsigned int    source;
};

G_DEFINE_FINAL_TYPE (BoRoomCard, bo_room_card, GTK_TYPE_FLOW_BOX_CHILD)

static const BoFilter asked[] = { BO_FILTER_LIGHTS, BO_FILTER_CLIMATE, BO_FILTER_OPEN, BO_FILTER_UNLOCKED };

#define N_ASKED G_N_ELEMENTS (asked)

static void
count_all (GListModel *accessories, unsigned int counts[N_ASKED])
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      for (size_t j = 0; j < N_ASKED; j++)
        counts[j] += bo_filter_match (asked[j], accessory);
    }
}

/* "2 lights on · 1 open", or "5 accessories" when nothing is */
static char *
state_of (BoRoom *room, const unsigned int counts[N_ASKED])
{
  unsigned int n = g_list_model_get_n_items (bo_room_get_accessories (room));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (size_t j = 0; j < N_ASKED; j++)
    {
      g_autofree char *text = counts[j] > 0 ? bo_filter_to_text (asked[j], counts[j]) : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  parts = g_strv_builder_end (builder);
  if (parts[0] != NULL)
    return g_strjoinv (" · ", parts);
  if (n == 0)
    return g_strdup (_("Empty"));
  return g_strdup_printf (ngettext ("%u accessory", "%u accessories", n), n);
}

static void
add_signs (BoRoomCard *self)
{
  for (size_t j = 0; j < N_ASKED; j++)
    {
      GtkWidget *sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", bo_filter_to_icon_name (asked[j]),
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (sign, "bo-sign");
      gtk_widget_add_css_class (sign, bo_filter_to_id (asked[j]));
      gtk_box_append (self->signs, sign);
    }
}

static void
show_signs (BoRoomCard *self, const unsigned int counts[N_ASKED])
{
  GtkWidget *sign = gtk_widget_get_first_child (GTK_WIDGET (self->signs));

  for (size_t j = 0; j < N_ASKED; j++, sign = gtk_widget_get_next_sibling (sign))
    gtk_widget_set_visible (sign, counts[j] > 0);
}

static void
refresh (BoRoomCard *self)
{
  unsigned int counts[N_ASKED] = { 0 };
  g_auto (GStrv) alerts = bo_room_get_alerts (self->room);
  g_autofree char *readings = bo_room_get_readings (self->room);
  g_autofree char *state = NULL;
  const char *name = bo_thing_get_display_name (BO_THING (self->room));
  g_autofree char *spoken = NULL;

  count_all (bo_room_get_accessories (self->room), counts);
  state = alerts[0] != NULL ? g_strdup (alerts[0]) : state_of (self->room, counts);
  spoken = *readings != '\0' ? g_strjoin (", ", name, readings, state, NULL)
                             : g_strjoin (", ", name, state, NULL);
  show_signs (self, counts);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->readings, readings);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->readings), *readings != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->alert), alerts[0] != NULL);
  if (alerts[0] != NULL)
    gtk_widget_add_css_class (gtk_widget_get_parent (GTK_WIDGET (self->state)), "error");
  else
    gtk_widget_remove_css_class (gtk_widget_get_parent (GTK_WIDGET (self->state)), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static gboolean
refresh_cb (gpointer data)
{
  BoRoomCard *self = data;

  self->source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoRoomCard *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static void
watch (BoRoomCard *self)
{
  GListModel *accessories = bo_room_get_accessories (self->room);
  g_autoptr (GHashTable) now = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer accessory;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      accessory = g_list_model_get_item (accessories, i);
      if (self->watched == NULL || !g_hash_table_contains (self->watched, accessory))
        {
          g_signal_connect_object (accessory, "values-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (accessory, "notify::reachable", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
        }
      g_hash_table_add (now, accessory);
    }
  if (self->watched != NULL)
    {
      g_hash_table_iter_init (&iter, self->watched);
      while (g_hash_table_iter_next (&iter, &accessory, NULL))
        if (!g_hash_table_contains (now, accessory))
          g_signal_handlers_disconnect_by_func (accessory, changed_cb, self);
    }
  g_clear_pointer (&self->watched, g_hash_table_unref);
  self->watched = g_steal_pointer (&now);
}

static void
accessories_cb (BoRoomCard *self)
{
  watch (self);
  changed_cb (self);
}

static void
bo_room_card_dispose (GObject *object)
{
  BoRoomCard *self = BO_ROOM_CARD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->watched, g_hash_table_unref);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (bo_room_card_parent_class)->dispose (object);
}

static void
bo_room_card_class_init (BoRoomCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_room_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-room-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, name);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, readings);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, state);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, alert);
  gtk_widget_class_bind_template_child (widget_class, BoRoomCard, signs);
}

static void
bo_room_card_init (BoRoomCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_signs (self);
}

GtkWidget *
bo_room_card_new (gpointer room, gpointer data)
{
  BoRoomCard *self = g_object_new (BO_TYPE_ROOM_CARD, NULL);

  self->room = g_object_ref (room);
  g_signal_connect_object (room, "notify::name", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::readings", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_room_get_accessories (room), "items-changed", G_CALLBACK (accessories_cb), self,
                           G_CONNECT_SWAPPED);
  watch (self);
  refresh (self);
  return GTK_WIDGET (self);
}

static void
card_activated_cb (GtkFlowBox *box, GtkFlowBoxChild *child)
{
  if (BO_IS_ROOM_CARD (child))
    bo_kit_go (GTK_WIDGET (box), "room", bo_thing_get_id (BO_THING (BO_ROOM_CARD (child)->room)));
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
