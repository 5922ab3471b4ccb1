/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  BO_BLIND_SLATS,
  BO_BLIND_DOOR,   /* a leaf that slides aside */
  BO_BLIND_GARAGE, /* panels that go up */
} BoBlindStyle;

/**
 * BoBlind:
 *
 * A window and what covers it: 0 is closed, 100 open. Draggable; arrow keys
 * move by the step. A dashed edge shows where it is on its way to.
 *
 * ::committed: (position: double)
 */
#define BO_TYPE_BLIND (bo_blind_get_type ())
G_DECLARE_FINAL_TYPE (BoBlind, bo_blind, BO, BLIND, GtkWidget)

GtkWidget *bo_blind_new           (const char *label, BoBlindStyle style);
/* where it is to be */
double     bo_blind_get_position  (BoBlind *self);
void       bo_blind_set_position  (BoBlind *self, double position);
/* where the device says it is; NaN for unknown */
void       bo_blind_set_current   (BoBlind *self, double current);
/* angle of the slats, −90…90, 0 lets the light in; NaN for slats that don't turn */
void       bo_blind_set_tilt      (BoBlind *self, double tilt);
void       bo_blind_set_read_only (BoBlind *self, bool read_only);

G_END_DECLS
