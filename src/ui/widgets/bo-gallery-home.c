/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-home-private.h"

/* The names are a household's, not the program's words: they aren't translated. */

#define CHARACTERISTIC(type, value) "{\"id\":\"" type "\",\"characteristic_type\":\"" type "\",\"value\":" value "}"
#define SERVICE(type, characteristics) \
  "{\"id\":\"s\",\"service_type\":\"" type "\",\"is_primary\":true,\"characteristics\":[" characteristics "]}"
#define SOURCE(number, name, type) \
  "{\"id\":\"source" number "\",\"service_type\":\"input_source\",\"characteristics\":[" C ("identifier", number) "," \
  C ("configured_name", "\"" name "\"") "," C ("input_source_type", type) "," C ("is_configured", "1") "," \
  C ("current_visibility_state", "0") "]}"
#define DEVICE(services) "{\"services\":[" services "]}"
#define GONE(services) "{\"is_reachable\":false,\"services\":[" services "]}"
#define C CHARACTERISTIC

static const struct
{
  const char   *id;
  const char   *name;
  BoSyncStatus  status;
  const char   *content;
} devices[] = {
  { "light-warm", "Hall lamp", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("lightbulb", C ("on", "true") "," C ("brightness", "40") "," C ("color_temperature", "370"))) },
  { "light-cold", "Desk lamp", BO_STATUS_PENDING,
    DEVICE (SERVICE ("lightbulb", C ("on", "true") "," C ("brightness", "85") "," C ("color_temperature", "160"))) },
  { "light-color", "Bookshelf", BO_STATUS_SENDING,
    DEVICE (SERVICE ("lightbulb", C ("on", "true") "," C ("brightness", "60") "," C ("hue", "265") ","
                     C ("saturation", "70"))) },
  { "light-off", "Ceiling light above the long dining table by the garden window", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("lightbulb", C ("on", "false") "," C ("brightness", "100"))) },
  { "light-gone", "Porch lantern", BO_STATUS_SYNCED,
    GONE (SERVICE ("lightbulb", C ("on", "true") "," C ("brightness", "30"))) },
  { "switch", "Christmas tree", BO_STATUS_CONFLICT, DEVICE (SERVICE ("switch", C ("on", "true"))) },
  { "outlet", "Coffee machine", BO_STATUS_QUARANTINED,
    DEVICE (SERVICE ("outlet", C ("on", "false") "," C ("outlet_in_use", "true"))) },
  { "thermostat", "Living room heating", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("thermostat", C ("current_temperature", "20.8") "," C ("target_temperature", "22") ","
                     C ("current_heating_cooling_state", "1") "," C ("target_heating_cooling_state", "1") ","
                     C ("temperature_display_units", "0") "," C ("current_relative_humidity", "45"))) },
  { "thermostat-auto", "Studio climate", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("thermostat", C ("current_temperature", "21.5") "," C ("target_temperature", "22") ","
                     C ("heating_threshold_temperature", "19") "," C ("cooling_threshold_temperature", "25") ","
                     C ("current_heating_cooling_state", "0") "," C ("target_heating_cooling_state", "3"))) },
  { "heater", "Bedroom air conditioner", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("heater_cooler", C ("active", "1") "," C ("current_heater_cooler_state", "3") ","
                     C ("target_heater_cooler_state", "2") "," C ("current_temperature", "26") ","
                     C ("cooling_threshold_temperature", "23") "," C ("rotation_speed", "55"))) },
  { "humidifier", "Nursery humidifier", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("humidifier_dehumidifier", C ("active", "1") ","
                     C ("current_humidifier_dehumidifier_state", "2") ","
                     C ("target_humidifier_dehumidifier_state", "1") "," C ("current_relative_humidity", "38") ","
                     C ("relative_humidity_humidifier_threshold", "45") "," C ("water_level", "62"))) },
  { "fan", "Attic fan", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("fan_v2", C ("active", "1") "," C ("rotation_speed", "66") "," C ("swing_mode", "1") ","
                     C ("target_fan_state", "0"))) },
  { "purifier", "Air purifier", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("air_purifier", C ("active", "0") "," C ("current_air_purifier_state", "0") ","
                     C ("target_air_purifier_state", "1") "," C ("rotation_speed", "20"))) },
  { "blind", "Garden blind", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("window_covering", C ("current_position", "35") "," C ("target_position", "60") ","
                     C ("position_state", "1") "," C ("hold_position", "false"))) },
  { "garage", "Garage door", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("garage_door_opener", C ("current_door_state", "0") "," C ("target_door_state", "0") ","
                     C ("obstruction_detected", "false"))) },
  { "lock", "Front door", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("lock_mechanism", C ("lock_current_state", "1") "," C ("lock_target_state", "1"))) },
  { "lock-open", "Back door", BO_STATUS_PENDING,
    DEVICE (SERVICE ("lock_mechanism", C ("lock_current_state", "0") "," C ("lock_target_state", "0"))) },
  { "security", "Alarm", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("security_system", C ("security_system_current_state", "0") ","
                     C ("security_system_target_state", "0"))) },
  { "security-triggered", "Workshop alarm", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("security_system", C ("security_system_current_state", "4") ","
                     C ("security_system_target_state", "1"))) },
  { "doorbell", "Doorbell", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("doorbell", C ("programmable_switch_event", "0") "," C ("volume", "70") "," C ("mute", "false"))) },
  { "gate", "Gate", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("garage_door_opener", C ("current_door_state", "2") "," C ("target_door_state", "0") ","
                     C ("obstruction_detected", "true") "," C ("hold_position", "false") ","
                     C ("lock_current_state", "0") "," C ("lock_target_state", "0"))) },
  { "leak", "Sink sensor", BO_STATUS_SYNCED, DEVICE (SERVICE ("leak_sensor", C ("leak_detected", "1"))) },
  { "motion", "Stairs", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("motion_sensor", C ("motion_detected", "true") "," C ("status_low_battery", "1"))) },
  { "contact", "Kitchen window", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("contact_sensor", C ("contact_sensor_state", "1"))) },
  { "temperature", "Cellar", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("temperature_sensor", C ("current_temperature", "12.4"))) },
  { "air", "Kitchen air", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("air_quality_sensor", C ("air_quality", "2") "," C ("pm2_5_density", "11"))) },
  { "television", "Television", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("television", C ("active", "1") "," C ("active_identifier", "2") "," C ("remote_key", "0")) ","
            SOURCE ("1", "Blu-ray", "3") "," SOURCE ("2", "Wohnzimmer-Konsole der Kinder, nicht ausschalten", "3") ","
            SOURCE ("3", "Tuner", "2")) },
  { "soundbar", "Soundbar", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("television_speaker", C ("active", "1") "," C ("mute", "true") "," C ("volume_selector", "0") ","
                     C ("volume_control_type", "1"))) },
  { "speaker", "Kitchen speaker", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("smart_speaker", C ("current_media_state", "0") "," C ("target_media_state", "0") ","
                     C ("volume", "35") "," C ("mute", "false"))) },
  { "valve", "Lawn sprinkler", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("valve", C ("active", "1") "," C ("in_use", "1") "," C ("valve_type", "1") ","
                     C ("set_duration", "600") "," C ("remaining_duration", "240"))) },
  { "button", "Bedside button", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("stateless_programmable_switch", C ("programmable_switch_event", "0"))) },
  { "battery", "Weather station", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("battery", C ("battery_level", "15") "," C ("charging_state", "0") ","
                     C ("status_low_battery", "1"))) },
  { "filter", "Kitchen hood", BO_STATUS_SYNCED,
    DEVICE (SERVICE ("filter_maintenance", C ("filter_change_indication", "1") "," C ("filter_life_level", "8") ","
                     C ("reset_filter_indication", "1"))) },
  { "unknown", "Something new", BO_STATUS_UNREADABLE,
    DEVICE ("{\"id\":\"s\",\"service_type\":\"x_aquarium\",\"name\":\"Aquarium\",\"characteristics\":["
            "{\"id\":\"a\",\"characteristic_type\":\"x_flow\",\"value\":12,\"format\":\"int\",\"min_value\":0,"
            "\"max_value\":40,\"is_writable\":true,\"is_readable\":true},"
            "{\"id\":\"b\",\"characteristic_type\":\"x_light\",\"value\":true,\"format\":\"bool\","
            "\"is_writable\":true,\"is_readable\":true},"
            "{\"id\":\"c\",\"characteristic_type\":\"x_label\",\"value\":\"Reef\",\"format\":\"string\","
            "\"is_writable\":true,\"is_readable\":true},"
            "{\"id\":\"d\",\"characteristic_type\":\"x_salinity\",\"value\":35.1,\"format\":\"float\","
            "\"is_writable\":false,\"is_readable\":true}]}") },
};

