/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-catalogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-catalogue-private.h"

static const char *const format_names[] = {
  [BO_FORMAT_UNKNOWN] = "",    [BO_FORMAT_BOOL] = "bool",     [BO_FORMAT_INT] = "int",
  [BO_FORMAT_FLOAT] = "float", [BO_FORMAT_STRING] = "string", [BO_FORMAT_UINT8] = "uint8",
  [BO_FORMAT_UINT16] = "uint16", [BO_FORMAT_UINT32] = "uint32", [BO_FORMAT_UINT64] = "uint64",
  [BO_FORMAT_DATA] = "data",   [BO_FORMAT_TLV8] = "tlv8",
};

static const char *const unit_names[] = {
  [BO_UNIT_NONE] = "",           [BO_UNIT_CELSIUS] = "celsius", [BO_UNIT_PERCENTAGE] = "percentage",
  [BO_UNIT_ARCDEGREES] = "arcdegrees", [BO_UNIT_LUX] = "lux",   [BO_UNIT_SECONDS] = "seconds",
  [BO_UNIT_PPM] = "ppm",         [BO_UNIT_UG_M3] = "ug_m3",     [BO_UNIT_MIRED] = "mired",
};

static int
compare_name (const void *key,
              const void *entry)
{
  return strcmp (key, ((const BoCatalogueName *) entry)->name);
}

static int
find_name (const BoCatalogueName *names,
           size_t                 n_names,
           const char            *name)
{
  const BoCatalogueName *found;
  g_autofree char *lower = NULL;

  if (name == NULL)
    return -1;

  lower = g_ascii_strdown (name, -1);
  found = bsearch (lower, names, n_names, sizeof *names, compare_name);
  return found != NULL ? found->at : -1;
}

/**
 * bo_catalogue_service:
 * @name: (nullable): an id, an alias, or a HAP UUID, short or long, in any case
 *
 * Finds a kind of service. From any thread.
 *
 * Returns: (nullable) (transfer none): what the catalogue says of it; static
 */
const BoServiceSpec *
bo_catalogue_service (const char *name)
{
  int at = find_name (_bo_catalogue_service_names, _bo_catalogue_n_service_names, name);

  return at < 0 ? NULL : &_bo_catalogue_services[at];
}

/**
 * bo_catalogue_characteristic:
 * @name: (nullable): an id, an alias, or a HAP UUID, short or long, in any case
 *
 * Finds a kind of characteristic. From any thread.
 *
 * Returns: (nullable) (transfer none): what the catalogue says of it; static
 */
const BoCharacteristicSpec *
bo_catalogue_characteristic (const char *name)
{
  int at = find_name (_bo_catalogue_characteristic_names, _bo_catalogue_n_characteristic_names, name);

  return at < 0 ? NULL : &_bo_catalogue_characteristics[at];
}

/**
 * bo_catalogue_category:
 * @name: (nullable): a category's id or alias, in any case
 *
 * Finds a category of accessories. From any thread.
 *
 * Returns: (nullable) (transfer none): the category; static
 */
const BoCategorySpec *
bo_catalogue_category (const char *name)
{
  int at = find_name (_bo_catalogue_category_names, _bo_catalogue_n_category_names, name);

  return at < 0 ? NULL : &_bo_catalogue_categories[at];
}

/**
 * bo_catalogue_category_by_value:
 * @value: the category's number in HAP
 *
 * Returns: (nullable) (transfer none): the category; static
 */
const BoCategorySpec *
bo_catalogue_category_by_value (int value)
{
  for (size_t i = 0; i < _bo_catalogue_n_categories; i++)
    if (_bo_catalogue_categories[i].value == value)
      return &_bo_catalogue_categories[i];

  return NULL;
}

/**
 * bo_catalogue_services:
 * @n_services: (out): how many
 *
 * Returns: (array length=n_services) (transfer none): every service, by id
 */
const BoServiceSpec *
bo_catalogue_services (size_t *n_services)
{
  g_return_val_if_fail (n_services != NULL, NULL);

  *n_services = _bo_catalogue_n_services;
  return _bo_catalogue_services;
}

