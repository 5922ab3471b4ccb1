/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules-rig.h"

/* What an acknowledgement settled comes back in the same answer, and isn't read once more only to find that; whatever
   else the answer says of it is read. Counted at the store. */

static BoRecord *(*real_get_record) (BoSyncStore *store, const char *id, GError **error);
static int n_read;

static BoRecord *
count_get_record (BoSyncStore *store, const char *id, GError **error)
{
  n_read++;
  return real_get_record (store, id, error);
}

/* A lamp of which an edit is under way. */
static Rig *
rig_new_sent (const char *device_name)
{
  Rig *rig = rig_new ();

  real_get_record = BO_SYNC_STORE_GET_IFACE (rig->store)->get_record;
  g_assert_true (bo_rules_name_device (rig->store, rig_tick (rig), device_name, NULL));
  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  return rig;
}

static BoEntity *
sent (Rig *rig)
{
  g_autoptr(BoRecord) record = rig_record_of (rig);

  g_assert_nonnull (record->outgoing);
  return bo_entity_ref (record->outgoing);
}

static BoEntity *
made_from (BoEntity *entity, const char *version)
{
  const char *parents[] = { entity->version, NULL };

  return bo_entity_new (ID, version, "device", "Lamp", "{\"a\":7}", "manual", "bob", parents);
}

static void
add (BoSyncResponse *response, BoEntity *entity, const char *device_name)
{
  BoChange *change = bo_change_new (BO_CHANGE_UPDATE, entity);

  change->device_name = g_strdup (device_name);
  g_ptr_array_add (response->changes, change);
}

/* The hub acknowledges what was sent, and sends @response with that. How often the lamp's row was read meanwhile. */
static int
acknowledge_with (Rig *rig, BoSyncResponse *response)
{
  BoSyncStoreInterface *store = BO_SYNC_STORE_GET_IFACE (rig->store);

  g_ptr_array_add (response->applied, g_strdup (ID));
  n_read = 0;
  store->get_record = count_get_record;
  rig_give (rig, response, rig->items);
  store->get_record = real_get_record;
  return n_read;
}

/* Once, for the acknowledgement. */
static void
test_echo (void)
{
  g_autoptr(Rig) rig = rig_new_sent ("Desk");
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig);
  g_autoptr(BoRecord) record = NULL;

  add (response, version, "Desk");
  g_assert_cmpint (acknowledge_with (rig, response), ==, 1);
  record = rig_record_of (rig);
  g_assert_cmpint (record->status, ==, BO_STATUS_SYNCED);
  g_assert_cmpstr (record->hub_version, ==, version->version);
  g_assert_cmpstr (record->device_name, ==, "Desk");
}

/* It is of one answer: the next one that brings the same version is read. */
static void
test_next_answer (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new (), next = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig);

  g_assert_cmpint (acknowledge_with (rig, response), ==, 1);
  g_clear_pointer (&rig->items, g_ptr_array_unref);
  add (next, version, NULL);
  g_assert_cmpint (acknowledge_with (rig, next), ==, 1);
}

/* Whose it is, too: what the hub says of that stays. */
static void
test_other_device (void)
{
  g_autoptr(Rig) rig = rig_new_sent ("Desk");
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig);
  g_autoptr(BoRecord) record = NULL;

  add (response, version, "Kitchen");
  g_assert_cmpint (acknowledge_with (rig, response), ==, 2);
  record = rig_record_of (rig);
  g_assert_cmpstr (record->device_name, ==, "Kitchen");
}

/* Somebody else's version of it is taken. */
static void
test_other_version (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig), theirs = made_from (version, V2);
  g_autoptr(BoRecord) record = NULL;

  add (response, theirs, NULL);
  g_assert_cmpint (acknowledge_with (rig, response), ==, 2);
  record = rig_record_of (rig);
  g_assert_cmpstr (record->hub_version, ==, V2);
  rig_assert_shown (rig, "/a", "7");
}

/* The one behind what was settled, too: the last in the hub's order stays (FAULTS §2). */
static void
test_then_other (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig), theirs = made_from (version, V2);

  add (response, version, NULL);
  add (response, theirs, NULL);
  g_assert_cmpint (acknowledge_with (rig, response), ==, 2);
  rig_assert_shown (rig, "/a", "7");
}

/* Once something else was written of it, what was settled is news again. */
static void
test_other_then (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig), theirs = made_from (version, V2);
  g_autoptr(BoRecord) record = NULL;

  add (response, theirs, NULL);
  add (response, version, NULL);
  g_assert_cmpint (acknowledge_with (rig, response), ==, 3);
  record = rig_record_of (rig);
  g_assert_cmpstr (record->hub_version, ==, version->version);
}

/* While a newer edit waits, what comes back is what the row needs to be told. */
static void
test_edited_since (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig);

  rig_edit (rig, "/content/b", "3");
  add (response, version, NULL);
  g_assert_cmpint (acknowledge_with (rig, response), ==, 2);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  rig_assert_shown (rig, "/b", "3");
}

/* In a walk the row has to learn that the hub listed it: else it would be offered again. */
static void
test_walk (void)
{
  g_autoptr(Rig) rig = rig_new_sent (NULL);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) version = sent (rig);
  g_autoptr(BoSyncState) state = NULL;
  g_autoptr(BoRecord) record = NULL;

  g_assert_true (bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL));
  state = bo_sync_store_get_state (rig->store, NULL);
  state->walk++;
  g_assert_true (bo_sync_store_put_state (rig->store, state, NULL));
  g_assert_true (bo_sync_store_commit (rig->store, NULL));

  add (response, version, NULL);
  g_assert_cmpint (acknowledge_with (rig, response), ==, 2);
  record = rig_record_of (rig);
  g_assert_cmpint (record->walk, ==, state->walk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/settled/echo", test_echo);
  g_test_add_func ("/sync/settled/next-answer", test_next_answer);
  g_test_add_func ("/sync/settled/other-device", test_other_device);
  g_test_add_func ("/sync/settled/other-version", test_other_version);
  g_test_add_func ("/sync/settled/then-other", test_then_other);
  g_test_add_func ("/sync/settled/other-then", test_other_then);
  g_test_add_func ("/sync/settled/edited-since", test_edited_since);
  g_test_add_func ("/sync/settled/walk", test_walk);
  return g_test_run ();
}
