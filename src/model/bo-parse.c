/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-parse-private.h"

#include <string.h>

/* Where documents keep their text, in the order of preference. */
static const char *const body_members[] = {
  "body", "text", "content", "markdown", "description", "instructions", "note", "summary", NULL
};

void
_bo_scene_action_free (BoSceneAction *action)
{
  g_free (action->accessory_id);
  g_free (action->characteristic_id);
  g_free (action->value);
  g_free (action);
}

static void
user_data_free (BoUserData *user)
{
  g_free (user->id);
  g_free (user->name);
  g_free (user->path);
  g_free (user);
}

static BoUserData *
parse_user (BoJson json,
            size_t index)
{
  BoUserData *user = g_new0 (BoUserData, 1);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, index);
  g_autofree char *segment = NULL;

  user->id = bo_json_member_string (json, "id");
  user->name = bo_json_member_string (json, "name");
  if (user->name == NULL)
    user->name = g_strdup ("");
  segment = user->id != NULL ? g_strconcat ("=", user->id, NULL) : g_strdup (number);
  user->path = bo_json_path_append ("/content/users", segment);
  if (user->id == NULL)
    user->id = g_steal_pointer (&number);
  user->is_administrator = bo_json_member_bool (json, "is_administrator", false);
  user->is_owner = bo_json_member_bool (json, "is_owner", false);
  user->remote_access_allowed = bo_json_member_bool (json, "remote_access_allowed", false);
  return user;
}

static GPtrArray *
parse_users (BoJson content)
{
  GPtrArray *users = g_ptr_array_new_with_free_func ((GDestroyNotify) user_data_free);
  BoJsonIter iter;
  BoJson user;
  size_t index = 0;

  bo_json_iter_init (&iter, bo_json_member (content, "users"));
  while (bo_json_iter_next (&iter, NULL, &user))
    {
      if (bo_json_kind (user) == BO_JSON_KIND_OBJECT)
        g_ptr_array_add (users, parse_user (user, index));
      index++;
    }

  return users;
}

static GPtrArray *
parse_actions (BoJson content)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_scene_action_free);
  BoJsonIter iter;
  BoJson json;

  bo_json_iter_init (&iter, bo_json_member (content, "actions"));
  while (bo_json_iter_next (&iter, NULL, &json))
    {
      BoSceneAction *action;
      BoJson value = bo_json_member (json, "value");

      if (bo_json_kind (json) != BO_JSON_KIND_OBJECT)
        continue;
      action = g_new0 (BoSceneAction, 1);
      action->accessory_id = bo_json_member_string (json, "accessory_id");
      action->characteristic_id = bo_json_member_string (json, "characteristic_id");
      action->value = value.length > 0 ? bo_json_dup (value) : g_strdup ("null");
      g_ptr_array_add (actions, action);
    }

  return actions;
}

static void
parse_body (BoParsed *self,
            BoJson    content)
{
  for (size_t i = 0; body_members[i] != NULL; i++)
    {
      self->body = bo_json_member_string (content, body_members[i]);
      if (self->body == NULL)
        continue;
      self->body_path = bo_json_path_append ("/content", body_members[i]);
      return;
    }

  self->body = g_strdup ("");
  self->body_path = g_strdup ("/content/body");
}

static BoKind
kind_of (BoEntity *entity,
         BoJson    content)
{
  static const struct
  {
    const char *type;
    BoKind      kind;
  } kinds[] = {
    { "home", BO_KIND_HOME },
    { "zone", BO_KIND_ZONE },
    { "room", BO_KIND_ROOM },
    { "device", BO_KIND_ACCESSORY },
  };

  if (bo_entity_is_deleted (entity))
    return BO_KIND_NONE;

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].type, entity->entity_type) == 0)
      return kinds[i].kind;

  if (strcmp (entity->entity_type, "automation") == 0 && bo_json_string_is (bo_json_member (content, "kind"), "scene"))
    return BO_KIND_SCENE;

  return BO_KIND_DOCUMENT;
}

/* Reads one entity; nothing in it makes that fail. From any thread. */
BoParsed *
_bo_parsed_new (BoEntity          *entity,
                BoSyncStatus      status,
                const char        *problem,
                const char *const *pending_paths)
{
  BoParsed *self = g_new0 (BoParsed, 1);
  BoJson content = bo_json_wrap (entity->content);

  self->ref_count = 1;
  self->entity = bo_entity_ref (entity);
  self->kind = kind_of (entity, content);
  self->status = status;
  self->problem = g_strdup (problem);
  self->pending_paths = g_strdupv ((char **) pending_paths);

  if (self->kind == BO_KIND_HOME)
    {
      self->is_primary = bo_json_member_bool (content, "is_primary", false);
      self->users = parse_users (content);
    }
  else if (self->kind == BO_KIND_ACCESSORY)
    {
      self->accessory = _bo_accessory_data_new (entity, content);
      _bo_accessory_data_mark_pending (self->accessory, self->pending_paths);
    }
  else if (self->kind == BO_KIND_SCENE)
    self->actions = parse_actions (content);
  else if (self->kind == BO_KIND_DOCUMENT)
    parse_body (self, content);

  return self;
}

BoParsed *
_bo_parsed_ref (BoParsed *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
_bo_parsed_unref (BoParsed *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  bo_entity_unref (self->entity);
  g_free (self->problem);
  g_strfreev (self->pending_paths);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->accessory, _bo_accessory_data_free);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_free (self->body);
  g_free (self->body_path);
  g_free (self);
}
