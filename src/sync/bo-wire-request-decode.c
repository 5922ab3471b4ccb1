/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-wire-private.h"

#include <stdlib.h>

/* What a hub reads, and its 422 in the form that the recorded hub gives (PROTOCOL §4, exchanges
   36, 37, 41, 42). All errors of a request are listed, in the order of its fields. */

#define STRING "Input should be a valid string"
#define LIST "Input should be a valid list"
#define OBJECT "Input should be a valid dictionary or object to extract fields from"
#define DICTIONARY "Input should be a valid dictionary"

/* What is quoted in a 422; a whole push repeated for each of its errors helps nobody. */
#define MAX_QUOTED 4096

/* Where in the request we are: "body","changes",0 */
typedef struct
{
  GPtrArray  *errors;
  const char *loc;
} At;

static char *
descend (At at, const char *name)
{
  g_autofree char *quoted = bo_json_quote (name);

  return g_strconcat (at.loc, ",", quoted, NULL);
}

/* What can't be read can't be quoted either. */
static char *
quote_input (BoJson input)
{
  if (input.length > MAX_QUOTED
      || !bo_json_scan (input.text, (gssize) input.length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, NULL, NULL))
    return NULL;
  return bo_json_dup (input);
}

static void
complain (At at, const char *type, const char *msg, BoJson input, const char *ctx)
{
  BoWireError *error = g_new0 (BoWireError, 1);

  error->type = g_strdup (type);
  error->loc = g_strdup_printf ("[%s]", at.loc);
  error->msg = g_strdup (msg);
  error->input = quote_input (input);
  error->ctx = g_strdup (ctx);
  g_ptr_array_add (at.errors, error);
}

static void
complain_member (At at, const char *name, const char *type, const char *msg, BoJson input, const char *ctx)
{
  g_autofree char *loc = descend (at, name);

  complain ((At){ at.errors, loc }, type, msg, input, ctx);
}

static char *
take_string (At at, BoWireMembers *object, const char *name, bool required)
{
  BoJson value = _bo_wire_member (object, name);
  BoJsonKind kind = bo_json_kind (value);
  char *text;

  if (kind == BO_JSON_KIND_NONE && required)
    complain_member (at, name, "missing", "Field required", object->object, NULL);
  if (kind == BO_JSON_KIND_NONE || (kind == BO_JSON_KIND_NULL && !required))
    return NULL;
  text = bo_json_dup_string (value);
  if (text == NULL)
    complain_member (at, name, "string_type", STRING, kind == BO_JSON_KIND_STRING ? BO_JSON_NONE : value, NULL);
  return text;
}

static int
take_name (At at, BoWireMembers *object, const char *name, const char *const *names)
{
  BoJson value = _bo_wire_member (object, name);
  g_autofree char *text = take_string (at, object, name, true);
  g_autofree char *words = NULL, *msg = NULL, *ctx = NULL;
  int found;

  if (text == NULL)
    return -1;
  found = _bo_wire_find_name (names, value);
  if (found >= 0)
    return found;
  words = g_strjoinv ("|", (char **) names);
  msg = g_strdup_printf ("String should match pattern '^(%s)$'", words);
  ctx = g_strdup_printf ("{\"pattern\":\"^(%s)$\"}", words);
  complain_member (at, name, "string_pattern_mismatch", msg, value, ctx);
  return -1;
}

/* A member that is an array; @required says whether null is an error. Missing is empty. */
static bool
take_array (At at, BoWireMembers *object, const char *name, BoJson *array)
{
  BoJsonKind kind;

  *array = _bo_wire_member (object, name);
  kind = bo_json_kind (*array);
  if (kind == BO_JSON_KIND_ARRAY)
    return true;
  if (kind != BO_JSON_KIND_NONE && kind != BO_JSON_KIND_NULL)
    complain_member (at, name, "list_type", LIST, *array, NULL);
  return false;
}

static char **
take_strings (At at, BoWireMembers *object, const char *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *loc = descend (at, name);
  BoJson array, value;
  BoJsonIter iter;
  int index = 0;

  if (!take_array (at, object, name, &array))
    return NULL;
  bo_json_iter_init (&iter, array);
  for (; bo_json_iter_next (&iter, NULL, &value); index++)
    {
      g_autofree char *text = bo_json_dup_string (value);
      g_autofree char *here = g_strdup_printf ("%s,%d", loc, index);

      if (text != NULL)
        g_strv_builder_add (builder, text);
      else
        complain ((At){ at.errors, here }, "string_type", STRING,
                  bo_json_kind (value) == BO_JSON_KIND_STRING ? BO_JSON_NONE : value, NULL);
    }
  return g_strv_builder_end (builder);
}

