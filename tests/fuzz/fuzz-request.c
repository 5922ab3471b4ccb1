/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "bo-wire.h"

/* What a hub reads of a client. A request that is taken is written and read back the same; one that
   is not has a 422 that is JSON itself, whatever it quotes. */

static void
check_errors (GPtrArray *errors)
{
  g_autofree char *text = bo_wire_errors_encode (errors);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (errors->len, >, 0);
  bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, NULL, &error);
  g_assert_no_error (error);
}

static void
check_same_change (BoChange *change, BoChange *again)
{
  g_assert_cmpint (again->type, ==, change->type);
  g_assert_true ((again->entity == NULL) == (change->entity == NULL));
  if (change->entity != NULL)
    {
      g_assert_cmpstr (again->entity->id, ==, change->entity->id);
      g_assert_cmpstr (again->entity->version, ==, change->entity->version);
      g_assert_cmpstr (again->entity->content, ==, change->entity->content);
      g_assert_true (g_strv_equal (again->entity->parent_versions, change->entity->parent_versions));
      g_assert_true (bo_entity_same_data (again->entity, change->entity));
    }
  g_assert_cmpuint (again->edges->len, ==, change->edges->len);
  for (unsigned int i = 0; i < change->edges->len; i++)
    g_assert_true (bo_edge_same_data (g_ptr_array_index (again->edges, i), g_ptr_array_index (change->edges, i)));
}

static void
check_request (BoSyncRequest *request)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  size_t length;
  g_autofree char *text = bo_sync_request_encode (request, &length);
  g_autoptr(BoSyncRequest) again = bo_sync_request_decode (text, (gssize) length, errors);
  g_autofree char *second = NULL;

  if (again == NULL)
    g_error ("%s", ((BoWireError *) g_ptr_array_index (errors, 0))->msg);
  g_assert_cmpint (again->sync_type, ==, request->sync_type);
  g_assert_cmpstr (again->since, ==, request->since);
  g_assert_cmpstr (again->cursor, ==, request->cursor);
  g_assert_cmpuint (again->changes->len, ==, request->changes->len);
  for (unsigned int i = 0; i < again->changes->len; i++)
    check_same_change (g_ptr_array_index (request->changes, i), g_ptr_array_index (again->changes, i));
  second = bo_sync_request_encode (again, NULL);
  g_assert_cmpstr (second, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncRequest) request = bo_sync_request_decode ((const char *) data, (gssize) size, errors);

  if (request != NULL)
    check_request (request);
  else
    check_errors (errors);
  return 0;
}
