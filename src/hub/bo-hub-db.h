/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"
#include "bo-hub-store.h"

G_BEGIN_DECLS

#define BO_TYPE_HUB_DB (bo_hub_db_get_type ())
G_DECLARE_FINAL_TYPE (BoHubDb, bo_hub_db, BO, HUB_DB, GObject)

/**
 * BoHubGuest: a guest's invitation; the token itself is never stored.
 */
typedef struct
{
  char   *id;
  int64_t created_us;
  int64_t expires_us;
} BoHubGuest;

void       bo_hub_guest_free (BoHubGuest *guest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubGuest, bo_hub_guest_free)

/* Relationships as GET /api/v1/graph/relationships filters them; NULL: any */
typedef struct
{
  const char *from_id;
  const char *to_id;
  const char *type;
} BoHubEdgeFilter;

/* The hub's home on SQLite: BoHubStore and what only the server needs. The thread that opened it. */
BoHubDb   *bo_hub_db_open           (const char *path, BoDbFlags flags, GError **error);

char      *bo_hub_db_get_setting    (BoHubDb *self, const char *name, GError **error);
gboolean   bo_hub_db_put_setting    (BoHubDb *self, const char *name, const char *value, GError **error);

gboolean   bo_hub_db_add_guest      (BoHubDb *self, BoHubGuest *guest, const char *token_hash, GError **error);
BoHubGuest *bo_hub_db_find_guest    (BoHubDb *self, const char *token_hash, int64_t now_us, GError **error);
bool       bo_hub_db_guest_is_valid (BoHubDb *self, const char *id, int64_t now_us);
GPtrArray *bo_hub_db_list_guests    (BoHubDb *self, int64_t now_us, GError **error);
gboolean   bo_hub_db_revoke_guest   (BoHubDb *self, const char *token_hash, bool *found, GError **error);

GPtrArray *bo_hub_db_list_versions  (BoHubDb *self, const char *id, GError **error);
GPtrArray *bo_hub_db_list_entities  (BoHubDb *self, const char *entity_type, int64_t limit, int64_t offset, int64_t *total, GError **error);
GPtrArray *bo_hub_db_list_edges     (BoHubDb *self, const BoHubEdgeFilter *filter, GError **error);
/* Each a (name, count) pair: @kind is "entity_types" or "relationship_types" */
gboolean   bo_hub_db_write_counts   (BoHubDb *self, bool edges, BoJsonWriter *writer, int64_t *total, GError **error);

G_END_DECLS
