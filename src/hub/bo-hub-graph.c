/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

#define MAX_DISTANCE 5
#define MAX_CONNECTED 1000

/* Reading the graph (PROTOCOL §7). */

static void
write_row (BoJsonWriter   *writer,
           const BoHubRow *row)
{
  bo_wire_write_entity (writer, row->entity, row->created_us, row->updated_us, false);
}

static void
write_edges (BoJsonWriter *writer,
             const char   *key,
             GPtrArray    *edges)
{
  bo_json_writer_key (writer, key);
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < edges->len; i++)
    bo_wire_write_edge (writer, ((BoHubEdgeRow *) g_ptr_array_index (edges, i))->edge, false);
  bo_json_writer_end_array (writer);
}

/* --- GET entities --- */

static bool
check_type (BoHubExchange *exchange,
            const char    *name,
            bool           known)
{
  g_autofree char *loc = NULL;

  if (known)
    return true;
  loc = g_strdup_printf ("[\"query\",\"%s\"]", name);
  _bo_hub_reply_invalid (exchange, "enum", loc, "Input should be one of the known types");
  return false;
}

void
_bo_hub_handle_entities (BoHubExchange *exchange)
{
  const char *type = _bo_hub_query (exchange, "entity_type");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  BoJsonWriter *writer;
  int64_t limit, offset, total;

  if (!check_type (exchange, "entity_type", type == NULL || bo_hub_entity_type_known (type)) ||
      !_bo_hub_query_int (exchange, "limit", 10, 1, 100, &limit) ||
      !_bo_hub_query_int (exchange, "offset", 0, 0, G_MAXINT32, &offset))
    return;

  rows = bo_hub_db_list_entities (exchange->server->db, type, limit, offset, &total, &error);
  if (rows == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entities");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < rows->len; i++)
    write_row (writer, g_ptr_array_index (rows, i));
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "total", total);
  bo_json_writer_member_int (writer, "limit", limit);
  bo_json_writer_member_int (writer, "offset", offset);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- GET entities/{id} --- */

/* Answers itself where there is none. */
static BoHubRow *
find_entity (BoHubExchange *exchange,
             const char    *version)
{
  BoHubStore *store = BO_HUB_STORE (exchange->server->db);
  g_autoptr(GError) error = NULL;
  BoHubRow *row;

  row = version != NULL ? bo_hub_store_get_version (store, exchange->id, version, &error)
                        : bo_hub_store_get_current (store, exchange->id, &error);
  if (error != NULL)
    _bo_hub_reply_error (exchange, error);
  else if (row == NULL)
    _bo_hub_reply_detail (exchange, 404, "Entity not found");
  return row;
}

static void
write_relationships (BoJsonWriter *writer,
                     GPtrArray    *outgoing,
                     GPtrArray    *incoming)
{
  bo_json_writer_key (writer, "relationships");
  bo_json_writer_begin_object (writer);
  write_edges (writer, "outgoing", outgoing);
  write_edges (writer, "incoming", incoming);
  bo_json_writer_end_object (writer);
}

static bool
wants_relationships (BoHubExchange *exchange)
{
  const char *text = _bo_hub_query (exchange, "include_relationships");

  return text == NULL || !(g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0 ||
                           g_ascii_strcasecmp (text, "no") == 0 || g_ascii_strcasecmp (text, "off") == 0);
}

void
_bo_hub_handle_entity (BoHubExchange *exchange)
{
  g_autoptr(BoHubRow) row = find_entity (exchange, _bo_hub_query (exchange, "version"));
  g_autoptr(GPtrArray) outgoing = NULL;
  g_autoptr(GPtrArray) incoming = NULL;
  g_autoptr(GError) error = NULL;
  BoJsonWriter *writer;

  if (row == NULL)
    return;
  if (wants_relationships (exchange))
    {
      BoHubEdgeFilter from = { .from_id = exchange->id };
      BoHubEdgeFilter to = { .to_id = exchange->id };

      outgoing = bo_hub_db_list_edges (exchange->server->db, &from, &error);
      incoming = outgoing != NULL ? bo_hub_db_list_edges (exchange->server->db, &to, &error) : NULL;
      if (incoming == NULL)
        {
          _bo_hub_reply_error (exchange, error);
          return;
        }
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity");
  write_row (writer, row);
  if (incoming != NULL)
    write_relationships (writer, outgoing, incoming);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- GET entities/{id}/versions --- */

void
_bo_hub_handle_versions (BoHubExchange *exchange)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = bo_hub_db_list_versions (exchange->server->db, exchange->id, &error);
  BoJsonWriter *writer;

  if (rows == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  if (rows->len == 0)
    {
      _bo_hub_reply_detail (exchange, 404, "Entity not found");
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "entity_id", exchange->id);
  bo_json_writer_key (writer, "versions");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < rows->len; i++)
    write_row (writer, g_ptr_array_index (rows, i));
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "count", rows->len);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- GET relationships --- */

void
_bo_hub_handle_edges (BoHubExchange *exchange)
{
  BoHubEdgeFilter filter = {
    .from_id = _bo_hub_query (exchange, "from_entity_id"),
    .to_id = _bo_hub_query (exchange, "to_entity_id"),
    .type = _bo_hub_query (exchange, "relationship_type"),
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) edges = NULL;
  BoJsonWriter *writer;

  if (!check_type (exchange, "relationship_type", filter.type == NULL || bo_edge_type_known (filter.type)))
    return;
  edges = bo_hub_db_list_edges (exchange->server->db, &filter, &error);
  if (edges == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  write_edges (writer, "relationships", edges);
  bo_json_writer_member_int (writer, "count", edges->len);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- GET entities/{id}/connected --- */

typedef struct
{
  BoHubExchange *exchange;
  BoJsonWriter  *writer;
  GHashTable    *seen;   /* ids, owned */
  GPtrArray     *next;   /* ids to go on from, borrowed from seen */
  const char    *type;
  bool           outgoing;
  bool           incoming;
  int            count;
} Walk;

static void
visit (Walk       *walk,
       BoEdge     *edge,
       bool        outgoing,
       int64_t     distance)
{
  const char *id = outgoing ? edge->to_id : edge->from_id;
  g_autoptr(BoHubRow) row = NULL;
  char *copy;

  if (walk->count >= MAX_CONNECTED || g_hash_table_contains (walk->seen, id))
    return;
  row = bo_hub_store_get_current (BO_HUB_STORE (walk->exchange->server->db), id, NULL);
  if (row == NULL || bo_entity_is_deleted (row->entity))
    return;

  copy = g_strdup (id);
  g_hash_table_add (walk->seen, copy);
  g_ptr_array_add (walk->next, copy);
  walk->count++;

  bo_json_writer_begin_object (walk->writer);
  bo_json_writer_key (walk->writer, "entity");
  write_row (walk->writer, row);
  bo_json_writer_member_string (walk->writer, "relationship_type", edge->type);
  bo_json_writer_member_string (walk->writer, "direction", outgoing ? "outgoing" : "incoming");
  bo_json_writer_member_int (walk->writer, "distance", distance);
  bo_json_writer_end_object (walk->writer);
}

static void
follow (Walk       *walk,
        const char *id,
        bool        outgoing,
        int64_t     distance)
{
  BoHubEdgeFilter filter = {
    .from_id = outgoing ? id : NULL,
    .to_id = outgoing ? NULL : id,
    .type = walk->type,
  };
  g_autoptr(GPtrArray) edges = bo_hub_db_list_edges (walk->exchange->server->db, &filter, NULL);

  for (unsigned int i = 0; edges != NULL && i < edges->len; i++)
    {
      BoEdge *edge = ((BoHubEdgeRow *) g_ptr_array_index (edges, i))->edge;

      if (!bo_edge_is_deleted (edge))
        visit (walk, edge, outgoing, distance);
    }
}

/* Breadth first, so that everything has its shortest distance. */
static void
walk_graph (Walk   *walk,
            int64_t max_depth)
{
  char *start = g_strdup (walk->exchange->id);
  g_autoptr(GPtrArray) ring = g_ptr_array_new ();

  g_hash_table_add (walk->seen, start);
  g_ptr_array_add (ring, start);

  for (int64_t distance = 1; distance <= max_depth && ring->len > 0; distance++)
    {
      walk->next = g_ptr_array_new ();
      for (unsigned int i = 0; i < ring->len; i++)
        {
          if (walk->outgoing)
            follow (walk, g_ptr_array_index (ring, i), true, distance);
          if (walk->incoming)
            follow (walk, g_ptr_array_index (ring, i), false, distance);
        }
      g_ptr_array_unref (ring);
      ring = g_steal_pointer (&walk->next);
    }
}

void
_bo_hub_handle_connected (BoHubExchange *exchange)
{
  const char *direction = _bo_hub_query (exchange, "direction");
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = {
    .exchange = exchange,
    .seen = seen,
    .type = _bo_hub_query (exchange, "relationship_type"),
    .outgoing = g_strcmp0 (direction, "incoming") != 0,
    .incoming = g_strcmp0 (direction, "outgoing") != 0,
  };
  int64_t max_depth;

  if (!_bo_hub_query_int (exchange, "max_depth", 1, 1, MAX_DISTANCE, &max_depth) ||
      !check_type (exchange, "relationship_type", walk.type == NULL || bo_edge_type_known (walk.type)))
    return;

  walk.writer = bo_json_writer_new ();
  bo_json_writer_begin_object (walk.writer);
  bo_json_writer_member_string (walk.writer, "entity_id", exchange->id);
  bo_json_writer_key (walk.writer, "connected");
  bo_json_writer_begin_array (walk.writer);
  walk_graph (&walk, max_depth);
  bo_json_writer_end_array (walk.writer);
  bo_json_writer_member_int (walk.writer, "count", walk.count);
  bo_json_writer_end_object (walk.writer);
  _bo_hub_reply_writer (exchange, 200, walk.writer);
}

/* --- GET statistics --- */

void
_bo_hub_handle_statistics (BoHubExchange *exchange)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autoptr(GError) error = NULL;
  int64_t entities = 0;
  int64_t edges = 0;

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity_types");
  if (!bo_hub_db_write_counts (exchange->server->db, false, writer, &entities, &error))
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  bo_json_writer_key (writer, "relationship_types");
  if (!bo_hub_db_write_counts (exchange->server->db, true, writer, &edges, &error))
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  bo_json_writer_member_int (writer, "total_entities", entities);
  bo_json_writer_member_int (writer, "total_relationships", edges);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, g_steal_pointer (&writer));
}
