/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-compose.h"
#include "bo-discovery.h"
#include "bo-engine.h"
#include "bo-facts.h"
#include "bo-http.h"
#include "bo-invitation.h"
#include "bo-model.h"
#include "bo-series.h"
#include "bo-store.h"

G_BEGIN_DECLS

/**
 * BoCredentials:
 * @password: (nullable): an administrator's
 * @token: (nullable): a bearer token got elsewhere
 * @guest: (nullable): a guest's code: the token itself, or the JSON of the QR
 * @user_id: (nullable): whose name edits carry; default the login name of this account
 * @device_name: (nullable): labels edits; default the host's name
 * @pin: (nullable): the fingerprint of the hub's certificate, which a person compared or was given;
 *   whatever else it shows is refused
 * @allow_plain: another machine may be spoken to without TLS
 * @allow_file: the token may go to a 0600 file where there is no keyring
 */
typedef struct
{
  const char *password;
  const char *token;
  const char *guest;
  const char *user_id;
  const char *device_name;
  const char *pin;
  bool        allow_plain;
  bool        allow_file;
} BoCredentials;

/* What is in a BoMeeting. @kind: of entity, "scene" for an automation that is one */
typedef struct
{
  char *id;
  char *kind;
  char *name;
} BoMet;

/**
 * BoMeeting: what a home without a hub and a hub would be together. Each thing is in one of the four groups, which are
 * (element-type BoMet), by kind and name.
 * @url: the hub's
 * @pin: (nullable): the certificate it was met with
 * @token: of the sign-in, a secret
 * @role: (nullable): what the hub lets this device do
 * @here: what would be added to the hub
 * @there: what would come here
 * @namesakes: a name and a kind that both have, of different things: they stay two
 * @both: the same thing on both sides
 * @unread: (nullable): why what the hub holds could not be read; then all of this device is in @here
 */
typedef struct
{
  char      *url;
  char      *pin;
  char      *token;
  char      *role;
  GPtrArray *here;
  GPtrArray *there;
  GPtrArray *namesakes;
  GPtrArray *both;
  char      *unread;
} BoMeeting;

void bo_meeting_free (BoMeeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoMeeting, bo_meeting_free)

/* A small choice about this home. @value: (nullable): its text */
typedef struct
{
  const char *key;
  const char *value;
} BoSetting;

#define BO_ASK_NEVER (-1)
#define BO_ASK_SPARING 300
#define BO_ASK_MOST (7 * 24 * 3600)
#define BO_COMFORT_MOST (7 * 24 * 3600)
#define BO_MECHANICAL_MOST 3600

/**
 * BoSyncRules:
 * @ask_seconds: how often a hub is asked that doesn't tell of changes itself; 0: as it seems fit,
 *   BO_ASK_NEVER: only when a person asks
 * @sparing: every BO_ASK_SPARING seconds at most where the network costs by volume, unless @ask_seconds says
 * @comfort_seconds, @mechanical_seconds: how long a change may wait to be sent, by its safety class;
 *   what leads away from or towards safety has a time of its own
 */
typedef struct
{
  int  ask_seconds;
  bool sparing;
  int  comfort_seconds;
  int  mechanical_seconds;
} BoSyncRules;

/* Bytes of a file that is attached. */
#define BO_MAX_KEPT_FILE (INT64_C (256) << 20)

/* One value to write; JSON text. */
typedef struct
{
  char *accessory_id;
  char *characteristic_id;
  char *value;
} BoWrite;

BoWrite *bo_write_new  (const char *accessory_id, const char *characteristic_id, const char *value);
void     bo_write_free (BoWrite *write);

/* What an import may do with what is here already: only look; add what is missing; change what differs as well. */
typedef enum { BO_IMPORT_PREVIEW, BO_IMPORT_ADD, BO_IMPORT_REPLACE } BoImportMode;

/**
 * BoImport:
 * @lines: of the file
 * @added: entities and edges that are not here (or were, before the import)
 * @changed: that differ from what is here, deleted ones too: untouched but with REPLACE
 * @same: that are here just so
 * @removed: tombstones, which an import leaves alone
 * @refused: lines that are neither, or that a hub would not take
 * @problems: (element-type utf8): a sentence for each of the first refused lines
 * @names: (element-type utf8): of the first that differ
 * @back: (nullable) (element-type BoStep): what takes the import back, for bo_client_undo_import_async()
 * @stopped: (nullable): why it ended before the file did, with something imported by then
 */
typedef struct
{
  int64_t    lines;
  int64_t    added;
  int64_t    changed;
  int64_t    same;
  int64_t    removed;
  int64_t    refused;
  GPtrArray *problems;
  GPtrArray *names;
  GArray    *back;
  GError    *stopped;
} BoImport;

/**
 * BoKeptFile: the file that belongs to a document.
 * @name: of the file
 * @size: in bytes, 0 unknown
 * @device_name: (nullable): who has it
 * @path: (nullable): where it lies, if this device has it
 */
