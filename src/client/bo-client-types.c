/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-types.h"

/**
 * bo_write_new:
 * @accessory_id: whose
 * @characteristic_id: which
 * @value: JSON text
 *
 * Returns: (transfer full): one value to write
 */
BoWrite *
bo_write_new (const char *accessory_id,
              const char *characteristic_id,
              const char *value)
{
  BoWrite *write = g_new (BoWrite, 1);

  *write = (BoWrite){ g_strdup (accessory_id), g_strdup (characteristic_id), g_strdup (value) };
  return write;
}

/**
 * bo_write_free:
 * @write: (transfer full): what to free
 */
void
bo_write_free (BoWrite *write)
{
  g_free (write->accessory_id);
  g_free (write->characteristic_id);
  g_free (write->value);
  g_free (write);
}
