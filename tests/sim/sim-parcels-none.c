/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-parcels.h"

/* L1 has the real codec: nothing is kept. */
void
sim_parcels_clear (void)
{
}
