/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-version.h"

#include <string.h>

#define SECOND INT64_C (1000000)
#define DAY (INT64_C (86400) * SECOND)

/* 0001-01-01T00:00:00.000000 and 9999-12-31T23:59:59.999999: all that four digits can say */
#define TIME_MIN (INT64_C (-62135596800) * SECOND)
#define TIME_MAX (INT64_C (253402300799) * SECOND + 999999)

#define COUNTERS 1000000

/* --- the calendar, proleptic Gregorian, counted in years that begin in March so that
       the leap day comes last --- */

static int64_t
days_from_civil (int year,
                 int month,
                 int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (int64_t) era * 146097 + day_of_era - 719468;
}

static void
civil_from_days (int64_t days,
                 int    *year,
                 int    *month,
                 int    *day)
{
  int64_t shifted = days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = (int) (shifted - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month + (march_month < 10 ? 3 : -9);
  *year = (int) (era * 400) + year_of_era + (*month <= 2);
}

static int
days_in_month (int year,
               int month)
{
  static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap);
}

/* --- writing --- */

static char *
put_digits (char   *at,
            int64_t number,
            int     width)
{
  for (int i = width - 1; i >= 0; i--)
    {
      at[i] = (char) ('0' + number % 10);
      number /= 10;
    }

  return at + width;
}

#define TIME_LENGTH 32

static void
put_time (char    text[TIME_LENGTH + 1],
          int64_t time_us)
{
  int64_t clamped = CLAMP (time_us, TIME_MIN, TIME_MAX);
  int64_t days = clamped / DAY - (clamped % DAY < 0);
  int64_t of_day = clamped - days * DAY;
  int year, month, day;
  char *at = text;

  civil_from_days (days, &year, &month, &day);
  at = put_digits (at, year, 4);
  *at++ = '-';
  at = put_digits (at, month, 2);
  *at++ = '-';
  at = put_digits (at, day, 2);
  *at++ = 'T';
  at = put_digits (at, of_day / (3600 * SECOND), 2);
  *at++ = ':';
  at = put_digits (at, of_day / (60 * SECOND) % 60, 2);
  *at++ = ':';
  at = put_digits (at, of_day / SECOND % 60, 2);
  *at++ = '.';
  at = put_digits (at, of_day % SECOND, 6);
  memcpy (at, "+00:00", 7);
}

/**
 * bo_time_format:
 * @time_us: microseconds since 1970-01-01 UTC
 *
 * Writes a time as versions and the protocol want it (PROTOCOL §2), always
 * 32 bytes, so that byte order is time order. Times before the year 1 and after
 * 9999 are written as the nearest that can be. Any thread.
 *
 * Returns: (transfer full): for example `2026-06-15T09:41:02.581234+00:00`
 */
char *
bo_time_format (int64_t time_us)
{
  char *text = g_malloc (TIME_LENGTH + 1);

  put_time (text, time_us);
  return text;
}

/* --- reading --- */

static bool
take_number (const char **at,
             int          width,
             int         *number)
{
  const char *p = *at;
  int sum = 0;

  for (int i = 0; i < width; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return false;
      sum = sum * 10 + (p[i] - '0');
    }

  *number = sum;
  *at = p + width;
  return true;
}

static bool
take_char (const char **at,
           char         c)
{
  if (**at != c)
    return false;

  ++*at;
  return true;
}

static bool
take_date (const char **at,
           int64_t     *days)
{
  int year, month, day;

  if (!take_number (at, 4, &year) || !take_char (at, '-') || !take_number (at, 2, &month) ||
      !take_char (at, '-') || !take_number (at, 2, &day))
    return false;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return false;

  *days = days_from_civil (year, month, day);
  return true;
}

/* Any number of digits; what lies below a microsecond is cut off. False where digits are missing. */
static bool
take_fraction (const char **at,
               int64_t     *micros)
{
  int64_t sum = 0;
  int digits = 0;

  *micros = 0;
  if (**at != '.' && **at != ',')
    return true;
  ++*at;
  if (!g_ascii_isdigit (**at))
    return false;

  for (; g_ascii_isdigit (**at); ++*at)
    if (digits < 6)
      {
        sum = sum * 10 + (**at - '0');
        digits++;
      }
  for (; digits < 6; digits++)
    sum *= 10;

  *micros = sum;
  return true;
}

static bool
take_clock (const char **at,
            int64_t     *of_day)
{
  int hour, minute, second;
  int64_t micros;

  if (!take_number (at, 2, &hour) || !take_char (at, ':') || !take_number (at, 2, &minute) ||
      !take_char (at, ':') || !take_number (at, 2, &second) || !take_fraction (at, &micros))
    return false;
  if (hour > 23 || minute > 59 || second > 60)
    return false;

  /* A leap second is the last moment of its minute, not the first of the next. */
  if (second == 60)
    {
      second = 59;
      micros = SECOND - 1;
    }

  *of_day = ((hour * 60 + minute) * 60 + second) * SECOND + micros;
  return true;
}

static bool
take_z (const char **at)
{
  return take_char (at, 'Z') || take_char (at, 'z');
}

/* Takes "+05:30" or "+0530". Where a counter may follow, "-0530" is left alone: it is
   more likely the beginning of "-053012-alice". */
