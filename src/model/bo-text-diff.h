/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BO_TEXT_KEPT,
  BO_TEXT_REMOVED, /* only before */
  BO_TEXT_ADDED,   /* only after */
} BoTextChange;

/**
 * BoTextPiece:
 * @change: what became of it
 * @text: some words, with what stands between them
 *
 * A piece of two texts laid over each other. The pieces but the added ones are the one text, the
 * pieces but the removed ones the other.
 */
typedef struct
{
  BoTextChange change;
  char        *text;
} BoTextPiece;

/* (transfer full) (element-type BoTextPiece): how @after came from @before, word by word. What is too long to
   compare is one piece removed and one added. Any thread. */
GPtrArray *bo_text_diff (const char *before, const char *after);

G_END_DECLS
