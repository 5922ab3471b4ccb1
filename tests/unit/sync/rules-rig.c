/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules-rig.h"

#include <string.h>

#include "bo-memory-store.h"

Rig *
rig_new (void)
{
  Rig *rig = g_new0 (Rig, 1);

  rig->store = BO_SYNC_STORE (bo_memory_store_new ());
  rig->context = (BoContext) { NOW, 7 };
  g_assert_true (bo_rules_set_hub (rig->store, &rig->context, "http://hub", "alice", NULL, "admin", NULL));
  return rig;
}

void
rig_free (Rig *rig)
{
  g_clear_pointer (&rig->items, g_ptr_array_unref);
  g_free (rig->body);
  g_clear_pointer (&rig->overdue, _bo_batch_item_free);
  g_object_unref (rig->store);
  g_free (rig);
}

/* The time goes on by a second with everything that is done. */
const BoContext *
rig_tick (Rig *rig)
{
  rig->context.now_us += SECOND;
  rig->context.entropy++;
  return &rig->context;
}

BoJobOutcome *
rig_run (Rig *rig, BoJob *job)
{
  BoJobOutcome *outcome = bo_job_run (job, rig->store, rig_tick (rig), NULL, NULL);

  g_assert_no_error (outcome->error);
  g_assert_no_error (outcome->problem);
  bo_job_unref (job);
  return outcome;
}

BoRecord *
rig_record_of (Rig *rig)
{
  BoRecord *record;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  record = bo_sync_store_get_record (rig->store, ID, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return record;
}

BoSyncCounts
rig_counts_of (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_load ());

  return outcome->counts;
}

GPtrArray *
rig_conflicts_of (Rig *rig)
{
  GPtrArray *conflicts;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  conflicts = bo_sync_store_list_conflicts (rig->store, false, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return conflicts;
}

int64_t
rig_notes_of (Rig *rig, BoActivityKind kind)
{
  return bo_memory_store_count_activity (BO_MEMORY_STORE (rig->store), kind);
}

char *
rig_digest_of (Rig *rig, int64_t *count)
{
  char *digest;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  digest = bo_sync_store_get_digest (rig->store, count, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return digest;
}

/* The value that is shown at @path of the content, as text. */
void
rig_assert_shown (Rig *rig, const char *path, const char *expected)
{
  g_autoptr(BoRecord) record = rig_record_of (rig);
  g_autofree char *found = NULL;

  g_assert_nonnull (record);
  g_assert_nonnull (record->shown);
  found = bo_json_dup (bo_json_at (bo_json_wrap (record->shown->content), path));
  g_assert_cmpstr (found, ==, expected);
}

void
rig_give (Rig *rig, BoSyncResponse *response, GPtrArray *items)
{
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GBytes) body = NULL;
  size_t length;
  char *text;

  response->server_time = bo_time_format (rig->context.now_us);
  text = bo_sync_response_encode (response, &length);
  body = g_bytes_new_take (text, length);
  outcome = rig_run (rig, _bo_job_page (body, NULL, items));
}

/* A pull brings @version with @content. */
void
rig_pull_of (Rig *rig, const char *user, const char *version, const char *parent, const char *content)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (ID, version, "device", "Lamp", content, "manual", user, parents);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, entity));
  rig_give (rig, response, NULL);
}

void
rig_pull (Rig *rig, const char *version, const char *parent, const char *content)
{
  rig_pull_of (rig, "bob", version, parent, content);
}

/* The hub names what was composed last. */
void
rig_acknowledge (Rig *rig)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->applied, g_strdup (ID));
  rig_give (rig, response, rig->items);
}

void
rig_compose (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));

  g_clear_pointer (&rig->overdue, _bo_batch_item_free);
  rig->overdue = g_steal_pointer (&outcome->overdue);
  g_clear_pointer (&rig->items, g_ptr_array_unref);
  g_clear_pointer (&rig->body, g_free);
  rig->items = g_ptr_array_ref (outcome->items);
  if (outcome->body != NULL)
    rig->body = g_strndup (g_bytes_get_data (outcome->body, NULL), g_bytes_get_size (outcome->body));
}

char *
rig_sent_text (Rig *rig, int index, const char *path)
{
  g_autofree char *whole = g_strdup_printf ("/changes/%d/entity%s", index, path);

  g_assert_nonnull (rig->body);
  return bo_json_dup_string (bo_json_at (bo_json_wrap (rig->body), whole));
}

void
rig_edit_until (Rig *rig, const char *path, const char *value, int64_t expires_us)
{
  g_autoptr(BoEdit) edit = bo_edit_new (ID, BO_EDIT_CHANGE);
  g_autoptr(GError) error = NULL;
  BoStep step = { .edit = edit };

  edit->expires_us = expires_us;
  g_ptr_array_add (edit->changes, bo_json_change_new (path, NULL, value));
  bo_rules_edit (rig->store, rig_tick (rig), &step, 1, &error);
  g_assert_no_error (error);
}

void
rig_edit (Rig *rig, const char *path, const char *value)
{
  rig_edit_until (rig, path, value, 0);
}

BoEdge *
rig_placed (const char *room, const char *user)
{
  return bo_edge_new ("place", ID, V1, room, "v", "located_in", "{}", user, NOW);
}

void
rig_pull_edge (Rig *rig, const char *room)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  BoChange *change = bo_change_new (BO_CHANGE_UPDATE, NULL);

  g_ptr_array_add (change->edges, rig_placed (room, "bob"));
  g_ptr_array_add (response->changes, change);
  rig_give (rig, response, NULL);
}

/* The hub names the edge. */
void
rig_acknowledge_edge (Rig *rig)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->applied_relationships, g_strdup ("place"));
  rig_give (rig, response, rig->items);
}
