/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The statements that read and write whole records; the columns are counted here, beside
   the SQL that gives them. */

enum
{
  RECORD_ID,
  RECORD_STATUS,
  RECORD_WALK,
  RECORD_SHOWN,
  RECORD_HUB_VERSION,
  RECORD_SENDS,
  RECORD_REFUSALS,
  RECORD_DEVICE_NAME,
  RECORD_PROBLEM,
  RECORD_RAW,
  RECORD_NUM,
  RECORD_VISIBLE,
  RECORD_SEQ, /* one of each version held */
  RECORD_DRAFT = RECORD_SEQ + 4,
  RECORD_HELD = RECORD_DRAFT + 7,
};

#define VERSION_COLUMNS(v) \
  ", " v ".version, " v ".entity_type, " v ".name, " v ".content, " v ".source_type, " v ".user_id, " v ".parents"

#define ROW_COLUMNS \
  "e.id, e.status, e.walk, e.shown, e.hub_version, e.sends, e.refusals, e.device_name, e.problem," \
  " e.raw, e.num, e.shown <> 0 AND e.deleted = 0, e.confirmed, e.aside, e.outgoing, e.merged"

/* Without the versions: one record holds one or two of the four, and these are read by their numbers. */
#define RECORD_SELECT_ROW "SELECT " ROW_COLUMNS " FROM entity e"

#define RECORD_SELECT \
  "SELECT " ROW_COLUMNS \
  VERSION_COLUMNS ("d") VERSION_COLUMNS ("c") VERSION_COLUMNS ("a") VERSION_COLUMNS ("o") VERSION_COLUMNS ("m") \
  " FROM entity e" \
  " LEFT JOIN draft d ON d.entity = CASE e.shown WHEN 5 THEN e.num END" \
  " LEFT JOIN entity_version c ON c.seq = e.confirmed" \
  " LEFT JOIN entity_version a ON a.seq = e.aside" \
  " LEFT JOIN entity_version o ON o.seq = e.outgoing" \
  " LEFT JOIN entity_version m ON m.seq = e.merged"

#define RECORD_INSERT \
  "INSERT INTO entity (num, id, stamp, status, walk, confirmed, aside, outgoing, merged, shown, deleted, hub_version," \
  " sends, refusals, device_name, problem, raw)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"

/* The same parameters. */
#define RECORD_UPDATE \
  "UPDATE entity SET stamp = ?3, status = ?4, walk = ?5, confirmed = ?6, aside = ?7, outgoing = ?8," \
  " merged = ?9, shown = ?10, deleted = ?11, hub_version = ?12, sends = ?13, refusals = ?14, device_name = ?15," \
  " problem = ?16, raw = ?17 WHERE num = ?1"
