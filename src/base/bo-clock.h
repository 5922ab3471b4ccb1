/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/* The only places that read the clock and randomness of the machine; used by
   client/, hub's server, net/ and ui/, never by sync/ or model/. */

int64_t bo_clock_now       (void);              /* µs since 1970 UTC */
int64_t bo_clock_monotonic (void);              /* µs, arbitrary start, includes suspend (CLOCK_BOOTTIME) */
int64_t bo_clock_suspended (void);              /* µs spent asleep since boot: a step in it is a resume */
int64_t bo_clock_thread_cpu (void);             /* µs this thread has worked: what others did doesn't count */
void    bo_random_bytes    (void *buffer, size_t length); /* getrandom(2) */
uint64_t bo_random_uint64  (void);
char   *bo_uuid_random     (void);              /* UUIDv4, lower case */
char   *bo_uuid_from_name  (const char *namespace_uuid, const char *name); /* UUIDv5 (RFC 9562 §5.5) */
bool    bo_uuid_is_valid   (const char *uuid);

/* Keyed randomness for simulations and the demo home: the same (seed, stream, counter)
   always gives the same number. */
uint64_t bo_splitmix       (uint64_t seed, uint64_t stream, uint64_t counter);

G_END_DECLS
