/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

/* What a kind of service is called in a sentence, looks like, and by what it counts as active:
   the first of @active that the service has, when it is @value (ANY: anything but zero). */
#define ANY -1

typedef struct
{
  const char *service;
  const char *kind;
  const char *icon_name;
  const char *active_icon_name;
  const char *active[2];
  int         value;
} Look;

static const Look looks[] = {
  { "air_purifier", N_ ("air purifier"), "bo-air-purifier-symbolic", NULL, { "active" }, ANY },
  { "air_quality_sensor", N_ ("air quality sensor"), "bo-air-quality-symbolic", NULL, { NULL }, ANY },
  { "battery", N_ ("battery"), "bo-battery-symbolic", "bo-battery-low-symbolic", { "status_low_battery" }, ANY },
  { "carbon_dioxide_sensor", N_ ("CO₂ sensor"), "bo-co2-symbolic", "bo-alert-symbolic",
    { "carbon_dioxide_detected" }, ANY },
  { "carbon_monoxide_sensor", N_ ("CO sensor"), "bo-co-symbolic", "bo-alert-symbolic",
    { "carbon_monoxide_detected" }, ANY },
  { "contact_sensor", N_ ("contact sensor"), "bo-contact-closed-symbolic", "bo-contact-open-symbolic",
    { "contact_sensor_state" }, ANY },
  { "door", N_ ("door"), "bo-door-symbolic", "bo-door-open-symbolic", { "current_position", "target_position" }, ANY },
  { "doorbell", N_ ("doorbell"), "bo-doorbell-symbolic", NULL, { NULL }, ANY },
  { "fan", N_ ("fan"), "bo-fan-symbolic", NULL, { "on" }, ANY },
  { "fan_v2", N_ ("fan"), "bo-fan-symbolic", NULL, { "active" }, ANY },
  { "faucet", N_ ("tap"), "bo-faucet-symbolic", NULL, { "active" }, ANY },
  { "filter_maintenance", N_ ("filter"), "bo-filter-symbolic", NULL, { "filter_change_indication" }, ANY },
  { "garage_door_opener", N_ ("garage door"), "bo-garage-symbolic", "bo-garage-open-symbolic",
    { "current_door_state", "target_door_state" }, 0 },
  { "heater_cooler", N_ ("heater or cooler"), "bo-heater-cooler-symbolic", NULL, { "active" }, ANY },
  { "humidifier_dehumidifier", N_ ("humidifier"), "bo-humidifier-symbolic", NULL, { "active" }, ANY },
  { "humidity_sensor", N_ ("humidity sensor"), "bo-humidity-symbolic", NULL, { NULL }, ANY },
  { "input_source", N_ ("input"), "bo-input-symbolic", NULL, { NULL }, ANY },
  { "irrigation_system", N_ ("irrigation"), "bo-irrigation-symbolic", NULL, { "active" }, ANY },
  { "leak_sensor", N_ ("leak sensor"), "bo-leak-symbolic", "bo-alert-symbolic", { "leak_detected" }, ANY },
  { "light_sensor", N_ ("light sensor"), "bo-light-sensor-symbolic", NULL, { NULL }, ANY },
  { "lightbulb", N_ ("light"), "bo-light-symbolic", "bo-light-on-symbolic", { "on" }, ANY },
  { "lock_management", N_ ("lock settings"), "bo-lock-symbolic", NULL, { NULL }, ANY },
  { "lock_mechanism", N_ ("lock"), "bo-lock-symbolic", "bo-lock-open-symbolic",
    { "lock_current_state", "lock_target_state" }, 0 },
  { "microphone", N_ ("microphone"), "bo-microphone-symbolic", NULL, { NULL }, ANY },
  { "motion_sensor", N_ ("motion sensor"), "bo-motion-symbolic", "bo-motion-detected-symbolic",
    { "motion_detected" }, ANY },
  { "occupancy_sensor", N_ ("occupancy sensor"), "bo-occupancy-symbolic", NULL, { "occupancy_detected" }, ANY },
  { "outlet", N_ ("outlet"), "bo-outlet-symbolic", NULL, { "on" }, ANY },
  { "security_system", N_ ("security system"), "bo-security-symbolic", "bo-alert-symbolic",
    { "security_system_current_state" }, 4 },
  { "slats", N_ ("slats"), "bo-blind-symbolic", NULL, { NULL }, ANY },
  { "smart_speaker", N_ ("speaker"), "bo-speaker-symbolic", NULL, { "current_media_state", "target_media_state" }, 0 },
  { "smoke_sensor", N_ ("smoke sensor"), "bo-smoke-symbolic", "bo-alert-symbolic", { "smoke_detected" }, ANY },
  { "speaker", N_ ("speaker"), "bo-speaker-symbolic", NULL, { "active" }, ANY },
  { "stateful_programmable_switch", N_ ("switch"), "bo-button-symbolic", NULL,
    { "programmable_switch_output_state" }, ANY },
  { "stateless_programmable_switch", N_ ("button"), "bo-button-symbolic", NULL, { NULL }, ANY },
  { "switch", N_ ("switch"), "bo-switch-symbolic", NULL, { "on" }, ANY },
  { "television", N_ ("television"), "bo-television-symbolic", NULL, { "active", "on" }, ANY },
  { "television_speaker", N_ ("speaker"), "bo-speaker-symbolic", NULL, { "active" }, ANY },
  { "temperature_sensor", N_ ("temperature sensor"), "bo-temperature-symbolic", NULL, { NULL }, ANY },
  { "thermostat", N_ ("thermostat"), "bo-thermostat-symbolic", NULL,
    { "current_heating_cooling_state", "target_heating_cooling_state" }, ANY },
  { "valve", N_ ("valve"), "bo-valve-symbolic", NULL, { "active" }, ANY },
  { "window", N_ ("window"), "bo-window-symbolic", "bo-window-open-symbolic",
    { "current_position", "target_position" }, ANY },
  { "window_covering", N_ ("blind"), "bo-blind-symbolic", "bo-blind-open-symbolic",
    { "current_position", "target_position" }, ANY },
};

