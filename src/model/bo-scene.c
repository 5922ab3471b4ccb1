/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-scene.h"

#include "bo-things-private.h"

struct _BoScene
{
  BoThing parent_instance;

  unsigned n_actions;
};

typedef enum
{
  PROP_N_ACTIONS = 1,
} BoSceneProperty;

static GParamSpec *properties[PROP_N_ACTIONS + 1];

G_DEFINE_FINAL_TYPE (BoScene, bo_scene, BO_TYPE_THING)

static void
bo_scene_update (BoThing *thing,
                 gpointer update,
                 gpointer parsed)
{
  BoScene *self = BO_SCENE (thing);
  unsigned n_actions = ((BoParsed *) parsed)->actions->len;

  if (self->n_actions == n_actions)
    return;
  self->n_actions = n_actions;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIONS]);
}

static void
bo_scene_get_property (GObject    *object,
                       unsigned    property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  switch ((BoSceneProperty) property_id)
    {
    case PROP_N_ACTIONS:
      g_value_set_uint (value, BO_SCENE (object)->n_actions);
      break;
    }
}

static void
bo_scene_class_init (BoSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bo_scene_get_property;
  BO_THING_CLASS (klass)->update = bo_scene_update;

  properties[PROP_N_ACTIONS] =
    g_param_spec_uint ("n-actions", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_scene_init (BoScene *self)
{
}

/**
 * bo_scene_get_n_actions:
 * @self: a scene
 *
 * Returns: how many steps it has
 */
size_t
bo_scene_get_n_actions (BoScene *self)
{
  g_return_val_if_fail (BO_IS_SCENE (self), 0);

  return self->n_actions;
}

/**
 * bo_scene_get_action:
 * @self: a scene
 * @index: below bo_scene_get_n_actions()
 *
 * Returns: (transfer none): the step, valid until the scene changes
 */
const BoSceneAction *
bo_scene_get_action (BoScene *self,
                     size_t   index)
{
  g_return_val_if_fail (BO_IS_SCENE (self), NULL);
  g_return_val_if_fail (index < self->n_actions, NULL);

  return g_ptr_array_index (_bo_thing_get_parsed (BO_THING (self))->actions, index);
}
