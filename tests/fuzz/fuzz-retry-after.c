/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "bo-http-private.h"

/* The header Retry-After: nothing, or between a second and an hour; the same whatever white space
   stands around it, and for the seconds that it comes to. */

#define NOW (INT64_C (1781516462) * G_USEC_PER_SEC)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *spaced = NULL, *seconds = NULL;
  int64_t wait_us;

  if (text == NULL)
    return 0;
  wait_us = _bo_http_parse_retry_after (text, NOW);
  spaced = g_strconcat (" \t", text, " ", NULL);
  g_assert_cmpint (_bo_http_parse_retry_after (spaced, NOW), ==, wait_us);
  if (wait_us == 0)
    return 0;
  g_assert_cmpint (wait_us, >=, (int64_t) BO_RETRY_AFTER_MIN_SECONDS * G_USEC_PER_SEC);
  g_assert_cmpint (wait_us, <=, (int64_t) BO_RETRY_AFTER_MAX_SECONDS * G_USEC_PER_SEC);
  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, wait_us / G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after (seconds, NOW), ==, wait_us);
  return 0;
}
