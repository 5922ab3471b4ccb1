/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoKeepPage:
 *
 * At "keep": a copy of the home in a file, the home as text, and a home out of such a text, looked through first.
 */
#define BO_TYPE_KEEP_PAGE (bo_keep_page_get_type ())
G_DECLARE_FINAL_TYPE (BoKeepPage, bo_keep_page, BO, KEEP_PAGE, BoPage)

/* What the file choosers lead to; @path is local. */
void bo_keep_page_back_up (BoKeepPage *self, const char *path);
void bo_keep_page_export  (BoKeepPage *self, const char *path);
void bo_keep_page_import  (BoKeepPage *self, const char *path);

G_END_DECLS
