/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accessory.h"
#include "bo-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

typedef char *(*Summary) (BoService *self, bool spoken);

/* (nullable): the value in words, NULL where there is none */
static char *
say (BoService  *self,
     const char *type,
     bool        spoken)
{
  BoCharacteristic *characteristic = bo_service_find (self, type);
  BoValue value;
  char *text;

  if (characteristic == NULL)
    return NULL;
  value = bo_characteristic_get_value (characteristic);
  if (value.kind == BO_VALUE_NONE || value.kind == BO_VALUE_NULL)
    return NULL;

  text = spoken ? bo_value_to_spoken (bo_characteristic_get_value_type (characteristic), &value)
                : g_strdup (bo_characteristic_get_display (characteristic));
  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* What is reported, else what is wanted. */
static char *
say_either (BoService  *self,
            const char *current,
            const char *target,
            bool        spoken)
{
  char *text = say (self, current, spoken);

  return text != NULL ? text : say (self, target, spoken);
}

/* (nullable): both, either, or none */
static char *
join (char *first,
      char *second,
      bool  spoken)
{
  g_autofree char *a = first;
  g_autofree char *b = second;

  if (a == NULL)
    return g_steal_pointer (&b);
  if (b == NULL)
    return g_steal_pointer (&a);

  /* Translators: two readings of one accessory, "On · 40 %"; the second form is for screen readers */
  return spoken ? g_strdup_printf (C_ ("spoken readings", "%s, %s"), a, b)
                : g_strdup_printf (C_ ("readings", "%s · %s"), a, b);
}

static bool
is_zero (BoService  *self,
         const char *type)
{
  BoCharacteristic *characteristic = bo_service_find (self, type);

  return characteristic != NULL && !bo_characteristic_get_bool (characteristic, true);
}

static char *
summarize_light (BoService *self,
                 bool       spoken)
{
  return join (say (self, "on", spoken), is_zero (self, "on") ? NULL : say (self, "brightness", spoken), spoken);
}

static char *
summarize_switch (BoService *self,
                  bool       spoken)
{
  return join (say_either (self, "on", "active", spoken), say (self, "outlet_in_use", spoken), spoken);
}

static char *
summarize_television (BoService *self,
                      bool       spoken)
{
  bool off = is_zero (self, "on") || is_zero (self, "active");
  BoService *source = off ? NULL : bo_service_get_active_source (self);

  return join (say_either (self, "active", "on", spoken),
               source != NULL ? bo_service_dup_source_name (source) : NULL, spoken);
}

static char *
summarize_fan (BoService *self,
               bool       spoken)
{
  bool off = is_zero (self, "on") || is_zero (self, "active");

  return join (say_either (self, "on", "active", spoken), off ? NULL : say (self, "rotation_speed", spoken), spoken);
}

static char *
say_current_to_target (BoService *self,
                       bool       spoken)
{
  g_autofree char *current = say (self, "current_temperature", spoken);
  g_autofree char *target = say (self, "target_temperature", spoken);
  BoCharacteristic *characteristic = bo_service_find (self, "current_temperature");

  if (current == NULL || target == NULL || is_zero (self, "target_heating_cooling_state"))
    return g_strdup (current != NULL ? current : target);
  if (spoken)
    return g_strdup_printf (_ ("%s, set to %s"), current, target);

  /* "21.4 → 22 °C": the unit once */
  if (bo_value_get_temperature_unit () == BO_TEMPERATURE_CELSIUS)
    {
      g_free (current);
      current = g_strdup_printf ("%.1f", bo_characteristic_get_double (characteristic, 0));
      g_strdelimit (current, ",", '.');
      if (g_str_has_suffix (current, ".0"))
        current[strlen (current) - 2] = '\0';
    }
  /* Translators: current and wanted temperature */
  return g_strdup_printf (C_ ("temperature", "%s → %s"), current, target);
}

static char *
summarize_thermostat (BoService *self,
                      bool       spoken)
{
  return join (say_current_to_target (self, spoken), say (self, "target_heating_cooling_state", spoken), spoken);
}

static char *
summarize_climate (BoService *self,
                   bool       spoken)
{
  const char *states[] = { "current_heater_cooler_state", "current_humidifier_dehumidifier_state",
                           "current_air_purifier_state", NULL };
  char *state = NULL;
  char *reading = say (self, "current_temperature", spoken);

  for (size_t i = 0; state == NULL && states[i] != NULL && !is_zero (self, "active"); i++)
    state = say (self, states[i], spoken);
  if (state == NULL)
    state = say (self, "active", spoken);
  if (reading == NULL)
    reading = say (self, "current_relative_humidity", spoken);
  if (reading == NULL && !is_zero (self, "active"))
    reading = say (self, "rotation_speed", spoken);
  return join (state, reading, spoken);
}

static const char *
say_movement (BoService *self)
{
  BoCharacteristic *state = bo_service_find (self, "position_state");
  int64_t moving = state != NULL ? bo_characteristic_get_int (state, 2) : 2;

  return moving == 0 ? _ ("Closing") : moving == 1 ? _ ("Opening") : NULL;
}

/* For the eyes: which way it goes is seen before it is read. */
static char *
with_arrow (BoService  *self,
            const char *movement)
{
  bool up = bo_characteristic_get_int (bo_service_find (self, "position_state"), 2) == 1;

  /* Translators: an arrow, and what a blind or door does: "↑ Opening" */
  return g_strdup_printf (up ? C_ ("movement", "↑ %s") : C_ ("movement", "↓ %s"), movement);
}

static char *
summarize_covering (BoService *self,
                    bool       spoken)
{
  BoCharacteristic *position = bo_service_find (self, "current_position");
  BoValue value = { .kind = BO_VALUE_NONE };
  const char *movement = say_movement (self);

  if (position == NULL || bo_characteristic_get_raw (position) == NULL)
    position = bo_service_find (self, "target_position");
  if (position != NULL)
    value = bo_characteristic_get_value (position);
  if (!bo_value_is_number (&value))
    return g_strdup (movement != NULL ? movement : position != NULL ? bo_characteristic_get_display (position) : NULL);
  if (movement != NULL)
    return join (spoken ? g_strdup (movement) : with_arrow (self, movement), bo_value_to_display (bo_characteristic_get_value_type (position), &value), spoken);
  if (value.number <= 0)
    return g_strdup (C_ ("position", "Closed"));
  if (value.number >= 100)
    return g_strdup (C_ ("position", "Open"));

  return join (g_strdup (C_ ("position", "Open")),
               spoken ? bo_value_to_spoken (bo_characteristic_get_value_type (position), &value)
                      : bo_value_to_display (bo_characteristic_get_value_type (position), &value),
               spoken);
}

static char *
summarize_door (BoService *self,
                bool       spoken)
{
  BoCharacteristic *obstruction = bo_service_find (self, "obstruction_detected");
  bool obstructed = obstruction != NULL && bo_characteristic_get_bool (obstruction, false);

  return join (say_either (self, "current_door_state", "target_door_state", spoken),
               obstructed ? say (self, "obstruction_detected", spoken) : NULL, spoken);
}

static char *
summarize_lock (BoService *self,
                bool       spoken)
{
  BoCharacteristic *current = bo_service_find (self, "lock_current_state");
  BoCharacteristic *target = bo_service_find (self, "lock_target_state");

  if (current != NULL && target != NULL)
    {
      int64_t is = bo_characteristic_get_int (current, -1);
      int64_t wanted = bo_characteristic_get_int (target, -1);

      if ((is == 0 || is == 1) && (wanted == 0 || wanted == 1) && is != wanted)
        return g_strdup (wanted == 1 ? _ ("Locking") : _ ("Unlocking"));
    }

  return say_either (self, "lock_current_state", "lock_target_state", spoken);
}

static char *
summarize_security (BoService *self,
                    bool       spoken)
{
  return say_either (self, "security_system_current_state", "security_system_target_state", spoken);
}

static char *
summarize_speaker (BoService *self,
                   bool       spoken)
{
  BoCharacteristic *mute = bo_service_find (self, "mute");
  char *state = say_either (self, "current_media_state", "target_media_state", spoken);

  if (state == NULL)
    state = say_either (self, "active", "on", spoken);
  if (mute != NULL && bo_characteristic_get_bool (mute, false))
    return join (state, say (self, "mute", spoken), spoken);

  return join (state, say (self, "volume", spoken), spoken);
}

static char *
summarize_water (BoService *self,
                 bool       spoken)
{
  g_autofree char *remaining = NULL;

  if (!is_zero (self, "active") && !is_zero (self, "remaining_duration"))
    remaining = say (self, "remaining_duration", spoken);

  return join (say (self, "active", spoken),
               remaining != NULL ? g_strdup_printf (_ ("%s left"), remaining) : NULL, spoken);
}

static char *
summarize_battery (BoService *self,
                   bool       spoken)
{
  BoCharacteristic *charging = bo_service_find (self, "charging_state");
  bool is_charging = charging != NULL && bo_characteristic_get_int (charging, 0) == 1;
  char *note = is_charging ? say (self, "charging_state", spoken) : NULL;

  if (note == NULL && bo_service_find (self, "status_low_battery") != NULL && !is_zero (self, "status_low_battery"))
    note = say (self, "status_low_battery", spoken);
  return join (say (self, "battery_level", spoken), note, spoken);
}

/* The last press; of a bell that it rang. Before the first there is nothing else to say. */
static char *
summarize_press (BoService *self,
                 bool       spoken)
{
  bool bell = strcmp (bo_service_get_spec (self)->id, "doorbell") == 0;
  char *press = say (self, "programmable_switch_event", spoken);

  if (bo_service_find (self, "programmable_switch_event") == NULL)
    return NULL;
  if (press == NULL)
    return g_strdup (bell ? _ ("Not rung yet") : _ ("Not pressed yet"));
  if (!bell || !is_zero (self, "programmable_switch_event"))
    return press;
  g_free (press);
  return g_strdup (_ ("Rang"));
}

static char *
summarize_lock_settings (BoService *self,
                         bool       spoken)
{
  return say (self, "lock_last_known_action", spoken);
}

/* (nullable): what another service of the accessory says */
static char *
say_beside (BoService  *self,
            const char *type,
            bool        spoken)
{
  BoAccessory *accessory = bo_service_get_accessory (self);
  BoCharacteristic *found = accessory != NULL ? bo_accessory_find_characteristic (accessory, type) : NULL;
  BoService *service = found != NULL ? bo_characteristic_get_service (found) : NULL;

  return service != NULL ? say (service, type, spoken) : NULL;
}

/* What it does, how the air is, and what its filter has left. */
static char *
summarize_purifier (BoService *self,
                    bool       spoken)
{
  BoAccessory *accessory = bo_service_get_accessory (self);
  BoService *filter = accessory != NULL ? bo_accessory_find_service (accessory, "filter_maintenance") : NULL;
  BoCharacteristic *life = filter != NULL ? bo_service_find (filter, "filter_life_level") : NULL;
  double level = life != NULL ? bo_characteristic_get_double (life, -1) : -1;
  char *state = is_zero (self, "active") ? say (self, "active", spoken)
                                         : say_either (self, "current_air_purifier_state", "active", spoken);

  state = join (state, say_beside (self, "air_quality", spoken), spoken);
  if (level < 0)
    return state;
  /* Translators: how much of a filter's life is left */
  return join (state, g_strdup_printf (spoken ? _ ("filter %d percent") : _ ("Filter %d %%"), (int) level), spoken);
}

static char *
summarize_filter (BoService *self,
                  bool       spoken)
{
  BoCharacteristic *life = bo_service_find (self, "filter_life_level");
  double level = life != NULL ? bo_characteristic_get_double (life, -1) : -1;

  /* The catalogue has no unit for it. Translators: how much of a filter's life is left */
  return join (say (self, "filter_change_indication", spoken),
               level < 0 ? NULL : g_strdup_printf (spoken ? _ ("%d percent") : _ ("%d %%"), (int) level), spoken);
}

static char *
summarize_gas (BoService *self,
               bool       spoken)
{
  char *level = say_either (self, "carbon_dioxide_level", "carbon_monoxide_level", spoken);

  return join (say_either (self, "carbon_dioxide_detected", "carbon_monoxide_detected", spoken), level, spoken);
}

static const struct
{
  const char *service;
  Summary     summary;
} summaries[] = {
  { "lightbulb", summarize_light },
  { "switch", summarize_switch },
  { "outlet", summarize_switch },
  { "fan", summarize_fan },
  { "fan_v2", summarize_fan },
  { "thermostat", summarize_thermostat },
  { "heater_cooler", summarize_climate },
  { "humidifier_dehumidifier", summarize_climate },
  { "air_purifier", summarize_purifier },
  { "window_covering", summarize_covering },
  { "window", summarize_covering },
  { "door", summarize_covering },
  { "garage_door_opener", summarize_door },
  { "lock_mechanism", summarize_lock },
  { "security_system", summarize_security },
  { "speaker", summarize_speaker },
  { "smart_speaker", summarize_speaker },
  { "television_speaker", summarize_speaker },
  { "television", summarize_television },
  { "faucet", summarize_water },
  { "valve", summarize_water },
  { "irrigation_system", summarize_water },
  { "battery", summarize_battery },
  { "doorbell", summarize_press },
  { "filter_maintenance", summarize_filter },
  { "lock_management", summarize_lock_settings },
  { "stateless_programmable_switch", summarize_press },
  { "carbon_dioxide_sensor", summarize_gas },
  { "carbon_monoxide_sensor", summarize_gas },
};

/* The first value that can be read, with what it is called. */
static char *
summarize_unknown (BoService *self,
                   bool       spoken)
{
  GPtrArray *characteristics = _bo_service_peek (self);

  for (unsigned i = 0; i < characteristics->len; i++)
    {
      BoCharacteristic *characteristic = g_ptr_array_index (characteristics, i);
      const char *display = bo_characteristic_get_display (characteristic);

      if (bo_characteristic_get_hidden (characteristic) || *display == '\0')
        continue;
      /* Translators: name of a value and the value: "Battery level: 80 %" */
      return g_strdup_printf (C_ ("value", "%s: %s"), bo_characteristic_get_label (characteristic), display);
    }

  return NULL;
}

static char *
summarize (BoService *self,
           bool       spoken)
{
  const BoServiceSpec *spec = bo_service_get_spec (self);
  char *text = NULL;

  for (size_t i = 0; spec != NULL && i < G_N_ELEMENTS (summaries); i++)
    if (strcmp (summaries[i].service, spec->id) == 0)
      text = summaries[i].summary (self, spoken);

  if (text == NULL && spec != NULL && spec->tile_state != NULL)
    text = say (self, spec->tile_state, spoken);
  if (text == NULL)
    text = summarize_unknown (self, spoken);
  return text != NULL ? text : g_strdup ("");
}

/**
 * bo_service_get_summary:
 * @self: a service
 *
 * Returns: (transfer full): its state for a tile: "On · 40 %", "Locked"; "" when it says nothing
 */
char *
bo_service_get_summary (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return summarize (self, false);
}

/**
 * bo_service_get_spoken:
 * @self: a service
 *
 * Returns: (transfer full): its state for a screen reader: "on, 40 percent"
 */
char *
bo_service_get_spoken (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return summarize (self, true);
}
