/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-client.h"
#include "bo-comfort-words.h"

/* 0 where it was so before @from_us already, and nobody here knows since when */
static int64_t
since_when (BoComfort comfort, GArray *series, int side, int64_t from_us)
{
  int64_t since_us = 0;

  for (unsigned int i = series->len; i > 0; i--)
    {
      BoSample *sample = &g_array_index (series, BoSample, i - 1);

      if (isnan (sample->value) || bo_comfort_side (comfort, sample->value) != side)
        return since_us;
      since_us = sample->time_us;
    }
  return since_us > from_us ? since_us : 0;
}

char *
bo_comfort_sentence (BoComfort comfort, GArray *series, int64_t from_us, int *side)
{
  double value = series->len > 0 ? g_array_index (series, BoSample, series->len - 1).value : NAN;
  int64_t since_us;
  g_autofree char *when = NULL;

  *side = bo_comfort_side (comfort, value);
  if (isnan (value) || (isnan (comfort.low) && isnan (comfort.high)))
    return NULL;
  if (*side == 0)
    return g_strdup (_("Within your limits"));
  since_us = since_when (comfort, series, *side, from_us);
  if (since_us == 0)
    return g_strdup (*side < 0 ? _("Below your limits") : _("Above your limits"));
  when = bo_time_to_clock (since_us, bo_clock_now ());
  return *side < 0 ? g_strdup_printf (_("Below your limits since %s"), when)
                   : g_strdup_printf (_("Above your limits since %s"), when);
}
