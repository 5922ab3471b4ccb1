/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The keys that are installed, read from where GTK keeps them, so that nothing shows a key that does nothing. */

/* (transfer container) (element-type GtkShortcut): every key of @window: its class's and the application's */
GPtrArray *bo_shortcuts_of       (GtkWidget *window);
/* (nullable): the first key for @action as an accelerator, "<Control>r"; @argument: (nullable): with this argument */
char      *bo_shortcut_of_action (GtkWidget *window, const char *action, GVariant *argument);

G_END_DECLS
