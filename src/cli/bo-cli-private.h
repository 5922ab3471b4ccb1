/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-cli-arguments.h"
#include "bo-cli-output.h"
#include "bo-cli.h"
#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoCli:
 * @json: --json
 * @arguments: of the command
 * @client: opened before the command runs
 * @flags: it was opened with
 * @out: what goes to standard output once the command has ended; a command that fails
 *   leaves nothing in it
 * @failure: (nullable): the sentence a failure was said with; with --json it is the document
 */
typedef struct
{
  bool            json;
  BoCliArguments *arguments;
  BoClient       *client;
  BoOpenFlags     flags;
  GString        *out;
  char           *failure;
} BoCli;

typedef BoCliStatus (*BoCliFunc) (BoCli *cli);

/* What a command needs of the client. */
typedef enum
{
  BO_CLI_NEEDS_STORE = 0,
  BO_CLI_NEEDS_MODEL = 1 << 0,
  BO_CLI_SERVES = 1 << 1,      /* stays, beside others, and has a language of its own: --json changes nothing */
} BoCliNeeds;

/**
 * BoCliCommand:
 * @name: one word or two
 * @usage: what follows the name; words in capitals aren't translated
 * @summary: untranslated
 * @options: ends with an element without a name; those for every command aren't in it
 */
typedef struct
{
  const char        *name;
  const char        *usage;
  const char        *summary;
  const BoCliOption *options;
  unsigned int       min_words;
  unsigned int       max_words;
  BoCliNeeds         needs;
  BoCliFunc          run;
} BoCliCommand;

extern const BoCliCommand _bo_cli_commands[];

/* bo-cli.c: for a command that stays: where the window has joined another hub meanwhile, that home is the one. The
   client may be another afterwards. Errors: those of opening; the old one stays then. */
gboolean    _bo_cli_follow        (BoCli *cli, GError **error);

/* bo-cli-connect.c */
BoCliStatus _bo_cli_connect       (BoCli *cli);
BoCliStatus _bo_cli_login         (BoCli *cli);
BoCliStatus _bo_cli_trust         (BoCli *cli);
BoCliStatus _bo_cli_discover      (BoCli *cli);
/* bo-cli-join.c: shows on standard error what joining would do, and asks at a terminal. Errors: FAILED where a person
   says no. */
gboolean    _bo_cli_agree_to_join (BoCli *cli, const BoMeeting *meeting, GError **error);
/* bo-cli-sync.c */
BoCliStatus _bo_cli_sync          (BoCli *cli);
BoCliStatus _bo_cli_status        (BoCli *cli);
BoCliStatus _bo_cli_digest        (BoCli *cli);
/* bo-cli-watch.c */
BoCliStatus _bo_cli_watch         (BoCli *cli);
/* Lines for what changes, until SIGINT or SIGTERM. */
BoCliStatus _bo_cli_watch_changes (BoCli *cli);
/* bo-cli-home.c */
BoCliStatus _bo_cli_homes         (BoCli *cli);
BoCliStatus _bo_cli_rooms         (BoCli *cli);
BoCliStatus _bo_cli_accessories   (BoCli *cli);
/* bo-cli-show.c */
BoCliStatus _bo_cli_show          (BoCli *cli);
/* bo-cli-values.c */
BoCliStatus _bo_cli_get           (BoCli *cli);
BoCliStatus _bo_cli_set           (BoCli *cli);
/* bo-cli-queue.c */
BoCliStatus _bo_cli_pending       (BoCli *cli);
BoCliStatus _bo_cli_conflicts     (BoCli *cli);
/* bo-cli-graph.c */
BoCliStatus _bo_cli_entities      (BoCli *cli);
BoCliStatus _bo_cli_entity_put    (BoCli *cli);
BoCliStatus _bo_cli_entity_delete (BoCli *cli);
BoCliStatus _bo_cli_edges         (BoCli *cli);
BoCliStatus _bo_cli_edge_put      (BoCli *cli);
/* bo-cli-history.c */
BoCliStatus _bo_cli_history       (BoCli *cli);
BoCliStatus _bo_cli_discard       (BoCli *cli);
BoCliStatus _bo_cli_retry         (BoCli *cli);
BoCliStatus _bo_cli_resolve       (BoCli *cli);
/* bo-cli-mcp.c */
BoCliStatus _bo_cli_mcp           (BoCli *cli);
/* bo-cli-files.c */
BoCliStatus _bo_cli_export        (BoCli *cli);
BoCliStatus _bo_cli_import        (BoCli *cli);
BoCliStatus _bo_cli_report        (BoCli *cli);

/* --- bo-cli-support.c --- */

/* Remembers an asynchronous result for _bo_cli_wait(); @data: the address of a GAsyncResult
   pointer that is NULL. */
void          _bo_cli_ready_cb (GObject *source, GAsyncResult *result, void *data);
/* Runs the main context until *@slot is set. */
GAsyncResult *_bo_cli_wait     (GAsyncResult **slot);

