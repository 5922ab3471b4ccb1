/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Walking is recursive; deeper nesting than this is the scan's business. */
#define WALK_DEPTH 200

int LLVMFuzzerInitialize (int *argc, char ***argv);

static void
trap_cb (int number)
{
  abort ();
}

/* A fatal message of GLib is a trap, of which libFuzzer knows nothing: it would keep no input. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  signal (SIGTRAP, trap_cb);
  return 0;
}

char *
fuzz_text (const uint8_t *data, size_t size)
{
  return memchr (data, '\0', size) == NULL ? g_strndup ((const char *) data, size) : NULL;
}

char **
fuzz_lines (const uint8_t *data, size_t size, int n)
{
  g_autofree char *text = fuzz_text (data, size);
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", n) : NULL;

  return lines != NULL && g_strv_length (lines) == (unsigned int) n ? g_steal_pointer (&lines) : NULL;
}

bool
fuzz_is_content (const char *text)
{
  return bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, NULL, NULL);
}

static void
walk (BoJson value, unsigned int depth)
{
  g_autofree char *string = bo_json_dup_string (value);
  BoJsonIter iter;
  BoJson key, child;
  int64_t integer;
  double number;
  bool flag;

  bo_json_get_int64 (value, &integer);
  bo_json_get_double (value, &number);
  bo_json_get_bool (value, &flag);
  if (depth == WALK_DEPTH)
    return;
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &key, &child))
    {
      walk (key, WALK_DEPTH);
      walk (child, depth + 1);
    }
}

void
fuzz_walk (BoJson value)
{
  walk (value, 0);
}
