/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-wire-private.h"

/* Entities and edges on the wire (PROTOCOL §1), both ways. */

#define ENTITY "entity"
#define EDGE "relationship"

/* The hub's own row times carry no offset. */
static void
write_row_time (BoJsonWriter *writer, const char *name, int64_t time_us)
{
  g_autofree char *text = bo_time_format (time_us);

  text[strlen (text) - strlen ("+00:00")] = '\0';
  bo_json_writer_member_string (writer, name, text);
}

/**
 * bo_wire_write_entity:
 * @writer: where a value is due
 * @entity: what to write
 * @created_us: hub's row time in µs since 1970 UTC, 0 to leave both times out
 * @updated_us: likewise
 * @checksum: whether to write `checksum` (changes of a response do, pushes and rows don't)
 *
 * Writes an entity in the key order of the recorded exchanges, content byte for byte.
 */
void
bo_wire_write_entity (BoJsonWriter *writer,
                      BoEntity     *entity,
                      int64_t       created_us,
                      int64_t       updated_us,
                      bool          checksum)
{
  g_return_if_fail (writer != NULL && entity != NULL);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", entity->id);
  bo_json_writer_member_string (writer, "version", entity->version);
  bo_json_writer_member_string (writer, "entity_type", entity->entity_type);
  bo_json_writer_member_string (writer, "name", entity->name);
  bo_json_writer_member_raw (writer, "content", entity->content);
  bo_json_writer_member_string (writer, "source_type", entity->source_type);
  bo_json_writer_member_string (writer, "user_id", entity->user_id);
  bo_json_writer_key (writer, "parent_versions");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; entity->parent_versions[i] != NULL; i++)
    bo_json_writer_string (writer, entity->parent_versions[i]);
  bo_json_writer_end_array (writer);
  if (checksum)
    bo_json_writer_member_string (writer, "checksum", entity->checksum);
  if (created_us != 0)
    {
      write_row_time (writer, "created_at", created_us);
      write_row_time (writer, "updated_at", updated_us);
    }
  bo_json_writer_end_object (writer);
}

/**
 * bo_wire_write_edge:
 * @writer: where a value is due
 * @edge: what to write
 * @pins_only_as_pushed: whether to write only the members a push has; else author and row times too
 *
 * Writes a relationship in the key order of the recorded exchanges.
 */
void
bo_wire_write_edge (BoJsonWriter *writer, BoEdge *edge, bool pins_only_as_pushed)
{
  g_return_if_fail (writer != NULL && edge != NULL);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", edge->id);
  bo_json_writer_member_string (writer, "from_entity_id", edge->from_id);
  bo_json_writer_member_string (writer, "from_entity_version", edge->from_version);
  bo_json_writer_member_string (writer, "to_entity_id", edge->to_id);
  bo_json_writer_member_string (writer, "to_entity_version", edge->to_version);
  bo_json_writer_member_string (writer, "relationship_type", edge->type);
  bo_json_writer_member_raw (writer, "properties", edge->properties);
  if (!pins_only_as_pushed)
    {
      bo_json_writer_member_string (writer, "user_id", edge->user_id);
      write_row_time (writer, "created_at", edge->updated_at);
      write_row_time (writer, "updated_at", edge->updated_at);
    }
  bo_json_writer_end_object (writer);
}

static gboolean
take_object (BoWireMembers *members, const char *name, char **text, GError **error)
{
  BoJson value = _bo_wire_member (members, name);

  switch (bo_json_kind (value))
    {
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
      *text = g_strdup ("{}");
      return TRUE;
    case BO_JSON_KIND_OBJECT:
      *text = bo_json_dup (value);
      return TRUE;
    case BO_JSON_KIND_BOOL:
    case BO_JSON_KIND_NUMBER:
    case BO_JSON_KIND_STRING:
    case BO_JSON_KIND_ARRAY:
      break;
    }
  return _bo_wire_refuse_kind (error, BO_JSON_KIND_OBJECT, members->what, name);
}

