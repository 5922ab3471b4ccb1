/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* What this device knows of the parts of an accessory, a setting for each, told to the model: between which values of a
   characteristic it is comfortable, and which service drives a heater. */

#define COMFORT "comfort."
#define HEATER "heater."

/* (nullable): none for what has left its accessory */
static char *
key_of (const char  *prefix,
        BoAccessory *accessory,
        const char  *part)
{
  return accessory != NULL ? g_strdup_printf ("%s%s/%s", prefix, bo_thing_get_id (BO_THING (accessory)), part) : NULL;
}

/* (nullable): which part of @id it is about. An id may hold any character: it is known by what the key begins with. */
static const char *
part_of (const char *key,
         const char *prefix,
         const char *id)
{
  const char *rest = key + strlen (prefix);
  size_t length = strlen (id);

  if (!g_str_has_prefix (key, prefix) || strncmp (rest, id, length) != 0 || rest[length] != '/')
    return NULL;
  return rest + length + 1;
}

static void
apply (BoClient   *self,
       const char *key,
       const char *text,
       const char *id)
{
  const char *comfortable = part_of (key, COMFORT, id);
  const char *heating = part_of (key, HEATER, id);
  BoCharacteristic *characteristic =
    comfortable != NULL ? bo_model_lookup_characteristic (self->model, id, comfortable) : NULL;
  BoThing *thing = heating != NULL ? bo_model_lookup (self->model, id) : NULL;
  BoService *service = BO_IS_ACCESSORY (thing) ? bo_accessory_find_service (BO_ACCESSORY (thing), heating) : NULL;

  if (characteristic != NULL)
    bo_characteristic_set_comfort (characteristic, bo_comfort_parse (text));
  if (service != NULL)
    bo_service_set_drives_heater (service, bo_service_can_drive_heater (service));
}

/* The model knows nothing of what came anew. */
void
_bo_client_apply_comfort (BoClient          *self,
                          const char *const *ids)
{
  GHashTableIter iter;
  void *key, *text;

  if (self->settings == NULL)
    return;
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &key, &text))
    for (size_t i = 0; (g_str_has_prefix (key, COMFORT) || g_str_has_prefix (key, HEATER)) && ids[i] != NULL; i++)
      apply (self, key, text, ids[i]);
}

/**
 * bo_client_set_comfort:
 * @self: an open client
 * @characteristic: of its model, and measured
 * @comfort: between which values it is comfortable from now on
 *
 * Keeps it in the home's file, on this device alone; the model shows it at once.
 */
void
bo_client_set_comfort (BoClient         *self,
                       BoCharacteristic *characteristic,
                       BoComfort         comfort)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_CHARACTERISTIC (characteristic));

  key = key_of (COMFORT, bo_characteristic_get_accessory (characteristic), bo_characteristic_get_id (characteristic));
  if (key == NULL)
    return;
  text = bo_comfort_format (comfort);
  bo_characteristic_set_comfort (characteristic, comfort);
  bo_client_set_setting (self, key, text);
}

/**
 * bo_client_set_drives_heater:
 * @self: an open client
 * @service: of its model, which can drive a heater
 * @drives_heater: whether it does
 *
 * Keeps it in the home's file, on this device alone; what is written to it from now on waits for the hub no longer than
 * what moves something (UX §2), unless it switches off.
 */
void
bo_client_set_drives_heater (BoClient  *self,
                             BoService *service,
                             bool       drives_heater)
{
  g_autofree char *key = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_SERVICE (service));

  key = key_of (HEATER, bo_service_get_accessory (service), bo_service_get_id (service));
  if (key == NULL)
    return;
  bo_service_set_drives_heater (service, drives_heater);
  bo_client_set_setting (self, key, drives_heater ? "1" : NULL);
}
