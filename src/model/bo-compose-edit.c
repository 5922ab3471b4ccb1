/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-compose-private.h"

/**
 * bo_compose_user:
 * @draft: a draft
 * @home: the home
 * @id: the new user's id
 * @name: the person's name
 * @is_administrator: may change the home itself
 * @is_owner: the home is theirs
 * @remote_access_allowed: may reach it from elsewhere
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_user (BoDraft     *draft,
                 BoHome      *home,
                 const char  *id,
                 const char  *name,
                 bool         is_administrator,
                 bool         is_owner,
                 bool         remote_access_allowed,
                 GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);
  g_autofree char *segment = g_strconcat ("=", id, NULL);
  g_autofree char *path = bo_json_path_append ("/content/users", segment);
  g_autoptr (BoJsonWriter) writer = NULL;
  g_autofree char *json = NULL;

  if (checked == NULL)
    return FALSE;

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", id);
  bo_json_writer_member_string (writer, "name", checked);
  bo_json_writer_member_bool (writer, "is_administrator", is_administrator);
  bo_json_writer_member_bool (writer, "is_owner", is_owner);
  bo_json_writer_member_bool (writer, "remote_access_allowed", remote_access_allowed);
  bo_json_writer_end_object (writer);
  json = bo_json_writer_end (g_steal_pointer (&writer), NULL);
  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (home)), path, json);
  return TRUE;
}

/**
 * bo_compose_remove_user:
 * @draft: a draft
 * @home: the home
 * @user: one of its users
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE for the owner
 */
gboolean
bo_compose_remove_user (BoDraft *draft,
                        BoHome  *home,
                        BoUser  *user,
                        GError **error)
{
  if (bo_user_get_is_owner (user))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   _ ("“%s” owns this home and stays in it. Make somebody else the owner first."),
                   bo_user_get_name (user));
      return FALSE;
    }

  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (home)), bo_user_get_path (user), NULL);
  return TRUE;
}

static void
add_flag_edit (BoDraft    *draft,
               BoHome     *home,
               BoUser     *user,
               const char *member,
               bool        before,
               bool        after)
{
  g_autofree char *path = bo_json_path_append (bo_user_get_path (user), member);

  if (before != after)
    _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (home)), path, after ? "true" : "false");
}

/* One home, one owner. */
static void
take_ownership (BoDraft *draft,
                BoHome  *home,
                BoUser  *owner)
{
  GListModel *users = bo_home_get_users (home);

  for (unsigned i = 0; i < g_list_model_get_n_items (users); i++)
    {
      g_autoptr (BoUser) user = g_list_model_get_item (users, i);

      if (user != owner)
        add_flag_edit (draft, home, user, "is_owner", bo_user_get_is_owner (user), false);
    }
}

/**
 * bo_compose_edit_user:
 * @draft: a draft
 * @home: the home
 * @user: one of its users
 * @name: the person's name
 * @is_administrator: may change the home itself; the owner always may
 * @is_owner: the home is theirs, and nobody else's
 * @remote_access_allowed: may reach it from elsewhere
 * @error: return location
 *
 * Adds what differs, and nothing where nothing does.
 *
 * Returns: whether it can be done; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for
 *   the name, %BO_ERROR_USAGE where the home would have no owner any more
 */
gboolean
bo_compose_edit_user (BoDraft     *draft,
                      BoHome      *home,
                      BoUser      *user,
                      const char  *name,
                      bool         is_administrator,
                      bool         is_owner,
                      bool         remote_access_allowed,
                      GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);

  if (checked == NULL)
    return FALSE;
  if (bo_user_get_is_owner (user) && !is_owner)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   _ ("“%s” owns this home. Make somebody else the owner first."), bo_user_get_name (user));
      return FALSE;
    }

  if (g_strcmp0 (checked, bo_user_get_name (user)) != 0 && !bo_compose_rename_user (draft, home, user, checked, error))
    return FALSE;
  add_flag_edit (draft, home, user, "is_administrator", bo_user_get_is_administrator (user),
                 is_administrator || is_owner);
  add_flag_edit (draft, home, user, "is_owner", bo_user_get_is_owner (user), is_owner);
  add_flag_edit (draft, home, user, "remote_access_allowed", bo_user_get_remote_access_allowed (user),
                 remote_access_allowed);
  if (is_owner)
    take_ownership (draft, home, user);
  return TRUE;
}

static gboolean
add_name_edit (BoDraft     *draft,
               const char  *entity_id,
               const char  *path,
               const char  *name,
               GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);
  g_autofree char *quoted = checked != NULL ? bo_json_quote (checked) : NULL;

  if (checked == NULL)
    return FALSE;

  _bo_draft_add_edit (draft, entity_id, path, quoted);
  return TRUE;
}

/**
 * bo_compose_rename:
 * @draft: a draft
 * @thing: what to rename
 * @name: its new name
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_rename (BoDraft     *draft,
                   BoThing     *thing,
                   const char  *name,
                   GError     **error)
{
  return add_name_edit (draft, bo_thing_get_id (thing), "/name", name, error);
}

/**
 * bo_compose_rename_service:
 * @draft: a draft
 * @service: a service that the content lists
 * @name: its new name
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE also for a service that was derived, which has
 *   no place for a name
 */
