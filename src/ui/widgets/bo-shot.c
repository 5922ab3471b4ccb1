/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-shot.h"

#include <glib/gi18n-lib.h>

#include "bo-base.h"

#define FRAMES 2
#define PATIENCE_MS 5000

/**
 * bo_shot_pin:
 *
 * Pins what pictures depend on: animations off, no blinking cursor, Cantarell
 * 11 at 96 dots per inch, only a close button. After adw_init().
 */
void
bo_shot_pin (void)
{
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE,
                "gtk-font-name", "Cantarell 11",
                "gtk-xft-dpi", 96 * 1024,
                "gtk-hint-font-metrics", TRUE,
                "gtk-decoration-layout", ":close",
                NULL);
}

static void
after_paint_cb (GdkFrameClock *clock,
                int           *frames)
{
  (*frames)++;
}

static gboolean
out_of_patience_cb (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

/**
 * bo_shot_wait:
 * @widget: a mapped widget
 *
 * Runs the main context until @widget was drawn twice, or five seconds have
 * passed (a window that is hidden is never drawn).
 */
void
bo_shot_wait (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  int frames = 0;
  bool late = false;
  unsigned int patience;
  unsigned long handler;

  g_return_if_fail (clock != NULL);

  patience = g_timeout_add (PATIENCE_MS, out_of_patience_cb, &late);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  while (frames < FRAMES && !late)
    {
      gtk_widget_queue_draw (widget);
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
  if (!late)
    g_source_remove (patience);
}

static GdkTexture *
render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  gdk_paintable_snapshot (paintable, snapshot, bounds.size.width, bounds.size.height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return NULL;
  return gsk_renderer_render_texture (renderer, node, &bounds);
}

/**
 * bo_shot_save:
 * @widget: a mapped widget, usually a window
 * @path: file to write
 * @error: return location: %BO_ERROR_FAILED
 *
 * Writes what @widget shows, without the shadow of its window, as PNG.
 */
gboolean
bo_shot_save (GtkWidget   *widget,
              const char  *path,
              GError     **error)
{
  g_autoptr (GdkTexture) texture = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && gtk_widget_get_mapped (widget), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  bo_shot_wait (widget);
  texture = render (widget);
  if (texture == NULL || !gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED,
                   _("The picture %s could not be written. Check that its folder exists and has room."), path);
      return FALSE;
    }
  return TRUE;
}
