/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-preset.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bo-color-disc.h"
#include "bo-draw-private.h"

#define MIRED 1e6
/* Less saturated is white: what a lamp's colour temperature says of it counts. */
#define WHITE 8
/* Devices round. */
#define NEAR 0.51

struct _BoPreset
{
  GObject       parent_instance;
  char         *name;
  size_t        n_values;
  BoPresetValue values[BO_PRESET_MAX_VALUES];
};

G_DEFINE_FINAL_TYPE (BoPreset, bo_preset, G_TYPE_OBJECT)

static void
bo_preset_finalize (GObject *object)
{
  g_free (BO_PRESET (object)->name);
  G_OBJECT_CLASS (bo_preset_parent_class)->finalize (object);
}

static void
bo_preset_class_init (BoPresetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_preset_finalize;
}

static void
bo_preset_init (BoPreset *self)
{
}

static char *
clean (const char *name)
{
  char *text = g_utf8_make_valid (name, -1);

  for (char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strstrip (text);
}

BoPreset *
bo_preset_new (const char          *name,
               const BoPresetValue *values,
               size_t               n_values)
{
  BoPreset *self;

  g_return_val_if_fail (name != NULL, NULL);
  if (n_values == 0 || n_values > BO_PRESET_MAX_VALUES)
    return NULL;
  for (size_t i = 0; i < n_values; i++)
    if (bo_catalogue_characteristic (values[i].type) == NULL || !isfinite (values[i].value))
      return NULL;
  self = g_object_new (BO_TYPE_PRESET, NULL);
  self->name = clean (name);
  self->n_values = n_values;
  for (size_t i = 0; i < n_values; i++)
    self->values[i] = (BoPresetValue){ bo_catalogue_characteristic (values[i].type)->id, values[i].value };
  return self;
}

/* --- what a service has --- */

static bool
has (BoService  *service,
     const char *type)
{
  BoCharacteristic *characteristic = bo_service_find (service, type);

  return characteristic != NULL && bo_characteristic_get_writable (characteristic);
}

static double
value_of (BoService  *service,
          const char *type)
{
  BoCharacteristic *characteristic = bo_service_find (service, type);

  return characteristic != NULL ? bo_characteristic_get_double (characteristic, NAN) : NAN;
}

const char *
bo_preset_kind_of (BoService *service)
{
  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);
  if ((has (service, "hue") && has (service, "saturation")) || has (service, "color_temperature"))
    return "color";
  return has (service, "target_position") ? "position" : NULL;
}

static size_t
take (BoService     *service,
      const char    *type,
      BoPresetValue *values,
      size_t         n)
{
  if (!has (service, type) || isnan (value_of (service, type)))
    return n;
  values[n] = (BoPresetValue){ type, value_of (service, type) };
  return n + 1;
}

static size_t
take_color (BoService     *service,
            BoPresetValue *values)
{
  bool white = !(value_of (service, "saturation") > WHITE);

  if (white && value_of (service, "color_temperature") > 0)
    return take (service, "color_temperature", values, 0);
  return take (service, "saturation", values, take (service, "hue", values, 0));
}

static size_t
take_position (BoService     *service,
               BoPresetValue *values)
{
  size_t n = take (service, "target_position", values, 0);

  n = take (service, "target_horizontal_tilt_angle", values, n);
  return take (service, "target_vertical_tilt_angle", values, n);
}

BoPreset *
bo_preset_new_of (BoService  *service,
                  const char *name)
{
  const char *kind = bo_preset_kind_of (service);
  BoPresetValue values[BO_PRESET_MAX_VALUES];
  g_autoptr (BoPreset) self = NULL;

  if (kind == NULL)
    return NULL;
  self = bo_preset_new (name != NULL ? name : "", values,
                        strcmp (kind, "color") == 0 ? take_color (service, values) : take_position (service, values));
  if (self != NULL && name == NULL)
    {
      g_free (self->name);
      self->name = bo_preset_to_text (self);
    }
  return g_steal_pointer (&self);
}

bool
bo_preset_fits (BoPreset  *self,
                BoService *service)
{
  g_return_val_if_fail (BO_IS_PRESET (self), false);
  for (size_t i = 0; i < self->n_values; i++)
    if (!has (service, self->values[i].type))
      return false;
  return true;
}

/* A lamp in a colour keeps its last colour temperature, and the other way round: what it shows counts. */
bool
bo_preset_matches (BoPreset  *self,
                   BoService *service)
{
  g_autoptr (BoPreset) now = NULL;

  g_return_val_if_fail (BO_IS_PRESET (self), false);
  now = bo_preset_new_of (service, "");
  if (now == NULL)
    return false;
  for (size_t i = 0; i < self->n_values; i++)
    {
      bool same = false;

      for (size_t j = 0; j < now->n_values; j++)
        same |= now->values[j].type == self->values[i].type
                && fabs (now->values[j].value - self->values[i].value) < NEAR;
      if (!same)
        return false;
    }
  return true;
}

/* --- what it is --- */

const char *
bo_preset_get_name (BoPreset *self)
{
  g_return_val_if_fail (BO_IS_PRESET (self), NULL);
  return self->name;
}

const BoPresetValue *
bo_preset_get_values (BoPreset *self,
                      size_t   *n_values)
{
  g_return_val_if_fail (BO_IS_PRESET (self), NULL);
  *n_values = self->n_values;
  return self->values;
}

static double
number (BoPreset   *self,
        const char *type)
{
  for (size_t i = 0; i < self->n_values; i++)
    if (strcmp (self->values[i].type, type) == 0)
      return self->values[i].value;
  return NAN;
}

char *
bo_preset_to_text (BoPreset *self)
{
  double position, tilt;

  g_return_val_if_fail (BO_IS_PRESET (self), NULL);
  if (number (self, "color_temperature") > 0)
    /* Translators: a colour temperature in kelvin */
    return g_strdup_printf (_("%d K"), (int) (round (MIRED / number (self, "color_temperature") / 50) * 50));
  if (!isnan (number (self, "hue")))
    return bo_color_name (number (self, "hue"), number (self, "saturation"));
  position = number (self, "target_position");
  tilt = number (self, "target_horizontal_tilt_angle");
  if (isnan (tilt))
    tilt = number (self, "target_vertical_tilt_angle");
  if (isnan (tilt))
    return g_strdup_printf (_("%d %%"), (int) round (position));
  /* Translators: how far open a blind is, and how its slats are turned, in degrees */
  return g_strdup_printf (_("%d %%, slats at %d°"), (int) round (position), (int) round (tilt));
}

bool
bo_preset_get_look (BoPreset *self,
                    GdkRGBA  *color,
                    double   *position)
{
  g_return_val_if_fail (BO_IS_PRESET (self), false);
  *position = number (self, "target_position");
  if (number (self, "color_temperature") > 0)
    bo_color_of_kelvin (MIRED / number (self, "color_temperature"), color);
  else if (!isnan (number (self, "hue")))
    _bo_color_of_hue (number (self, "hue"), number (self, "saturation"), color);
  else
    return false;
  return true;
}
