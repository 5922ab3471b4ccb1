/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-suite-private.h"

/* Rows to put, and what two of them must have in common. */

BoEntity *
_bo_suite_entity (const char *id, const char *version, const char *name, const char *parent, const char *other_parent)
{
  const char *parents[] = { parent, other_parent, NULL };

  return bo_entity_new (id, version, "device", name, "{\"b\": 0.1, \"a\": 12345678901234567890, \"ü\": \"\\u00fc\"}",
                        "homekit", "alice", parent != NULL ? parents : NULL);
}

BoRecord *
_bo_suite_record (const char *id)
{
  BoRecord *record = bo_record_new (id);

  record->confirmed = _bo_suite_entity (id, V1, "Lamp", NULL, NULL);
  record->shown = bo_entity_ref (record->confirmed);
  record->hub_version = g_strdup (V1);
  return record;
}

void
_bo_suite_begin (BoSyncStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean begun = bo_sync_store_begin (store, BO_DURABILITY_NORMAL, &error);

  g_assert_no_error (error);
  g_assert_true (begun);
}

void
_bo_suite_commit (BoSyncStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean committed = bo_sync_store_commit (store, &error);

  g_assert_no_error (error);
  g_assert_true (committed);
}

void
_bo_suite_assert_entity (BoEntity *one, BoEntity *two)
{
  g_assert_true ((one == NULL) == (two == NULL));
  if (one == NULL)
    return;
  g_assert_cmpstr (one->id, ==, two->id);
  g_assert_cmpstr (one->version, ==, two->version);
  g_assert_cmpstr (one->entity_type, ==, two->entity_type);
  g_assert_cmpstr (one->name, ==, two->name);
  g_assert_cmpstr (one->content, ==, two->content);
  g_assert_cmpstr (one->source_type, ==, two->source_type);
  g_assert_cmpstr (one->user_id, ==, two->user_id);
  g_assert_cmpstrv (one->parent_versions, two->parent_versions);
}

void
_bo_suite_assert_record (BoRecord *one, BoRecord *two)
{
  g_assert_cmpstr (one->id, ==, two->id);
  _bo_suite_assert_entity (one->shown, two->shown);
  _bo_suite_assert_entity (one->confirmed, two->confirmed);
  _bo_suite_assert_entity (one->aside, two->aside);
  _bo_suite_assert_entity (one->outgoing, two->outgoing);
  _bo_suite_assert_entity (one->merged, two->merged);
  g_assert_cmpstr (one->hub_version, ==, two->hub_version);
  g_assert_cmpint (one->status, ==, two->status);
  g_assert_cmpstr (one->problem, ==, two->problem);
  g_assert_cmpstr (one->raw, ==, two->raw);
  g_assert_cmpstr (one->device_name, ==, two->device_name);
  g_assert_cmpint (one->sends, ==, two->sends);
  g_assert_cmpint (one->refusals, ==, two->refusals);
  g_assert_cmpint (one->walk, ==, two->walk);
}

void
_bo_suite_put (BoSyncStore *store, BoRecord *record)
{
  g_autoptr (GError) error = NULL;

  bo_sync_store_put_record (store, record, &error);
  g_assert_no_error (error);
}

void
_bo_suite_round_trip (BoSyncStore *store, BoRecord *record)
{
  g_autoptr (BoRecord) read = NULL;

  _bo_suite_put (store, record);
  read = bo_sync_store_get_record (store, record->id, NULL);
  g_assert_nonnull (read);
  _bo_suite_assert_record (record, read);
}

BoSyncStore *
_bo_suite_make (gconstpointer factory)
{
  BoSyncStore *store = ((BoStoreSuiteFactory) factory) ();

  g_assert_true (BO_IS_SYNC_STORE (store));
  return store;
}

/* Ids of rows, in their order, with blanks between. */
char *
_bo_suite_ids (GPtrArray *rows, const char *(*get_id) (gpointer row))
{
  GString *ids = g_string_new (NULL);

  g_assert_nonnull (rows);
  for (unsigned i = 0; i < rows->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", get_id (g_ptr_array_index (rows, i)));
  g_ptr_array_unref (rows);
  return g_string_free (ids, FALSE);
}

const char *
_bo_suite_id_of_record (gpointer row)
{
  return ((BoRecord *) row)->id;
}

const char *
_bo_suite_id_of_edge (gpointer row)
{
  return ((BoEdgeRecord *) row)->shown->id;
}

const char *
_bo_suite_id_of_edit (gpointer row)
{
  return ((BoEdit *) row)->entity_id;
}

const char *
_bo_suite_id_of_conflict (gpointer row)
{
  return ((BoConflict *) row)->id;
}

void
_bo_suite_add_edit (BoSyncStore *store, const char *id, const char *sent_version)
{
  g_autoptr (BoEdit) edit = bo_edit_new (id, BO_EDIT_DELETE);
  g_autoptr (GError) error = NULL;

  edit->sent_version = g_strdup (sent_version);
  bo_sync_store_add_edit (store, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpint (edit->seq, >, 0);
}

BoEdgeRecord *
_bo_suite_edge (const char *id, const char *from, const char *to)
{
  g_autoptr (BoEdge) edge = bo_edge_new (id, from, V1, to, "", "located_in", "{\"n\": 0.10}", NULL, 0);

  return bo_edge_record_new (edge);
}

BoConflict *
_bo_suite_conflict (const char *id, int64_t when_us, bool reviewed)
{
  BoConflict *conflict = bo_conflict_new ();

  conflict->id = g_strdup (id);
  conflict->entity_id = g_strdup ("lamp");
  conflict->name = g_strdup ("Lamp");
  conflict->kind = BO_CONFLICT_DECIDED;
  conflict->mine_version = g_strdup (V1);
  conflict->theirs_version = g_strdup (V2);
  conflict->mine = g_strdup ("{\"name\": 1}");
  conflict->theirs = g_strdup ("{\"name\": 2}");
  conflict->mine_user = g_strdup ("alice");
  conflict->theirs_user = g_strdup ("bob");
  conflict->when_us = when_us;
  conflict->mine_us = 5;
  conflict->theirs_us = 6;
  conflict->reviewed = reviewed;
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/name", NULL, "1", "2", "2", BO_KEPT_THEIRS, true));
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/a", "0.10", NULL, "2", "2", BO_KEPT_BOTH, false));
  return conflict;
}

void
_bo_suite_add (const char *prefix, const char *name, BoStoreSuiteFactory factory, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat (prefix, "/", name, NULL);

  g_test_add_data_func (path, (gconstpointer) factory, func);
}
