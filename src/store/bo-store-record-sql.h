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

#define RECORD_SELECT \
  "SELECT e.id, e.status, e.walk, e.shown, e.hub_version, e.sends, e.refusals, e.device_name, e.problem," \
  " e.raw, e.num, e.shown <> 0 AND e.deleted = 0, e.confirmed, e.aside, e.outgoing, e.merged" \
  VERSION_COLUMNS ("d") VERSION_COLUMNS ("c") VERSION_COLUMNS ("a") VERSION_COLUMNS ("o") VERSION_COLUMNS ("m") \
  " FROM entity e" \
  " LEFT JOIN draft d ON d.entity = CASE e.shown WHEN 5 THEN e.num END" \
  " LEFT JOIN entity_version c ON c.seq = e.confirmed" \
  " LEFT JOIN entity_version a ON a.seq = e.aside" \
  " LEFT JOIN entity_version o ON o.seq = e.outgoing" \
  " LEFT JOIN entity_version m ON m.seq = e.merged"

#define RECORD_UPSERT \
  "INSERT INTO entity (num, id, stamp, status, walk, confirmed, aside, outgoing, merged, shown, deleted, hub_version," \
  " sends, refusals, device_name, problem, raw)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)" \
  " ON CONFLICT (num) DO UPDATE SET stamp = excluded.stamp, status = excluded.status, walk = excluded.walk," \
  " confirmed = excluded.confirmed, aside = excluded.aside, outgoing = excluded.outgoing," \
  " merged = excluded.merged, shown = excluded.shown, deleted = excluded.deleted," \
  " hub_version = excluded.hub_version, sends = excluded.sends, refusals = excluded.refusals," \
  " device_name = excluded.device_name, problem = excluded.problem, raw = excluded.raw"
