/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-hub.h"

#include <string.h>

#include "bo-digest.h"
#include "plain-digest.h"
#include "sim-hub-own.h"

typedef struct
{
  BoEntity  *current;
  GPtrArray *versions; /* BoEntity, losers too */
  int64_t    row_us;
  int64_t    seq;
} Row;

typedef struct
{
  BoEdge *edge;
  int64_t row_us;
  int64_t seq;
} EdgeRow;

struct _SimHub
{
  SimHubOwn *own;       /* nullable: our hub; all the rest is the running hub's */
  int        page_size;
  bool       blind;
  bool       plain;     /* our hub without the extensions */
  char      *digest;    /* nullable: of what is current */
  int64_t    seq;
  GTree     *rows;      /* id → Row */
  GTree     *edges;     /* id → EdgeRow */
  SimHub    *backup;
};

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static void
row_free (Row *row)
{
  bo_entity_unref (row->current);
  g_ptr_array_unref (row->versions);
  g_free (row);
}

static void
edge_row_free (EdgeRow *row)
{
  bo_edge_unref (row->edge);
  g_free (row);
}

SimHub *
sim_hub_new (SimHubKind kind, bool deep, bool on_disk, int page_size)
{
  SimHub *self = g_new0 (SimHub, 1);

  if (kind == SIM_HUB_OWN || kind == SIM_HUB_PLAIN)
    self->own = sim_hub_own_new (deep, on_disk);
  self->plain = kind == SIM_HUB_PLAIN;
  self->page_size = page_size;
  self->blind = kind == SIM_HUB_BLIND;
  self->rows = g_tree_new_full (compare_cb, NULL, g_free, (GDestroyNotify) row_free);
  self->edges = g_tree_new_full (compare_cb, NULL, g_free, (GDestroyNotify) edge_row_free);
  return self;
}

void
sim_hub_free (SimHub *self)
{
  if (self == NULL)
    return;
  g_tree_unref (self->rows);
  g_tree_unref (self->edges);
  sim_hub_free (self->backup);
  sim_hub_own_free (self->own);
  g_free (self->digest);
  g_free (self);
}

static SimHub *
copy (SimHub *self)
{
  SimHub *hub = sim_hub_new (SIM_HUB_RUNNING, false, false, self->page_size);

  hub->seq = self->seq;
  for (GTreeNode *node = g_tree_node_first (self->rows); node != NULL; node = g_tree_node_next (node))
    {
      Row *row = g_memdup2 (g_tree_node_value (node), sizeof (Row));

      row->current = bo_entity_ref (row->current);
      row->versions = g_ptr_array_copy (row->versions, (GCopyFunc) (void *) bo_entity_ref, NULL);
      g_ptr_array_set_free_func (row->versions, (GDestroyNotify) bo_entity_unref);
      g_tree_insert (hub->rows, g_strdup (g_tree_node_key (node)), row);
    }
  for (GTreeNode *node = g_tree_node_first (self->edges); node != NULL; node = g_tree_node_next (node))
    {
      EdgeRow *row = g_memdup2 (g_tree_node_value (node), sizeof (EdgeRow));

      row->edge = bo_edge_ref (row->edge);
      g_tree_insert (hub->edges, g_strdup (g_tree_node_key (node)), row);
    }
  return hub;
}

void
sim_hub_back_up (SimHub *self)
{
  if (self->own != NULL)
    {
      sim_hub_own_back_up (self->own);
      return;
    }
  sim_hub_free (self->backup);
  self->backup = NULL;
  self->backup = copy (self);
}

void
sim_hub_restore (SimHub *self, bool new_epoch)
{
  SimHub *from;

  if (self->own != NULL)
    {
      sim_hub_own_restore (self->own, new_epoch);
      return;
    }
  if (self->backup == NULL)
    return;
  from = copy (self->backup);
  g_tree_unref (self->rows);
  g_tree_unref (self->edges);
  self->rows = g_tree_ref (from->rows);
  self->edges = g_tree_ref (from->edges);
  self->seq = from->seq;
  g_clear_pointer (&self->digest, g_free);
  sim_hub_free (from);
}

void
sim_hub_crash (SimHub *self)
{
  if (self->own != NULL)
    sim_hub_own_crash (self->own);
}

bool
sim_hub_is_own (SimHub *self)
{
  return self->own != NULL;
}

