/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-mutation-private.h"

BoMutation _bo_mutation = BO_MUTATION_NONE;
bool       _bo_mutation_crash = false;
