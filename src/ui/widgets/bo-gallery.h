/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page with every widget in all its states, from a home that exists only there. */
GtkWidget *bo_gallery_new (void);

G_END_DECLS
