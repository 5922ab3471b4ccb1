/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-check.h"

#include "bo-hub-backups.h"
#include "bo-hub-db-private.h"
#include "bo-hub-rules.h"

#define MAX_DAMAGE 20

void
bo_hub_check_free (BoHubCheck *check)
{
  g_free (check->digest);
  g_ptr_array_unref (check->problems);
  g_ptr_array_unref (check->notes);
  g_free (check);
}

/* --- counts that should be 0 --- */

typedef struct
{
  const char *sql;
  bool        is_problem;
  const char *what;
} Question;

/* How many rows an index has but shouldn't, or should have but hasn't; what is due is no fault. */
#define INDEXED \
  "SELECT seq FROM version WHERE current = 1 AND deleted = 0 AND seq <= (SELECT seq FROM search_done)" \
  " UNION SELECT seq FROM search_due"
#define OFF_BY(table) \
  "(SELECT count(*) FROM (SELECT rowid FROM " table " EXCEPT SELECT * FROM (" INDEXED ")))" \
  " + (SELECT count(*) FROM (SELECT * FROM (" INDEXED ") EXCEPT SELECT rowid FROM " table "))"

static const Question questions[] = {
  { "SELECT count(*) FROM (SELECT 1 FROM version GROUP BY id HAVING sum (current) <> 1)", true,
    "Entities without exactly one current version" },
  { "SELECT count(*) FROM version WHERE NOT json_valid (content) OR json_type (content) <> 'object'", true,
    "Versions whose content is no JSON object" },
  { "SELECT count(*) FROM version WHERE NOT json_valid (parent_versions)", true,
    "Versions whose parents can’t be read" },
  { "SELECT " OFF_BY ("search") " + " OFF_BY ("search_letters"), true,
    "Entities that the search index has too many or too few" },
  { "SELECT count(*) FROM edge WHERE deleted = 0 AND (NOT EXISTS (SELECT 1 FROM version WHERE id = from_id)"
    " OR NOT EXISTS (SELECT 1 FROM version WHERE id = to_id))",
    true, "Relationships to or from something that was never here" },
  { "SELECT count(*) FROM edge WHERE deleted = 0 AND"
    " (EXISTS (SELECT 1 FROM version WHERE id = from_id AND current = 1 AND deleted = 1)"
    " OR EXISTS (SELECT 1 FROM version WHERE id = to_id AND current = 1 AND deleted = 1))",
    false, "Relationships to or from something that was removed" },
  { "SELECT count(*) FROM version AS v, json_each (iif (json_valid (v.parent_versions), v.parent_versions, '[]')) AS p"
    " WHERE NOT EXISTS (SELECT 1 FROM version AS w WHERE w.id = v.id AND w.version = p.value)",
    false, "Versions made from one that never came here" },
};

static gboolean
count (BoHubDb    *db,
       const char *sql,
       int64_t    *number,
       GError    **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (db->db, sql, error);

  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *number = bo_statement_int (statement, 0);
  return TRUE;
}

static gboolean
ask_questions (BoHubDb    *db,
               BoHubCheck *check,
               GError    **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      const Question *question = &questions[i];
      int64_t number;

      if (!count (db, question->sql, &number, error))
        return FALSE;
      if (number > 0)
        g_ptr_array_add (question->is_problem ? check->problems : check->notes,
                         g_strdup_printf ("%s: %" G_GINT64_FORMAT, question->what, number));
    }
  return TRUE;
}

static gboolean
take_counts (BoHubDb    *db,
             BoHubCheck *check,
             GError    **error)
{
  return count (db, "SELECT count(*) FROM version WHERE current = 1 AND deleted = 0", &check->entities, error) &&
         count (db, "SELECT count(*) FROM version WHERE current = 1 AND deleted = 1", &check->tombstones, error) &&
         count (db, "SELECT count(*) FROM version", &check->versions, error) &&
         count (db, "SELECT count(*) FROM edge WHERE deleted = 0", &check->edges, error);
}

/* --- the file --- */

static gboolean
check_file (BoHubDb    *db,
            BoHubCheck *check,
            GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (db->db, "PRAGMA integrity_check (" G_STRINGIFY (MAX_DAMAGE) ")", error);
  if (statement == NULL)
    return FALSE;
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    if (g_strcmp0 (bo_statement_text (statement, 0), "ok") != 0)
      g_ptr_array_add (check->problems,
                       g_strdup_printf ("The file is damaged: %s", bo_statement_text (statement, 0)));
  return result == BO_STEP_DONE;
}

static void
check_backups (BoHubDb    *db,
               BoHubCheck *check)
{
  g_autoptr(GPtrArray) backups = bo_hub_backup_list (db);

  check->backups = backups->len;
  for (unsigned int i = 0; i < backups->len; i++)
    {
      const BoHubBackup *backup = g_ptr_array_index (backups, i);

      if (!bo_hub_backup_is_whole (db, backup))
        g_ptr_array_add (check->problems,
                         g_strdup_printf ("The backup “%s” is not what was written.", backup->id));
    }
}

/**
 * bo_hub_check:
 * @db: a home; may be open for reading alone, beside a hub that runs
 * @error: where it can't even be looked at
 *
 * Looks at everything: the pages of the file, that every entity has one current version, JSON,
 * the search index, where relationships lead, and each backup. Changes nothing.
 *
 * Returns: (transfer full) (nullable): what was found
 */
BoHubCheck *
bo_hub_check (BoHubDb *db,
              GError **error)
{
  g_autoptr(BoHubCheck) check = g_new0 (BoHubCheck, 1);
  g_autoptr(BoHubRules) rules = bo_hub_rules_new (BO_HUB_STORE (db));

  check->problems = g_ptr_array_new_with_free_func (g_free);
  check->notes = g_ptr_array_new_with_free_func (g_free);
  if (!check_file (db, check, error) || !take_counts (db, check, error) || !ask_questions (db, check, error))
    return NULL;
  check->digest = bo_hub_rules_digest (rules, error);
  if (check->digest == NULL)
    return NULL;
  check_backups (db, check);
  return g_steal_pointer (&check);
}

/**
 * bo_hub_compact:
 * @db: a home that no hub has open
 * @error: by cause; the disk needs room for a second copy meanwhile
 *
 * Gives back the room that nothing uses any more. Every version stays (PROTOCOL §3.3).
 *
 * Returns: %FALSE on failure; then nothing has changed
 */
gboolean
bo_hub_compact (BoHubDb *db,
                GError **error)
{
  return _bo_hub_db_index_all (db, error) &&
         bo_db_exec (db->db,
                     "INSERT INTO search (search) VALUES ('optimize');"
                     "INSERT INTO search_letters (search_letters) VALUES ('optimize');"
                     "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)",
                     error);
}
