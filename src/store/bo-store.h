/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-store.h"

G_BEGIN_DECLS

#define BO_TYPE_STORE (bo_store_get_type ())
G_DECLARE_FINAL_TYPE (BoStore, bo_store, BO, STORE, GObject)

/**
 * BoStore: the home's local truth in one SQLite file. Implements BoSyncStore. Belongs to the
 * thread that opened it (client/ gives it a BoWorker of its own).
 */

/* @path: the file, or ":memory:"; its folder is made 0700. A new file gets a fresh device id
   drawn from @entropy. */
BoStore     *bo_store_open             (const char *path, bool read_only, uint64_t entropy, GError **error);
void         bo_store_close            (BoStore *self);
bool         bo_store_is_read_only     (BoStore *self);
/* Whether another connection wrote since last asked (PRAGMA data_version). */
bool         bo_store_changed_elsewhere (BoStore *self);
int64_t      bo_store_count_writes      (BoStore *self);
/* For tests: the n-th database call from now fails. */
void         bo_store_fail_after       (BoStore *self, int n, int code);

/* --- reading, for views (any connection; no transaction needed) --- */

/* Everything shown, one after the other (transfer full), or all at once (transfer container full).
   @since_stamp: 0 for all, or only rows whose stamp is greater; the highest stamp is in @stamp. */
typedef bool (*BoEdgeRecordFunc) (BoEdgeRecord *record, gpointer data);
gboolean     bo_store_get_stamp        (BoStore *self, int64_t *stamp, GError **error);
gboolean     bo_store_foreach_record   (BoStore *self, int64_t since_stamp, BoRecordFunc func, gpointer data, GError **error);
gboolean     bo_store_foreach_edge     (BoStore *self, int64_t since_stamp, BoEdgeRecordFunc func, gpointer data, GError **error);
GPtrArray   *bo_store_list_records     (BoStore *self, int64_t since_stamp, int64_t *stamp, GError **error);         /* BoRecord */
GPtrArray   *bo_store_list_edges       (BoStore *self, int64_t since_stamp, GError **error);         /* BoEdgeRecord */
GPtrArray   *bo_store_list_activity    (BoStore *self, int64_t before_seq, int limit, GError **error); /* newest first; 0: from the newest */
/* The edges as they were at @time_us (BoEdge), deleted ones too, as far as their moves were seen here. */
GPtrArray   *bo_store_list_edges_at    (BoStore *self, int64_t time_us, GError **error);
/* All versions of an entity this device has seen or made, oldest first (BoStoreVersion). */
GPtrArray   *bo_store_list_versions    (BoStore *self, const char *id, GError **error);
/* Versions received or made in [from_us, to_us), of all entities, newest first, at most @limit. */
GPtrArray   *bo_store_list_history     (BoStore *self, int64_t from_us, int64_t to_us, int limit, GError **error);
/* The time of the oldest version held here; 0 where there is none. */
gboolean     bo_store_get_beginning    (BoStore *self, int64_t *time_us, GError **error);
/* Each entity as it was at @time_us: the latest version whose time is not after it (BoEntity). */
GPtrArray   *bo_store_list_at          (BoStore *self, int64_t time_us, GError **error);

typedef struct
{
  BoEntity *entity;
  BoOrigin  origin;
  int64_t   received_us;
  int64_t   time_us;      /* inside the version string, else received_us */
  char     *device_name;  /* nullable */
} BoStoreVersion;

void         bo_store_version_free     (BoStoreVersion *version);

/* Small settings about this home (favourites, order, quiet choices): text by key. */
char        *bo_store_get_setting      (BoStore *self, const char *key, GError **error);
gboolean     bo_store_put_setting      (BoStore *self, const char *key, const char *value, GError **error); /* NULL removes */
GHashTable  *bo_store_list_settings    (BoStore *self, const char *prefix, GError **error);

/* --- upkeep: each call is one small transaction; call again while it says there is more --- */

/**
 * BoThinning: how far it got; begins as zeros.
 * @entity: whose history was looked at last
 * @hour: the earliest hour of it that is done; 0 for all
 * @removed: how many versions are gone
 */
typedef struct
{
  int64_t entity;
  int64_t hour;
  int64_t removed;
} BoThinning;

gboolean     bo_store_thin_history     (BoStore *self, int64_t before_us, BoReadingFunc is_reading, BoThinning *thinning, bool *more, GError **error);
/* Of the moves of one edge within one hour the first. */
gboolean     bo_store_thin_moves       (BoStore *self, int64_t before_us, int64_t *at_us, bool *more, GError **error);
/* Keeps the newest @keep lines of the journal a person reads. */
gboolean     bo_store_trim_activity    (BoStore *self, int64_t keep, bool *more, GError **error);

gboolean     bo_store_backup           (BoStore *self, const char *path, GError **error); /* VACUUM INTO */
gboolean     bo_store_check            (BoStore *self, GError **error);                   /* integrity_check, foreign keys */

G_END_DECLS
