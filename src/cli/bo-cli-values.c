/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- which one is meant --- */

static bool
is_position (const char *text, unsigned int position)
{
  uint64_t number;

  return g_ascii_string_to_unsigned (text, 10, 1, UINT_MAX, &number, NULL) && number == position;
}

static bool
is_type (BoService *service, const char *text)
{
  const BoServiceSpec *spec = bo_catalogue_service (text);

  return g_strcmp0 (bo_service_get_service_type (service), text) == 0
         || (spec != NULL && spec == bo_service_get_spec (service));
}

/* (element-type BoService): those that @name means: an id, else a position, else a type; all without it. */
static GPtrArray *
match_services (BoAccessory *accessory, const char *name)
{
  GListModel *services = bo_accessory_get_services (accessory);
  unsigned int n_services = g_list_model_get_n_items (services);
  g_autoptr (GPtrArray) by_id = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) by_position = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) by_type = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < n_services; i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      if (name == NULL || g_strcmp0 (bo_service_get_id (service), name) == 0)
        g_ptr_array_add (by_id, g_object_ref (service));
      else if (is_position (name, i + 1))
        g_ptr_array_add (by_position, g_object_ref (service));
      else if (is_type (service, name))
        g_ptr_array_add (by_type, g_object_ref (service));
    }
  if (by_id->len > 0)
    return g_steal_pointer (&by_id);
  return by_position->len > 0 ? g_steal_pointer (&by_position) : g_steal_pointer (&by_type);
}

/* By what bo_service_find() takes, else by the label a person reads. */
static BoCharacteristic *
match_characteristic (BoService *service, const char *name)
{
  BoCharacteristic *found = bo_service_find (service, name);
  GListModel *characteristics = bo_service_get_characteristics (service);
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (unsigned int i = 0; found == NULL && i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);
      g_autofree char *label = g_utf8_casefold (bo_characteristic_get_label (characteristic), -1);

      if (strcmp (label, wanted) == 0)
        found = characteristic;
    }
  return found;
}

static void
set_ambiguous (GError **error, const char *name, GPtrArray *found)
{
  char *sentence = g_strdup_printf (_("Several services have “%s”. Name the service too, by its id:"), name);
  GString *candidates = _bo_cli_candidates_new (sentence);

  for (unsigned int i = 0; i < found->len; i++)
    {
      BoService *service = bo_characteristic_get_service (g_ptr_array_index (found, i));

      _bo_cli_candidates_add (candidates, bo_service_get_id (service), bo_service_get_label (service),
                              bo_service_get_service_type (service));
    }
  _bo_cli_candidates_end (candidates, error);
}

static void
set_missing (GError **error, BoAccessory *accessory, GPtrArray *services, const char *name)
{
  g_autoptr (GString) types = g_string_new (NULL);

  for (unsigned int i = 0; i < services->len; i++)
    {
      GListModel *characteristics = bo_service_get_characteristics (g_ptr_array_index (services, i));

      for (unsigned int j = 0; j < g_list_model_get_n_items (characteristics); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, j);

          g_string_append_printf (types, "%s%s", types->len > 0 ? ", " : "",
                                  bo_characteristic_get_characteristic_type (characteristic));
        }
    }
  g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("“%s” has no characteristic “%s”. What it has: %s."),
               bo_thing_get_display_name (BO_THING (accessory)), name, types->len > 0 ? types->str : "—");
}

BoCharacteristic *
_bo_cli_find_characteristic (BoAccessory *accessory, GPtrArray *services, const char *name, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (unsigned int i = 0; i < services->len; i++)
    {
      BoCharacteristic *characteristic = match_characteristic (g_ptr_array_index (services, i), name);

      if (characteristic != NULL)
        g_ptr_array_add (found, characteristic);
    }
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len > 1)
    set_ambiguous (error, name, found);
  else
    set_missing (error, accessory, services, name);
  return NULL;
}

GPtrArray *
_bo_cli_find_services (BoAccessory *accessory, const char *name, GError **error)
{
  g_autoptr (GPtrArray) services = match_services (accessory, name);

  if (services->len > 0 || name == NULL)
    return g_steal_pointer (&services);
  g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("“%s” has no service “%s”; give its id, type or position."),
               bo_thing_get_display_name (BO_THING (accessory)), name);
  return NULL;
}

/* --- get --- */

