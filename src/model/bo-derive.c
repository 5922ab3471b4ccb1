/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-parse-private.h"

#include <string.h>

#include "bo-words-private.h"

/*
 * Devices without services (DESIGN §2): what hubs in real houses mostly hold is
 * {"type": "light", "capabilities": ["power", "brightness"], "state": {"power": "on"}}.
 * Three tables turn type and keys into services and characteristics; a key that no table
 * knows becomes a row of its own.
 */

static const struct
{
  const char *type;
  const char *service;
} device_types[] = {
  { "light", "lightbulb" },          { "lamp", "lightbulb" },           { "bulb", "lightbulb" },
  { "dimmer", "lightbulb" },         { "light_strip", "lightbulb" },    { "smart_light", "lightbulb" },
  { "smart_bulb", "lightbulb" },     { "ceiling_light", "lightbulb" },  { "plug", "outlet" },
  { "smart_plug", "outlet" },        { "socket", "outlet" },            { "smart_outlet", "outlet" },
  { "power_strip", "outlet" },       { "light_switch", "switch" },      { "relay", "switch" },
  { "smart_switch", "switch" },      { "heater", "switch" },            { "kettle", "switch" },
  { "coffee_maker", "switch" },      { "ceiling_fan", "fan" },          { "climate", "thermostat" },
  { "hvac", "thermostat" },          { "heating", "thermostat" },       { "radiator", "thermostat" },
  { "trv", "thermostat" },           { "smart_thermostat", "thermostat" },
  { "air_conditioner", "thermostat" }, { "ac", "thermostat" },          { "humidifier", "humidifier_dehumidifier" },
  { "dehumidifier", "humidifier_dehumidifier" },
  { "door_lock", "lock_mechanism" }, { "smart_lock", "lock_mechanism" }, { "deadbolt", "lock_mechanism" },
  { "blinds", "window_covering" },   { "shades", "window_covering" },   { "curtain", "window_covering" },
  { "curtains", "window_covering" }, { "cover", "window_covering" },    { "roller_shutter", "window_covering" },
  { "shutter", "window_covering" },  { "awning", "window_covering" },   { "garage_door", "garage_door_opener" },
  { "garage_opener", "garage_door_opener" },                            { "gate", "garage_door_opener" },
  { "alarm", "security_system" },    { "alarm_system", "security_system" }, { "alarm_panel", "security_system" },
  { "siren", "switch" },             { "motion", "motion_sensor" },     { "pir", "motion_sensor" },
  { "contact", "contact_sensor" },   { "door_sensor", "contact_sensor" }, { "window_sensor", "contact_sensor" },
  { "door_contact", "contact_sensor" }, { "window_contact", "contact_sensor" }, { "door_window_sensor", "contact_sensor" },
  { "opening_sensor", "contact_sensor" }, { "temperature", "temperature_sensor" },
  { "thermometer", "temperature_sensor" }, { "climate_sensor", "temperature_sensor" },
  { "weather_station", "temperature_sensor" }, { "humidity", "humidity_sensor" },
  { "hygrometer", "humidity_sensor" }, { "leak", "leak_sensor" },       { "water_sensor", "leak_sensor" },
  { "water_leak_sensor", "leak_sensor" }, { "flood_sensor", "leak_sensor" }, { "moisture_sensor", "leak_sensor" },
  { "smoke", "smoke_sensor" },       { "smoke_detector", "smoke_sensor" }, { "smoke_alarm", "smoke_sensor" },
  { "co_sensor", "carbon_monoxide_sensor" }, { "co_detector", "carbon_monoxide_sensor" },
  { "co", "carbon_monoxide_sensor" }, { "co2", "carbon_dioxide_sensor" }, { "co2_sensor", "carbon_dioxide_sensor" },
  { "light_level_sensor", "light_sensor" }, { "illuminance", "light_sensor" },
  { "illuminance_sensor", "light_sensor" }, { "lux_sensor", "light_sensor" },
  { "occupancy", "occupancy_sensor" }, { "presence", "occupancy_sensor" },
  { "presence_sensor", "occupancy_sensor" }, { "air_quality", "air_quality_sensor" },
  { "air_monitor", "air_quality_sensor" }, { "tv", "television" },      { "smart_tv", "television" },
  { "media_player", "smart_speaker" }, { "receiver", "speaker" },       { "soundbar", "speaker" },
  { "sound_bar", "speaker" },        { "doorbell_button", "doorbell" }, { "video_doorbell", "doorbell" },
  { "sprinkler", "irrigation_system" }, { "irrigation", "irrigation_system" }, { "water_valve", "valve" },
  { "tap", "faucet" },               { "button", "stateless_programmable_switch" },
  { "remote", "stateless_programmable_switch" }, { "scene_controller", "stateless_programmable_switch" },
  { "keypad", "stateless_programmable_switch" }, { "vacuum", "switch" }, { "robot_vacuum", "switch" },
  { "purifier", "air_purifier" },
};

