/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <qrencode.h>

#include "bo-base.h"
#include "bo-qr.h"

#define QUIET_ZONE 4
#define BLACK 0xff000000u
#define WHITE 0xffffffffu
#define MIN_SIZE 200
#define NATURAL_SIZE 264

struct _BoQr
{
  GtkWidget   parent_instance;
  uint32_t   *modules;  /* one pixel each, the quiet zone too */
  int         width;    /* in modules */
  GdkTexture *texture;  /* nullable: as drawn last */
  int         pixels;   /* to a module of it */
};

G_DEFINE_FINAL_TYPE (BoQr, bo_qr, GTK_TYPE_WIDGET)

/**
 * bo_qr_render:
 * @self: a code
 * @pixels: to a module, 1 to 64
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
bo_qr_render (BoQr *self, int pixels)
{
  size_t width = (size_t) self->width * (size_t) pixels;
  uint32_t *data = g_new (uint32_t, width * width);
  g_autoptr (GBytes) bytes = NULL;

  for (size_t y = 0; y < width; y++)
    for (size_t x = 0; x < width; x++)
      data[y * width + x] = self->modules[(y / (size_t) pixels) * (size_t) self->width + x / (size_t) pixels];
  bytes = g_bytes_new_take (data, width * width * sizeof *data);
  return gdk_memory_texture_new ((int) width, (int) width, GDK_MEMORY_DEFAULT, bytes, width * sizeof *data);
}

/**
 * bo_qr_draw:
 * @self: a code
 * @cr: where
 * @size: of its side, quiet zone and all
 */
void
bo_qr_draw (BoQr *self, cairo_t *cr, double size)
{
  double module = size / self->width;

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  /* Neighbours become one rectangle, so that no seam shows on paper. */
  for (int y = 0; y < self->width; y++)
    for (int x = 0, run; x < self->width; x += MAX (run, 1))
      {
        for (run = 0; x + run < self->width && (self->modules[y * self->width + x + run] & 0xff) == 0; run++)
          ;
        if (run > 0)
          cairo_rectangle (cr, x * module, y * module, run * module, module);
      }
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
bo_qr_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BoQr *self = BO_QR (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int available = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) * scale;
  int pixels = CLAMP (available / self->width, 1, 64);
  float size = (float) (pixels * self->width) / (float) scale;
  float x = floorf (((float) gtk_widget_get_width (widget) - size) / 2);
  float y = floorf (((float) gtk_widget_get_height (widget) - size) / 2);

  if (self->texture == NULL || self->pixels != pixels)
    {
      g_clear_object (&self->texture);
      self->texture = bo_qr_render (self, pixels);
      self->pixels = pixels;
    }
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (x, y, size, size));
}

static void
bo_qr_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
               int *minimum_baseline, int *natural_baseline)
{
  *minimum = MAX (MIN_SIZE, BO_QR (widget)->width);
  *natural = MAX (NATURAL_SIZE, *minimum);
}

static void
bo_qr_finalize (GObject *object)
{
  BoQr *self = BO_QR (object);

  g_clear_object (&self->texture);
  g_free (self->modules);
  G_OBJECT_CLASS (bo_qr_parent_class)->finalize (object);
}

static void
bo_qr_class_init (BoQrClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bo_qr_finalize;
  widget_class->snapshot = bo_qr_snapshot;
  widget_class->measure = bo_qr_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bo_qr_init (BoQr *self)
{
}

static void
take_modules (BoQr *self, const QRcode *code)
{
  self->width = code->width + 2 * QUIET_ZONE;
  self->modules = g_new (uint32_t, (size_t) self->width * (size_t) self->width);
  for (int i = 0; i < self->width * self->width; i++)
    self->modules[i] = WHITE;
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if ((code->data[y * code->width + x] & 1) != 0)
        self->modules[(y + QUIET_ZONE) * self->width + x + QUIET_ZONE] = BLACK;
}

/**
 * bo_qr_new:
 * @text: what it says
 * @error: %BO_ERROR_TOO_LARGE where no code holds so much
 *
 * Returns: (transfer floating) (nullable): the code; give it an accessible name
 */
GtkWidget *
bo_qr_new (const char *text, GError **error)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  BoQr *self;

  if (code == NULL)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE, _("This is too long for a QR code. Copy it as text."));
      return NULL;
    }
  self = g_object_new (BO_TYPE_QR, NULL);
  take_modules (self, code);
  QRcode_free (code);
  return GTK_WIDGET (self);
}
