/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-filter.h"

G_BEGIN_DECLS

#define BO_TYPE_CHIPS (bo_chips_get_type ())
G_DECLARE_FINAL_TYPE (BoChips, bo_chips, BO, CHIPS, GtkWidget)

/**
 * BoChips:
 *
 * A chip for each question that has an answer: "3 lights on", "1 open". Hidden where none has.
 *
 * ::chosen: a chip was pressed that narrows what is shown, or released
 */

/* Chips that lead to the page "filter:ID", for a whole home. */
GtkWidget *bo_chips_new_links   (void);
/* Chips that are pressed and released, one at a time, for the page they are on. */
GtkWidget *bo_chips_new_choices (void);
/* Counts again; a chip that has nothing left is released. */
void       bo_chips_set_counts  (BoChips *self, const unsigned int counts[BO_N_FILTERS]);
/* Whether a chip is pressed, and (out) which. */
bool       bo_chips_get_chosen  (BoChips *self, BoFilter *filter);

G_END_DECLS
