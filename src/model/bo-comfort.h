/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * BoComfort:
 * @low: what is lower isn't comfortable any more; NAN for no such limit
 * @high: the same for what is higher
 *
 * Between which values of what is measured a person finds it comfortable, in the unit of the
 * model. By value. A choice of this device; nothing of it is on the graph.
 */
typedef struct
{
  double low;
  double high;
} BoComfort;

#define BO_COMFORT_NONE ((BoComfort){ NAN, NAN })

/* "18.5;24", as it is kept. It is read as if a stranger had written it: what makes no sense is no limit. @text:
   (nullable) */
BoComfort bo_comfort_parse  (const char *text);
/* (nullable) (transfer full): NULL where there is no limit */
char     *bo_comfort_format (BoComfort comfort);
/* -1 below, 1 above, 0 within; also where @value is NAN */
int       bo_comfort_side   (BoComfort comfort, double value);

G_END_DECLS
