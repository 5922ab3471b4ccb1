/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- what there is --- */

typedef enum
{
  BO_MCP_TEXT,
  BO_MCP_SCALAR,   /* a text, a number, true or false */
  BO_MCP_COUNT,    /* a whole number from 1 on */
  BO_MCP_FLAG,
} BoMcpArgument;

/**
 * BoMcpParameter:
 * @about: untranslated
 */
typedef struct
{
  const char   *name;
  BoMcpArgument type;
  bool          required;
  const char   *about;
} BoMcpParameter;

typedef enum
{
  BO_MCP_READS = 1 << 0,        /* changes nothing */
  BO_MCP_OVERWRITES = 1 << 1,   /* what was there before is in the history alone */
  BO_MCP_REPEATABLE = 1 << 2,   /* a second time adds nothing */
} BoMcpTraits;

/**
 * BoMcpTool:
 * @title: untranslated
 * @about: untranslated
 * @parameters: (nullable): ends with an element without a name
 */
typedef struct
{
  const char           *name;
  const char           *title;
  const char           *about;
  const BoMcpParameter *parameters;
  BoMcpTraits           traits;
  BoMcpToolFunc         run;
} BoMcpTool;

#define ACCESSORY { "accessory", BO_MCP_TEXT, true, N_("The accessory's id, or a name that only one accessory has") }
#define LIMIT { "limit", BO_MCP_COUNT, false, N_("How many at most") }

static const BoMcpParameter home_parameters[] = {
  { "room", BO_MCP_TEXT, false, N_("A room's id or name: only that room") }, { NULL },
};
static const BoMcpParameter find_parameters[] = {
  { "words", BO_MCP_TEXT, true, N_("Words of a name, a place or a text; slips of typing are forgiven in names") },
  LIMIT, { NULL },
};
static const BoMcpParameter accessory_parameters[] = { ACCESSORY, { NULL } };
static const BoMcpParameter set_parameters[] = {
  ACCESSORY,
  { "characteristic", BO_MCP_TEXT, true, N_("Its type or id, or its label, as get_accessory names them: “brightness”") },
  { "value", BO_MCP_SCALAR, true, N_("The new value: a number, true, “on”, or the name of one of its values") },
  { "service", BO_MCP_TEXT, false,
    N_("The service's id, type or position from 1; needed only where several have the characteristic") },
  { NULL },
};
static const BoMcpParameter scene_parameters[] = {
  { "scene", BO_MCP_TEXT, true, N_("The scene's id, or a name that only one scene has") }, { NULL },
};
static const BoMcpParameter document_parameters[] = {
  { "document", BO_MCP_TEXT, true, N_("The document's id, or a name that only one document has") }, { NULL },
};
static const BoMcpParameter conflict_parameters[] = {
  { "reviewed", BO_MCP_FLAG, false, N_("List those that a person has looked at as well") }, LIMIT, { NULL },
};
static const BoMcpParameter history_parameters[] = {
  { "thing", BO_MCP_TEXT, true, N_("The id of anything in the home, or a name that only one thing has") },
  LIMIT, { NULL },
};

/* By name. */
static const BoMcpTool tools[] = {
  { "find", N_("Find"),
    N_("Find accessories, rooms, scenes and documents by words, documents by all of their text. The best match is "
       "first; of a document the place of the text is shown."),
    find_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_find },
  { "get_accessory", N_("Look at an accessory"),
    N_("All services and characteristics of an accessory: value, unit, range, whether it can be set, since when it "
       "stands, and what is wanted here, what the hub has accepted and what the device reports."),
    accessory_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_get_accessory },
  { "get_history", N_("Look at the history"),
    N_("What was changed about a thing, when, by whom and on which device, the newest first."),
    history_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_get_history },
  { "get_home", N_("Look at the home"),
    N_("The rooms by zone, with their accessories, their current values and how old these are."),
    home_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_get_home },
  { "get_status", N_("Look at synchronisation"),
    N_("How this computer and the hub stand, in the words of the application's window: what waits, what was refused, "
       "when they last agreed, and whether anything can be changed here."),
    NULL, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_get_status },
  { "list_conflicts", N_("List conflicts"),
    N_("What was changed in two places at once, field by field, and what came of it. A person decides in the window."),
    conflict_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_list_conflicts },
  { "list_waiting", N_("List what waits"),
    N_("The changes that the hub has not taken yet, each as a sentence, with the time when it expires."),
    NULL, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_list_waiting },
  { "read_document", N_("Read a document"),
    N_("The text of a manual, a note, a procedure, a schedule or an automation."),
    document_parameters, BO_MCP_READS | BO_MCP_REPEATABLE, _bo_mcp_read_document },
  { "run_scene", N_("Run a scene"),
    N_("Set all that a scene says, at once. Refused where one of its steps unlocks, opens a lock or a garage, or "
       "disarms."),
    scene_parameters, BO_MCP_OVERWRITES | BO_MCP_REPEATABLE, _bo_mcp_run_scene },
  { "set_characteristic", N_("Set a value"),
    N_("Set one value of an accessory. It is stored here at once and waits until the hub has it. What unlocks, opens "
       "a lock or a garage, or disarms is always refused."),
    set_parameters, BO_MCP_OVERWRITES | BO_MCP_REPEATABLE, _bo_mcp_set },
  { "sync_now", N_("Synchronise now"),
    N_("Send what waits and get what is new on the hub. It may take a while, and fails where the hub can't be "
       "reached; nothing is lost then."),
    NULL, BO_MCP_REPEATABLE, _bo_mcp_sync_now },
};