void
_bo_gallery_add_entity (BoModelBatch *batch,
                        const char   *id,
                        const char   *type,
                        const char   *name,
                        const char   *content,
                        BoSyncStatus  status)
{
  g_autoptr (BoEntity) entity = bo_entity_new (id, "2026-01-01T00:00:00.000000+00:00-000001-gallery", type, name,
                                               content, NULL, "gallery", NULL);

  bo_model_batch_add_entity (batch, entity, status, NULL, NULL);
}

void
_bo_gallery_add_edge (BoModelBatch *batch,
                      const char   *from,
                      const char   *type,
                      const char   *to)
{
  g_autofree char *id = g_strconcat (from, "-", to, NULL);
  g_autoptr (BoEdge) edge = bo_edge_new (id, from, "", to, "", type, "{}", NULL, 0);

  bo_model_batch_add_edge (batch, edge);
}

/* Below, above, and outside with a value that the tile doesn't show. */
static void
find_uncomfortable (BoModel *model)
{
  static const struct
  {
    const char *accessory;
    const char *type;
    BoComfort   comfort;
  } comforts[] = {
    { "temperature", "current_temperature", { 15, 19.5 } },
    { "heater", "current_temperature", { NAN, 24 } },
    { "thermostat", "current_relative_humidity", { 50, NAN } },
    { "humidifier", "current_relative_humidity", { 30, 60 } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (comforts); i++)
    bo_characteristic_set_comfort (bo_model_lookup_characteristic (model, comforts[i].accessory, comforts[i].type),
                                   comforts[i].comfort);
}

BoModel *
_bo_gallery_home_new (void)
{
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  _bo_gallery_add_entity (batch, "home", "home", "Gallery", "{\"is_primary\":true}", BO_STATUS_SYNCED);
  _bo_gallery_add_entity (batch, "room", "room", "Show room", "{}", BO_STATUS_SYNCED);
  _bo_gallery_add_edge (batch, "room", "part_of", "home");
  for (size_t i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      _bo_gallery_add_entity (batch, devices[i].id, "device", devices[i].name, devices[i].content, devices[i].status);
      _bo_gallery_add_edge (batch, devices[i].id, "located_in", "room");
    }
  bo_model_apply (model, batch);
  find_uncomfortable (model);
  return model;
}
