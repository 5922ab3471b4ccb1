/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client-types.h"

G_BEGIN_DECLS

#define BO_TYPE_CLIENT (bo_client_get_type ())
G_DECLARE_FINAL_TYPE (BoClient, bo_client, BO, CLIENT, GObject)

/**
 * BoClient:
 *
 * The facade (DESIGN §5): the home, its store, its synchronisation. Belongs to the GMainContext
 * that was the thread-default when it was made; never blocks it. Every call works with the hub
 * away: an edit shows at once in the model, and completes when it is in the store.
 *
 * Properties (all notify): `model`, `phase` (BoPhase), `detail` (nullable sentence), `page`, `done`,
 * `total`, `pending-count`, `conflict-count` (to review), `quarantined-count`, `entity-count`,
 * `last-success` (int64 µs), `next-attempt` (int64 µs), `clock-offset` (int64 µs), `digest-match` (1, 0, -1),
 * `server-url` (nullable), `user-id`, `device-id`, `device-name` (nullable), `role` (nullable),
 * `read-only` (a guest, or a store that can't be written), `store-error` (nullable sentence),
 * `recovery` (nullable sentence: the file was damaged; what was saved),
 * `opened`, `paused`.
 *
 * ::changed: (signal) (ids: GStrv) after the model took in changes, local or not.
 * ::settings-changed: (signal) after a choice about this home or this device was made here.
 */

/* @data_dir: (nullable): `$XDG_DATA_HOME/blowing-off` when NULL. No I/O yet. */
BoClient     *bo_client_new              (const char *data_dir);

/* Opens the store of the current connection (made when there is none), loads the model, and, where
   this process gets the lock and a hub is known, begins to synchronise when @flags say so.
   A damaged file is mended, and `recovery` says what was saved.
   Errors: CORRUPT (can't be mended), NEWER_SCHEMA, READ_ONLY (tries again read-only by itself and succeeds with
   `store-error` set, `read-only` true), NO_SPACE, BUSY. */
