/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One target of a BoDial: takes the focus and says its value; the dial does the rest. */
#define BO_TYPE_DIAL_HANDLE (bo_dial_handle_get_type ())
G_DECLARE_FINAL_TYPE (BoDialHandle, bo_dial_handle, BO, DIAL_HANDLE, GtkWidget)

#define BO_DIAL_HANDLE_SIZE 44

GtkWidget *_bo_dial_handle_new       (void);
void       _bo_dial_handle_set_color (BoDialHandle *self, const GdkRGBA *color);
void       _bo_dial_handle_say       (BoDialHandle *self,
                                      const char   *label,
                                      double        minimum,
                                      double        maximum,
                                      double        value,
                                      const char   *text);

G_END_DECLS
