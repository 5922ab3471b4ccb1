/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-difference.h"

G_BEGIN_DECLS

/**
 * BoCompareList:
 *
 * Differences under a heading for each room, in a list for each thing, with a check box for each that can be made so
 * again. What was chosen stays chosen when it is filled anew.
 *
 * ::chosen: (signal): other ones are chosen
 */
#define BO_TYPE_COMPARE_LIST (bo_compare_list_get_type ())
G_DECLARE_FINAL_TYPE (BoCompareList, bo_compare_list, BO, COMPARE_LIST, AdwBin)

GtkWidget *bo_compare_list_new        (void);
/* @differences: (element-type BoDifference); @readings: with what was only measured; @choosable: to be restored.
   Returns how many are shown. */
unsigned int bo_compare_list_fill     (BoCompareList *self, GPtrArray *differences, BoModel *past, BoModel *now,
                                       bool readings, bool choosable);
/* (transfer full) (element-type BoDifference) */
GPtrArray *bo_compare_list_dup_chosen (BoCompareList *self);

G_END_DECLS
