/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/* A QR code (ISO/IEC 18004) of @text as a PNG image, @scale pixels a module, with its quiet zone. */
GBytes *bo_hub_qr_png (const char *text, int scale, GError **error);
/* The same for a terminal that knows colours, two modules to a character's height. */
char   *bo_hub_qr_text (const char *text, GError **error);

G_END_DECLS
