/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-version.h"

#include <string.h>

#define SECOND INT64_C (1000000)
#define DAY (86400 * SECOND)
/* 2026-06-15T09:41:02.581234Z */
#define MOMENT INT64_C (1781516462581234)

static void
assert_time (const char *text,
             int64_t     expected)
{
  int64_t time_us = -1;

  if (!bo_time_parse (text, &time_us, NULL))
    g_error ("not read: %s", text);
  g_assert_cmpint (time_us, ==, expected);
}

static void
test_time_format (void)
{
  static const struct
  {
    int64_t     time_us;
    const char *text;
  } cases[] = {
    { MOMENT, "2026-06-15T09:41:02.581234+00:00" },
    { 0, "1970-01-01T00:00:00.000000+00:00" },
    { -1, "1969-12-31T23:59:59.999999+00:00" },
    { INT64_C (951782400) * SECOND, "2000-02-29T00:00:00.000000+00:00" },
    { INT64_C (4107542400) * SECOND, "2100-03-01T00:00:00.000000+00:00" },
    { INT64_MIN, "0001-01-01T00:00:00.000000+00:00" },
    { INT64_MAX, "9999-12-31T23:59:59.999999+00:00" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bo_time_format (cases[i].time_us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_time_parse (void)
{
  const int64_t whole = MOMENT - MOMENT % SECOND;

  assert_time ("2026-06-15T09:41:02.581234+00:00", MOMENT);
  assert_time ("2026-06-15T09:41:02.581234Z", MOMENT);
  assert_time ("2026-06-15t09:41:02.581234z", MOMENT);
  assert_time ("2026-06-15 09:41:02.581234", MOMENT);
  assert_time ("2026-06-15T09:41:02.581234+00:00Z", MOMENT);
  assert_time ("2026-06-15T09:41:02.581234Z+00:00", MOMENT);
  assert_time ("2026-06-15T11:41:02.581234+02:00", MOMENT);
  assert_time ("2026-06-15T04:11:02.581234-0530", MOMENT);
  assert_time ("2026-06-15T04:11:02.581234-05:30Z", MOMENT);
  assert_time ("2026-06-15T09:41:02,581234999999999999999999999", MOMENT);
  assert_time ("2026-06-15T09:41:02", whole);
  assert_time ("2026-06-15T09:41:02+00:00", whole);
  assert_time ("2026-06-15T09:41:02.5", whole + 500000);
  assert_time ("2016-12-31T23:59:60Z", INT64_C (1483228800) * SECOND - 1);
  assert_time ("0001-01-01T00:00:00", INT64_C (-62135596800) * SECOND);
  assert_time ("9999-12-31T23:59:59.999999", INT64_C (253402300799) * SECOND + 999999);
}

static void
test_time_refuse (void)
{
  static const char *const texts[] = {
    "", "2", "2026-06-15", "2026-06-15T09:41", "2026-06-15T09:41:02.", "2026-06-15T09:41:02x",
    "2026-06-15T09:41:02 ", " 2026-06-15T09:41:02", "2026-6-15T09:41:02", "2026-13-01T00:00:00",
    "2026-00-01T00:00:00", "2026-02-29T00:00:00", "1900-02-29T00:00:00", "2026-06-31T00:00:00",
    "2026-06-15T24:00:00", "2026-06-15T09:60:02", "2026-06-15T09:41:61", "0000-01-01T00:00:00",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "+2026-06-15T09:41:02",
    "2026-06-15T09:41:02+24:00", "2026-06-15T09:41:02+02:60", "2026-06-15T09:41:02+2:00",
    "2026-06-15T09:41:02ZZ", "2026-06-15T09:41:02-000417", "two weeks ago",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int64_t time_us = 42;

      if (bo_time_parse (texts[i], &time_us, NULL))
        g_error ("read: %s", texts[i]);
      g_assert_cmpint (time_us, ==, 42);
    }
}

static void
test_time_rest (void)
{
  const char *text = "2026-06-15T09:41:02.581234+00:00 and more";
  const char *rest = NULL;
  int64_t time_us;

  g_assert_true (bo_time_parse (text, &time_us, &rest));
  g_assert_cmpint (time_us, ==, MOMENT);
  g_assert_cmpstr (rest, ==, " and more");
}

/* What is written reads back, day by day over four centuries and the ends of the calendar. */
static void
test_time_round_trip (void)
{
  g_autofree char *previous = g_strdup ("");

  for (int64_t day = -200000; day < 200000; day += 13)
    {
      int64_t time_us = day * DAY + (day & 1023) * 84375000 + 7;
      g_autofree char *text = bo_time_format (time_us);

      assert_time (text, time_us);
      g_assert_cmpstr (previous, <, text);
      g_free (g_steal_pointer (&previous));
      previous = g_steal_pointer (&text);
    }
}

static void
test_version_format (void)
{
  g_autofree char *version = bo_version_format (MOMENT, 417, "alice");
  g_autofree char *wrapped = bo_version_format (0, 1000001, "");

  g_assert_cmpstr (version, ==, "2026-06-15T09:41:02.581234+00:00-000417-alice");
  g_assert_cmpstr (wrapped, ==, "1970-01-01T00:00:00.000000+00:00-000001-");
}

static void
test_version_parse (void)
{
  static const char *const readable[] = {
    "2026-06-15T09:41:02.581234+00:00-000417-alice",
    "2026-06-15T09:41:02.581234+00:00-000417-alice-of-the-05:00-house",
    "2026-06-15T09:41:02.581234+00:00Z-000417-alice",
    "2026-06-15T09:41:02.581234Z-000417-alice",
    "2026-06-15T09:41:02.581234-000417-alice",
    "2026-06-15T09:41:02.581234-0004-alice",
    "2026-06-15T04:41:02.581234-05:00-000417-alice",
    "2026-06-15T09:41:02.581234+0000-000417-alice",
    "2026-06-15T09:41:02.581234-alice",
    "2026-06-15T09:41:02.581234+00:00",
    "2026-06-15T09:41:02.581234Z",
  };
  static const char *const unreadable[] = {
    "", "v1", "2026-06-15", "2026-06-15T09:41:02.581234+00:00-", "2026-06-15T09:41:02.581234alice",
    "2026-06-15T09:41:02.581234+00:00 -000417-alice", "alice-2026-06-15T09:41:02.581234+00:00",
  };
  int64_t time_us = 42;

  for (size_t i = 0; i < G_N_ELEMENTS (readable); i++)
    {
      if (!bo_version_parse_time (readable[i], &time_us) || time_us != MOMENT)
        g_error ("%s is %" G_GINT64_FORMAT, readable[i], time_us);
    }

  time_us = 42;
  for (size_t i = 0; i < G_N_ELEMENTS (unreadable); i++)
    if (bo_version_parse_time (unreadable[i], &time_us) || time_us != 42)
      g_error ("read: %s", unreadable[i]);
}

static void
test_source_grows (void)
{
  static const int64_t wanted[] = { MOMENT, MOMENT, MOMENT - DAY, MOMENT + 5, MOMENT + 5, 0, INT64_MIN };
  BoVersionSource source = { (char *) "alice", 0, 999998 };
  g_autofree char *previous = g_strdup ("");

  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *version = bo_version_source_next (&source, wanted[i], NULL);
      int64_t time_us;

      g_assert_cmpstr (previous, <, version);
      g_assert_true (bo_version_parse_time (version, &time_us));
      g_assert_cmpint (time_us, ==, source.last_us);
      g_assert_cmpint (time_us, >=, wanted[i]);
      g_free (g_steal_pointer (&previous));
      previous = g_steal_pointer (&version);
    }

  g_assert_cmpint (source.counter, ==, 5);
  g_assert_cmpint (source.last_us, ==, MOMENT + 8);
}

static void
test_source_counter (void)
{
  BoVersionSource source = { (char *) "bob-the-second", 0, 999998 };
  g_autofree char *first = bo_version_source_next (&source, MOMENT, NULL);
  g_autofree char *second = bo_version_source_next (&source, MOMENT, NULL);

  g_assert_cmpstr (first, ==, "2026-06-15T09:41:02.581234+00:00-999999-bob-the-second");
  g_assert_cmpstr (second, ==, "2026-06-15T09:41:02.581235+00:00-000000-bob-the-second");
}

static void
assert_after_parents (const char *first,
                      const char *second,
                      int64_t     expected)
{
  const char *parents[] = { first, second, NULL };
  BoVersionSource source = { (char *) "alice", 0, 0 };
  g_autofree char *version = bo_version_source_next (&source, MOMENT, parents);

  g_assert_nonnull (version);
  g_assert_cmpint (source.last_us, ==, expected);
}

static void
test_source_parents (void)
{
  g_autofree char *older = bo_version_format (MOMENT - 9, 1, "bob");
  g_autofree char *same = bo_version_format (MOMENT, 1, "bob");
  g_autofree char *newer = bo_version_format (MOMENT + 9, 1, "bob");
  g_autofree char *day = bo_version_format (MOMENT + DAY, 1, "bob");
  g_autofree char *wrong = bo_version_format (MOMENT + DAY + 1, 1, "bob");

  assert_after_parents (older, NULL, MOMENT);
  assert_after_parents (same, NULL, MOMENT + 1);
  assert_after_parents (newer, older, MOMENT + 10);
  assert_after_parents (older, newer, MOMENT + 10);
  assert_after_parents (day, newer, MOMENT + DAY + 1);
  assert_after_parents (wrong, NULL, MOMENT);
  assert_after_parents (wrong, newer, MOMENT + 10);
  assert_after_parents ("no time at all", "", MOMENT);
}

static void
test_source_end_of_time (void)
{
  BoVersionSource source = { (char *) "alice", INT64_MAX, UINT32_MAX };
  g_autofree char *version = bo_version_source_next (&source, INT64_MAX, NULL);

  g_assert_cmpstr (version, ==, "9999-12-31T23:59:59.999999+00:00-000000-alice");
}

static void
test_parse_speed (void)
{
  const char *version = "2026-06-15T09:41:02.581234+00:00-000417-alice";
  const int rounds = 1000000;
  double seconds;

  if (!g_test_perf ())
    {
      g_test_skip ("measured with -m perf");
      return;
    }

  g_test_timer_start ();
  for (int i = 0; i < rounds; i++)
    {
      int64_t time_us;

      g_assert_true (bo_version_parse_time (version, &time_us));
    }
  seconds = g_test_timer_elapsed ();

  g_test_maximized_result (rounds / seconds, "%.0f versions a second", rounds / seconds);
  g_assert_cmpfloat (rounds / seconds, >, 2e6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/time/format", test_time_format);
  g_test_add_func ("/base/time/parse", test_time_parse);
  g_test_add_func ("/base/time/refuse", test_time_refuse);
  g_test_add_func ("/base/time/rest", test_time_rest);
  g_test_add_func ("/base/time/round-trip", test_time_round_trip);
  g_test_add_func ("/base/version/format", test_version_format);
  g_test_add_func ("/base/version/parse", test_version_parse);
  g_test_add_func ("/base/version/source/grows", test_source_grows);
  g_test_add_func ("/base/version/source/counter", test_source_counter);
  g_test_add_func ("/base/version/source/parents", test_source_parents);
  g_test_add_func ("/base/version/source/end-of-time", test_source_end_of_time);
  g_test_add_func ("/base/version/speed", test_parse_speed);

  return g_test_run ();
}
