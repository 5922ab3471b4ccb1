/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world.h"

#include <glib.h>
#include <string.h>

/* What is left out of a world, in words; and how little of it a failure needs. */

static int
find_member (const char *name)
{
  for (int i = 0; i < SIM_N_SWARM; i++)
    if (strcmp (sim_swarm_names[i], name) == 0)
      return i;
  return -1;
}

bool
sim_mask_parse (SimMask *mask, const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  *mask = (SimMask) { 0 };
  for (size_t i = 0; words[i] != NULL; i++)
    {
      int member = find_member (words[i]);
      int64_t number = g_ascii_strtoll (words[i], NULL, 10);

      if (words[i][0] == '\0')
        continue;
      if (member >= 0)
        mask->swarm[member] = true;
      else if (g_ascii_isdigit (words[i][0]) && number < SIM_MAX_PLANNED)
        mask->planned[number] = true;
      else
        return false;
    }
  return true;
}

char *
sim_mask_print (const SimMask *mask)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < SIM_N_SWARM; i++)
    if (mask->swarm[i])
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", sim_swarm_names[i]);
  for (int i = 0; i < SIM_MAX_PLANNED; i++)
    if (mask->planned[i])
      g_string_append_printf (text, "%s%d", text->len > 0 ? "," : "", i);
  return g_string_free (text, FALSE);
}

/* --- shrinking --- */

typedef struct
{
  uint64_t seed;
  SimFlags flags;
  SimMask *mask;
  char    *problem; /* the failure under @mask */
} Shrinker;

/* Keeps @smaller where it still fails, with whatever it fails. */
static bool
try (Shrinker *self, const SimMask *smaller)
{
  char *problem = sim_run (self->seed, self->flags, smaller, NULL);

  if (problem == NULL)
    return false;
  *self->mask = *smaller;
  g_free (self->problem);
  self->problem = problem;
  return true;
}

static bool
drop_members (Shrinker *self)
{
  bool shrunk = false;

  for (int i = SIM_LOSS; i < SIM_N_SWARM; i++)
    {
      SimMask smaller = *self->mask;

      if (smaller.swarm[i])
        continue;
      smaller.swarm[i] = true;
      shrunk = try (self, &smaller) || shrunk;
    }
  return shrunk;
}

static bool
drop_events (Shrinker *self, int span)
{
  bool shrunk = false;

  for (int first = 0; first < SIM_MAX_PLANNED; first += span)
    {
      SimMask smaller = *self->mask;
      bool changed = false;

      for (int i = first; i < MIN (first + span, SIM_MAX_PLANNED); i++)
        {
          changed = changed || !smaller.planned[i];
          smaller.planned[i] = true;
        }
      shrunk = (changed && try (self, &smaller)) || shrunk;
    }
  return shrunk;
}

char *
sim_shrink (uint64_t seed, SimFlags flags, SimMask *mask)
{
  Shrinker self = { seed, flags, mask, sim_run (seed, flags, mask, NULL) };
  bool shrunk = self.problem != NULL;

  for (int span = 32; span > 1; span /= 2)
    if (self.problem != NULL)
      drop_events (&self, span);
  while (shrunk)
    {
      shrunk = drop_members (&self);
      shrunk = drop_events (&self, 1) || shrunk;
    }
  return self.problem;
}
