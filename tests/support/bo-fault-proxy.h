/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoFaultProxy:
 *
 * Stands between a client and a hub, on real sockets, and does to them what networks do. It knows
 * as much of HTTP as it takes to choose a request and to spoil its answer; what it isn't told to
 * spoil goes through as it is, the event channel too. Threads of its own; every function may be
 * called from any thread.
 *
 * A script is a list of faults, each on a line of its own or behind a semicolon (but for those in
 * quotes): a word, and then what narrows it down, KEY=VALUE, quoted as a shell would. The first
 * that fits a request strikes. See tests/README.md for the words.
 */
typedef struct _BoFaultProxy BoFaultProxy;

typedef enum
{
  BO_FAULT_PORT_OPEN,
  BO_FAULT_PORT_CLOSED,  /* connections are refused */
  BO_FAULT_PORT_FULL,    /* nobody accepts and the backlog is full: connecting takes for ever */
} BoFaultPort;

/* @address, @hub: "127.0.0.1:8101"; port 0 of @address picks one. */
BoFaultProxy *bo_fault_proxy_new          (const char *address, const char *hub, GError **error);
void          bo_fault_proxy_free         (BoFaultProxy *self);
uint16_t      bo_fault_proxy_get_port     (BoFaultProxy *self);
/* Replaces the script there was; NULL: no faults. */
gboolean      bo_fault_proxy_set_script   (BoFaultProxy *self, const char *script, GError **error);
/* Cuts all connections, whatever @port is. */
void          bo_fault_proxy_set_port     (BoFaultProxy *self, BoFaultPort port);
/* (nullable): from now on the proxy speaks TLS to clients; the hub hears plain HTTP. */
void          bo_fault_proxy_set_certificate (BoFaultProxy *self, GTlsCertificate *certificate);

/* Requests that came since bo_fault_proxy_forget(), "POST /api/v1/sync/"; NULL counts all. */
unsigned int  bo_fault_proxy_count        (BoFaultProxy *self, const char *line);
/* How often a fault struck since then, connections included. */
unsigned int  bo_fault_proxy_get_struck   (BoFaultProxy *self);
void          bo_fault_proxy_forget       (BoFaultProxy *self);
/* (nullable) (transfer full): head and body, decompressed, of the last request whose line begins so and whose body
   holds @holds (nullable) */
char         *bo_fault_proxy_get_request  (BoFaultProxy *self, const char *line, const char *holds);
/* That request goes to the hub once more, now. Returns the status it is answered with; 0 where there was none.
   @answer: (out) (optional) (nullable): the body */
int           bo_fault_proxy_replay       (BoFaultProxy *self, const char *line, const char *holds, char **answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoFaultProxy, bo_fault_proxy_free)

G_END_DECLS
