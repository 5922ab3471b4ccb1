/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-raise.h"

/* On X11 the time is enough. On Wayland a desktop lets a window come to the front that shows a token it gave out; without
   one GNOME only says that the window “is ready”. Its search gives none, and neither do the notifications of GNOME 43.
   A window that is shown anew does come to the front. */

/* So long a desktop takes to give the focus back to the window that had it before its search, in ms. */
#define PATIENCE_MS 250

static bool
takes_time (GdkDisplay *display)
{
  return !g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkWaylandDisplay");
}

/* Not one that only holds a time, which means nothing to anybody. */
static bool
has_token (GdkDisplay *display)
{
  const char *token = gdk_display_get_startup_notification_id (display);

  return token != NULL && !g_str_has_prefix (token, "_TIME");
}

/* (transfer none) (nullable): what is open over @window */
static GtkWindow *
find_dialog (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (other) == window && gtk_widget_get_mapped (GTK_WIDGET (other)))
        return other;
    }
  return NULL;
}

static gboolean
show_anew_cb (gpointer data)
{
  GtkWindow *window = GTK_WINDOW (data);
  GtkWindow *dialog = find_dialog (window);

  if (!gtk_widget_get_mapped (GTK_WIDGET (window))
      || gtk_window_is_active (dialog != NULL ? dialog : window))
    return G_SOURCE_REMOVE;
  /* A dialog stays where it is, and what has been typed into it. */
  if (dialog == NULL)
    gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  gtk_window_present (window);
  return G_SOURCE_REMOVE;
}

/**
 * bo_raise:
 * @window: a window that is shown
 * @time: when somebody asked for it
 *
 * Brings it to the front; where the desktop won't let it, it is shown anew.
 */
void
bo_raise (GtkWindow *window, uint32_t time)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));

  if (takes_time (display) || has_token (display))
    gtk_window_present_with_time (window, time);
  else if (!gtk_window_is_active (window))
    g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, show_anew_cb, g_object_ref (window), g_object_unref);
}
