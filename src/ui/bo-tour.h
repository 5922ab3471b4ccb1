/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-window.h"

G_BEGIN_DECLS

/**
 * bo_tour_run:
 * @window: a window that shows a home
 * @directory: where the pictures go; made where it isn't
 *
 * Walks the home, a room, an accessory's details, the Sync page and a conflict, as a person would,
 * in light and dark, wide and narrow; leaves a PNG of each in @directory and prints what it saw.
 * Runs the main context meanwhile.
 *
 * Returns: whether every page came up and every picture was written
 */
gboolean bo_tour_run (BoWindow *window, const char *directory, GError **error);

G_END_DECLS
