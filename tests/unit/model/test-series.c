/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-series.h"

#include <math.h>

/* The course of a characteristic. */

#define SECOND INT64_C (1000000)

static GArray *
course (const char *const *values)
{
  GArray *series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  const BoValueType *type = &bo_catalogue_characteristic ("current_temperature")->type;

  for (int i = 0; values[i] != NULL; i++)
    bo_series_add (series, i * SECOND, type, *values[i] != '\0' ? bo_json_wrap (values[i]) : BO_JSON_NONE);
  return series;
}

static void
assert_course (GArray *series, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < series->len; i++)
    {
      BoSample *sample = &g_array_index (series, BoSample, i);

      g_string_append_printf (text, "%s%d:%g", i > 0 ? " " : "", (int) (sample->time_us / SECOND), sample->value);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What says nothing new is left out; a word that means a number counts, one that doesn't is a gap. */
static void
test_add (void)
{
  g_autoptr (GArray) series = course ((const char *[]) { "20", "20.0", "21", "\"22\"", "\"warm\"", "", "21", NULL });

  assert_course (series, "0:20 2:21 3:22 4:nan 6:21");
}

static void
test_same_time (void)
{
  g_autoptr (GArray) series = course ((const char *[]) { "20", NULL });
  const BoValueType *type = &bo_catalogue_characteristic ("current_temperature")->type;

  bo_series_add (series, 0, type, bo_json_wrap ("21"));
  assert_course (series, "0:21");
}

static void
test_part (void)
{
  g_autoptr (GArray) series = course ((const char *[]) { "20", "21", "22", "23", "24", NULL });
  g_autoptr (GArray) part = bo_series_part (series, 3 * SECOND / 2, 3 * SECOND);
  g_autoptr (GArray) before = bo_series_part (series, -5 * SECOND, -SECOND);
  g_autoptr (GArray) after = bo_series_part (series, 9 * SECOND, 10 * SECOND);

  assert_course (part, "1:21 2:22 3:23");
  g_assert_cmpint (g_array_index (part, BoSample, 0).time_us, ==, 3 * SECOND / 2);
  g_assert_cmpuint (before->len, ==, 0);
  assert_course (after, "9:24");
}

static void
test_thin (void)
{
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  g_autoptr (GArray) part = NULL;
  double least = 0, greatest = 0;

  for (int i = 0; i < 50000; i++)
    {
      BoSample sample = { i * SECOND, i == 31234 ? -40 : i == 41234 ? 90 : i % 7 };

      g_array_append_val (series, sample);
    }
  part = bo_series_part (series, 0, 50000 * SECOND);
  g_assert_cmpuint (part->len, <=, BO_SERIES_MAX);
  g_assert_true (bo_series_limits (part, &least, &greatest));
  g_assert_cmpfloat (least, ==, -40);
  g_assert_cmpfloat (greatest, ==, 90);
  for (unsigned int i = 1; i < part->len; i++)
    g_assert_cmpint (g_array_index (part, BoSample, i).time_us, >, g_array_index (part, BoSample, i - 1).time_us);
}

static void
test_at (void)
{
  g_autoptr (GArray) series = course ((const char *[]) { "20", "21", NULL });

  g_assert_true (isnan (bo_series_at (series, -1)));
  g_assert_cmpfloat (bo_series_at (series, SECOND - 1), ==, 20);
  g_assert_cmpfloat (bo_series_at (series, SECOND), ==, 21);
  g_assert_cmpfloat (bo_series_at (series, 99 * SECOND), ==, 21);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/add", test_add);
  g_test_add_func ("/series/same-time", test_same_time);
  g_test_add_func ("/series/part", test_part);
  g_test_add_func ("/series/thin", test_thin);
  g_test_add_func ("/series/at", test_at);
  return g_test_run ();
}
