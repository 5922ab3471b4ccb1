/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* L0's codec (sim-parcels.c) keeps what was encoded until it is told that a world has ended.
   Does nothing where the real codec is linked. */
void sim_parcels_clear (void);
