/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-operate.h"

G_BEGIN_DECLS

/* The one place that knows what a dialog is made of; bo_ask(), bo_ask_text() and the toasts of
   bo-operate.h are made here as well. */

/* A dialog with Cancel and one answer, over the window of @from. @extra: (nullable) (transfer
   floating). @answer: (nullable): @extra gives it. @confirmed is called once at most; @data is freed with the dialog. */
GtkWidget *bo_ask_with (GtkWidget     *from,
                        const char    *heading,
                        const char    *body,
                        GtkWidget     *extra,
                        const char    *answer,
                        bool           destructive,
                        BoConfirmFunc  confirmed,
                        gpointer       data,
                        GDestroyNotify destroy);
/* A dialog with something to read, or that is done at once, and nothing to answer. @extra: (nullable) (transfer
   floating) */
GtkWidget *bo_ask_nothing   (GtkWidget *from, const char *heading, const char *body, GtkWidget *extra);
/* Asks for the file to write, beginning with @name, or for one to read. @chosen gets a file on this device, once at
   most, and not once @from has left its window. */
typedef void (*BoFileFunc) (GFile *file, gpointer from);
void       bo_ask_save      (GtkWidget *from, const char *title, const char *name, BoFileFunc chosen);
void       bo_ask_open      (GtkWidget *from, const char *title, GtkFileFilter *filter, BoFileFunc chosen);
/* Whether the answer can be given now (a name is there). */
void       bo_ask_set_ready (GtkWidget *dialog, bool ready);
/* Gives the answer from inside, as if its button was pressed. */
void       bo_ask_answer    (GtkWidget *dialog);
/* (nullable): where toasts over @from go; survives the page @from is in */
AdwToastOverlay *bo_toasts_of (GtkWidget *from);

G_END_DECLS
