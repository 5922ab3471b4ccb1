/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* How a home stands to its hub and to its file. */
typedef struct
{
  bool        up_to_date; /* whatever was put aside may be said again */
  bool        away;       /* the hub doesn't answer */
  bool        sign_in;    /* it wants to know who asks */
  int64_t     last_us;    /* when all was well for the last time; 0: never */
  const char *problem;    /* nullable: why nothing can be written, a sentence */
  bool        mended;     /* the file was damaged, and is none any more */
  bool        lost;       /* not everything of it was saved */
} BoOfflineFacts;

/**
 * BoOfflineBar:
 *
 * A bar that says since when the hub is away, and that nothing is lost by it, or what is wrong with the home's file. A
 * person may put it aside until the next time; that the file was mended is said first, until it was read.
 *
 * ::sign-in: a person wants to sign in
 * ::details: a person asks what was mended
 */
#define BO_TYPE_OFFLINE_BAR (bo_offline_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoOfflineBar, bo_offline_bar, BO, OFFLINE_BAR, AdwBin)

/* Says what is to be said of @facts, as of now: a time of today is told without its day. */
void  bo_offline_bar_tell (BoOfflineBar *self, const BoOfflineFacts *facts);

/* (transfer full): since when there is no connection, and what that means. @last_us: as of the facts */
char *bo_offline_to_text  (int64_t last_us);

G_END_DECLS