static char *
take_object (At at, BoWireMembers *object, const char *name)
{
  BoJson value = _bo_wire_member (object, name);
  BoJsonKind kind = bo_json_kind (value);

  if (kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_OBJECT)
    return kind == BO_JSON_KIND_NONE ? g_strdup ("{}") : bo_json_dup (value);
  complain_member (at, name, "dict_type", DICTIONARY, value, NULL);
  return NULL;
}

static BoEntity *
take_entity (At at, BoWireMembers *object)
{
  unsigned int before = at.errors->len;
  g_autofree char *id = take_string (at, object, "id", true);
  g_autofree char *version = take_string (at, object, "version", true);
  g_autofree char *type = take_string (at, object, "entity_type", true);
  g_autofree char *name = take_string (at, object, "name", true);
  g_autofree char *content = take_object (at, object, "content");
  g_autofree char *source = take_string (at, object, "source_type", false);
  g_autofree char *user = take_string (at, object, "user_id", false);
  g_auto(GStrv) parents = take_strings (at, object, "parent_versions");

  if (at.errors->len > before)
    return NULL;
  return bo_entity_new (id, version, type, name, content, source, user, (const char *const *) parents);
}

static BoEdge *
take_edge (At at, BoWireMembers *object)
{
  unsigned int before = at.errors->len;
  g_autofree char *id = take_string (at, object, "id", true);
  g_autofree char *from = take_string (at, object, "from_entity_id", true);
  g_autofree char *from_version = take_string (at, object, "from_entity_version", true);
  g_autofree char *to = take_string (at, object, "to_entity_id", true);
  g_autofree char *to_version = take_string (at, object, "to_entity_version", true);
  g_autofree char *type = take_string (at, object, "relationship_type", true);
  g_autofree char *properties = take_object (at, object, "properties");
  g_autofree char *user = take_string (at, object, "user_id", false);

  if (at.errors->len > before)
    return NULL;
  return bo_edge_new (id, from, from_version, to, to_version, type, properties, user, 0);
}

static bool
open_object (At at, BoJson value, BoWireMembers *members)
{
  if (bo_json_kind (value) != BO_JSON_KIND_OBJECT)
    complain (at, "model_attributes_type", OBJECT, value, NULL);
  else if (!_bo_wire_list_members (members, value, "request", NULL))
    complain (at, "value_error", "An object has the same key twice", BO_JSON_NONE, NULL);
  else
    return true;
  return false;
}

static void
take_edges (At at, BoWireMembers *object, GPtrArray *edges)
{
  g_autofree char *loc = descend (at, "relationships");
  BoJson array, value;
  BoJsonIter iter;
  int index = 0;

  if (!take_array (at, object, "relationships", &array))
    return;
  bo_json_iter_init (&iter, array);
  for (; bo_json_iter_next (&iter, NULL, &value); index++)
    {
      g_autofree char *here = g_strdup_printf ("%s,%d", loc, index);
      At below = { at.errors, here };
      BoWireMembers members;
      BoEdge *edge = open_object (below, value, &members) ? take_edge (below, &members) : NULL;

      if (edge != NULL)
        g_ptr_array_add (edges, edge);
    }
}

/* Text that would poison other clients' pulls is refused with the index of its change. */
static bool
check_text (At at, BoJson span)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *quoted = NULL, *ctx = NULL;

  if (bo_json_scan (span.text, (gssize) span.length, BO_WIRE_CHANGE_DEPTH, BO_JSON_SCAN_STRICT, NULL, &error))
    return true;
  quoted = bo_json_quote (error->message);
  ctx = g_strdup_printf ("{\"error\":%s}", quoted);
  complain (at, "value_error", "The change nests too deep, or holds text that is not valid Unicode",
            BO_JSON_NONE, ctx);
  return false;
}

static void
take_change (At at, BoJson span, GPtrArray *changes)
{
  g_autoptr(BoChange) change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_autofree char *loc = descend (at, "entity");
  At below = { at.errors, loc };
  BoWireMembers members, inner;
  BoJson entity;
  int type;

  if (!check_text (at, span) || !open_object (at, span, &members))
    return;
  type = take_name (at, &members, "change_type", _bo_change_types);
  change->type = type < 0 ? BO_CHANGE_UPDATE : (BoChangeType) type;
  entity = _bo_wire_member (&members, "entity");
  if (bo_json_kind (entity) > BO_JSON_KIND_NULL && open_object (below, entity, &inner))
    change->entity = take_entity (below, &inner);
  take_edges (at, &members, change->edges);
  g_ptr_array_add (changes, g_steal_pointer (&change));
}

