/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-digest.h"
#include "bo-wire-private.h"

/* What a client reads (FAULTS §2): the envelope is checked strictly, then each change by itself,
   so that one bad change is set apart and the page goes on. */

#define PAGE NULL /* its members need nothing before their names */

/* One strict look at all of it, in which a change may be as deep as by itself. Nearly always that
   is enough; else values are found laxly, and each is looked at again: then it isn't @clean. */
static gboolean
scan_envelope (const char *text, gssize length, BoWireMembers *root, bool *clean, GError **error)
{
  BoJson document;

  if (length > BO_WIRE_MAX_BODY)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                           _("The hub's answer is larger than 64 MiB, and nothing of it was used."));
      return FALSE;
    }
  *clean = bo_json_scan (text, length, BO_WIRE_CHANGE_DEPTH + 2, BO_JSON_SCAN_STRICT, &document, NULL);
  if (!*clean && !bo_json_scan (text, length, 0, BO_JSON_SCAN_LAX_STRINGS, &document, error))
    {
      g_prefix_error (error, "%s ", _("The hub's answer can't be used."));
      return FALSE;
    }
  return _bo_wire_list_members (root, document, PAGE, error);
}

/* An array member; missing or null counts as empty, anything else is refused. */
static gboolean
take_array (BoWireMembers *root, const char *name, BoJsonIter *iter, GError **error)
{
  BoJson array = _bo_wire_member (root, name);
  BoJsonKind kind = bo_json_kind (array);

  bo_json_iter_init (iter, array);
  if (kind == BO_JSON_KIND_ARRAY || kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_NULL)
    return TRUE;
  return _bo_wire_refuse_kind (error, BO_JSON_KIND_ARRAY, PAGE, name);
}

static gboolean
read_protocol (BoSyncResponse *response, BoWireMembers *root, GError **error)
{
  int type = _bo_wire_find_name (_bo_sync_types, _bo_wire_member (root, "sync_type"));

  if (!bo_json_string_is (_bo_wire_member (root, "protocol_version"), BO_PROTOCOL_VERSION))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_WRONG_SERVER,
                   _("What answered is no hub of the protocol %s. Check the hub's address."), BO_PROTOCOL_VERSION);
      return FALSE;
    }
  if (type < 0)
    return _bo_wire_refuse (error, _("The hub's answer can't be used: its “sync_type” is missing or unknown."));
  response->sync_type = (BoSyncType) type;
  return TRUE;
}

static gboolean
find_changes (BoWireMembers *root, BoJson *changes, GError **error)
{
  *changes = _bo_wire_member (root, "changes");
  return bo_json_kind (*changes) == BO_JSON_KIND_ARRAY ||
         _bo_wire_refuse_kind (error, BO_JSON_KIND_ARRAY, PAGE, "changes");
}

static gboolean
read_conflict (BoSyncResponse *response, BoJson object, GError **error)
{
  BoWireConflict *conflict = bo_wire_conflict_new (NULL, NULL, NULL, NULL, NULL);
  BoWireMembers members;

  g_ptr_array_add (response->conflicts, conflict);
  return _bo_wire_list_members (&members, object, "conflict", error) &&
         (conflict->entity_id = _bo_wire_take_string (&members, "entity_id", error)) &&
         (conflict->local_version = _bo_wire_take_string (&members, "local_version", error)) &&
         (conflict->remote_version = _bo_wire_take_string (&members, "remote_version", error)) &&
         (conflict->resolved_version = _bo_wire_take_string (&members, "resolved_version", error)) &&
         _bo_wire_take_nullable (&members, "resolution_strategy", &conflict->resolution_strategy, error);
}

static gboolean
read_conflicts (BoSyncResponse *response, BoWireMembers *root, GError **error)
{
  BoJsonIter iter;
  BoJson value;

  if (!take_array (root, "conflicts", &iter, error))
    return FALSE;
  while (bo_json_iter_next (&iter, NULL, &value))
    if (!read_conflict (response, value, error))
      return FALSE;
  return TRUE;
}

/* An id that no C string can hold was never sent by us: it is passed over. */
static gboolean
read_ids (BoWireMembers *root, const char *name, GPtrArray *ids, GError **error)
{
  BoJsonIter iter;
  BoJson value;

  if (!take_array (root, name, &iter, error))
    return FALSE;
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      char *id = bo_json_dup_string (value);

      if (bo_json_kind (value) != BO_JSON_KIND_STRING)
        return _bo_wire_refuse (error, _("The hub's answer can't be used: an acknowledged id is no string."));
      if (id != NULL)
        g_ptr_array_add (ids, id);
    }
  return TRUE;
}

static gboolean
read_count (BoWireMembers *stats, const char *name, int64_t *count, GError **error)
{
  BoJson value = _bo_wire_member (stats, name);

  if (bo_json_kind (value) == BO_JSON_KIND_NONE || bo_json_get_int64 (value, count))
    return TRUE;
  return _bo_wire_refuse (error, _("The hub's answer can't be used: a number of “sync_stats” is no whole number of 64 "
                                   "bits."));
}

