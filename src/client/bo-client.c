/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

typedef enum
{
  PROP_MODEL = 1,
  PROP_PHASE,
  PROP_DETAIL,
  PROP_PAGE,
  PROP_DONE,
  PROP_TOTAL,
  PROP_PENDING_COUNT,
  PROP_CONFLICT_COUNT,
  PROP_QUARANTINED_COUNT,
  PROP_ENTITY_COUNT,
  PROP_LAST_SUCCESS,
  PROP_NEXT_ATTEMPT,
  PROP_CLOCK_OFFSET,
  PROP_DIGEST_MATCH,
  PROP_SERVER_URL,
  PROP_USER_ID,
  PROP_DEVICE_ID,
  PROP_DEVICE_NAME,
  PROP_ROLE,
  PROP_READ_ONLY,
  PROP_STORE_ERROR,
  PROP_RECOVERY,
  PROP_OPENED,
  PROP_PAUSED,
  PROP_HOME,
  N_PROPS
} BoClientProperty;

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  SETTINGS_CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoClient, bo_client, G_TYPE_OBJECT)

/* --- what is shown --- */

static const char *
state_string (BoClient *self,
              BoClientProperty property)
{
  if (self->state == NULL)
    return NULL;

  switch (property)
    {
    case PROP_SERVER_URL:
      return self->state->server_url;
    case PROP_USER_ID:
      return self->state->user_id;
    case PROP_DEVICE_ID:
      return self->state->device_id;
    case PROP_DEVICE_NAME:
      return self->state->device_name;
    default:
      return self->state->role;
    }
}

static int64_t
number_of (BoClient        *self,
           BoClientProperty property)
{
  switch ((int) property)
    {
    case PROP_PHASE:
      return self->status.phase;
    case PROP_PAGE:
      return self->status.page;
    case PROP_DONE:
      return self->status.done;
    case PROP_TOTAL:
      return self->status.total;
    case PROP_PENDING_COUNT:
      return self->status.counts.pending;
    case PROP_CONFLICT_COUNT:
      return self->status.counts.conflicts;
    case PROP_QUARANTINED_COUNT:
      return self->status.counts.quarantined;
    case PROP_ENTITY_COUNT:
      return self->status.counts.entities;
    case PROP_LAST_SUCCESS:
      return self->status.last_success_us;
    case PROP_NEXT_ATTEMPT:
      return self->status.next_attempt_us;
    case PROP_CLOCK_OFFSET:
      return self->status.clock_offset_us;
    case PROP_DIGEST_MATCH:
      return self->status.digest_match;
    default:
      g_assert_not_reached ();
    }
}

static void
bo_client_get_property (GObject     *object,
                        unsigned int property_id,
                        GValue      *value,
                        GParamSpec  *pspec)
{
  BoClient *self = BO_CLIENT (object);

  switch ((BoClientProperty) property_id)
    {
    case PROP_HOME:
      g_value_set_object (value, bo_client_get_home (self));
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->status.detail);
      break;
    case PROP_PHASE:
    case PROP_PAGE:
    case PROP_DIGEST_MATCH:
      g_value_set_int (value, number_of (self, property_id));
      break;
    case PROP_DONE:
    case PROP_TOTAL:
    case PROP_PENDING_COUNT:
    case PROP_CONFLICT_COUNT:
    case PROP_QUARANTINED_COUNT:
    case PROP_ENTITY_COUNT:
    case PROP_LAST_SUCCESS:
    case PROP_NEXT_ATTEMPT:
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, number_of (self, property_id));
      break;
    case PROP_SERVER_URL:
    case PROP_USER_ID:
    case PROP_DEVICE_ID:
    case PROP_DEVICE_NAME:
    case PROP_ROLE:
      g_value_set_string (value, state_string (self, property_id));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, bo_client_get_read_only (self));
      break;
    case PROP_RECOVERY:
      g_value_set_string (value, self->recovery);
      break;
    case PROP_STORE_ERROR:
      g_value_set_string (value, self->store_error);
      break;
    case PROP_OPENED:
      g_value_set_boolean (value, self->opened);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case N_PROPS:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
