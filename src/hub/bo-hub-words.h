/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* What a person types, taken apart for SQLite's full-text search. Nothing of it is ever read as
   that search's own syntax: every word becomes a quoted string. */

/* The words of @text, at most @max of them, each once, in their order. */
char **bo_hub_words_split    (const char *text, size_t max);
/* Without case and accents, to compare by. */
char  *bo_hub_words_fold     (const char *word);
/* Appends the word as a quoted string; @prefix: what begins with it matches too. */
void   bo_hub_words_quote    (GString *query, const char *word, bool prefix);
/* All groups of three letters of the word, as alternatives. */
char  *bo_hub_words_letters  (const char *word);
/* How many letters to insert, drop, change or swap: at most @max, else @max + 1. */
size_t bo_hub_words_distance (const char *a, const char *b, size_t max);
/* How many of them may be wrong in a word of that length. */
size_t bo_hub_words_tolerance (const char *word);

G_END_DECLS
