/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-store.h"

#define HOUR (INT64_C (3600) * 1000000)
#define START (INT64_C (490000) * HOUR)

/* A reading is called "r…". */
static bool
is_reading (BoEntity *parent, BoEntity *version)
{
  return version->name[0] == 'r';
}

typedef struct
{
  BoStore *store;
  char    *last;  /* version */
  int      count;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = bo_store_open (":memory:", false, 7, NULL);
  g_assert_nonnull (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (bo_store_check (fixture->store, NULL));
  bo_store_close (fixture->store);
  g_free (fixture->last);
}

static BoEntity *
make_version (Fixture *fixture, const char *id, const char *name, int64_t time_us, const char *parent)
{
  g_autofree char *time = bo_time_format (time_us);
  g_autofree char *version = g_strdup_printf ("%s-%06d-hub", time, ++fixture->count);
  const char *parents[] = { parent, NULL };

  return bo_entity_new (id, version, "device", name, "{}", "homekit", "hub", parents);
}

/* A version made from the one added last. */
static void
add (Fixture *fixture, const char *id, const char *name, int64_t minutes, BoOrigin origin)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (BoEntity) entity = make_version (fixture, id, name, START + minutes * HOUR / 60, fixture->last);

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_add_version (store, entity, origin, 5, NULL, NULL));
  g_assert_true (bo_sync_store_commit (store, NULL));
  g_free (fixture->last);
  fixture->last = g_strdup (entity->version);
}

static int64_t
thin (Fixture *fixture, int64_t before_us)
{
  BoThinning thinning = { 0 };
  g_autoptr (GError) error = NULL;
  bool more = true;

  for (int steps = 0; more; steps++)
    {
      g_assert_cmpint (steps, <, 1000);
      bo_store_thin_history (fixture->store, before_us, is_reading, &thinning, &more, &error);
      g_assert_no_error (error);
    }
  return thinning.removed;
}

static void
assert_names (Fixture *fixture, const char *id, const char *expected)
{
  g_autoptr (GPtrArray) versions = bo_store_list_versions (fixture->store, id, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (unsigned int i = 0; i < versions->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((BoStoreVersion *) g_ptr_array_index (versions, i))->entity->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_hours (Fixture *fixture, gconstpointer data)
{
  add (fixture, "s", "made", 0, BO_ORIGIN_HUB);
  add (fixture, "s", "r1", 10, BO_ORIGIN_HUB);
  add (fixture, "s", "r2", 20, BO_ORIGIN_HUB);
  add (fixture, "s", "named", 30, BO_ORIGIN_HUB);
  add (fixture, "s", "r3", 40, BO_ORIGIN_HUB);
  add (fixture, "s", "r4", 70, BO_ORIGIN_HUB);
  add (fixture, "s", "r5", 80, BO_ORIGIN_HUB);
  add (fixture, "s", "r6", 3 * 60, BO_ORIGIN_HUB);
  add (fixture, "s", "r7", 3 * 60 + 1, BO_ORIGIN_HUB);
  /* Not old yet. */
  add (fixture, "s", "r8", 3 * 60 + 30, BO_ORIGIN_HUB);
  add (fixture, "s", "r9", 3 * 60 + 40, BO_ORIGIN_HUB);

  /* r7 stays for the moment: r8 was made from it. */
  g_assert_cmpint (thin (fixture, START + 3 * HOUR + HOUR / 4), ==, 3);
  assert_names (fixture, "s", "made r1 named r4 r6 r7 r8 r9");
  g_assert_cmpint (thin (fixture, START + 3 * HOUR + HOUR / 4), ==, 0);

  g_assert_cmpint (thin (fixture, START + 5 * HOUR), ==, 2);
  assert_names (fixture, "s", "made r1 named r4 r6 r9");
}

/* What this device made, merges, and what was made from something never seen are no readings. */
static void
test_written (Fixture *fixture, gconstpointer data)
{
  add (fixture, "s", "r1", 1, BO_ORIGIN_HUB);
  add (fixture, "s", "r2", 2, BO_ORIGIN_HERE);
  add (fixture, "s", "r3", 3, BO_ORIGIN_MERGE);
  g_free (fixture->last);
  fixture->last = g_strdup ("2026-01-01T00:00:00.000000+00:00-000001-nobody");
  add (fixture, "s", "r4", 4, BO_ORIGIN_HUB);
  add (fixture, "s", "end", 5, BO_ORIGIN_HUB);

  g_assert_cmpint (thin (fixture, START + 5 * HOUR), ==, 0);
  assert_names (fixture, "s", "r1 r2 r3 r4 end");
}

static void
test_needed (Fixture *fixture, gconstpointer data)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (BoConflict) conflict = bo_conflict_new ();
  g_autoptr (BoRecord) record = bo_record_new ("s");
  g_autoptr (BoEdit) edit = bo_edit_new ("waits", BO_EDIT_DELETE);

  add (fixture, "s", "made", 0, BO_ORIGIN_HUB);
  add (fixture, "s", "r1", 1, BO_ORIGIN_HUB);
  add (fixture, "s", "r2", 2, BO_ORIGIN_HUB);
  conflict->theirs_version = g_strdup (fixture->last);
  add (fixture, "s", "r3", 3, BO_ORIGIN_HUB);
  record->confirmed = bo_sync_store_get_version (store, "s", fixture->last, NULL);
  add (fixture, "s", "r4", 4, BO_ORIGIN_HUB);
  add (fixture, "s", "r5", 5, BO_ORIGIN_HUB);
  conflict->id = g_strdup ("c");
  conflict->entity_id = g_strdup ("s");
  record->shown = bo_entity_ref (record->confirmed);
  g_clear_pointer (&fixture->last, g_free);
  add (fixture, "waits", "made", 1, BO_ORIGIN_HUB);
  add (fixture, "waits", "r1", 2, BO_ORIGIN_HUB);
  add (fixture, "waits", "r2", 3, BO_ORIGIN_HUB);
  add (fixture, "waits", "r3", 4, BO_ORIGIN_HUB);

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, conflict, NULL));
  g_assert_true (bo_sync_store_put_record (store, record, NULL));
  g_assert_true (bo_sync_store_add_edit (store, edit, NULL));
  g_assert_true (bo_sync_store_commit (store, NULL));

  g_assert_cmpint (thin (fixture, START + 5 * HOUR), ==, 1);
  assert_names (fixture, "s", "made r1 r2 r3 r5");
  assert_names (fixture, "waits", "made r1 r2 r3");
}

