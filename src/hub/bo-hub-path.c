/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

#define MAX_DISTANCE 5
#define MAX_PATH 20
/* However tangled the home: what one request may look at, and list. */
#define MAX_VISITED 20000
#define MAX_CONNECTED 1000

/* Walking the graph (PROTOCOL §7): POST path and GET …/{id}/connected. */

/**
 * Walk: breadth first, so that everything is met on a shortest way.
 * @types: (nullable): of the edges it follows, as the text of a JSON array
 * @from: id → where it was come from; owns the ids
 * @ring: (element-type utf8): the ids as far away as the walk has come, owned by @from
 */
typedef struct
{
  BoHubDb    *db;
  char       *types;
  bool        outgoing;
  bool        incoming;
  GHashTable *from;
  GPtrArray  *ring;
} Walk;

/* Called for whatever is met for the first time; false ends the walk. */
typedef bool (*MeetFunc) (const BoHubStep *step, int64_t distance, void *data);

static void
walk_clear (Walk *walk)
{
  g_free (walk->types);
  g_clear_pointer (&walk->from, g_hash_table_unref);
  g_clear_pointer (&walk->ring, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static const char *
remember (Walk       *walk,
          const char *id,
          const char *from)
{
  char *copy = g_strdup (id);

  g_hash_table_insert (walk->from, copy, (void *) from);
  g_ptr_array_add (walk->ring, copy);
  return copy;
}

static gboolean
look_round (Walk       *walk,
            const char *id,
            GPtrArray  *steps,
            GError    **error)
{
  return (!walk->outgoing || bo_hub_db_add_steps (walk->db, id, true, walk->types, steps, error)) &&
         (!walk->incoming || bo_hub_db_add_steps (walk->db, id, false, walk->types, steps, error));
}

/* @done: (inout): set where @meet ended the walk */
static gboolean
go_round (Walk     *walk,
          int64_t   distance,
          MeetFunc  meet,
          void     *data,
          bool     *done,
          GError  **error)
{
  g_autoptr(GPtrArray) ring = g_steal_pointer (&walk->ring);

  walk->ring = g_ptr_array_new ();
  for (unsigned int i = 0; i < ring->len && !*done; i++)
    {
      g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_step_free);
      const char *here = g_ptr_array_index (ring, i);

      if (!look_round (walk, here, steps, error))
        return FALSE;
      for (unsigned int j = 0; j < steps->len && !*done; j++)
        {
          BoHubStep *step = g_ptr_array_index (steps, j);

          if (g_hash_table_contains (walk->from, step->id))
            continue;
          remember (walk, step->id, here);
          *done = !meet (step, distance, data) || g_hash_table_size (walk->from) >= MAX_VISITED;
        }
    }
  return TRUE;
}

static gboolean
walk_from (Walk       *walk,
           const char *id,
           int64_t     max_depth,
           MeetFunc    meet,
           void       *data,
           GError    **error)
{
  bool done = false;

  walk->from = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk->ring = g_ptr_array_new ();
  remember (walk, id, NULL);
  for (int64_t distance = 1; distance <= max_depth && walk->ring->len > 0 && !done; distance++)
    if (!go_round (walk, distance, meet, data, &done, error))
      return FALSE;
  return TRUE;
}

static bool
set_direction (Walk       *walk,
               const char *direction)
{
  walk->outgoing = strcmp (direction, "incoming") != 0;
  walk->incoming = strcmp (direction, "outgoing") != 0;
  return walk->outgoing != walk->incoming || strcmp (direction, "both") == 0;
}

/* --- POST path --- */

static bool
meet_goal_cb (const BoHubStep *step,
              int64_t          distance,
              void            *data)
{
  return strcmp (step->id, data) != 0;
}

static BoHubRow *
get_living (BoHubDb    *db,
            const char *id,
            GError    **error)
{
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (db), id, error);

  return row != NULL && !bo_entity_is_deleted (row->entity) ? g_steal_pointer (&row) : NULL;
}

static gboolean
write_stop (BoJsonWriter *writer,
            BoHubDb      *db,
            const char   *id,
            GError      **error)
{
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (db), id, error);

  if (row == NULL)
    return FALSE;
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", row->entity->id);
  bo_json_writer_member_string (writer, "name", row->entity->name);
  bo_json_writer_member_string (writer, "type", row->entity->entity_type);
  bo_json_writer_end_object (writer);
  return TRUE;
}

