/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-store.h"

G_DEFINE_INTERFACE (BoHubStore, bo_hub_store, G_TYPE_OBJECT)

static void
bo_hub_store_default_init (BoHubStoreInterface *iface)
{
}

/* --- rows --- */

BoHubRow *
bo_hub_row_new (BoEntity   *entity,
                const char *device_name,
                int64_t     seq,
                int64_t     created_us,
                int64_t     updated_us)
{
  BoHubRow *row = g_new (BoHubRow, 1);

  row->entity = bo_entity_ref (entity);
  row->device_name = g_strdup (device_name);
  row->seq = seq;
  row->created_us = created_us;
  row->updated_us = updated_us;
  return row;
}

BoHubRow *
bo_hub_row_copy (const BoHubRow *row)
{
  return bo_hub_row_new (row->entity, row->device_name, row->seq, row->created_us, row->updated_us);
}

void
bo_hub_row_free (BoHubRow *row)
{
  bo_entity_unref (row->entity);
  g_free (row->device_name);
  g_free (row);
}

BoHubEdgeRow *
bo_hub_edge_row_new (BoEdge *edge,
                     int64_t seq,
                     int64_t created_us)
{
  BoHubEdgeRow *row = g_new (BoHubEdgeRow, 1);

  row->edge = bo_edge_ref (edge);
  row->seq = seq;
  row->created_us = created_us;
  return row;
}

BoHubEdgeRow *
bo_hub_edge_row_copy (const BoHubEdgeRow *row)
{
  return bo_hub_edge_row_new (row->edge, row->seq, row->created_us);
}

void
bo_hub_edge_row_free (BoHubEdgeRow *row)
{
  bo_edge_unref (row->edge);
  g_free (row);
}

/* --- the interface; see BoHubStoreInterface for what each promises --- */

gboolean
bo_hub_store_begin (BoHubStore *self,
                    GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->begin (self, error);
}

gboolean
bo_hub_store_commit (BoHubStore *self,
                     GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->commit (self, error);
}

void
bo_hub_store_rollback (BoHubStore *self)
{
  BO_HUB_STORE_GET_IFACE (self)->rollback (self);
}

const char *
bo_hub_store_get_epoch (BoHubStore *self)
{
  return BO_HUB_STORE_GET_IFACE (self)->get_epoch (self);
}

gboolean
bo_hub_store_get_last (BoHubStore *self,
                       BoHubStamp *last,
                       GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->get_last (self, last, error);
}

gboolean
bo_hub_store_seq_at (BoHubStore *self,
                     int64_t     clock_us,
                     int64_t    *seq,
                     GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->seq_at (self, clock_us, seq, error);
}

BoHubRow *
bo_hub_store_get_current (BoHubStore *self,
                          const char *id,
                          GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->get_current (self, id, error);
}

BoHubRow *
bo_hub_store_get_version (BoHubStore *self,
                          const char *id,
                          const char *version,
                          GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->get_version (self, id, version, error);
}

gboolean
bo_hub_store_has_version (BoHubStore *self,
                          const char *id,
                          const char *version,
                          bool       *found,
                          GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->has_version (self, id, version, found, error);
}

gboolean
bo_hub_store_add_version (BoHubStore       *self,
                          BoEntity         *entity,
                          const char       *device_name,
                          bool              current,
                          const BoHubRow   *before,
                          const BoHubStamp *stamp,
                          GError          **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->add_version (self, entity, device_name, current, before, stamp, error);
}

GPtrArray *
bo_hub_store_list_current (BoHubStore *self,
                           int64_t     after_seq,
                           int         limit,
                           GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->list_current (self, after_seq, limit, error);
}

gboolean
bo_hub_store_foreach_current (BoHubStore      *self,
                              BoHubCurrentFunc func,
                              void            *data,
                              GError         **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->foreach_current (self, func, data, error);
}

BoHubEdgeRow *
bo_hub_store_get_edge (BoHubStore *self,
                       const char *id,
                       GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->get_edge (self, id, error);
}

gboolean
bo_hub_store_put_edge (BoHubStore       *self,
                       BoEdge           *edge,
                       const BoHubStamp *stamp,
                       GError          **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->put_edge (self, edge, stamp, error);
}

GPtrArray *
bo_hub_store_list_edges (BoHubStore *self,
                         int64_t     after_seq,
                         int         limit,
                         GError    **error)
{
  return BO_HUB_STORE_GET_IFACE (self)->list_edges (self, after_seq, limit, error);
}