static const Look unknown_look = { NULL, N_ ("accessory"), "bo-accessory-symbolic", NULL, { NULL }, ANY };

/* Documents have theirs in bo-document.c. */
static const char *const icon_names[] = {
  "bo-accessory-symbolic", "bo-air-purifier-symbolic", "bo-air-quality-symbolic", "bo-alert-symbolic",
  "bo-battery-low-symbolic", "bo-battery-symbolic", "bo-blind-open-symbolic", "bo-blind-symbolic",
  "bo-bridge-symbolic", "bo-button-symbolic", "bo-co-symbolic", "bo-co2-symbolic", "bo-contact-closed-symbolic",
  "bo-contact-open-symbolic", "bo-door-open-symbolic", "bo-door-symbolic", "bo-doorbell-symbolic",
  "bo-fan-symbolic", "bo-faucet-symbolic", "bo-filter-symbolic", "bo-garage-open-symbolic", "bo-garage-symbolic",
  "bo-heater-cooler-symbolic", "bo-humidifier-symbolic", "bo-humidity-symbolic", "bo-input-symbolic",
  "bo-irrigation-symbolic", "bo-leak-symbolic", "bo-light-on-symbolic", "bo-light-sensor-symbolic",
  "bo-light-symbolic", "bo-lock-open-symbolic", "bo-lock-symbolic", "bo-microphone-symbolic",
  "bo-motion-detected-symbolic", "bo-motion-symbolic", "bo-occupancy-symbolic", "bo-outlet-symbolic",
  "bo-security-symbolic", "bo-smoke-symbolic", "bo-speaker-symbolic", "bo-switch-symbolic",
  "bo-television-symbolic", "bo-temperature-symbolic", "bo-thermostat-symbolic", "bo-valve-symbolic",
  "bo-window-open-symbolic", "bo-window-symbolic", NULL,
};

static const Look *
look_of (BoService *self)
{
  const BoServiceSpec *spec = bo_service_get_spec (self);

  for (size_t i = 0; spec != NULL && i < G_N_ELEMENTS (looks); i++)
    if (strcmp (looks[i].service, spec->id) == 0)
      return &looks[i];

  return &unknown_look;
}

/**
 * bo_service_get_kind_label:
 * @self: a service
 *
 * Returns: "light", "lock": what kind of thing it is, translated, for a sentence
 */
const char *
bo_service_get_kind_label (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return _ (look_of (self)->kind);
}

/**
 * bo_service_get_active:
 * @self: a service
 *
 * Returns: whether it is on, open, unlocked, detecting: what is drawn as active
 */
bool
bo_service_get_active (BoService *self)
{
  const Look *look;

  g_return_val_if_fail (BO_IS_SERVICE (self), false);

  look = look_of (self);
  for (size_t i = 0; i < G_N_ELEMENTS (look->active) && look->active[i] != NULL; i++)
    {
      BoCharacteristic *characteristic = bo_service_find (self, look->active[i]);
      BoValue value = { .kind = BO_VALUE_NONE };

      if (characteristic != NULL)
        value = bo_characteristic_get_value (characteristic);
      if (bo_value_is_number (&value))
        return look->value == ANY ? value.number != 0 : value.number == look->value;
    }

  return false;
}

/**
 * bo_service_get_icon_name:
 * @self: a service
 *
 * Returns: a symbolic icon for its kind and state, one of bo_icon_names()
 */
const char *
bo_service_get_icon_name (BoService *self)
{
  const Look *look;

  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  look = look_of (self);
  return look->active_icon_name != NULL && bo_service_get_active (self) ? look->active_icon_name : look->icon_name;
}

/**
 * bo_icon_names:
 *
 * Returns: (array zero-terminated=1) (transfer none): every icon that accessories and services
 *   may ask for
 */
const char *const *
bo_icon_names (void)
{
  return icon_names;
}

/**
 * bo_service_get_tap_characteristic:
 * @self: a service
 *
 * Returns: (nullable) (transfer none): what the main action of its tile writes; %NULL when that
 *   opens details
 */
BoCharacteristic *
bo_service_get_tap_characteristic (BoService *self)
{
  const BoServiceSpec *spec;
  BoCharacteristic *found = NULL;

  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  spec = bo_service_get_spec (self);
  if (spec == NULL || spec->tap_writes == NULL)
    return NULL;

  found = bo_service_find (self, spec->tap_writes);
  return found != NULL && bo_characteristic_get_writable (found) ? found : NULL;
}

/**
 * bo_service_get_tap_value:
 * @self: a service
 *
 * What the main action would write: off for what is on, closed for what is open.
 *
 * Returns: (transfer full) (nullable): JSON text in the form that is there; %NULL when the main
 *   action opens details
 */
char *
bo_service_get_tap_value (BoService *self)
{
  BoCharacteristic *characteristic = bo_service_get_tap_characteristic (self);
  const char *id;
  bool active;

  if (characteristic == NULL)
    return NULL;

  active = bo_characteristic_get_bool (characteristic, false);
  id = bo_characteristic_get_spec (characteristic)->id;
  if (strcmp (id, "target_position") == 0)
    return bo_characteristic_edit_value (characteristic, active ? "0" : "100", NULL);
  /* For a door 0 is open, for a lock unlocked, for a player playing: the other one it is. */
  return bo_characteristic_edit_value (characteristic, active ? "0" : "1", NULL);
}