/* From the goal back to where it came from, and told the other way round. */
static gboolean
write_stops (BoJsonWriter *writer,
             Walk         *walk,
             const char   *goal,
             int64_t      *length,
             GError      **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (const char *at = goal; at != NULL; at = g_hash_table_lookup (walk->from, at))
    g_ptr_array_add (ids, (void *) at);
  *length = ids->len - 1;

  for (unsigned int i = ids->len; i > 0; i--)
    if (!write_stop (writer, walk->db, g_ptr_array_index (ids, i - 1), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_path (BoJsonWriter *writer,
            Walk         *walk,
            const char   *from,
            const char   *to,
            GError      **error)
{
  bool found = walk->from != NULL && g_hash_table_contains (walk->from, to);
  int64_t length = 0;

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "from", from);
  bo_json_writer_member_string (writer, "to", to);
  bo_json_writer_key (writer, "path");
  bo_json_writer_begin_array (writer);
  if (found && !write_stops (writer, walk, to, &length, error))
    return FALSE;
  bo_json_writer_end_array (writer);
  if (found)
    bo_json_writer_member_int (writer, "length", length);
  bo_json_writer_member_bool (writer, "found", found);
  bo_json_writer_end_object (writer);
  return TRUE;
}

/* @walk stays unwalked where an end is no entity, or a tombstone. */
static gboolean
find_path (Walk       *walk,
           const char *from,
           const char *to,
           int64_t     max_depth,
           GError    **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubRow) start = get_living (walk->db, from, &failure);
  g_autoptr(BoHubRow) goal = failure == NULL ? get_living (walk->db, to, &failure) : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (start == NULL || goal == NULL)
    return TRUE;
  return walk_from (walk, from, strcmp (from, to) == 0 ? 0 : max_depth, meet_goal_cb, (void *) to, error);
}

static void
answer_path (BoHubExchange *exchange,
             Walk          *walk,
             const char    *from,
             const char    *to,
             int64_t        max_depth)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autoptr(GError) error = NULL;

  if (find_path (walk, from, to, max_depth, &error) && write_path (writer, walk, from, to, &error))
    _bo_hub_reply_writer (exchange, 200, g_steal_pointer (&writer));
  else
    _bo_hub_reply_error (exchange, error);
}

void
_bo_hub_handle_path (BoHubExchange *exchange)
{
  g_auto(Walk) walk = { .db = exchange->server->db };
  g_autoptr(GBytes) body = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *direction = NULL;
  BoJson object;
  int64_t max_depth;

  if (!_bo_hub_body_object (exchange, &body, &object) ||
      !_bo_hub_take_string (exchange, object, "from_entity_id", true, BO_MAX_ID, &from) ||
      !_bo_hub_take_string (exchange, object, "to_entity_id", true, BO_MAX_ID, &to) ||
      !_bo_hub_take_int (exchange, object, "max_depth", 10, 1, MAX_PATH, &max_depth) ||
      !_bo_hub_take_string (exchange, object, "direction", false, 16, &direction))
    return;

  if (set_direction (&walk, direction != NULL ? direction : "outgoing"))
    answer_path (exchange, &walk, from, to, max_depth);
  else
    _bo_hub_reply_invalid (exchange, "enum", "[\"body\",\"direction\"]",
                           "Input should be 'incoming', 'outgoing' or 'both'");
}

/* --- GET entities/{id}/connected --- */

typedef struct
{
  BoHubDb      *db;
  BoJsonWriter *writer;
  int           count;
  GError       *error;
} Connected;

static bool
meet_connected_cb (const BoHubStep *step,
                   int64_t          distance,
                   void            *data)
{
  Connected *connected = data;
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (connected->db), step->id, &connected->error);

  if (row == NULL)
    return connected->error == NULL;
  bo_json_writer_begin_object (connected->writer);
  bo_json_writer_key (connected->writer, "entity");
  bo_wire_write_entity (connected->writer, row->entity, row->created_us, row->updated_us, false);
  bo_json_writer_member_string (connected->writer, "relationship_type", step->type);
  bo_json_writer_member_string (connected->writer, "direction", step->outgoing ? "outgoing" : "incoming");
  bo_json_writer_member_int (connected->writer, "distance", distance);
  bo_json_writer_end_object (connected->writer);
  return ++connected->count < MAX_CONNECTED;
}

static void
answer_connected (BoHubExchange *exchange,
                  Walk          *walk,
                  int64_t        max_depth)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autoptr(GError) error = NULL;
  Connected connected = { .db = walk->db, .writer = writer };

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "entity_id", exchange->id);
  bo_json_writer_key (writer, "connected");
  bo_json_writer_begin_array (writer);
  if (walk_from (walk, exchange->id, max_depth, meet_connected_cb, &connected, &error))
    error = g_steal_pointer (&connected.error);
  g_clear_error (&connected.error);
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "count", connected.count);
  bo_json_writer_end_object (writer);

  if (error == NULL)
    _bo_hub_reply_writer (exchange, 200, g_steal_pointer (&writer));
  else
    _bo_hub_reply_error (exchange, error);
}

/* One type, or several with commas between them. */
static bool
take_edge_types (BoHubExchange *exchange,
                 char         **types)
{
  const char *text = _bo_hub_query (exchange, "relationship_type");
  g_auto(GStrv) names = text != NULL ? g_strsplit (text, ",", 32) : NULL;
  BoJsonWriter *writer;

  *types = NULL;
  if (text == NULL)
    return true;
  for (size_t i = 0; names[i] != NULL; i++)
    if (!_bo_hub_check_type (exchange, "relationship_type", bo_edge_type_known (names[i])))
      return false;

  writer = bo_json_writer_new ();
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; names[i] != NULL; i++)
    bo_json_writer_string (writer, names[i]);
  bo_json_writer_end_array (writer);
  *types = bo_json_writer_end (writer, NULL);
  return true;
}

void
_bo_hub_handle_connected (BoHubExchange *exchange)
{
  g_auto(Walk) walk = { .db = exchange->server->db };
  const char *direction = _bo_hub_query (exchange, "direction");
  int64_t max_depth;

  if (!_bo_hub_query_int (exchange, "max_depth", 1, 1, MAX_DISTANCE, &max_depth) ||
      !take_edge_types (exchange, &walk.types))
    return;

  if (set_direction (&walk, direction != NULL ? direction : "both"))
    answer_connected (exchange, &walk, max_depth);
  else
    _bo_hub_reply_invalid (exchange, "string_pattern_mismatch", "[\"query\",\"direction\"]",
                           "Input should be 'incoming', 'outgoing' or 'both'");
}