static BoEntity *
steal_entity (BoHubRow *row)
{
  BoEntity *entity = row != NULL ? bo_entity_ref (row->entity) : NULL;

  g_clear_pointer (&row, bo_hub_row_free);
  return entity;
}

BoEntity *
sim_hub_current (SimHub *self, const char *id)
{
  Row *row = g_tree_lookup (self->rows, id);

  if (self->own != NULL)
    return steal_entity (bo_hub_store_get_current (self->own->store, id, NULL));
  return row != NULL ? bo_entity_ref (row->current) : NULL;
}

static BoEntity *
find_version (SimHub *self, const char *id, const char *version)
{
  Row *row = g_tree_lookup (self->rows, id);

  if (self->own != NULL)
    return steal_entity (bo_hub_store_get_version (self->own->store, id, version, NULL));
  for (unsigned int i = 0; row != NULL && i < row->versions->len; i++)
    if (strcmp (((BoEntity *) g_ptr_array_index (row->versions, i))->version, version) == 0)
      return bo_entity_ref (g_ptr_array_index (row->versions, i));
  return NULL;
}

bool
sim_hub_holds (SimHub *self, const char *id, const char *version)
{
  g_autoptr(BoEntity) entity = find_version (self, id, version);

  return entity != NULL;
}

static gboolean
put_cb (const char *id, const char *version, void *table)
{
  bo_digest_table_put (table, id, version);
  return TRUE;
}

/* Our hub's, summed anew. */
char *
sim_hub_sum (SimHub *self)
{
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();

  bo_hub_store_foreach_current (self->own->store, put_cb, table, NULL);
  return bo_digest_table_sum (table);
}

char *
sim_hub_digest (SimHub *self)
{
  PlainDigest *digest;

  if (self->own != NULL)
    return bo_hub_rules_digest (self->own->rules, NULL);
  if (self->digest != NULL)
    return g_strdup (self->digest);
  digest = plain_digest_new ();
  for (GTreeNode *node = g_tree_node_first (self->rows); node != NULL; node = g_tree_node_next (node))
    plain_digest_add (digest, g_tree_node_key (node), ((Row *) g_tree_node_value (node))->current->version);
  self->digest = plain_digest_end (digest);
  return g_strdup (self->digest);
}

static BoEdge *
steal_edge (BoHubEdgeRow *row)
{
  BoEdge *edge = row != NULL ? bo_edge_ref (row->edge) : NULL;

  g_clear_pointer (&row, bo_hub_edge_row_free);
  return edge;
}

BoEdge *
sim_hub_edge (SimHub *self, const char *id)
{
  EdgeRow *row = g_tree_lookup (self->edges, id);

  if (self->own != NULL)
    return steal_edge (bo_hub_store_get_edge (self->own->store, id, NULL));
  return row != NULL ? bo_edge_ref (row->edge) : NULL;
}

GPtrArray *
sim_hub_list_until (SimHub *self, int64_t seq)
{
  g_autoptr(GPtrArray) rows = NULL;
  GPtrArray *entities = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);

  g_assert (self->own != NULL);
  rows = bo_hub_store_list_current (self->own->store, 0, 1000, NULL);
  for (unsigned int i = 0; i < rows->len; i++)
    {
      BoHubRow *row = g_ptr_array_index (rows, i);

      if (row->seq <= seq)
        g_ptr_array_add (entities, bo_entity_ref (row->entity));
    }
  return entities;
}

const char *
sim_hub_epoch (SimHub *self)
{
  return self->own != NULL && !self->plain ? bo_hub_store_get_epoch (self->own->store) : NULL;
}

/* --- pushes (§§3.2, 3.3) --- */

static void
make_current (SimHub *self, Row *row, BoEntity *entity, int64_t now_us)
{
  g_clear_pointer (&self->digest, g_free);
  bo_entity_unref (row->current);
  row->current = bo_entity_ref (entity);
  row->row_us = now_us;
  row->seq = ++self->seq;
}

static bool
push_wins (Row *row, BoEntity *entity)
{
  int64_t time_us;

  if (!bo_version_parse_time (entity->version, &time_us))
    time_us = row->row_us;
  if (ABS (time_us - row->row_us) < 1000000)
    return strcmp (entity->version, row->current->version) > 0;
  return time_us > row->row_us;
}

