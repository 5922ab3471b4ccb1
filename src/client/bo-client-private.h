/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-channel.h"
#include "bo-client.h"
#include "bo-compose.h"
#include "bo-driver.h"
#include "bo-feed.h"
#include "bo-files.h"
#include "bo-keyring.h"
#include "bo-lists.h"
#include "bo-rivals.h"
#include "bo-stores.h"
#include "bo-upkeep.h"
#include "bo-watch.h"

G_BEGIN_DECLS

struct _BoClient
{
  GObject          parent_instance;

  char            *data_dir;
  BoOpenFlags      flags;
  BoModel         *model;
  BoLists         *lists;
  GHashTable      *rivals;       /* nullable: BoRival by entity id, as last read */

  /* Of the open file. */
  BoStores        *stores;       /* nullable */
  BoFeed          *feed;         /* nullable */
  BoWatch         *watch;        /* nullable */
  BoUpkeep        *upkeep;       /* nullable */
  GHashTable      *settings;     /* nullable */
  int              lock;         /* -1: somebody else synchronises */
  BoSyncState     *state;        /* nullable: as last read */
  BoSyncCounts     counts;

  /* Of the hub. */
  BoDriver        *driver;       /* nullable: where this process synchronises */
  BoChannel       *channel;      /* nullable: the hub says itself when something changed */
  bool             started;      /* the driver's engine runs */
  bool             standing_back; /* gives up the lock once the driver rests */
  bool             refreshing_token;
  int64_t          renew_us;     /* when to renew the token, wall clock */
  bool             glancing;     /* looks for what other processes wrote */
  unsigned int     asked;        /* cycles asked of the engine, */
  unsigned int     answered;     /* and ended */
  GPtrArray       *syncs;        /* GTask: wait for the cycle whose number is the task's data */
  GPtrArray       *distant_syncs; /* GTask: wait for another process */
  GHashTable      *sync_requests; /* token -> cycle: of other processes, not answered */
  char            *presented;    /* nullable: the certificate refused when connecting */
  GNetworkMonitor *network;

  /* As shown. */
  BoEngineStatus   status;
  char            *store_error;  /* nullable */
  char            *recovery;     /* nullable: that the file was damaged, and what was saved */
  bool             lost;         /* not all of it */
  bool             suspect;      /* the file was found to be damaged while it was open */
  bool             opened;
  bool             paused;
  bool             token_in_file;
};

/* The setting that keeps, beyond this process, in which phase the last cycle failed. */
#define BO_CLIENT_FAILED_PHASE "sync.failed-phase"

/* bo-client.c */
bool      _bo_client_phase_lasts   (BoPhase phase);
void      _bo_client_update        (BoClient *self);   /* status, from what is known; notifies */
void      _bo_client_set_store_error (BoClient *self, const char *sentence);
void      _bo_client_set_opened    (BoClient *self, bool opened);
void      _bo_client_set_state     (BoClient *self, BoSyncState *state, const BoSyncCounts *counts); /* state (transfer full) */
void      _bo_client_tell_changed  (BoClient *self, const char *const *ids);
void      _bo_client_tell_settings (BoClient *self);

/* bo-client-open.c */
void      _bo_client_enter         (BoClient *self, BoStores *stores);
void      _bo_client_leave         (BoClient *self);   /* all but closing the file */
void      _bo_client_load_async    (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
gboolean  _bo_client_load_finish   (BoClient *self, GAsyncResult *result, GError **error);

/* bo-client-sync.c */
void      _bo_client_start         (BoClient *self, BoHttp *http, bool now); /* where the lock can be had */
void      _bo_client_stop          (BoClient *self);
void      _bo_client_look          (BoClient *self, bool resumed); /* somebody else may have written */
void      _bo_client_pause         (BoClient *self, bool paused);
void      _bo_client_edited        (BoClient *self);
void      _bo_client_fail_syncs    (BoClient *self);

/* bo-client-turns.c */
void      _bo_client_stand_back    (BoClient *self);   /* the lock is for others again, soon */
void      _bo_client_rested        (BoClient *self);   /* the driver has nothing on its way */

/* bo-client-token.c */
BoTokenPlace _bo_client_token_place (BoClient *self, bool allow_file);
int64_t   _bo_client_token_renewal (const char *token);
void      _bo_client_renew_token   (BoClient *self);   /* where it is time */
void      _bo_client_sign_in_again (BoClient *self);   /* the hub refused it */
void      _bo_client_find_token_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
BoHttp   *_bo_client_find_token_finish (BoClient *self, GAsyncResult *result);

/* bo-client-ask.c */
void      _bo_client_ask           (BoClient *self, GTask *task, BoStoresFunc func, void *data, GDestroyNotify free_data, GDestroyNotify free_result);
void      _bo_client_ask_writer    (BoClient *self, GTask *task, BoStoresFunc func, void *data, GDestroyNotify free_data, GDestroyNotify free_result);
void      _bo_client_find_http_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
BoHttp   *_bo_client_find_http_finish (BoClient *self, GAsyncResult *result);

/* bo-client-sign-in.c */

/**
 * BoSignIn: a sign-in that the hub took; nothing of it is kept.
 * @http: with the token
 * @token: a secret
 * @device_name: what this device will be called there
 * @role: (nullable): what the hub lets it do
 */
typedef struct
{
  BoHttp *http;
  char   *token;
  char   *user_id;
  char   *device_name;
  char   *role;
} BoSignIn;

void      _bo_wipe                 (char **secret);    /* clears, frees and forgets it */
void      _bo_sign_in_free         (BoSignIn *sign_in);
void      _bo_client_sign_in_async (BoClient *self, const char *server_url, const BoCredentials *credentials, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
BoSignIn *_bo_client_sign_in_finish (BoClient *self, GAsyncResult *result, GError **error);

/* bo-client-trust.c */
BoHttp   *_bo_client_make_http     (BoClient *self, const char *server_url, GError **error);
gboolean  _bo_client_keep_pin      (BoClient *self, BoHttp *http, GError **error);
char     *_bo_client_split_address (const char *text, char **fingerprint);

/* bo-client-settings.c */
bool      _bo_client_find_patience (BoClient *self, int seconds[BO_N_SAFETY_CLASSES]);
void      _bo_client_apply_pace    (BoClient *self);

/* bo-client-comfort.c */
void      _bo_client_apply_comfort (BoClient *self, const char *const *ids); /* what is kept, of what came anew */

/* bo-client-edits.c */
/* Runs @func on the writer's thread; @task (transfer full) returns @id once it shows. */
void      _bo_client_write         (BoClient *self, GTask *task, char *id, BoStoresFunc func, void *data, GDestroyNotify free_data);
/* Whether edits can be made at all; else @task (transfer full) has failed. */
bool      _bo_client_may_write     (BoClient *self, GTask *task);

/* bo-client-rivals.c */
/* Of what came in, things in conflict know who is on the other side, others don't. @rivals: (nullable): where any came */
void      _bo_client_take_rivals   (BoClient *self, const char *const *ids, GHashTable *rivals);
/* The model is as the store: who is called what, for the lists too. */
void      _bo_client_take_people   (BoClient *self);

G_END_DECLS
