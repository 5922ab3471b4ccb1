/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalogue.h"

G_BEGIN_DECLS

/* Words that hubs and people write instead of numbers: "on", "locked", "open". */

bool  _bo_word_read  (const BoValueType *type, const char *word, int *value);
/* (nullable): the word for @value in the vocabulary and the case of @like */
char *_bo_word_write (const BoValueType *type, const char *like, int value);
/* lower case, '-' and ' ' as '_' */
char *_bo_word_normalize (const char *word);

G_END_DECLS
