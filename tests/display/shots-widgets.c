/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include <adwaita.h>

#include "bo-widgets.h"

/* shots-widgets FOLDER: pictures of the gallery, wide and narrow, light and dark, both
   directions of reading. For people to look at. */

static void
shoot (const char *folder,
       int         width,
       bool        dark,
       bool        rtl)
{
  g_autofree char *name = g_strdup_printf ("gallery-%d-%s%s.png", width, dark ? "dark" : "light", rtl ? "-rtl" : "");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *gallery = bo_gallery_new ();
  GtkWidget *content;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  content = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (gallery))));
  gtk_window_set_child (GTK_WINDOW (window), gallery);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 900);
  gtk_window_present (GTK_WINDOW (window));
  bo_shot_wait (window);
  if (!bo_shot_save (content, path, &error))
    g_error ("%s", error->message);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  if (argc < 2)
    return 2;
  g_assert_cmpint (g_mkdir_with_parents (argv[1], 0755), ==, 0);
  setlocale (LC_ALL, "");
  if (g_getenv ("BO_LOCALE_DIR") != NULL)
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BO_LOCALE_DIR"));
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  for (int i = 0; i < 4; i++)
    shoot (argv[1], i & 1 ? 360 : 1024, (i & 2) != 0, false);
  shoot (argv[1], 360, false, true);
  return 0;
}
