/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* --- files written: export, report --- */

typedef void (*WriteFunc) (BoClient *client, const char *path, GCancellable *cancellable,
                           GAsyncReadyCallback callback, void *data);

static BoCliStatus
write_file (BoCli *cli, WriteFunc func)
{
  const char *path = _bo_cli_arguments_word (cli->arguments, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = _bo_cli_plain (path);
  GAsyncResult *slot = NULL;

  func (cli->client, path, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  if (!bo_client_write_finish (cli->client, result, &error))
    return _bo_cli_fail (cli, error);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "file", path);
  bo_json_writer_end_object (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    g_string_append_printf (cli->out, _("Written to “%s”.\n"), plain);
  return BO_CLI_DONE;
}

BoCliStatus
_bo_cli_export (BoCli *cli)
{
  return write_file (cli, bo_client_export_async);
}

BoCliStatus
_bo_cli_report (BoCli *cli)
{
  return write_file (cli, bo_client_save_report_async);
}

/* --- import --- */

static void
json_strings (BoJsonWriter *json, const char *name, GPtrArray *strings)
{
  bo_json_writer_key (json, name);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < strings->len; i++)
    bo_json_writer_string (json, g_ptr_array_index (strings, i));
  bo_json_writer_end_array (json);
}

static void
json_import (BoCli *cli, const BoImport *import, BoImportMode mode)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  bo_json_writer_member_bool (json, "applied", mode != BO_IMPORT_PREVIEW);
  bo_json_writer_member_bool (json, "replaced", mode == BO_IMPORT_REPLACE);
  bo_json_writer_member_int (json, "lines", import->lines);
  bo_json_writer_member_int (json, "new", import->added);
  bo_json_writer_member_int (json, "different", import->changed);
  bo_json_writer_member_int (json, "same", import->same);
  bo_json_writer_member_int (json, "deleted", import->removed);
  bo_json_writer_member_int (json, "refused", import->refused);
  json_strings (json, "problems", import->problems);
  json_strings (json, "names", import->names);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

static void
add_count (BoCliTable *table, const char *label, int64_t count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  _bo_cli_table_pair (table, label, text);
}

static void
print_names (BoCli *cli, const BoImport *import)
{
  for (unsigned int i = 0; i < import->names->len; i++)
    {
      g_autofree char *name = _bo_cli_plain (g_ptr_array_index (import->names, i));

      g_string_append_printf (cli->out, "  %s\n", name);
    }
  if (import->changed > import->names->len)
    g_string_append (cli->out, "  …\n");
}

static void
print_import (BoCli *cli, const BoImport *import, BoImportMode mode)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);

  g_string_append_printf (cli->out, "%s\n",
                          mode == BO_IMPORT_PREVIEW
                            ? _("Nothing is imported yet. --apply adds what is new; --replace changes what differs "
                                "as well.")
                            : _("Imported; what is new here waits for the hub."));
  add_count (table, _("New here"), import->added);
  add_count (table, mode == BO_IMPORT_REPLACE ? _("Changed") : _("Different here, left as it is"),
             import->changed);
  add_count (table, _("The same here"), import->same);
  add_count (table, _("Deleted ones, left out"), import->removed);
  add_count (table, _("Can't be used"), import->refused);
  _bo_cli_table_finish (table, cli->out);
  print_names (cli, import);
}

BoCliStatus
_bo_cli_import (BoCli *cli)
{
  BoImportMode mode = _bo_cli_arguments_has (cli->arguments, "replace")  ? BO_IMPORT_REPLACE
                      : _bo_cli_arguments_has (cli->arguments, "apply") ? BO_IMPORT_ADD
                                                                         : BO_IMPORT_PREVIEW;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoImport) import = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  bo_client_import_async (cli->client, _bo_cli_arguments_word (cli->arguments, 0), mode, NULL, _bo_cli_ready_cb,
                          &slot);
  result = _bo_cli_wait (&slot);
  import = bo_client_import_finish (cli->client, result, &error);
  if (import == NULL)
    return _bo_cli_fail (cli, error);

  for (unsigned int i = 0; i < import->problems->len; i++)
    _bo_cli_say (g_ptr_array_index (import->problems, i));
  if (cli->json)
    json_import (cli, import, mode);
  else
    print_import (cli, import, mode);
  if (import->stopped != NULL)
    return _bo_cli_fail (cli, import->stopped);
  return import->refused > 0 ? BO_CLI_FAILED : BO_CLI_DONE;
}