/**
 * bo_catalogue_characteristics:
 * @n_characteristics: (out): how many
 *
 * Returns: (array length=n_characteristics) (transfer none): every characteristic, by id
 */
const BoCharacteristicSpec *
bo_catalogue_characteristics (size_t *n_characteristics)
{
  g_return_val_if_fail (n_characteristics != NULL, NULL);

  *n_characteristics = _bo_catalogue_n_characteristics;
  return _bo_catalogue_characteristics;
}

/**
 * bo_catalogue_categories:
 * @n_categories: (out): how many
 *
 * Returns: (array length=n_categories) (transfer none): every category, by number
 */
const BoCategorySpec *
bo_catalogue_categories (size_t *n_categories)
{
  g_return_val_if_fail (n_categories != NULL, NULL);

  *n_categories = _bo_catalogue_n_categories;
  return _bo_catalogue_categories;
}

/**
 * bo_service_spec_label:
 * @spec: a service of the catalogue
 *
 * Returns: its translated name
 */
const char *
bo_service_spec_label (const BoServiceSpec *spec)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "service", spec->name);
}

/**
 * bo_characteristic_spec_label:
 * @spec: a characteristic of the catalogue
 *
 * Returns: its translated name
 */
const char *
bo_characteristic_spec_label (const BoCharacteristicSpec *spec)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "characteristic", spec->name);
}

/**
 * bo_category_spec_label:
 * @spec: a category of the catalogue
 *
 * Returns: its translated name
 */
const char *
bo_category_spec_label (const BoCategorySpec *spec)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "category", spec->name);
}

/**
 * bo_valid_value_label:
 * @type: the type @value belongs to
 * @value: one of its valid values
 *
 * Returns: its translated label: "Locked"
 */
const char *
bo_valid_value_label (const BoValueType  *type,
                      const BoValidValue *value)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, type->characteristic ? type->characteristic : "value", value->label);
}

/**
 * bo_format_from_string:
 * @name: (nullable): `bool`, `uint8`, …
 *
 * Returns: the format, %BO_FORMAT_UNKNOWN for a name that is none
 */
BoFormat
bo_format_from_string (const char *name)
{
  for (size_t i = 1; name != NULL && i < G_N_ELEMENTS (format_names); i++)
    if (g_ascii_strcasecmp (name, format_names[i]) == 0)
      return (BoFormat) i;

  return BO_FORMAT_UNKNOWN;
}

/**
 * bo_format_to_string:
 * @format: a format
 *
 * Returns: its name, "" for %BO_FORMAT_UNKNOWN
 */
const char *
bo_format_to_string (BoFormat format)
{
  return format_names[format];
}

/**
 * bo_unit_from_string:
 * @name: (nullable): `celsius`, `percentage`, …
 *
 * Returns: the unit; %BO_UNIT_OTHER for a name that is none of them
 */
BoUnit
bo_unit_from_string (const char *name)
{
  if (name == NULL || *name == '\0')
    return BO_UNIT_NONE;

  for (size_t i = 1; i < G_N_ELEMENTS (unit_names); i++)
    if (g_ascii_strcasecmp (name, unit_names[i]) == 0)
      return (BoUnit) i;

  return BO_UNIT_OTHER;
}

/**
 * bo_unit_to_string:
 * @unit: a unit
 *
 * Returns: its name, "" for none and for %BO_UNIT_OTHER
 */
const char *
bo_unit_to_string (BoUnit unit)
{
  return unit < G_N_ELEMENTS (unit_names) ? unit_names[unit] : "";
}

/**
 * bo_format_is_integer:
 * @format: a format
 *
 * Returns: whether values are whole numbers
 */
bool
bo_format_is_integer (BoFormat format)
{
  return format == BO_FORMAT_INT || (format >= BO_FORMAT_UINT8 && format <= BO_FORMAT_UINT64);
}

/**
 * bo_format_is_numeric:
 * @format: a format
 *
 * Returns: whether values are numbers
 */
bool
bo_format_is_numeric (BoFormat format)
{
  return format == BO_FORMAT_FLOAT || bo_format_is_integer (format);
}
