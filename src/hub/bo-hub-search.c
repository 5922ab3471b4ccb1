/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <math.h>

#define MAX_QUERY 256

/* POST /api/v1/graph/search and GET …/{id}/similar (PROTOCOL §7). */

static void
write_fields (BoJsonWriter   *writer,
              const BoHubHit *hit)
{
  bo_json_writer_key (writer, "matched_fields");
  bo_json_writer_begin_array (writer);
  if (hit->text != NULL)
    bo_json_writer_string (writer, "content");
  if (hit->name != NULL)
    bo_json_writer_string (writer, "name");
  bo_json_writer_end_array (writer);
}

static void
write_hit (BoJsonWriter   *writer,
           const BoHubHit *hit)
{
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity");
  bo_wire_write_entity (writer, hit->row->entity, hit->row->created_us, hit->row->updated_us, false);
  bo_json_writer_key (writer, "score");
  bo_json_writer_double (writer, hit->score);
  bo_json_writer_key (writer, "highlights");
  bo_json_writer_begin_object (writer);
  if (hit->name != NULL)
    bo_json_writer_member_string (writer, "name", hit->name);
  if (hit->text != NULL)
    bo_json_writer_member_string (writer, "content", hit->text);
  bo_json_writer_end_object (writer);
  write_fields (writer, hit);
  bo_json_writer_end_object (writer);
}

/* @subject: the member that says what was asked, and its value */
static void
reply_hits (BoHubExchange *exchange,
            const char    *subject,
            const char    *value,
            const char    *list,
            GPtrArray     *hits)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, subject, value);
  bo_json_writer_key (writer, list);
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < hits->len; i++)
    write_hit (writer, g_ptr_array_index (hits, i));
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "count", hits->len);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- search --- */

static void
answer_search (BoHubExchange *exchange,
               const char    *query,
               const char    *entity_types,
               int64_t        limit)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *match = bo_hub_db_match (exchange->server->db, query, &error);
  BoHubSearch search = { .match = match, .entity_types = entity_types, .limit = limit };
  g_autoptr(GPtrArray) hits = NULL;

  if (match != NULL)
    hits = bo_hub_db_search (exchange->server->db, &search, &error);
  if (hits != NULL)
    reply_hits (exchange, "query", query, "results", hits);
  else
    _bo_hub_reply_error (exchange, error);
}

void
_bo_hub_handle_search (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autofree char *query = NULL;
  g_autofree char *entity_types = NULL;
  BoJson object;
  int64_t limit;

  if (_bo_hub_body_object (exchange, &body, &object) &&
      _bo_hub_take_string (exchange, object, "query", true, MAX_QUERY, &query) &&
      _bo_hub_take_types (exchange, object, "entity_types", &entity_types) &&
      _bo_hub_take_int (exchange, object, "limit", 10, 1, 100, &limit))
    answer_search (exchange, query, entity_types, limit);
}

/* --- similar --- */

/* A score says nothing by itself, so the threshold is a part of the best one's. */
static void
drop_below (GPtrArray *hits,
            double     threshold)
{
  double floor = hits->len > 0 ? ((BoHubHit *) g_ptr_array_index (hits, 0))->score * threshold : 0;
  unsigned int kept = 0;

  while (kept < hits->len && ((BoHubHit *) g_ptr_array_index (hits, kept))->score >= floor)
    kept++;
  g_ptr_array_set_size (hits, (int) kept);
}

static void
answer_similar (BoHubExchange  *exchange,
                const BoHubRow *row,
                double          threshold,
                int64_t         limit)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *match = bo_hub_db_match_similar (exchange->server->db, row->seq, &error);
  BoHubSearch search = { .match = match, .except_id = exchange->id, .limit = limit };
  g_autoptr(GPtrArray) hits = NULL;

  if (match != NULL)
    hits = bo_hub_db_search (exchange->server->db, &search, &error);
  if (hits == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  drop_below (hits, threshold);
  reply_hits (exchange, "reference_entity_id", exchange->id, "similar_entities", hits);
}

static bool
take_threshold (BoHubExchange *exchange,
                double        *threshold)
{
  const char *text = _bo_hub_query (exchange, "threshold");
  char *end = NULL;

  *threshold = text != NULL ? g_ascii_strtod (text, &end) : 0.7;
  if (text == NULL || (end != text && *end == '\0' && isfinite (*threshold) && *threshold >= 0 && *threshold <= 1))
    return true;
  _bo_hub_reply_invalid (exchange, "float_parsing", "[\"query\",\"threshold\"]",
                         "Input should be a number between 0 and 1");
  return false;
}

void
_bo_hub_handle_similar (BoHubExchange *exchange)
{
  g_autoptr(BoHubRow) row = NULL;
  double threshold;
  int64_t limit;

  if (!take_threshold (exchange, &threshold) || !_bo_hub_query_int (exchange, "limit", 10, 1, 50, &limit))
    return;
  row = _bo_hub_find_entity (exchange, NULL);
  if (row != NULL)
    answer_similar (exchange, row, threshold, limit);
}
