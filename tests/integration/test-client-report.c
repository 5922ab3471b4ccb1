/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bo-client-private.h"
#include "hub-rows.h"

/* What is handed to whoever is to find out why this device and the hub differ. */

static char *
save (House    *house,
      BoClient *client)
{
  g_autofree char *path = house_path (house, "report.json");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  bo_client_save_report_async (client, path, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (bo_client_write_finish (client, result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static BoJson
listed_in (const char *text)
{
  BoJson report;

  g_assert_true (bo_json_scan (text, -1, 16, BO_JSON_SCAN_STRICT, &report, NULL));
  return bo_json_member (report, "listed_by_hub");
}

static void
assert_number (BoJson      listed,
               const char *name,
               int64_t     expected)
{
  int64_t number = -1;

  g_assert_true (bo_json_get_int64 (bo_json_member (listed, name), &number));
  g_assert_cmpint (number, ==, expected);
}

/* The only element of a list: its @member is @expected. */
static void
assert_only (BoJson      listed,
             const char *list,
             const char *member,
             const char *expected)
{
  BoJson elements = bo_json_member (listed, list);
  g_autofree char *found = bo_json_member_string (bo_json_element (elements, 0), member);

  g_assert_cmpuint (bo_json_size (elements), ==, 1);
  g_assert_cmpstr (found, ==, expected);
}

/* Rows that were changed, lost and added there are each named. */
static void
test_differs (void)
{
  static const char other[] = "2027-01-01T00:00:00.000000+00:00-000001-nobody";
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *peer = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *changed = make_lamp (client, NULL, "Changed");
  g_autofree char *lost = make_lamp (client, NULL, "Lost");
  g_autofree char *gone = make_lamp (client, NULL, "Removed");
  g_autofree char *added = NULL, *before = NULL, *after = NULL, *digest = NULL, *digest_then = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  BoJson listed;

  client_sync_well (client);
  bo_client_remove_async (client, gone, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  client_sync_well (client);
  before = save (house, client);
  listed = listed_in (before);
  assert_number (listed, "count", 3); /* the tombstone is one of them */
  digest = client_digest (client, NULL);
  digest_then = bo_json_member_string (listed, "digest");
  g_assert_cmpstr (digest_then, ==, digest);
  g_assert_cmpuint (bo_json_size (bo_json_member (listed, "only_here")), ==, 0);
  g_assert_cmpuint (bo_json_size (bo_json_member (listed, "only_there")), ==, 0);
  g_assert_cmpuint (bo_json_size (bo_json_member (listed, "different")), ==, 0);

  added = make_lamp (peer, NULL, "Added");
  client_sync_well (peer);
  house_stop_hub (house);
  change_hub (house, "UPDATE version SET version = ?2 WHERE id = ?1", changed, other);
  change_hub (house, "DELETE FROM version WHERE id = ?1", lost, NULL);
  house_start_hub (house);
  after = save (house, client);
  listed = listed_in (after);
  assert_number (listed, "count", 3);
  assert_number (listed, "without_id", 0);
  assert_only (listed, "only_here", "id", lost);
  assert_only (listed, "only_there", "id", added);
  assert_only (listed, "different", "id", changed);
  assert_only (listed, "different", "there", other);
  g_assert_null (strstr (after, "Lost"));
  g_assert_null (strstr (after, "Added"));
  g_clear_object (&result);
  client_close (client);
  client_close (peer);
}

/* Without the hub the rest is saved all the same, and it says why that is all. */
static void
test_alone (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *alone = house_client (house, "alone", BO_OPEN_NO_SYNC);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *without = NULL, *offline = NULL, *problem = NULL;

  client_sync_well (client);
  without = save (house, alone);
  g_assert_cmpint (bo_json_kind (listed_in (without)), ==, BO_JSON_KIND_NULL);
  house_stop_hub (house);
  offline = save (house, client);
  problem = bo_json_member_string (listed_in (offline), "problem");
  g_assert_cmpstr (problem, !=, NULL);
  g_assert_cmpuint (strlen (problem), >, 0);
  g_assert_nonnull (strstr (offline, lamp));
  house_start_hub (house);
  client_close (alone);
  client_close (client);
}

/* --- what may be at fault --- */

#define V "2026-05-01T10:00:00.000000+00:00-000001-bob"

typedef struct
{
  const char  *id;
  BoSyncStatus status;
  const char  *hub_version;  /* nullable */
  int64_t      walk;
  const char  *raw;          /* nullable */
  const char  *suspect;      /* nullable: the word for it */
} Suspect;

static const Suspect suspects[] = {
  { "calm", BO_STATUS_SYNCED, V, 3, NULL, NULL },
  { "raw", BO_STATUS_UNREADABLE, V, 3, "{}", "unreadable" },
  { "refused", BO_STATUS_QUARANTINED, V, 3, NULL, "quarantined" },
  { "open", BO_STATUS_SYNCED, NULL, 3, NULL, "not known what the hub holds" },
  { "missed", BO_STATUS_SYNCED, V, 2, NULL, "not in the last walk" },
};

static void
put_suspect (BoSyncStore   *store,
             const Suspect *suspect)
{
  g_autoptr(BoEntity) entity = bo_entity_new (suspect->id, V, "device", "Secret name", "{}", "manual", "bob", NULL);
  g_autoptr(BoRecord) record = bo_record_new (suspect->id);

  if (suspect->raw == NULL)
    {
      record->shown = bo_entity_ref (entity);
      record->confirmed = bo_entity_ref (entity);
    }
  record->status = suspect->status;
  record->hub_version = g_strdup (suspect->hub_version);
  record->walk = suspect->walk;
  record->raw = g_strdup (suspect->raw);
  g_assert_true (bo_sync_store_put_record (store, record, NULL));
}

static void *
suspects_func (BoStore  *store,
               void     *data,
               GError  **error)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(BoSyncState) state = NULL;
  char **digest = data;

  g_assert_true (bo_sync_store_begin (rows, BO_DURABILITY_NORMAL, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (suspects); i++)
    put_suspect (rows, &suspects[i]);
  state = bo_sync_store_get_state (rows, NULL);
  state->walk = 3;
  state->diverged = true;
  state->hub_digest = g_strdup ("another");
  state->watermark = g_strdup ("2026-05-01T10:00:01+00:00");
  g_assert_true (bo_sync_store_put_state (rows, state, NULL));
  *digest = bo_sync_store_get_digest (rows, NULL, NULL);
  g_assert_true (bo_sync_store_commit (rows, NULL));
  return BO_STORES_DONE;
}

static void
assert_suspect (BoJson         row,
                const Suspect *suspect)
{
  g_autofree char *found = bo_json_member_string (row, "suspect");
  g_autofree char *hub = bo_json_member_string (row, "hub");
  g_autofree char *status = bo_json_member_string (row, "status");

  g_assert_cmpstr (found, ==, suspect->suspect);
  g_assert_cmpstr (hub, ==, suspect->hub_version);
  g_assert_cmpstr (status, ==, bo_sync_status_to_string (suspect->status));
}

static void
assert_suspects (BoJson report)
{
  BoJson versions = bo_json_member (report, "versions");

  g_assert_cmpuint (bo_json_size (versions), ==, G_N_ELEMENTS (suspects));
  for (size_t i = 0; i < G_N_ELEMENTS (suspects); i++)
    {
      bool there = false;

      for (size_t j = 0; j < G_N_ELEMENTS (suspects); j++)
        {
          BoJson row = bo_json_element (versions, j);

          if (!bo_json_string_is (bo_json_member (row, "id"), suspects[i].id))
            continue;
          assert_suspect (row, &suspects[i]);
          there = true;
        }
      g_assert_true (there);
    }
}

/* Each row says why it may be the one; the digest is what is here, not what the hub says; nobody else reads it. */
static void
test_suspects (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "alone", BO_OPEN_NO_SYNC);
  g_autofree char *path = house_path (house, "report.json");
  g_autofree char *text = NULL, *digest = NULL, *said = NULL, *theirs = NULL, *watermark = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  bool diverged = false;
  GStatBuf status;
  BoJson report;

  bo_stores_write_async (client->stores, suspects_func, &digest, NULL, NULL, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_nonnull (bo_stores_finish (result, NULL));
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  text = save (house, client);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (bo_json_scan (text, -1, 16, BO_JSON_SCAN_STRICT, &report, NULL));
  assert_suspects (report);
  said = bo_json_member_string (report, "digest");
  theirs = bo_json_member_string (report, "hub_digest");
  watermark = bo_json_member_string (report, "watermark");
  g_assert_cmpstr (said, ==, digest);
  g_assert_cmpstr (theirs, ==, "another");
  g_assert_cmpstr (watermark, ==, "2026-05-01T10:00:01+00:00");
  g_assert_true (bo_json_get_bool (bo_json_member (report, "diverged"), &diverged) && diverged);
  assert_number (report, "walk", 3);
  assert_number (report, "digest_covers", 4);
  assert_number (report, "unreadable", 1);
  assert_number (report, "quarantined", 1);
  g_assert_null (strstr (text, "Secret name"));
  client_close (client);
}

/* While it synchronises by itself, with the connection it has. */
static void
test_beside_synchronisation (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_DEFAULT);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *text = NULL;

  wait_until (bo_client_get_phase (client) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (client) == 0);
  text = save (house, client);
  assert_number (listed_in (text), "count", 1);
  client_close (client);
}

int
main (int    argc,
      char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/report/differs", test_differs);
  g_test_add_func ("/report/alone", test_alone);
  g_test_add_func ("/report/suspects", test_suspects);
  g_test_add_func ("/report/beside-synchronisation", test_beside_synchronisation);
  return g_test_run ();
}
