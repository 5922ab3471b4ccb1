/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accessory.h"
#include "bo-service.h"
#include "bo-things-private.h"

/* What a television can show: services of its accessory, told apart by a number. */

static int64_t
number (BoService  *service,
        const char *type,
        int64_t     fallback)
{
  BoCharacteristic *characteristic = bo_service_find (service, type);

  return characteristic != NULL ? bo_characteristic_get_int (characteristic, fallback) : fallback;
}

/**
 * bo_service_get_source_identifier:
 * @self: a service
 *
 * Returns: the number by which a television chooses @self as what it shows; -1 where it is no input source, isn't
 *   set up, or is hidden
 */
int64_t
bo_service_get_source_identifier (BoService *self)
{
  const BoServiceSpec *spec;

  g_return_val_if_fail (BO_IS_SERVICE (self), -1);

  spec = bo_service_get_spec (self);
  if (spec == NULL || !g_str_equal (spec->id, "input_source") || number (self, "is_configured", 1) == 0
      || number (self, "current_visibility_state", 0) == 1)
    return -1;
  return number (self, "identifier", -1);
}

static char *
text (BoService  *self,
      const char *type)
{
  BoCharacteristic *characteristic = bo_service_find (self, type);
  BoValue value = { .kind = BO_VALUE_NONE };
  g_autofree char *found = NULL;

  if (characteristic != NULL)
    value = bo_characteristic_get_value (characteristic);
  if (value.kind == BO_VALUE_STRING)
    found = bo_json_dup_string (value.raw);
  return found != NULL && *found != '\0' ? g_steal_pointer (&found) : NULL;
}

/**
 * bo_service_dup_source_name:
 * @self: an input source
 *
 * Returns: (transfer full): what people call it; else what it is called
 */
char *
bo_service_dup_source_name (BoService *self)
{
  char *name;

  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  name = text (self, "configured_name");
  if (name == NULL)
    name = text (self, "name");
  return name != NULL ? name : g_strdup (bo_service_get_label (self));
}

/**
 * bo_service_get_active_source:
 * @self: a television
 *
 * Returns: (nullable) (transfer none): the input source it shows
 */
BoService *
bo_service_get_active_source (BoService *self)
{
  BoAccessory *accessory;
  GPtrArray *services;
  int64_t active;

  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  accessory = bo_service_get_accessory (self);
  services = accessory != NULL ? _bo_accessory_peek (accessory) : NULL;
  active = number (self, "active_identifier", -1);
  for (unsigned int i = 0; services != NULL && active >= 0 && i < services->len; i++)
    if (bo_service_get_source_identifier (g_ptr_array_index (services, i)) == active)
      return g_ptr_array_index (services, i);
  return NULL;
}
