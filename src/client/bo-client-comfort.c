/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* Between which values it is comfortable: a setting for each characteristic that has limits, told to the model. */

#define PREFIX "comfort."

static char *
key_of (BoCharacteristic *characteristic)
{
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);

  if (accessory == NULL)
    return NULL;
  return g_strdup_printf (PREFIX "%s/%s", bo_thing_get_id (BO_THING (accessory)),
                          bo_characteristic_get_id (characteristic));
}

/* An id may hold any character: it is known by what the key begins with. */
static void
apply (BoClient   *self,
       const char *key,
       const char *text,
       const char *id)
{
  BoCharacteristic *characteristic;
  const char *rest = key + strlen (PREFIX);
  size_t length = strlen (id);

  if (strncmp (rest, id, length) != 0 || rest[length] != '/')
    return;
  characteristic = bo_model_lookup_characteristic (self->model, id, rest + length + 1);
  if (characteristic != NULL)
    bo_characteristic_set_comfort (characteristic, bo_comfort_parse (text));
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
    for (size_t i = 0; g_str_has_prefix (key, PREFIX) && ids[i] != NULL; i++)
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

  key = key_of (characteristic);
  if (key == NULL)
    return;
  text = bo_comfort_format (comfort);
  bo_client_set_setting (self, key, text);
  bo_characteristic_set_comfort (characteristic, comfort);
}
