/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoMoment:
 *
 * A day and a time of the past, to be chosen: the usual ones by a button each, any other by a calendar.
 *
 * ::changed: (signal): another moment is chosen
 */
#define BO_TYPE_MOMENT (bo_moment_get_type ())
G_DECLARE_FINAL_TYPE (BoMoment, bo_moment, BO, MOMENT, AdwBin)

GtkWidget *bo_moment_new      (BoClient *client, int64_t time_us);
int64_t    bo_moment_get_time (BoMoment *self);
void       bo_moment_set_time (BoMoment *self, int64_t time_us);

typedef void (*BoMomentFunc) (int64_t time_us, gpointer data);

/* Asks for one; @now_answer: (nullable): a choice besides, "Now", which gives 0. @answered is called once at most. */
GtkWidget *bo_moment_ask      (GtkWidget *from, BoClient *client, const char *heading, const char *answer,
                               const char *now_answer, int64_t time_us, BoMomentFunc answered, gpointer data,
                               GDestroyNotify destroy);
/* What View Home at… does: asks, and shows that page. */
void       bo_moment_view     (GtkWidget *from, BoClient *client);
/* "past:TIME", or "past:TIME:ID" */
char      *bo_past_address    (int64_t time_us, const char *id);

G_END_DECLS
