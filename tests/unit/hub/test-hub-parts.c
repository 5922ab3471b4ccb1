/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "bo-error.h"
#include "bo-hub-db-private.h"
#include "bo-hub-demo-private.h"
#include "bo-hub-jwt.h"
#include "bo-hub-limiter.h"
#include "bo-hub-memory.h"
#include "bo-hub-png.h"
#include "hub-test.h"

/* The small parts: tokens, locked-out addresses, pictures, people, and a store that fails. */

static void
test_jwt (void)
{
  uint8_t key[BO_HUB_KEY_BYTES] = { 1 };
  uint8_t other[BO_HUB_KEY_BYTES] = { 2 };
  g_autoptr(BoHubClaims) claims = bo_hub_claims_new ("admin", "admin", "id", 1000, 2000);
  g_autofree char *token = bo_hub_jwt_make (key, claims);
  g_autoptr(BoHubClaims) read = bo_hub_jwt_check (key, token, 1500);

  g_assert_nonnull (read);
  g_assert_cmpstr (read->subject, ==, "admin");
  g_assert_true (bo_hub_claims_is_admin (read));
  g_assert_cmpint (read->expires, ==, 2000);

  g_assert_null (bo_hub_jwt_check (other, token, 1500));
  g_assert_null (bo_hub_jwt_check (key, token, 2061)); /* over */
  g_assert_null (bo_hub_jwt_check (key, token, 939));  /* not yet made */
  g_assert_null (bo_hub_jwt_check (key, "", 1500));

  /* every single letter counts */
  for (size_t i = 0; i < strlen (token); i++)
    {
      g_autofree char *bent = g_strdup (token);

      bent[i] = bent[i] == 'A' ? 'B' : 'A';
      g_assert_null (bo_hub_jwt_check (key, bent, 1500));
      bent[i] = '\0';
      g_assert_null (bo_hub_jwt_check (key, bent, 1500));
    }
}

static void
test_limiter_of_all (void)
{
  g_autoptr(BoHubLimiter) limiter = bo_hub_limiter_new ();
  int64_t now = T0;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *address = g_strdup_printf ("192.0.2.%d", i);

      g_assert_cmpint (bo_hub_limiter_wait (limiter, address, now), ==, 0);
      bo_hub_limiter_failed (limiter, address, now);
    }
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "198.51.100.1", now), ==, 3);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "198.51.100.1", now + 3 * SECOND), ==, 0);
  bo_hub_limiter_failed (limiter, "198.51.100.1", now + 3 * SECOND);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "198.51.100.2", now + 3 * SECOND), ==, 3);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "198.51.100.2", now + 400 * SECOND), ==, 0);
}

static void
test_limiter_networks (void)
{
  g_autoptr(BoHubLimiter) limiter = bo_hub_limiter_new ();

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *address = g_strdup_printf ("2001:db8:1:2::%d", i);

      bo_hub_limiter_failed (limiter, address, T0);
    }
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "2001:db8:1:2:ffff::1", T0), ==, 15 * 60);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "2001:db8:1:3::1", T0), ==, 0);
}

static void
test_limiter (void)
{
  g_autoptr(BoHubLimiter) limiter = bo_hub_limiter_new ();
  int64_t now = 1000 * SECOND;

  for (int i = 0; i < 5; i++)
    {
      g_assert_cmpint (bo_hub_limiter_wait (limiter, "a", now), ==, 0);
      bo_hub_limiter_failed (limiter, "a", now);
      now += 60 * SECOND;
    }
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "a", now), ==, 14 * 60);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "b", now), ==, 0);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "a", now + 14 * 60 * SECOND), ==, 0);

  /* four, and the right one: begins anew */
  for (int i = 0; i < 4; i++)
    bo_hub_limiter_failed (limiter, "c", now);
  bo_hub_limiter_passed (limiter, "c");
  bo_hub_limiter_failed (limiter, "c", now);
  g_assert_cmpint (bo_hub_limiter_wait (limiter, "c", now), ==, 0);

  /* slowly enough is never locked out */
  for (int i = 0; i < 20; i++)
    {
      now += 76 * SECOND;
      bo_hub_limiter_failed (limiter, "d", now);
      g_assert_cmpint (bo_hub_limiter_wait (limiter, "d", now), ==, 0);
    }
}

