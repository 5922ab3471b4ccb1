/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-lines.h"

#include <string.h>

#include "bo-hub-db-private.h"
#include "bo-wire.h"

static gboolean
put_line (GOutputStream *stream,
          BoJsonWriter  *writer,
          GError       **error)
{
  size_t length;
  g_autofree char *line = bo_json_writer_end (writer, &length);

  return g_output_stream_write_all (stream, line, length, NULL, NULL, error) &&
         g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error);
}

static gboolean
put_versions (BoHubDb       *db,
              bool           history,
              GOutputStream *stream,
              int64_t       *count,
              GError       **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = history ? bo_db_statement (db->db, "SELECT " BO_HUB_VERSION_COLUMNS " FROM version ORDER BY seq", error)
                      : bo_db_statement (db->db,
                                         "SELECT " BO_HUB_VERSION_COLUMNS " FROM version WHERE current = 1"
                                         " ORDER BY seq",
                                         error);
  if (statement == NULL)
    return FALSE;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      g_autoptr(BoHubRow) row = _bo_hub_db_read_row (statement);
      BoJsonWriter *writer = bo_json_writer_new ();

      bo_wire_write_entity (writer, row->entity, row->created_us, row->updated_us, false);
      if (!put_line (stream, writer, error))
        return FALSE;
      (*count)++;
    }
  return result == BO_STEP_DONE;
}

static gboolean
put_edges (BoHubDb       *db,
           GOutputStream *stream,
           int64_t       *count,
           GError       **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (db->db, "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge ORDER BY seq", error);
  if (statement == NULL)
    return FALSE;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      g_autoptr(BoHubEdgeRow) row = _bo_hub_db_read_edge (statement);
      BoJsonWriter *writer = bo_json_writer_new ();

      bo_wire_write_edge (writer, row->edge, false);
      if (!put_line (stream, writer, error))
        return FALSE;
      (*count)++;
    }
  return result == BO_STEP_DONE;
}

/**
 * bo_hub_export:
 * @db: a home; may be open for reading alone, beside a hub that runs
 * @history: every version ever received, not only those that are current
 * @stream: where to; not closed
 * @exported: (out caller-allocated): how much there was
 * @error: failures of the database, or of @stream
 *
 * Writes versions in the order the hub received them, so that parents come before what was made
 * from them, tombstones among them; then edges. All of one moment. No passwords, no invitations.
 *
 * Returns: whether everything was written
 */
gboolean
bo_hub_export (BoHubDb       *db,
               bool           history,
               GOutputStream *stream,
               BoHubExported *exported,
               GError       **error)
{
  gboolean done;

  *exported = (BoHubExported){ 0 };
  /* Two statements, one snapshot. */
  if (!bo_db_exec (db->db, "BEGIN", error))
    return FALSE;
  done = put_versions (db, history, stream, &exported->versions, error) &&
         put_edges (db, stream, &exported->edges, error);
  bo_db_exec (db->db, "ROLLBACK", NULL);
  return done;
}
