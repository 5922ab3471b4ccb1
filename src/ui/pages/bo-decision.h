/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* What a person decided about one conflict or several: carried out one after the other, said in one toast,
   and taken back by one Undo, which leaves alone whatever was done since. */
typedef struct _BoDecision BoDecision;

/* @from: any widget of the window; may go before it is done */
BoDecision *bo_decision_new  (GtkWidget *from, BoClient *client);
/* @document: (nullable): the result; NULL: the side that @resolution names, whole */
void        bo_decision_add  (BoDecision *self, BoConflictItem *item, const char *document, const char *resolution);
/* Takes @self. @done: what the toast says. @lead_on: leave the page, for the next conflict if there is one */
void        bo_decision_make (BoDecision *self, const char *done, bool lead_on);

/* (transfer full) (nullable): what the thing becomes with the values of one side; what the sides don't differ
   in stays as it is now. NULL for what has no fields to choose, a removal or a move. */
char *bo_decision_document (BoClient *client, BoConflictItem *item, BoKept side);
/* (transfer full) (nullable): the thing as it is shown now */
char *bo_decision_now      (BoClient *client, const char *entity_id);

/* (transfer full) (nullable): what wants a look besides @item: the same thing's first */
BoConflictItem *bo_decision_next (BoClient *client, BoConflictItem *item);

G_END_DECLS