/* What one of the bo_client_list_…_async() and bo_client_read_…_async() answers. */
typedef void (*BoCliListFunc) (BoClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
GPtrArray    *_bo_cli_list     (BoCli *cli, BoCliListFunc func, GError **error);

/* "blowing-off-cli: SENTENCE" on standard error, made plain: one line. */
void          _bo_cli_say      (const char *sentence);
/* {"error", "exit_status"}, on a line. */
void          _bo_cli_json_error (GString *out, const char *sentence, BoCliStatus status);
/* Says it, empties @out, and answers with the exit status that goes with its cause. */
BoCliStatus   _bo_cli_fail     (BoCli *cli, const GError *error);
/* A sentence of our own for BO_CLI_FAILED or BO_CLI_USAGE. */
BoCliStatus   _bo_cli_refuse   (BoCli *cli, BoCliStatus status, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Whether there is a person to ask. */
bool          _bo_cli_has_person (void);
/* Asks on standard error; everything but a yes is no. */
bool          _bo_cli_ask      (const char *question);
/* Puts out what there is, now. Errors: whatever standard output says. */
gboolean      _bo_cli_flush    (BoCli *cli, GError **error);

/* A list of what may be meant, as the message of an error with the code AMBIGUOUS.
   @sentence: (transfer full): what the list is of. */
GString      *_bo_cli_candidates_new (char *sentence);
void          _bo_cli_candidates_add (GString *candidates, const char *id, const char *label, const char *type);
void          _bo_cli_candidates_end (GString *candidates, GError **error);

/* The one thing of @type with that id or name. Errors: NOT_FOUND, AMBIGUOUS with the candidates. */
BoThing      *_bo_cli_find     (BoCli *cli, GType type, const char *id_or_name, GError **error);

/* The ages of its values; where they can't be read they stay unknown. */
void          _bo_cli_learn_ages (BoCli *cli, BoAccessory *accessory);

/* --- bo-cli-values.c --- */

/* (transfer full) (element-type BoService): those that @name (nullable: all) means. Errors: NOT_FOUND */
GPtrArray        *_bo_cli_find_services       (BoAccessory *accessory, const char *name, GError **error);
/* The one of @services that is called so, by type, id or label. Errors: NOT_FOUND, AMBIGUOUS */
BoCharacteristic *_bo_cli_find_characteristic (BoAccessory *accessory, GPtrArray *services, const char *name, GError **error);
/* @json: as of bo_characteristic_edit_value(); @confirmed: a person was asked */
gboolean          _bo_cli_write_value         (BoCli *cli, BoAccessory *accessory, BoCharacteristic *characteristic, const char *json, bool confirmed, GError **error);
char             *_bo_cli_written_sentence    (BoAccessory *accessory, BoCharacteristic *characteristic, const char *json);

/* --- bo-cli-history.c --- */

const char   *_bo_cli_origin_word     (BoOrigin origin);
/* (transfer full): of what is there by that id or name; else the word itself, for what was deleted. Errors: AMBIGUOUS */
char         *_bo_cli_find_id         (BoCli *cli, const char *word, GError **error);
/* (element-type BoStoreVersion): oldest first; none of what was never sent. Errors: NOT_FOUND, those of the store */
GPtrArray    *_bo_cli_list_versions   (BoCli *cli, const char *id, GError **error);

/* --- bo-cli-state.c --- */

/* The word of `status`. */
const char   *_bo_cli_state_word      (const BoEngineStatus *status);
/* DONE, or FAILED with something quarantined or diverged */
BoCliStatus   _bo_cli_health          (const BoEngineStatus *status);
/* What the answer to a person is worth: DONE, FAILED, OFFLINE, SIGN_IN. */
BoCliStatus   _bo_cli_status_of_code  (int error_code);
BoCliStatus   _bo_cli_status_of_error (const GError *error);

/* --- bo-cli-trust.c --- */

/* Asks on a terminal whether to trust a new certificate: its fingerprint (transfer full), or NULL. */
char         *_bo_cli_ask_certificate     (BoCli *cli, const GError *error);
/* What the person has to compare after an error that is about a certificate. */
void          _bo_cli_explain_certificate (BoCli *cli, const GError *error);

/* --- bo-cli-sync.c --- */

/* The members of a status, into an object that is open. */
void          _bo_cli_json_status     (BoCli *cli, BoJsonWriter *json);

/* --- shapes that several commands print --- */

/* Each writes members into an object that is open. */
void _bo_cli_json_home      (BoJsonWriter *json, BoHome *home);
void _bo_cli_json_room      (BoJsonWriter *json, BoRoom *room);
void _bo_cli_json_accessory (BoJsonWriter *json, BoAccessory *accessory);
void _bo_cli_json_written   (BoJsonWriter *json, BoAccessory *accessory, BoCharacteristic *characteristic, const char *value);
void _bo_cli_json_pending   (BoJsonWriter *json, BoPendingItem *item);
void _bo_cli_json_conflict  (BoJsonWriter *json, const BoConflict *conflict);
void _bo_cli_json_report    (BoJsonWriter *json, const BoSyncResult *report);
void _bo_cli_json_record    (BoJsonWriter *json, const BoRecord *record);
void _bo_cli_json_edge      (BoJsonWriter *json, const BoEdge *edge);

G_END_DECLS
