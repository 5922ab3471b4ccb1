/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* (transfer full): the title of @item; of a move, with the name of what was moved */
char      *bo_conflict_title      (BoClient *client, BoConflictItem *item);
/* (nullable): what it is about, as far as it is there: of a move what was moved */
BoThing   *bo_conflict_thing      (BoClient *client, BoConflictItem *item);
/* (transfer full): where a move's document leads */
char      *bo_conflict_place      (BoClient *client, const char *edge);
/* (nullable): what each side did, where it isn't about fields: one removed it, both moved it. @now: (nullable):
   the document as it is shown */
GtkWidget *bo_conflict_sides_new  (BoClient *client, BoConflictItem *item, const char *now);

G_END_DECLS