/* A key of state or capabilities and what it means: for one service, for one whose catalogue
   entry has the characteristic (service NULL), else in a service of its own (companion). */
typedef struct
{
  const char *key;
  const char *service;
  const char *characteristic;
  const char *companion;
  bool        inverted;
} KeyMeaning;

static const KeyMeaning meanings[] = {
  { "level", "fan", "rotation_speed" },
  { "speed", "fan", "rotation_speed" },
  { "percentage", "fan", "rotation_speed" },
  { "direction", "fan", "rotation_direction" },
  { "state", "lock_mechanism", "lock_target_state" },
  { "lock", "lock_mechanism", "lock_target_state" },
  { "locked", "lock_mechanism", "lock_target_state" },
  { "is_locked", "lock_mechanism", "lock_target_state" },
  { "lock_state", "lock_mechanism", "lock_target_state" },
  { "power", "lock_mechanism", NULL },
  { "state", "window_covering", "target_position" },
  { "position", "window_covering", "target_position" },
  { "level", "window_covering", "target_position" },
  { "tilt", "window_covering", "target_horizontal_tilt_angle" },
  { "state", "garage_door_opener", "target_door_state" },
  { "door", "garage_door_opener", "target_door_state" },
  { "position", "garage_door_opener", "target_door_state" },
  { "open", "garage_door_opener", "target_door_state", NULL, true },
  { "obstruction", "garage_door_opener", "obstruction_detected" },
  { "state", "security_system", "security_system_target_state" },
  { "mode", "security_system", "security_system_target_state" },
  { "armed", "security_system", "security_system_target_state" },
  { "alarm_state", "security_system", "security_system_target_state" },
  { "mode", "thermostat", "target_heating_cooling_state" },
  { "hvac_mode", "thermostat", "target_heating_cooling_state" },
  { "power", "thermostat", NULL },
  { "hvac_action", "thermostat", "current_heating_cooling_state" },
  { "action", "thermostat", "current_heating_cooling_state" },
  { "setpoint", "thermostat", "target_temperature" },
  { "target", "thermostat", "target_temperature" },
  { "target_temp", "thermostat", "target_temperature" },
  { "current_temp", "thermostat", "current_temperature" },
  { "temp", "thermostat", "current_temperature" },
  { "temperature", "thermostat", "current_temperature" },
  { "humidity", "thermostat", "current_relative_humidity" },
  { "humidity", "humidifier_dehumidifier", "current_relative_humidity" },
  { "speed", "air_purifier", "rotation_speed" },
  { "state", "contact_sensor", "contact_sensor_state" },
  { "contact", "contact_sensor", "contact_sensor_state", NULL, true },
  { "closed", "contact_sensor", "contact_sensor_state", NULL, true },
  { "open", "contact_sensor", "contact_sensor_state" },
  { "is_open", "contact_sensor", "contact_sensor_state" },
  { "state", "motion_sensor", "motion_detected" },
  { "state", "occupancy_sensor", "occupancy_detected" },
  { "presence", "occupancy_sensor", "occupancy_detected" },
  { "state", "leak_sensor", "leak_detected" },
  { "state", "smoke_sensor", "smoke_detected" },
  { "level", "speaker", "volume" },
  { "level", "smart_speaker", "volume" },
  { "state", "smart_speaker", "target_media_state" },
  { "playback", "smart_speaker", "target_media_state" },
  { "media_state", "smart_speaker", "target_media_state" },
  { "play_state", "smart_speaker", "target_media_state" },
  { "playback", "television", "target_media_state" },
  { "input", "television", "active_identifier" },
  { "ring", "doorbell", "programmable_switch_event" },
  { "button", "doorbell", "programmable_switch_event" },
  { "event", "doorbell", "programmable_switch_event" },
  { "event", "stateless_programmable_switch", "programmable_switch_event" },
  { "action", "stateless_programmable_switch", "programmable_switch_event" },
  { "press", "stateless_programmable_switch", "programmable_switch_event" },
  { "button", "stateless_programmable_switch", "programmable_switch_event" },
  { "last_press", "stateless_programmable_switch", "programmable_switch_event" },
  { "open", "valve", "active" },
  { "state", "valve", "active" },
  { "duration", "valve", "set_duration" },
  { "remaining", "valve", "remaining_duration" },
  { "state", "battery", "charging_state" },
  { "power", NULL, "on" },
  { "power", NULL, "active" },
  { "on", NULL, "on" },
  { "on", NULL, "active" },
  { "on_off", NULL, "on" },
  { "on_off", NULL, "active" },
  { "onoff", NULL, "on" },
  { "is_on", NULL, "on" },
  { "is_on", NULL, "active" },
  { "switch", NULL, "on" },
  { "state", NULL, "on" },
  { "state", NULL, "active" },
  { "dim", NULL, "brightness" },
  { "level", NULL, "brightness" },
  { "color_temp", NULL, "color_temperature" },
  { "colour_temperature", NULL, "color_temperature" },
  { "ct", NULL, "color_temperature" },
  { "sat", NULL, "saturation" },
  { "color.hue", NULL, "hue" },
  { "color.h", NULL, "hue" },
  { "color.saturation", NULL, "saturation" },
  { "color.s", NULL, "saturation" },
  { "in_use", NULL, "outlet_in_use" },
  { "muted", NULL, "mute" },
  { "obstruction", NULL, "obstruction_detected" },
  { "tampered", NULL, "status_tampered" },
  { "tamper", NULL, "status_tampered" },
  { "fault", NULL, "status_fault" },
  { "temperature", NULL, "current_temperature", "temperature_sensor" },
  { "temp", NULL, "current_temperature", "temperature_sensor" },
  { "current_temperature", NULL, "current_temperature", "temperature_sensor" },
  { "humidity", NULL, "current_relative_humidity", "humidity_sensor" },
  { "current_humidity", NULL, "current_relative_humidity", "humidity_sensor" },
  { "motion", NULL, "motion_detected", "motion_sensor" },
  { "motion_detected", NULL, "motion_detected", "motion_sensor" },
  { "occupancy", NULL, "occupancy_detected", "occupancy_sensor" },
  { "occupied", NULL, "occupancy_detected", "occupancy_sensor" },
  { "presence", NULL, "occupancy_detected", "occupancy_sensor" },
  { "contact", NULL, "contact_sensor_state", "contact_sensor", true },
  { "leak", NULL, "leak_detected", "leak_sensor" },
  { "water_leak", NULL, "leak_detected", "leak_sensor" },
  { "water", NULL, "leak_detected", "leak_sensor" },
  { "moisture", NULL, "leak_detected", "leak_sensor" },
  { "wet", NULL, "leak_detected", "leak_sensor" },
  { "smoke", NULL, "smoke_detected", "smoke_sensor" },
  { "co", NULL, "carbon_monoxide_detected", "carbon_monoxide_sensor" },
  { "carbon_monoxide", NULL, "carbon_monoxide_detected", "carbon_monoxide_sensor" },
  { "co_level", NULL, "carbon_monoxide_level", "carbon_monoxide_sensor" },
  { "co2", NULL, "carbon_dioxide_level", "carbon_dioxide_sensor" },
  { "co2_level", NULL, "carbon_dioxide_level", "carbon_dioxide_sensor" },
  { "carbon_dioxide", NULL, "carbon_dioxide_level", "carbon_dioxide_sensor" },
  { "illuminance", NULL, "current_ambient_light_level", "light_sensor" },
  { "lux", NULL, "current_ambient_light_level", "light_sensor" },
  { "light_level", NULL, "current_ambient_light_level", "light_sensor" },
  { "air_quality", NULL, "air_quality", "air_quality_sensor" },
  { "pm25", NULL, "pm2_5_density", "air_quality_sensor" },
  { "pm2_5", NULL, "pm2_5_density", "air_quality_sensor" },
  { "pm10", NULL, "pm10_density", "air_quality_sensor" },
  { "voc", NULL, "voc_density", "air_quality_sensor" },
  { "battery", NULL, "battery_level", "battery" },
  { "battery_level", NULL, "battery_level", "battery" },
  { "battery_percentage", NULL, "battery_level", "battery" },
  { "low_battery", NULL, "status_low_battery", "battery" },
  { "battery_low", NULL, "status_low_battery", "battery" },
  { "charging", NULL, "charging_state", "battery" },
};