/* More than one step takes, in one hour and over many. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  add (fixture, "s", "made", 0, BO_ORIGIN_HUB);
  for (int i = 0; i < 600; i++)
    add (fixture, "s", "r", 1 + i / 12, BO_ORIGIN_HUB);
  for (int i = 0; i < 100; i++)
    add (fixture, "s", "r", 60 + i * 30, BO_ORIGIN_HUB);
  g_clear_pointer (&fixture->last, g_free);
  add (fixture, "t", "made", 0, BO_ORIGIN_HUB);
  add (fixture, "t", "r1", 1, BO_ORIGIN_HUB);
  add (fixture, "t", "r2", 2, BO_ORIGIN_HUB);
  add (fixture, "t", "end", 3, BO_ORIGIN_HUB);

  g_assert_cmpint (thin (fixture, START + 1000 * HOUR), ==, 599 + 49 + 1);
  assert_names (fixture, "t", "made r1 end");
  g_assert_cmpint (thin (fixture, START + 1000 * HOUR), ==, 0);
}

/* A step that fails changes nothing, and the next goes on. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  bool more = true;

  for (int i = 0; i < 40; i++)
    add (fixture, "s", i == 0 || i == 39 ? "made" : "r", i, BO_ORIGIN_HUB);
  for (int n = 1; n < 10000; n++)
    {
      BoThinning thinning = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) versions = NULL;

      bo_store_fail_after (fixture->store, n, 13);
      if (bo_store_thin_history (fixture->store, START + HOUR, is_reading, &thinning, &more, &error))
        break;
      g_assert_nonnull (error);
      g_assert_cmpint (thinning.removed, ==, 0);
      bo_store_fail_after (fixture->store, 0, 0);
      versions = bo_store_list_versions (fixture->store, "s", NULL);
      g_assert_cmpint (versions->len, ==, 40);
    }
  bo_store_fail_after (fixture->store, 0, 0);
  assert_names (fixture, "s", "made r made");
}

static void
test_activity (Fixture *fixture, gconstpointer data)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (GPtrArray) left = NULL;
  bool more = true;

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_FULL, NULL));
  for (int i = 0; i < 1300; i++)
    {
      g_autoptr (BoActivity) line = bo_activity_new (BO_ACTIVITY_SENT, "s", i);

      g_assert_true (bo_sync_store_add_activity (store, line, NULL));
    }
  g_assert_true (bo_sync_store_commit (store, NULL));

  for (int steps = 0; more; steps++)
    {
      g_assert_cmpint (steps, <, 4);
      g_assert_true (bo_store_trim_activity (fixture->store, 100, &more, NULL));
    }
  left = bo_store_list_activity (fixture->store, 0, 2000, NULL);
  g_assert_cmpint (left->len, ==, 100);
  g_assert_cmpint (((BoActivity *) g_ptr_array_index (left, 0))->when_us, ==, 1299);
}

/* --- moves --- */

