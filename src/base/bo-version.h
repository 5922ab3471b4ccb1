/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/* Times are int64_t microseconds since 1970-01-01 UTC throughout the project. */

/* "2026-06-15T09:41:02.581234+00:00", always six fraction digits */
char *bo_time_format        (int64_t time_us);
/* Liberal (PROTOCOL §2): with or without fraction (any digits), "Z", an offset, both, or
   nothing (then UTC); space or T. Returns false for anything else or a trailing rest,
   unless @rest is given, which then points behind what was read. */
bool  bo_time_parse         (const char *text, int64_t *time_us, const char **rest);

/* "{time}-{6-digit counter}-{user_id}" */
char *bo_version_format     (int64_t time_us, uint32_t counter, const char *user_id);
/* The time inside a version string; false where it has none. Never rewrites. */
bool  bo_version_parse_time (const char *version, int64_t *time_us);

/**
 * BoVersionSource:
 * @user_id: who makes the versions
 * @last_us: the latest time given out
 * @counter: the last counter given out, 0…999999
 *
 * What makes version strings that only grow: a hybrid clock (PROTOCOL §2,
 * FAULTS §3 "clock goes backwards"). @last_us and @counter are persisted by
 * whoever owns it. The counter begins at a random place.
 */
struct _BoVersionSource
{
  char    *user_id;
  int64_t  last_us;
  uint32_t counter;
};

/* A version at @wanted_us or later: later than last_us, and later by 1 µs than the time of
   each parent that is at most a day ahead of @wanted_us. Advances @source. */
char *bo_version_source_next (BoVersionSource   *source,
                              int64_t            wanted_us,
                              const char *const *parent_versions);

G_END_DECLS
