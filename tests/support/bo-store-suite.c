/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-suite-private.h"

/* --- records --- */

static void
test_record_whole (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = _bo_suite_record ("lamp");

  _bo_suite_begin (store);
  _bo_suite_round_trip (store, record);

  /* Everything at once. */
  record->aside = _bo_suite_entity ("lamp", V2, "Theirs", V1, NULL);
  record->outgoing = _bo_suite_entity ("lamp", V3, "Mine", V1, NULL);
  record->merged = _bo_suite_entity ("lamp", V4, "Both", V2, V3);
  g_clear_pointer (&record->shown, bo_entity_unref);
  record->shown = _bo_suite_entity ("lamp", "2026-06-15T10:00:00.000000+00:00-000009-alice", "Draft", V4, "with \"quotes\"");
  g_free (record->hub_version);
  record->hub_version = g_strdup (V2);
  record->status = BO_STATUS_SENDING;
  record->problem = g_strdup ("A sentence.");
  record->raw = g_strdup ("{not json");
  record->device_name = g_strdup ("Küche");
  record->sends = 3;
  record->refusals = 2;
  record->walk = INT64_C (7000000000);
  _bo_suite_round_trip (store, record);

  /* And less again: the row is replaced whole. */
  g_clear_pointer (&record->aside, bo_entity_unref);
  g_clear_pointer (&record->outgoing, bo_entity_unref);
  g_clear_pointer (&record->merged, bo_entity_unref);
  g_clear_pointer (&record->problem, g_free);
  g_clear_pointer (&record->raw, g_free);
  g_clear_pointer (&record->device_name, g_free);
  g_clear_pointer (&record->hub_version, g_free);
  _bo_suite_round_trip (store, record);
  _bo_suite_commit (store);
}

static void
test_record_shown (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = _bo_suite_record ("lamp");
  BoEntity **shown[] = { &record->confirmed, &record->aside, &record->outgoing, &record->merged };

  record->aside = _bo_suite_entity ("lamp", V2, "Theirs", V1, NULL);
  record->outgoing = _bo_suite_entity ("lamp", V3, "Mine", V1, NULL);
  record->merged = _bo_suite_entity ("lamp", V4, "Both", V2, V3);
  _bo_suite_begin (store);
  for (size_t i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_clear_pointer (&record->shown, bo_entity_unref);
      record->shown = bo_entity_ref (*shown[i]);
      _bo_suite_round_trip (store, record);
    }

  /* A draft under the name of a version that is held. */
  g_clear_pointer (&record->shown, bo_entity_unref);
  record->shown = _bo_suite_entity ("lamp", V3, "Mine, edited again", V1, NULL);
  _bo_suite_round_trip (store, record);
  g_clear_pointer (&record->shown, bo_entity_unref);
  _bo_suite_round_trip (store, record);
  _bo_suite_commit (store);
}

static void
test_record_unreadable (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = bo_record_new ("bad");

  record->status = BO_STATUS_UNREADABLE;
  record->raw = g_strdup ("{\"id\": ");
  record->problem = g_strdup ("It is cut short.");
  record->hub_version = g_strdup (ODD);
  _bo_suite_begin (store);
  _bo_suite_round_trip (store, record);
  assert_ids (bo_sync_store_list_unwalked (store, 1, NULL), _bo_suite_id_of_record, "bad");
  _bo_suite_commit (store);
}

static void
test_record_absent (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = _bo_suite_record ("lamp");
  g_autoptr (GError) error = NULL;

  _bo_suite_begin (store);
  g_assert_null (bo_sync_store_get_record (store, "lamp", &error));
  g_assert_no_error (error);
  g_assert_true (bo_sync_store_remove_record (store, "lamp", &error));
  _bo_suite_put (store, record);
  g_assert_true (bo_sync_store_remove_record (store, "lamp", &error));
  g_assert_null (bo_sync_store_get_record (store, "lamp", &error));
  g_assert_no_error (error);
  assert_ids (bo_sync_store_list_unwalked (store, 99, NULL), _bo_suite_id_of_record, "");
  _bo_suite_round_trip (store, record);
  _bo_suite_commit (store);
}

