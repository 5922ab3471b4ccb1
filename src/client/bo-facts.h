/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-document.h"

G_BEGIN_DECLS

/**
 * BoFact: one thing that a document says besides its text.
 * @label: "Days"
 * @value: "mon, tue, wed"
 * @steps: (nullable): instead of @value, sentences in their order: the steps of a procedure
 */
typedef struct
{
  char  *label;
  char  *value;
  char **steps;
} BoFact;

void       bo_fact_free      (BoFact *fact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoFact, bo_fact_free)

/* (transfer full) (element-type BoFact): in the order of its content; what is for programs alone is left out */
GPtrArray *bo_document_facts (BoDocument *document);

/* (transfer full): its text and its facts */
char      *bo_document_to_text (BoDocument *document);
/* Its name, its kind, its text and its facts, as bo_match_fold() makes them: to search in. Kept with the document
   until it is another; main thread. */
const char *bo_document_get_folded (BoDocument *document);

G_END_DECLS