typedef struct
{
  BoEntity   *entity;
  const char *type;         /* what the device calls itself */
  GPtrArray  *services;
  GHashTable *capabilities; /* normalised names */
  GHashTable *done;         /* normalised keys that have a row */
  BoServiceData *main;      /* (nullable): what the device is; made when first needed */
} Derivation;

static const BoServiceSpec *
service_for_type (const char *type)
{
  g_autofree char *normal = _bo_word_normalize (type);
  g_autofree char *as_sensor = g_strconcat (normal, "_sensor", NULL);
  const BoServiceSpec *spec;

  for (size_t i = 0; i < G_N_ELEMENTS (device_types); i++)
    if (strcmp (device_types[i].type, normal) == 0)
      return bo_catalogue_service (device_types[i].service);

  spec = bo_catalogue_service (normal);
  return spec != NULL ? spec : bo_catalogue_service (as_sensor);
}

static bool
spec_has (const BoServiceSpec *spec,
          const char          *characteristic)
{
  return spec != NULL
         && (g_strv_contains (spec->required, characteristic) || g_strv_contains (spec->optional, characteristic));
}

static bool
meaning_fits (const KeyMeaning    *meaning,
              const char          *key,
              const BoServiceSpec *spec)
{
  if (strcmp (meaning->key, key) != 0)
    return false;
  if (meaning->service != NULL)
    return spec != NULL && strcmp (meaning->service, spec->id) == 0;

  return meaning->companion != NULL || spec_has (spec, meaning->characteristic);
}

