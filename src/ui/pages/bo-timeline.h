/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoTimeline:
 *
 * What happened in the home, the newest first: of everybody or one person, everywhere or in one room, of every kind
 * or of one. More of it is read when it is asked for.
 */
#define BO_TYPE_TIMELINE (bo_timeline_get_type ())
G_DECLARE_FINAL_TYPE (BoTimeline, bo_timeline, BO, TIMELINE, AdwBin)

GtkWidget *bo_timeline_new (BoClient *client);

G_END_DECLS
