/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* (nullable) (transfer floating): a row of a list that belongs to @service of @accessory beside its values: what is told of
   a bell, when a battery was changed, whether an outlet drives a heater. */
GtkWidget *bo_beside         (BoClient *client, BoAccessory *accessory, BoService *service);
/* (transfer floating): that of a battery, for what has one and no service for it */
GtkWidget *bo_beside_battery (BoClient *client, BoAccessory *accessory);

G_END_DECLS