static void
take_changes (At at, BoWireMembers *root, GPtrArray *changes)
{
  g_autofree char *loc = descend (at, "changes");
  BoJson array, value;
  BoJsonIter iter;
  int index = 0;

  if (!take_array (at, root, "changes", &array))
    return;
  bo_json_iter_init (&iter, array);
  for (; bo_json_iter_next (&iter, NULL, &value); index++)
    {
      g_autofree char *here = g_strdup_printf ("%s,%d", loc, index);

      take_change ((At){ at.errors, here }, value, changes);
    }
}

static void
take_filters (At at, BoWireMembers *root, BoSyncRequest *request)
{
  BoJson filters = _bo_wire_member (root, "filters");
  g_autofree char *loc = descend (at, "filters");
  At below = { at.errors, loc };
  BoWireMembers members;

  if (bo_json_kind (filters) <= BO_JSON_KIND_NULL || !open_object (below, filters, &members))
    return;
  request->since = take_string (below, &members, "since", false);
  request->entity_types = take_strings (below, &members, "entity_types");
  request->modified_by = take_strings (below, &members, "modified_by");
}

static void
take_request (At at, BoWireMembers *root, BoSyncRequest *request)
{
  int type;

  g_clear_pointer (&request->protocol_version, g_free);
  request->protocol_version = take_string (at, root, "protocol_version", true);
  request->device_id = take_string (at, root, "device_id", true);
  request->user_id = take_string (at, root, "user_id", true);
  type = take_name (at, root, "sync_type", _bo_sync_types);
  request->sync_type = type < 0 ? BO_SYNC_TYPE_DELTA : (BoSyncType) type;
  request->device_name = bo_json_dup_string (_bo_wire_member (root, "device_name"));
  take_changes (at, root, request->changes);
  take_filters (at, root, request);
  request->cursor = take_string (at, root, "cursor", false);
}

static void
complain_json (GPtrArray *errors, size_t offset)
{
  g_autofree char *loc = g_strdup_printf ("\"body\",%zu", offset);

  complain ((At){ errors, loc }, "json_invalid", "JSON decode error", bo_json_wrap ("{}"),
            "{\"error\":\"Expecting value\"}");
}

/**
 * bo_sync_request_decode:
 * @text: the body of `POST /api/v1/sync/`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @errors: (element-type BoWireError): filled where the answer is 422
 *
 * Reads a request as a hub does. `protocol_version`, limits of ids and lengths, and types are
 * not judged here. Any thread.
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with at least one error
 */
BoSyncRequest *
bo_sync_request_decode (const char *text, gssize length, GPtrArray *errors)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  At at = { errors, "\"body\"" };
  BoWireMembers members;
  BoJson root;

  g_return_val_if_fail (errors != NULL, NULL);

  if (length == 0 || text == NULL || *text == '\0')
    complain (at, "missing", "Field required", BO_JSON_NONE, NULL);
  else if (!bo_json_scan (text, length, 0, BO_JSON_SCAN_LAX_STRINGS, &root, NULL))
    complain_json (errors, bo_json_scan_offset (text, length, 0, BO_JSON_SCAN_LAX_STRINGS));
  else if (open_object (at, root, &members))
    take_request (at, &members, request);
  return errors->len == 0 ? g_steal_pointer (&request) : NULL;
}

/**
 * bo_wire_errors_encode:
 * @errors: (element-type BoWireError): what is wrong with a request
 *
 * Returns: (transfer full): the body of the 422
 */
char *
bo_wire_errors_encode (GPtrArray *errors)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "detail");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < errors->len; i++)
    {
      BoWireError *error = g_ptr_array_index (errors, i);

      bo_json_writer_begin_object (writer);
      bo_json_writer_member_string (writer, "type", error->type);
      bo_json_writer_member_raw (writer, "loc", error->loc);
      bo_json_writer_member_string (writer, "msg", error->msg);
      bo_json_writer_member_raw (writer, "input", error->input != NULL ? error->input : "null");
      if (error->ctx != NULL)
        bo_json_writer_member_raw (writer, "ctx", error->ctx);
      bo_json_writer_end_object (writer);
    }
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}
