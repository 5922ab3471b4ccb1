/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"

G_BEGIN_DECLS

/**
 * BoScene:
 *
 * An automation of kind `scene`. Properties besides BoThing's: `n-actions`.
 */
#define BO_TYPE_SCENE (bo_scene_get_type ())
G_DECLARE_FINAL_TYPE (BoScene, bo_scene, BO, SCENE, BoThing)

/**
 * BoSceneAction:
 * @accessory_id: (nullable): whose
 * @characteristic_id: (nullable): an id, or a characteristic type
 * @value: JSON text
 *
 * One step of a scene. Read-only; lives as long as the scene is unchanged.
 */
struct _BoSceneAction
{
  char *accessory_id;
  char *characteristic_id;
  char *value;
};

size_t               bo_scene_get_n_actions (BoScene *self);
const BoSceneAction *bo_scene_get_action    (BoScene *self, size_t index);

G_END_DECLS
