/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The schema of a home's file, step by step; released steps never change.
 *
 * entity has a row for every id ever seen. Its number stands for the id in the history, where
 * thousands of versions may share it. status is NULL for a row that is gone, or of which only
 * history is held: the row stays so that its stamp tells another process. confirmed, aside,
 * outgoing and merged are seq of entity_version: content is stored once. shown names which of
 * them a person sees, or that it is in draft. hub_version is the one believed to be at the hub,
 * written out beside the id, because the digest reads all of them.
 *
 * (entity, time_us) finds a version by its name, because the time is inside the name; an index
 * of the names themselves would be a tenth of the file. received_us is NULL while a version is
 * known only from a record. That its entity exists is not checked at each of 50,000 inserts:
 * rows of entity are never deleted, and bo_store_check() looks.
 *
 * tally.entities: how many a person sees. Counting 50,000 takes longer than storing an edit, and
 * the number is wanted after each transaction.
 *
 * stamp: the number of the transaction that wrote the row last; rows above a number are what
 * changed since.
 *
 * relationship.confirmed: 0 none, 1 as shown, 2 in the c_ columns. */

#define BO_STORE_SCHEMA_1 \
  "CREATE TABLE entity (" \
  "  num         INTEGER PRIMARY KEY," \
  "  id          TEXT    NOT NULL UNIQUE," \
  "  stamp       INTEGER NOT NULL," \
  "  status      INTEGER," \
  "  walk        INTEGER NOT NULL DEFAULT 0," \
  "  confirmed   INTEGER," \
  "  aside       INTEGER," \
  "  outgoing    INTEGER," \
  "  merged      INTEGER," \
  "  shown       INTEGER NOT NULL DEFAULT 0," \
  "  deleted     INTEGER NOT NULL DEFAULT 0," \
  "  hub_version TEXT," \
  "  sends       INTEGER NOT NULL DEFAULT 0," \
  "  refusals    INTEGER NOT NULL DEFAULT 0," \
  "  device_name TEXT," \
  "  problem     TEXT," \
  "  raw         TEXT" \
  ") STRICT;" \
  "CREATE INDEX entity_stamp ON entity (stamp) WHERE stamp > 0;" \
  "CREATE INDEX entity_status ON entity (status) WHERE status > 0;" \
  "CREATE INDEX entity_raw ON entity (num) WHERE raw IS NOT NULL;" \
  "CREATE INDEX entity_outgoing ON entity (id) WHERE outgoing IS NOT NULL;" \
  \
  "CREATE TABLE draft (" \
  "  entity      INTEGER PRIMARY KEY REFERENCES entity (num)," \
  "  version     TEXT    NOT NULL," \
  "  entity_type TEXT    NOT NULL," \
  "  name        TEXT    NOT NULL," \
  "  content     TEXT    NOT NULL," \
  "  source_type TEXT    NOT NULL," \
  "  user_id     TEXT    NOT NULL," \
  "  parents     TEXT" \
  ") STRICT;" \
  \
  "CREATE TABLE entity_version (" \
  "  seq         INTEGER PRIMARY KEY," \
  "  entity      INTEGER NOT NULL," \
  "  time_us     INTEGER NOT NULL," \
  "  received_us INTEGER," \
  "  origin      INTEGER NOT NULL," \
  "  version     TEXT    NOT NULL," \
  "  entity_type TEXT    NOT NULL," \
  "  name        TEXT    NOT NULL," \
  "  content     TEXT    NOT NULL," \
  "  source_type TEXT    NOT NULL," \
  "  user_id     TEXT    NOT NULL," \
  "  parents     TEXT," \
  "  device_name TEXT" \
  ") STRICT;" \
  "CREATE INDEX entity_version_time ON entity_version (entity, time_us);" \
  "CREATE INDEX entity_version_received ON entity_version (coalesce (received_us, time_us));" \
  \
  "CREATE TABLE relationship (" \
  "  num            INTEGER PRIMARY KEY," \
  "  id             TEXT    NOT NULL UNIQUE," \
  "  stamp          INTEGER NOT NULL," \
  "  status         INTEGER," \
  "  walk           INTEGER NOT NULL," \
  "  pending        INTEGER NOT NULL," \
  "  revision       INTEGER NOT NULL," \
  "  sent_revision  INTEGER NOT NULL," \
  "  edited_at      INTEGER NOT NULL," \
  "  refusals       INTEGER NOT NULL," \
  "  problem        TEXT," \
  "  from_id        TEXT    NOT NULL," \
  "  from_version   TEXT    NOT NULL," \
  "  to_id          TEXT    NOT NULL," \
  "  to_version     TEXT    NOT NULL," \
  "  type           TEXT    NOT NULL," \
  "  properties     TEXT    NOT NULL," \
  "  user_id        TEXT," \
  "  updated_at     INTEGER NOT NULL," \
  "  confirmed      INTEGER NOT NULL," \
  "  c_from_id      TEXT," \
  "  c_from_version TEXT," \
  "  c_to_id        TEXT," \
  "  c_to_version   TEXT," \
  "  c_type         TEXT," \
  "  c_properties   TEXT," \
  "  c_user_id      TEXT," \
  "  c_updated_at   INTEGER" \
  ") STRICT;" \
  "CREATE INDEX relationship_from ON relationship (from_id);" \
  "CREATE INDEX relationship_to ON relationship (to_id);" \
  "CREATE INDEX relationship_stamp ON relationship (stamp);" \
  "CREATE INDEX relationship_pending ON relationship (edited_at, id) WHERE pending = 1;" \
  "CREATE INDEX relationship_status ON relationship (status) WHERE status > 0;" \
  \
  "CREATE TABLE edit (" \
  "  seq          INTEGER PRIMARY KEY AUTOINCREMENT," \
  "  entity_id    TEXT    NOT NULL," \
  "  kind         INTEGER NOT NULL," \
  "  time_us      INTEGER NOT NULL," \
  "  safety       INTEGER NOT NULL," \
  "  expires_us   INTEGER NOT NULL," \
  "  sent_version TEXT," \
  "  extra_parent TEXT," \
  "  user_id      TEXT" \
  ") STRICT;" \
  "CREATE INDEX edit_entity ON edit (entity_id, seq);" \
  "CREATE TABLE edit_change (" \
  "  edit     INTEGER NOT NULL REFERENCES edit (seq) ON DELETE CASCADE," \
  "  position INTEGER NOT NULL," \
  "  path     TEXT    NOT NULL," \
  "  before   TEXT," \
  "  after    TEXT," \
  "  PRIMARY KEY (edit, position)" \
  ") STRICT, WITHOUT ROWID;" \
  \
  "CREATE TABLE conflict (" \
  "  num            INTEGER PRIMARY KEY," \
  "  id             TEXT    NOT NULL UNIQUE," \
  "  entity_id      TEXT," \
  "  name           TEXT," \
  "  kind           INTEGER NOT NULL," \
  "  base_version   TEXT," \
  "  mine_version   TEXT," \
  "  theirs_version TEXT," \
  "  result_version TEXT," \
  "  base           TEXT," \
  "  mine           TEXT," \
  "  theirs         TEXT," \
  "  result         TEXT," \
  "  winner         TEXT," \
  "  when_us        INTEGER NOT NULL," \
  "  mine_us        INTEGER NOT NULL," \
  "  theirs_us      INTEGER NOT NULL," \
  "  mine_user      TEXT," \
  "  mine_device    TEXT," \
  "  theirs_user    TEXT," \
  "  theirs_device  TEXT," \
  "  reviewed       INTEGER NOT NULL," \
  "  reviewed_us    INTEGER NOT NULL," \
  "  resolution     TEXT" \
  ") STRICT;" \
  "CREATE INDEX conflict_when ON conflict (when_us DESC, id);" \
  "CREATE INDEX conflict_unreviewed ON conflict (when_us DESC, id) WHERE reviewed = 0;" \
  "CREATE TABLE conflict_path (" \
  "  conflict INTEGER NOT NULL REFERENCES conflict (num) ON DELETE CASCADE," \
  "  position INTEGER NOT NULL," \
  "  path     TEXT    NOT NULL," \
  "  base     TEXT," \
  "  mine     TEXT," \
  "  theirs   TEXT," \
  "  result   TEXT," \
  "  kept     INTEGER NOT NULL," \
  "  overlap  INTEGER NOT NULL," \
  "  PRIMARY KEY (conflict, position)" \
  ") STRICT, WITHOUT ROWID;" \
  \
  "CREATE TABLE merge_due (" \
  "  entity_id      TEXT NOT NULL," \
  "  theirs_version TEXT NOT NULL," \
  "  mine_version   TEXT NOT NULL," \
  "  base_version   TEXT," \
  "  PRIMARY KEY (entity_id, theirs_version)" \
  ") STRICT, WITHOUT ROWID;" \
  \
  "CREATE TABLE sync_state (" \
  "  one             INTEGER PRIMARY KEY CHECK (one = 1)," \
  "  server_url      TEXT," \
  "  device_id       TEXT    NOT NULL," \
  "  device_name     TEXT," \
  "  user_id         TEXT," \
  "  role            TEXT," \
  "  epoch           TEXT," \
  "  watermark       TEXT," \
  "  resume_cursor   TEXT," \
  "  cursor          TEXT," \
  "  hub_digest      TEXT," \
  "  digest          TEXT," \
  "  walked_digest   TEXT," \
  "  edges_hash      TEXT," \
  "  last_error      TEXT," \
  "  walk            INTEGER NOT NULL," \
  "  walking         INTEGER NOT NULL," \
  "  edges_ride      INTEGER NOT NULL," \
  "  diverged        INTEGER NOT NULL," \
  "  last_success_us INTEGER NOT NULL," \
  "  last_attempt_us INTEGER NOT NULL," \
  "  next_attempt_us INTEGER NOT NULL," \
  "  failures        INTEGER NOT NULL," \
  "  clock_offset_us INTEGER NOT NULL," \
  "  version_last_us INTEGER NOT NULL," \
  "  version_counter INTEGER NOT NULL," \
  "  total_pulled    INTEGER NOT NULL," \
  "  total_pushed    INTEGER NOT NULL" \
  ") STRICT;" \
  \
  "CREATE TABLE activity (" \
  "  seq         INTEGER PRIMARY KEY AUTOINCREMENT," \
  "  when_us     INTEGER NOT NULL," \
  "  kind        INTEGER NOT NULL," \
  "  entity_id   TEXT," \
  "  user_id     TEXT," \
  "  device_name TEXT," \
  "  detail      TEXT" \
  ") STRICT;" \
  \
  "CREATE TABLE tally (" \
  "  one      INTEGER PRIMARY KEY CHECK (one = 1)," \
  "  entities INTEGER NOT NULL" \
  ") STRICT;" \
  "INSERT INTO tally VALUES (1, 0);" \
  \
  "CREATE TABLE setting (" \
  "  key   TEXT NOT NULL PRIMARY KEY," \
  "  value TEXT NOT NULL" \
  ") STRICT, WITHOUT ROWID;"

