/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

#define BO_HUB_VERSION_COLUMNS \
  "seq, id, version, entity_type, name, content, source_type, user_id, parent_versions, device_name," \
  " created_us, updated_us"

#define BO_HUB_EDGE_COLUMNS \
  "seq, id, from_id, from_version, to_id, to_version, type, properties, user_id, created_us, updated_us"

struct _BoHubDb
{
  GObject parent_instance;

  BoDb   *db;
  char   *epoch;
};

BoHubRow     *_bo_hub_db_read_row  (BoStatement *statement);
BoHubEdgeRow *_bo_hub_db_read_edge (BoStatement *statement);
GPtrArray    *_bo_hub_db_collect   (BoStatement *statement, bool edges, GError **error);

G_END_DECLS
