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
/* @side: whose values are taken where the sides differ */
void        bo_decision_add  (BoDecision *self, BoConflictItem *item, BoKept side);
/* @document: the result; @resolution: "mine", "theirs" or "edited" */
void        bo_decision_add_document (BoDecision *self, BoConflictItem *item, const char *document, const char *resolution);
/* Takes @self. @done: what the toast says. @lead_on: leave the page, for the next conflict if there is one */
void        bo_decision_make (BoDecision *self, const char *done, bool lead_on);

/* (transfer full) (nullable): the document as it is now; of a thing that is shown no more the one its removal
   left, of a move the side that stands */
char *bo_decision_now     (BoClient *client, BoConflictItem *item);
/* (transfer full): what @now (nullable) becomes with the values of one side: what the sides don't differ in stays.
   Of a removal or a move that side whole. */
char *bo_decision_outcome (const char *now, BoConflictItem *item, BoKept side);

/* From the page about @item to the next that wants a look, the same thing's first, or to the list they come from. */
void bo_decision_lead_on (GtkWidget *from, BoClient *client, BoConflictItem *item);

G_END_DECLS
