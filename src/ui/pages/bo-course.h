/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoCourse:
 *
 * What the numbers of an accessory were over a day, a week or a month: a chart or a table, of one of its
 * characteristics. Read beside the window's thread, anew when something changes.
 */
#define BO_TYPE_COURSE (bo_course_get_type ())
G_DECLARE_FINAL_TYPE (BoCourse, bo_course, BO, COURSE, AdwBin)

/* (transfer floating): not visible while @accessory has no numbers */
GtkWidget *bo_course_new (BoClient *client, BoAccessory *accessory);

G_END_DECLS
