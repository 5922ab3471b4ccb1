/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BO_DIAL_ENTRY_MOST 2

/* What is typed: one number, or two. */
typedef struct
{
  int         digits;
  int         n;
  double      values[BO_DIAL_ENTRY_MOST];
  const char *labels[BO_DIAL_ENTRY_MOST];
} BoDialEntry;

typedef void (*BoDialEntryFunc) (const double values[BO_DIAL_ENTRY_MOST], gpointer data);

/* Lets a person type in the place of @from, a child of a box that @data outlives. @func gets what was typed with Enter,
   or by going on; Escape, and what is no number, changes nothing. */
void _bo_dial_entry_ask (GtkWidget *from, const BoDialEntry *entry, BoDialEntryFunc func, gpointer data);

G_END_DECLS
