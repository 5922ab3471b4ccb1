/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-conflict-field.h"

G_BEGIN_DECLS

/* The fields of a conflict as a grid of columns, or as one card each where it is narrow. */

typedef struct
{
  const char *mine;    /* "Ana's laptop, 09:41" */
  const char *theirs;
  bool        base;    /* what was before is known */
  bool        choices; /* radios and a result */
} BoConflictColumns;

/* @fields: (element-type BoConflictField); @firsts: (element-type GtkWidget): filled with the
   first choice of each field that has one, for the keys */
GtkWidget *bo_conflict_grid_new  (GPtrArray *fields, const BoConflictColumns *columns, GPtrArray *firsts);
GtkWidget *bo_conflict_cards_new (GPtrArray *fields, const BoConflictColumns *columns, GPtrArray *firsts);

G_END_DECLS
