/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

/* So many are kept; more must be made room for. */
#define BO_HUB_MAX_BACKUPS 100
#define BO_HUB_MAX_DESCRIPTION 1024

/**
 * BoHubBackup: a copy of the hub's home in the folder `backups` beside it.
 * @id: made here, and all its file is called
 * @description: what somebody said about it; may be empty
 * @checksum: SHA-256 of the file when it was made, in hex; empty where nobody knows
 * @size: of the file now
 */
typedef struct
{
  char   *id;
  char   *description;
  char   *checksum;
  int64_t created_us;
  int64_t size;
} BoHubBackup;

void         bo_hub_backup_free     (BoHubBackup *backup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubBackup, bo_hub_backup_free)

BoHubBackup *bo_hub_backup_create   (BoHubDb *db, const char *description, int64_t now_us, GError **error);
BoHubBackup *bo_hub_backup_find     (BoHubDb *db, const char *id);
GPtrArray   *bo_hub_backup_list     (BoHubDb *db);
bool         bo_hub_backup_is_whole (BoHubDb *db, const BoHubBackup *backup);
gboolean     bo_hub_backup_restore  (BoHubDb *db, const BoHubBackup *backup, GError **error);
gboolean     bo_hub_backup_delete   (BoHubDb *db, const BoHubBackup *backup, GError **error);

G_END_DECLS
