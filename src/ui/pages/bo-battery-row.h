/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* (transfer floating): a row that says when the battery of @accessory was changed; pressing it asks for the day. */
GtkWidget *bo_battery_row_new (BoClient *client, BoAccessory *accessory);

G_END_DECLS