typedef struct
{
  char    *name;
  int64_t  size;
  char    *device_name;
  char    *path;
} BoKeptFile;

void bo_kept_file_free (BoKeptFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoKeptFile, bo_kept_file_free)

void bo_import_free (BoImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImport, bo_import_free)

typedef BoSyncReport BoSyncResult;   /* bo_sync_report_free() */

/**
 * BoPendingItem: something that waits for the hub, as a sentence.
 * Properties: `id` (entity or edge), `name`, `sentence` ("Set Hall lamp to 40 %"), `queued-at` (µs),
 * `status` (BoSyncStatus), `expires` (µs, 0 never), `problem` (nullable), `forecast` (nullable: "Would lose to Ana's change of 10:02"),
 * `returns` (what comes back when it is discarded, a sentence a line), `thing-id` (what it is about), `path` (nullable: of the one value).
 */
#define BO_TYPE_PENDING_ITEM (bo_pending_item_get_type ())
G_DECLARE_FINAL_TYPE (BoPendingItem, bo_pending_item, BO, PENDING_ITEM, GObject)
const char   *bo_pending_item_get_id        (BoPendingItem *self);
const char   *bo_pending_item_get_name      (BoPendingItem *self);
const char   *bo_pending_item_get_sentence  (BoPendingItem *self);
int64_t       bo_pending_item_get_queued_at (BoPendingItem *self);
BoSyncStatus  bo_pending_item_get_status    (BoPendingItem *self);
char         *bo_pending_item_dup_notice    (BoPendingItem *self);
int64_t       bo_pending_item_get_expires   (BoPendingItem *self);
const char   *bo_pending_item_get_problem   (BoPendingItem *self);
char         *bo_pending_item_dup_forecast  (BoPendingItem *self);
const char   *bo_pending_item_get_returns   (BoPendingItem *self);
const char   *bo_pending_item_get_thing_id  (BoPendingItem *self);
const char   *bo_pending_item_get_path      (BoPendingItem *self);

/**
 * BoConflictItem: an entry of the conflict journal for lists and the inspector.
 * Properties: `id`, `title` ("Hall lamp was changed in two places"), `sentence` ("The hub kept Ana's change.
 * It was made 21 minutes later. Yours is safe."), `reviewed`, `when` (µs).
 */
#define BO_TYPE_CONFLICT_ITEM (bo_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (BoConflictItem, bo_conflict_item, BO, CONFLICT_ITEM, GObject)
const char       *bo_conflict_item_get_id       (BoConflictItem *self);
const char       *bo_conflict_item_get_title    (BoConflictItem *self);
const char       *bo_conflict_item_get_sentence (BoConflictItem *self);
const BoConflict *bo_conflict_item_get_conflict (BoConflictItem *self);
bool              bo_conflict_item_get_reviewed (BoConflictItem *self);
/* "Ana's laptop, 09:41": this device's side, and the hub's */
char             *bo_conflict_item_get_mine_label   (BoConflictItem *self);
char             *bo_conflict_item_get_theirs_label (BoConflictItem *self);
/* @document: (nullable): whether that side of a conflict removed it */
bool              bo_conflict_is_removal        (const char *document);
/* The sentence of an entry that is in no list; people by their user ids */
char             *bo_conflict_to_sentence       (const BoConflict *conflict);
/* "Brightness", "Name", "Lamp · On": what a path is to a person */
char             *bo_conflict_path_get_label    (const BoConflict *conflict, const BoConflictPath *path);
/* A path's value for people: "40 %", "On", "—" where absent; @json nullable */
char             *bo_conflict_path_display      (const BoConflict *conflict, const BoConflictPath *path, const char *json);

/**
 * BoActivityItem: a line of the journal. Properties: `kind` (BoActivityKind), `sentence`, `when`, `entity-id`, `icon-name`.
 */
#define BO_TYPE_ACTIVITY_ITEM (bo_activity_item_get_type ())
G_DECLARE_FINAL_TYPE (BoActivityItem, bo_activity_item, BO, ACTIVITY_ITEM, GObject)
BoActivityKind bo_activity_item_get_kind      (BoActivityItem *self);
const char    *bo_activity_item_get_sentence  (BoActivityItem *self);
int64_t        bo_activity_item_get_when      (BoActivityItem *self);
const char    *bo_activity_item_get_entity_id (BoActivityItem *self);
const char    *bo_activity_item_get_icon_name (BoActivityItem *self);
/* (transfer full): @items (of BoActivityItem) for other programs, an object of JSON a line */
char          *bo_activity_item_to_line       (BoActivityItem *self);
/* "Ana, Ana's laptop"; "" for nobody in particular */
const char    *bo_activity_item_get_who       (BoActivityItem *self);
/* (nullable): whose doing it was, where that is known */
const char    *bo_activity_item_get_user_id   (BoActivityItem *self);

G_END_DECLS