static void
json_value (BoJsonWriter *json, BoAccessory *accessory, BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoService *service = bo_characteristic_get_service (characteristic);
  BoValue value = bo_characteristic_get_value (characteristic);
  g_autofree char *plain = bo_value_to_json (type, &value);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "accessory", bo_thing_get_id (BO_THING (accessory)));
  bo_json_writer_member_string (json, "name", bo_thing_get_name (BO_THING (accessory)));
  bo_json_writer_member_string (json, "service", bo_service_get_id (service));
  bo_json_writer_member_string (json, "service_type", bo_service_get_service_type (service));
  bo_json_writer_member_string (json, "characteristic", bo_characteristic_get_characteristic_type (characteristic));
  bo_json_writer_member_raw (json, "value", plain);
  bo_json_writer_member_string (json, "unit", type->unit_name);
  _bo_cli_json_time (json, "since", bo_characteristic_get_since (characteristic));
  bo_json_writer_end_object (json);
}

static void
get_one (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic)
{
  if (cli->json)
    {
      g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

      json_value (json, accessory, characteristic);
      _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
    }
  else
    {
      g_autofree char *plain = _bo_cli_plain (bo_characteristic_get_display (characteristic));

      g_string_append_printf (cli->out, "%s\n", plain);
    }
}

static void
add_row (BoCliTable *table, BoService *service, BoCharacteristic *characteristic)
{
  _bo_cli_table_add (table, bo_service_get_label (service));
  _bo_cli_table_add (table, bo_characteristic_get_label (characteristic));
  _bo_cli_table_add (table, bo_characteristic_get_display (characteristic));
  _bo_cli_table_take (table, _bo_cli_time (bo_characteristic_get_since (characteristic)));
  _bo_cli_table_add (table, bo_characteristic_get_characteristic_type (characteristic));
}

static void
get_service (BoJsonWriter *json, BoCliTable *table, BoAccessory *accessory, BoService *service)
{
  GListModel *characteristics = bo_service_get_characteristics (service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);

      json_value (json, accessory, characteristic);
      add_row (table, service, characteristic);
    }
}

static void
get_all (BoCli *cli, BoAccessory *accessory, GPtrArray *services)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Service"), _("Characteristic"), _("Value"), _("Since"),
                                                    _("Name for “set”"), NULL);

  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < services->len; i++)
    get_service (json, table, accessory, g_ptr_array_index (services, i));
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
}

BoCliStatus
_bo_cli_get (BoCli *cli)
{
  const char *name = _bo_cli_arguments_word (cli->arguments, 1);
  const char *service = _bo_cli_arguments_get (cli->arguments, "service");
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GError) error = NULL;
  BoThing *thing = _bo_cli_find (cli, BO_TYPE_ACCESSORY, _bo_cli_arguments_word (cli->arguments, 0), &error);
  BoCharacteristic *characteristic = NULL;

  if (thing == NULL || (services = _bo_cli_find_services (BO_ACCESSORY (thing), service, &error)) == NULL)
    return _bo_cli_fail (cli, error);
  _bo_cli_learn_ages (cli, BO_ACCESSORY (thing));
  if (name == NULL)
    get_all (cli, BO_ACCESSORY (thing), services);
  else if ((characteristic = _bo_cli_find_characteristic (BO_ACCESSORY (thing), services, name, &error)) == NULL)
    return _bo_cli_fail (cli, error);
  else
    get_one (cli, BO_ACCESSORY (thing), characteristic);
  return BO_CLI_DONE;
}

/* --- set --- */

static char *
display (BoCharacteristic *characteristic, const char *json)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoValue value = bo_value_read (type, bo_json_wrap (json));

  return bo_value_to_display (type, &value);
}

static bool
ask (BoAccessory *accessory, BoCharacteristic *characteristic, const char *json)
{
  g_autofree char *value = display (characteristic, json);
  g_autofree char *question = g_strdup_printf (
    /* Translators: “Front door”: set “Lock target state” to “Unlocked”? */
    _("“%s”: set “%s” to “%s”? It happens when the hub is reached, within 10 minutes."),
    bo_thing_get_display_name (BO_THING (accessory)), bo_characteristic_get_label (characteristic), value);

  return _bo_cli_ask (question);
}

