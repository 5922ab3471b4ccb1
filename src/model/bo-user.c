/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-user.h"

#include "bo-things-private.h"

struct _BoUser
{
  GObject parent_instance;

  char *id;
  char *name;
  char *path;
  bool  is_administrator;
  bool  is_owner;
  bool  remote_access_allowed;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_IS_ADMINISTRATOR,
  PROP_IS_OWNER,
  PROP_REMOTE_ACCESS_ALLOWED,
} BoUserProperty;

static GParamSpec *properties[PROP_REMOTE_ACCESS_ALLOWED + 1];

G_DEFINE_FINAL_TYPE (BoUser, bo_user, G_TYPE_OBJECT)

static void
bo_user_finalize (GObject *object)
{
  BoUser *self = BO_USER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (bo_user_parent_class)->finalize (object);
}

static void
bo_user_get_property (GObject    *object,
                      unsigned    property_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  BoUser *self = BO_USER (object);

  switch ((BoUserProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_IS_ADMINISTRATOR:
      g_value_set_boolean (value, self->is_administrator);
      break;
    case PROP_IS_OWNER:
      g_value_set_boolean (value, self->is_owner);
      break;
    case PROP_REMOTE_ACCESS_ALLOWED:
      g_value_set_boolean (value, self->remote_access_allowed);
      break;
    }
}

static void
bo_user_class_init (BoUserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_user_finalize;
  object_class->get_property = bo_user_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_IS_ADMINISTRATOR] = g_param_spec_boolean ("is-administrator", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OWNER] = g_param_spec_boolean ("is-owner", NULL, NULL, FALSE, flags);
  properties[PROP_REMOTE_ACCESS_ALLOWED] = g_param_spec_boolean ("remote-access-allowed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_user_init (BoUser *self)
{
}

static bool
update_flag (BoUser     *self,
             bool       *flag,
             bool        value,
             GParamSpec *pspec)
{
  if (*flag == value)
    return false;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  return true;
}

bool
_bo_user_update (BoUser           *self,
                 const BoUserData *data)
{
  bool changed = false;

  if (g_strcmp0 (self->name, data->name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (data->name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
      changed = true;
    }
  changed |= update_flag (self, &self->is_administrator, data->is_administrator, properties[PROP_IS_ADMINISTRATOR]);
  changed |= update_flag (self, &self->is_owner, data->is_owner, properties[PROP_IS_OWNER]);
  changed |= update_flag (self, &self->remote_access_allowed, data->remote_access_allowed,
                          properties[PROP_REMOTE_ACCESS_ALLOWED]);
  return changed;
}

BoUser *
_bo_user_new (const BoUserData *data)
{
  BoUser *self = g_object_new (BO_TYPE_USER, NULL);

  self->id = g_strdup (data->id);
  self->path = g_strdup (data->path);
  _bo_user_update (self, data);
  return self;
}

/**
 * bo_user_get_id:
 * @self: a user
 *
 * Returns: the id in the home's content; its place there where it has none
 */
const char *
bo_user_get_id (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), NULL);

  return self->id;
}

/**
 * bo_user_get_name:
 * @self: a user
 *
 * Returns: the person's name; may be empty
 */
const char *
bo_user_get_name (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), NULL);

  return self->name;
}

/**
 * bo_user_get_is_administrator:
 * @self: a user
 *
 * Returns: whether the person may change the home itself
 */
bool
bo_user_get_is_administrator (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), false);

  return self->is_administrator;
}

/**
 * bo_user_get_is_owner:
 * @self: a user
 *
 * Returns: whether the home is theirs
 */
bool
bo_user_get_is_owner (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), false);

  return self->is_owner;
}

/**
 * bo_user_get_remote_access_allowed:
 * @self: a user
 *
 * Returns: whether the person may reach the home from elsewhere
 */
bool
bo_user_get_remote_access_allowed (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), false);

  return self->remote_access_allowed;
}

/**
 * bo_user_get_path:
 * @self: a user
 *
 * Returns: where the user stands in the home's document, for edits
 */
const char *
bo_user_get_path (BoUser *self)
{
  g_return_val_if_fail (BO_IS_USER (self), NULL);

  return self->path;
}
