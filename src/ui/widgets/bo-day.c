/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-day.h"

#include "bo-clock.h"

#define TICK_SECONDS 30

struct _BoDay
{
  GObject parent_instance;
  int     year;
  int     day;  /* of the year */
};

G_DEFINE_FINAL_TYPE (BoDay, bo_day, G_TYPE_OBJECT)

static unsigned int changed_signal;

static void
read_calendar (int *year,
               int *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);

  *year = now != NULL ? g_date_time_get_year (now) : 0;
  *day = now != NULL ? g_date_time_get_day_of_year (now) : 0;
}

static gboolean
tick_cb (void *data)
{
  bo_day_look (data);
  return G_SOURCE_CONTINUE;
}

static void
bo_day_class_init (BoDayClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_day_init (BoDay *self)
{
  read_calendar (&self->year, &self->day);
}

/**
 * bo_day_get:
 *
 * Returns: (transfer none): the one of the process, which lives as long as that
 */
BoDay *
bo_day_get (void)
{
  static BoDay *self = NULL;

  if (self == NULL)
    {
      self = g_object_new (BO_TYPE_DAY, NULL);
      g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
    }
  return self;
}

void
bo_day_look (BoDay *self)
{
  int year, day;

  g_return_if_fail (BO_IS_DAY (self));
  read_calendar (&year, &day);
  if (year == self->year && day == self->day)
    return;
  self->year = year;
  self->day = day;
  g_signal_emit (self, changed_signal, 0);
}
