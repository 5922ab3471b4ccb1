/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#define PUSH_BATCH 250

static void
run (sqlite3    *db,
     const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static sqlite3 *
open_db (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "floor.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  run (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
           "CREATE TABLE row (id TEXT PRIMARY KEY, version TEXT NOT NULL, text TEXT NOT NULL) STRICT");
  return db;
}

static void
insert (sqlite3_stmt *statement,
        JsonObject   *change)
{
  JsonObject *entity = json_object_get_object_member (change, "entity");
  g_autofree char *text = json_to_string (json_object_get_member (entity, "content"), FALSE);

  sqlite3_bind_text (statement, 1, json_object_get_string_member (entity, "id"), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, json_object_get_string_member (entity, "version"), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
}

/* (transfer full) (nullable): the cursor of the next page */
static char *
take_page (GBytes       *body,
           sqlite3_stmt *statement)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root;
  JsonArray *changes;
  size_t length;
  const char *text = g_bytes_get_data (body, &length);

  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  changes = json_object_get_array_member (root, "changes");
  for (unsigned int i = 0; i < json_array_get_length (changes); i++)
    insert (statement, json_array_get_object_element (changes, i));
  if (json_object_get_null_member (root, "cursor"))
    return NULL;
  return g_strdup (json_object_get_string_member (root, "cursor"));
}

static double
walk (Bench      *bench,
      const char *from)
{
  g_autofree char *dir = bench_temporary ();
  g_autofree char *cursor = g_strdup (from);
  sqlite3 *db = open_db (dir);
  sqlite3_stmt *statement;
  double began;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "INSERT INTO row VALUES (?1, ?2, ?3)", -1, &statement, NULL), ==, SQLITE_OK);
  began = bench_now ();
  run (db, "BEGIN IMMEDIATE");
  while (cursor != NULL)
    {
      g_autoptr(GBytes) body = bench_ask (cursor);
      g_autoptr(GBytes) answer = bench_post (bench->http, body);

      g_free (cursor);
      cursor = take_page (answer, statement);
    }
  run (db, "COMMIT");
  began = bench_now () - began;

  sqlite3_finalize (statement);
  sqlite3_close (db);
  bench_remove (dir);
  return began;
}

double
bench_floor_walk (Bench *bench)
{
  return walk (bench, "0");
}

double
bench_floor_delta (Bench      *bench,
                   const char *cursor)
{
  return walk (bench, cursor);
}

double
bench_floor_push (Bench *bench,
                  int    first,
                  int    count)
{
  double sum = 0;

  for (int at = 0; at < count; at += PUSH_BATCH)
    {
      g_autoptr(GBytes) body = bench_compose (bench, first + at, MIN (PUSH_BATCH, count - at));
      double began = bench_now ();
      g_autoptr(GBytes) answer = bench_post (bench->http, body);
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      size_t length;
      const char *text = g_bytes_get_data (answer, &length);

      g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
      sum += bench_now () - began;
    }
  return sum;
}

double
bench_floor_edit (void)
{
  g_autofree char *dir = bench_temporary ();
  sqlite3 *db = open_db (dir);
  double began;

  run (db, "PRAGMA synchronous = FULL; INSERT INTO row VALUES ('0', '0', '0')");
  began = bench_now ();
  run (db, "INSERT INTO row VALUES ('1', '1', '1')");
  began = bench_now () - began;

  sqlite3_close (db);
  bench_remove (dir);
  return began;
}
