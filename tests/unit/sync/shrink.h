/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-json.h"

/* Makes documents that a property fails for as small as it still fails: what a person has to read is then what
   matters. */

/* (nullable): what is wrong with @documents, freed with g_free(); NULL where nothing is. */
typedef char *(*ShrinkTest) (const char *const *documents, void *data);

/* @documents: a text each, replaced by shorter ones. @kept: (array zero-terminated=1): members that stay as long as
   what they stand in, so that only documents come up of which the property is promised. What is wrong with the last
   ones that fail, NULL where the ones that were given don't. */
char *shrink (char **documents, size_t n_documents, const char *const *kept, ShrinkTest test, void *data);
