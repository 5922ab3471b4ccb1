/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BoFoundHub: a hub on this network, as it or its name says. None of it is proved: a fingerprint
 * said aloud on the network is for a person to compare, never to be trusted by itself.
 */
#define BO_TYPE_FOUND_HUB (bo_found_hub_get_type ())
G_DECLARE_FINAL_TYPE (BoFoundHub, bo_found_hub, BO, FOUND_HUB, GObject)

const char *bo_found_hub_get_name        (BoFoundHub *self);
const char *bo_found_hub_get_url         (BoFoundHub *self);
const char *bo_found_hub_get_fingerprint (BoFoundHub *self); /* (nullable) */
gboolean    bo_found_hub_get_tls         (BoFoundHub *self);

/**
 * BoDiscovery: looks for hubs as long as it lives, through Avahi where that runs
 * (`_inbetweenies._tcp`), and at names that hubs often have. Context: the thread-default one of
 * the thread that made it.
 */
#define BO_TYPE_DISCOVERY (bo_discovery_get_type ())
G_DECLARE_FINAL_TYPE (BoDiscovery, bo_discovery, BO, DISCOVERY, GObject)

/* @names: (nullable): hosts with or without a port, asked besides those that are usual */
BoDiscovery *bo_discovery_new         (const char *const *names);
/* (element-type BoFoundHub): live */
GListModel  *bo_discovery_get_hubs    (BoDiscovery *self);
/* When those who are there have had the time to answer. */
void         bo_discovery_wait_async  (BoDiscovery *self, unsigned int milliseconds, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean     bo_discovery_wait_finish (BoDiscovery *self, GAsyncResult *result, GError **error);

G_END_DECLS
