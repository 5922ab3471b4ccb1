/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoDocumentsPage:
 *
 * Manuals, notes, procedures and whatever else the home holds, at "documents", and what happens by itself, schedules
 * and automations, at "automations"; searched in their names and texts.
 */
#define BO_TYPE_DOCUMENTS_PAGE (bo_documents_page_get_type ())
G_DECLARE_FINAL_TYPE (BoDocumentsPage, bo_documents_page, BO, DOCUMENTS_PAGE, BoPage)

/**
 * BoDocumentPage:
 *
 * One document, at "document:ID": its text, and what it is about.
 */
#define BO_TYPE_DOCUMENT_PAGE (bo_document_page_get_type ())
G_DECLARE_FINAL_TYPE (BoDocumentPage, bo_document_page, BO, DOCUMENT_PAGE, BoPage)

G_END_DECLS
