/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

/* Members of a request's body, answered as FastAPI does where they are not what they should be. */

static bool
is_absent (BoJson value)
{
  return bo_json_kind (value) == BO_JSON_KIND_NONE || bo_json_kind (value) == BO_JSON_KIND_NULL;
}

static bool
refuse (BoHubExchange *exchange,
        const char    *name,
        const char    *type,
        const char    *msg)
{
  g_autofree char *loc = g_strdup_printf ("[\"body\",\"%s\"]", name);

  _bo_hub_reply_invalid (exchange, type, loc, msg);
  return false;
}

bool
_bo_hub_take_string (BoHubExchange *exchange,
                     BoJson         object,
                     const char    *name,
                     bool           required,
                     size_t         max,
                     char         **value)
{
  BoJson member = bo_json_member (object, name);

  *value = NULL;
  if (!required && is_absent (member))
    return true;
  if (bo_json_kind (member) == BO_JSON_KIND_NONE)
    return refuse (exchange, name, "missing", "Field required");
  if (bo_json_kind (member) != BO_JSON_KIND_STRING)
    return refuse (exchange, name, "string_type", "Input should be a valid string");

  *value = bo_json_dup_string (member);
  if (*value == NULL)
    return refuse (exchange, name, "string_type", "Input should be a valid string");
  if (strlen (*value) <= max)
    return true;
  g_clear_pointer (value, g_free);
  return refuse (exchange, name, "string_too_long", "String is too long");
}

bool
_bo_hub_take_int (BoHubExchange *exchange,
                  BoJson         object,
                  const char    *name,
                  int64_t        fallback,
                  int64_t        min,
                  int64_t        max,
                  int64_t       *value)
{
  BoJson member = bo_json_member (object, name);

  *value = fallback;
  if (bo_json_kind (member) == BO_JSON_KIND_NONE)
    return true;
  if (bo_json_kind (member) != BO_JSON_KIND_NUMBER || !bo_json_get_int64 (member, value))
    return refuse (exchange, name, "int_type", "Input should be a valid integer");
  if (*value < min)
    return refuse (exchange, name, "greater_than_equal", "Input is too small");
  if (*value > max)
    return refuse (exchange, name, "less_than_equal", "Input is too great");
  return true;
}

bool
_bo_hub_take_object (BoHubExchange *exchange,
                     BoJson         object,
                     const char    *name,
                     char         **text)
{
  BoJson member = bo_json_member (object, name);

  *text = NULL;
  if (is_absent (member))
    return true;
  if (bo_json_kind (member) != BO_JSON_KIND_OBJECT)
    return refuse (exchange, name, "dict_type", "Input should be a valid dictionary");
  *text = bo_json_dup (member);
  return true;
}

bool
_bo_hub_take_types (BoHubExchange *exchange,
                    BoJson         object,
                    const char    *name,
                    char         **types)
{
  BoJson member = bo_json_member (object, name);
  BoJsonIter iter;
  BoJson value;

  *types = NULL;
  if (is_absent (member))
    return true;
  if (bo_json_kind (member) != BO_JSON_KIND_ARRAY)
    return refuse (exchange, name, "list_type", "Input should be a valid list");

  bo_json_iter_init (&iter, member);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *type = bo_json_dup_string (value);

      if (type == NULL || !bo_hub_entity_type_known (type))
        return refuse (exchange, name, "enum", "Input should be one of the known types");
    }
  *types = bo_json_dup (member);
  return true;
}