static const KeyMeaning *
find_meaning (const char          *key,
              const BoServiceSpec *spec)
{
  const KeyMeaning *companion = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (!meaning_fits (&meanings[i], key, spec))
        continue;
      if (meanings[i].companion == NULL || spec_has (spec, meanings[i].characteristic))
        return &meanings[i];
      if (companion == NULL)
        companion = &meanings[i];
    }

  return companion;
}

/* Ids that follow from the device and the type: the same on every computer. A device's id is
   no UUID for certain, so that it can't be the namespace itself. */
static char *
derived_id (BoEntity   *entity,
            const char *service,
            const char *characteristic)
{
  g_autofree char *name = g_strconcat (service, characteristic != NULL ? "/" : NULL, characteristic, NULL);

  if (bo_uuid_is_valid (entity->id))
    return bo_uuid_from_name (entity->id, name);
  else
    {
      g_autofree char *device = bo_uuid_from_name ("6ba7b812-9dad-11d1-80b4-00c04fd430c8", entity->id);
      return bo_uuid_from_name (device, name);
    }
}

static BoServiceData *
add_service (Derivation          *self,
             const char          *type,
             const BoServiceSpec *spec)
{
  BoServiceData *service = _bo_service_data_new ();

  service->type = g_strdup (spec != NULL ? spec->id : type);
  service->spec = spec;
  service->id = derived_id (self->entity, service->type, NULL);
  service->path = g_strdup ("/content/state");
  g_ptr_array_add (self->services, service);
  return service;
}

static BoServiceData *
ensure_service (Derivation *self,
                const char *type)
{
  for (unsigned i = 0; i < self->services->len; i++)
    {
      BoServiceData *service = g_ptr_array_index (self->services, i);

      if (strcmp (service->type, type) == 0)
        return service;
    }

  return add_service (self, type, bo_catalogue_service (type));
}

