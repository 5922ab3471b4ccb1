/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-digest.h"
#include "bo-wire-private.h"

/* One change of a page or a push (PROTOCOL §3). Reading sets a bad one apart (FAULTS §2). */

#define CHANGE "change"

void
_bo_wire_write_change (BoJsonWriter *writer, BoChange *change, bool response)
{
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "change_type", bo_change_type_to_string (change->type));
  bo_json_writer_key (writer, "entity");
  if (change->entity != NULL)
    bo_wire_write_entity (writer, change->entity, 0, 0, response);
  else
    bo_json_writer_null (writer);
  bo_json_writer_key (writer, "relationships");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < change->edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (change->edges, i);

      bo_wire_write_edge (writer, edge, !response || edge->updated_at == 0);
    }
  bo_json_writer_end_array (writer);
  if (change->device_name != NULL)
    bo_json_writer_member_string (writer, "device_name", change->device_name);
  bo_json_writer_end_object (writer);
}

static bool
is_printable (const char *text)
{
  for (; *text != '\0'; text++)
    if ((uint8_t) *text < 0x20 || *text == 0x7f)
      return false;
  return true;
}

static gboolean
check_names (BoEntity *entity, GError **error)
{
  size_t length = strlen (entity->id);

  if (length == 0 || length > BO_MAX_ID || !is_printable (entity->id))
    return _bo_wire_refuse (error, _("A change can't be used: its id is empty, too long, or holds control "
                                     "characters."));
  if (*entity->version == '\0' || !is_printable (entity->version))
    return _bo_wire_refuse (error, _("A change can't be used: its version is empty or holds control characters."));
  if (!bo_key_readable (entity->id) || !bo_key_readable (entity->version))
    return _bo_wire_refuse (error, _("A change can't be used: its id or its version holds U+FFFF, which is no "
                                     "character."));
  return TRUE;
}

static gboolean
read_entity (BoChange *change, BoWireMembers *members, GError **error)
{
  BoJson value = _bo_wire_member (members, "entity");

  if (bo_json_kind (value) == BO_JSON_KIND_NONE || bo_json_kind (value) == BO_JSON_KIND_NULL)
    return TRUE;
  change->entity = bo_wire_read_entity (value, error);
  return change->entity != NULL && check_names (change->entity, error);
}

static gboolean
read_edges (BoChange *change, BoWireMembers *members, GError **error)
{
  BoJson array = _bo_wire_member (members, "relationships"), value;
  BoJsonKind kind = bo_json_kind (array);
  BoJsonIter iter;

  if (kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_NULL)
    return TRUE;
  if (kind != BO_JSON_KIND_ARRAY)
    return _bo_wire_refuse_kind (error, BO_JSON_KIND_ARRAY, CHANGE, "relationships");
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      BoEdge *edge = bo_wire_read_edge (value, error);

      if (edge == NULL)
        return FALSE;
      g_ptr_array_add (change->edges, edge);
    }
  return TRUE;
}

static gboolean
read_change (BoChange *change, BoJson span, bool scanned, GError **error)
{
  BoJson object = span;
  BoWireMembers members;
  int type;

  if (span.length > BO_WIRE_MAX_CHANGE)
    return _bo_wire_refuse (error, _("A change can't be used: it is larger than 1 MiB."));
  if (!scanned &&
      !bo_json_scan (span.text, (gssize) span.length, BO_WIRE_CHANGE_DEPTH, BO_JSON_SCAN_STRICT, &object, error))
    return FALSE;
  if (!_bo_wire_list_members (&members, object, CHANGE, error))
    return FALSE;
  type = _bo_wire_find_name (_bo_change_types, _bo_wire_member (&members, "change_type"));
  if (type < 0)
    return _bo_wire_refuse (error, _("A change can't be used: its “change_type” is none of create, update and delete."));
  change->type = (BoChangeType) type;
  change->device_name = bo_json_dup_string (_bo_wire_member (&members, "device_name"));
  return read_entity (change, &members, error) && read_edges (change, &members, error);
}

/* The edges alone of a change that could be read before. */
GPtrArray *
_bo_wire_read_edges (BoJson span, bool scanned)
{
  g_autoptr(BoChange) change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  BoJson object = span;
  BoWireMembers members;

  if ((scanned || bo_json_scan (span.text, (gssize) span.length, BO_WIRE_CHANGE_DEPTH, BO_JSON_SCAN_STRICT, &object,
                                NULL)) &&
      _bo_wire_list_members (&members, object, CHANGE, NULL))
    read_edges (change, &members, NULL);
  return g_ptr_array_ref (change->edges);
}

/* (nullable): the id or version of what can't be read, so that it is counted */
static char *
dup_key (BoJson value)
{
  g_autoptr(GBytes) bytes = bo_json_dup_bytes (value);

  return bytes != NULL ? bo_key_escape (bytes) : NULL;
}

/* Reads a change out of text that was scanned, strictly (@scanned) or laxly. What can't be read comes
   back with its problem, its text, and whatever id and version can be made out. Never fails. */
BoChange *
_bo_wire_read_change (BoJson span, bool scanned)
{
  g_autoptr(BoChange) change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_autoptr(GError) error = NULL;
  BoJson entity;

  if (read_change (change, span, scanned, &error))
    return g_steal_pointer (&change);
  g_clear_pointer (&change->entity, bo_entity_unref);
  g_ptr_array_set_size (change->edges, 0);
  entity = bo_json_member (span, "entity");
  change->problem = g_strdup (error->message);
  change->raw = span.length <= BO_WIRE_MAX_CHANGE ? bo_json_dup (span) : NULL;
  change->id = dup_key (bo_json_member (entity, "id"));
  change->version = dup_key (bo_json_member (entity, "version"));
  return g_steal_pointer (&change);
}
