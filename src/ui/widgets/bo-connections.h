/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* What an accessory is tied to, a row each that leads there: rooms, its bridge, what controls it and what it controls,
   apps, scenes and automations. Main thread. */
void bo_connections_fill (GtkListBox *list, BoModel *model, BoAccessory *accessory);

/* Whether a document about an accessory is listed among the connections, and so not among what there is to read. */
bool bo_connections_has_document (BoDocument *document);

G_END_DECLS
