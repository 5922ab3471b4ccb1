/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include "bo-clock.h"

/* The heap of events, by time and then by sequence; and the dice. */

uint64_t
_sim_draw (Dice *dice)
{
  return bo_splitmix (dice->seed, dice->stream, dice->drawn++);
}

int
_sim_roll (Dice *dice, int n)
{
  return (int) (_sim_draw (dice) % (uint64_t) n);
}

static bool
is_before (const Event *a, const Event *b)
{
  return a->at != b->at ? a->at < b->at : a->seq < b->seq;
}

static Event *
at (World *world, unsigned int index)
{
  return &g_array_index (world->heap, Event, index);
}

static void
swap (World *world, unsigned int a, unsigned int b)
{
  Event kept = *at (world, a);

  *at (world, a) = *at (world, b);
  *at (world, b) = kept;
}

/* Takes what @event owns. */
void
_sim_heap_push (World *world, const Event *event)
{
  unsigned int index = world->heap->len;

  g_array_append_vals (world->heap, event, 1);
  while (index > 0 && is_before (at (world, index), at (world, (index - 1) / 2)))
    {
      swap (world, index, (index - 1) / 2);
      index = (index - 1) / 2;
    }
}

static void
sink (World *world)
{
  unsigned int index = 0;

  for (;;)
    {
      unsigned int least = index;

      for (unsigned int child = 2 * index + 1; child <= 2 * index + 2 && child < world->heap->len; child++)
        if (is_before (at (world, child), at (world, least)))
          least = child;
      if (least == index)
        return;
      swap (world, index, least);
      index = least;
    }
}

/* The next event, where one comes before @until. The caller owns what is in it. */
bool
_sim_heap_pop (World *world, int64_t until, Event *event)
{
  if (world->heap->len == 0 || at (world, 0)->at > until)
    return false;
  *event = *at (world, 0);
  swap (world, 0, world->heap->len - 1);
  g_array_set_size (world->heap, world->heap->len - 1);
  sink (world);
  return true;
}

void
_sim_event_clear (Event *event)
{
  bo_request_free (event->request);
  bo_reply_free (event->reply);
  bo_job_unref (event->job);
  bo_job_outcome_free (event->outcome);
}

void
_sim_heap_clear (World *world)
{
  for (unsigned int i = 0; i < world->heap->len; i++)
    _sim_event_clear (at (world, i));
  g_array_unref (world->heap);
}
