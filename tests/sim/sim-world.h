/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  SIM_PLAIN   = 0,
  SIM_VERBOSE = 1 << 0, /* print what happens */
  SIM_DEEP    = 1 << 1, /* L1: the stores are SQLite's */
} SimFlags;

/* One seeded world (FAULTS §4). Returns NULL when everything came to rest as it should, else what
   did not (free with g_free()). @hash: what happened, for comparing two runs. */
char *sim_run (uint64_t seed, SimFlags flags, uint64_t *hash);