typedef enum
{
  BO_OPEN_DEFAULT = 0,
  BO_OPEN_NO_SYNC = 1 << 0,   /* the command line: synchronises only when asked to */
  BO_OPEN_NO_MODEL = 1 << 1,  /* don't build the model (commands that read the store alone) */
  BO_OPEN_SAY_UNSENT = 1 << 2, /* the model says “pending” of what no hub has seen, even where there is no hub */
  BO_OPEN_TAKE_TURNS = 1 << 3, /* with NO_SYNC: whoever else has the home open may synchronise after each cycle */
  BO_OPEN_NO_KEYRING = 1 << 4, /* a home that is only played with: its tokens are in files of 0600, unasked */
} BoOpenFlags;
void          bo_client_open_async       (BoClient *self, BoOpenFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_open_finish      (BoClient *self, GAsyncResult *result, GError **error);
/* What was opened with BO_OPEN_NO_SYNC synchronises from now on, as if it had been opened without. */
void          bo_client_begin_sync       (BoClient *self);
/* Finishes what is under way (at most a second for the network) and closes the files. */
void          bo_client_close_async      (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_close_finish     (BoClient *self, GAsyncResult *result, GError **error);

/* What this home and a hub would be together, before anything is sent or kept. Errors as those of connect. */
void          bo_client_meet_async       (BoClient *self, const char *server_url, const BoCredentials *credentials, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoMeeting    *bo_client_meet_finish      (BoClient *self, GAsyncResult *result, GError **error);
/* Probes, signs in, keeps the token (keyring; else a 0600 file if @credentials allow), chooses the
   store file (a home without a hub joins this one; another hub gets another file), and begins to
   synchronise unless BO_OPEN_NO_SYNC. Errors name the step: OFFLINE, WRONG_SERVER, AUTHENTICATION, THROTTLED, TLS;
   CERTIFICATE_UNKNOWN asks a person, CERTIFICATE_CHANGED warns one, PERMISSION: not without TLS unless allowed. */
void          bo_client_connect_async    (BoClient *self, const char *server_url, const BoCredentials *credentials, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_connect_finish   (BoClient *self, GAsyncResult *result, GError **error);
/* (nullable): after CERTIFICATE_UNKNOWN or CERTIFICATE_CHANGED: what the hub showed, to be compared by a person
   and then given as BoCredentials.pin, or to bo_client_trust() */
const char   *bo_client_get_presented_fingerprint (BoClient *self);
gboolean      bo_client_trust            (BoClient *self, const char *fingerprint, GError **error);
/* Another machine's, without TLS: the network can read everything. */
bool          bo_client_address_is_plain (const char *address);
bool          bo_client_is_plain         (BoClient *self);
/* Whether the token had to go to a file because there is no keyring. */
bool          bo_client_get_token_in_file (BoClient *self);

/* One whole cycle, now. Succeeds with result->success FALSE and result->errors where the cycle ended
   short; @error is set for OFFLINE, AUTHENTICATION, … as well: result and error may both be there. */
void          bo_client_sync_async       (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoSyncResult *bo_client_sync_finish      (BoClient *self, GAsyncResult *result, GError **error);
void          bo_client_resync           (BoClient *self);  /* walk everything; waiting edits stay */
void          bo_client_set_paused       (BoClient *self, bool paused);

BoModel      *bo_client_get_model        (BoClient *self);
BoHome       *bo_client_get_home         (BoClient *self);  /* (nullable): the one that is looked at */
void          bo_client_set_home         (BoClient *self, BoHome *home); /* kept on this device */
GListModel   *bo_client_list_rooms       (BoClient *self);
GListModel   *bo_client_list_accessories (BoClient *self);
GListModel   *bo_client_list_pending     (BoClient *self);  /* of BoPendingItem, oldest first; live */
GListModel   *bo_client_list_conflicts   (BoClient *self);  /* of BoConflictItem, to review first, newest first; live */
GListModel   *bo_client_list_activity    (BoClient *self);  /* of BoActivityItem, newest first, the last 500; live */
void          bo_client_load_older_activity (BoClient *self); /* 500 more in it, soon */
void          bo_client_forget_older_activity (BoClient *self); /* the last 500 again, soon */

BoPhase       bo_client_get_phase        (BoClient *self);
const char   *bo_client_get_detail       (BoClient *self);
const BoEngineStatus *bo_client_get_status (BoClient *self);
const char   *bo_client_get_server_url   (BoClient *self);
/* (nullable): the version of the protocol that the hub speaks, once it has answered in it: it tells no other */
const char   *bo_client_get_hub_protocol (BoClient *self);
const char   *bo_client_get_device_id    (BoClient *self);
const char   *bo_client_get_device_name  (BoClient *self);
const char   *bo_client_get_user_id      (BoClient *self);
const char   *bo_client_get_role         (BoClient *self);
/* (transfer full): what the home calls that user; the id itself where it knows none, "" for NULL */
char         *bo_client_dup_user_name    (BoClient *self, const char *user_id);
bool          bo_client_get_read_only    (BoClient *self);
const char   *bo_client_get_store_error  (BoClient *self);
/* (nullable): that the home's file was damaged and what was saved; @lost: (out) (optional): not all */
const char   *bo_client_get_recovery     (BoClient *self, bool *lost);
/* (transfer full): the path of the home's file, also where it can't be opened */
char         *bo_client_dup_store_path   (BoClient *self);
int64_t       bo_client_get_pending_count (BoClient *self);
int64_t       bo_client_get_conflict_count (BoClient *self);
/* The one wording of the sync button (UX §3): "Up to date · 2 min", "3 waiting", "Offline · 3 waiting",
   "1 to review", "Sync problem"; @icon_name: (out) (optional): a symbolic icon that says the same. */
char         *bo_client_get_sentence     (BoClient *self, const char **icon_name);

/* --- edits: every one completes when it is stored, and shows in the model before that --- */

/* All end with bo_client_edit_finish(): the id of the (first) thing made or changed (transfer full). */
char         *bo_client_edit_finish      (BoClient *self, GAsyncResult *result, GError **error);

/* @value: JSON text as from bo_characteristic_edit_*(); @confirmed: the person was asked (class C). A class C
   write that isn't confirmed fails with PERMISSION and says so. With the hub away a class C write away from
   safety expires after 10 minutes. */
void          bo_client_update_characteristic_async (BoClient *self, const char *accessory_id, const char *characteristic_id, const char *value, bool confirmed, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Several at once (a scene, "all off"): (element-type BoWrite). One transaction. */
void          bo_client_update_many_async (BoClient *self, GPtrArray *writes, bool confirmed, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_run_scene_async  (BoClient *self, const char *scene_id, bool confirmed, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

void          bo_client_create_home_async (BoClient *self, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_create_zone_async (BoClient *self, const char *home_id, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_create_room_async (BoClient *self, const char *home_id, const char *zone_id, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* @services: NULL-terminated service types ("lightbulb"); made with the catalogue's required characteristics */
void          bo_client_create_accessory_async (BoClient *self, const char *room_id, const char *name, const char *const *services, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_create_scene_async (BoClient *self, const char *home_id, const char *name, GPtrArray *actions, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data); /* BoWrite */
void          bo_client_rename_async     (BoClient *self, const char *id, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* An accessory to a room (@from_room_id: the one it leaves, NULL: the first), a room to a zone; NULL: to none. */
void          bo_client_move_async       (BoClient *self, const char *id, const char *from_id, const char *to_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_remove_async     (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* What was composed (bo-compose.h), as one transaction; @draft (transfer full). Taken back by applying its
   bo_draft_invert() of before. */
void          bo_client_apply_async      (BoClient *self, BoDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Anything else: an array of BoStep (transfer full, element by element), as bo_rules_edit() takes them. */
void          bo_client_edit_async       (BoClient *self, GArray *steps, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* `entity put` of the command line: creates, or replaces name, type and content of an existing one by path edits.
   NULL leaves what is there. */
void          bo_client_put_entity_async (BoClient *self, const char *id, const char *entity_type, const char *name, const char *content, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_put_edge_async   (BoClient *self, const char *id, const char *type, const char *from_id, const char *to_id, const char *properties, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_discard_async    (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_retry_async      (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* @document: the result (bo_entity_to_document()), NULL with "mine"/"theirs": that side whole; "kept": only reviewed */
void          bo_client_resolve_conflict_async (BoClient *self, const char *conflict_id, const char *document, const char *resolution, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Undoes a review: the entry asks for attention again. */
void          bo_client_unreview_conflict_async (BoClient *self, const char *conflict_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* --- reading beyond the model --- */
/* (element-type BoRecord): everything stored, tombstones too, by id */
void          bo_client_list_records_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (transfer full) (nullable): what bo_thing_dup_notice() says, of such a record */
char         *bo_client_dup_notice       (BoClient *self, const char *id, BoSyncStatus status);
/* (element-type BoEdgeRecord) */
void          bo_client_list_edges_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (element-type BoConflict): the journal whole, newest first */
void          bo_client_read_conflicts_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (element-type BoPendingItem): what bo_client_list_pending() holds once it is read, oldest first */
void          bo_client_read_pending_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (element-type BoStoreVersion): all versions of a thing held here, oldest first */
void          bo_client_history_async    (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (element-type BoSample): what a characteristic was from @from_us to @to_us */
void          bo_client_series_async     (BoClient *self, BoCharacteristic *characteristic, int64_t from_us, int64_t to_us, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GArray       *bo_client_series_finish    (BoClient *self, GAsyncResult *result, GError **error);
/* Asks the hub for all versions it has of a thing and keeps those missing here as history; what is current stays as
   it is. Errors: OFFLINE, AUTHENTICATION, NOT_FOUND, …; USAGE without a hub. */
void          bo_client_fetch_history_async (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_fetch_history_finish (BoClient *self, GAsyncResult *result, int64_t *added, GError **error); /* @added: (out) (optional) */
GPtrArray    *bo_client_list_finish      (BoClient *self, GAsyncResult *result, GError **error); /* of all five */
/* (transfer full): hex; @count, @hub_digest (nullable): (out) (optional) */
void          bo_client_digest_async     (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char         *bo_client_digest_finish    (BoClient *self, GAsyncResult *result, int64_t *count, char **hub_digest, GError **error);
/* Where the records of this home begin, µs since 1970 UTC; 0: nothing is known, -1: @error. */
void          bo_client_beginning_async  (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
int64_t       bo_client_beginning_finish (BoClient *self, GAsyncResult *result, GError **error);
/* An independent model of the home as it was (read-only). */
void          bo_client_home_at_async    (BoClient *self, int64_t time_us, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoModel      *bo_client_home_at_finish   (BoClient *self, GAsyncResult *result, GError **error);

/* Since when the values of one accessory stand, now rather than soon. */
void          bo_client_learn_ages_async (BoClient *self, BoAccessory *accessory, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_learn_ages_finish (BoClient *self, GAsyncResult *result, GError **error);

void          bo_client_backup_async     (BoClient *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void          bo_client_export_async     (BoClient *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data); /* JSON lines */
/* What differs from the hub, or can't be compared, for whoever is to find out why: no secrets, no contents. JSON */
void          bo_client_save_report_async (BoClient *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* All lines of the journal that @fits, also those the list lacks, the newest first: a line of JSON each. @fits runs on
   another thread. */
typedef bool (*BoActivityFunc) (BoActivityItem *item, gpointer data);
void          bo_client_save_activity_async (BoClient *self, const char *path, BoActivityFunc fits, gpointer fits_data, GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_write_finish     (BoClient *self, GAsyncResult *result, GError **error); /* of all four */
/* Reads all of the home's file and looks for damage: CORRUPT. Nothing is written. */
void          bo_client_check_async      (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_check_finish     (BoClient *self, GAsyncResult *result, GError **error);

/* JSON lines as export writes them; with PREVIEW nothing is written */
void          bo_client_import_async     (BoClient *self, const char *path, BoImportMode mode, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoImport     *bo_client_import_finish    (BoClient *self, GAsyncResult *result, GError **error);
/* As it was before the import, in one transaction: once for each. Ends with bo_client_edit_finish(). */
void          bo_client_undo_import_async (BoClient *self, BoImport *import, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Files of documents: kept on this device alone, described to the others. */
void          bo_client_find_file_async  (BoClient *self, BoDocument *document, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoKeptFile   *bo_client_find_file_finish (BoClient *self, GAsyncResult *result, GError **error); /* (nullable) */
void          bo_client_keep_file_async  (BoClient *self, const char *document_id, GFile *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char         *bo_client_keep_file_finish (BoClient *self, GAsyncResult *result, GError **error);

/* --- the hub itself --- */

/* What it says that it is, "FunkyGibbon 0.1.0": (transfer full) (nullable) */
void          bo_client_ask_about_hub_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char         *bo_client_ask_about_hub_finish (BoClient *self, GAsyncResult *result);

/* --- guests of the hub: as an administrator, with the hub there --- */

/* @hours: 1 to 168; the text of the invitation's picture (transfer full), for bo_invitation_parse(). A secret.
   Errors of all three: USAGE without a hub; PERMISSION for who is no administrator; NOT_FOUND where the hub has no guests
   (of revoke: the invitation has ended); OFFLINE, AUTHENTICATION, … */
void          bo_client_invite_async     (BoClient *self, int hours, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char         *bo_client_invite_finish    (BoClient *self, GAsyncResult *result, GError **error);
void          bo_client_list_guests_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray    *bo_client_list_guests_finish (BoClient *self, GAsyncResult *result, GError **error); /* of BoGuest */
void          bo_client_revoke_guest_async (BoClient *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean      bo_client_revoke_guest_finish (BoClient *self, GAsyncResult *result, GError **error);

/* Small settings about this home (favourites, order), kept in the store: loaded at open. */
const char   *bo_client_get_setting      (BoClient *self, const char *key);
void          bo_client_set_setting      (BoClient *self, const char *key, const char *value);
void          bo_client_set_settings     (BoClient *self, const BoSetting *settings, size_t n); /* in one transaction */

/* Between which values it is comfortable, on this device; the model knows it. */
void          bo_client_set_comfort      (BoClient *self, BoCharacteristic *characteristic, BoComfort comfort);

/* What is switched by it is a heater, on this device; the model knows it. */
void          bo_client_set_drives_heater (BoClient *self, BoService *service, bool drives_heater);

void          bo_client_get_sync_rules   (BoClient *self, BoSyncRules *rules);
void          bo_client_set_sync_rules   (BoClient *self, const BoSyncRules *rules);
/* What this device is called from now on; ends with bo_client_edit_finish() */
void          bo_client_name_device_async (BoClient *self, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* How long the longest callback of ours held the main context, in µs (for benches). */
int64_t       bo_client_get_longest_callback (BoClient *self, int64_t *cpu_us);

G_END_DECLS
