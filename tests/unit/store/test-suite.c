/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-memory-store.h"
#include "bo-store-suite.h"
#include "bo-store.h"

static BoSyncStore *
make_sqlite (void)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = bo_store_open (":memory:", false, 1, &error);

  g_assert_no_error (error);
  return BO_SYNC_STORE (store);
}

static BoSyncStore *
make_memory (void)
{
  return BO_SYNC_STORE (bo_memory_store_new ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  bo_store_suite_add ("/store/sqlite", make_sqlite);
  bo_store_suite_add ("/store/memory", make_memory);

  return g_test_run ();
}
