/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-png.h"

#include <gio/gio.h>
#include <qrencode.h>
#include <string.h>

#include "bo-error.h"

#define QUIET_ZONE 4

/* CRC-32 as in the PNG specification, annex D. */
static uint32_t
crc32_of (const uint8_t *data,
          size_t         length)
{
  uint32_t crc = 0xffffffff;

  for (size_t i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0u - (crc & 1)));
    }
  return ~crc;
}

static void
put_uint32 (GByteArray *out,
            uint32_t    value)
{
  uint32_t big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const uint8_t *) &big, sizeof big);
}

/* Length, type, data, and the CRC of type and data. */
static void
put_chunk (GByteArray    *out,
           const char     type[5],
           const uint8_t *data,
           size_t         length)
{
  unsigned int start;

  put_uint32 (out, (uint32_t) length);
  start = out->len;
  g_byte_array_append (out, (const uint8_t *) type, 4);
  if (length > 0)
    g_byte_array_append (out, data, (unsigned int) length);
  put_uint32 (out, crc32_of (out->data + start, out->len - start));
}

/* One bit a pixel, each line behind its filter byte; 0 is black. */
static QRcode *
encode (const char *text,
        GError    **error)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);

  if (code == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE, "No QR code holds %zu bytes.", strlen (text));
  return code;
}

static bool
is_black (const QRcode *code,
          int           row,
          int           column)
{
  return row >= 0 && row < code->width && column >= 0 && column < code->width &&
         (code->data[row * code->width + column] & 1) != 0;
}

static GByteArray *
draw (const QRcode *code,
      int           scale)
{
  int size = (code->width + 2 * QUIET_ZONE) * scale;
  size_t stride = (size_t) (size + 7) / 8 + 1;
  GByteArray *image = g_byte_array_sized_new ((unsigned int) (stride * (size_t) size));
  g_autofree uint8_t *line = g_malloc (stride);

  for (int y = 0; y < size; y++)
    {
      int row = y / scale - QUIET_ZONE;

      memset (line, 0xff, stride);
      line[0] = 0;
      for (int x = 0; x < size; x++)
        {
          int column = x / scale - QUIET_ZONE;

          if (is_black (code, row, column))
            line[1 + x / 8] &= (uint8_t) ~(0x80 >> (x % 8));
        }
      g_byte_array_append (image, line, (unsigned int) stride);
    }
  return image;
}

static GBytes *
deflate (GByteArray *image,
         GError    **error)
{
  g_autoptr(GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, compressor);

  if (!g_output_stream_write_all (stream, image->data, image->len, NULL, NULL, error) ||
      !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
put_header (GByteArray *out,
            uint32_t    size)
{
  /* width, height, 1 bit, grey, deflate, filters of the standard, not interlaced */
  uint8_t data[13] = { [8] = 1 };
  uint32_t big = GUINT32_TO_BE (size);

  memcpy (data, &big, 4);
  memcpy (data + 4, &big, 4);
  put_chunk (out, "IHDR", data, sizeof data);
}

/**
 * bo_hub_qr_png:
 * @text: what the code says
 * @scale: pixels a module, 1 to 32
 * @error: %BO_ERROR_TOO_LARGE where no QR code holds so much
 *
 * Returns: (transfer full) (nullable): the bytes of a PNG file
 */
GBytes *
bo_hub_qr_png (const char *text,
               int         scale,
               GError    **error)
{
  static const uint8_t signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autoptr(GByteArray) image = NULL;
  g_autoptr(GBytes) packed = NULL;
  QRcode *code;
  uint32_t size;

  g_return_val_if_fail (text != NULL && scale >= 1 && scale <= 32, NULL);

  code = encode (text, error);
  if (code == NULL)
    return NULL;
  image = draw (code, scale);
  size = (uint32_t) ((code->width + 2 * QUIET_ZONE) * scale);
  QRcode_free (code);

  packed = deflate (image, error);
  if (packed == NULL)
    return NULL;

  g_byte_array_append (out, signature, sizeof signature);
  put_header (out, size);
  put_chunk (out, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  put_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * bo_hub_qr_text:
 * @text: what the code says
 * @error: %BO_ERROR_TOO_LARGE where no QR code holds so much
 *
 * Black on white whatever the terminal's own colours are.
 *
 * Returns: (transfer full) (nullable): lines for a terminal
 */
char *
bo_hub_qr_text (const char *text,
                GError    **error)
{
  static const char *const halves[2][2] = { { " ", "▄" }, { "▀", "█" } };
  QRcode *code = encode (text, error);
  GString *out;

  if (code == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (int row = -QUIET_ZONE; row < code->width + QUIET_ZONE; row += 2)
    {
      g_string_append (out, "\033[30;107m");
      for (int column = -QUIET_ZONE; column < code->width + QUIET_ZONE; column++)
        g_string_append (out, halves[is_black (code, row, column)][is_black (code, row + 1, column)]);
      g_string_append (out, "\033[0m\n");
    }
  QRcode_free (code);
  return g_string_free (out, FALSE);
}
