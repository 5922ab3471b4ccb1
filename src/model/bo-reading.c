/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-reading.h"

#include "bo-parse-private.h"

static bool
is_measured (BoAccessoryData *accessory,
             const char      *path)
{
  for (unsigned int i = 0; i < accessory->services->len; i++)
    {
      BoServiceData *service = g_ptr_array_index (accessory->services, i);

      for (unsigned int j = 0; j < service->characteristics->len; j++)
        {
          BoCharacteristicData *characteristic = g_ptr_array_index (service->characteristics, j);

          if (characteristic->spec != NULL && !characteristic->writable
              && bo_json_path_covers (characteristic->path, path))
            return true;
        }
    }
  return false;
}

static bool
all_measured (BoAccessoryData *accessory,
              GPtrArray       *changes)
{
  for (unsigned int i = 0; i < changes->len; i++)
    if (!is_measured (accessory, ((BoJsonChange *) g_ptr_array_index (changes, i))->path))
      return false;
  return changes->len > 0;
}

/**
 * bo_reading_is_all:
 * @parent: the version it was made from
 * @version: a later version of the same accessory
 *
 * Whether @version says nothing new but what a sensor measured: every value that differs is one
 * that nobody can write. What the catalogue doesn't know counts as written by somebody. Any thread.
 *
 * Returns: whether no person needs it to find again what they wrote
 */
bool
bo_reading_is_all (BoEntity *parent,
                   BoEntity *version)
{
  g_autoptr (BoParsed) parsed = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (parent != NULL && version != NULL, false);

  parsed = _bo_parsed_new (version, BO_STATUS_SYNCED, NULL, NULL);
  if (parsed->accessory == NULL)
    return false;
  before = bo_entity_to_document (parent);
  after = bo_entity_to_document (version);
  changes = bo_json_diff (bo_json_wrap (before), bo_json_wrap (after));
  return all_measured (parsed->accessory, changes);
}
