/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-zone.h"

#include "bo-things-private.h"

struct _BoZone
{
  BoThing parent_instance;

  BoList *rooms;
};

G_DEFINE_FINAL_TYPE (BoZone, bo_zone, BO_TYPE_THING)

static void
bo_zone_finalize (GObject *object)
{
  g_clear_object (&BO_ZONE (object)->rooms);

  G_OBJECT_CLASS (bo_zone_parent_class)->finalize (object);
}

static void
bo_zone_class_init (BoZoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_zone_finalize;
}

static void
bo_zone_init (BoZone *self)
{
  self->rooms = _bo_list_new (BO_TYPE_ROOM);
}

/**
 * bo_zone_get_rooms:
 * @self: a zone
 *
 * Returns: (transfer none): of BoRoom, by name; live
 */
GListModel *
bo_zone_get_rooms (BoZone *self)
{
  g_return_val_if_fail (BO_IS_ZONE (self), NULL);

  return G_LIST_MODEL (self->rooms);
}

BoList *
_bo_zone_rooms (BoZone *self)
{
  return self->rooms;
}
