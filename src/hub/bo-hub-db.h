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

/* Entities as GET /api/v1/graph/entities filters them; NULL: any. @living: no tombstones */
typedef struct
{
  const char *entity_type;
  const char *source_type;
  const char *user_id;
  bool        living;
} BoHubEntityFilter;

/**
 * BoHubStep: an entity next to another.
 * @type: of the edge between them
 * @outgoing: whether that leads here
 */
typedef struct
{
  char *id;
  char *type;
  bool  outgoing;
} BoHubStep;

void       bo_hub_step_free         (BoHubStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubStep, bo_hub_step_free)

/**
 * BoHubStatistics: what no count by type says.
 * @versions: all that were ever received
 * @isolated: entities without an edge
 */
typedef struct
{
  int64_t versions;
  int64_t tombstones;
  int64_t isolated;
} BoHubStatistics;

/**
 * BoHubSearch: a search for words.
 * @match: of bo_hub_db_match() or bo_hub_db_match_similar()
 * @entity_types: (nullable): only these, as the text of a JSON array
 * @except_id: (nullable): an entity that doesn't count
 * @limit: at most so many
 */
typedef struct
{
  const char *match;
  const char *entity_types;
  const char *except_id;
  int64_t     limit;
} BoHubSearch;

/**
 * BoHubHit: something found.
 * @score: greater is better; it means nothing but in comparison
 * @name: (nullable): where the name matches
 * @text: (nullable): what surrounds a match in the content
 */
typedef struct
{
  BoHubRow *row;
  double    score;
  char     *name;
  char     *text;
} BoHubHit;

void       bo_hub_hit_free          (BoHubHit *hit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubHit, bo_hub_hit_free)

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
GPtrArray *bo_hub_db_list_entities  (BoHubDb *self, const BoHubEntityFilter *filter, int64_t limit, int64_t offset, int64_t *total, GError **error);
GPtrArray *bo_hub_db_list_edges     (BoHubDb *self, const BoHubEdgeFilter *filter, GError **error);

/* --- bo-hub-db-restore.c --- */
const char *bo_hub_db_get_path      (BoHubDb *self);
gboolean   bo_hub_db_copy_to        (BoHubDb *self, const char *path, GError **error);
gboolean   bo_hub_db_restore        (BoHubDb *self, const char *path, GError **error);

/* --- bo-hub-db-graph.c --- */
gboolean   bo_hub_db_add_steps      (BoHubDb *self, const char *id, bool outgoing, const char *types, GPtrArray *steps, GError **error);
gboolean   bo_hub_db_write_counts   (BoHubDb *self, bool edges, BoJsonWriter *writer, int64_t *total, GError **error);
gboolean   bo_hub_db_get_statistics (BoHubDb *self, BoHubStatistics *statistics, GError **error);

/* --- bo-hub-db-index.c --- */
gboolean   bo_hub_db_index_some     (BoHubDb *self, int64_t limit, bool *more, GError **error);

/* --- bo-hub-db-log.c --- */
void       bo_hub_db_checkpoint     (BoHubDb *self, int pages);

/* --- bo-hub-db-search.c --- */
char      *bo_hub_db_match          (BoHubDb *self, const char *text, GError **error);
char      *bo_hub_db_match_similar  (BoHubDb *self, int64_t seq, GError **error);
GPtrArray *bo_hub_db_search         (BoHubDb *self, const BoHubSearch *search, GError **error);

G_END_DECLS
