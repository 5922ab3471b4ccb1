/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client-support.h"

#include "bo-client-private.h"
#include "bo-fault-proxy.h"
#include "bo-http-private.h"
#include "bo-hub-certificate.h"

G_BEGIN_DECLS

/**
 * Scene: a house in which a laptop reaches the hub through the fault proxy, and a peer without.
 *
 * Both hold the same; then the peer changes something at the hub, and the laptop everything there
 * is to change, so that there is something to bring and something of each kind waits: a rename with
 * a value, a move, a new lamp, a removal. Neither collides with the other.
 */
typedef struct
{
  House        *house;
  BoFaultProxy *proxy;
  BoClient     *laptop;
  BoClient     *peer;
  char         *home;
  char         *hall;
  char         *study;    /* renamed by the peer */
  char         *lamp;     /* renamed, switched on and moved to the study by the laptop */
  char         *doomed;   /* removed by the laptop */
  char         *fresh;    /* made by the laptop */
  GPtrArray    *queue;    /* char *: what waited then, path by path */
  GPtrArray    *things;   /* char *: what the laptop held before the fault */
  int64_t       versions; /* the hub's, then */
  int64_t       met_us;   /* when the fault began */
  GTlsCertificate *certificate; /* nullable: that the proxy shows */
  char         *shown;    /* nullable: fingerprint of the certificate that the proxy shows */
  const char   *pin;      /* nullable: while connecting */
} Scene;

/**
 * FaultRow: a row of the table of what must survive.
 * @name: of the test, the row first
 * @script: what the proxy does, while the fault lasts
 * @error: BoError of the cycle that meets it; NO_ERROR where it gets through
 * @phase: what the client shows after it, where there is an error
 * @says: (nullable): in the sentence shown
 * @requests: how many synchronisation requests the cycle makes; 0: as many as it likes
 * @versions: how many versions more than one for each edit the hub ends up with at most: what is offered again
 * @wait: the next attempt is so many seconds away, by at most one; 0: within a second
 * @deadlines: of the cycle that meets it; 0: as usual
 * @port: what becomes of the proxy's port meanwhile
 * @scene: (nullable): sets the scene up; NULL: scene_new()
 * @begin: (nullable): what no script can do, before the cycle
 * @mend: (nullable): its end
 * @silent: not a byte of a request may get out
 */
typedef struct
{
  const char *name;
  const char *script;
  int         error;
  BoPhase     phase;
  const char *says;
  unsigned    requests;
  int         versions;
  int         wait;
  BoDeadlines deadlines;
  BoFaultPort port;
  Scene    *(*scene) (void);
  void      (*begin) (Scene *scene);
  void      (*mend)  (Scene *scene);
  bool        silent;
} FaultRow;

#define NO_ERROR (-1)

/* The path of synchronising, as a request line begins. */
#define SYNC "POST /api/v1/sync/"

Scene *scene_new            (void);
/* The laptop knows the proxy by this name or address. */
Scene *scene_new_at         (const char *host);
/* The laptop trusts the certificate that the proxy shows. */
Scene *scene_new_with_tls   (void);
/* From now on the proxy shows one of its own making, for @name; @until_us as of BoHubCertificateOptions. */
void   scene_show_certificate (Scene *self, const char *name, int64_t until_us);
/* (transfer full) */
GTlsCertificate *scene_get_certificate (Scene *self);
/* The laptop's program ends and starts again. */
void   scene_reopen         (Scene *self, BoOpenFlags flags);
void   scene_move           (BoClient *client, const char *id, const char *room_id);
bool   scene_is_in          (BoClient *client, const char *id, const char *room_id);
void   scene_free           (Scene *self);
void   scene_script         (Scene *self, const char *script);
void   scene_set_deadlines  (Scene *self, const BoDeadlines *deadlines); /* 0 is as usual */
/* One cycle of the laptop. */
BoSyncResult *scene_sync    (Scene *self, GError **error);
/* Nothing that waited is gone from the queue, nothing that was held is gone, here or there. */
void   scene_assert_kept    (Scene *self);
void   scene_assert_waiting (Scene *self);   /* and nothing was acknowledged either */
/* Without faults: all comes to rest, each edit is one version at the hub, both clients hold the same. */
void   scene_assert_converges (Scene *self, int more_versions);
/* At the hub. */
int64_t scene_count_versions (Scene *self, const char *id);
/* A test of the whole of one row. */
void   fault_row_test       (const void *row);
void   fault_rows_add       (const FaultRow *rows, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

G_END_DECLS
