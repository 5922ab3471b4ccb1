/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"

G_BEGIN_DECLS

/**
 * BoDocument:
 *
 * Manuals, notes, procedures, schedules, automations that are no scenes,
 * doors, windows, apps, and entities of types nobody knows: shown and
 * searchable, kept whole. Properties besides BoThing's: `document-type` (the
 * entity type), `body` (what text its content holds, "" without any).
 */
#define BO_TYPE_DOCUMENT (bo_document_get_type ())
G_DECLARE_FINAL_TYPE (BoDocument, bo_document, BO, DOCUMENT, BoThing)

const char *bo_document_get_body       (BoDocument *self);
/* (nullable): the path of the body in the document, where there is or could be one text */
const char *bo_document_get_body_path  (BoDocument *self);
/* "Manual", "Note", …; translated; the type itself for an unknown one */
/* Of a type on the graph, as of a document that has it. */
const char *bo_document_type_to_label     (const char *type);
const char *bo_document_type_to_icon_name (const char *type);
const char *bo_document_get_type_label (BoDocument *self);
const char *bo_document_get_icon_name  (BoDocument *self);
/* schedules and automations */
bool        bo_document_get_automatic  (BoDocument *self);
/* of BoThing: what edges tie it to, by name */
GListModel *bo_document_get_subjects   (BoDocument *self);

G_END_DECLS
