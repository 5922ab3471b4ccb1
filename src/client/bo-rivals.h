/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/**
 * BoRival:
 * @user: (nullable): a person's id; %NULL where it is the one who changed it here
 * @device: (nullable): what that device is called
 *
 * The other side of something that was changed in two places and asks for a decision.
 */
typedef struct
{
  char *user;
  char *device;
} BoRival;

/* On the reader's thread. (transfer full) (nullable): BoRival by entity id, of the newest of several; afterwards
   for any thread, and never changed */
GHashTable *bo_rivals_read    (BoStore *store, GError **error);
/* (nullable): what a person calls it. @people: (nullable): names by user id */
const char *bo_rival_get_name (const BoRival *self, GHashTable *people);

G_END_DECLS
