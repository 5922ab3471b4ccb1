/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-facts.h"

#define SCHEME "blowing-off://"
#define DOCUMENT SCHEME "document/"
#define ROOM SCHEME "room/"
#define PAGE 200
#define TEXT_TYPE "text/plain"
#define JSON_TYPE "application/json"

/* --- what there is --- */

static void
json_resource (BoMcp *mcp, BoJsonWriter *json, BoThing *thing)
{
  bool room = BO_IS_ROOM (thing);
  g_autofree char *id = g_uri_escape_string (bo_thing_get_id (thing), NULL, FALSE);
  g_autofree char *uri = g_strconcat (room ? ROOM : DOCUMENT, id, NULL);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "uri", uri);
  bo_json_writer_member_string (json, "name", bo_thing_get_display_name (thing));
  if (mcp->version >= BO_MCP_VERSION_2025_06_18)
    bo_json_writer_member_string (json, "title", bo_thing_get_display_name (thing));
  bo_json_writer_member_string (json, "description", room ? _("A room, its accessories and their values")
                                                          : bo_document_get_type_label (BO_DOCUMENT (thing)));
  bo_json_writer_member_string (json, "mimeType", room ? JSON_TYPE : TEXT_TYPE);
  bo_json_writer_end_object (json);
}

/* (nullable) (transfer full): documents first */
static BoThing *
thing_at (BoModel *model, unsigned int index)
{
  GListModel *documents = bo_model_get_documents (model), *rooms = bo_model_get_rooms (model);
  unsigned int n_documents = g_list_model_get_n_items (documents);

  return index < n_documents ? g_list_model_get_item (documents, index)
                             : g_list_model_get_item (rooms, index - n_documents);
}

/* How many came before; -1 where it is no cursor of ours. */
static int64_t
read_cursor (BoJson cursor)
{
  g_autofree char *text = bo_json_dup_string (cursor);
  uint64_t start;

  if (cursor.length == 0 || bo_json_kind (cursor) == BO_JSON_KIND_NULL)
    return 0;
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, INT32_MAX, &start, NULL) ? (int64_t) start : -1;
}

bool
_bo_mcp_resources_list (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault)
{
  BoModel *model = bo_client_get_model (mcp->cli->client);
  unsigned int all = g_list_model_get_n_items (bo_model_get_documents (model))
                     + g_list_model_get_n_items (bo_model_get_rooms (model));
  int64_t start = read_cursor (bo_json_member (params, "cursor"));

  if (start < 0)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("That is no cursor of this list."));
  bo_json_writer_key (result, "resources");
  bo_json_writer_begin_array (result);
  for (int64_t i = start; i < MIN (all, start + PAGE); i++)
    {
      g_autoptr (BoThing) thing = thing_at (model, (unsigned int) i);

      json_resource (mcp, result, thing);
    }
  bo_json_writer_end_array (result);
  if (start + PAGE < all)
    {
      g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, start + PAGE);

      bo_json_writer_member_string (result, "nextCursor", next);
    }
  return true;
}

static void
json_template (BoMcp *mcp, BoJsonWriter *json, const char *uri, const char *name, const char *title, const char *about,
               const char *type)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "uriTemplate", uri);
  bo_json_writer_member_string (json, "name", name);
  if (mcp->version >= BO_MCP_VERSION_2025_06_18)
    bo_json_writer_member_string (json, "title", title);
  bo_json_writer_member_string (json, "description", about);
  bo_json_writer_member_string (json, "mimeType", type);
  bo_json_writer_end_object (json);
}

bool
_bo_mcp_resources_templates (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault)
{
  bo_json_writer_key (result, "resourceTemplates");
  bo_json_writer_begin_array (result);
  json_template (mcp, result, DOCUMENT "{id}", "document", _("A document"),
                 _("The text of a manual, a note, a procedure, a schedule or an automation."), TEXT_TYPE);
  json_template (mcp, result, ROOM "{id}", "room", _("A room"), _("A room, its accessories and their values"),
                 JSON_TYPE);
  bo_json_writer_end_array (result);
  return true;
}

/* --- reading one --- */

/* (nullable): what the address is of; borrowed */
static BoThing *
find_thing (BoModel *model, const char *uri)
{
  bool room = g_str_has_prefix (uri, ROOM);
  g_autofree char *id = NULL;
  BoThing *thing;

  if (!room && !g_str_has_prefix (uri, DOCUMENT))
    return NULL;
  id = g_uri_unescape_string (uri + strlen (room ? ROOM : DOCUMENT), NULL);
  thing = id != NULL ? bo_model_lookup (model, id) : NULL;
  return thing != NULL && (room ? BO_IS_ROOM (thing) : BO_IS_DOCUMENT (thing)) ? thing : NULL;
}

static char *
room_to_text (BoMcp *mcp, BoRoom *room)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  _bo_mcp_learn_ages (mcp, bo_room_get_accessories (room));
  bo_json_writer_begin_object (json);
  _bo_mcp_json_room (json, room, true);
  bo_json_writer_end_object (json);
  return bo_json_writer_end (g_steal_pointer (&json), NULL);
}

static bool
set_not_found (BoMcpFault *fault, const char *uri)
{
  g_autofree char *quoted = bo_json_quote (uri);

  fault->data = g_strdup_printf ("{\"uri\":%s}", quoted);
  return _bo_mcp_fault (fault, BO_MCP_RESOURCE_NOT_FOUND,
                        _("There is nothing at “%s”; it may have been removed. “resources/list” tells what there is."),
                        uri);
}

bool
_bo_mcp_resources_read (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault)
{
  g_autofree char *uri = bo_json_member_string (params, "uri");
  BoThing *found = uri != NULL ? find_thing (bo_client_get_model (mcp->cli->client), uri) : NULL;
  g_autoptr (BoThing) thing = found != NULL ? g_object_ref (found) : NULL;
  g_autofree char *text = NULL;

  if (uri == NULL)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("Which resource is meant? “uri” is missing."));
  if (thing == NULL)
    return set_not_found (fault, uri);
  text = BO_IS_ROOM (thing) ? room_to_text (mcp, BO_ROOM (thing)) : bo_document_to_text (BO_DOCUMENT (thing));
  bo_json_writer_key (result, "contents");
  bo_json_writer_begin_array (result);
  bo_json_writer_begin_object (result);
  bo_json_writer_member_string (result, "uri", uri);
  bo_json_writer_member_string (result, "mimeType", BO_IS_ROOM (thing) ? JSON_TYPE : TEXT_TYPE);
  bo_json_writer_member_string (result, "text", text);
  bo_json_writer_end_object (result);
  bo_json_writer_end_array (result);
  return true;
}
