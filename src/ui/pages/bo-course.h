/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoCourse:
 *
 * What the values of an accessory were over a day, a week, a month or all the time: a chart, a strip of states or a
 * table, of one of its characteristics. Read beside the window's thread, anew when something changes.
 */
#define BO_TYPE_COURSE (bo_course_get_type ())
G_DECLARE_FINAL_TYPE (BoCourse, bo_course, BO, COURSE, AdwBin)

/* (transfer floating): not visible while @accessory has nothing with a course */
GtkWidget *bo_course_new (BoClient *client, BoAccessory *accessory);

G_END_DECLS
