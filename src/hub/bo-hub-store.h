/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

#define BO_TYPE_HUB_STORE (bo_hub_store_get_type ())
G_DECLARE_INTERFACE (BoHubStore, bo_hub_store, BO, HUB_STORE, GObject)

/**
 * BoHubRow: one version of an entity as the hub keeps it.
 * @entity: the version; the hub never changes it
 * @device_name: (nullable): which device pushed it (PROTOCOL §8)
 * @seq: its row number; entities and edges share one sequence
 * @created_us: when this hub received it, by its own clock: the row time of PROTOCOL §3.3
 * @updated_us: the same, or when another version replaced it
 */
typedef struct
{
  BoEntity *entity;
  char     *device_name;
  int64_t   seq;
  int64_t   created_us;
  int64_t   updated_us;
} BoHubRow;

BoHubRow *bo_hub_row_new  (BoEntity *entity, const char *device_name, int64_t seq, int64_t created_us, int64_t updated_us);
BoHubRow *bo_hub_row_copy (const BoHubRow *row);
void      bo_hub_row_free (BoHubRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubRow, bo_hub_row_free)

/**
 * BoHubEdgeRow: an edge as the hub keeps it; edge->updated_at is the row's time.
 */
typedef struct
{
  BoEdge *edge;
  int64_t seq;
  int64_t created_us;
} BoHubEdgeRow;

BoHubEdgeRow *bo_hub_edge_row_new  (BoEdge *edge, int64_t seq, int64_t created_us);
BoHubEdgeRow *bo_hub_edge_row_copy (const BoHubEdgeRow *row);
void          bo_hub_edge_row_free (BoHubEdgeRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubEdgeRow, bo_hub_edge_row_free)

/**
 * BoHubStamp: what a row is written with.
 * @seq: its number, greater than any before
 * @now_us: the hub's clock, which may jump: the row time
 * @clock_us: the same clock, but never falling: what `since` is looked up in
 */
typedef struct
{
  int64_t seq;
  int64_t now_us;
  int64_t clock_us;
} BoHubStamp;

/* Return FALSE to stop (no error). */
typedef gboolean (*BoHubCurrentFunc) (const char *id, const char *version, void *data);

/**
 * BoHubStoreInterface:
 *
 * What the rules of the hub need of a store. Implemented on SQLite and, for the simulator, in
 * memory. The rules, not the store, decide what wins. Getters return %NULL without an error for
 * "no such row", with full transfer; lists are in ascending order of seq. Everything happens on
 * one thread; writes happen between begin and commit, which is durable when it returns.
 */
struct _BoHubStoreInterface
{
  GTypeInterface parent_iface;

  gboolean      (*begin)           (BoHubStore *self, GError **error);
  gboolean      (*commit)          (BoHubStore *self, GError **error);
  void          (*rollback)        (BoHubStore *self);

  const char   *(*get_epoch)       (BoHubStore *self);
  /* The greatest seq and clock_us ever written, 0 at first. */
  gboolean      (*get_last)        (BoHubStore *self, BoHubStamp *last, GError **error);
  /* The greatest seq whose clock_us is not later than @clock_us, 0 for none. */
  gboolean      (*seq_at)          (BoHubStore *self, int64_t clock_us, int64_t *seq, GError **error);

  BoHubRow     *(*get_current)     (BoHubStore *self, const char *id, GError **error);
  BoHubRow     *(*get_version)     (BoHubStore *self, const char *id, const char *version, GError **error);
  gboolean      (*has_version)     (BoHubStore *self, const char *id, const char *version, bool *found, GError **error);
  /* A version that isn't there yet. @current: it takes the place of @before, the row of
     get_current(); NULL where there is none. */
  gboolean      (*add_version)     (BoHubStore *self, BoEntity *entity, const char *device_name, bool current, const BoHubRow *before, const BoHubStamp *stamp, GError **error);
  GPtrArray    *(*list_current)    (BoHubStore *self, int64_t after_seq, int limit, GError **error);
  /* In no particular order. */
  gboolean      (*foreach_current) (BoHubStore *self, BoHubCurrentFunc func, void *data, GError **error);

  BoHubEdgeRow *(*get_edge)        (BoHubStore *self, const char *id, GError **error);
  gboolean      (*put_edge)        (BoHubStore *self, BoEdge *edge, const BoHubStamp *stamp, GError **error);
  GPtrArray    *(*list_edges)      (BoHubStore *self, int64_t after_seq, int limit, GError **error);
};

gboolean      bo_hub_store_begin           (BoHubStore *self, GError **error);
gboolean      bo_hub_store_commit          (BoHubStore *self, GError **error);
void          bo_hub_store_rollback        (BoHubStore *self);
const char   *bo_hub_store_get_epoch       (BoHubStore *self);
gboolean      bo_hub_store_get_last        (BoHubStore *self, BoHubStamp *last, GError **error);
gboolean      bo_hub_store_seq_at          (BoHubStore *self, int64_t clock_us, int64_t *seq, GError **error);
BoHubRow     *bo_hub_store_get_current     (BoHubStore *self, const char *id, GError **error);
BoHubRow     *bo_hub_store_get_version     (BoHubStore *self, const char *id, const char *version, GError **error);
gboolean      bo_hub_store_has_version     (BoHubStore *self, const char *id, const char *version, bool *found, GError **error);
gboolean      bo_hub_store_add_version     (BoHubStore *self, BoEntity *entity, const char *device_name, bool current, const BoHubRow *before, const BoHubStamp *stamp, GError **error);
GPtrArray    *bo_hub_store_list_current    (BoHubStore *self, int64_t after_seq, int limit, GError **error);
gboolean      bo_hub_store_foreach_current (BoHubStore *self, BoHubCurrentFunc func, void *data, GError **error);
BoHubEdgeRow *bo_hub_store_get_edge        (BoHubStore *self, const char *id, GError **error);
gboolean      bo_hub_store_put_edge        (BoHubStore *self, BoEdge *edge, const BoHubStamp *stamp, GError **error);
GPtrArray    *bo_hub_store_list_edges      (BoHubStore *self, int64_t after_seq, int limit, GError **error);

G_END_DECLS
