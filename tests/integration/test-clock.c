/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "bo-pair.h"

/* Clocks that are years off, that go backwards, that step: nothing is lost, and what this device made
   stays in its order (FAULTS §3). */

#define HOUR (INT64_C (3600) * G_USEC_PER_SEC)
#define YEAR (INT64_C (365) * 24 * HOUR)

static char *
make_version (BoPair *pair, int64_t hub_off, const char *user)
{
  return bo_version_format (pair->now_us + hub_off, 1, user);
}

static void
push_from_elsewhere (BoPair *pair, const char *id)
{
  g_autofree char *version = make_version (pair, pair->hub_offset_us, "bob");
  g_autoptr (BoEntity) entity = bo_entity_new (id, version, "device", id, "{}", "manual", "bob", NULL);

  bo_pair_push (pair, entity, NULL);
}

static void
rename_lamp (BoPair *pair, const char *id, const char *name, bool create)
{
  g_autoptr (BoEdit) edit = bo_edit_new (id, create ? BO_EDIT_CREATE : BO_EDIT_CHANGE);
  g_autoptr (BoEntity) entity = bo_entity_new (id, "", "device", name, "{}", "manual", "alice", NULL);
  g_autofree char *document = bo_entity_to_document (entity);
  g_autofree char *text = g_strdup_printf ("\"%s\"", name);
  g_autoptr (GError) error = NULL;
  BoContext context = bo_pair_context (pair);
  BoStep step = { .edit = edit };

  g_ptr_array_add (edit->changes, create ? bo_json_change_new ("", NULL, document)
                                         : bo_json_change_new ("/name", NULL, text));
  bo_rules_edit (BO_SYNC_STORE (pair->store), &context, &step, 1, &error);
  g_assert_no_error (error);
}

static BoPair *
open_pair (const char *device)
{
  BoPair *pair = bo_pair_new ();
  g_autoptr (BoHubDb) hub = bo_hub_db_open (":memory:", BO_DB_MEMORY, NULL);
  BoContext context;

  pair->store = bo_store_open (device, false, 7, NULL);
  pair->rules = bo_hub_rules_new (BO_HUB_STORE (hub));
  context = bo_pair_context (pair);
  g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (pair->store), &context, "http://hub", "alice", NULL, "admin", NULL));
  return pair;
}

static void
sync_well (BoPair *pair)
{
  g_autoptr (GError) error = NULL;

  bo_pair_sync (pair, &error);
  g_assert_no_error (error);
  bo_pair_assert_alike (pair);
}

/* The times of all versions of this device of one thing, oldest first, must rise. */
static int
assert_rising (BoPair *pair, const char *id)
{
  g_autoptr (GPtrArray) versions = bo_store_list_versions (pair->store, id, NULL);
  int64_t last = INT64_MIN;

  for (unsigned i = 0; i < versions->len; i++)
    {
      BoStoreVersion *version = g_ptr_array_index (versions, i);
      int64_t time_us = 0;

      g_assert_true (bo_version_parse_time (version->entity->version, &time_us));
      g_assert_cmpint (time_us, >, last);
      last = time_us;
    }
  return (int) versions->len;
}

static void
test_years (const void *data)
{
  int64_t off = GPOINTER_TO_INT (data) * YEAR;
  g_autoptr (BoPair) pair = open_pair (":memory:");
  g_autoptr (BoSyncState) state = NULL;

  pair->hub_offset_us = off;
  push_from_elsewhere (pair, "theirs");
  rename_lamp (pair, "mine", "One", true);
  sync_well (pair);
  push_from_elsewhere (pair, "later");
  rename_lamp (pair, "mine", "Two", false);
  rename_lamp (pair, "theirs", "Three", false);
  sync_well (pair);
  g_assert_cmpint (assert_rising (pair, "mine"), ==, 2);
  g_assert_cmpint (assert_rising (pair, "theirs"), ==, 2);
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (pair->store), BO_DURABILITY_NORMAL, NULL));
  state = bo_sync_store_get_state (BO_SYNC_STORE (pair->store), NULL);
  bo_sync_store_rollback (BO_SYNC_STORE (pair->store));
  /* What a person is warned of from two minutes on. */
  g_assert_cmpint (ABS (state->clock_offset_us - off), <, 60 * (int64_t) G_USEC_PER_SEC);
}

/* The device's own clock goes back an hour between edits, and the program is started anew. */
static void
test_backwards (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bo-clock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "home.db", NULL);
  g_autoptr (BoPair) pair = open_pair (path);

  rename_lamp (pair, "mine", "One", true);
  sync_well (pair);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Edit %d", i);

      pair->now_us -= HOUR;
      pair->hub_offset_us += HOUR;
      g_clear_pointer (&pair->store, bo_store_close);
      pair->store = bo_store_open (path, false, 8, NULL);
      rename_lamp (pair, "mine", name, false);
      sync_well (pair);
    }
  g_assert_cmpint (assert_rising (pair, "mine"), ==, 4);
  g_clear_pointer (&pair, bo_pair_free);
  g_unlink (path);
  g_rmdir (folder);
}

/* The hub's clock steps to and fro while others write there. */
static void
test_hub_steps (void)
{
  g_autoptr (BoPair) pair = open_pair (":memory:");

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("thing-%d", i);

      pair->hub_offset_us += (i % 3 == 0 ? -5 : 3) * HOUR;
      push_from_elsewhere (pair, id);
      if (i % 2 == 0)
        rename_lamp (pair, "mine", id, i == 0);
      sync_well (pair);
    }
  g_assert_cmpint (assert_rising (pair, "mine"), ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clock/ahead", GINT_TO_POINTER (10), test_years);
  g_test_add_data_func ("/clock/behind", GINT_TO_POINTER (-10), test_years);
  g_test_add_func ("/clock/backwards", test_backwards);
  g_test_add_func ("/clock/hub-steps", test_hub_steps);
  return g_test_run ();
}