static gboolean
take_parents (BoWireMembers *members, GStrvBuilder *parents, GError **error)
{
  BoJson array = _bo_wire_member (members, "parent_versions");
  BoJsonKind kind = bo_json_kind (array);
  BoJsonIter iter;
  BoJson value;

  if (kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_NULL)
    return TRUE;
  if (kind != BO_JSON_KIND_ARRAY)
    return _bo_wire_refuse_kind (error, BO_JSON_KIND_ARRAY, ENTITY, "parent_versions");
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *parent = bo_json_dup_string (value);

      if (parent == NULL)
        return _bo_wire_refuse (error, _("An entity can't be used: one of its parent versions is no proper string."));
      g_strv_builder_add (parents, parent);
    }
  return TRUE;
}

/**
 * bo_wire_read_entity:
 * @object: an object that bo_json_scan() accepted
 * @error: return location
 *
 * Reads an entity. Unknown members are left out, unknown types and odd versions kept as they
 * are; `content`, `source_type`, `user_id` and `parent_versions` may be missing (FAULTS §2).
 * Lengths and printability are the caller's to judge.
 *
 * Returns: (transfer full): the entity, or %NULL with %BO_ERROR_INVALID_DATA
 */
BoEntity *
bo_wire_read_entity (BoJson object, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *id = NULL, *version = NULL, *type = NULL, *name = NULL, *content = NULL;
  g_autofree char *source = NULL, *user = NULL;
  g_auto(GStrv) parents = NULL;
  BoWireMembers members;

  if (!_bo_wire_list_members (&members, object, ENTITY, error) ||
      !(id = _bo_wire_take_string (&members, "id", error)) ||
      !(version = _bo_wire_take_string (&members, "version", error)) ||
      !(type = _bo_wire_take_string (&members, "entity_type", error)) ||
      !(name = _bo_wire_take_string (&members, "name", error)) ||
      !take_object (&members, "content", &content, error) ||
      !_bo_wire_take_nullable (&members, "source_type", &source, error) ||
      !_bo_wire_take_nullable (&members, "user_id", &user, error) ||
      !take_parents (&members, builder, error))
    return NULL;
  parents = g_strv_builder_end (builder);
  return bo_entity_new (id, version, type, name, content, source, user, (const char *const *) parents);
}

static int64_t
take_time (BoWireMembers *members, const char *name)
{
  g_autofree char *text = bo_json_dup_string (_bo_wire_member (members, name));
  int64_t time_us = 0;

  if (text == NULL || !bo_time_parse (text, &time_us, NULL))
    return 0;
  return time_us;
}

/**
 * bo_wire_read_edge:
 * @object: an object that bo_json_scan() accepted
 * @error: return location
 *
 * Reads a relationship, pushed or listed.
 *
 * Returns: (transfer full): the edge, or %NULL with %BO_ERROR_INVALID_DATA
 */
BoEdge *
bo_wire_read_edge (BoJson object, GError **error)
{
  g_autofree char *id = NULL, *from = NULL, *from_version = NULL, *to = NULL, *to_version = NULL;
  g_autofree char *type = NULL, *properties = NULL, *user = NULL;
  BoWireMembers members;

  if (!_bo_wire_list_members (&members, object, EDGE, error) ||
      !(id = _bo_wire_take_string (&members, "id", error)) ||
      !(from = _bo_wire_take_string (&members, "from_entity_id", error)) ||
      !(from_version = _bo_wire_take_string (&members, "from_entity_version", error)) ||
      !(to = _bo_wire_take_string (&members, "to_entity_id", error)) ||
      !(to_version = _bo_wire_take_string (&members, "to_entity_version", error)) ||
      !(type = _bo_wire_take_string (&members, "relationship_type", error)) ||
      !take_object (&members, "properties", &properties, error) ||
      !_bo_wire_take_nullable (&members, "user_id", &user, error))
    return NULL;
  return bo_edge_new (id, from, from_version, to, to_version, type, properties, user,
                      take_time (&members, "updated_at"));
}