static void
push_new (SimHub *self, BoEntity *entity, int64_t now_us)
{
  Row *row = g_new0 (Row, 1);

  g_clear_pointer (&self->digest, g_free);
  row->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);
  row->current = bo_entity_ref (entity);
  row->row_us = now_us;
  row->seq = ++self->seq;
  g_ptr_array_add (row->versions, bo_entity_ref (entity));
  g_tree_insert (self->rows, g_strdup (entity->id), row);
}

static void
push_conflict (SimHub *self, Row *row, BoEntity *entity, bool known, int64_t now_us, GPtrArray *conflicts)
{
  g_autoptr(BoEntity) held = bo_entity_ref (row->current);
  bool wins = push_wins (row, entity);

  /* The running hub lets a re-send compete again, and names a winner though nothing changes. */
  if (wins && !known)
    make_current (self, row, entity, now_us);
  g_ptr_array_add (conflicts, bo_wire_conflict_new (entity->id, held->version, entity->version, "rule",
                                                    wins ? entity->version : held->version));
}

/* The running hub makes a stale delete, and what says nothing of where it comes from, name the version
   it replaced (PROTOCOL §3.3). */
static BoEntity *
adopt (Row *row, BoChangeType type, BoEntity *entity)
{
  const char *parents[] = { row->current->version, NULL };

  if (bo_entity_has_parent (entity, row->current->version) ||
      (type != BO_CHANGE_DELETE && entity->parent_versions[0] != NULL))
    return bo_entity_ref (entity);
  return bo_entity_new (entity->id, entity->version, entity->entity_type, entity->name, entity->content,
                        entity->source_type, entity->user_id, parents);
}

static void
push_entity (SimHub *self, BoChangeType type, BoEntity *pushed, int64_t now_us, GPtrArray *conflicts)
{
  Row *row = g_tree_lookup (self->rows, pushed->id);
  bool known = sim_hub_holds (self, pushed->id, pushed->version);
  g_autoptr(BoEntity) entity = row != NULL ? adopt (row, type, pushed) : bo_entity_ref (pushed);

  if (type == BO_CHANGE_DELETE && (row == NULL || (bo_entity_is_deleted (row->current) && !known)))
    return;
  if (row == NULL)
    {
      push_new (self, entity, now_us);
      return;
    }
  if (strcmp (row->current->version, entity->version) == 0)
    return;
  if (!known)
    g_ptr_array_add (row->versions, bo_entity_ref (entity));
  if (!known && (type == BO_CHANGE_DELETE || bo_entity_has_parent (pushed, row->current->version)))
    make_current (self, row, entity, now_us);
  else if (type != BO_CHANGE_DELETE)
    push_conflict (self, row, entity, known, now_us, conflicts);
}

static void
push_edge (SimHub *self, BoEdge *edge, const char *user_id, int64_t now_us, GPtrArray *applied)
{
  EdgeRow *row;

  if (!sim_hub_holds (self, edge->from_id, edge->from_version) || !sim_hub_holds (self, edge->to_id, edge->to_version))
    return;
  row = g_new0 (EdgeRow, 1);
  row->edge = bo_edge_new (edge->id, edge->from_id, edge->from_version, edge->to_id, edge->to_version, edge->type,
                           edge->properties, user_id, now_us);
  row->row_us = now_us;
  row->seq = ++self->seq;
  g_tree_replace (self->edges, g_strdup (edge->id), row);
  g_ptr_array_add (applied, g_strdup (edge->id));
}

static void
push (SimHub *self, BoSyncRequest *request, BoSyncResponse *response, int64_t now_us)
{
  for (unsigned int i = 0; i < request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (request->changes, i);

      if (change->entity == NULL)
        continue;
      push_entity (self, change->type, change->entity, now_us, response->conflicts);
      g_ptr_array_add (response->applied, g_strdup (change->entity->id));
    }
  for (unsigned int i = 0; i < request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (request->changes, i);

      for (unsigned int j = 0; j < change->edges->len; j++)
        push_edge (self, g_ptr_array_index (change->edges, j), request->user_id, now_us,
                   response->applied_relationships);
    }
}

/* --- pages (§3.1) --- */

typedef struct
{
  int64_t   seq;
  BoChange *change;
} Item;

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *left = a, *right = b;

  return (left->seq > right->seq) - (left->seq < right->seq);
}