static void
test_same_id_other_case (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) lower = _bo_suite_record ("lamp");
  g_autoptr (BoRecord) upper = _bo_suite_record ("LAMP");

  g_clear_pointer (&upper->confirmed, bo_entity_unref);
  _bo_suite_begin (store);
  _bo_suite_put (store, lower);
  _bo_suite_put (store, upper);
  _bo_suite_round_trip (store, lower);
  _bo_suite_round_trip (store, upper);
  _bo_suite_commit (store);
}

/* --- what waits --- */

static const char *
id_of_waiting (gpointer waiting)
{
  return ((BoWaiting *) waiting)->id;
}

static void
assert_types (GPtrArray *list)
{
  for (unsigned i = 0; i < list->len; i++)
    g_assert_cmpstr (((BoWaiting *) g_ptr_array_index (list, i))->entity_type, ==, "device");
}

static void
test_pending (gconstpointer factory)
{
  static const char *const ids[] = { "calm", "c", "b", "a", "offered", "sending", "refused" };
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (GPtrArray) waiting = NULL;

  _bo_suite_begin (store);
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (BoRecord) record = _bo_suite_record (ids[i]);

      if (i >= 4)
        record->outgoing = _bo_suite_entity (ids[i], V2, "Out", V1, NULL);
      record->status = i == 6 ? BO_STATUS_QUARANTINED : BO_STATUS_PENDING;
      _bo_suite_put (store, record);
    }
  _bo_suite_add_edit (store, "refused", NULL);
  _bo_suite_add_edit (store, "b", NULL);
  _bo_suite_add_edit (store, "sending", V2);
  _bo_suite_add_edit (store, "a", NULL);
  _bo_suite_add_edit (store, "b", NULL);
  _bo_suite_add_edit (store, "calm", V1);
  _bo_suite_add_edit (store, "c", NULL);

  /* By the oldest edit; what is offered again without any goes first. */
  assert_ids (bo_sync_store_list_pending (store, 100, NULL), _bo_suite_id_of_record, "offered b sending a c");
  assert_ids (bo_sync_store_list_pending (store, 2, NULL), _bo_suite_id_of_record, "offered b");

  /* What was composed first; each once; of the others no more than asked for. */
  waiting = bo_sync_store_list_waiting (store, 0, NULL);
  assert_types (waiting);
  assert_ids (g_steal_pointer (&waiting), id_of_waiting, "offered sending b a c");
  assert_ids (bo_sync_store_list_waiting (store, 2, NULL), id_of_waiting, "offered sending b a");
  _bo_suite_commit (store);
}

static void
test_unwalked (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) b = _bo_suite_record ("b");
  g_autoptr (BoRecord) a = _bo_suite_record ("a");
  g_autoptr (BoRecord) fresh = _bo_suite_record ("fresh");
  g_autoptr (BoRecord) local = bo_record_new ("local");

  local->shown = _bo_suite_entity ("local", V1, "Here only", NULL, NULL);
  fresh->walk = 5;
  _bo_suite_begin (store);
  _bo_suite_put (store, b);
  _bo_suite_put (store, a);
  _bo_suite_put (store, fresh);
  _bo_suite_put (store, local);
  assert_ids (bo_sync_store_list_unwalked (store, 5, NULL), _bo_suite_id_of_record, "a b");
  _bo_suite_commit (store);
}

static gboolean
append_hub_version (const char *id, const char *hub_version, gpointer data)
{
  g_string_append_printf (data, "%s=%s\n", id, hub_version);
  return TRUE;
}

static gboolean
append_one_hub_version (const char *id, const char *hub_version, gpointer data)
{
  append_hub_version (id, hub_version, data);
  return FALSE;
}

