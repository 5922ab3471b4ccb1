/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-big-slider.h"
#include "bo-blind.h"
#include "bo-chart.h"
#include "bo-color-disc.h"
#include "bo-color-temperature-strip.h"
#include "bo-comfort-form.h"
#include "bo-day.h"
#include "bo-dial.h"
#include "bo-gallery.h"
#include "bo-lock-button.h"
#include "bo-preset-row.h"
#include "bo-remote.h"
#include "bo-service-control.h"
#include "bo-shot.h"
#include "bo-state-badge.h"
#include "bo-sync-indicator.h"
#include "bo-tile-grid.h"
#include "bo-tile.h"
#include "bo-value-row.h"

G_BEGIN_DECLS

/* After adw_init(), once a process: types, icons and the style sheet. Again does nothing. */
void bo_widgets_init (void);

G_END_DECLS
