/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-home.h"

G_BEGIN_DECLS

/* What is around the pages and over them: the window itself, its windows, its questions. */

typedef void (*WindowFunc) (GtkWidget *window, const char *name);

/* Asks whatever can be asked from the page @from, one after another. */
void            each_question    (Home *home, GtkWidget *from, WindowFunc func);
/* The real window, @width wide; its sidebar; preferences page by page, the palette, the shortcuts. */
void            each_around      (Home *home, AdwApplication *application, int width, WindowFunc func);
/* What the real window needs; there is one for all. */
AdwApplication *application_get  (void);

G_END_DECLS
