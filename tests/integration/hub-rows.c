/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-rows.h"

#include <sqlite3.h>

void
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
