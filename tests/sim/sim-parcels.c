/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-wire.h"

#include <string.h>

#include "sim-parcels.h"

/* The codec of L0 (FAULTS §4): requests and answers travel as the structures they are. What is
   encoded is put on a shelf, and its text only says where it stands; decoding gives a copy. It
   takes the place of bo-wire-request*.c and bo-wire-response*.c, so that engine and rules are the
   same code as everywhere. A text that was cut short is no ticket, and is refused as one. */

#define TICKET "#%07x#"
#define TICKET_LENGTH 9

typedef struct
{
  gpointer       value;
  GDestroyNotify destroy;
} Parcel;

static GArray *shelf;
static GString *description; /* of sim_describe() */

static char *
keep (gpointer value, GDestroyNotify destroy, size_t *length)
{
  Parcel parcel = { value, destroy };

  if (shelf == NULL)
    shelf = g_array_new (FALSE, FALSE, sizeof (Parcel));
  g_array_append_val (shelf, parcel);
  if (length != NULL)
    *length = TICKET_LENGTH;
  return g_strdup_printf (TICKET, shelf->len - 1);
}

/* NULL where @text is no ticket of a @kind of thing. */
static gpointer
find (const char *text, gssize length, gpointer destroy)
{
  size_t size = length < 0 ? strlen (text) : (size_t) length;
  unsigned int number = 0;

  if (size != TICKET_LENGTH || text[0] != '#' || text[8] != '#')
    return NULL;
  for (int i = 1; i < 8; i++)
    number = number * 16 + (unsigned int) g_ascii_xdigit_value (text[i]);
  if (shelf == NULL || number >= shelf->len ||
      (gpointer) g_array_index (shelf, Parcel, number).destroy != destroy)
    return NULL;
  return g_array_index (shelf, Parcel, number).value;
}

void
sim_parcels_clear (void)
{
  for (unsigned int i = 0; shelf != NULL && i < shelf->len; i++)
    {
      Parcel *parcel = &g_array_index (shelf, Parcel, i);

      parcel->destroy (parcel->value);
    }
  g_clear_pointer (&shelf, g_array_unref);
  if (description != NULL)
    g_string_free (g_steal_pointer (&description), TRUE);
}

static void
refuse (GError **error)
{
  g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA, "The hub's answer was cut short, and is not used.");
}

/* --- copies --- */

static BoChange *
copy_change (BoChange *change)
{
  BoChange *copy = bo_change_new (change->type, change->entity);

  for (unsigned int j = 0; j < change->edges->len; j++)
    g_ptr_array_add (copy->edges, bo_edge_ref (g_ptr_array_index (change->edges, j)));
  copy->device_name = g_strdup (change->device_name);
  return copy;
}

static void
copy_changes (GPtrArray *from, GPtrArray *to)
{
  for (unsigned int i = 0; i < from->len; i++)
    g_ptr_array_add (to, copy_change (g_ptr_array_index (from, i)));
}

static BoSyncRequest *
copy_request (BoSyncRequest *request)
{
  BoSyncRequest *copy = bo_sync_request_new ();

  copy->device_id = g_strdup (request->device_id);
  copy->user_id = g_strdup (request->user_id);
  copy->device_name = g_strdup (request->device_name);
  copy->sync_type = request->sync_type;
  copy_changes (request->changes, copy->changes);
  copy->since = g_strdup (request->since);
  copy->cursor = g_strdup (request->cursor);
  return copy;
}

