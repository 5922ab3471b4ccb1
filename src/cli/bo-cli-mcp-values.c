/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include "bo-accepted.h"

int
_bo_mcp_get_limit (BoJson arguments, int fallback, int most)
{
  int64_t limit = fallback;

  bo_json_get_int64 (bo_json_member (arguments, "limit"), &limit);
  return (int) CLAMP (limit, 1, most);
}

void
_bo_mcp_json_age (BoJsonWriter *json, int64_t since_us)
{
  g_autofree char *age = bo_time_to_age (since_us, bo_clock_now ());

  if (since_us <= 0)
    return;
  _bo_cli_json_time (json, "since", since_us);
  bo_json_writer_member_string (json, "age", age);
}

void
_bo_mcp_json_value (BoJsonWriter *json, const char *name, const BoValueType *type, BoValue value, const char *display)
{
  g_autofree char *plain = bo_value_to_json (type, &value);
  g_autofree char *text = bo_value_to_display (type, &value);

  bo_json_writer_member_raw (json, name, plain);
  bo_json_writer_member_string (json, display, text);
}

/* --- a characteristic --- */

static void
json_double (BoJsonWriter *json, const char *name, bool there, double number)
{
  if (!there)
    return;
  bo_json_writer_key (json, name);
  bo_json_writer_double (json, number);
}

static void
json_valid_values (BoJsonWriter *json, const BoValueType *type)
{
  if (type->n_valid_values == 0)
    return;
  bo_json_writer_key (json, "valid_values");
  bo_json_writer_begin_array (json);
  for (size_t i = 0; i < type->n_valid_values; i++)
    {
      bo_json_writer_begin_object (json);
      bo_json_writer_member_int (json, "value", type->valid_values[i].value);
      bo_json_writer_member_string (json, "name", type->valid_values[i].name);
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
}

static void
json_range (BoJsonWriter *json, const BoValueType *type)
{
  g_autofree char *range = bo_value_type_describe (type);

  bo_json_writer_member_string (json, "format", bo_format_to_string (type->format));
  bo_json_writer_member_string (json, "range", range);
  json_double (json, "minimum", type->has_minimum, type->minimum);
  json_double (json, "maximum", type->has_maximum, type->maximum);
  json_double (json, "step", type->has_step, type->step);
  json_valid_values (json, type);
}

static void
json_truth (BoJsonWriter *json, const char *name, const BoValueType *type, BoValue value, int64_t since_us)
{
  bo_json_writer_key (json, name);
  bo_json_writer_begin_object (json);
  _bo_mcp_json_value (json, "value", type, value, "display");
  _bo_mcp_json_age (json, since_us);
  bo_json_writer_end_object (json);
}

/* null: it isn't known here */
static void
json_accepted (BoJsonWriter *json, BoCharacteristic *characteristic, GPtrArray *versions)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoThing *thing = BO_THING (bo_characteristic_get_accessory (characteristic));
  g_autofree char *accepted = NULL;
  bool known = false;

  if (!bo_characteristic_get_pending (characteristic))
    json_truth (json, "accepted", type, bo_characteristic_get_value (characteristic), 0);
  else
    {
      if (versions != NULL)
        accepted = bo_accepted_value (thing, versions, bo_characteristic_get_path (characteristic), &known);
      if (known)
        json_truth (json, "accepted", type, bo_value_read (type, bo_json_wrap (accepted)), 0);
      else
        bo_json_writer_member_raw (json, "accepted", NULL);
    }
}

/* Of what is set here: what is wanted, what the hub has of it, and what the device does. */
static void
json_truths (BoJsonWriter *json, BoCharacteristic *characteristic, GPtrArray *versions)
{
  BoCharacteristic *reported = bo_characteristic_get_reported (characteristic);

  json_truth (json, "wanted", bo_characteristic_get_value_type (characteristic),
              bo_characteristic_get_value (characteristic), bo_characteristic_get_since (characteristic));
  json_accepted (json, characteristic, versions);
  if (reported != NULL)
    json_truth (json, "reported", bo_characteristic_get_value_type (reported),
                bo_characteristic_get_value (reported), bo_characteristic_get_since (reported));
  else
    bo_json_writer_member_raw (json, "reported", NULL);
  bo_json_writer_member_bool (json, "pending", bo_characteristic_get_pending (characteristic));
}