/* Away from safety a person has to be asked, by every route (UX §2). */
static BoCliStatus
confirm (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic, const char *json)
{
  if (!bo_characteristic_get_safety (characteristic, json).needs_confirmation
      || _bo_cli_arguments_has (cli->arguments, "confirm"))
    return BO_CLI_DONE;
  if (!_bo_cli_has_person ())
    return _bo_cli_refuse (cli, BO_CLI_FAILED,
                           _("“%s” was not changed: this needs a person's word. Say it with --confirm."),
                           bo_thing_get_display_name (BO_THING (accessory)));
  if (!ask (accessory, characteristic, json))
    return _bo_cli_refuse (cli, BO_CLI_FAILED, _("“%s” was not changed."),
                           bo_thing_get_display_name (BO_THING (accessory)));
  return BO_CLI_DONE;
}

gboolean
_bo_cli_write_value (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic, const char *json,
                     bool confirmed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  GAsyncResult *slot = NULL;

  bo_client_update_characteristic_async (cli->client, bo_thing_get_id (BO_THING (accessory)),
                                         bo_characteristic_get_id (characteristic), json, confirmed, NULL,
                                         _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  id = bo_client_edit_finish (cli->client, result, error);
  return id != NULL;
}

char *
_bo_cli_written_sentence (BoAccessory *accessory, BoCharacteristic *characteristic, const char *json)
{
  g_autofree char *value = display (characteristic, json);

  /* Translators: Hall lamp: Brightness is set to 40 %, waiting to be sent. */
  return g_strdup_printf (_("%s: %s is set to %s, waiting to be sent."),
                          bo_thing_get_display_name (BO_THING (accessory)),
                          bo_characteristic_get_label (characteristic), value);
}

static void
print_written (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic, const char *json)
{
  g_autofree char *sentence = _bo_cli_written_sentence (accessory, characteristic, json);
  g_autofree char *plain = _bo_cli_plain (sentence);

  g_string_append_printf (cli->out, "%s\n", plain);
}

void
_bo_cli_json_written (BoJsonWriter *writer, BoAccessory *accessory, BoCharacteristic *characteristic,
                      const char *json)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoValue value = bo_value_read (type, bo_json_wrap (json));
  g_autofree char *plain = bo_value_to_json (type, &value);

  bo_json_writer_member_string (writer, "id", bo_thing_get_id (BO_THING (accessory)));
  bo_json_writer_member_string (writer, "characteristic", bo_characteristic_get_characteristic_type (characteristic));
  bo_json_writer_member_raw (writer, "value", plain);
  bo_json_writer_member_bool (writer, "pending", true);
}

static void
json_written (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic, const char *json)
{
  g_autoptr (BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  _bo_cli_json_written (writer, accessory, characteristic, json);
  bo_json_writer_end_object (writer);
  _bo_cli_json_finish (g_steal_pointer (&writer), cli->out);
}

BoCliStatus
_bo_cli_set (BoCli *cli)
{
  const BoCliArguments *arguments = cli->arguments;
  const char *service = _bo_cli_arguments_get (arguments, "service");
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autoptr (BoCharacteristic) characteristic = NULL;
  BoThing *thing = _bo_cli_find (cli, BO_TYPE_ACCESSORY, _bo_cli_arguments_word (arguments, 0), &error);
  BoAccessory *accessory = (BoAccessory *) thing;
  BoCliStatus status;

  if (thing == NULL || (services = _bo_cli_find_services (accessory, service, &error)) == NULL)
    return _bo_cli_fail (cli, error);
  characteristic = _bo_cli_find_characteristic (accessory, services, _bo_cli_arguments_word (arguments, 1), &error);
  if (characteristic == NULL)
    return _bo_cli_fail (cli, error);
  /* The edit may give the accessory new characteristics. */
  g_object_ref (characteristic);
  json = bo_characteristic_edit_value (characteristic, _bo_cli_arguments_word (arguments, 2), &error);
  if (json == NULL)
    return _bo_cli_fail (cli, error);
  status = confirm (cli, accessory, characteristic, json);
  if (status != BO_CLI_DONE)
    return status;
  /* Whoever had to be asked has been. */
  if (!_bo_cli_write_value (cli, accessory, characteristic, json, true, &error))
    return _bo_cli_fail (cli, error);
  (cli->json ? json_written : print_written) (cli, accessory, characteristic, json);
  return BO_CLI_DONE;
}
