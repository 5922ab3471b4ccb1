/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

/* Version strings and times. A time that was read is written and read back the same, in six digits
   and UTC; a version made on top of any other comes after it, unless that lies more than a day ahead. */

#define DAY (INT64_C (86400) * G_USEC_PER_SEC)
#define NOW (INT64_C (1781516462) * G_USEC_PER_SEC)
#define LAST (INT64_C (253402300799) * G_USEC_PER_SEC + 999999)

static void
check_time (int64_t time_us)
{
  g_autofree char *text = bo_time_format (time_us);
  int64_t again;

  g_assert_cmpuint (strlen (text), ==, strlen ("2026-06-15T09:41:02.581234+00:00"));
  g_assert_true (g_str_has_suffix (text, "+00:00"));
  g_assert_true (bo_time_parse (text, &again, NULL));
  g_assert_cmpint (again, ==, time_us);
}

static void
check_order (int64_t time_us)
{
  g_autofree char *text = bo_time_format (time_us);
  g_autofree char *later = bo_time_format (time_us + 1);

  if (time_us < LAST)
    g_assert_cmpint (strcmp (text, later), <, 0);
}

/* The one on top of it. */
static void
check_child (const char *version, bool has_time, int64_t time_us)
{
  BoVersionSource source = { .user_id = (char *) "a-b", .last_us = 0, .counter = 999999 };
  const char *parents[] = { version, NULL };
  g_autofree char *child = bo_version_source_next (&source, NOW, parents);
  g_autofree char *sibling = bo_version_source_next (&source, NOW, parents);
  int64_t child_us;

  g_assert_true (bo_version_parse_time (child, &child_us));
  g_assert_cmpint (child_us, >=, NOW);
  g_assert_cmpint (child_us, <=, NOW + DAY + 1);
  if (has_time && time_us <= NOW + DAY)
    g_assert_cmpint (child_us, >, time_us);
  g_assert_cmpint (strcmp (child, sibling), <, 0);
}

static void
check_made (int64_t time_us, const char *user_id)
{
  g_autofree char *version = bo_version_format (time_us, 417, user_id);
  int64_t again;

  g_assert_true (bo_version_parse_time (version, &again));
  g_assert_cmpint (again, ==, time_us);
  g_assert_true (g_str_has_suffix (version, user_id));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_text (data, size);
  int64_t time_us = 0, whole_us;
  const char *rest = NULL;
  bool has_time;

  if (text == NULL)
    return 0;
  if (bo_time_parse (text, &time_us, &rest))
    {
      g_assert_true (rest > text && rest <= text + size);
      check_time (time_us);
      check_order (time_us);
      check_made (time_us, rest);
    }
  if (bo_time_parse (text, &whole_us, NULL))
    g_assert_cmpint (whole_us, ==, time_us);
  has_time = bo_version_parse_time (text, &time_us);
  if (has_time)
    check_time (time_us);
  check_child (text, has_time, time_us);
  return 0;
}
