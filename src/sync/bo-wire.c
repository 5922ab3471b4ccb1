/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-wire-private.h"

const char *const _bo_change_types[] = { "create", "update", "delete", NULL };
const char *const _bo_sync_types[] = { "full", "delta", "entities", "relationships", NULL };

/**
 * bo_change_new:
 * @type: what happened to it
 * @entity: (nullable) (transfer none): the version; %NULL where the change carries edges alone
 *
 * Returns: (transfer full): a change with no edges
 */
BoChange *
bo_change_new (BoChangeType type, BoEntity *entity)
{
  BoChange *self = g_new0 (BoChange, 1);

  self->type = type;
  self->entity = entity != NULL ? bo_entity_ref (entity) : NULL;
  self->edges = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_unref);
  return self;
}

/**
 * bo_change_free:
 * @change: (nullable) (transfer full): a change
 */
void
bo_change_free (BoChange *change)
{
  if (change == NULL)
    return;
  g_clear_pointer (&change->entity, bo_entity_unref);
  g_ptr_array_unref (change->edges);
  g_free (change->device_name);
  g_free (change->problem);
  g_free (change->raw);
  g_free (change->id);
  g_free (change->version);
  g_free (change);
}

/**
 * bo_wire_conflict_new:
 * @entity_id: whose
 * @local_version: what the hub held
 * @remote_version: what was pushed
 * @resolution_strategy: a sentence
 * @resolved_version: which of the two is current now
 *
 * Returns: (transfer full): an element of `conflicts` (PROTOCOL §3.3)
 */
BoWireConflict *
bo_wire_conflict_new (const char *entity_id,
                      const char *local_version,
                      const char *remote_version,
                      const char *resolution_strategy,
                      const char *resolved_version)
{
  BoWireConflict *self = g_new0 (BoWireConflict, 1);

  self->entity_id = g_strdup (entity_id);
  self->local_version = g_strdup (local_version);
  self->remote_version = g_strdup (remote_version);
  self->resolution_strategy = g_strdup (resolution_strategy);
  self->resolved_version = g_strdup (resolved_version);
  return self;
}

/**
 * bo_wire_conflict_free:
 * @conflict: (nullable) (transfer full): a conflict
 */
void
bo_wire_conflict_free (BoWireConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->entity_id);
  g_free (conflict->local_version);
  g_free (conflict->remote_version);
  g_free (conflict->resolution_strategy);
  g_free (conflict->resolved_version);
  g_free (conflict);
}

/**
 * bo_sync_request_new:
 *
 * Returns: (transfer full): a delta request without changes
 */
BoSyncRequest *
bo_sync_request_new (void)
{
  BoSyncRequest *self = g_new0 (BoSyncRequest, 1);

  self->protocol_version = g_strdup (BO_PROTOCOL_VERSION);
  self->sync_type = BO_SYNC_TYPE_DELTA;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_change_free);
  return self;
}

/**
 * bo_sync_request_free:
 * @request: (nullable) (transfer full): a request
 */
void
bo_sync_request_free (BoSyncRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->protocol_version);
  g_free (request->device_id);
  g_free (request->user_id);
  g_free (request->device_name);
  g_ptr_array_unref (request->changes);
  g_free (request->since);
  g_strfreev (request->entity_types);
  g_strfreev (request->modified_by);
  g_free (request->cursor);
  g_free (request);
}

/**
 * bo_sync_response_new:
 *
 * Returns: (transfer full): an empty answer
 */
BoSyncResponse *
bo_sync_response_new (void)
{
  BoSyncResponse *self = g_new0 (BoSyncResponse, 1);

  self->sync_type = BO_SYNC_TYPE_DELTA;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_change_free);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_conflict_free);
  self->applied = g_ptr_array_new_with_free_func (g_free);
  self->applied_relationships = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bo_sync_response_free:
 * @response: (nullable) (transfer full): an answer
 */
void
bo_sync_response_free (BoSyncResponse *response)
{
  if (response == NULL)
    return;
  g_ptr_array_unref (response->changes);
  g_ptr_array_unref (response->conflicts);
  g_free (response->cursor);
  g_free (response->server_time);
  g_ptr_array_unref (response->applied);
  g_ptr_array_unref (response->applied_relationships);
  g_free (response->state_digest);
  g_free (response->resume_cursor);
  g_free (response->epoch);
  g_free (response);
}

/**
 * bo_wire_error_free:
 * @error: (nullable) (transfer full): an entry of a 422 body
 */
void
bo_wire_error_free (BoWireError *error)
{
  if (error == NULL)
    return;
  g_free (error->type);
  g_free (error->loc);
  g_free (error->msg);
  g_free (error->input);
  g_free (error->ctx);
  g_free (error);
}

/**
 * bo_sync_type_to_string:
 * @type: a sync type
 *
 * Returns: its word on the wire
 */
const char *
bo_sync_type_to_string (BoSyncType type)
{
  g_return_val_if_fail (type <= BO_SYNC_TYPE_RELATIONSHIPS, NULL);

  return _bo_sync_types[type];
}

/**
 * bo_change_type_to_string:
 * @type: a change type
 *
 * Returns: its word on the wire
 */
const char *
bo_change_type_to_string (BoChangeType type)
{
  g_return_val_if_fail (type <= BO_CHANGE_DELETE, NULL);

  return _bo_change_types[type];
}