static void
move (Fixture *fixture, const char *id, const char *to, int64_t minutes)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (BoEdge) edge = bo_edge_new (id, "lamp", "", to, "", "located_in", "{}", NULL, 0);
  g_autoptr (BoEdgeRecord) record = bo_edge_record_new (edge);

  record->pending = true;
  record->status = BO_STATUS_PENDING;
  record->edited_at = START + minutes * HOUR / 60;
  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_edge (store, record, NULL));
  g_assert_true (bo_sync_store_commit (store, NULL));
}

/* Where @id led, "" where it wasn't there */
static char *
place_at (Fixture *fixture, const char *id, int64_t minutes)
{
  g_autoptr (GPtrArray) edges = bo_store_list_edges_at (fixture->store, START + minutes * HOUR / 60, NULL);

  for (unsigned int i = 0; i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);

      if (g_str_equal (edge->id, id))
        return g_strdup (bo_edge_is_deleted (edge) ? "" : edge->to_id);
    }
  return g_strdup ("");
}

static void
assert_place (Fixture *fixture, const char *id, int64_t minutes, const char *expected)
{
  g_autofree char *place = place_at (fixture, id, minutes);

  g_assert_cmpstr (place, ==, expected);
}

static int
thin_moves (Fixture *fixture, int64_t minutes)
{
  int64_t at_us = 0;
  bool more = true;
  int steps = 0;

  for (; more; steps++)
    {
      g_assert_cmpint (steps, <, 1000);
      g_assert_true (bo_store_thin_moves (fixture->store, START + minutes * HOUR / 60, &at_us, &more, NULL));
    }
  return steps;
}

/* Within an hour one place is as good as another; before and after it all is as it was. */
static void
test_moves (Fixture *fixture, gconstpointer data)
{
  move (fixture, "e", "hall", 10);
  move (fixture, "other", "hall", 12);
  move (fixture, "e", "attic", 130);
  move (fixture, "e", "kitchen", 140);
  move (fixture, "e", "study", 150);
  move (fixture, "e", "garage", 190);
  move (fixture, "e", "cellar", 300);
  move (fixture, "e", "garden", 310);
  assert_place (fixture, "e", 145, "kitchen");

  g_assert_cmpint (thin_moves (fixture, 290), ==, 1);
  assert_place (fixture, "e", 5, "");
  assert_place (fixture, "e", 11, "hall");
  assert_place (fixture, "e", 129, "hall");
  assert_place (fixture, "e", 145, "study");
  assert_place (fixture, "e", 189, "study");
  assert_place (fixture, "e", 191, "garage");
  /* Not old yet. */
  assert_place (fixture, "e", 305, "cellar");
  assert_place (fixture, "e", 400, "garden");
  assert_place (fixture, "other", 11, "");
  assert_place (fixture, "other", 13, "hall");

  g_assert_cmpint (thin_moves (fixture, 1000), ==, 1);
  assert_place (fixture, "e", 299, "garage");
  assert_place (fixture, "e", 305, "garden");
  assert_place (fixture, "e", 311, "garden");
}

/* In steps; where one ends makes no difference. */
static void
test_many_moves (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 1300; i++)
    move (fixture, "e", i % 2 == 0 ? "hall" : "attic", i);
  g_assert_cmpint (thin_moves (fixture, 1300), >=, 2);
  assert_place (fixture, "e", -1, "");
  for (int hour = 0; hour < 21; hour++)
    {
      assert_place (fixture, "e", hour * 60, "attic");
      assert_place (fixture, "e", hour * 60 + 59, "attic");
    }
  g_assert_cmpint (thin_moves (fixture, 1300), ==, 1);
}

/* Of more than a step takes, too, what is not old yet stays as it is. */
static void
test_young_moves (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 1300; i++)
    move (fixture, "e", i % 2 == 0 ? "hall" : "attic", i);
  thin_moves (fixture, 120);
  assert_place (fixture, "e", 60, "attic");
  for (int i = 120; i < 1300; i++)
    assert_place (fixture, "e", i, i % 2 == 0 ? "hall" : "attic");
}

/* More than a step takes that stay: each is looked at once. */
static void
test_kept_moves (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 600; i++)
    move (fixture, "e", i % 2 == 0 ? "hall" : "attic", i * 60);
  g_assert_cmpint (thin_moves (fixture, 600 * 60), ==, 2);
  for (int i = 0; i < 600; i++)
    assert_place (fixture, "e", i * 60, i % 2 == 0 ? "hall" : "attic");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

#define ADD(path, test) g_test_add ("/upkeep/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("hours", test_hours);
  ADD ("written", test_written);
  ADD ("needed", test_needed);
  ADD ("many", test_many);
  ADD ("failure", test_failure);
  ADD ("activity", test_activity);
  ADD ("moves", test_moves);
  ADD ("many-moves", test_many_moves);
  ADD ("young-moves", test_young_moves);
  ADD ("kept-moves", test_kept_moves);
#undef ADD
  return g_test_run ();
}