/* In the order of bytes: capitals, small letters, then what isn't ASCII. */
static void
test_hub_versions (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (BoRecord) guarded = _bo_suite_record ("b");
  g_autoptr (BoRecord) capital = _bo_suite_record ("B");
  g_autoptr (BoRecord) foreign = _bo_suite_record ("ä");
  g_autoptr (BoRecord) unreadable = bo_record_new ("a");
  g_autoptr (BoRecord) local = bo_record_new ("c");

  guarded->aside = _bo_suite_entity ("b", V2, "Theirs", NULL, NULL);
  g_free (guarded->hub_version);
  guarded->hub_version = g_strdup (V2);
  unreadable->hub_version = g_strdup (ODD);
  local->shown = _bo_suite_entity ("c", V1, "Here only", NULL, NULL);
  _bo_suite_begin (store);
  _bo_suite_put (store, foreign);
  _bo_suite_put (store, guarded);
  _bo_suite_put (store, local);
  _bo_suite_put (store, unreadable);
  _bo_suite_put (store, capital);
  g_assert_true (bo_sync_store_foreach_hub_version (store, append_hub_version, all, NULL));
  g_assert_cmpstr (all->str, ==, "B=" V1 "\na=" ODD "\nb=" V2 "\nä=" V1 "\n");
  g_string_truncate (all, 0);
  g_assert_true (bo_sync_store_foreach_hub_version (store, append_one_hub_version, all, NULL));
  g_assert_cmpstr (all->str, ==, "B=" V1 "\n");
  _bo_suite_commit (store);
}

/* --- history --- */

static void
assert_version (BoSyncStore *store, BoEntity *entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoEntity) held = bo_sync_store_get_version (store, entity->id, entity->version, &error);

  g_assert_no_error (error);
  _bo_suite_assert_entity (held, entity);
}

static void
test_versions (gconstpointer factory)
{
  static const char *const names[] = { V1, V2, "2026-06-15T09:41:02+00:00Z-000417-alice", ODD, "", "7" };
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoEntity) other = _bo_suite_entity ("lamp", V1, "Another", V3, NULL);
  g_autoptr (GError) error = NULL;

  _bo_suite_begin (store);
  g_assert_null (bo_sync_store_get_version (store, "lamp", V1, &error));
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (BoEntity) entity = _bo_suite_entity ("lamp", names[i], "Lamp", V3, "\"x\\\n\xc3\xa4");

      g_assert_true (bo_sync_store_add_version (store, entity, BO_ORIGIN_HUB, 1000 + i, "Küche", &error));
      g_assert_true (bo_sync_store_add_version (store, entity, BO_ORIGIN_HUB, 2000 + i, NULL, &error));
      assert_version (store, entity);
    }

  /* One that is there stays as it is, and belongs to its entity alone. */
  g_assert_true (bo_sync_store_add_version (store, other, BO_ORIGIN_HERE, 3000, NULL, &error));
  g_assert_null (bo_sync_store_get_version (store, "lamp2", V1, &error));
  g_assert_null (bo_sync_store_get_version (store, "lamp", V4, &error));
  g_assert_no_error (error);
  {
    g_autoptr (BoEntity) held = bo_sync_store_get_version (store, "lamp", V1, NULL);
    g_assert_cmpstr (held->name, ==, "Lamp");
  }
  g_assert_null (bo_sync_store_get_record (store, "lamp", NULL));
  _bo_suite_commit (store);
}

static bool
is_withdrawn (BoSyncStore *store, const char *id, const char *version)
{
  bool withdrawn = !g_str_equal (id, "lamp");

  g_assert_true (bo_sync_store_get_withdrawn (store, id, version, &withdrawn, NULL));
  return withdrawn;
}

