/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-safety.h"

#include <string.h>

#include "bo-characteristic.h"
#include "bo-service.h"

#define DAY (24 * 60 * 60)
#define TEN_MINUTES (10 * 60)

static const BoSafety comfort = { BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_NONE, DAY, false };
static const BoSafety mechanical = { BO_SAFETY_CLASS_B, BO_SAFETY_DIRECTION_NONE, TEN_MINUTES, false };
static const BoSafety toward = { BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, DAY, false };
static const BoSafety away = { BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, TEN_MINUTES, true };

/* Writing @value (ANY_OTHER: whatever no row before names) to @characteristic of @service
   (NULL: of any service). The first row that fits decides. */
typedef enum
{
  RULE_EQUALS,
  RULE_ANY,
} RuleMatch;

typedef struct
{
  const char     *service;
  const char     *characteristic;
  RuleMatch       match;
  int             value;
  const BoSafety *safety;
} Rule;

static const Rule rules[] = {
  /* Locks, wherever they sit: a garage door carries one too. */
  { NULL, "lock_target_state", RULE_EQUALS, 1, &toward },
  { NULL, "lock_target_state", RULE_ANY, 0, &away },
  { NULL, "target_door_state", RULE_EQUALS, 1, &toward },
  { NULL, "target_door_state", RULE_ANY, 0, &away },
  /* Home, away and night arm it; between them nobody is less safe. */
  { NULL, "security_system_target_state", RULE_EQUALS, 0, &toward },
  { NULL, "security_system_target_state", RULE_EQUALS, 1, &toward },
  { NULL, "security_system_target_state", RULE_EQUALS, 2, &toward },
  { NULL, "security_system_target_state", RULE_ANY, 0, &away },
  { NULL, "lock_management_auto_security_timeout", RULE_ANY, 0, &mechanical },
  { NULL, "administrator_only_access", RULE_EQUALS, 1, &toward },
  { NULL, "administrator_only_access", RULE_ANY, 0, &away },
  /* Water: off is towards safety. */
  { "valve", "active", RULE_EQUALS, 0, &toward },
  { "valve", "active", RULE_ANY, 0, &away },
  { "faucet", "active", RULE_EQUALS, 0, &toward },
  { "faucet", "active", RULE_ANY, 0, &away },
  { "irrigation_system", "active", RULE_EQUALS, 0, &toward },
  { "irrigation_system", "active", RULE_ANY, 0, &away },
  /* Stop has to be quick, or not at all. */
  { NULL, "hold_position", RULE_ANY, 0, &mechanical },
  { NULL, "target_position", RULE_ANY, 0, &mechanical },
  { NULL, "target_horizontal_tilt_angle", RULE_ANY, 0, &mechanical },
  { NULL, "target_vertical_tilt_angle", RULE_ANY, 0, &mechanical },
  { NULL, "target_tilt_angle", RULE_ANY, 0, &mechanical },
  /* Keys and steps mean now, not later. */
  { NULL, "remote_key", RULE_ANY, 0, &mechanical },
  { NULL, "volume_selector", RULE_ANY, 0, &mechanical },
  { NULL, "identify", RULE_ANY, 0, &mechanical },
};

static bool
rule_fits (const Rule    *rule,
           const char    *service,
           const char    *characteristic,
           const BoValue *value)
{
  if (rule->service != NULL && g_strcmp0 (rule->service, service) != 0)
    return false;
  if (strcmp (rule->characteristic, characteristic) != 0)
    return false;

  return rule->match == RULE_ANY || (bo_value_is_number (value) && value->number == rule->value);
}

static BoSafety
safety_of (const BoServiceSpec        *service,
           const BoCharacteristicSpec *characteristic,
           const BoValue              *value)
{
  if (characteristic != NULL)
    for (size_t i = 0; i < G_N_ELEMENTS (rules); i++)
      if (rule_fits (&rules[i], service != NULL ? service->id : NULL, characteristic->id, value))
        return *rules[i].safety;

  /* Nobody knows what an unknown service or characteristic moves. */
  return service == NULL || characteristic == NULL ? mechanical : comfort;
}

/**
 * bo_safety_of_write:
 * @service: (nullable): what kind of service is written to: an id, alias or UUID
 * @characteristic: (nullable): which characteristic
 * @json: (nullable): the new value, JSON text in any form
 *
 * How a write is treated (UX §2): how long it may wait and whether a person
 * has to be asked. A value that can't be read counts as away from safety where
 * the characteristic has such a direction.
 *
 * Returns: the treatment
 */
BoSafety
bo_safety_of_write (const char *service,
                    const char *characteristic,
                    const char *json)
{
  const BoCharacteristicSpec *spec = bo_catalogue_characteristic (characteristic);
  BoValue value = { .kind = BO_VALUE_NONE };

  if (spec != NULL && json != NULL)
    value = bo_value_read (&spec->type, bo_json_wrap (json));

  return safety_of (bo_catalogue_service (service), spec, &value);
}

/* A heater doesn't go on late, where nobody expects it any more; that it goes off may wait. */
static BoSafety
safety_of_heater (const BoValue *value)
{
  return bo_value_is_number (value) && value->number == 0 ? toward : mechanical;
}

static bool
switches_heater (BoCharacteristic *self,
                 BoService        *service)
{
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (self);

  return service != NULL && bo_service_get_drives_heater (service) && spec != NULL && strcmp (spec->id, "on") == 0;
}

/**
 * bo_characteristic_get_safety:
 * @self: a characteristic
 * @json: (nullable): the new value, JSON text in any form
 *
 * As bo_safety_of_write(), for this characteristic of its service. A heater on
 * a switch can't be told from a lamp on one, but a person may say that it is one
 * (bo_service_set_drives_heater()).
 *
 * Returns: the treatment
 */
BoSafety
bo_characteristic_get_safety (BoCharacteristic *self,
                              const char       *json)
{
  BoService *service;
  BoValue value = { .kind = BO_VALUE_NONE };

  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), away);

  service = bo_characteristic_get_service (self);
  if (json != NULL)
    value = bo_value_read (bo_characteristic_get_value_type (self), bo_json_wrap (json));
  if (switches_heater (self, service))
    return safety_of_heater (&value);

  return safety_of (service != NULL ? bo_service_get_spec (service) : NULL, bo_characteristic_get_spec (self), &value);
}

/**
 * bo_safety_of_authoring:
 *
 * Returns: how an edit of names, rooms and documents is treated: it never expires
 *   (`expiry_seconds` is 0)
 */
BoSafety
bo_safety_of_authoring (void)
{
  return (BoSafety){ BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_NONE, 0, false };
}
