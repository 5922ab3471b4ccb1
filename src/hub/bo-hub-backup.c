/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-hub-backups.h"

/* Backups over HTTP, for administrators. They are made and restored on the hub's one thread, so
   that nothing is written meanwhile; everybody waits as long. */

/* @db: (nullable): to read the whole file and say whether it is what was written; a list doesn't */
static void
write_backup (BoJsonWriter      *writer,
              BoHubDb           *db,
              const BoHubBackup *backup)
{
  g_autofree char *created = bo_time_format (backup->created_us);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "backup_id", backup->id);
  bo_json_writer_member_string (writer, "created_at", created);
  bo_json_writer_member_string (writer, "description", backup->description);
  bo_json_writer_member_int (writer, "size_bytes", backup->size);
  bo_json_writer_member_string (writer, "checksum", backup->checksum);
  if (db != NULL)
    bo_json_writer_member_bool (writer, "integrity_ok", bo_hub_backup_is_whole (db, backup));
  else
    bo_json_writer_member_raw (writer, "integrity_ok", "null");
  bo_json_writer_member_string (writer, "error", NULL);
  bo_json_writer_end_object (writer);
}

/* Answers itself where there is none. */
static BoHubBackup *
find_backup (BoHubExchange *exchange)
{
  BoHubBackup *backup = bo_hub_backup_find (exchange->server->db, exchange->id);

  if (backup == NULL)
    _bo_hub_reply_detail (exchange, 404, "Backup not found");
  return backup;
}

/* --- POST create --- */

static void
reply_created (BoHubExchange     *exchange,
               const BoHubBackup *backup)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "backup_id", backup->id);
  bo_json_writer_member_string (writer, "message", "Backup created successfully");
  bo_json_writer_member_int (writer, "size_bytes", backup->size);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 201, writer);
}

static bool
has_room (BoHubExchange *exchange)
{
  g_autoptr(GPtrArray) backups = bo_hub_backup_list (exchange->server->db);

  if (backups->len < BO_HUB_MAX_BACKUPS)
    return true;
  _bo_hub_reply_detail (exchange, 409, "At most 100 backups are kept: delete one first");
  return false;
}

void
_bo_hub_handle_backup_create (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autofree char *description = NULL;
  g_autoptr(BoHubBackup) backup = NULL;
  g_autoptr(GError) error = NULL;
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object) ||
      !_bo_hub_take_string (exchange, object, "description", false, BO_HUB_MAX_DESCRIPTION, &description) ||
      !has_room (exchange))
    return;

  backup = bo_hub_backup_create (exchange->server->db, description != NULL ? description : "", bo_clock_now (), &error);
  if (backup != NULL)
    reply_created (exchange, backup);
  else
    _bo_hub_reply_error (exchange, error);
}

/* --- GET list, GET one --- */

void
_bo_hub_handle_backup_list (BoHubExchange *exchange)
{
  g_autoptr(GPtrArray) backups = bo_hub_backup_list (exchange->server->db);
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < backups->len; i++)
    write_backup (writer, NULL, g_ptr_array_index (backups, i));
  bo_json_writer_end_array (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

void
_bo_hub_handle_backup (BoHubExchange *exchange)
{
  g_autoptr(BoHubBackup) backup = find_backup (exchange);
  BoJsonWriter *writer;

  if (backup == NULL)
    return;
  writer = bo_json_writer_new ();
  write_backup (writer, exchange->server->db, backup);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* --- POST restore --- */

static void
reply_restored (BoHubExchange     *exchange,
                const BoHubBackup *backup,
                const BoHubBackup *before)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "message", "Database restored successfully from backup");
  bo_json_writer_member_string (writer, "backup_id", backup->id);
  bo_json_writer_member_string (writer, "previous_backup_id", before->id);
  bo_json_writer_member_string (writer, "epoch", bo_hub_store_get_epoch (BO_HUB_STORE (exchange->server->db)));
  bo_json_writer_member_string (writer, "warning", NULL);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* What is wrong with a backup is nothing that trying again would help. */
static void
reply_failure (BoHubExchange *exchange,
               const GError  *error)
{
  if (!g_error_matches (error, BO_ERROR, BO_ERROR_CORRUPT) &&
      !g_error_matches (error, BO_ERROR, BO_ERROR_NEWER_SCHEMA))
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  g_message ("A backup was not restored: %s", error->message);
  _bo_hub_reply_detail (exchange, 400, "The backup is damaged or of another program, and was not restored");
}

/* What is there now is kept as a backup of its own, so that this can be taken back. */
static void
restore (BoHubExchange     *exchange,
         const BoHubBackup *backup)
{
  BoHubServer *server = exchange->server;
  g_autofree char *description = g_strdup_printf ("Before restoring %s", backup->id);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubBackup) before = bo_hub_backup_create (server->db, description, bo_clock_now (), &error);

  if (before == NULL || !bo_hub_backup_restore (server->db, backup, &error))
    {
      if (before != NULL)
        bo_hub_backup_delete (server->db, before, NULL);
      reply_failure (exchange, error);
      return;
    }

  bo_hub_rules_reset (server->rules);
  _bo_hub_audit (exchange, "A backup was restored");
  reply_restored (exchange, backup, before);
  bo_hub_server_notify (server);
}

void
_bo_hub_handle_backup_restore (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autoptr(BoHubBackup) backup = NULL;
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object) || (backup = find_backup (exchange)) == NULL)
    return;

  if (bo_json_member_bool (object, "verify_checksum", true) && !bo_hub_backup_is_whole (exchange->server->db, backup))
    _bo_hub_reply_detail (exchange, 400, "The backup is not what was written: its checksum differs");
  else
    restore (exchange, backup);
}

/* --- DELETE --- */

void
_bo_hub_handle_backup_delete (BoHubExchange *exchange)
{
  g_autoptr(BoHubBackup) backup = find_backup (exchange);
  g_autoptr(GError) error = NULL;

  if (backup == NULL)
    return;
  if (bo_hub_backup_delete (exchange->server->db, backup, &error))
    _bo_hub_reply (exchange, 204, g_strdup (""), 0);
  else
    _bo_hub_reply_error (exchange, error);
}