/* relationship_past: where an edge led before it was moved, and until when, as far as the row says it: a person's
 * edit has its time, the hub's word mostly. An edge made here was nowhere before. Of an edge the first row that
 * reaches beyond a time is what stood then. */

#define BO_STORE_SCHEMA_2 \
  "CREATE TABLE relationship_past (" \
  "  num          INTEGER PRIMARY KEY," \
  "  id           TEXT    NOT NULL," \
  "  until_us     INTEGER NOT NULL," \
  "  from_id      TEXT    NOT NULL," \
  "  from_version TEXT    NOT NULL," \
  "  to_id        TEXT    NOT NULL," \
  "  to_version   TEXT    NOT NULL," \
  "  type         TEXT    NOT NULL," \
  "  properties   TEXT    NOT NULL," \
  "  user_id      TEXT," \
  "  updated_at   INTEGER NOT NULL" \
  ") STRICT;" \
  "CREATE INDEX relationship_past_until ON relationship_past (until_us);" \
  "CREATE INDEX relationship_past_id ON relationship_past (id, until_us);" \
  "CREATE TRIGGER relationship_moved AFTER UPDATE ON relationship" \
  " WHEN OLD.status IS NOT NULL AND max (NEW.edited_at, NEW.updated_at) > 0" \
  " AND (OLD.from_id <> NEW.from_id OR OLD.to_id <> NEW.to_id OR OLD.type <> NEW.type" \
  "      OR OLD.properties <> NEW.properties)" \
  " BEGIN" \
  "  INSERT INTO relationship_past (id, until_us, from_id, from_version, to_id, to_version, type, properties," \
  "                                 user_id, updated_at)" \
  "  VALUES (OLD.id, iif (NEW.edited_at > OLD.edited_at OR NEW.updated_at = 0, NEW.edited_at, NEW.updated_at)," \
  "          OLD.from_id, OLD.from_version, OLD.to_id, OLD.to_version, OLD.type, OLD.properties, OLD.user_id," \
  "          OLD.updated_at);" \
  " END;" \
  "CREATE TRIGGER relationship_made AFTER INSERT ON relationship WHEN NEW.pending <> 0 AND NEW.edited_at > 0" \
  " BEGIN" \
  "  INSERT INTO relationship_past (id, until_us, from_id, from_version, to_id, to_version, type, properties," \
  "                                 user_id, updated_at)" \
  "  VALUES (NEW.id, NEW.edited_at, NEW.from_id, NEW.from_version, NEW.to_id, NEW.to_version, NEW.type," \
  "          '{\"deleted\":true}', NEW.user_id, NEW.updated_at);" \
  " END;"

#define BO_STORE_SCHEMA_3 \
  "ALTER TABLE relationship ADD COLUMN sends INTEGER NOT NULL DEFAULT 0;"
