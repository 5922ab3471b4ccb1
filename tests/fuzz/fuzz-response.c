/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "bo-digest.h"
#include "bo-wire-private.h"

/* What a client reads of a hub: answers, lists of edges, single entities. Whatever is taken is fit
   for the store, is written and read back the same, and a bad change never spoils its neighbours. */

static void
check_object_text (const char *text)
{
  BoJson object;

  g_assert_true (bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &object, NULL));
  g_assert_cmpint (bo_json_kind (object), ==, BO_JSON_KIND_OBJECT);
}

static void
check_entity (BoEntity *entity)
{
  g_autofree char *document = bo_entity_to_document (entity);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoEntity) again = bo_entity_from_document (entity->id, entity->version, document, entity->user_id,
                                                       entity->parent_versions, &error);

  g_assert_no_error (error);
  g_assert_true (bo_entity_same_data (entity, again));
  g_assert_cmpstr (again->content, ==, entity->content);
  check_object_text (entity->content);
}

static void
check_edge (BoEdge *edge)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(BoEdge) again = NULL;

  check_object_text (edge->properties);
  bo_wire_write_edge (writer, edge, true);
  text = bo_json_writer_end (g_steal_pointer (&writer), NULL);
  again = bo_wire_read_edge (bo_json_wrap (text), &error);
  g_assert_no_error (error);
  g_assert_true (bo_edge_same_data (edge, again));
  g_assert_cmpstr (again->properties, ==, edge->properties);
}

static void
check_unreadable (BoChange *change)
{
  g_assert_null (change->entity);
  g_assert_cmpuint (change->edges->len, ==, 0);
  g_assert_true (change->raw == NULL || strlen (change->raw) <= BO_WIRE_MAX_CHANGE);
}

static void
check_change (BoChange *change)
{
  if (change->problem != NULL)
    {
      check_unreadable (change);
      return;
    }
  g_assert_null (change->raw);
  if (change->entity != NULL)
    {
      g_assert_cmpuint (strlen (change->entity->id), >, 0);
      g_assert_cmpuint (strlen (change->entity->id), <=, BO_MAX_ID);
      g_assert_cmpuint (strlen (change->entity->version), >, 0);
      check_entity (change->entity);
    }
  for (unsigned int i = 0; i < change->edges->len; i++)
    check_edge (g_ptr_array_index (change->edges, i));
}

static void
check_same_change (BoChange *change, BoChange *again)
{
  g_assert_null (again->problem);
  g_assert_cmpuint (again->edges->len, ==, change->edges->len);
  g_assert_true ((again->entity == NULL) == (change->entity == NULL));
  if (change->entity == NULL)
    return;
  g_assert_cmpstr (again->entity->id, ==, change->entity->id);
  g_assert_cmpstr (again->entity->version, ==, change->entity->version);
  g_assert_cmpstr (again->entity->content, ==, change->entity->content);
  g_assert_true (bo_entity_same_data (again->entity, change->entity));
}

/* What our own hub would say in its place, read by our own client. */
static void
check_again (BoSyncResponse *response)
{
  g_autoptr(GError) error = NULL;
  size_t length;
  g_autofree char *text = bo_sync_response_encode (response, &length);
  g_autoptr(BoSyncResponse) again = bo_sync_response_decode (text, (gssize) length, &error);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (again->changes->len, ==, response->changes->len);
  g_assert_cmpuint (again->conflicts->len, ==, response->conflicts->len);
  g_assert_cmpuint (again->applied->len, ==, response->applied->len);
  g_assert_cmpstr (again->server_time, ==, response->server_time);
  g_assert_cmpstr (again->cursor, ==, response->cursor);
  for (unsigned int i = 0; i < again->changes->len; i++)
    check_same_change (g_ptr_array_index (response->changes, i), g_ptr_array_index (again->changes, i));
  second = bo_sync_response_encode (again, NULL);
  g_assert_cmpstr (second, ==, text);
}

static void
check_response (const char *text, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncResponse) response = bo_sync_response_decode (text, (gssize) size, &error);

  g_assert_true ((response == NULL) == (error != NULL));
  if (response == NULL)
    return;
  g_assert_nonnull (response->server_time);
  g_assert_true (response->state_digest == NULL || bo_digest_valid (response->state_digest));
  for (unsigned int i = 0; i < response->changes->len; i++)
    check_change (g_ptr_array_index (response->changes, i));
  check_again (response);
}

static void
check_edges (const char *text, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) edges = bo_wire_edges_decode (text, (gssize) size, &error);

  g_assert_true ((edges == NULL) == (error != NULL));
  for (unsigned int i = 0; edges != NULL && i < edges->len; i++)
    check_edge (g_ptr_array_index (edges, i));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoEntity) entity = bo_wire_entity_decode (text, (gssize) size, &error);

  g_assert_true ((entity == NULL) == (error != NULL));
  if (entity != NULL)
    check_entity (entity);
  check_edges (text, size);
  check_response (text, size);
  return 0;
}
