/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

/* The graph as something to walk: tombstones and removed edges are no part of it. */

void
bo_hub_step_free (BoHubStep *step)
{
  g_free (step->id);
  g_free (step->type);
  g_free (step);
}

static BoHubStep *
read_step (BoStatement *statement,
           bool         outgoing)
{
  BoHubStep *step = g_new0 (BoHubStep, 1);

  step->id = bo_statement_dup_text (statement, 0);
  step->type = bo_statement_dup_text (statement, 1);
  step->outgoing = outgoing;
  return step;
}

/**
 * bo_hub_db_add_steps:
 * @self: the database
 * @id: where one stands
 * @outgoing: along the edges that start here, else against those that end here
 * @types: (nullable): only edges of these types, as the text of a JSON array
 * @steps: (element-type BoHubStep): gets the entities next to it, oldest edge first
 * @error: failures of the database
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_add_steps (BoHubDb    *self,
                     const char *id,
                     bool        outgoing,
                     const char *types,
                     GPtrArray  *steps,
                     GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               outgoing ? "SELECT to_id, type FROM edge WHERE from_id = ?1 AND deleted = 0"
                                          " AND (?2 IS NULL OR type IN (SELECT value FROM json_each (?2)))"
                                          " AND EXISTS (SELECT 1 FROM version WHERE version.id = to_id"
                                          "             AND current = 1 AND version.deleted = 0)"
                                          " ORDER BY created_us, seq"
                                        : "SELECT from_id, type FROM edge WHERE to_id = ?1 AND deleted = 0"
                                          " AND (?2 IS NULL OR type IN (SELECT value FROM json_each (?2)))"
                                          " AND EXISTS (SELECT 1 FROM version WHERE version.id = from_id"
                                          "             AND current = 1 AND version.deleted = 0)"
                                          " ORDER BY created_us, seq",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, id);
  bo_statement_bind_text (statement, 2, types);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (steps, read_step (statement, outgoing));
  bo_statement_reset (statement);
  return result == BO_STEP_DONE;
}

/**
 * bo_hub_db_write_counts:
 * @self: the database
 * @edges: of edges rather than entities
 * @writer: gets an object: type → count
 * @total: (out): their sum
 * @error: failures of the database
 *
 * Tombstones and removed edges don't count.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_write_counts (BoHubDb      *self,
                        bool          edges,
                        BoJsonWriter *writer,
                        int64_t      *total,
                        GError      **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               edges ? "SELECT type, count (*) FROM edge WHERE deleted = 0 GROUP BY type ORDER BY type"
                                     : "SELECT entity_type, count (*) FROM version WHERE current = 1 AND deleted = 0"
                                       " GROUP BY entity_type ORDER BY entity_type",
                               error);
  if (statement == NULL)
    return FALSE;

  *total = 0;
  bo_json_writer_begin_object (writer);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      bo_json_writer_member_int (writer, bo_statement_text (statement, 0), bo_statement_int (statement, 1));
      *total += bo_statement_int (statement, 1);
    }
  bo_json_writer_end_object (writer);
  bo_statement_reset (statement);
  return result == BO_STEP_DONE;
}

/**
 * bo_hub_db_get_statistics:
 * @self: the database
 * @statistics: (out): filled
 * @error: failures of the database
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_get_statistics (BoHubDb         *self,
                          BoHubStatistics *statistics,
                          GError         **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "SELECT (SELECT count (*) FROM version),"
                               " (SELECT count (*) FROM version WHERE current = 1 AND deleted = 1),"
                               " (SELECT count (*) FROM version WHERE current = 1 AND deleted = 0"
                               "  AND NOT EXISTS (SELECT 1 FROM edge WHERE from_id = version.id AND edge.deleted = 0)"
                               "  AND NOT EXISTS (SELECT 1 FROM edge WHERE to_id = version.id AND edge.deleted = 0))",
                               error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;

  statistics->versions = bo_statement_int (statement, 0);
  statistics->tombstones = bo_statement_int (statement, 1);
  statistics->isolated = bo_statement_int (statement, 2);
  return TRUE;
}
