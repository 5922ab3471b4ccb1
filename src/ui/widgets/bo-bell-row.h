/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a person is told of one bell. */
typedef enum
{
  BO_BELL_AS_ALL, /* as the preferences say of all bells */
  BO_BELL_ALWAYS, /* in quiet hours too */
  BO_BELL_NEVER,
} BoBellRule;

/**
 * BoBellRow:
 *
 * A row of a list in which it is chosen what a person is told of a bell. At first it is as of all bells.
 *
 * ::chosen: (rule: int, a BoBellRule) a person asks for another one
 */
#define BO_TYPE_BELL_ROW (bo_bell_row_get_type ())
G_DECLARE_FINAL_TYPE (BoBellRow, bo_bell_row, BO, BELL_ROW, AdwComboRow)

GtkWidget *bo_bell_row_new      (void);
/* Shows @rule, and asks for nothing. */
void       bo_bell_row_set_rule (BoBellRow *self, BoBellRule rule);

G_END_DECLS
