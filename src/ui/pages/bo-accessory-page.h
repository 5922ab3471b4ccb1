/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoAccessoryPage:
 *
 * Everything about one accessory (UX §3, Details), at "accessory:ID": its controls, where its
 * value stands, what happened to it, its documents, what it is tied to, what it is.
 */
#define BO_TYPE_ACCESSORY_PAGE (bo_accessory_page_get_type ())
G_DECLARE_FINAL_TYPE (BoAccessoryPage, bo_accessory_page, BO, ACCESSORY_PAGE, BoPage)

G_END_DECLS
