/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-value.h"

G_BEGIN_DECLS

/**
 * BoRemote:
 *
 * The keys of a television's remote control, where hands expect them; those that it has. Left is left in every
 * script.
 *
 * ::pressed: (key: int) a value of the characteristic `remote_key`
 */
#define BO_TYPE_REMOTE (bo_remote_get_type ())
G_DECLARE_FINAL_TYPE (BoRemote, bo_remote, BO, REMOTE, GtkWidget)

/* @type: of `remote_key`: which keys there are */
GtkWidget *bo_remote_new (const BoValueType *type);

G_END_DECLS
