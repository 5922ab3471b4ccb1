/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-trend.h"
#include "bo-since.h"

#define HOUR_US (60 * 60 * INT64_C (1000000))

double
bo_trend_margin (const BoCharacteristicSpec *spec)
{
  static const struct
  {
    const char *id;
    double      margin;
  } measured[] = {
    { "current_temperature", 0.2 },       /* K */
    { "current_relative_humidity", 2 },   /* % */
    { "current_ambient_light_level", 20 }, /* lx */
    { "air_quality", 1 },                 /* a step of five */
    { "carbon_dioxide_level", 50 },       /* ppm */
  };

  for (size_t i = 0; spec != NULL && i < G_N_ELEMENTS (measured); i++)
    if (g_str_equal (measured[i].id, spec->id))
      return measured[i].margin;
  return 0;
}

static bool
read_number (BoStoreVersion *version,
             const char     *path,
             double         *number)
{
  return bo_json_get_double (bo_since_value_in (version->entity, path), number);
}

int
bo_trend_of (GPtrArray  *versions,
             const char *path,
             double      margin)
{
  BoStoreVersion *newest = versions->len > 0 ? g_ptr_array_index (versions, versions->len - 1) : NULL;
  double is, was;

  if (newest == NULL || margin <= 0 || !read_number (newest, path, &is))
    return 0;

  was = is;
  for (unsigned int i = versions->len - 1; i > 0; i--)
    {
      BoStoreVersion *version = g_ptr_array_index (versions, i - 1);

      read_number (version, path, &was);
      if (newest->time_us - version->time_us >= HOUR_US)
        break;
    }
  return is - was >= margin ? 1 : was - is >= margin ? -1 : 0;
}