static void
copy_strings (GPtrArray *from, GPtrArray *to)
{
  for (unsigned int i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

static void
copy_conflicts (GPtrArray *from, GPtrArray *to)
{
  for (unsigned int i = 0; i < from->len; i++)
    {
      BoWireConflict *conflict = g_ptr_array_index (from, i);

      g_ptr_array_add (to, bo_wire_conflict_new (conflict->entity_id, conflict->local_version,
                                                 conflict->remote_version, conflict->resolution_strategy,
                                                 conflict->resolved_version));
    }
}

static BoSyncResponse *
copy_response (BoSyncResponse *response)
{
  BoSyncResponse *copy = bo_sync_response_new ();

  copy->sync_type = response->sync_type;
  copy_changes (response->changes, copy->changes);
  copy_conflicts (response->conflicts, copy->conflicts);
  copy->cursor = g_strdup (response->cursor);
  copy->server_time = g_strdup (response->server_time);
  copy_strings (response->applied, copy->applied);
  copy_strings (response->applied_relationships, copy->applied_relationships);
  copy->state_digest = g_strdup (response->state_digest);
  copy->resume_cursor = g_strdup (response->resume_cursor);
  copy->epoch = g_strdup (response->epoch);
  copy->cursor_reset = response->cursor_reset;
  return copy;
}

/* --- bo-wire.h --- */

char *
bo_sync_request_encode (BoSyncRequest *request, size_t *length)
{
  return keep (copy_request (request), (GDestroyNotify) bo_sync_request_free, length);
}

BoSyncRequest *
bo_sync_request_decode (const char *text, gssize length, GPtrArray *errors)
{
  BoSyncRequest *request = find (text, length, bo_sync_request_free);

  return request != NULL ? copy_request (request) : NULL;
}

char *
bo_sync_response_encode (BoSyncResponse *response, size_t *length)
{
  return keep (copy_response (response), (GDestroyNotify) bo_sync_response_free, length);
}

BoSyncResponse *
bo_sync_response_decode (const char *text, gssize length, GError **error)
{
  BoSyncResponse *response = find (text, length, bo_sync_response_free);

  if (response == NULL)
    refuse (error);
  return response != NULL ? copy_response (response) : NULL;
}

struct _BoWirePage
{
  BoSyncResponse *response;
  unsigned int    n_changes;
  unsigned int    n_edges;
};

BoWirePage *
bo_wire_page_open (const char *text, gssize length, GError **error)
{
  BoSyncResponse *response = bo_sync_response_decode (text, length, error);
  BoWirePage *page = response != NULL ? g_new0 (BoWirePage, 1) : NULL;

  if (page != NULL)
    page->response = response;
  return page;
}

void
bo_wire_page_free (BoWirePage *page)
{
  if (page == NULL)
    return;
  bo_sync_response_free (page->response);
  g_free (page);
}

BoSyncResponse *
bo_wire_page_get_response (BoWirePage *page)
{
  return page->response;
}

bool
bo_wire_page_is_empty (BoWirePage *page)
{
  return page->response->changes->len == 0;
}

static BoChange *
find_change (BoWirePage *page, unsigned int *n)
{
  return *n < page->response->changes->len ? g_ptr_array_index (page->response->changes, (*n)++) : NULL;
}

BoChange *
bo_wire_page_next (BoWirePage *page)
{
  BoChange *change = find_change (page, &page->n_changes);

  return change != NULL ? copy_change (change) : NULL;
}

GPtrArray *
bo_wire_page_next_edges (BoWirePage *page)
{
  BoChange *change = find_change (page, &page->n_edges);

  return change != NULL ? g_ptr_array_ref (change->edges) : NULL;
}

static BoJson
scan (const char *text, gssize length, const char *member)
{
  BoJson root;

  if (!bo_json_scan (text, length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL))
    return BO_JSON_NONE;
  return bo_json_member (root, member);
}

GPtrArray *
bo_wire_edges_decode (const char *text, gssize length, GError **error)
{
  BoJson list = scan (text, length, "relationships"), value;
  GPtrArray *edges;
  BoJsonIter iter;

  if (list.length == 0)
    {
      refuse (error);
      return NULL;
    }
  edges = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_unref);
  bo_json_iter_init (&iter, list);
  while (bo_json_iter_next (&iter, NULL, &value))
    g_ptr_array_add (edges, bo_wire_read_edge (value, NULL));
  return edges;
}

BoEntity *
bo_wire_entity_decode (const char *text, gssize length, GError **error)
{
  BoJson entity = scan (text, length, "entity");

  if (entity.length > 0)
    return bo_wire_read_entity (entity, error);
  refuse (error);
  return NULL;
}

/* Refusals are few, and what reads them reads JSON. */
char *
bo_wire_errors_encode (GPtrArray *errors)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "detail");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < errors->len; i++)
    {
      BoWireError *problem = g_ptr_array_index (errors, i);

      bo_json_writer_begin_object (writer);
      bo_json_writer_member_raw (writer, "loc", problem->loc);
      bo_json_writer_member_string (writer, "msg", problem->msg);
      bo_json_writer_end_object (writer);
    }
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* --- for people, and for the trace --- */

