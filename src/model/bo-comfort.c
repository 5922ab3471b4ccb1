/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-comfort.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>
#include <string.h>

#include "bo-series.h"
#include "bo-things-private.h"

/* --- limits --- */

static double
read_limit (const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (number) ? number : NAN;
}

BoComfort
bo_comfort_parse (const char *text)
{
  BoComfort comfort;
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ";", -1) : NULL;

  if (parts == NULL || g_strv_length (parts) != 2)
    return BO_COMFORT_NONE;

  comfort = (BoComfort){ read_limit (parts[0]), read_limit (parts[1]) };
  return comfort.low >= comfort.high ? BO_COMFORT_NONE : comfort;
}

char *
bo_comfort_format (BoComfort comfort)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE] = "", high[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (isnan (comfort.low) && isnan (comfort.high))
    return NULL;
  if (!isnan (comfort.low))
    g_ascii_dtostr (low, sizeof low, comfort.low);
  if (!isnan (comfort.high))
    g_ascii_dtostr (high, sizeof high, comfort.high);
  return g_strconcat (low, ";", high, NULL);
}

int
bo_comfort_side (BoComfort comfort,
                 double    value)
{
  if (!isnan (comfort.low) && value < comfort.low)
    return -1;

  return !isnan (comfort.high) && value > comfort.high ? 1 : 0;
}

/* --- of an accessory --- */

static bool
is_uncomfortable (BoCharacteristic *characteristic)
{
  return bo_comfort_side (bo_characteristic_get_comfort (characteristic),
                          bo_characteristic_get_double (characteristic, NAN)) != 0;
}

static BoCharacteristic *
find_in (BoService *service)
{
  GPtrArray *characteristics = _bo_service_peek (service);

  for (unsigned int i = 0; i < characteristics->len; i++)
    if (is_uncomfortable (g_ptr_array_index (characteristics, i)))
      return g_ptr_array_index (characteristics, i);
  return NULL;
}

/**
 * bo_accessory_get_uncomfortable:
 * @self: an accessory
 *
 * Returns: (nullable) (transfer none): what it measures and lies outside what a person finds comfortable; that of its
 *   primary service first
 */
BoCharacteristic *
bo_accessory_get_uncomfortable (BoAccessory *self)
{
  BoService *primary;
  BoCharacteristic *found;
  GPtrArray *services;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  primary = bo_accessory_get_primary_service (self);
  services = _bo_accessory_peek (self);
  found = primary != NULL ? find_in (primary) : NULL;
  for (unsigned int i = 0; i < services->len && found == NULL; i++)
    found = find_in (g_ptr_array_index (services, i));
  return found;
}

/**
 * bo_accessory_dup_discomfort:
 * @self: an accessory
 * @side: (out) (optional): -1 for below, 1 for above
 *
 * Returns: (nullable) (transfer full): what lies outside what a person finds comfortable, in words: "Current
 *   temperature below your limits"; %NULL where nothing does
 */
char *
bo_accessory_dup_discomfort (BoAccessory *self,
                             int         *side)
{
  BoCharacteristic *found = bo_accessory_get_uncomfortable (self);
  const char *label;
  int where;

  if (found == NULL)
    return NULL;

  label = bo_characteristic_get_label (found);
  where = bo_comfort_side (bo_characteristic_get_comfort (found), bo_characteristic_get_double (found, NAN));
  if (side != NULL)
    *side = where;
  /* Translators: %s is what is measured: "Current temperature below your limits" */
  return where < 0 ? g_strdup_printf (_ ("%s below your limits"), label)
                   : g_strdup_printf (_ ("%s above your limits"), label);
}
