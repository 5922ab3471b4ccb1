/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Same pixels on every run: no animations, no blinking cursor, fixed font and resolution. */
void     bo_shot_pin  (void);
/* Runs the main context until the mapped widget has been drawn twice more. */
void     bo_shot_wait (GtkWidget *widget);
/* Waits as above, then writes what the mapped widget shows as a PNG file. */
gboolean bo_shot_save (GtkWidget   *widget,
                       const char  *path,
                       GError     **error);

G_END_DECLS