static void
test_png (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) png = bo_hub_qr_png ("{\"type\":\"guest_access\"}", 4, &error);
  g_autofree char *long_text = g_strnfill (4000, 'x');
  const uint8_t *data;
  size_t length;

  g_assert_no_error (error);
  data = g_bytes_get_data (png, &length);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpmem (data + 12, 4, "IHDR", 4);
  g_assert_cmpmem (data + length - 8, 4, "IEND", 4);
  /* the CRC of an empty IEND, as every PNG ends */
  g_assert_cmpmem (data + length - 4, 4, "\xae\x42\x60\x82", 4);

  g_assert_null (bo_hub_qr_png (long_text, 4, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_TOO_LARGE);
}

/* --- people --- */

static void
test_habits (void)
{
  static const char lamp[] =
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"lightbulb\",\"characteristics\":["
    "{\"id\":\"c\",\"characteristic_type\":\"brightness\",\"value\":50}]}]}";
  static const char door[] =
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"garage_door_opener\",\"characteristics\":["
    "{\"id\":\"now\",\"characteristic_type\":\"current_door_state\",\"value\":1},"
    "{\"id\":\"aim\",\"characteristic_type\":\"target_door_state\",\"value\":0}]}]}";

  for (uint64_t i = 0; i < 100; i++)
    {
      g_autofree char *value = NULL;
      g_autofree char *path = _bo_hub_demo_change (lamp, true, bo_splitmix (1, 2, i), &value);
      int64_t number = g_ascii_strtoll (value, NULL, 10);

      g_assert_cmpstr (path, ==, "/services/=s/characteristics/=c/value");
      g_assert_cmpint (number, !=, 50);
      g_assert_cmpint (ABS (number - 50), <=, 30);
    }

  {
    g_autofree char *value = NULL;
    g_autofree char *path = _bo_hub_demo_follow (door, &value);

    g_assert_cmpstr (path, ==, "/services/=s/characteristics/=now/value");
    g_assert_cmpstr (value, ==, "0");
  }

  /* nobody opens it by chance */
  for (uint64_t i = 0; i < 100; i++)
    {
      g_autofree char *value = NULL;

      g_assert_null (_bo_hub_demo_change (door, i % 2 == 0, bo_splitmix (1, 2, i), &value));
    }
}

/* --- a store that fails --- */

static void
test_failing_store (void)
{
  bool passed = false;

  /* At whichever call it fails, all of the batch is there afterwards, or nothing. */
  for (int n = 1; !passed; n++)
    {
      Home home;
      g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
      g_autoptr(BoSyncRequest) request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;
      g_autoptr(BoSyncResponse) after = NULL;
      g_autoptr(GError) error = NULL;

      home_set_up (&home, "sqlite");
      request_add (request, BO_CHANGE_CREATE, "one", "v1", "{}", NULL);
      request_add (request, BO_CHANGE_CREATE, "two", "v1", "{}", NULL);
      request_add_edge (request, "edge", "one", "v1", "two", "v1");

      bo_db_fail_after (BO_HUB_DB (home.store)->db, n, SQLITE_FULL);
      response = bo_hub_rules_sync (home.rules, request, home.now_us, errors, &error);
      bo_db_fail_after (BO_HUB_DB (home.store)->db, 0, 0);
      passed = response != NULL;
      if (!passed)
        g_assert_error (error, BO_ERROR, BO_ERROR_NO_SPACE);

      after = home_sync (&home, request_new (BO_SYNC_TYPE_FULL));
      if (after->changes->len != 0)
        g_assert_cmpuint (after->changes->len, ==, 2);
      if (passed)
        g_assert_cmpuint (after->changes->len, ==, 2);
      g_assert_cmpint (n, <, 100);
      home_tear_down (&home, "sqlite");
    }
}