static void
describe_changes (GPtrArray *changes)
{
  for (unsigned int i = 0; i < changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (changes, i);

      if (change->entity != NULL)
        {
          g_autofree char *parents = g_strjoinv (", ", (char **) change->entity->parent_versions);

          g_string_append_printf (description, "\n           %s %s %s of [%s] %s", bo_change_type_to_string (change->type),
                                  change->entity->id, change->entity->version, parents, change->entity->content);
        }
      for (unsigned int j = 0; j < change->edges->len; j++)
        {
          BoEdge *edge = g_ptr_array_index (change->edges, j);

          g_string_append_printf (description, "\n           %s %s (%s) -> %s (%s) %s", edge->id, edge->from_id,
                                  edge->from_version, edge->to_id, edge->to_version, edge->properties);
        }
    }
}

static void
describe_list (const char *name, GPtrArray *ids)
{
  for (unsigned int i = 0; i < ids->len; i++)
    g_string_append_printf (description, "%s%s%s", i == 0 ? name : " ", i == 0 ? " " : "",
                            (const char *) g_ptr_array_index (ids, i));
}

static void
describe_response (BoSyncResponse *response)
{
  g_string_append_printf (description, "cursor %s, at %s, digest %.8s, resume %s, epoch %s%s", response->cursor,
                          response->server_time, response->state_digest != NULL ? response->state_digest : "none",
                          response->resume_cursor, response->epoch, response->cursor_reset ? ", reset" : "");
  describe_changes (response->changes);
  describe_list ("\n           applied", response->applied);
  describe_list ("\n           applied edges", response->applied_relationships);
  for (unsigned int i = 0; i < response->conflicts->len; i++)
    {
      BoWireConflict *conflict = g_ptr_array_index (response->conflicts, i);

      g_string_append_printf (description, "\n           conflict of %s: held %s, pushed %s, kept %s", conflict->entity_id,
                              conflict->local_version, conflict->remote_version, conflict->resolved_version);
    }
}

const char *
sim_describe (GBytes *body)
{
  size_t length;
  const char *bytes = g_bytes_get_data (body, &length);
  BoSyncRequest *request = find (bytes, (gssize) length, bo_sync_request_free);
  BoSyncResponse *response = find (bytes, (gssize) length, bo_sync_response_free);

  if (description == NULL)
    description = g_string_new (NULL);
  g_string_truncate (description, 0);
  if (request != NULL)
    {
      g_string_append_printf (description, "cursor %s, since %s", request->cursor, request->since);
      describe_changes (request->changes);
    }
  else if (response != NULL)
    describe_response (response);
  else
    g_string_append_len (description, bytes, (gssize) length);
  return description->str;
}

static uint64_t
mix (uint64_t hash, const char *string)
{
  return (hash ^ (string != NULL ? g_str_hash (string) : 1)) * UINT64_C (1099511628211);
}

uint64_t
sim_hash (GBytes *body)
{
  size_t length;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  BoSyncResponse *response = body != NULL ? find (bytes, (gssize) length, bo_sync_response_free) : NULL;
  uint64_t hash = 1469598103934665603u;

  if (response == NULL)
    return body != NULL ? g_bytes_hash (body) : 0;
  hash = mix (mix (mix (hash, response->server_time), response->cursor), response->state_digest);
  for (unsigned int i = 0; i < response->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (response->changes, i);

      if (change->entity != NULL)
        hash = mix (mix (hash, change->entity->version), change->entity->content);
    }
  for (unsigned int i = 0; i < response->applied->len; i++)
    hash = mix (hash, g_ptr_array_index (response->applied, i));
  return hash;
}