static gboolean
read_stats (BoSyncResponse *response, BoWireMembers *root, GError **error)
{
  BoJson stats = _bo_wire_member (root, "sync_stats");
  BoJsonKind kind = bo_json_kind (stats);
  BoWireMembers members;

  if (kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_NULL)
    return TRUE;
  bo_json_get_double (bo_json_member (stats, "duration_ms"), &response->duration_ms);
  return _bo_wire_list_members (&members, stats, "sync_stats", error) &&
         read_count (&members, "entities_synced", &response->entities_synced, error) &&
         read_count (&members, "relationships_synced", &response->relationships_synced, error) &&
         read_count (&members, "conflicts_resolved", &response->conflicts_resolved, error);
}

/* A digest of a wrong form says nothing: it is no mismatch. */
static void
read_digest (BoSyncResponse *response, BoWireMembers *root)
{
  g_autofree char *digest = bo_json_dup_string (_bo_wire_member (root, "state_digest"));

  if (digest != NULL && bo_digest_valid (digest))
    response->state_digest = g_steal_pointer (&digest);
}

static gboolean
read_position (BoSyncResponse *response, BoWireMembers *root, GError **error)
{
  bo_json_get_bool (_bo_wire_member (root, "cursor_reset"), &response->cursor_reset);
  read_digest (response, root);
  return (response->server_time = _bo_wire_take_string (root, "server_time", error)) &&
         _bo_wire_take_nullable (root, "cursor", &response->cursor, error) &&
         _bo_wire_take_nullable (root, "resume_cursor", &response->resume_cursor, error) &&
         _bo_wire_take_nullable (root, "epoch", &response->epoch, error);
}

BoSyncResponse *
_bo_wire_read_envelope (const char *text, gssize length, BoJson *changes, bool *clean, GError **error)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  BoWireMembers root;

  if (!scan_envelope (text, length, &root, clean, error) || !read_protocol (response, &root, error) ||
      !read_position (response, &root, error) || !read_conflicts (response, &root, error) ||
      !read_stats (response, &root, error) || !read_ids (&root, "applied", response->applied, error) ||
      !read_ids (&root, "applied_relationships", response->applied_relationships, error) ||
      !find_changes (&root, changes, error))
    return NULL;
  return g_steal_pointer (&response);
}

/* (transfer full) (nullable): what one span of a list says; NULL where it can't be read */
typedef void *(*ReadListed) (BoJson span);

/* (transfer full) (nullable): what can be read of the list @name */
static GPtrArray *
decode_list (const char *text, gssize length, const char *name, ReadListed read, GDestroyNotify free_item,
             GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  BoWireMembers root;
  BoJsonIter iter;
  BoJson array, value;
  bool clean;

  if (!scan_envelope (text, length, &root, &clean, error))
    return NULL;
  array = _bo_wire_member (&root, name);
  if (bo_json_kind (array) != BO_JSON_KIND_ARRAY)
    {
      _bo_wire_refuse_kind (error, BO_JSON_KIND_ARRAY, PAGE, name);
      return NULL;
    }
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      void *item = read (value);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static void *
read_listed_edge (BoJson span)
{
  BoJson object;

  if (!bo_json_scan (span.text, (gssize) span.length, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, &object, NULL))
    return NULL;
  return bo_wire_read_edge (object, NULL);
}

/**
 * bo_wire_edges_decode:
 * @text: the body of `GET /api/v1/graph/relationships`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Reads the list of edges. One that can't be read is left out. Any thread.
 *
 * Returns: (transfer full) (element-type BoEdge): the edges, or %NULL with an error of the envelope
 */
GPtrArray *
bo_wire_edges_decode (const char *text, gssize length, GError **error)
{
  return decode_list (text, length, "relationships", read_listed_edge, (GDestroyNotify) bo_edge_unref, error);
}

/**
 * bo_wire_entity_decode:
 * @text: the body of `GET /api/v1/graph/entities/{id}?version=`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Returns: (transfer full): the version asked for, or %NULL with an error
 */
BoEntity *
bo_wire_entity_decode (const char *text, gssize length, GError **error)
{
  BoWireMembers members;
  BoJson root;

  if (!bo_json_scan (text, length, BO_MAX_DEPTH + 2, BO_JSON_SCAN_STRICT, &root, error))
    {
      g_prefix_error (error, "%s ", _("The hub's answer can't be used."));
      return NULL;
    }
  if (!_bo_wire_list_members (&members, root, PAGE, error))
    return NULL;
  return bo_wire_read_entity (_bo_wire_member (&members, "entity"), error);
}

static void *
read_listed_version (BoJson span)
{
  BoJson object;

  if (span.length > BO_WIRE_MAX_CHANGE ||
      !bo_json_scan (span.text, (gssize) span.length, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, &object, NULL))
    return NULL;
  return bo_wire_read_entity (object, NULL);
}

/**
 * bo_wire_versions_decode:
 * @text: the body of `GET /api/v1/graph/entities/{id}/versions`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Reads the versions of one entity, losers too. One that can't be read is left out. Any thread.
 *
 * Returns: (transfer full) (element-type BoEntity): the versions, or %NULL with an error of the envelope
 */
GPtrArray *
bo_wire_versions_decode (const char *text, gssize length, GError **error)
{
  return decode_list (text, length, "versions", read_listed_version, (GDestroyNotify) bo_entity_unref, error);
}