static void
test_memory_rollback (void)
{
  g_autoptr(BoHubStore) store = bo_hub_memory_new ("epoch");
  g_autoptr(BoEntity) first = bo_entity_new ("id", "v1", "room", "A", "{}", "manual", "u", NULL);
  g_autoptr(BoEntity) second = bo_entity_new ("id", "v2", "room", "B", "{}", "manual", "u", NULL);
  g_autoptr(BoEdge) edge = bo_edge_new ("e", "id", "v1", "id", "v1", "located_in", "{}", "u", 0);
  g_autoptr(BoEdge) moved = bo_edge_new ("e", "id", "v2", "id", "v2", "located_in", "{}", "u", 0);
  g_autoptr(BoHubRow) before = NULL;
  g_autoptr(BoHubRow) current = NULL;
  g_autoptr(BoHubRow) gone = NULL;
  g_autoptr(BoHubEdgeRow) held = NULL;
  BoHubStamp stamp = { 1, 10, 10 };

  bo_hub_store_begin (store, NULL);
  bo_hub_store_add_version (store, first, NULL, true, NULL, &stamp, NULL);
  stamp.seq++;
  bo_hub_store_put_edge (store, edge, &stamp, NULL);
  bo_hub_store_commit (store, NULL);

  before = bo_hub_store_get_current (store, "id", NULL);
  bo_hub_store_begin (store, NULL);
  stamp.seq++;
  bo_hub_store_add_version (store, second, NULL, true, before, &stamp, NULL);
  stamp.seq++;
  bo_hub_store_put_edge (store, moved, &stamp, NULL);
  bo_hub_store_rollback (store);

  current = bo_hub_store_get_current (store, "id", NULL);
  g_assert_cmpstr (current->entity->version, ==, "v1");
  gone = bo_hub_store_get_version (store, "id", "v2", NULL);
  g_assert_null (gone);
  held = bo_hub_store_get_edge (store, "e", NULL);
  g_assert_cmpint (held->seq, ==, 2);
  bo_hub_store_get_last (store, &stamp, NULL);
  g_assert_cmpint (stamp.seq, ==, 2);
}

static void
test_memory_copy (void)
{
  Home home;
  g_autoptr(BoHubStore) copy = NULL;
  g_autoptr(BoHubRow) row = NULL;

  home_set_up (&home, "memory");
  bo_sync_response_free (home_push (&home, BO_CHANGE_CREATE, "id", "v1", "{}", NULL));
  copy = bo_hub_memory_copy (BO_HUB_MEMORY (home.store), "other");
  bo_sync_response_free (home_push (&home, BO_CHANGE_UPDATE, "id", "v2", "{}", "v1"));

  row = bo_hub_store_get_current (copy, "id", NULL);
  g_assert_cmpstr (row->entity->version, ==, "v1");
  g_assert_cmpstr (bo_hub_store_get_epoch (copy), ==, "other");
  home_tear_down (&home, "memory");
}

int
main (int   argc,
      char *argv[])
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hub/parts/jwt", test_jwt);
  g_test_add_func ("/hub/parts/limiter", test_limiter);
  g_test_add_func ("/hub/parts/limiter-of-all", test_limiter_of_all);
  g_test_add_func ("/hub/parts/limiter-networks", test_limiter_networks);
  g_test_add_func ("/hub/parts/png", test_png);
  g_test_add_func ("/hub/parts/habits", test_habits);
  g_test_add_func ("/hub/parts/failing-store", test_failing_store);
  g_test_add_func ("/hub/parts/memory-rollback", test_memory_rollback);
  g_test_add_func ("/hub/parts/memory-copy", test_memory_copy);
  return g_test_run ();
}
