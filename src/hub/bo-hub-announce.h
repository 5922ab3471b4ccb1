/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoHubAnnounce:
 *
 * Says on the network that the hub is there, as `_inbetweenies._tcp` by mDNS, where Avahi runs;
 * again whenever Avahi starts again, and under another name where somebody has that one already.
 * Without Avahi it does nothing. Context: the thread-default one of the thread that makes it.
 */
typedef struct _BoHubAnnounce BoHubAnnounce;

/* @fingerprint: (nullable): without TLS. @id: tells two hubs of one name apart */
BoHubAnnounce *bo_hub_announce_new  (const char *name, uint16_t port, const char *fingerprint, const char *id);
void           bo_hub_announce_free (BoHubAnnounce *self);

G_END_DECLS
