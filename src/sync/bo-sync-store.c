/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-sync-store.h"

/* Calls through the interface. What each promises stands in bo-sync-store.h. */

G_DEFINE_INTERFACE (BoSyncStore, bo_sync_store, G_TYPE_OBJECT)

static void
bo_sync_store_default_init (BoSyncStoreInterface *iface)
{
}

gboolean
bo_sync_store_begin (BoSyncStore *self, BoDurability durability, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->begin (self, durability, error);
}

gboolean
bo_sync_store_commit (BoSyncStore *self, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->commit (self, error);
}

void
bo_sync_store_rollback (BoSyncStore *self)
{
  BO_SYNC_STORE_GET_IFACE (self)->rollback (self);
}

BoSyncState *
bo_sync_store_get_state (BoSyncStore *self, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_state (self, error);
}

gboolean
bo_sync_store_put_state (BoSyncStore *self, BoSyncState *state, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_state (self, state, error);
}

gboolean
bo_sync_store_get_counts (BoSyncStore *self, BoSyncCounts *counts, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_counts (self, counts, error);
}

BoRecord *
bo_sync_store_get_record (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_record (self, id, error);
}

gboolean
bo_sync_store_put_record (BoSyncStore *self, BoRecord *record, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_record (self, record, error);
}

gboolean
bo_sync_store_remove_record (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->remove_record (self, id, error);
}

GPtrArray *
bo_sync_store_list_pending (BoSyncStore *self, int limit, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_pending (self, limit, error);
}

GPtrArray *
bo_sync_store_list_waiting (BoSyncStore *self, int limit, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_waiting (self, limit, error);
}

GPtrArray *
bo_sync_store_list_unwalked (BoSyncStore *self, int64_t walk, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_unwalked (self, walk, error);
}

char *
bo_sync_store_get_digest (BoSyncStore *self, int64_t *count, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_digest (self, count, error);
}

gboolean
bo_sync_store_foreach_hub_version (BoSyncStore *self, BoHubVersionFunc func, gpointer data, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->foreach_hub_version (self, func, data, error);
}

gboolean
bo_sync_store_add_version (BoSyncStore *self,
                           BoEntity *entity,
                           BoOrigin origin,
                           int64_t received_us,
                           const char *device_name,
                           GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->add_version (self, entity, origin, received_us, device_name, error);
}

BoEntity *
bo_sync_store_get_version (BoSyncStore *self, const char *id, const char *version, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_version (self, id, version, error);
}

gboolean
bo_sync_store_set_withdrawn (BoSyncStore *self, const char *id, const char *version, bool withdrawn, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->set_withdrawn (self, id, version, withdrawn, error);
}

gboolean
bo_sync_store_get_withdrawn (BoSyncStore *self, const char *id, const char *version, bool *withdrawn, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_withdrawn (self, id, version, withdrawn, error);
}

gboolean
bo_sync_store_add_edit (BoSyncStore *self, BoEdit *edit, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->add_edit (self, edit, error);
}

gboolean
bo_sync_store_put_edit (BoSyncStore *self, BoEdit *edit, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_edit (self, edit, error);
}

gboolean
bo_sync_store_mark_edit (BoSyncStore *self, int64_t seq, const char *sent_version, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->mark_edit (self, seq, sent_version, error);
}

gboolean
bo_sync_store_remove_edit (BoSyncStore *self, int64_t seq, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->remove_edit (self, seq, error);
}

GPtrArray *
bo_sync_store_list_edits (BoSyncStore *self, const char *entity_id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_edits (self, entity_id, error);
}

GPtrArray *
bo_sync_store_list_expired (BoSyncStore *self, int64_t now_us, bool sent, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_expired (self, now_us, sent, error);
}

BoEdgeRecord *
bo_sync_store_get_edge (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_edge (self, id, error);
}

gboolean
bo_sync_store_put_edge (BoSyncStore *self, BoEdgeRecord *record, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_edge (self, record, error);
}

gboolean
bo_sync_store_remove_edge (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->remove_edge (self, id, error);
}

GPtrArray *
bo_sync_store_list_pending_edges (BoSyncStore *self, int limit, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_pending_edges (self, limit, error);
}

GPtrArray *
bo_sync_store_list_edges_of (BoSyncStore *self, const char *entity_id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_edges_of (self, entity_id, error);
}

GPtrArray *
bo_sync_store_list_unwalked_edges (BoSyncStore *self, int64_t walk, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_unwalked_edges (self, walk, error);
}

gboolean
bo_sync_store_put_conflict (BoSyncStore *self, BoConflict *conflict, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_conflict (self, conflict, error);
}

gboolean
bo_sync_store_remove_conflict (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->remove_conflict (self, id, error);
}

BoConflict *
bo_sync_store_get_conflict (BoSyncStore *self, const char *id, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->get_conflict (self, id, error);
}

GPtrArray *
bo_sync_store_list_conflicts (BoSyncStore *self, bool unreviewed_only, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_conflicts (self, unreviewed_only, error);
}

gboolean
bo_sync_store_put_merge_due (BoSyncStore *self, BoMergeDue *due, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->put_merge_due (self, due, error);
}

gboolean
bo_sync_store_remove_merge_due (BoSyncStore *self,
                                const char *entity_id,
                                const char *theirs_version,
                                GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->remove_merge_due (self, entity_id, theirs_version, error);
}

GPtrArray *
bo_sync_store_list_merge_due (BoSyncStore *self, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->list_merge_due (self, error);
}

gboolean
bo_sync_store_add_activity (BoSyncStore *self, BoActivity *activity, GError **error)
{
  return BO_SYNC_STORE_GET_IFACE (self)->add_activity (self, activity, error);
}

gboolean
bo_sync_store_amend_activity (BoSyncStore *self, BoActivity *activity, const char *before, GError **error)
{
  BoSyncStoreInterface *iface = BO_SYNC_STORE_GET_IFACE (self);

  return iface->amend_activity == NULL || iface->amend_activity (self, activity, before, error);
}
