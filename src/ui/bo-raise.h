/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings a window that is shown to the front, because somebody asked for it outside: in the desktop's search, by a
   notification or by starting the program again. @time: of what they did there, or GDK_CURRENT_TIME */
void bo_raise (GtkWindow *window, uint32_t time);

G_END_DECLS
