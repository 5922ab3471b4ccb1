/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-home-private.h"
#include "widget-scene.h"

void
set_up (Fixture    *fixture,
        const void *data)
{
  fixture->model = _bo_gallery_home_new ();
}

void
tear_down (Fixture    *fixture,
           const void *data)
{
  g_clear_pointer (&fixture->type, g_free);
  g_clear_pointer (&fixture->json, g_free);
  g_clear_object (&fixture->model);
}

static bool
is_called (GtkWidget  *button,
           const char *name)
{
  g_autofree char *complaint = NULL;

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), name) == 0
      || g_strcmp0 (gtk_widget_get_tooltip_text (button), name) == 0)
    return true;
  complaint = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return complaint == NULL;
}

GtkWidget *
find_button (GtkWidget  *from,
             const char *name)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (from) && is_called (from, name))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, name);
  return found;
}