static void
test_withdrawn (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoEntity) given_up = _bo_suite_entity ("lamp", V1, "Lamp", NULL, "1");
  g_autoptr (BoEntity) other = _bo_suite_entity ("lamp", V2, "Lamp", V1, "2");

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_add_version (store, given_up, BO_ORIGIN_HERE, 1000, NULL, NULL));
  g_assert_true (bo_sync_store_add_version (store, other, BO_ORIGIN_HERE, 1000, NULL, NULL));
  g_assert_false (is_withdrawn (store, "lamp", V1));
  g_assert_true (bo_sync_store_set_withdrawn (store, "lamp", V1, true, NULL));
  _bo_suite_commit (store);

  _bo_suite_begin (store);
  g_assert_true (is_withdrawn (store, "lamp", V1));
  g_assert_false (is_withdrawn (store, "lamp", V2));
  assert_version (store, given_up);
  /* That it comes again changes nothing of it; and what isn't held can't be marked. */
  g_assert_true (bo_sync_store_add_version (store, given_up, BO_ORIGIN_HUB, 2000, NULL, NULL));
  g_assert_true (is_withdrawn (store, "lamp", V1));
  g_assert_true (bo_sync_store_set_withdrawn (store, "lamp", V3, true, NULL));
  g_assert_false (is_withdrawn (store, "lamp", V3));
  g_assert_false (is_withdrawn (store, "nothing", V1));

  g_assert_true (bo_sync_store_set_withdrawn (store, "lamp", V1, false, NULL));
  g_assert_false (is_withdrawn (store, "lamp", V1));
  _bo_suite_commit (store);
}

static void
test_history_outlives (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = _bo_suite_record ("lamp");

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_add_version (store, record->confirmed, BO_ORIGIN_HUB, 1000, NULL, NULL));
  _bo_suite_put (store, record);
  g_assert_true (bo_sync_store_remove_record (store, "lamp", NULL));
  assert_version (store, record->confirmed);
  _bo_suite_commit (store);
}

/* --- the queue --- */

static void
assert_edit (BoEdit *one, BoEdit *two)
{
  g_assert_cmpint (one->seq, ==, two->seq);
  g_assert_cmpstr (one->entity_id, ==, two->entity_id);
  g_assert_cmpint (one->kind, ==, two->kind);
  g_assert_cmpint (one->time_us, ==, two->time_us);
  g_assert_cmpint (one->safety, ==, two->safety);
  g_assert_cmpint (one->expires_us, ==, two->expires_us);
  g_assert_cmpstr (one->sent_version, ==, two->sent_version);
  g_assert_cmpstr (one->extra_parent, ==, two->extra_parent);
  g_assert_cmpstr (one->user_id, ==, two->user_id);
  g_assert_cmpint (one->changes->len, ==, two->changes->len);
  for (unsigned i = 0; i < one->changes->len; i++)
    {
      BoJsonChange *a = g_ptr_array_index (one->changes, i);
      BoJsonChange *b = g_ptr_array_index (two->changes, i);

      g_assert_cmpstr (a->path, ==, b->path);
      g_assert_cmpstr (a->before, ==, b->before);
      g_assert_cmpstr (a->after, ==, b->after);
    }
}

static void
assert_only_edit (BoSyncStore *store, BoEdit *edit)
{
  g_autoptr (GPtrArray) edits = bo_sync_store_list_edits (store, edit->entity_id, NULL);

  g_assert_cmpint (edits->len, ==, 1);
  assert_edit (g_ptr_array_index (edits, 0), edit);
}

static void
test_edits (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoEdit) edit = bo_edit_new ("lamp", BO_EDIT_CHANGE);

  g_ptr_array_add (edit->changes, bo_json_change_new ("/name", "\"a\"", "\"b\""));
  g_ptr_array_add (edit->changes, bo_json_change_new ("/content/gone", "0.10", NULL));
  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, "{}"));
  edit->time_us = 123456789;
  edit->safety = BO_SAFETY_CLASS_C;
  edit->expires_us = 987654321;
  edit->user_id = g_strdup ("alice");
  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_add_edit (store, edit, NULL));
  assert_only_edit (store, edit);

  edit->sent_version = g_strdup (V2);
  edit->extra_parent = g_strdup (V3);
  g_ptr_array_remove_index (edit->changes, 1);
  g_assert_true (bo_sync_store_put_edit (store, edit, NULL));
  assert_only_edit (store, edit);

  g_assert_true (bo_sync_store_mark_edit (store, edit->seq, NULL, NULL));
  g_clear_pointer (&edit->sent_version, g_free);
  assert_only_edit (store, edit);

  g_assert_true (bo_sync_store_remove_edit (store, edit->seq, NULL));
  assert_ids (bo_sync_store_list_edits (store, NULL, NULL), _bo_suite_id_of_edit, "");
  g_assert_true (bo_sync_store_remove_edit (store, edit->seq, NULL));
  _bo_suite_commit (store);
}

