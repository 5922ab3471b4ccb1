/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-cli-mcp-message.h"
#include "bo-cli-private.h"

G_BEGIN_DECLS

/* By age: later ones can do more. */
typedef enum
{
  BO_MCP_VERSION_NONE,       /* before `initialize` */
  BO_MCP_VERSION_2024_11_05,
  BO_MCP_VERSION_2025_03_26, /* batches, annotations */
  BO_MCP_VERSION_2025_06_18, /* no batches; titles, structured results */
} BoMcpVersion;

/**
 * BoMcp: one client, from its first message to its last.
 * @cli: the command; what it has to say is put out message by message
 * @version: of the protocol, as agreed on
 * @current: the id of the request being answered, else none
 * @cancelled: whoever asked for @current no longer wants to know
 * @stopping: no more is begun, and nothing waited for that takes long
 */
typedef struct
{
  BoCli       *cli;
  BoMcpVersion version;
  BoJson       current;
  bool         cancelled;
  bool         stopping;
} BoMcp;

/* What a request fails with. */
typedef struct
{
  int   code;
  char *sentence;
  char *data;       /* nullable: JSON text */
} BoMcpFault;

/* Writes members into the open object of the result. FALSE: @fault says why. */
typedef bool (*BoMcpFunc) (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);

bool  _bo_mcp_fault         (BoMcpFault *fault, int code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* bo-cli-mcp-protocol.c: (transfer full) (nullable): what to answer, NULL: nothing */
char *_bo_mcp_answer        (BoMcp *mcp, BoMcpMessage *message);

/* bo-cli-mcp-tools.c */
bool  _bo_mcp_tools_list    (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);
bool  _bo_mcp_tools_call    (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);

/* bo-cli-mcp-resources.c */
bool  _bo_mcp_resources_list      (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);
bool  _bo_mcp_resources_templates (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);
bool  _bo_mcp_resources_read      (BoMcp *mcp, BoJson params, BoJsonWriter *result, BoMcpFault *fault);

/**
 * BoMcpReply: what a tool answers.
 * @json: an object that is open
 * @sentence: (nullable) (transfer full): what is said instead of @json where a client reads text alone
 */
typedef struct
{
  BoJsonWriter *json;
  char         *sentence;
} BoMcpReply;

/* @arguments: checked against the parameters of the tool. Errors: a sentence, with what to do */
typedef gboolean (*BoMcpToolFunc) (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);

/* bo-cli-mcp-home.c */
gboolean _bo_mcp_get_home        (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_get_accessory   (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
/* bo-cli-mcp-find.c */
gboolean _bo_mcp_find            (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_read_document   (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
/* bo-cli-mcp-act.c */
gboolean _bo_mcp_set             (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_run_scene       (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_sync_now        (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
/* bo-cli-mcp-state.c */
gboolean _bo_mcp_list_waiting    (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_list_conflicts  (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_get_history     (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);
gboolean _bo_mcp_get_status      (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error);

/* bo-cli-mcp-values.c: shapes that several tools write */

/* "since" in UTC, and "age" in the words of the window; neither where it isn't known */
void _bo_mcp_json_age            (BoJsonWriter *json, int64_t since_us);
/* A value as JSON, under @name, and for people, under @display */
void _bo_mcp_json_value          (BoJsonWriter *json, const char *name, const BoValueType *type, BoValue value, const char *display);
/* All of a characteristic. @versions: (nullable): of its accessory, for what the hub has accepted */
void _bo_mcp_json_characteristic (BoJsonWriter *json, BoCharacteristic *characteristic, GPtrArray *versions);
/* An object: an accessory at a glance. @values: what it measures and does, with ages */
void _bo_mcp_json_glance         (BoJsonWriter *json, BoAccessory *accessory, bool values);
/* Members: a room with what is in it */
void _bo_mcp_json_room           (BoJsonWriter *json, BoRoom *room, bool values);
/* The ages in @accessories that nobody has asked for yet. */
void _bo_mcp_learn_ages          (BoMcp *mcp, GListModel *accessories);
/* An argument that is a whole number within 1 and @most. */
int  _bo_mcp_get_limit           (BoJson arguments, int fallback, int most);

G_END_DECLS
