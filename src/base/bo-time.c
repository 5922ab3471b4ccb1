/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-time.h"

#define MINUTE (60 * INT64_C (1000000))
#define HOUR (60 * MINUTE)

static GDateTime *
local_time (int64_t time_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static int
days_between (GDateTime *then,
              GDateTime *now)
{
  GDate day = { 0 };
  GDate today = { 0 };

  g_date_set_dmy (&day, g_date_time_get_day_of_month (then), g_date_time_get_month (then), g_date_time_get_year (then));
  g_date_set_dmy (&today, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  return g_date_days_between (&day, &today);
}

/**
 * bo_time_to_clock:
 * @time_us: a moment
 * @now_us: now
 *
 * Returns: (transfer full): "09:41" today, "yesterday 09:41", "3 May 09:41",
 * "3 May 2024"; "" for no time
 */
char *
bo_time_to_clock (int64_t time_us,
                  int64_t now_us)
{
  g_autoptr(GDateTime) then = time_us > 0 ? local_time (time_us) : NULL;
  g_autoptr(GDateTime) now = local_time (now_us);
  int days;

  if (then == NULL || now == NULL)
    return g_strdup ("");

  days = days_between (then, now);
  if (days == 0)
    return g_date_time_format (then, _("%H:%M"));
  else if (days == 1)
    return g_date_time_format (then, _("yesterday %H:%M"));
  else if (g_date_time_get_year (then) == g_date_time_get_year (now))
    return g_date_time_format (then, _("%-d %B %H:%M"));

  return g_date_time_format (then, _("%-d %B %Y"));
}

/**
 * bo_time_to_moment:
 * @time_us: a moment
 * @now_us: now
 *
 * A moment one looks back to: its day and its time, whenever it was.
 *
 * Returns: (transfer full): "today 08:00", "Tue 08:00", "3 May, 08:00", "3 May 2024, 08:00"; "" for no time
 */
char *
bo_time_to_moment (int64_t time_us,
                   int64_t now_us)
{
  g_autoptr(GDateTime) then = time_us > 0 ? local_time (time_us) : NULL;
  g_autoptr(GDateTime) now = local_time (now_us);
  int days;

  if (then == NULL || now == NULL)
    return g_strdup ("");

  days = days_between (then, now);
  if (days == 0)
    return g_date_time_format (then, _("today %H:%M"));
  else if (days > 0 && days < 7)
    /* Translators: a day of the last week and a time, see g_date_time_format(): "Tue 08:00" */
    return g_date_time_format (then, _("%a %H:%M"));
  else if (g_date_time_get_year (then) == g_date_time_get_year (now))
    return g_date_time_format (then, _("%-d %B, %H:%M"));

  return g_date_time_format (then, _("%-d %B %Y, %H:%M"));
}

/**
 * bo_time_to_age:
 * @time_us: a moment
 * @now_us: now
 *
 * How long ago something was, as the window, notifications and the command
 * line say it. What lies ahead, for a clock was wrong, is "just now".
 *
 * Returns: (transfer full): "just now", "2 min", "09:41", "yesterday 09:41", "3 May"; "" for no time
 */
char *
bo_time_to_age (int64_t time_us,
                int64_t now_us)
{
  int64_t age = now_us - time_us;
  g_autoptr(GDateTime) then = NULL;
  g_autoptr(GDateTime) now = NULL;

  if (time_us <= 0)
    return g_strdup ("");
  else if (age < MINUTE)
    return g_strdup (_("just now"));
  else if (age < HOUR)
    /* Translators: an age: minutes */
    return g_strdup_printf (_("%d min"), (int) (age / MINUTE));

  then = local_time (time_us);
  now = local_time (now_us);
  if (then == NULL || now == NULL)
    return g_strdup ("");
  if (days_between (then, now) > 1 && g_date_time_get_year (then) == g_date_time_get_year (now))
    return g_date_time_format (then, _("%-d %B"));

  return bo_time_to_clock (time_us, now_us);
}

/**
 * bo_time_to_span:
 * @span_us: how long, not negative
 *
 * How far apart two moments are, in the largest unit of which there are two.
 *
 * Returns: (transfer full): "1.5 seconds", "3 minutes", "5 hours", "730 days"
 */
char *
bo_time_to_span (int64_t span_us)
{
  /* A stranger's clock may be anywhere. */
  int minutes = (int) MIN (span_us / MINUTE, INT_MAX);
  int hours = (int) MIN (span_us / HOUR, INT_MAX);

  if (minutes < 2)
    return g_strdup_printf (_("%.1f seconds"), (double) span_us / G_USEC_PER_SEC);
  else if (hours < 2)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (unsigned long) minutes), minutes);
  else if (hours < 48)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (unsigned long) hours), hours);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (unsigned long) hours / 24), hours / 24);
}