/* --- tools/list --- */

static const char *
type_schema (BoMcpArgument type)
{
  switch (type)
    {
    case BO_MCP_TEXT:
      return "\"string\"";
    case BO_MCP_SCALAR:
      return "[\"string\",\"number\",\"boolean\"]";
    case BO_MCP_COUNT:
      return "\"integer\"";
    case BO_MCP_FLAG:
      return "\"boolean\"";
    }
  g_assert_not_reached ();
}

static void
write_property (BoJsonWriter *json, const BoMcpParameter *parameter)
{
  bo_json_writer_key (json, parameter->name);
  bo_json_writer_begin_object (json);
  bo_json_writer_member_raw (json, "type", type_schema (parameter->type));
  if (parameter->type == BO_MCP_COUNT)
    bo_json_writer_member_int (json, "minimum", 1);
  bo_json_writer_member_string (json, "description", _(parameter->about));
  bo_json_writer_end_object (json);
}

static void
write_schema (BoJsonWriter *json, const BoMcpParameter *parameters)
{
  const BoMcpParameter *parameter;

  bo_json_writer_key (json, "inputSchema");
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "type", "object");
  bo_json_writer_key (json, "properties");
  bo_json_writer_begin_object (json);
  for (parameter = parameters; parameter != NULL && parameter->name != NULL; parameter++)
    write_property (json, parameter);
  bo_json_writer_end_object (json);
  bo_json_writer_key (json, "required");
  bo_json_writer_begin_array (json);
  for (parameter = parameters; parameter != NULL && parameter->name != NULL; parameter++)
    if (parameter->required)
      bo_json_writer_string (json, parameter->name);
  bo_json_writer_end_array (json);
  bo_json_writer_member_bool (json, "additionalProperties", false);
  bo_json_writer_end_object (json);
}

static void
write_annotations (BoJsonWriter *json, const BoMcpTool *tool)
{
  bo_json_writer_key (json, "annotations");
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "title", _(tool->title));
  bo_json_writer_member_bool (json, "readOnlyHint", (tool->traits & BO_MCP_READS) != 0);
  bo_json_writer_member_bool (json, "destructiveHint", (tool->traits & BO_MCP_OVERWRITES) != 0);
  bo_json_writer_member_bool (json, "idempotentHint", (tool->traits & BO_MCP_REPEATABLE) != 0);
  bo_json_writer_member_bool (json, "openWorldHint", false);
  bo_json_writer_end_object (json);
}

static void
write_tool (BoMcp *mcp, BoJsonWriter *json, const BoMcpTool *tool)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "name", tool->name);
  if (mcp->version >= BO_MCP_VERSION_2025_06_18)
    bo_json_writer_member_string (json, "title", _(tool->title));
  bo_json_writer_member_string (json, "description", _(tool->about));
  write_schema (json, tool->parameters);
  if (mcp->version >= BO_MCP_VERSION_2025_03_26)
    write_annotations (json, tool);
  bo_json_writer_end_object (json);
}

bool
_bo_mcp_tools_list (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault)
{
  if (bo_json_member (params, "cursor").length > 0)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("The list has one page; there is none behind that cursor."));
  bo_json_writer_key (result, "tools");
  bo_json_writer_begin_array (result);
  for (size_t i = 0; i < G_N_ELEMENTS (tools); i++)
    write_tool (mcp, result, &tools[i]);
  bo_json_writer_end_array (result);
  return true;
}

/* --- tools/call --- */

