/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BoPaletteEntry:
 * @key: what it does, the same in the next session: "go ADDRESS", "run SCENE", "do ACTION"
 * @title: its name
 * @detail: what it is, and where
 * @icon_name: a symbolic icon
 * @accelerator: (nullable): the key that does the same
 * @folded: @title as bo_match_score() takes it
 * @folded_detail: @detail likewise
 * @body: (nullable): more text to be found by, likewise
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

/* (transfer container) (element-type BoPaletteEntry): what fits @typed, the best first, at most @limit. Where nothing
   is typed: @recent (NULL-terminated keys) first, then in the order of @entries. Pure. */
GPtrArray *bo_palette_rank    (GPtrArray *entries, const char *typed, const char *const *recent, unsigned int limit);

G_END_DECLS
