/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

#define BO_HUB_VERSION_COLUMNS \
  "seq, id, version, entity_type, name, content, source_type, user_id, parent_versions, device_name," \
  " created_us, updated_us"

#define BO_HUB_EDGE_COLUMNS \
  "seq, id, from_id, from_version, to_id, to_version, type, properties, user_id, created_us, updated_us"

/* @stale, @index_from: what the transaction under way changes of the indexes (bo-hub-db-index.c) */
struct _BoHubDb
{
  GObject parent_instance;

  BoDb   *db;
  char   *epoch;
  GArray *stale;
  int64_t index_from;
};

BoHubRow     *_bo_hub_db_read_row  (BoStatement *statement);
BoHubEdgeRow *_bo_hub_db_read_edge (BoStatement *statement);
GPtrArray    *_bo_hub_db_collect   (BoStatement *statement, bool edges, GError **error);

/* bo-hub-db-index.c */
void          _bo_hub_db_note_index   (BoHubDb *self, int64_t stale, int64_t seq);
void          _bo_hub_db_forget_index (BoHubDb *self);
gboolean      _bo_hub_db_write_index  (BoHubDb *self, GError **error);

G_END_DECLS
