/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What SoupServer of libsoup 3.2.3, Debian 12's, forgets, and a hub that runs for months can't afford: a reference to
   each socket that it accepts; with TLS 25 KiB of each connection that the other side ends between two requests, or in
   its handshake, as anybody may. With another libsoup nothing is done here. The thread of the server. */

/* Before the first connection, and after soup_server_listen(). Once in a process it opens a connection to itself on
   loopback, to see whether the reference is really lost. */
void _bo_hub_soup_watch  (void);
/* A connection's, which the caller holds: the reference that libsoup forgot is given back, once. */
void _bo_hub_soup_take   (GSocket *socket);
/* @held: to be cleared with g_weak_ref_clear(); @message's connection, or nothing */
void _bo_hub_soup_hold   (SoupServerMessage *message, GWeakRef *held);
/* The server ends before @message, whose handshake may still tell its connection how it went: neither is forgotten. */
void _bo_hub_soup_keep   (SoupServerMessage *message);
/* The socket of @held was shut between two requests: libsoup lets go of it once it has read the end. */
void _bo_hub_soup_let_go (GWeakRef *held);

G_END_DECLS
