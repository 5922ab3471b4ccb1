/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-room.h"

#include <glib/gi18n-lib.h>

#include "bo-things-private.h"

struct _BoRoom
{
  BoThing parent_instance;

  BoZone *zone; /* cleared by the model before the zone leaves */
  BoList *accessories;
};

typedef enum
{
  PROP_ZONE = 1,
} BoRoomProperty;

static GParamSpec *properties[PROP_ZONE + 1];

G_DEFINE_FINAL_TYPE (BoRoom, bo_room, BO_TYPE_THING)

static void
bo_room_finalize (GObject *object)
{
  g_clear_object (&BO_ROOM (object)->accessories);

  G_OBJECT_CLASS (bo_room_parent_class)->finalize (object);
}

static void
bo_room_get_property (GObject    *object,
                      unsigned    property_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  switch ((BoRoomProperty) property_id)
    {
    case PROP_ZONE:
      g_value_set_object (value, BO_ROOM (object)->zone);
      break;
    }
}

static void
bo_room_class_init (BoRoomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_room_finalize;
  object_class->get_property = bo_room_get_property;

  properties[PROP_ZONE] = g_param_spec_object (
    "zone", NULL, NULL, BO_TYPE_ZONE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_room_init (BoRoom *self)
{
  self->accessories = _bo_list_new (BO_TYPE_ACCESSORY);
}

BoList *
_bo_room_accessories (BoRoom *self)
{
  return self->accessories;
}

void
_bo_room_set_zone (BoRoom   *self,
                   BoUpdate *update,
                   BoZone   *zone)
{
  if (self->zone == zone)
    return;
  _bo_update_touch (update, self);
  self->zone = zone;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE]);
}

/**
 * bo_room_get_zone:
 * @self: a room
 *
 * Returns: (nullable) (transfer none): the zone it is in; of several the first by id
 */
BoZone *
bo_room_get_zone (BoRoom *self)
{
  g_return_val_if_fail (BO_IS_ROOM (self), NULL);

  return self->zone;
}

/**
 * bo_room_get_accessories:
 * @self: a room
 *
 * Returns: (transfer none): of BoAccessory, by name; live
 */
GListModel *
bo_room_get_accessories (BoRoom *self)
{
  g_return_val_if_fail (BO_IS_ROOM (self), NULL);

  return G_LIST_MODEL (self->accessories);
}

static bool
add_reading (BoAccessory *accessory,
             const char  *type,
             double      *sum)
{
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (accessory, type);
  BoValue value = { .kind = BO_VALUE_NONE };

  if (characteristic != NULL && bo_accessory_get_reachable (accessory))
    value = bo_characteristic_get_value (characteristic);
  if (!bo_value_is_number (&value))
    return false;

  *sum += value.number;
  return true;
}

/* Whether it knows how warm the room is, rather than a fridge in it. */
static bool
is_thermostat (BoAccessory *accessory)
{
  return bo_accessory_find_service (accessory, "thermostat") != NULL
         || bo_accessory_find_service (accessory, "heater_cooler") != NULL;
}

/* The sum of what the accessories of the room report, of its thermostats alone or of all. */
static unsigned
add_readings (BoRoom *self, const char *type, bool thermostats, double *sum)
{
  unsigned count = 0;

  for (unsigned i = 0; i < _bo_list_size (self->accessories); i++)
    if (!thermostats || is_thermostat (_bo_list_peek (self->accessories, i)))
      count += add_reading (_bo_list_peek (self->accessories, i), type, sum);
  return count;
}

/* (nullable): the mean of what its thermostats report, else of what anything there does */
static char *
mean_reading (BoRoom     *self,
              const char *type)
{
  BoValueType value_type = bo_catalogue_characteristic (type)->type;
  BoValue value = { .kind = BO_VALUE_DOUBLE };
  unsigned count = add_readings (self, type, true, &value.number);

  if (count == 0)
    count = add_readings (self, type, false, &value.number);
  if (count == 0)
    return NULL;

  value.number /= count;
  value_type.has_step = true;
  value_type.step = value_type.unit == BO_UNIT_CELSIUS ? 0.1 : 1;
  if (value_type.unit == BO_UNIT_PERCENTAGE)
    value.number = (double) (int64_t) (value.number + 0.5);
  return bo_value_to_display (&value_type, &value);
}

/**
 * bo_room_get_readings:
 * @self: a room
 *
 * Temperature and humidity, the mean of what is reachable in the room; where a thermostat measures it, of the
 * thermostats alone.
 *
 * Returns: (transfer full): "21.4 °C · 45 %", "Humidity 45 %"; "" without a reading
 */
char *
bo_room_get_readings (BoRoom *self)
{
  g_autofree char *temperature = NULL;
  g_autofree char *humidity = NULL;

  g_return_val_if_fail (BO_IS_ROOM (self), NULL);

  temperature = mean_reading (self, "current_temperature");
  humidity = mean_reading (self, "current_relative_humidity");
  if (temperature == NULL && humidity == NULL)
    return g_strdup ("");
  if (temperature == NULL)
    /* Translators: a room where only the humidity is measured; a per cent alone wouldn't say of what */
    return g_strdup_printf (C_ ("readings", "Humidity %s"), humidity);
  if (humidity == NULL)
    return g_steal_pointer (&temperature);

  /* Translators: temperature and humidity of a room */
  return g_strdup_printf (C_ ("readings", "%s · %s"), temperature, humidity);
}

/**
 * bo_room_get_alerts:
 * @self: a room
 *
 * Returns: (transfer full) (array zero-terminated=1): sentences that have to be seen at once,
 *   one an accessory
 */
char **
bo_room_get_alerts (BoRoom *self)
{
  g_autoptr (GStrvBuilder) alerts = g_strv_builder_new ();

  g_return_val_if_fail (BO_IS_ROOM (self), NULL);

  for (unsigned i = 0; i < _bo_list_size (self->accessories); i++)
    {
      g_autofree char *alert = bo_accessory_get_alert (_bo_list_peek (self->accessories, i));

      if (alert != NULL)
        g_strv_builder_add (alerts, alert);
    }

  return g_strv_builder_end (alerts);
}
