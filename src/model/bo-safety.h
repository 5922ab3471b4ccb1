/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-value.h"

G_BEGIN_DECLS

typedef enum
{
  BO_SAFETY_DIRECTION_NONE,
  BO_SAFETY_DIRECTION_TOWARD,  /* lock, close, arm */
  BO_SAFETY_DIRECTION_AWAY,    /* unlock, open, disarm */
} BoSafetyDirection;

/**
 * BoSafety:
 * @safety_class: how it is treated (towards safety is class A already)
 * @direction: towards or away from safety
 * @expiry_seconds: how long it may wait for the hub; it never fires later; 0 for ever
 * @needs_confirmation: a person has to be asked first, by every route
 *
 * What UX §2 says about writing one value.
 */
typedef struct
{
  BoSafetyClass     safety_class;
  BoSafetyDirection direction;
  int               expiry_seconds;
  bool              needs_confirmation;
} BoSafety;

/* @service and @characteristic are catalogue ids or aliases, NULL or unknown allowed;
   @json is the new value in any form a hub may hold. */
BoSafety bo_safety_of_write (const char *service, const char *characteristic, const char *json);
BoSafety bo_characteristic_get_safety (BoCharacteristic *self, const char *json);
/* An edit of anything else: names, rooms, documents. */
BoSafety bo_safety_of_authoring (void);

G_END_DECLS
