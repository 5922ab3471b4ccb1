/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The texts of all QR codes in a picture, which need not be trusted: bounded in bytes and in pixels, and looked at on a
   thread of its own. @stream is read to its end. Errors: TOO_LARGE; INVALID_DATA (no picture); NOT_FOUND (no code in
   it); those of reading. */
void   bo_qr_read_async  (GInputStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* (transfer full) (nullable) (array zero-terminated=1): at least one, each once */
GStrv  bo_qr_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
