/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"
#include "bo-sync-types.h"

G_BEGIN_DECLS

/* What the graph says in paths and JSON, in words. Any thread. */

/* @document: bo_entity_to_document(); "Brightness", "Lamp · On", "Name" */
char *bo_sentence_path_label (const char *document, const char *path);
/* @json: (nullable): "40 %", "On"; "—" where absent */
char *bo_sentence_value      (const char *document, const char *path, const char *json);
/* Whether bo_sentence_value() says @value, and doesn't just count it. */
bool  bo_sentence_says_all   (BoJson value);
/* The edits of one entity, oldest first, as one: "Set Hall lamp to 40 %". @shown: (nullable) */
char *bo_sentence_edits      (GPtrArray *edits, BoEntity *shown);
/* What comes back when the edits of one entity are discarded, a sentence a line. @shown, @held: (nullable): as it is
   here, and what the hub holds */
char *bo_sentence_return     (BoEntity *shown, BoEntity *held, const char *name);
/* The same of an edge; @old_to: (nullable): where the hub says that it leads */
char *bo_sentence_edge_return (BoEdge *edge, const char *from, const char *to, const char *old_to);
/* (nullable): the one path that the edits of an entity change */
char *bo_sentence_only_path  (GPtrArray *edits);
/* @old_to: (nullable): where it led before */
char *bo_sentence_edge       (BoEdge *edge, const char *from, const char *to, const char *old_to);
/* @name, @document: (nullable): what the store calls the entity now, and bo_entity_to_document() */
char *bo_sentence_activity   (BoActivity *activity, const char *name, const char *document);

G_END_DECLS
