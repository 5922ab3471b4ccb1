/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoDriver:
 *
 * Carries out what the engine asks for (DESIGN §4): requests over HTTP, jobs on the store's
 * thread, timers on the main context; and brings back what came of it. Main thread.
 */
typedef struct _BoDriver BoDriver;

typedef struct
{
  void (*notify)    (void *data);                         /* the engine's status changed */
  void (*committed) (void *data);                         /* a job wrote to the store */
  void (*finished)  (BoSyncReport *report, void *data);   /* (transfer none) a cycle asked for ended */
  void (*sign_in)   (void *data);                         /* the hub no longer takes the token */
  void (*rested)    (void *data);                         /* nothing is on its way (any more) */
} BoDriverEvents;

BoDriver *bo_driver_new             (BoStores *stores, BoHttp *http, const BoDriverEvents *events, void *data);
/* Cancels what is on its way; no event comes afterwards. */
void      bo_driver_free            (BoDriver *self);
BoHttp   *bo_driver_get_http        (BoDriver *self);
const BoEngineStatus *bo_driver_get_status (BoDriver *self);
/* START, STOP, SYNC_NOW, RESYNC, LOCAL_EDIT, RESUMED, CREDENTIALS_CHANGED, HUB_CHANGED */
void      bo_driver_tell            (BoDriver *self, BoEventType type);
/* NETWORK_CHANGED, CHANNEL */
/* PACE */
void      bo_driver_tell_pace       (BoDriver *self, int64_t poll_us);
void      bo_driver_tell_available  (BoDriver *self, BoEventType type, bool available);
/* Whether a request or a job is on its way. */
bool      bo_driver_is_busy         (BoDriver *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDriver, bo_driver_free)

G_END_DECLS