static void
collect (SimHub *self, GArray *items, int64_t after_seq, int64_t since_us)
{
  for (GTreeNode *node = g_tree_node_first (self->rows); node != NULL; node = g_tree_node_next (node))
    {
      Row *row = g_tree_node_value (node);
      Item item = { row->seq, NULL };

      if (row->seq <= after_seq || row->row_us <= since_us)
        continue;
      item.change = bo_change_new (bo_entity_is_deleted (row->current) ? BO_CHANGE_DELETE : BO_CHANGE_UPDATE,
                                   row->current);
      g_array_append_val (items, item);
    }
  g_array_sort (items, compare_items);
}

static void
fill_page (SimHub *self, BoSyncRequest *request, BoSyncResponse *response)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  int64_t after = request->cursor != NULL ? g_ascii_strtoll (request->cursor, NULL, 10) : -1;
  int64_t since = INT64_MIN;
  unsigned int i;

  if (request->cursor == NULL && request->since != NULL)
    bo_time_parse (request->since, &since, NULL);
  collect (self, items, after, since);
  for (i = 0; i < items->len && i < (unsigned int) self->page_size; i++)
    {
      g_ptr_array_add (response->changes, g_array_index (items, Item, i).change);
      after = g_array_index (items, Item, i).seq;
    }
  if (i < items->len)
    response->cursor = g_strdup_printf ("%" G_GINT64_FORMAT, after);
  for (; i < items->len; i++)
    bo_change_free (g_array_index (items, Item, i).change);
}

static char *
answer_sync (SimHub *self, GBytes *body, int64_t now_us, int *status)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoSyncRequest) request = NULL;
  size_t length;
  const char *text = g_bytes_get_data (body, &length);

  request = bo_sync_request_decode (text, (gssize) length, errors);
  if (request == NULL)
    {
      *status = 422;
      return bo_wire_errors_encode (errors);
    }
  *status = 200;
  push (self, request, response, now_us);
  fill_page (self, request, response);
  response->server_time = bo_time_format (now_us);
  response->state_digest = self->blind ? NULL : sim_hub_digest (self);
  return bo_sync_response_encode (response, NULL);
}

static void
write_own_edges (SimHub *self, BoJsonWriter *writer)
{
  g_autoptr(GPtrArray) rows = bo_hub_store_list_edges (self->own->store, 0, 1000, NULL);

  for (unsigned int i = 0; i < rows->len; i++)
    bo_wire_write_edge (writer, ((BoHubEdgeRow *) g_ptr_array_index (rows, i))->edge, false);
}

static char *
answer_edges (SimHub *self)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "relationships");
  bo_json_writer_begin_array (writer);
  if (self->own != NULL)
    write_own_edges (self, writer);
  for (GTreeNode *node = g_tree_node_first (self->edges); node != NULL; node = g_tree_node_next (node))
    bo_wire_write_edge (writer, ((EdgeRow *) g_tree_node_value (node))->edge, false);
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static char *
answer_entity (SimHub *self, const char *rest, int *status)
{
  g_auto(GStrv) parts = g_strsplit (rest, "?version=", 2);
  g_auto(GStrv) tail = g_strsplit (parts[1], "&", 2);
  g_autofree char *id = g_uri_unescape_string (parts[0], NULL);
  g_autofree char *version = g_uri_unescape_string (tail[0], NULL);
  g_autoptr(BoEntity) entity = find_version (self, id, version);
  g_autoptr(BoJsonWriter) writer = NULL;

  *status = entity != NULL ? 200 : 404;
  if (entity == NULL)
    return g_strdup ("{\"detail\":\"not found\"}");
  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity");
  bo_wire_write_entity (writer, entity, 1, 1, false);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

char *
sim_hub_answer (SimHub *self, const char *method, const char *path, GBytes *body, int64_t now_us, int *status)
{
  const char *entities = "/api/v1/graph/entities/";

  *status = 200;
  if (strcmp (path, "/api/v1/sync/") == 0 && self->own != NULL)
    return sim_hub_own_sync (self->own, self->plain, body, now_us, status);
  if (strcmp (path, "/api/v1/sync/") == 0)
    return answer_sync (self, body, now_us, status);
  if (strcmp (path, "/api/v1/graph/relationships") == 0)
    return answer_edges (self);
  g_assert_true (g_str_has_prefix (path, entities));
  return answer_entity (self, path + strlen (entities), status);
}
