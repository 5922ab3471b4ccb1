/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

static const BoCliOption connect_options[] = {
  { "password-file", "FILE" }, { "token-file", "FILE" }, { "guest", "FILE" },
  { "device-name", "NAME" }, { "user", "USER" }, { "pin", "FINGERPRINT" }, { "allow-plain-http", NULL },
  { "yes", NULL }, { NULL },
};
static const BoCliOption login_options[] = {
  { "password-file", "FILE" }, { "token-file", "FILE" }, { "guest", "FILE" }, { "pin", "FINGERPRINT" }, { NULL },
};
static const BoCliOption watch_options[] = { { "watch", NULL }, { NULL } };
static const BoCliOption room_options[] = { { "room", "ROOM" }, { NULL } };
static const BoCliOption service_options[] = { { "service", "SERVICE" }, { NULL } };
static const BoCliOption set_options[] = { { "service", "SERVICE" }, { "confirm", NULL }, { NULL } };
static const BoCliOption entities_options[] = { { "type", "TYPE" }, { "deleted", NULL }, { NULL } };
static const BoCliOption entity_put_options[] = {
  { "type", "TYPE" }, { "name", "NAME" }, { "id", "ID" }, { "content", "JSON" }, { NULL },
};
static const BoCliOption edges_options[] = { { "deleted", NULL }, { NULL } };
static const BoCliOption edge_put_options[] = {
  { "type", "TYPE" }, { "from", "ID" }, { "to", "ID" }, { "id", "ID" }, { "properties", "JSON" }, { NULL },
};

static const BoCliOption import_options[] = { { "apply", NULL }, { "replace", NULL }, { NULL } };
static const BoCliOption history_options[] = { { "fetch", NULL }, { NULL } };
static const BoCliOption resolve_options[] = {
  { "mine", NULL }, { "theirs", NULL }, { "kept", NULL }, { "document", "JSON" }, { NULL },
};

#define SECRET "(--password-file FILE | --token-file FILE | --guest FILE)"

const BoCliCommand _bo_cli_commands[] = {
  { "discover", "[HOST]", N_("Look for hubs on this network, and at HOST"), NULL, 0, 1, BO_CLI_NEEDS_STORE,
    _bo_cli_discover },
  { "connect", "URL " SECRET " [--device-name NAME] [--user USER] [--pin FINGERPRINT] [--allow-plain-http] [--yes]",
    N_("Sign in to a hub; a FILE “-” is standard input; --yes joins without asking"),
    connect_options, 1, 1, BO_CLI_NEEDS_STORE, _bo_cli_connect },
  { "login", SECRET " [--pin FINGERPRINT]", N_("Sign in again to the hub that is known"),
    login_options, 0, 0, BO_CLI_NEEDS_STORE, _bo_cli_login },
  { "trust", "FINGERPRINT", N_("Take the hub's new certificate, after comparing it with what the hub itself shows"),
    NULL, 1, 1, BO_CLI_NEEDS_STORE, _bo_cli_trust },
  { "sync", "[--watch]", N_("Synchronise with the hub, once or until interrupted"),
    watch_options, 0, 0, BO_CLI_NEEDS_STORE, _bo_cli_sync },
  { "watch", "", N_("Print what changes and how synchronisation stands, until interrupted"),
    NULL, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_watch },
  { "status", "", N_("How this device and the hub stand, as far as is known here"),
    NULL, 0, 0, BO_CLI_NEEDS_STORE, _bo_cli_status },
  { "digest", "", N_("The fingerprint of what the hub is believed to hold, and the hub's own"),
    NULL, 0, 0, BO_CLI_NEEDS_STORE, _bo_cli_digest },
  { "homes", "", N_("List the homes"), NULL, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_homes },
  { "rooms", "", N_("List the rooms"), NULL, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_rooms },
  { "accessories", "[--room ROOM]", N_("List the accessories"), room_options, 0, 0, BO_CLI_NEEDS_MODEL,
    _bo_cli_accessories },
  { "show", "ID", N_("Show one thing whole, with its edges and documents"), NULL, 1, 1, BO_CLI_NEEDS_MODEL,
    _bo_cli_show },
  { "get", "ACCESSORY [CHARACTERISTIC] [--service SERVICE]", N_("Print a value, or all of an accessory"),
    service_options, 1, 2, BO_CLI_NEEDS_MODEL, _bo_cli_get },
  { "set", "ACCESSORY CHARACTERISTIC VALUE [--service SERVICE] [--confirm]",
    N_("Set a value; --confirm answers the question asked before unlocking and the like"),
    set_options, 3, 3, BO_CLI_NEEDS_MODEL, _bo_cli_set },
  { "pending", "", N_("List the changes that wait for the hub"), NULL, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_pending },
  { "conflicts", "", N_("List what was changed in two places"), NULL, 0, 0, BO_CLI_NEEDS_STORE, _bo_cli_conflicts },
  { "entities", "[--type TYPE] [--deleted]", N_("List the entities; deleted ones only on request"),
    entities_options, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_entities },
  { "entity put", "--type TYPE --name NAME [--id ID] [--content JSON]", N_("Make an entity, or change one"),
    entity_put_options, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_entity_put },
  { "entity delete", "ID", N_("Delete an entity"), NULL, 1, 1, BO_CLI_NEEDS_MODEL, _bo_cli_entity_delete },
  { "edges", "[--deleted]", N_("List the edges between entities"), edges_options, 0, 0, BO_CLI_NEEDS_STORE,
    _bo_cli_edges },
  { "edge put", "--type TYPE --from ID --to ID [--id ID] [--properties JSON]", N_("Make an edge, or change one"),
    edge_put_options, 0, 0, BO_CLI_NEEDS_MODEL, _bo_cli_edge_put },
  { "discard", "ID", N_("Take back what waits, by the id of its entity or edge"), NULL, 1, 1, BO_CLI_NEEDS_STORE,
    _bo_cli_discard },
  { "retry", "ID", N_("Send again what the hub refused"), NULL, 1, 1, BO_CLI_NEEDS_STORE, _bo_cli_retry },
  { "resolve", "CONFLICT (--mine | --theirs | --kept | --document JSON)",
    N_("Decide a conflict, or turn round how it was decided"), resolve_options, 1, 1, BO_CLI_NEEDS_STORE,
    _bo_cli_resolve },
  { "history", "ID [--fetch]", N_("List the versions of a thing; --fetch asks the hub for those missing here"),
    history_options, 1, 1, BO_CLI_NEEDS_MODEL, _bo_cli_history },
  { "export", "FILE", N_("Write the home as JSON lines"), NULL, 1, 1, BO_CLI_NEEDS_STORE, _bo_cli_export },
  { "import", "FILE [--apply | --replace]",
    N_("Say what a file of JSON lines would change; --apply adds what is new, --replace changes what differs as well"),
    import_options, 1, 1, BO_CLI_NEEDS_STORE, _bo_cli_import },
  { "mcp", "", N_("Serve the home to an assistant by the Model Context Protocol, on standard input and output"),
    NULL, 0, 0, BO_CLI_NEEDS_MODEL | BO_CLI_SERVES, _bo_cli_mcp },
  { "report", "FILE", N_("Write down how this device and the hub differ: ids and versions, no contents"), NULL, 1, 1,
    BO_CLI_NEEDS_STORE, _bo_cli_report },
  { NULL },
};