/* Which of @names the string @value is, or -1. */
int
_bo_wire_find_name (const char *const *names, BoJson value)
{
  for (int i = 0; names[i] != NULL; i++)
    if (bo_json_string_is (value, names[i]))
      return i;
  return -1;
}

/* Always FALSE, with @error set to a whole sentence. */
gboolean
_bo_wire_refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA, sentence);
  return FALSE;
}

/* As the protocol writes it: "entity.version"; the members of an answer itself by their names alone. */
static char *
locate (const char *what, const char *name)
{
  return what != NULL ? g_strdup_printf ("%s.%s", what, name) : g_strdup (name);
}

/* Always FALSE: the member should be an array or an object. */
gboolean
_bo_wire_refuse_kind (GError **error, BoJsonKind kind, const char *what, const char *name)
{
  g_autofree char *place = locate (what, name);

  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               kind == BO_JSON_KIND_ARRAY ? _("The data can't be used: “%s” is no array.")
                                          : _("The data can't be used: “%s” is no object."), place);
  return FALSE;
}

static gboolean
refuse_no_object (GError **error, const char *what)
{
  if (what == NULL)
    return _bo_wire_refuse (error, _("The hub's answer can't be used: it is no object."));
  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA, _("The data can't be used: “%s” is no object."), what);
  return FALSE;
}

static gboolean
refuse_repeated_key (GError **error, const char *what)
{
  if (what == NULL)
    return _bo_wire_refuse (error, _("The hub's answer can't be used: a key occurs twice in it."));
  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               _("The data can't be used: a key occurs twice in “%s”."), what);
  return FALSE;
}

static bool
same_key (BoJson a, BoJson b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const BoJson *left = a, *right = b;
  int order = memcmp (left->text, right->text, MIN (left->length, right->length));

  return order != 0 ? order : (left->length > right->length) - (left->length < right->length);
}

/* Keys as they are meant; one that no C string can hold could pose as any. */
static bool
repeats_in_meaning (BoJson object)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BoJsonIter iter;
  BoJson key;

  bo_json_iter_init (&iter, object);
  while (bo_json_iter_next (&iter, &key, NULL))
    {
      char *name = bo_json_dup_string (key);

      if (name == NULL || !g_hash_table_add (seen, name))
        return true;
    }
  return false;
}

/* Thousands of members must not take millions of comparisons. */
static bool
repeats_in_large (BoJson object)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (BoJson));
  BoJsonIter iter;
  BoJson key;

  bo_json_iter_init (&iter, object);
  while (bo_json_iter_next (&iter, &key, NULL))
    g_array_append_val (keys, key);
  g_array_sort (keys, compare_keys);
  for (unsigned int i = 1; i < keys->len; i++)
    if (same_key (g_array_index (keys, BoJson, i - 1), g_array_index (keys, BoJson, i)))
      return true;
  return false;
}

static bool
repeats (BoWireMembers *self, bool large)
{
  if (self->escaped)
    return repeats_in_meaning (self->object);
  if (large)
    return repeats_in_large (self->object);
  for (unsigned int i = 1; i < self->n; i++)
    for (unsigned int j = 0; j < i; j++)
      if (same_key (self->keys[i], self->keys[j]))
        return true;
  return false;
}

/* FAULTS §2: duplicate keys are refused in control objects, in whatever spelling. */
gboolean
_bo_wire_list_members (BoWireMembers *self, BoJson object, const char *what, GError **error)
{
  bool large = false;
  BoJsonIter iter;
  BoJson key, value;

  self->object = object;
  self->what = what;
  self->n = 0;
  self->escaped = false;
  if (bo_json_kind (object) != BO_JSON_KIND_OBJECT)
    return refuse_no_object (error, what);
  bo_json_iter_init (&iter, object);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      self->escaped = self->escaped || memchr (key.text, '\\', key.length) != NULL;
      large = self->n == G_N_ELEMENTS (self->keys);
      if (large)
        continue;
      self->keys[self->n] = key;
      self->values[self->n++] = value;
    }
  return repeats (self, large) ? refuse_repeated_key (error, what) : TRUE;
}

BoJson
_bo_wire_member (BoWireMembers *self, const char *name)
{
  size_t length = strlen (name);

  if (self->escaped)
    return bo_json_member (self->object, name);
  for (unsigned int i = 0; i < self->n; i++)
    if (self->keys[i].length == length + 2 && memcmp (self->keys[i].text + 1, name, length) == 0)
      return self->values[i];
  return self->n == G_N_ELEMENTS (self->keys) ? bo_json_member (self->object, name) : BO_JSON_NONE;
}

/* A member that must be there and be a string. */
char *
_bo_wire_take_string (BoWireMembers *members, const char *name, GError **error)
{
  g_autofree char *place = NULL;
  char *value = bo_json_dup_string (_bo_wire_member (members, name));

  if (value != NULL)
    return value;
  place = locate (members->what, name);
  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               _("The data can't be used: “%s” is missing or is no proper string."), place);
  return NULL;
}

/* A member that may be missing, null or a string. */
gboolean
_bo_wire_take_nullable (BoWireMembers *members, const char *name, char **value, GError **error)
{
  BoJsonKind kind = bo_json_kind (_bo_wire_member (members, name));

  *value = NULL;
  if (kind == BO_JSON_KIND_NONE || kind == BO_JSON_KIND_NULL)
    return TRUE;
  *value = _bo_wire_take_string (members, name, error);
  return *value != NULL;
}