void
_bo_mcp_json_characteristic (BoJsonWriter *json, BoCharacteristic *characteristic, GPtrArray *versions)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_characteristic_get_id (characteristic));
  bo_json_writer_member_string (json, "characteristic",
                                bo_characteristic_get_characteristic_type (characteristic));
  bo_json_writer_member_string (json, "label", bo_characteristic_get_label (characteristic));
  _bo_mcp_json_value (json, "value", type, bo_characteristic_get_value (characteristic), "display");
  bo_json_writer_member_string (json, "unit", type->unit_name);
  _bo_mcp_json_age (json, bo_characteristic_get_since (characteristic));
  json_range (json, type);
  bo_json_writer_member_bool (json, "readable", bo_characteristic_get_readable (characteristic));
  bo_json_writer_member_bool (json, "writable", bo_characteristic_get_writable (characteristic));
  if (bo_characteristic_get_writable (characteristic))
    json_truths (json, characteristic, versions);
  bo_json_writer_end_object (json);
}

/* --- an accessory at a glance --- */

/* Of a whole home each word counts: whoever reads it pays by the word. @service: (nullable): where it isn't clear */
static void
json_brief (BoJsonWriter *json, const char *service, BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  g_autofree char *age = bo_time_to_age (bo_characteristic_get_since (characteristic), bo_clock_now ());

  if (bo_characteristic_get_raw (characteristic) == NULL || bo_characteristic_get_hidden (characteristic))
    return;
  bo_json_writer_begin_object (json);
  if (service != NULL)
    bo_json_writer_member_string (json, "service", service);
  bo_json_writer_member_string (json, "characteristic",
                                bo_characteristic_get_characteristic_type (characteristic));
  _bo_mcp_json_value (json, "value", type, bo_characteristic_get_value (characteristic), "display");
  if (*age != '\0')
    bo_json_writer_member_string (json, "age", age);
  bo_json_writer_end_object (json);
}

static unsigned int
count_shown (GListModel *services)
{
  unsigned int count = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      count += !bo_service_get_hidden (service);
    }
  return count;
}

static void
json_values (BoJsonWriter *json, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);
  bool several = count_shown (services) > 1;

  bo_json_writer_key (json, "values");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      GListModel *characteristics = bo_service_get_characteristics (service);

      for (unsigned int j = 0; !bo_service_get_hidden (service) && j < g_list_model_get_n_items (characteristics); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, j);

          json_brief (json, several ? bo_service_get_id (service) : NULL, characteristic);
        }
    }
  bo_json_writer_end_array (json);
}

void
_bo_mcp_json_glance (BoJsonWriter *json, BoAccessory *accessory, bool values)
{
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  g_autofree char *alert = bo_accessory_get_alert (accessory);
  g_autofree char *notice = bo_thing_dup_notice (BO_THING (accessory));

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_thing_get_id (BO_THING (accessory)));
  bo_json_writer_member_string (json, "name", bo_thing_get_display_name (BO_THING (accessory)));
  bo_json_writer_member_string (json, "summary", summary);
  bo_json_writer_member_bool (json, "reachable", bo_accessory_get_reachable (accessory));
  if (notice != NULL)
    bo_json_writer_member_string (json, "notice", notice);
  if (alert != NULL)
    bo_json_writer_member_string (json, "alert", alert);
  if (values)
    json_values (json, accessory);
  bo_json_writer_end_object (json);
}

/* --- a room --- */

void
_bo_mcp_json_room (BoJsonWriter *json, BoRoom *room, bool values)
{
  GListModel *accessories = bo_room_get_accessories (room);
  g_autofree char *readings = bo_room_get_readings (room);
  g_auto (GStrv) alerts = bo_room_get_alerts (room);

  bo_json_writer_member_string (json, "id", bo_thing_get_id (BO_THING (room)));
  bo_json_writer_member_string (json, "name", bo_thing_get_display_name (BO_THING (room)));
  bo_json_writer_member_string (json, "readings", readings);
  bo_json_writer_key (json, "alerts");
  bo_json_writer_begin_array (json);
  for (size_t i = 0; alerts[i] != NULL; i++)
    bo_json_writer_string (json, alerts[i]);
  bo_json_writer_end_array (json);
  bo_json_writer_key (json, "accessories");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      _bo_mcp_json_glance (json, accessory, values);
    }
  bo_json_writer_end_array (json);
}

/* --- ages --- */

/* (nullable) (transfer full): any of its values */
static BoCharacteristic *
first_value (BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      g_autoptr (BoCharacteristic) first = g_list_model_get_item (bo_service_get_characteristics (service), 0);

      if (first != NULL && bo_characteristic_get_raw (first) != NULL)
        return g_steal_pointer (&first);
    }
  return NULL;
}

void
_bo_mcp_learn_ages (BoMcp *mcp, GListModel *accessories)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);
      g_autoptr (BoCharacteristic) first = first_value (accessory);

      if (first != NULL && bo_characteristic_get_since (first) == 0)
        g_ptr_array_add (unknown, g_object_ref (accessory));
    }
  for (unsigned int i = 0; i < unknown->len && !mcp->stopping && !mcp->cancelled; i++)
    _bo_cli_learn_ages (mcp->cli, g_ptr_array_index (unknown, i));
}
