/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/* The two classifications that the store, the rules, the model and the window share. */

/**
 * BoSyncStatus:
 * @BO_STATUS_SYNCED: the hub holds what is shown.
 * @BO_STATUS_PENDING: waiting to be sent.
 * @BO_STATUS_SENDING: on its way.
 * @BO_STATUS_CONFLICT: changed in two places; to be reviewed.
 * @BO_STATUS_QUARANTINED: refused by the hub, kept here.
 * @BO_STATUS_UNREADABLE: received, can't be shown.
 *
 * Where an entity stands between this device and the hub (DESIGN §3).
 */
typedef enum
{
  BO_STATUS_SYNCED,
  BO_STATUS_PENDING,
  BO_STATUS_SENDING,
  BO_STATUS_CONFLICT,
  BO_STATUS_QUARANTINED,
  BO_STATUS_UNREADABLE,
} BoSyncStatus;

/**
 * BoSafetyClass:
 * @BO_SAFETY_CLASS_A: comfort, or towards safety: queues, lives a day.
 * @BO_SAFETY_CLASS_B: mechanical: queues ten minutes, then asks.
 * @BO_SAFETY_CLASS_C: away from safety: always confirmed, never queued silently.
 *
 * How an edit may wait for the hub (UX §2).
 */
typedef enum
{
  BO_SAFETY_CLASS_A,
  BO_SAFETY_CLASS_B,
  BO_SAFETY_CLASS_C,
  BO_N_SAFETY_CLASSES,
} BoSafetyClass;

const char *bo_sync_status_to_string  (BoSyncStatus status);          /* "synced" … */
const char *bo_safety_class_to_string (BoSafetyClass safety_class);   /* "A", "B", "C" */

G_END_DECLS