gboolean
bo_compose_rename_service (BoDraft     *draft,
                           BoService   *service,
                           const char  *name,
                           GError     **error)
{
  BoAccessory *accessory = bo_service_get_accessory (service);
  g_autofree char *path = bo_json_path_append (bo_service_get_path (service), "name");

  if (accessory == NULL || bo_accessory_get_derived (accessory))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                           _ ("The service has no name of its own. Rename the accessory instead."));
      return FALSE;
    }

  return add_name_edit (draft, bo_thing_get_id (BO_THING (accessory)), path, name, error);
}

/**
 * bo_compose_rename_user:
 * @draft: a draft
 * @home: the home
 * @user: one of its users
 * @name: the new name
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_rename_user (BoDraft     *draft,
                        BoHome      *home,
                        BoUser      *user,
                        const char  *name,
                        GError     **error)
{
  g_autofree char *path = bo_json_path_append (bo_user_get_path (user), "name");

  return add_name_edit (draft, bo_thing_get_id (BO_THING (home)), path, name, error);
}

/**
 * bo_compose_set_file:
 * @draft: a draft
 * @document: a document
 * @description: (nullable): JSON text of the file that belongs to it
 */
void
bo_compose_set_file (BoDraft    *draft,
                     BoDocument *document,
                     const char *description)
{
  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (document)), "/content/file", description);
}

/**
 * bo_compose_set_body:
 * @draft: a draft
 * @document: a document
 * @body: its new text
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_TOO_LARGE for more than content may hold
 */
gboolean
bo_compose_set_body (BoDraft     *draft,
                     BoDocument  *document,
                     const char  *body,
                     GError     **error)
{
  g_autofree char *quoted = bo_json_quote (body);

  if (strlen (quoted) > BO_MAX_CONTENT - 4096)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE, _ ("The text is too long to be kept. Shorten it."));
      return FALSE;
    }

  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (document)), bo_document_get_body_path (document), quoted);
  return TRUE;
}

static bool
is_placement (BoEdge *edge)
{
  return strcmp (edge->type, "located_in") == 0 || strcmp (edge->type, "contained_in") == 0;
}

static bool
has_edge_id (GPtrArray  *edges,
             const char *id)
{
  for (unsigned i = 0; i < edges->len; i++)
    if (strcmp (((BoEdge *) g_ptr_array_index (edges, i))->id, id) == 0)
      return true;

  return false;
}

/* An edge that was moved keeps the id that once followed from its first room. */
static void
add_free_edge (BoDraft    *draft,
               GPtrArray  *edges,
               const char *from_id,
               const char *to_id)
{
  g_autofree char *id = _bo_compose_derive_id (from_id, "located_in", to_id);

  while (has_edge_id (edges, id))
    {
      g_autofree char *taken = g_steal_pointer (&id);
      id = _bo_compose_derive_id (taken, "located_in", to_id);
    }
  _bo_draft_add_edge_with_id (draft, id, from_id, "located_in", to_id, "{}");
}

/* The edges from @entity_id to @from_id lead to @to_id from now on (NULL: nowhere); without any,
   and with somewhere to go, there is a new one. */
static void
redirect (BoDraft    *draft,
          BoModel    *model,
          const char *entity_id,
          const char *from_id,
          const char *to_id)
{
  g_autoptr (GPtrArray) edges = bo_model_get_edges (model, entity_id, NULL);
  bool arrived = false;

  for (unsigned i = 0; to_id != NULL && i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);

      arrived |= is_placement (edge) && strcmp (edge->from_id, entity_id) == 0 && strcmp (edge->to_id, to_id) == 0;
    }

  for (unsigned i = 0; from_id != NULL && i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);

      if (!is_placement (edge) || strcmp (edge->from_id, entity_id) != 0 || strcmp (edge->to_id, from_id) != 0)
        continue;
      _bo_draft_change_edge (draft, edge, arrived ? NULL : to_id);
      arrived = true;
    }

  if (!arrived && to_id != NULL)
    add_free_edge (draft, edges, entity_id, to_id);
}

/**
 * bo_compose_move_accessory:
 * @draft: a draft
 * @model: the model
 * @accessory: what to move
 * @from: (nullable): the room it leaves; %NULL: the first it is in, if any
 * @to: (nullable): where to; %NULL: "No room"
 *
 * The edge of the room one moved from changes; other rooms it is in stay (DESIGN §2).
 */
void
bo_compose_move_accessory (BoDraft     *draft,
                           BoModel     *model,
                           BoAccessory *accessory,
                           BoRoom      *from,
                           BoRoom      *to)
{
  if (from == NULL)
    from = bo_accessory_get_room (accessory);
  if (from == to)
    return;

  redirect (draft, model, bo_thing_get_id (BO_THING (accessory)),
            from != NULL ? bo_thing_get_id (BO_THING (from)) : NULL,
            to != NULL ? bo_thing_get_id (BO_THING (to)) : NULL);
}

