/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* One seeded world (FAULTS §4). Returns NULL when everything came to rest as it should, else what
   did not (free with g_free()). @hash: what happened, for comparing two runs. @verbose prints. */
char *sim_run (uint64_t seed, bool verbose, uint64_t *hash);
