/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

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

bool
_bo_hub_check_type (BoHubExchange *exchange,
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

static void
reply_entities (BoHubExchange *exchange,
                GPtrArray     *rows,
                int64_t        total,
                int64_t        limit,
                int64_t        offset)
{
  BoJsonWriter *writer = bo_json_writer_new ();

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

void
_bo_hub_handle_entities (BoHubExchange *exchange)
{
  BoHubEntityFilter filter = {
    .entity_type = _bo_hub_query (exchange, "entity_type"),
    .source_type = _bo_hub_query (exchange, "source_type"),
    .user_id = _bo_hub_query (exchange, "user_id"),
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  int64_t limit, offset, total;
  bool deleted;

  if (!_bo_hub_query_bool (exchange, "include_deleted", true, &deleted) ||
      !_bo_hub_check_type (exchange, "entity_type",
                           filter.entity_type == NULL || bo_hub_entity_type_known (filter.entity_type)) ||
      !_bo_hub_query_int (exchange, "limit", 10, 1, 100, &limit) ||
      !_bo_hub_query_int (exchange, "offset", 0, 0, G_MAXINT32, &offset))
    return;

  filter.living = !deleted;
  rows = bo_hub_db_list_entities (exchange->server->db, &filter, limit, offset, &total, &error);
  if (rows != NULL)
    reply_entities (exchange, rows, total, limit, offset);
  else
    _bo_hub_reply_error (exchange, error);
}

/* --- GET entities/{id} --- */

/* Answers itself where there is none. */
BoHubRow *
_bo_hub_find_entity (BoHubExchange *exchange,
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

void
_bo_hub_handle_entity (BoHubExchange *exchange)
{
  g_autoptr(BoHubRow) row = _bo_hub_find_entity (exchange, _bo_hub_query (exchange, "version"));
  g_autoptr(GPtrArray) outgoing = NULL;
  g_autoptr(GPtrArray) incoming = NULL;
  g_autoptr(GError) error = NULL;
  BoJsonWriter *writer;
  bool relationships;

  if (row == NULL || !_bo_hub_query_bool (exchange, "include_relationships", true, &relationships))
    return;
  if (relationships)
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

  if (!_bo_hub_check_type (exchange, "relationship_type", filter.type == NULL || bo_edge_type_known (filter.type)))
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

/* --- GET statistics --- */

/* Each edge is at two entities. */
static double
average_degree (int64_t entities,
                int64_t edges)
{
  return entities > 0 ? 2.0 * (double) edges / (double) entities : 0;
}

static gboolean
write_statistics (BoHubDb      *db,
                  BoJsonWriter *writer,
                  GError      **error)
{
  BoHubStatistics statistics;
  int64_t entities = 0;
  int64_t edges = 0;

  if (!bo_hub_db_get_statistics (db, &statistics, error))
    return FALSE;
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity_types");
  if (!bo_hub_db_write_counts (db, false, writer, &entities, error))
    return FALSE;
  bo_json_writer_key (writer, "relationship_types");
  if (!bo_hub_db_write_counts (db, true, writer, &edges, error))
    return FALSE;

  bo_json_writer_member_int (writer, "total_entities", entities);
  bo_json_writer_member_int (writer, "total_relationships", edges);
  bo_json_writer_key (writer, "average_degree");
  bo_json_writer_double (writer, average_degree (entities, edges));
  bo_json_writer_member_int (writer, "isolated_entities", statistics.isolated);
  bo_json_writer_member_int (writer, "deleted_entities", statistics.tombstones);
  bo_json_writer_member_int (writer, "total_versions", statistics.versions);
  bo_json_writer_end_object (writer);
  return TRUE;
}

void
_bo_hub_handle_statistics (BoHubExchange *exchange)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autoptr(GError) error = NULL;

  if (write_statistics (exchange->server->db, writer, &error))
    _bo_hub_reply_writer (exchange, 200, g_steal_pointer (&writer));
  else
    _bo_hub_reply_error (exchange, error);
}
