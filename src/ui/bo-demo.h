/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoDemo:
 *
 * The demo home (DESIGN §6): a hub of our own on loopback with a furnished house and two people
 * living in it, in a data directory of its own that is made anew unless it is to be kept.
 */
#define BO_TYPE_DEMO (bo_demo_get_type ())
G_DECLARE_FINAL_TYPE (BoDemo, bo_demo, BO, DEMO, GObject)

typedef struct
{
  bool     keep;    /* what an earlier demo left */
  uint64_t seed;
  double   speed;   /* of the life in it; 0: nobody lives there */
} BoDemoOptions;

BoDemo     *bo_demo_new            (const BoDemoOptions *options);
const char *bo_demo_get_data_dir   (BoDemo *self);   /* the client's */
const char *bo_demo_get_password   (BoDemo *self);
/* Starts the hub, and connects @client (opened on the data dir) to it. */
void        bo_demo_start_async    (BoDemo *self, BoClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean    bo_demo_start_finish   (BoDemo *self, GAsyncResult *result, GError **error);
void        bo_demo_stop           (BoDemo *self);

G_END_DECLS
