/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-rules-private.h"

#include <string.h>

#include "bo-error.h"

static const char *const entity_types[] = {
  "home", "room", "zone", "device", "door", "window", "procedure", "manual", "note", "schedule", "automation", "app",
  NULL,
};

static const char *const source_types[] = { "homekit", "matter", "manual", "imported", "generated", NULL };

/**
 * bo_hub_entity_type_known:
 * @entity_type: any text
 *
 * Returns: whether it is one of the twelve types of PROTOCOL §1
 */
bool
bo_hub_entity_type_known (const char *entity_type)
{
  return g_strv_contains (entity_types, entity_type);
}

static void
add_error (GPtrArray  *errors,
           const char *type,
           char       *loc,
           const char *msg,
           const char *input)
{
  BoWireError *problem = g_new0 (BoWireError, 1);

  problem->type = g_strdup (type);
  problem->loc = loc;
  problem->msg = g_strdup (msg);
  problem->input = input != NULL ? bo_json_quote (input) : NULL;
  g_ptr_array_add (errors, problem);
}

static char *
entity_loc (unsigned int       index,
            const char *member)
{
  if (member == NULL)
    return g_strdup_printf ("[\"body\",\"changes\",%u,\"entity\"]", index);
  return g_strdup_printf ("[\"body\",\"changes\",%u,\"entity\",\"%s\"]", index, member);
}

static void
check_entity (BoEntity  *entity,
              unsigned int      index,
              GPtrArray *errors)
{
  g_autoptr(GError) error = NULL;

  if (!bo_entity_validate (entity, &error))
    add_error (errors, "value_error", entity_loc (index, NULL), error->message, NULL);
  else if (!bo_hub_entity_type_known (entity->entity_type))
    add_error (errors, "enum", entity_loc (index, "entity_type"), "Unknown entity_type", entity->entity_type);
  else if (!g_strv_contains (source_types, entity->source_type))
    add_error (errors, "enum", entity_loc (index, "source_type"), "Unknown source_type", entity->source_type);
}

static bool
is_name (const char *text,
         size_t      max)
{
  size_t length = strlen (text);

  if (length == 0 || length > max)
    return false;
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return false;
  return true;
}

static bool
edge_is_sound (BoEdge *edge)
{
  BoJson properties;

  return is_name (edge->id, BO_MAX_ID) && is_name (edge->from_id, BO_MAX_ID) && is_name (edge->to_id, BO_MAX_ID) &&
         is_name (edge->from_version, BO_MAX_VERSION) && is_name (edge->to_version, BO_MAX_VERSION) &&
         strlen (edge->properties) <= BO_MAX_CONTENT &&
         bo_json_scan (edge->properties, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &properties, NULL) &&
         bo_json_kind (properties) == BO_JSON_KIND_OBJECT;
}

/* An unknown type answers 400, as recorded (17-push-unknown-relationship-type). */
static gboolean
check_edges (BoChange  *change,
             unsigned int      index,
             GPtrArray *errors,
             GError   **error)
{
  for (unsigned int i = 0; i < change->edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (change->edges, i);

      if (!bo_edge_type_known (edge->type))
        {
          g_set_error (error, BO_ERROR, BO_ERROR_REFUSED, "Unknown relationship_type: %s", edge->type);
          return FALSE;
        }
      if (!edge_is_sound (edge))
        add_error (errors, "value_error",
                   g_strdup_printf ("[\"body\",\"changes\",%u,\"relationships\",%u]", index, i),
                   "A relationship needs ids of at most 64 and versions of at most 255 printable bytes, and an "
                   "object as properties",
                   NULL);
    }
  return TRUE;
}

static gboolean
check_changes (BoSyncRequest *request,
               GPtrArray     *errors,
               GError       **error)
{
  size_t n_edges = 0;

  for (unsigned int i = 0; i < request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (request->changes, i);

      n_edges += change->edges->len;
      if (change->entity != NULL)
        check_entity (change->entity, i, errors);
      if (!check_edges (change, i, errors, error))
        return FALSE;
    }

  if (request->changes->len > BO_HUB_MAX_CHANGES || n_edges > BO_HUB_MAX_EDGES)
    add_error (errors, "too_long", g_strdup ("[\"body\",\"changes\"]"),
               "At most 5000 changes and 20000 relationships in one request", NULL);
  return TRUE;
}

static void
check_filters (BoSyncRequest *request,
               GPtrArray     *errors)
{
  int64_t since_us;

  if (request->since != NULL && !bo_time_parse (request->since, &since_us, NULL))
    add_error (errors, "datetime_from_date_parsing", g_strdup ("[\"body\",\"filters\",\"since\"]"),
               "Input should be a valid datetime", request->since);

  for (unsigned int i = 0; request->entity_types != NULL && request->entity_types[i] != NULL; i++)
    if (!bo_hub_entity_type_known (request->entity_types[i]))
      add_error (errors, "enum", g_strdup_printf ("[\"body\",\"filters\",\"entity_types\",%u]", i),
                 "Unknown entity_type", request->entity_types[i]);
}

static void
check_names (BoSyncRequest *request,
             GPtrArray     *errors)
{
  if (strlen (request->device_id) > BO_MAX_VERSION)
    add_error (errors, "string_too_long", g_strdup ("[\"body\",\"device_id\"]"), "At most 255 bytes", NULL);
  if (strlen (request->user_id) > BO_MAX_VERSION)
    add_error (errors, "string_too_long", g_strdup ("[\"body\",\"user_id\"]"), "At most 255 bytes", NULL);
  if (request->device_name != NULL && strlen (request->device_name) > BO_MAX_NAME)
    add_error (errors, "string_too_long", g_strdup ("[\"body\",\"device_name\"]"), "At most 255 bytes", NULL);
}

static bool
is_integer (const char *text)
{
  if (*text == '-' || *text == '+')
    text++;
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* More digits than a row number can have lie behind every row. */
gboolean
_bo_hub_parse_cursor (const char *cursor,
                      int64_t    *seq,
                      GError    **error)
{
  if (!is_integer (cursor))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_REFUSED, "cursor must be a server_seq integer, got '%s'", cursor);
      return FALSE;
    }

  *seq = MAX (g_ascii_strtoll (cursor, NULL, 10), 0);
  return TRUE;
}

gboolean
_bo_hub_validate (BoSyncRequest *request,
                  GPtrArray     *errors,
                  GError       **error)
{
  int64_t seq;

  if (strcmp (request->protocol_version, BO_PROTOCOL_VERSION) != 0)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_REFUSED, "Unsupported protocol version");
      return FALSE;
    }
  if (request->cursor != NULL && !_bo_hub_parse_cursor (request->cursor, &seq, error))
    return FALSE;

  check_names (request, errors);
  check_filters (request, errors);
  return check_changes (request, errors, error);
}
