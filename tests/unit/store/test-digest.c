/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "bo-store.h"
#include "plain-digest.h"

#define STEPS 700
#define IDS 300

/* Two connections to one home; whatever they write, take back or fail at, each one's digest is that
   of the rows that are there. */
typedef struct
{
  char        *folder;
  char        *path;
  BoSyncStore *stores[2];
  uint64_t     seed;
  uint64_t     drawn;
} World;

static uint64_t
draw (World *world, uint64_t below)
{
  return bo_splitmix (world->seed, 1, world->drawn++) % below;
}

static BoSyncStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = bo_store_open (path, false, 7, &error);

  g_assert_no_error (error);
  return BO_SYNC_STORE (store);
}

static void
set_up (World *world, uint64_t seed)
{
  *world = (World){ .seed = seed };
  world->folder = g_dir_make_tmp ("bo-digest-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "home.db", NULL);
  world->stores[0] = open_store (world->path);
  world->stores[1] = open_store (world->path);
}

static void
tear_down (World *world)
{
  bo_store_close (BO_STORE (world->stores[0]));
  bo_store_close (BO_STORE (world->stores[1]));
  g_remove (world->path);
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  g_free (world->folder);
  g_free (world->path);
}

typedef struct
{
  PlainDigest *digest;
  int64_t      count;
} Sum;

static gboolean
add_cb (const char *id, const char *hub_version, gpointer data)
{
  Sum *sum = data;

  plain_digest_add (sum->digest, id, hub_version);
  sum->count++;
  return TRUE;
}

/* Inside a transaction. */
static void
check (BoSyncStore *store)
{
  g_autoptr (GError) error = NULL;
  Sum sum = { plain_digest_new (), 0 };
  g_autofree char *digest = NULL;
  g_autofree char *expected = NULL;
  int64_t count = -1;

  digest = bo_sync_store_get_digest (store, &count, &error);
  g_assert_no_error (error);
  g_assert_true (bo_sync_store_foreach_hub_version (store, add_cb, &sum, &error));
  expected = plain_digest_end (sum.digest);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpint (count, ==, sum.count);
}

static void
write_something (World *world, BoSyncStore *store)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_MODIFIER "x", draw (world, IDS) * 7919);
  g_autoptr (BoRecord) record = bo_record_new (id);
  uint64_t kind = draw (world, 10);

  if (kind == 0)
    {
      bo_sync_store_remove_record (store, id, NULL);
      return;
    }
  if (kind > 1)
    record->hub_version = g_strdup_printf ("version %d", (int) draw (world, 1000));
  bo_sync_store_put_record (store, record, NULL);
}

static void
step (World *world)
{
  BoSyncStore *store = world->stores[draw (world, 3) == 0];
  bool fail = draw (world, 8) == 0;
  int writes = (int) draw (world, 6);

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  if (draw (world, 4) == 0)
    check (store);
  if (fail)
    bo_store_fail_after (BO_STORE (store), 1 + (int) draw (world, 12), SQLITE_FULL);
  for (int i = 0; i < writes; i++)
    write_something (world, store);
  if (!fail && draw (world, 4) == 0)
    check (store);
  if (draw (world, 5) == 0)
    bo_sync_store_rollback (store);
  else
    bo_sync_store_commit (store, NULL);
  bo_store_fail_after (BO_STORE (store), 0, 0);

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  if (draw (world, 3) == 0)
    check (store);
  g_assert_true (bo_sync_store_commit (store, NULL));
}

static void
test_random (void)
{
  for (uint64_t seed = 1; seed <= 4; seed++)
    {
      World world;

      set_up (&world, seed);
      for (int i = 0; i < STEPS; i++)
        step (&world);
      tear_down (&world);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/digest/random", test_random);
  return g_test_run ();
}
