/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include "hub-client.h"

G_BEGIN_DECLS

/* Somebody with a connection who does with TLS what no client would: what it says can be held back, and sent in
   pieces. */

typedef struct
{
  GSocketConnection *connection;
  GSocket           *socket; /* unowned: its */
  gnutls_session_t   tls;    /* nullable: plain */
  GByteArray        *held;   /* nullable: what is said is sent at once */
} Stranger;

/* @from: (nullable): this machine's address that it comes from. @priority: (nullable): with TLS, and GnuTLS's words for
   which; nothing of it is said yet. */
Stranger *stranger_new       (BoHub *hub, const char *from, const char *priority);
void      stranger_free      (Stranger *self);
/* The first handshake, to its end */
void      stranger_shake     (Stranger *self);
void      stranger_say       (Stranger *self, const char *text);
/* From here on what is said is held back. */
void      stranger_hold      (Stranger *self);
/* What is held, but for @but bytes of it. Whoever listened may be gone. */
void      stranger_send_held (Stranger *self, unsigned int but);
/* What it is told: a whole answer, or what came before the end. */
char     *stranger_listen    (Stranger *self);
/* Whether the hub has ended it; doesn't wait. Forgets what else came. */
bool      stranger_is_over   (Stranger *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stranger, stranger_free)

G_END_DECLS
