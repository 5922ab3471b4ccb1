/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-window.h"

G_BEGIN_DECLS

/**
 * BoPalette:
 *
 * One entry that finds everything: rooms, accessories, scenes, documents, pages and actions. A dialog over its
 * window: typing narrows the list, arrows choose, Return goes there or does it, Escape closes. What needs a
 * question (UX §2, class C) still asks it.
 */
#define BO_TYPE_PALETTE (bo_palette_get_type ())
G_DECLARE_FINAL_TYPE (BoPalette, bo_palette, BO, PALETTE, AdwWindow)

/* Shows it over @window. */
BoPalette *bo_palette_open     (BoWindow *window, BoClient *client);
/* As if @text had been typed. */
void       bo_palette_set_text (BoPalette *self, const char *text);

G_END_DECLS