bo_client_set_property (GObject      *object,
                        unsigned int  property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  if (property_id == PROP_PAUSED)
    bo_client_set_paused (BO_CLIENT (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
bo_client_dispose (GObject *object)
{
  BoClient *self = BO_CLIENT (object);

  if (self->stores != NULL)
    _bo_client_leave (self);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
  g_clear_pointer (&self->stores, bo_stores_unref);
  g_clear_pointer (&self->lists, bo_lists_free);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (bo_client_parent_class)->dispose (object);
}

static void
bo_client_finalize (GObject *object)
{
  BoClient *self = BO_CLIENT (object);

  g_clear_pointer (&self->syncs, g_ptr_array_unref);
  g_clear_pointer (&self->distant_syncs, g_ptr_array_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->presented, g_free);
  g_clear_pointer (&self->state, bo_sync_state_free);
  g_clear_pointer (&self->status.detail, g_free);
  g_clear_pointer (&self->sync_requests, g_hash_table_unref);
  g_clear_pointer (&self->store_error, g_free);
  g_clear_pointer (&self->recovery, g_free);
  g_clear_pointer (&self->data_dir, g_free);

  G_OBJECT_CLASS (bo_client_parent_class)->finalize (object);
}

static void
add_number (BoClientProperty property,
            const char      *name)
{
  bool is_int = property == PROP_PHASE || property == PROP_PAGE || property == PROP_DIGEST_MATCH;
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[property] = is_int ? g_param_spec_int (name, NULL, NULL, INT32_MIN, INT32_MAX, 0, flags)
                                : g_param_spec_int64 (name, NULL, NULL, INT64_MIN, INT64_MAX, 0, flags);
}

static void
add_string (BoClientProperty property,
            const char      *name)
{
  properties[property] = g_param_spec_string (name, NULL, NULL, NULL,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
add_flag (BoClientProperty property,
          const char      *name,
          GParamFlags      flags)
{
  properties[property] = g_param_spec_boolean (name, NULL, NULL, FALSE,
                                               flags | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
bo_client_class_init (BoClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bo_client_get_property;
  object_class->set_property = bo_client_set_property;
  object_class->dispose = bo_client_dispose;
  object_class->finalize = bo_client_finalize;

  properties[PROP_HOME] = g_param_spec_object ("home", NULL, NULL, BO_TYPE_HOME,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, BO_TYPE_MODEL,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  add_number (PROP_PHASE, "phase");
  add_string (PROP_DETAIL, "detail");
  add_number (PROP_PAGE, "page");
  add_number (PROP_DONE, "done");
  add_number (PROP_TOTAL, "total");
  add_number (PROP_PENDING_COUNT, "pending-count");
  add_number (PROP_CONFLICT_COUNT, "conflict-count");
  add_number (PROP_QUARANTINED_COUNT, "quarantined-count");
  add_number (PROP_ENTITY_COUNT, "entity-count");
  add_number (PROP_LAST_SUCCESS, "last-success");
  add_number (PROP_NEXT_ATTEMPT, "next-attempt");
  add_number (PROP_CLOCK_OFFSET, "clock-offset");
  add_number (PROP_DIGEST_MATCH, "digest-match");
  add_string (PROP_SERVER_URL, "server-url");
  add_string (PROP_USER_ID, "user-id");
  add_string (PROP_DEVICE_ID, "device-id");
  add_string (PROP_DEVICE_NAME, "device-name");
  add_string (PROP_ROLE, "role");
  add_flag (PROP_READ_ONLY, "read-only", G_PARAM_READABLE);
  add_string (PROP_STORE_ERROR, "store-error");
  add_string (PROP_RECOVERY, "recovery");
  add_flag (PROP_OPENED, "opened", G_PARAM_READABLE);
  add_flag (PROP_PAUSED, "paused", G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * BoClient::changed:
   * @self: the client
   * @ids: (array zero-terminated=1): of entities and edges
   *
   * The model took in changes of these, local or not.
   */
  signals[CHANGED] = g_signal_new ("changed", BO_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);

  /**
   * BoClient::settings-changed:
   * @self: the client
   *
   * A choice about this home or this device was made here.
   */
  signals[SETTINGS_CHANGED] = g_signal_new ("settings-changed", BO_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
}

static void
bo_client_init (BoClient *self)
{
  self->model = bo_model_new ();
  self->lists = bo_lists_new ();
  self->syncs = g_ptr_array_new_with_free_func (g_object_unref);
  self->distant_syncs = g_ptr_array_new_with_free_func (g_object_unref);
  self->lock = -1;
  self->sync_requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->status.phase = BO_PHASE_NO_HUB;
  self->status.digest_match = -1;
}

/**
 * bo_client_new:
 * @data_dir: (nullable): the folder of the home's files; `$XDG_DATA_HOME/blowing-off` when %NULL
 *
 * No I/O happens yet. The client belongs to the main context that is the
 * thread-default one now.
 *
 * Returns: (transfer full): a client
 */
BoClient *
bo_client_new (const char *data_dir)
{
  BoClient *self = g_object_new (BO_TYPE_CLIENT, NULL);

  self->data_dir = data_dir != NULL ? g_strdup (data_dir) : bo_files_default_dir ();
  return self;
}

/* --- the one place where what is known becomes what is shown --- */

/* Whether it is a failure that stays until a person does something about it. */
bool
_bo_client_phase_lasts (BoPhase phase)
{
  return phase == BO_PHASE_SIGN_IN || phase == BO_PHASE_WRONG_SERVER || phase == BO_PHASE_STOPPED;
}

/* What ended the last cycle, where waiting doesn't help but a person does; else -1. */
static int
failed_phase (BoClient *self)
{
  const char *word = bo_client_get_setting (self, BO_CLIENT_FAILED_PHASE);

  for (int phase = 0; word != NULL && phase <= BO_PHASE_STOPPED; phase++)
    if (_bo_client_phase_lasts (phase) && g_str_equal (bo_phase_to_string (phase), word))
      return phase;
  return -1;
}

/* What another process, or the last run, left behind; without an engine there is no more to know. */
static BoPhase
resting_phase (BoClient *self)
{
  BoSyncState *state = self->state;

  if (state == NULL || state->server_url == NULL)
    return BO_PHASE_NO_HUB;
  else if (state->last_error != NULL && failed_phase (self) >= 0)
    return failed_phase (self);
  else if (state->diverged)
    return BO_PHASE_DIVERGED;
  else if (state->failures > 0)
    return BO_PHASE_OFFLINE;
  else if (g_strcmp0 (state->role, "guest") == 0)
    return BO_PHASE_READ_ONLY;
  else if (state->last_success_us == 0)
    return BO_PHASE_CONNECTING;

  return BO_PHASE_UP_TO_DATE;
}

static void
fill_resting (BoClient       *self,
              BoEngineStatus *status)
{
  BoSyncState *state = self->state;

  status->phase = resting_phase (self);
  status->digest_match = -1;
  if (state == NULL)
    return;

  /* After a success it says why something waits for all that. */
  if (status->phase == BO_PHASE_OFFLINE || _bo_client_phase_lasts (status->phase) || self->counts.pending > 0)
    {
      status->detail = state->last_error;
      status->next_attempt_us = state->next_attempt_us;
    }
  status->last_success_us = state->last_success_us;
  status->clock_offset_us = state->clock_offset_us;
  if (state->digest != NULL && state->hub_digest != NULL)
    status->digest_match = g_str_equal (state->digest, state->hub_digest) ? 1 : 0;
}

static void
notify_if (BoClient        *self,
           bool             changed,
           BoClientProperty property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_differences (BoClient             *self,
                    const BoEngineStatus *old)
{
  const BoEngineStatus *new = &self->status;

  notify_if (self, old->phase != new->phase, PROP_PHASE);
  notify_if (self, g_strcmp0 (old->detail, new->detail) != 0, PROP_DETAIL);
  notify_if (self, old->page != new->page, PROP_PAGE);
  notify_if (self, old->done != new->done, PROP_DONE);
  notify_if (self, old->total != new->total, PROP_TOTAL);
  notify_if (self, old->counts.pending != new->counts.pending, PROP_PENDING_COUNT);
  notify_if (self, old->counts.conflicts != new->counts.conflicts, PROP_CONFLICT_COUNT);
  notify_if (self, old->counts.quarantined != new->counts.quarantined, PROP_QUARANTINED_COUNT);
  notify_if (self, old->counts.entities != new->counts.entities, PROP_ENTITY_COUNT);
  notify_if (self, old->last_success_us != new->last_success_us, PROP_LAST_SUCCESS);
  notify_if (self, old->next_attempt_us != new->next_attempt_us, PROP_NEXT_ATTEMPT);
  notify_if (self, old->clock_offset_us != new->clock_offset_us, PROP_CLOCK_OFFSET);
  notify_if (self, old->digest_match != new->digest_match, PROP_DIGEST_MATCH);
}

/* Phase and progress are the engine's, counts the store's: it knows of other processes' edits. */
void
_bo_client_update (BoClient *self)
{
  BoEngineStatus old = self->status;
  BoEngineStatus new = { 0 };

  if (self->driver != NULL && self->started)
    new = *bo_driver_get_status (self->driver);
  else
    fill_resting (self, &new);
  new.counts = self->counts;
  new.detail = g_strdup (new.detail);
  self->status = new;

  g_object_freeze_notify (G_OBJECT (self));
  notify_differences (self, &old);
  g_object_thaw_notify (G_OBJECT (self));
  g_free (old.detail);
}

void
_bo_client_set_store_error (BoClient   *self,
                            const char *sentence)
{
  if (g_strcmp0 (self->store_error, sentence) == 0)
    return;

  g_free (self->store_error);
  self->store_error = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_ERROR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

void
_bo_client_set_opened (BoClient *self,
                       bool      opened)
{
  if (self->opened == opened)
    return;

  self->opened = opened;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPENED]);
}

void
_bo_client_set_state (BoClient           *self,
                      BoSyncState        *state,
                      const BoSyncCounts *counts)
{
  BoSyncState *old = self->state;
  bool none = old == NULL || state == NULL;

  self->state = state;
  self->counts = *counts;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, none || g_strcmp0 (old->server_url, state->server_url) != 0, PROP_SERVER_URL);
  notify_if (self, none || g_strcmp0 (old->user_id, state->user_id) != 0, PROP_USER_ID);
  notify_if (self, none || g_strcmp0 (old->device_id, state->device_id) != 0, PROP_DEVICE_ID);
  notify_if (self, none || g_strcmp0 (old->device_name, state->device_name) != 0, PROP_DEVICE_NAME);
  notify_if (self, none || g_strcmp0 (old->role, state->role) != 0, PROP_ROLE);
  notify_if (self, none || g_strcmp0 (old->role, state->role) != 0, PROP_READ_ONLY);
  _bo_client_update (self);
  g_object_thaw_notify (G_OBJECT (self));
  g_clear_pointer (&old, bo_sync_state_free);
}

void
_bo_client_tell_changed (BoClient          *self,
                         const char *const *ids)
{
  _bo_client_apply_comfort (self, ids);
  g_signal_emit (self, signals[CHANGED], 0, ids);
}

void
_bo_client_tell_settings (BoClient *self)
{
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

/**
 * bo_client_set_paused:
 * @self: a client
 * @paused: whether nothing is to be sent or fetched
 *
 * Pauses synchronisation in this process. Edits go on, and wait.
 */
void
bo_client_set_paused (BoClient *self,
                      bool      paused)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  if (self->paused == paused)
    return;

  self->paused = paused;
  _bo_client_pause (self, paused);
  _bo_client_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/* --- getters --- */

/**
 * bo_client_get_model:
 * @self: a client
 *
 * Returns: (transfer none): the home, the same object all along
 */
BoModel *
bo_client_get_model (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return self->model;
}

/**
 * bo_client_list_rooms:
 * @self: a client
 *
 * Returns: (transfer none): of #BoRoom, by name, live
 */
GListModel *
bo_client_list_rooms (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_model_get_rooms (self->model);
}

/**
 * bo_client_list_accessories:
 * @self: a client
 *
 * Returns: (transfer none): of #BoAccessory, by name, live
 */
GListModel *
bo_client_list_accessories (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_model_get_accessories (self->model);
}

/**
 * bo_client_get_phase:
 * @self: a client
 *
 * Returns: where synchronisation stands
 */
BoPhase
bo_client_get_phase (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), BO_PHASE_NO_HUB);

  return self->status.phase;
}

/**
 * bo_client_get_detail:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): a sentence: why it is offline or stopped, or why something waits though the hub
 *   is there
 */
const char *
bo_client_get_detail (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return self->status.detail;
}

/**
 * bo_client_get_status:
 * @self: a client
 *
 * Returns: (transfer none): everything about synchronisation at once; until the
 * next return to the main loop
 */
const BoEngineStatus *
bo_client_get_status (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return &self->status;
}

/**
 * bo_client_get_server_url:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the hub's address
 */
const char *
bo_client_get_server_url (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return state_string (self, PROP_SERVER_URL);
}

/**
 * bo_client_get_device_id:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): this installation, as the hub knows it; %NULL until opened
 */
const char *
bo_client_get_device_id (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return state_string (self, PROP_DEVICE_ID);
}

/**
 * bo_client_get_device_name:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): what labels edits of this device
 */
const char *
bo_client_get_device_name (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return state_string (self, PROP_DEVICE_NAME);
}

/**
 * bo_client_get_user_id:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): whose name edits carry
 */
const char *
bo_client_get_user_id (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return state_string (self, PROP_USER_ID);
}

/**
 * bo_client_get_role:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): "admin" or "guest"
 */
const char *
bo_client_get_role (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return state_string (self, PROP_ROLE);
}

/**
 * bo_client_get_read_only:
 * @self: a client
 *
 * Returns: whether edits are refused: to a guest, and where the home's file can't be written
 */
bool
bo_client_get_read_only (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), false);

  return (self->stores != NULL && bo_stores_is_read_only (self->stores))
         || g_strcmp0 (bo_client_get_role (self), "guest") == 0;
}

/**
 * bo_client_get_store_error:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): what is wrong with the home's file, a sentence
 */
const char *
bo_client_get_store_error (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return self->store_error;
}

/**
 * bo_client_get_pending_count:
 * @self: a client
 *
 * Returns: how many things wait for the hub, refused ones aside
 */
int64_t
bo_client_get_pending_count (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), 0);

  return self->counts.pending;
}

/**
 * bo_client_get_conflict_count:
 * @self: a client
 *
 * Returns: how many conflicts are to be reviewed
 */
int64_t
bo_client_get_conflict_count (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), 0);

  return self->counts.conflicts;
}

/**
 * bo_client_get_token_in_file:
 * @self: a client
 *
 * Returns: whether the sign-in was kept in a file at the last connect, for want of a keyring
 */
bool
bo_client_get_token_in_file (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), false);

  return self->token_in_file;
}

/**
 * bo_client_get_longest_callback:
 * @self: a client
 * @cpu_us: (out) (optional): the longest by the time it worked, which a busy machine doesn't stretch
 *
 * For benches.
 *
 * Returns: how long the longest callback of feeding the model held the main context, in µs
 */
int64_t
bo_client_get_longest_callback (BoClient *self,
                                int64_t  *cpu_us)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), 0);

  if (cpu_us != NULL)
    *cpu_us = 0;
  return self->feed != NULL ? bo_feed_get_longest (self->feed, cpu_us) : 0;
}