static const BoMcpTool *
find_tool (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tools); i++)
    if (strcmp (tools[i].name, name) == 0)
      return &tools[i];
  return NULL;
}

static bool
fits (BoMcpArgument type, BoJson value)
{
  BoJsonKind kind = bo_json_kind (value);
  g_autofree char *text = bo_json_dup_string (value);
  int64_t number;

  switch (type)
    {
    case BO_MCP_TEXT:
      return text != NULL && *text != '\0';
    case BO_MCP_SCALAR:
      return text != NULL || kind == BO_JSON_KIND_NUMBER || kind == BO_JSON_KIND_BOOL;
    case BO_MCP_COUNT:
      return kind == BO_JSON_KIND_NUMBER && bo_json_get_int64 (value, &number) && number >= 1;
    case BO_MCP_FLAG:
      return kind == BO_JSON_KIND_BOOL;
    }
  g_assert_not_reached ();
}

static const BoMcpParameter *
find_parameter (const BoMcpTool *tool, BoJson name)
{
  for (const BoMcpParameter *parameter = tool->parameters; parameter != NULL && parameter->name != NULL; parameter++)
    if (bo_json_string_is (name, parameter->name))
      return parameter;
  return NULL;
}

/* Nothing that isn't in the schema gets through: no tool has a hidden switch. */
static bool
check_given (const BoMcpTool *tool, BoJson arguments, BoMcpFault *fault)
{
  BoJsonIter iter;
  BoJson key, value;

  bo_json_iter_init (&iter, arguments);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      const BoMcpParameter *parameter = find_parameter (tool, key);
      g_autofree char *name = bo_json_dup_string (key);

      if (parameter == NULL)
        return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("The tool “%s” has no argument “%s”."), tool->name, name);
      if (bo_json_kind (value) == BO_JSON_KIND_NULL && !parameter->required)
        continue;
      if (!fits (parameter->type, value))
        return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS,
                              _("The argument “%s” of the tool “%s” is not what its schema asks for."),
                              parameter->name, tool->name);
    }
  return true;
}

static bool
check_arguments (const BoMcpTool *tool, BoJson arguments, BoMcpFault *fault)
{
  if (arguments.length > 0 && bo_json_kind (arguments) != BO_JSON_KIND_OBJECT)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("The arguments have to be an object."));
  for (const BoMcpParameter *parameter = tool->parameters; parameter != NULL && parameter->name != NULL; parameter++)
    if (parameter->required && bo_json_member (arguments, parameter->name).length == 0)
      return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("The tool “%s” needs the argument “%s”."), tool->name,
                            parameter->name);
  return check_given (tool, arguments, fault);
}

static void
write_text (BoJsonWriter *result, const char *text)
{
  bo_json_writer_key (result, "content");
  bo_json_writer_begin_array (result);
  bo_json_writer_begin_object (result);
  bo_json_writer_member_string (result, "type", "text");
  bo_json_writer_member_string (result, "text", text);
  bo_json_writer_end_object (result);
  bo_json_writer_end_array (result);
}

static void
write_outcome (BoMcp *mcp, BoJsonWriter *result, const char *sentence, const char *json)
{
  write_text (result, sentence != NULL ? sentence : json);
  if (mcp->version >= BO_MCP_VERSION_2025_06_18)
    bo_json_writer_member_raw (result, "structuredContent", json);
  bo_json_writer_member_bool (result, "isError", false);
}

static void
call (BoMcp *mcp, const BoMcpTool *tool, BoJson arguments, BoJsonWriter *result)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  BoMcpReply reply = { .json = json };

  bo_json_writer_begin_object (json);
  if (tool->run (mcp, arguments, &reply, &error))
    {
      bo_json_writer_end_object (json);
      text = bo_json_writer_end (g_steal_pointer (&json), NULL);
      write_outcome (mcp, result, reply.sentence, text);
    }
  else
    {
      write_text (result, error->message);
      bo_json_writer_member_bool (result, "isError", true);
    }
  g_free (reply.sentence);
}

bool
_bo_mcp_tools_call (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault)
{
  g_autofree char *name = bo_json_member_string (params, "name");
  BoJson arguments = bo_json_member (params, "arguments");
  const BoMcpTool *tool;

  if (name == NULL)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("Which tool is meant? “name” is missing."));
  tool = find_tool (name);
  if (tool == NULL)
    return _bo_mcp_fault (fault, BO_MCP_INVALID_PARAMS, _("There is no tool “%s” here."), name);
  if (!check_arguments (tool, arguments, fault))
    return false;
  call (mcp, tool, arguments, result);
  return true;
}