/**
 * bo_compose_move_room:
 * @draft: a draft
 * @model: the model
 * @room: what to move
 * @zone: (nullable): where to; %NULL: into no zone
 */
void
bo_compose_move_room (BoDraft *draft,
                      BoModel *model,
                      BoRoom  *room,
                      BoZone  *zone)
{
  BoZone *from = bo_room_get_zone (room);

  if (from == zone)
    return;

  redirect (draft, model, bo_thing_get_id (BO_THING (room)), from != NULL ? bo_thing_get_id (BO_THING (from)) : NULL,
            zone != NULL ? bo_thing_get_id (BO_THING (zone)) : NULL);
}

/* Those in @moved are dealt with already. */
static void
remove_with_edges (BoDraft    *draft,
                   BoModel    *model,
                   const char *id,
                   GHashTable *moved)
{
  g_autoptr (GPtrArray) edges = bo_model_get_edges (model, id, NULL);

  for (unsigned i = 0; i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);

      if (moved == NULL || !g_hash_table_contains (moved, edge->id))
        _bo_draft_change_edge (draft, edge, NULL);
    }
  g_ptr_array_add (draft->removed, g_strdup (id));
}

/**
 * bo_compose_remove_room:
 * @draft: a draft
 * @model: the model
 * @room: what to remove
 * @move_to: (nullable): where its accessories go; %NULL: into "No room"
 *
 * The accessories stay (DESIGN §2).
 */
void
bo_compose_remove_room (BoDraft *draft,
                        BoModel *model,
                        BoRoom  *room,
                        BoRoom  *move_to)
{
  g_autoptr (GHashTable) moved = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *accessories = bo_room_get_accessories (room);
  unsigned before = draft->edges->len;

  for (unsigned i = 0; move_to != NULL && i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      bo_compose_move_accessory (draft, model, accessory, room, move_to);
    }
  for (unsigned i = before; i < draft->edges->len; i++)
    g_hash_table_add (moved, ((BoDraftEdge *) g_ptr_array_index (draft->edges, i))->id);
  remove_with_edges (draft, model, bo_thing_get_id (BO_THING (room)), moved);
}

/**
 * bo_compose_remove:
 * @draft: a draft
 * @model: the model
 * @thing: what to remove, with the edges that touch it
 */
void
bo_compose_remove (BoDraft *draft,
                   BoModel *model,
                   BoThing *thing)
{
  remove_with_edges (draft, model, bo_thing_get_id (thing), NULL);
}

/**
 * bo_compose_remove_service:
 * @draft: a draft
 * @service: a service that the content lists; one that was derived stays
 */
void
bo_compose_remove_service (BoDraft   *draft,
                           BoService *service)
{
  BoAccessory *accessory = bo_service_get_accessory (service);

  if (accessory == NULL || bo_accessory_get_derived (accessory))
    return;

  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (accessory)), bo_service_get_path (service), NULL);
}

/**
 * bo_compose_set:
 * @draft: a draft
 * @thing: whose
 * @path: in its document
 * @json: (nullable): JSON text; %NULL removes what is there
 */
void
bo_compose_set (BoDraft    *draft,
                BoThing    *thing,
                const char *path,
                const char *json)
{
  _bo_draft_add_edit (draft, bo_thing_get_id (thing), path, json);
}

/**
 * bo_compose_put_back:
 * @draft: a draft
 * @past: a model of another time
 * @now: the home as it is
 * @thing: of @past
 *
 * What was removed is made again, with the edges it had, as far as they lead to what is there.
 */
void
bo_compose_put_back (BoDraft *draft,
                     BoModel *past,
                     BoModel *now,
                     BoThing *thing)
{
  const char *id = bo_thing_get_id (thing);
  g_autoptr (GPtrArray) edges = bo_model_get_edges (past, id, NULL);

  g_ptr_array_add (draft->entities, bo_entity_ref (bo_thing_get_entity (thing)));
  for (unsigned i = 0; i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);
      const char *other = strcmp (edge->from_id, id) == 0 ? edge->to_id : edge->from_id;

      if (bo_model_lookup (now, other) != NULL)
        _bo_draft_add_edge_with_id (draft, edge->id, edge->from_id, edge->type, edge->to_id, edge->properties);
    }
}

/**
 * bo_compose_value:
 * @draft: a draft
 * @characteristic: what to set
 * @input: what a person or a script wrote
 * @error: return location
 *
 * Returns: whether it was added; errors as of bo_characteristic_edit_value()
 */
gboolean
bo_compose_value (BoDraft           *draft,
                  BoCharacteristic  *characteristic,
                  const char        *input,
                  GError           **error)
{
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);
  g_autofree char *json = bo_characteristic_edit_value (characteristic, input, error);

  g_return_val_if_fail (accessory != NULL, FALSE);

  if (json == NULL)
    return FALSE;
  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (accessory)), bo_characteristic_get_path (characteristic),
                      json);
  return TRUE;
}
