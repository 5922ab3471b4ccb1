/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-home.h"

#include "bo-things-private.h"

struct _BoHome
{
  BoThing parent_instance;

  bool    is_primary;
  BoList *zones;
  BoList *rooms;
  BoList *accessories;
  BoList *no_room;
  BoList *users;
  BoList *scenes;
  BoList *documents;
};

typedef enum
{
  PROP_IS_PRIMARY = 1,
} BoHomeProperty;

static GParamSpec *properties[PROP_IS_PRIMARY + 1];

G_DEFINE_FINAL_TYPE (BoHome, bo_home, BO_TYPE_THING)

static BoUser *
find_user (BoHome     *self,
           const char *path)
{
  for (unsigned i = 0; i < _bo_list_size (self->users); i++)
    {
      BoUser *user = _bo_list_peek (self->users, i);

      if (g_strcmp0 (bo_user_get_path (user), path) == 0)
        return user;
    }

  return NULL;
}

static void
update_users (BoHome    *self,
              BoUpdate  *update,
              GPtrArray *users)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  for (unsigned i = 0; i < users->len; i++)
    {
      BoUserData *data = g_ptr_array_index (users, i);
      BoUser *found = find_user (self, data->path);
      g_autoptr (BoUser) user = NULL;
      g_autofree char *key = g_strdup_printf ("%06u", i);

      /* An id that stands there twice is shown twice. */
      if (found != NULL && !g_hash_table_contains (kept, found))
        user = g_object_ref (found);
      else
        user = _bo_user_new (data);
      _bo_update_touch (update, user);
      _bo_user_update (user, data);
      g_hash_table_add (kept, user);
      _bo_update_put (update, self->users, user, key);
    }

  for (unsigned i = 0; i < _bo_list_size (self->users); i++)
    {
      BoUser *user = _bo_list_peek (self->users, i);

      if (!g_hash_table_contains (kept, user))
        _bo_update_drop (update, self->users, user);
    }
}

static void
bo_home_update (BoThing *thing,
                gpointer update,
                gpointer data)
{
  BoHome *self = BO_HOME (thing);
  BoParsed *parsed = data;

  update_users (self, update, parsed->users);
  if (self->is_primary == parsed->is_primary)
    return;
  self->is_primary = parsed->is_primary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PRIMARY]);
}

static void
bo_home_finalize (GObject *object)
{
  BoHome *self = BO_HOME (object);

  g_clear_object (&self->zones);
  g_clear_object (&self->rooms);
  g_clear_object (&self->accessories);
  g_clear_object (&self->no_room);
  g_clear_object (&self->users);
  g_clear_object (&self->scenes);
  g_clear_object (&self->documents);

  G_OBJECT_CLASS (bo_home_parent_class)->finalize (object);
}

static void
bo_home_get_property (GObject    *object,
                      unsigned    property_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  switch ((BoHomeProperty) property_id)
    {
    case PROP_IS_PRIMARY:
      g_value_set_boolean (value, bo_home_get_is_primary (BO_HOME (object)));
      break;
    }
}

static void
bo_home_class_init (BoHomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_home_finalize;
  object_class->get_property = bo_home_get_property;
  BO_THING_CLASS (klass)->update = bo_home_update;

  properties[PROP_IS_PRIMARY] = g_param_spec_boolean (
    "is-primary", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_home_init (BoHome *self)
{
  self->zones = _bo_list_new (BO_TYPE_ZONE);
  self->rooms = _bo_list_new (BO_TYPE_ROOM);
  self->accessories = _bo_list_new (BO_TYPE_ACCESSORY);
  self->no_room = _bo_list_new (BO_TYPE_ACCESSORY);
  self->users = _bo_list_new (BO_TYPE_USER);
  self->scenes = _bo_list_new (BO_TYPE_SCENE);
  self->documents = _bo_list_new (BO_TYPE_DOCUMENT);
}

/**
 * bo_home_get_is_primary:
 * @self: a home
 *
 * Returns: whether its content calls it primary; see bo_model_get_primary_home()
 */
bool
bo_home_get_is_primary (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), false);

  return self->is_primary;
}

/**
 * bo_home_get_zones:
 * @self: a home
 *
 * Returns: (transfer none): of BoZone, by name; live
 */
GListModel *
bo_home_get_zones (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->zones);
}

/**
 * bo_home_get_rooms:
 * @self: a home
 *
 * Returns: (transfer none): of BoRoom, by name; live
 */
GListModel *
bo_home_get_rooms (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->rooms);
}

/**
 * bo_home_get_accessories:
 * @self: a home
 *
 * Returns: (transfer none): of BoAccessory, by name: all, in rooms or not; live
 */
GListModel *
bo_home_get_accessories (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->accessories);
}

/**
 * bo_home_get_no_room:
 * @self: a home
 *
 * Returns: (transfer none): of BoAccessory, by name: those in no room; live
 */
GListModel *
bo_home_get_no_room (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->no_room);
}

/**
 * bo_home_get_users:
 * @self: a home
 *
 * Returns: (transfer none): of BoUser, in the order of the content; live
 */
GListModel *
bo_home_get_users (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->users);
}

/**
 * bo_home_get_scenes:
 * @self: a home
 *
 * Returns: (transfer none): of BoScene, by name; live
 */
GListModel *
bo_home_get_scenes (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->scenes);
}

/**
 * bo_home_get_documents:
 * @self: a home
 *
 * Returns: (transfer none): of BoDocument, by name: all of this home, tied to something or
 *   not; live. What is tied to the home itself is in bo_thing_get_documents()
 */
GListModel *
bo_home_get_documents (BoHome *self)
{
  g_return_val_if_fail (BO_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->documents);
}

BoList *
_bo_home_zones (BoHome *self)
{
  return self->zones;
}

BoList *
_bo_home_rooms (BoHome *self)
{
  return self->rooms;
}

BoList *
_bo_home_accessories (BoHome *self)
{
  return self->accessories;
}

BoList *
_bo_home_no_room (BoHome *self)
{
  return self->no_room;
}

BoList *
_bo_home_scenes (BoHome *self)
{
  return self->scenes;
}

BoList *
_bo_home_documents (BoHome *self)
{
  return self->documents;
}
