/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

#define BO_HUB_VERSION_COLUMNS \
  "seq, id, version, entity_type, name, content, source_type, user_id, parent_versions, device_name," \
  " created_us, updated_us"

#define BO_HUB_EDGE_COLUMNS \
  "seq, id, from_id, from_version, to_id, to_version, type, properties, user_id, created_us, updated_us"

/* @stale: what the transaction under way makes due in the indexes (bo-hub-db-index.c)
   @log_pages: how long the write-ahead log is */
struct _BoHubDb
{
  GObject parent_instance;

  BoDb   *db;
  char   *epoch;
  GArray *stale;
  int     log_pages;
};

BoHubRow     *_bo_hub_db_read_row  (BoStatement *statement);
BoHubEdgeRow *_bo_hub_db_read_edge (BoStatement *statement);
GPtrArray    *_bo_hub_db_collect   (BoStatement *statement, bool edges, GError **error);

/* bo-hub-db-index.c */
void          _bo_hub_db_note_stale   (BoHubDb *self, int64_t seq);
gboolean      _bo_hub_db_write_due    (BoHubDb *self, GError **error);
gboolean      _bo_hub_db_index_all    (BoHubDb *self, GError **error);

/* bo-hub-db-log.c */
void          _bo_hub_db_watch_log    (BoHubDb *self);

G_END_DECLS
