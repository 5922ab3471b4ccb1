/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

/* What a body says, for a person to read, until the next call. */
const char *sim_describe (GBytes *body);
/* A hash of what it says; 0 for no body. */
uint64_t    sim_hash     (GBytes *body);

/* L0's codec (sim-parcels.c) keeps what was encoded until it is told that a world has ended.
   Does nothing where the real codec is linked. */
void        sim_parcels_clear (void);
