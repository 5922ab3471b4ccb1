/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BoQr:
 *
 * A QR code, black on white in every style, as large as whole device pixels a module allow: sharp for a camera.
 */
#define BO_TYPE_QR (bo_qr_get_type ())
G_DECLARE_FINAL_TYPE (BoQr, bo_qr, BO, QR, GtkWidget)

/* (transfer floating) (nullable): NULL with TOO_LARGE where no code holds so much */
GtkWidget  *bo_qr_new     (const char *text, GError **error);
/* Draws it as a square of @size, in the units of @cr, from the origin on. */
void        bo_qr_draw    (BoQr *self, cairo_t *cr, double size);
/* (transfer full): with @pixels to a module */
GdkTexture *bo_qr_render  (BoQr *self, int pixels);

G_END_DECLS