/* A number far above the range of mired is a colour temperature in kelvin. */
static void
read_as_kelvin (BoCharacteristicData *data)
{
  double number = 0;

  if (strcmp (data->value_type.characteristic, "color_temperature") != 0 || data->raw == NULL
      || !bo_json_get_double (bo_json_wrap (data->raw), &number) || number < 1000)
    return;

  data->value_type.unit = BO_UNIT_OTHER;
  data->value_type.unit_name = "K";
  data->value_type.minimum = 1000;
  data->value_type.maximum = 10000;
}

static void
guess_type (BoCharacteristicData *data,
            BoJson                value)
{
  switch (bo_json_kind (value))
    {
    case BO_JSON_KIND_BOOL:
      data->value_type.format = BO_FORMAT_BOOL;
      return;
    case BO_JSON_KIND_NUMBER:
      data->value_type.format = BO_FORMAT_FLOAT;
      return;
    case BO_JSON_KIND_STRING:
      data->value_type.format = BO_FORMAT_STRING;
      return;
    case BO_JSON_KIND_ARRAY:
    case BO_JSON_KIND_OBJECT:
      data->writable = false;
      return;
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    default:
      return;
    }
}

static BoCharacteristicData *
make_row (Derivation       *self,
          BoServiceData    *service,
          const KeyMeaning *meaning,
          const char       *key,
          const char       *path,
          BoJson            value)
{
  const char *type = meaning != NULL && meaning->characteristic != NULL ? meaning->characteristic : key;
  BoCharacteristicData *data;
  g_autofree char *unknown = NULL;

  /* A second key for the same characteristic ("on" beside "power") stays a row of its own. */
  if (type != key && _bo_service_data_find (service, type) != NULL)
    type = unknown = g_strconcat ("state.", key, NULL);

  data = _bo_characteristic_data_new (type);
  data->raw = value.length > 0 ? bo_json_dup (value) : NULL;
  data->path = g_strdup (path);
  data->id = derived_id (self->entity, service->type, type);
  if (data->spec == NULL)
    {
      data->writable = g_hash_table_contains (self->capabilities, key);
      guess_type (data, value);
    }
  else
    {
      data->value_type.inverted = meaning != NULL && meaning->inverted;
      read_as_kelvin (data);
    }
  g_ptr_array_add (service->characteristics, data);
  return data;
}

static void
add_row (Derivation *self,
         const char *key,
         const char *path,
         BoJson      value)
{
  g_autofree char *normal = _bo_word_normalize (key);
  BoServiceData *service = self->main;
  const BoServiceSpec *spec = service != NULL ? service->spec : NULL;
  const KeyMeaning *meaning = NULL;
  const BoCharacteristicSpec *characteristic = bo_catalogue_characteristic (normal);

  if (!g_hash_table_add (self->done, g_strdup (normal)))
    return;

  /* A key that already is a characteristic of the service needs no table. */
  if (characteristic == NULL || !spec_has (spec, characteristic->id))
    meaning = find_meaning (normal, spec);
  if (meaning != NULL && meaning->companion != NULL && !spec_has (spec, meaning->characteristic))
    service = ensure_service (self, meaning->companion);
  if (service == NULL)
    service = self->main = add_service (self, self->type, NULL);

  make_row (self, service, meaning, normal, path, value);
}

static void
add_state_member (Derivation *self,
                  BoJson      key,
                  BoJson      value)
{
  g_autofree char *name = bo_json_dup_string (key);
  g_autofree char *path = name != NULL ? bo_json_path_append ("/content/state", name) : NULL;
  BoJsonIter iter;
  BoJson inner_key, inner;

  if (name == NULL)
    return;
  if (bo_json_kind (value) != BO_JSON_KIND_OBJECT)
    {
      add_row (self, name, path, value);
      return;
    }

  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &inner_key, &inner))
    {
      g_autofree char *inner_name = bo_json_dup_string (inner_key);
      g_autofree char *full_name = inner_name != NULL ? g_strconcat (name, ".", inner_name, NULL) : NULL;
      g_autofree char *inner_path = inner_name != NULL ? bo_json_path_append (path, inner_name) : NULL;

      if (inner_name != NULL)
        add_row (self, full_name, inner_path, inner);
    }
}

