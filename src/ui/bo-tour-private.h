/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-tour.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  int         width;
  int         height;
} BoTourSize;

/* Runs the main context until @done, at most a minute. */
bool     _bo_tour_wait_for (bool (*done) (gpointer data), gpointer data);
gboolean _bo_tour_resize   (BoWindow *window, const BoTourSize *size);
gboolean _bo_tour_take     (BoWindow *window, const char *directory, const char *name, const char *scheme, const BoTourSize *size, GError **error);
/* @dialog: its picture, then its end. */
gboolean _bo_tour_take_dialog (GtkWidget *dialog, const char *directory, const char *name, const char *scheme, const BoTourSize *size, GError **error);

/* bo-tour-states.c: what a home seldom comes to, over homes and a hub of its own that are gone afterwards: a file that
   was mended, another certificate. The pictures are taken by @walk at every size and in every colour. */
typedef gboolean (*BoTourWalk) (BoWindow *window, const char *directory, const char *name, GError **error);
gboolean _bo_tour_states   (GtkApplication *application, const char *directory, BoTourWalk walk, GError **error);

G_END_DECLS
