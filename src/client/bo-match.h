/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* How well what somebody types fits a name. Pure, for any thread. */

/* (transfer full): @text without case and accents, as the two below take it */
char *bo_match_fold  (const char *text);
/* 0 where @needle doesn't fit @name, else the more the better; both folded.
   From the best: the whole name, its beginning, the beginning of a word, inside a word, one or
   two slips of the fingers, and where @letters says so letters in their order. Every word of @needle must fit. */
int   bo_match_score (const char *needle, const char *name, bool letters);

G_END_DECLS
