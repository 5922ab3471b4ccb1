/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-ask.h"

G_BEGIN_DECLS

/* What an asynchronous call of the client needs to speak of its end: where the toasts go, and
   what to say. Nothing of the page it began on. */
typedef struct
{
  GWeakRef   toasts;    /* AdwToastOverlay or the window */
  BoClient  *client;
  BoThing   *thing;     /* nullable */
  BoDraft   *back;      /* nullable: what an Undo applies */
  BoThing   *from_place; /* nullable: of a move */
  BoThing   *to_place;  /* nullable */
  GPtrArray *writes;    /* nullable: of BoWrite: what an Undo writes */
  char      *done;      /* nullable: what to say once it is done */
  char      *id;        /* nullable */
  bool       confirmed;
  BoUndoFunc undo;      /* nullable: gets this wish */
} BoWish;

BoWish    *_bo_wish_new         (GtkWidget *from, BoClient *client, BoThing *thing);
void       _bo_wish_free        (BoWish *wish);
GtkWidget *_bo_wish_dup_widget  (BoWish *wish);
/* A wish handed on is a new one: dialogs free theirs with themselves. (nullable): without a window */
BoWish    *_bo_wish_next        (BoWish *wish);
/* The end of every edit: says what failed, or what was done. Frees @data, a wish. */
void       _bo_wish_finish_cb   (GObject *source, GAsyncResult *result, gpointer data);
/* Carries out @draft (transfer full) and offers the way back; frees @wish. */
void       _bo_wish_apply       (BoWish *wish, BoDraft *draft);
/* The same, but says @error (transfer full) (nullable): why it could not be composed. */
void       _bo_wish_try         (BoWish *wish, BoDraft *draft, GError *error);
/* A BoUndoFunc: writes what is in the wish's @writes. */
void       _bo_wish_undo_writes_cb (gpointer data);
void       _bo_wish_write       (BoWish *wish, GPtrArray *writes, const char *heading, const char *answer);

/* bo-operate-add.c: what people add by hand, the commonest first; NULL ends them */
extern const char *const _bo_operate_kinds[];

G_END_DECLS
