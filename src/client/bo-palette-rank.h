/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoPaletteEntry:
 * @key: what it does, the same in the next session: "go ADDRESS", "run SCENE", "do ACTION"
 * @title: its name
 * @detail: what it is, and where
 * @icon_name: a symbolic icon
 * @accelerator: (nullable): the key that does the same
 * @folded: (nullable): @title as bo_match_score() takes it; made when it is ranked first
 * @folded_detail: @detail likewise
 * @body: (nullable): more text to be found by; folded together with the others
 *
 * One thing the palette can do.
 */
typedef struct
{
  char *key;
  char *title;
  char *detail;
  char *icon_name;
  char *accelerator;
  char *folded;
  char *folded_detail;
  char *body;
} BoPaletteEntry;

typedef enum
{
  BO_RANK_DEFAULT = 0,
  BO_RANK_WORDS = 1 << 0, /* not by letters in their order: among much else that is noise */
} BoRankFlags;

/* (transfer container) (element-type BoPaletteEntry): what fits @typed, the best first, at most @limit. Where nothing
   is typed: @recent (NULL-terminated keys) first, then in the order of @entries. On any thread, on one at a time. */
GPtrArray *bo_palette_rank    (GPtrArray *entries, const char *typed, const char *const *recent, unsigned int limit, BoRankFlags flags);

G_END_DECLS
