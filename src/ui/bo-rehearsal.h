/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/* "Make a test conflict" (UX §1, Sync rehearsal): another device of the household edits, at the hub,
   what this device edits at the same time. Nothing is pretended: a second client with a store of its
   own signs in at the same hub, and both edits go through synchronisation.
   @password: of the hub. @every_kind: besides two values of a light also a removal, two places, and a thing that both
   made, so that nothing is known of what was before.
   Completes when the conflicts are in the journal: the id of the light's (transfer full). */
void  bo_rehearsal_run_async  (BoClient *client, const char *password, bool every_kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *bo_rehearsal_run_finish (BoClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
