/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoHubLimiter:
 *
 * Five failed logins in five minutes lock an address out for fifteen (PROTOCOL §4); an address of
 * IPv6 stands for its network. A hundred of all addresses make everybody wait, three seconds for
 * each try (FAULTS §5). Times are microseconds of a clock that only goes forward. Remembers a
 * bounded number of addresses.
 */
typedef struct _BoHubLimiter BoHubLimiter;

BoHubLimiter *bo_hub_limiter_new     (void);
void          bo_hub_limiter_free    (BoHubLimiter *self);
/* Seconds to wait, 0 for none. */
int           bo_hub_limiter_wait    (BoHubLimiter *self, const char *address, int64_t now_us);
void          bo_hub_limiter_failed  (BoHubLimiter *self, const char *address, int64_t now_us);
void          bo_hub_limiter_passed  (BoHubLimiter *self, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubLimiter, bo_hub_limiter_free)

G_END_DECLS