static void
test_edit_order (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);

  _bo_suite_begin (store);
  _bo_suite_add_edit (store, "b", NULL);
  _bo_suite_add_edit (store, "a", NULL);
  _bo_suite_add_edit (store, "b", NULL);
  assert_ids (bo_sync_store_list_edits (store, NULL, NULL), _bo_suite_id_of_edit, "b a b");
  assert_ids (bo_sync_store_list_edits (store, "b", NULL), _bo_suite_id_of_edit, "b b");
  assert_ids (bo_sync_store_list_edits (store, "nobody", NULL), _bo_suite_id_of_edit, "");
  _bo_suite_commit (store);
}

static void
test_expired (gconstpointer factory)
{
  static const struct { const char *id; int64_t expires_us; const char *sent; } edits[] = {
    { "never", 0, NULL }, { "past", 99, NULL }, { "now", 100, NULL }, { "later", 101, NULL }, { "sent", 50, V1 },
    { "composed", 50, V1 }, { "refused", 50, V1 }, { "sent-later", 101, V1 },
  };
  static const struct { const char *id; int sends; BoSyncStatus status; } records[] = {
    { "sent", 1, BO_STATUS_SENDING }, { "composed", 0, BO_STATUS_PENDING },
    { "refused", 3, BO_STATUS_QUARANTINED }, { "sent-later", 1, BO_STATUS_SENDING },
  };
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);

  _bo_suite_begin (store);
  for (size_t i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (BoEdit) edit = bo_edit_new (edits[i].id, BO_EDIT_CHANGE);

      edit->expires_us = edits[i].expires_us;
      edit->sent_version = g_strdup (edits[i].sent);
      g_assert_true (bo_sync_store_add_edit (store, edit, NULL));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (BoRecord) record = bo_record_new (records[i].id);

      record->outgoing = _bo_suite_entity (records[i].id, V1, "Out", NULL, NULL);
      record->sends = records[i].sends;
      record->status = records[i].status;
      g_assert_true (bo_sync_store_add_version (store, record->outgoing, BO_ORIGIN_HERE, 1, NULL, NULL));
      g_assert_true (bo_sync_store_put_record (store, record, NULL));
    }
  assert_ids (bo_sync_store_list_expired (store, 100, false, NULL), _bo_suite_id_of_edit, "past now composed");
  assert_ids (bo_sync_store_list_expired (store, 100, true, NULL), _bo_suite_id_of_edit, "sent");
  _bo_suite_commit (store);
}

void
bo_store_suite_add (const char *prefix, BoStoreSuiteFactory factory)
{
  _bo_suite_add (prefix, "record/whole", factory, test_record_whole);
  _bo_suite_add (prefix, "record/shown", factory, test_record_shown);
  _bo_suite_add (prefix, "record/unreadable", factory, test_record_unreadable);
  _bo_suite_add (prefix, "record/absent", factory, test_record_absent);
  _bo_suite_add (prefix, "record/same-id-other-case", factory, test_same_id_other_case);
  _bo_suite_add (prefix, "pending", factory, test_pending);
  _bo_suite_add (prefix, "unwalked", factory, test_unwalked);
  _bo_suite_add (prefix, "hub-versions", factory, test_hub_versions);
  _bo_suite_add (prefix, "versions", factory, test_versions);
  _bo_suite_add (prefix, "withdrawn", factory, test_withdrawn);
  _bo_suite_add (prefix, "history-outlives", factory, test_history_outlives);
  _bo_suite_add (prefix, "edits", factory, test_edits);
  _bo_suite_add (prefix, "edit-order", factory, test_edit_order);
  _bo_suite_add (prefix, "expired", factory, test_expired);
  _bo_suite_add_journal (prefix, factory);
  _bo_suite_add_state (prefix, factory);
}
