/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-place.h"

struct _BoPlace
{
  GObject parent_instance;

  char   *address;
  char   *title;
  char   *icon_name;
  char   *heading;
  BoRoom *room;
};

G_DEFINE_FINAL_TYPE (BoPlace, bo_place, G_TYPE_OBJECT)

static void
bo_place_finalize (GObject *object)
{
  BoPlace *self = BO_PLACE (object);

  g_free (self->address);
  g_free (self->title);
  g_free (self->icon_name);
  g_free (self->heading);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (bo_place_parent_class)->finalize (object);
}

static void
bo_place_class_init (BoPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_place_finalize;
}

static void
bo_place_init (BoPlace *self)
{
}

BoPlace *
bo_place_new (const char *address, const char *title, const char *icon_name, const char *heading, BoRoom *room)
{
  BoPlace *self = g_object_new (BO_TYPE_PLACE, NULL);

  self->address = g_strdup (address);
  self->title = g_strdup (title);
  self->icon_name = g_strdup (icon_name);
  self->heading = g_strdup (heading);
  g_set_object (&self->room, room);
  return self;
}

const char *
bo_place_get_address (BoPlace *self)
{
  return self->address;
}

const char *
bo_place_get_title (BoPlace *self)
{
  return self->title;
}

const char *
bo_place_get_icon_name (BoPlace *self)
{
  return self->icon_name;
}

const char *
bo_place_get_heading (BoPlace *self)
{
  return self->heading;
}

BoRoom *
bo_place_get_room (BoPlace *self)
{
  return self->room;
}

bool
bo_place_same (BoPlace *self, BoPlace *other)
{
  return g_str_equal (self->address, other->address) && g_str_equal (self->title, other->title)
         && g_strcmp0 (self->heading, other->heading) == 0 && self->room == other->room;
}

static void
add_room (GPtrArray *places, BoRoom *room, const char *heading)
{
  g_autofree char *address = g_strconcat ("room:", bo_thing_get_id (BO_THING (room)), NULL);

  g_ptr_array_add (places, bo_place_new (address, bo_thing_get_display_name (BO_THING (room)), "bo-room-symbolic",
                                         heading, room));
}

/* Rooms that no zone holds come under the plain heading, before the zones. */
static void
add_rooms (GPtrArray *places, GListModel *rooms, BoZone *zone, const char *heading)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      if (bo_room_get_zone (room) == zone)
        add_room (places, room, heading);
    }
}

static void
add_home (GPtrArray *places, BoHome *home)
{
  GListModel *zones = bo_home_get_zones (home);

  add_rooms (places, bo_home_get_rooms (home), NULL, _("Rooms"));
  for (unsigned int i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (BoZone) zone = g_list_model_get_item (zones, i);

      add_rooms (places, bo_home_get_rooms (home), zone, bo_thing_get_display_name (BO_THING (zone)));
    }
  if (g_list_model_get_n_items (bo_home_get_no_room (home)) > 0)
    g_ptr_array_add (places, bo_place_new ("no-room", _("No Room"), "bo-room-symbolic", _("Elsewhere"), NULL));
}

/**
 * bo_places_of:
 * @client: an opened client
 *
 * Returns: (transfer full) (element-type BoPlace): the rows of the sidebar; the last stands at its foot, below the button
 *   of synchronisation, and is there whatever the home holds
 */
GPtrArray *
bo_places_of (BoClient *client)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_object_unref);
  BoHome *home = bo_client_get_home (client);

  g_ptr_array_add (places, bo_place_new ("home", _("Home"), "go-home-symbolic", NULL, NULL));
  g_ptr_array_add (places, bo_place_new ("favourites", _("Favourites"), "starred-symbolic", NULL, NULL));
  g_ptr_array_add (places, bo_place_new ("scenes", _("Scenes"), "bo-scene-symbolic", NULL, NULL));
  g_ptr_array_add (places, bo_place_new ("automations", _("Automations"), "bo-automation-symbolic", NULL, NULL));
  g_ptr_array_add (places, bo_place_new ("documents", _("Documents"), "bo-document-symbolic", NULL, NULL));
  if (home != NULL)
    add_home (places, home);
  g_ptr_array_add (places, bo_place_new ("history", _("History"), "document-open-recent-symbolic", NULL, NULL));
  return places;
}
