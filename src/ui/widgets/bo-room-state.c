/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-kit-parts.h"
#include "bo-room-state.h"

/* What matters more comes first. */
static const BoFilter asked[] = { BO_FILTER_UNLOCKED, BO_FILTER_OPEN, BO_FILTER_LIGHTS, BO_FILTER_CLIMATE };

#define N_ASKED G_N_ELEMENTS (asked)

/* The one state of a room, while anybody shows it. */
#define SHARED "bo-room-state"

struct _BoRoomState
{
  GObject      parent_instance;
  BoRoom      *room;
  GHashTable  *watched; /* accessories whose values are listened to */
  unsigned int source;
  unsigned int counts[BO_N_FILTERS];
};

static unsigned int changed_signal;

G_DEFINE_FINAL_TYPE (BoRoomState, bo_room_state, G_TYPE_OBJECT)

static gboolean
tell_cb (gpointer data)
{
  BoRoomState *self = data;

  self->source = 0;
  bo_filter_count (bo_room_get_accessories (self->room), self->counts);
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoRoomState *self)
{
  bo_kit_gather (&self->source, tell_cb, self);
}

static void
listen_to (BoRoomState *self, gpointer accessory)
{
  g_signal_connect_object (accessory, "values-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accessory, "notify::reachable", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
watch (BoRoomState *self)
{
  GListModel *accessories = bo_room_get_accessories (self->room);
  g_autoptr (GHashTable) now = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer accessory;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      accessory = g_list_model_get_item (accessories, i);
      if (!g_hash_table_contains (self->watched, accessory))
        listen_to (self, accessory);
      g_hash_table_add (now, accessory);
    }
  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &accessory, NULL))
    if (!g_hash_table_contains (now, accessory))
      g_signal_handlers_disconnect_by_func (accessory, changed_cb, self);
  g_hash_table_unref (self->watched);
  self->watched = g_steal_pointer (&now);
}

static void
accessories_cb (BoRoomState *self)
{
  watch (self);
  changed_cb (self);
}

static void
bo_room_state_dispose (GObject *object)
{
  BoRoomState *self = BO_ROOM_STATE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_remove_all (self->watched);
  if (self->room != NULL)
    g_object_set_data (G_OBJECT (self->room), SHARED, NULL);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (bo_room_state_parent_class)->dispose (object);
}

static void
bo_room_state_finalize (GObject *object)
{
  g_hash_table_unref (BO_ROOM_STATE (object)->watched);
  G_OBJECT_CLASS (bo_room_state_parent_class)->finalize (object);
}

static void
bo_room_state_class_init (BoRoomStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_room_state_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_room_state_finalize;
  changed_signal = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_room_state_init (BoRoomState *self)
{
  self->watched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

BoRoomState *
bo_room_state_get (BoRoom *room)
{
  BoRoomState *self = g_object_get_data (G_OBJECT (room), SHARED);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (BO_TYPE_ROOM_STATE, NULL);
  self->room = g_object_ref (room);
  g_object_set_data (G_OBJECT (room), SHARED, self);
  g_signal_connect_object (room, "notify::name", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::readings", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_room_get_accessories (room), "items-changed", G_CALLBACK (accessories_cb), self,
                           G_CONNECT_SWAPPED);
  watch (self);
  bo_filter_count (bo_room_get_accessories (self->room), self->counts);
  return self;
}

BoRoom *
bo_room_state_get_room (BoRoomState *self)
{
  return self->room;
}

char *
bo_room_state_get_alert (BoRoomState *self)
{
  g_auto (GStrv) alerts = bo_room_get_alerts (self->room);

  return g_strdup (alerts[0]);
}

char *
bo_room_state_get_text (BoRoomState *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (size_t j = 0; j < N_ASKED; j++)
    {
      g_autofree char *text = self->counts[asked[j]] > 0 ? bo_filter_to_text (asked[j], self->counts[asked[j]]) : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (" · ", parts) : NULL;
}

static GtkWidget *
sign_new (BoFilter filter)
{
  GtkWidget *sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", bo_filter_to_icon_name (filter), "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (sign, "bo-sign");
  gtk_widget_add_css_class (sign, bo_filter_to_id (filter));
  return sign;
}

static void
show_signs (BoRoomState *self, GtkWidget *signs)
{
  GtkWidget *sign = gtk_widget_get_first_child (signs);
  unsigned int most = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (signs), "bo-most"));

  for (size_t j = 0; j < N_ASKED; j++, sign = gtk_widget_get_next_sibling (sign))
    {
      bool shown = self->counts[asked[j]] > 0 && most > 0;

      gtk_widget_set_visible (sign, shown);
      most -= shown;
    }
}

GtkWidget *
bo_room_state_signs_new (BoRoomState *self, unsigned int most)
{
  GtkWidget *signs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_set_valign (signs, GTK_ALIGN_CENTER);
  for (size_t j = 0; j < N_ASKED; j++)
    gtk_box_append (GTK_BOX (signs), sign_new (asked[j]));
  g_object_set_data (G_OBJECT (signs), "bo-most", GUINT_TO_POINTER (most));
  g_signal_connect_object (self, "changed", G_CALLBACK (show_signs), signs, 0);
  show_signs (self, signs);
  return signs;
}
