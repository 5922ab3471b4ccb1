/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* "just now", "2 min", "09:41", "yesterday 09:41", "3 May": ages and times, one wording everywhere. */
char *bo_time_to_age    (int64_t time_us, int64_t now_us);
char *bo_time_to_clock  (int64_t time_us, int64_t now_us);
/* "today 08:00", "Tue 08:00", "3 May, 08:00", "3 May 2024, 08:00": a moment, with its day whatever it is. */
char *bo_time_to_moment (int64_t time_us, int64_t now_us);
/* "1.5 seconds", "3 minutes", "5 hours", "730 days": how far apart two moments are, not negative. */
char *bo_time_to_span   (int64_t span_us);

G_END_DECLS