static bool
take_offset (const char **at,
             bool         counter_follows,
             int64_t     *offset)
{
  const char *p = *at;
  bool negative = *p == '-';
  bool colon;
  int hours, minutes;

  if (*p != '+' && !negative)
    return false;
  p++;
  if (!take_number (&p, 2, &hours))
    return false;
  colon = take_char (&p, ':');
  if (!colon && negative && counter_follows)
    return false;
  if (!take_number (&p, 2, &minutes) || hours > 23 || minutes > 59 || g_ascii_isdigit (*p))
    return false;

  *offset = (hours * 60 + minutes) * 60 * SECOND * (negative ? -1 : 1);
  *at = p;
  return true;
}

static bool
take_time (const char **at,
           bool         counter_follows,
           int64_t     *time_us)
{
  const char *p = *at;
  int64_t days, of_day, offset = 0, sum;

  if (!take_date (&p, &days) ||
      !(take_char (&p, 'T') || take_char (&p, ' ') || take_char (&p, 't')) ||
      !take_clock (&p, &of_day))
    return false;

  /* "Z", an offset, both in either order, or nothing; where both disagree the offset says more. */
  take_z (&p);
  if (take_offset (&p, counter_follows, &offset))
    take_z (&p);

  sum = days * DAY + of_day - offset;
  if (sum < TIME_MIN || sum > TIME_MAX)
    return false;

  *time_us = sum;
  *at = p;
  return true;
}

/**
 * bo_time_parse:
 * @text: any text
 * @time_us: (out): microseconds since 1970-01-01 UTC
 * @rest: (out) (optional) (transfer none): where reading stopped, inside @text
 *
 * Reads a time liberally (PROTOCOL §2): `T` or a space, any number of fraction
 * digits or none (what is below a microsecond is cut off), an offset `±hh:mm` or
 * `±hhmm`, `Z`, both, or nothing, which means UTC. Years 1 to 9999. A leap second
 * is the last microsecond of its minute. Any thread; allocates nothing.
 *
 * Returns: false, both results untouched, where @text doesn't begin with a time,
 *   or goes on after it and @rest is %NULL
 */
bool
bo_time_parse (const char  *text,
               int64_t     *time_us,
               const char **rest)
{
  int64_t result;

  g_return_val_if_fail (text != NULL, false);
  g_return_val_if_fail (time_us != NULL, false);

  if (!take_time (&text, false, &result) || (rest == NULL && *text != '\0'))
    return false;

  *time_us = result;
  if (rest != NULL)
    *rest = text;
  return true;
}

/* --- versions --- */

/**
 * bo_version_format:
 * @time_us: the time of the last edit in it, microseconds since 1970-01-01 UTC
 * @counter: 0 to 999999; of a greater one the last six digits count
 * @user_id: who made it
 *
 * Composes a version string (PROTOCOL §2). Any thread.
 *
 * Returns: (transfer full): `{time}-{6-digit counter}-{user_id}`
 */
char *
bo_version_format (int64_t     time_us,
                   uint32_t    counter,
                   const char *user_id)
{
  char prefix[TIME_LENGTH + 9];
  char *at = prefix + TIME_LENGTH;

  g_return_val_if_fail (user_id != NULL, NULL);

  put_time (prefix, time_us);
  *at++ = '-';
  at = put_digits (at, counter % COUNTERS, 6);
  *at++ = '-';
  *at = '\0';

  return g_strconcat (prefix, user_id, NULL);
}

/**
 * bo_version_parse_time:
 * @version: any text
 * @time_us: (out): microseconds since 1970-01-01 UTC
 *
 * Reads the time a version string begins with (PROTOCOL §2). What follows it is
 * not looked at, but for the `-` it begins with; a version that is only a time
 * has one too. Any thread; allocates nothing.
 *
 * Returns: false, @time_us untouched, where there is none
 */
bool
bo_version_parse_time (const char *version,
                       int64_t    *time_us)
{
  int64_t result;

  g_return_val_if_fail (version != NULL, false);
  g_return_val_if_fail (time_us != NULL, false);

  if (!take_time (&version, true, &result))
    return false;
  if (version[0] != '\0' && (version[0] != '-' || version[1] == '\0'))
    return false;

  *time_us = result;
  return true;
}

/* Saturates, so that a time at the end of the calendar doesn't wrap to its beginning. */
static int64_t
after (int64_t time_us)
{
  return time_us < TIME_MAX ? time_us + 1 : TIME_MAX;
}

/**
 * bo_version_source_next:
 * @source: advanced; the caller persists it
 * @wanted_us: the time of the edit, corrected by the offset to the hub's clock
 * @parent_versions: (nullable) (array zero-terminated=1): what it is made from
 *
 * Makes the next version string: at @wanted_us or later, later than any made
 * before, and later by 1 µs than each parent, save those more than a day ahead of
 * @wanted_us: a wrong clock must not spread (PROTOCOL §2). Parents without a
 * readable time don't count. Reads no clock. One thread at a time for one @source.
 *
 * Returns: (transfer full): the version
 */
char *
bo_version_source_next (BoVersionSource   *source,
                        int64_t            wanted_us,
                        const char *const *parent_versions)
{
  int64_t next;

  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (source->user_id != NULL, NULL);

  wanted_us = CLAMP (wanted_us, TIME_MIN, TIME_MAX);
  next = MAX (wanted_us, after (source->last_us));

  for (size_t i = 0; parent_versions != NULL && parent_versions[i] != NULL; i++)
    {
      int64_t parent_us;

      if (bo_version_parse_time (parent_versions[i], &parent_us) && parent_us - wanted_us <= DAY)
        next = MAX (next, after (parent_us));
    }

  source->last_us = next;
  source->counter = (source->counter + 1) % COUNTERS;
  return bo_version_format (next, source->counter, source->user_id);
}
