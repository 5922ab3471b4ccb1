/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-widgets.h"

#include "bo-widgets-resources.h"

#define RESOURCES "/io/github/the_goodies/BlowingOff"

static void
add_style (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "/widgets/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
contrast_cb (AdwStyleManager *manager, GParamSpec *pspec, GtkStyleProvider *provider)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, provider, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, provider);
}

static void
follow_contrast (GdkDisplay *display)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (display);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "/widgets/style-hc.css");
  g_signal_connect_data (manager, "notify::high-contrast", G_CALLBACK (contrast_cb), g_object_ref (provider),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  contrast_cb (manager, NULL, GTK_STYLE_PROVIDER (provider));
}

/**
 * bo_widgets_init:
 *
 * Registers the icons and the style sheet of the widgets with the default display. After
 * adw_init(); calling it again does nothing. Main thread.
 */
void
bo_widgets_init (void)
{
  static bool done = false;
  GdkDisplay *display = gdk_display_get_default ();

  g_return_if_fail (display != NULL);

  if (done)
    return;
  done = true;
  g_resources_register (bo_widgets_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "/icons");
  add_style (display);
  follow_contrast (display);
}
