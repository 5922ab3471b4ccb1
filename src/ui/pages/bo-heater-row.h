/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* (transfer floating): a row of a list in which a person says whether @service, a switch or an outlet, drives a heater.
   A guest may say it, too: it is about this device. */
GtkWidget *bo_heater_row_new (BoClient *client, BoService *service);

G_END_DECLS
