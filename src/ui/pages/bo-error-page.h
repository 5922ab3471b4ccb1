/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoErrorPage:
 *
 * What is wrong with the home's file, and what to do, at "error".
 */
#define BO_TYPE_ERROR_PAGE (bo_error_page_get_type ())
G_DECLARE_FINAL_TYPE (BoErrorPage, bo_error_page, BO, ERROR_PAGE, BoPage)

G_END_DECLS
