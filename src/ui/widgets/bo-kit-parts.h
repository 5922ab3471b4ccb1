/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What widgets and pages alike are made of. */

/* A row of a list with plain (not markup) words; all but @title nullable. */
GtkWidget *bo_kit_row      (const char *title, const char *subtitle, const char *icon_name);
/* The same, and pressing it goes to @address. */
GtkWidget *bo_kit_link_row (const char *title, const char *subtitle, const char *icon_name, const char *address);
/* Shows the page @place, of @id where it is not NULL. */
void       bo_kit_go       (GtkWidget *from, const char *place, const char *id);
/* Runs @func once, soon, however often it is asked for; @source is the caller's and cleared by it. */
void       bo_kit_gather   (unsigned int *source, GSourceFunc func, gpointer data);
/* The accessible name and the tooltip. */
void       bo_kit_name     (GtkWidget *widget, const char *name);

G_END_DECLS
