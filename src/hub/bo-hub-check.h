/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

/**
 * BoHubCheck: what a look at the whole of a home found.
 * @digest: (nullable): its state digest (PROTOCOL §3.5)
 * @problems: (element-type utf8): sentences; what mustn't be
 * @notes: (element-type utf8): sentences; what may be, but somebody should know
 */
typedef struct
{
  int64_t    entities;
  int64_t    tombstones;
  int64_t    versions;
  int64_t    edges;
  int64_t    backups;
  char      *digest;
  GPtrArray *problems;
  GPtrArray *notes;
} BoHubCheck;

void        bo_hub_check_free (BoHubCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubCheck, bo_hub_check_free)

BoHubCheck *bo_hub_check      (BoHubDb *db, GError **error);
gboolean    bo_hub_compact    (BoHubDb *db, GError **error);

G_END_DECLS
