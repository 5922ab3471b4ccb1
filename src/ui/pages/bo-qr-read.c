/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zbar.h>

#include "bo-base.h"
#include "bo-qr-read.h"

/* A photograph of a telephone, and some more. */
#define MAX_BYTES (32 * 1024 * 1024)
#define MAX_PIXELS (INT64_C (50) * 1000 * 1000)
#define MAX_SIDE 20000
#define PIECE (64 * 1024)
#define MAX_TEXT 8192
#define MAX_CODES 16

/* --- the picture --- */

/* Before a pixel is unpacked: a small file may claim to be as large as a city. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, bool *too_large)
{
  *too_large = width > MAX_SIDE || height > MAX_SIDE || (int64_t) width * height > MAX_PIXELS;
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static GError *
error_too_large (void)
{
  return g_error_new_literal (BO_ERROR, BO_ERROR_TOO_LARGE,
                              _("This picture is too large to look for a code in it. Cut out the code and try again."));
}

static gboolean
feed (GdkPixbufLoader *loader, GInputStream *stream, bool *too_large, GCancellable *cancellable, GError **error)
{
  g_autofree unsigned char *piece = g_malloc (PIECE);
  size_t total = 0;
  gssize n;

  while ((n = g_input_stream_read (stream, piece, PIECE, cancellable, error)) > 0)
    {
      total += (size_t) n;
      *too_large |= total > MAX_BYTES;
      if (*too_large || !gdk_pixbuf_loader_write (loader, piece, (size_t) n, error))
        return FALSE;
    }
  return n == 0 && !*too_large;
}

/* (transfer full) (nullable) */
static GdkPixbuf *
load (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) failure = NULL;
  bool too_large = false;
  bool fed, closed;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &too_large);
  fed = feed (loader, stream, &too_large, cancellable, &failure);
  closed = gdk_pixbuf_loader_close (loader, fed ? &failure : NULL);
  if (fed && closed && !too_large && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
    return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));

  if (too_large)
    g_propagate_error (error, error_too_large ());
  else if (failure != NULL && failure->domain == G_IO_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                         _("This is no picture that can be read. Save the invitation as PNG or JPEG and try again."));
  return NULL;
}

/* One byte a pixel, on white where the picture is transparent. */
static uint8_t *
to_grey (GdkPixbuf *picture)
{
  size_t width = (size_t) gdk_pixbuf_get_width (picture);
  size_t height = (size_t) gdk_pixbuf_get_height (picture);
  size_t stride = (size_t) gdk_pixbuf_get_rowstride (picture);
  size_t channels = (size_t) gdk_pixbuf_get_n_channels (picture);
  const uint8_t *pixels = gdk_pixbuf_read_pixels (picture);
  uint8_t *grey = g_malloc (width * height);

  for (size_t y = 0; y < height; y++)
    for (size_t x = 0; x < width; x++)
      {
        const uint8_t *at = pixels + y * stride + x * channels;
        unsigned int light = (at[0] * 77u + at[1] * 150u + at[2] * 29u) >> 8;
        unsigned int alpha = channels == 4 ? at[3] : 255;

        grey[y * width + x] = (uint8_t) ((light * alpha + 255 * (255 - alpha)) / 255);
      }
  return grey;
}

/* --- the codes --- */

static void
add_text (GPtrArray *texts, const zbar_symbol_t *symbol)
{
  const char *data = zbar_symbol_get_data (symbol);
  unsigned int length = zbar_symbol_get_data_length (symbol);
  g_autofree char *text = NULL;

  if (data == NULL || length == 0 || length > MAX_TEXT || texts->len >= MAX_CODES
      || !g_utf8_validate_len (data, length, NULL))
    return;
  text = g_strndup (data, length);
  if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_steal_pointer (&text));
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
scan (GdkPixbuf *picture)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree uint8_t *grey = to_grey (picture);
  unsigned int width = (unsigned int) gdk_pixbuf_get_width (picture);
  unsigned int height = (unsigned int) gdk_pixbuf_get_height (picture);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();

  /* Only what invitations are written in: no other decoder gets to see a stranger's picture. */
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, grey, (unsigned long) width * height, NULL);
  if (zbar_scan_image (scanner, image) > 0)
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
         symbol = zbar_symbol_next (symbol))
      add_text (texts, symbol);
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return texts;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) picture = load (data, cancellable, &error);
  g_autoptr (GPtrArray) texts = picture != NULL ? scan (picture) : NULL;

  if (picture == NULL)
    g_task_return_error (task, error);
  else if (texts->len == 0)
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_NOT_FOUND,
                             _("There is no QR code in this picture, or it is too blurred to be read."));
  else
    {
      g_ptr_array_add (texts, NULL);
      g_task_return_pointer (task, g_ptr_array_free (g_steal_pointer (&texts), FALSE), (GDestroyNotify) g_strfreev);
    }
}

/**
 * bo_qr_read_async:
 * @stream: a picture
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Looks for QR codes in a picture.
 */
void
bo_qr_read_async (GInputStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_INPUT_STREAM (stream));

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, bo_qr_read_async);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * bo_qr_read_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the texts
 */
GStrv
bo_qr_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