static void
collect_capability (Derivation *self,
                    GPtrArray  *order,
                    char       *name)
{
  g_autofree char *owned = name;
  char *normal;

  if (owned == NULL || *owned == '\0')
    return;
  normal = _bo_word_normalize (owned);
  if (g_hash_table_add (self->capabilities, normal))
    g_ptr_array_add (order, g_steal_pointer (&owned));
}

/* ["power", "brightness"], [{"name": "power"}] and {"power": true} all occur. */
static GPtrArray *
collect_capabilities (Derivation *self,
                      BoJson      content)
{
  GPtrArray *order = g_ptr_array_new_with_free_func (g_free);
  BoJson list = bo_json_member (content, "capabilities");
  bool object = bo_json_kind (list) == BO_JSON_KIND_OBJECT;
  BoJsonIter iter;
  BoJson key = BO_JSON_NONE, element;

  bo_json_iter_init (&iter, list);
  while (bo_json_iter_next (&iter, &key, &element))
    {
      if (object)
        collect_capability (self, order, bo_json_dup_string (key));
      else if (bo_json_kind (element) == BO_JSON_KIND_STRING)
        collect_capability (self, order, bo_json_dup_string (element));
      else
        collect_capability (self, order, bo_json_member_string (element, "name"));
    }

  return order;
}

static void
add_state (Derivation *self,
           BoJson      state)
{
  BoJsonIter iter;
  BoJson key, value;

  if (bo_json_kind (state) != BO_JSON_KIND_OBJECT)
    {
      if (bo_json_kind (state) != BO_JSON_KIND_NONE && bo_json_kind (state) != BO_JSON_KIND_NULL)
        add_row (self, "state", "/content/state", state);
      return;
    }

  bo_json_iter_init (&iter, state);
  while (bo_json_iter_next (&iter, &key, &value))
    add_state_member (self, key, value);
}

/* A capability without a value yet can be set all the same, if the state is a place for it. */
static void
add_bare_capabilities (Derivation *self,
                       GPtrArray  *order,
                       BoJson      state)
{
  BoJsonKind kind = bo_json_kind (state);

  if (kind != BO_JSON_KIND_OBJECT && kind != BO_JSON_KIND_NONE)
    return;

  for (unsigned i = 0; i < order->len; i++)
    {
      const char *name = g_ptr_array_index (order, i);
      g_autofree char *normal = _bo_word_normalize (name);
      g_autofree char *path = bo_json_path_append ("/content/state", name);
      BoJson member = bo_json_member (state, name);

      if (bo_json_kind (member) == BO_JSON_KIND_OBJECT || g_hash_table_contains (self->done, normal))
        continue;
      add_row (self, name, path, BO_JSON_NONE);
    }
}

static char *
device_type (BoJson content)
{
  static const char *const members[] = { "type", "device_type", "kind", "category", NULL };

  for (size_t i = 0; members[i] != NULL; i++)
    {
      char *type = bo_json_member_string (content, members[i]);

      if (type != NULL && *type != '\0')
        return type;
      g_free (type);
    }

  return NULL;
}

GPtrArray *
_bo_derive_services (BoEntity *entity,
                     BoJson    content)
{
  g_autofree char *type = device_type (content);
  g_autoptr (GHashTable) capabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = NULL;
  BoJson state = bo_json_member (content, "state");
  Derivation self = {
    .entity = entity,
    .type = type != NULL ? type : "unknown",
    .services = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_service_data_free),
    .capabilities = capabilities,
    .done = done,
  };
  const BoServiceSpec *spec = type != NULL ? service_for_type (type) : NULL;

  order = collect_capabilities (&self, content);
  /* A device of no known kind that only reports readings is those sensors, no unknown thing. */
  if (spec != NULL)
    self.main = add_service (&self, type, spec);
  add_state (&self, state);
  add_bare_capabilities (&self, order, state);
  return self.services;
}
