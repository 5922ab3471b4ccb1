/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-state-badge.h"
#include "bo-tile-private.h"

#define LATELY_US (INT64_C (2) * 60 * 60 * G_USEC_PER_SEC)

/* Of what is noticed rather than set, it matters since when. */
static bool
is_noticed (BoService *service)
{
  static const char *const ids[] = {
    "carbon_dioxide_sensor", "carbon_monoxide_sensor", "contact_sensor", "doorbell", "leak_sensor", "motion_sensor",
    "occupancy_sensor", "smoke_sensor", "stateless_programmable_switch", NULL,
  };
  const BoServiceSpec *spec = bo_service_get_spec (service);

  return spec != NULL && spec->tile_state != NULL && g_strv_contains (ids, spec->id);
}

/* Of what is measured, where it is going. */
static bool
is_measured (BoService *service)
{
  static const char *const ids[] = { "air_quality_sensor", "humidity_sensor", "light_sensor", "temperature_sensor", NULL };
  const BoServiceSpec *spec = bo_service_get_spec (service);

  return spec != NULL && spec->tile_state != NULL && g_strv_contains (ids, spec->id);
}

BoCharacteristic *
_bo_tile_noticed (BoAccessory *accessory)
{
  BoService *service = bo_accessory_get_primary_service (accessory);

  return service != NULL && (is_noticed (service) || is_measured (service))
           ? bo_service_find (service, bo_service_get_spec (service)->tile_state)
           : NULL;
}

/* An arrow, where it went up or down of late; what stood still for long says nothing any more. */
static char *
with_trend (const char *summary, BoCharacteristic *measured)
{
  int trend = bo_characteristic_get_trend (measured);

  if (trend == 0 || bo_clock_now () - bo_characteristic_get_since (measured) > LATELY_US)
    return g_strdup (summary);
  /* Translators: a reading, and an arrow for where it is going: "21.3 °C ↑" */
  return g_strdup_printf (trend > 0 ? _("%s ↑") : _("%s ↓"), summary);
}

static char *
say (BoAccessory *accessory)
{
  BoService *service = bo_accessory_get_primary_service (accessory);

  /* What doesn't answer says so in its badge; here is what was last known of it. */
  if (service != NULL && !bo_accessory_get_reachable (accessory))
    return bo_service_get_summary (service);
  return bo_accessory_get_summary (accessory);
}

char *
_bo_tile_dup_summary (BoAccessory *accessory)
{
  g_autofree char *summary = say (accessory);
  BoCharacteristic *noticed = _bo_tile_noticed (accessory);
  int64_t since = noticed != NULL ? bo_characteristic_get_since (noticed) : 0;
  BoValue value = { .kind = BO_VALUE_NONE };
  g_autofree char *when = NULL;

  if (noticed != NULL && is_measured (bo_characteristic_get_service (noticed)))
    return with_trend (summary, noticed);
  if (noticed != NULL)
    value = bo_characteristic_get_value (noticed);
  if (since <= 0 || !bo_value_is_number (&value) || *summary == '\0')
    return g_steal_pointer (&summary);
  when = bo_age_to_text (since);
  /* Translators: what a sensor noticed, and when: "Motion · 14:02" */
  return g_strdup_printf (_("%1$s · %2$s"), summary, when);
}
