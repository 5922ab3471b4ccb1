/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* Planted bugs, a test of the simulator (FAULTS §4). Only tests/sim compiles these sources with
   BO_MUTATIONS, and chooses one; in the library none of this exists. */
#ifdef BO_MUTATIONS

typedef enum
{
  BO_MUTATION_NONE,
  BO_MUTATION_CLEARED_BY_ID,   /* an acknowledgement settles what was never sent, too */
  BO_MUTATION_GUARD_DROPS,     /* what a pull brings while edits wait is forgotten */
  BO_MUTATION_NO_GUARD,        /* … or takes their place */
  BO_MUTATION_WATERMARK_FIRST, /* the position is saved in a transaction before the rows */
  BO_MUTATION_NO_OVERLAP,      /* `since` is the watermark itself */
  BO_MUTATION_ONE_PAGE,        /* further pages are ignored */
  BO_MUTATION_NEW_VERSION,     /* a retry has a version string of its own */
  BO_MUTATION_MARK_OUTSIDE,    /* the queue's row is written after the edit's transaction */
  BO_MUTATION_NO_EXPIRY,       /* what has expired goes out all the same */
  BO_MUTATION_LATE_COMMAND,    /* … where its first answer was lost */
  BO_MUTATION_LACK_DELETES,    /* what the hub doesn't list is deleted here */
  BO_N_MUTATIONS,
} BoMutation;

extern BoMutation _bo_mutation;
extern bool       _bo_mutation_crash; /* the power goes between two transactions that should be one */

#define BO_MUTATED(name) (_bo_mutation == BO_MUTATION_##name)
#define BO_POWER_GOES(name, entropy) (BO_MUTATED (name) && (entropy) % 8 == 0 && (_bo_mutation_crash = true))

#else

#define BO_MUTATED(name) false
#define BO_POWER_GOES(name, entropy) false

#endif
