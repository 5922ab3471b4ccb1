/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoJoinPage:
 *
 * What a home of this device and a hub would be together, before anything is sent.
 *
 * ::join: (signal) the person wants it. ::cancel: (signal) doesn't, or gives up while it is under way.
 */
#define BO_TYPE_JOIN_PAGE (bo_join_page_get_type ())
G_DECLARE_FINAL_TYPE (BoJoinPage, bo_join_page, BO, JOIN_PAGE, AdwBin)

/* @home: (nullable): what is here is called */
void bo_join_page_show     (BoJoinPage *self, const BoMeeting *meeting, const char *home);
void bo_join_page_set_busy (BoJoinPage *self, bool busy);

G_END_DECLS
