/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-hub-db.h"
#include "bo-hub-rules.h"

G_BEGIN_DECLS

/**
 * BoHubServer:
 *
 * The HTTP side of the hub (PROTOCOL §§3–8) on the thread-default main context of the thread that
 * makes it, which owns the database and everything else here.
 */
typedef struct _BoHubServer BoHubServer;

BoHubServer *bo_hub_server_new     (BoHubDb *db, const uint8_t *key, const char *name);
void         bo_hub_server_free    (BoHubServer *self);
/* Before it listens: with TLS from then on. */
void         bo_hub_server_set_certificate (BoHubServer *self, GTlsCertificate *certificate);
/* (nullable): names it is called by besides those it knows itself */
void         bo_hub_server_set_hosts (BoHubServer *self, const char *const *hosts);
gboolean     bo_hub_server_listen  (BoHubServer *self, const char *address, uint16_t port, GError **error);
char        *bo_hub_server_get_url (BoHubServer *self);
BoHubRules  *bo_hub_server_get_rules (BoHubServer *self);
BoHubStore  *bo_hub_server_get_store (BoHubServer *self);
/* Tells whoever listens on /api/v1/sync/events that there is something to pull. */
void         bo_hub_server_notify  (BoHubServer *self);
/* (nullable): the entity a client pushed last; for the demo home's people */
const char  *bo_hub_server_get_recent (BoHubServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubServer, bo_hub_server_free)

G_END_DECLS
