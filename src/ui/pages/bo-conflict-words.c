/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "bo-conflict-sides.h"
#include "bo-conflict-words.h"

/* The later edit of a field is kept, by its time to the microsecond; a tie goes to the greater version (PROTOCOL §5). */
static const char *
decided_rule (const BoConflict *conflict)
{
  int64_t gap = ABS (conflict->theirs_us - conflict->mine_us);

  if (gap == 0)
    return _("Both changes carry the very same time: where they touched the same field, the one whose version sorts "
             "later was kept.");
  if (gap < G_USEC_PER_SEC)
    return _("The changes are less than a second apart: where they touched the same field, the one with the later "
             "time was kept.");
  return _("Where both sides changed the same field, the newer change was kept.");
}

static const char *
deleted_rule (const BoConflict *conflict)
{
  const char *removal = bo_conflict_is_removal (conflict->mine) ? conflict->mine_version : conflict->theirs_version;

  if (conflict->winner == NULL)
    return _("A removal and a change can’t be merged: what the hub decides can be turned round here.");
  if (g_strcmp0 (conflict->winner, removal) == 0)
    return _("A removal and a change can’t be merged: the hub kept the removal.");
  return _("A removal and a change can’t be merged: the hub kept the change.");
}

static const char *
kind_rule (const BoConflict *conflict)
{
  switch (conflict->kind)
    {
    case BO_CONFLICT_MERGED:
      return _("Nothing was changed on both sides, so both changes are in the result.");
    case BO_CONFLICT_DECIDED:
      return decided_rule (conflict);
    case BO_CONFLICT_DELETED:
      return deleted_rule (conflict);
    case BO_CONFLICT_MOVED:
      return _("It can be in one place only: the move that reached the hub last stands, whichever was made later.");
    }
  return "";
}

char *
bo_conflict_rule (const BoConflict *conflict, int64_t clock_offset_us)
{
  double gap = fabs ((double) clock_offset_us / G_USEC_PER_SEC);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *clocks = NULL;
  g_auto (GStrv) texts = NULL;

  g_strv_builder_add (lines, kind_rule (conflict));
  if (gap > 1)
    {
      clocks = g_strdup_printf (_("The clocks of this device and the hub differ by %.1f seconds now; how much they "
                                  "differed then is not known."),
                                gap);
      g_strv_builder_add (lines, clocks);
    }
  if (conflict->base == NULL && conflict->kind != BO_CONFLICT_DELETED)
    g_strv_builder_add (lines, _("What was there before both changes is not known on this device."));
  texts = g_strv_builder_end (lines);
  return g_strjoinv ("\n", texts);
}
