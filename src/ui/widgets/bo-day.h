/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BoDay:
 *
 * A time of today is told as "14:02", one of yesterday with its day: what stands on the screen over midnight would say
 * something else than it means. Whoever shows times listens to the one of the process. Main thread.
 *
 * ::changed: it is another day where the person is
 */
#define BO_TYPE_DAY (bo_day_get_type ())
G_DECLARE_FINAL_TYPE (BoDay, bo_day, BO, DAY, GObject)

BoDay *bo_day_get  (void);
/* Looks at the calendar now; it does so by itself every half a minute. */
void   bo_day_look (BoDay *self);

G_END_DECLS
