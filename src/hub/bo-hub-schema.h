/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The schemas of the hub's home, one script each; what was released stays as it is. */

static const char schema_1[] =
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  /* Every version ever received. seq: the row number that cursors count; clock_us never falls. */
  "CREATE TABLE version ("
  " seq INTEGER PRIMARY KEY,"
  " id TEXT NOT NULL,"
  " version TEXT NOT NULL,"
  " entity_type TEXT NOT NULL,"
  " name TEXT NOT NULL,"
  " content TEXT NOT NULL,"
  " source_type TEXT NOT NULL,"
  " user_id TEXT NOT NULL,"
  " parent_versions TEXT NOT NULL,"
  " device_name TEXT,"
  " current INTEGER NOT NULL,"
  " clock_us INTEGER NOT NULL,"
  " created_us INTEGER NOT NULL,"
  " updated_us INTEGER NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX version_name ON version (id, version);"
  "CREATE INDEX version_clock ON version (clock_us, seq);"
  "CREATE INDEX version_current_seq ON version (seq) WHERE current = 1;"
  /* One current version an id. */
  "CREATE UNIQUE INDEX version_current_id ON version (id) WHERE current = 1;"
  "CREATE INDEX version_current_digest ON version (id, version) WHERE current = 1;"
  "CREATE INDEX version_current_type ON version (entity_type, seq) WHERE current = 1;"
  "CREATE TABLE edge ("
  " id TEXT PRIMARY KEY,"
  " seq INTEGER NOT NULL UNIQUE,"
  " from_id TEXT NOT NULL,"
  " from_version TEXT NOT NULL,"
  " to_id TEXT NOT NULL,"
  " to_version TEXT NOT NULL,"
  " type TEXT NOT NULL,"
  " properties TEXT NOT NULL,"
  " user_id TEXT,"
  " clock_us INTEGER NOT NULL,"
  " created_us INTEGER NOT NULL,"
  " updated_us INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX edge_from ON edge (from_id);"
  "CREATE INDEX edge_to ON edge (to_id);"
  "CREATE INDEX edge_clock ON edge (clock_us, seq);"
  "CREATE TABLE guest ("
  " id TEXT PRIMARY KEY,"
  " token_hash TEXT NOT NULL UNIQUE,"
  " created_us INTEGER NOT NULL,"
  " expires_us INTEGER NOT NULL"
  ") STRICT;";

/* Tombstones are marked, and there are indexes of names and texts, brought up to date after the
   versions (bo-hub-db-index.c): they hold the current versions up to search_done that are no
   tombstones, and still what search_due names. The digest is kept in memory (BoDigestTable); an
   index for it made every push write a third more. For the same reason one index finds an entity's
   current version and its others; that just one is current is for the rules to see to, and for
   bo_hub_check() to tell. */
static const char schema_2[] =
  "DROP INDEX version_current_digest; DROP INDEX version_name; DROP INDEX version_current_id;"
  "CREATE UNIQUE INDEX version_id ON version (id, current, version);"
  "ALTER TABLE version ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;"
  "UPDATE version SET deleted = 1 WHERE json_type (content, '$.deleted') = 'true';"
  "ALTER TABLE edge ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;"
  "UPDATE edge SET deleted = 1 WHERE json_type (properties, '$.deleted') = 'true';"
  "CREATE VIRTUAL TABLE search USING fts5 (name, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');"
  "CREATE VIRTUAL TABLE search_letters USING fts5 (name, tokenize = 'trigram');"
  "CREATE TABLE search_due (seq INTEGER PRIMARY KEY) STRICT;"
  "CREATE TABLE search_done (seq INTEGER NOT NULL) STRICT;"
  "INSERT INTO search_done (seq) VALUES (0);";
