/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* More values than a preset can have, more presets than a person tells apart. */
#define BO_PRESET_MAX_VALUES 4
#define BO_PRESETS_MAX 12

typedef struct
{
  const char *type;  /* of a characteristic, as the catalogue has it */
  double      value;
} BoPresetValue;

/**
 * BoPreset:
 *
 * A colour, or a position, that a person gave a name. Immutable. Fits every service that has what it sets.
 */
#define BO_TYPE_PRESET (bo_preset_get_type ())
G_DECLARE_FINAL_TYPE (BoPreset, bo_preset, BO, PRESET, GObject)

/* (nullable) (transfer full): NULL where @values are none, too many, or of unknown types. @name has no control
   characters afterwards. */
BoPreset            *bo_preset_new          (const char *name, const BoPresetValue *values, size_t n_values);
/* (nullable) (transfer full): how @service stands now; @name nullable: called what it is */
BoPreset            *bo_preset_new_of       (BoService *service, const char *name);
/* (nullable): "color", "position": which presets a service has; a string that stays */
const char          *bo_preset_kind_of      (BoService *service);
const char          *bo_preset_get_name     (BoPreset *self);
const BoPresetValue *bo_preset_get_values   (BoPreset *self, size_t *n_values);
/* Whether @service has, and lets one write, all that it sets; whether it stands so. */
bool                 bo_preset_fits         (BoPreset *self, BoService *service);
bool                 bo_preset_matches      (BoPreset *self, BoService *service);
/* (transfer full): "Pale Blue", "2700 K", "40 %" */
char                *bo_preset_to_text      (BoPreset *self);
/* Of a colour: how it looks. Of a position: false, and how far open, 0…100. */
bool                 bo_preset_get_look     (BoPreset *self, GdkRGBA *color, double *position);

G_END_DECLS
