/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoPastBar:
 *
 * The coloured bar above the home as it was: of when it is, that nothing of it can be changed, and the ways out.
 *
 * ::compare: a person asks what changed since
 * ::now: a person wants to see it as it is now
 */
#define BO_TYPE_PAST_BAR (bo_past_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoPastBar, bo_past_bar, BO, PAST_BAR, AdwBin)

/* @moment: in words */
GtkWidget *bo_past_bar_new (const char *moment);

G_END_DECLS
