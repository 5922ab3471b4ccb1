/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include <sqlite3.h>

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

/* Behind the hub's back. @...: values for ?1 and ?2 */
static void
change_hub (House      *house,
            const char *sql,
            const char *one,
            const char *two)
{
  g_autofree char *path = house_path (house, "hub/hub.db");
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_bind_text (statement, 1, one, -1, SQLITE_STATIC), ==, SQLITE_OK);
  if (two != NULL)
    g_assert_cmpint (sqlite3_bind_text (statement, 2, two, -1, SQLITE_STATIC), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
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
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (offline, lamp));
  house_start_hub (house);
  client_close (alone);
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
  g_test_add_func ("/report/beside-synchronisation", test_beside_synchronisation);
  return g_test_run ();
}
