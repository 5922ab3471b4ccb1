/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-decision.h"

G_BEGIN_DECLS

/* (transfer floating): what each thing becomes once @side of all @items (of BoConflictItem, the oldest first)
   is taken: a row for each thing, with every value that changes, before and after.
   @removes: (out): something is taken out of the home */
GtkWidget *bo_decision_preview_new (BoClient *client, GPtrArray *items, BoKept side, bool *removes);

G_END_DECLS
