/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

/* Feeds a target its corpus without libFuzzer: every file, whole and cut short at many places, and
   inputs too large to keep in the tree. The folder of the corpus is the argument behind `--`. */

#define CUTS 64
#define DEEP 100000

/* In memory that ends where the input ends, so that a read beyond it is seen. */
static void
feed (const char *data, size_t size)
{
  g_autofree uint8_t *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
test_file (const void *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = NULL;
  size_t size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  feed (data, size);
  for (size_t cut = 0; cut < size; cut += 1 + size / CUTS)
    feed (data, cut);
}

static char *
repeat (const char *head, const char *part, size_t n, const char *tail)
{
  GString *text = g_string_new (head);

  for (size_t i = 0; i < n; i++)
    g_string_append (text, part);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

#define PAGE "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"server_time\":\"x\",\"changes\":["
#define CHANGE "{\"change_type\":\"update\",\"relationships\":[],\"entity\":{\"id\":\"a\",\"version\":\"b\"," \
               "\"entity_type\":\"device\",\"name\":\"c\",\"content\":"

static void
test_large (void)
{
  static const struct { const char *head, *part; size_t n; const char *tail; } cases[] = {
    { "", "[", DEEP, "" },
    { "", "{\"a\":", DEEP, "1" },
    { "[", "[],", DEEP, "1]" },
    { "{", "\"a\":1,", 1000, "\"a\":2}" },
    { "\"", "\\u00e9", DEEP, "\"" },
    { "\"", "x", 2 * BO_MAX_CONTENT, "\"" },
    { "", "9", DEEP, "" },
    { "-1e", "9", DEEP, "" },
    { "http://", "a.", 2000, "" },
    { "2026-06-15T09:41:02.", "5", DEEP, "-000001-alice" },
    { PAGE CHANGE, "[", 400, "1}}]}" },
    { PAGE CHANGE "{\"a\":\"", "x", 2 * BO_MAX_CONTENT, "\"}}}]}" },
    { PAGE, CHANGE "{}}},", 1000, "null]}" },
    { "", "/a", 1000, "\n1\n{}" },
    { "/s\n[", "{\"id\":\"x\"},", 1000, "1]\n{\"s\":[]}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeat (cases[i].head, cases[i].part, cases[i].n, cases[i].tail);

      g_test_message ("%.40s…", text);
      feed (text, strlen (text));
    }
}

/* What nests deep and is well-formed, and one level below and above the limit. */
static void
test_deep (void)
{
  static const size_t depths[] = { BO_MAX_DEPTH - 1, BO_MAX_DEPTH, BO_MAX_DEPTH + 1, 1000, DEEP };

  for (size_t i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *open = repeat ("", "[", depths[i], "");
      g_autofree char *closed = repeat (open, "]", depths[i], "");
      g_autofree char *page = g_strconcat (PAGE CHANGE "{\"a\":", closed, "}}}]}", NULL);
      g_autofree char *edit = g_strconcat ("/a\n", closed, "\n{}", NULL);

      feed (closed, strlen (closed));
      feed (page, strlen (page));
      feed (edit, strlen (edit));
    }
}

static void
add_files (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *title = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func_full (title, g_build_filename (folder, name, NULL), test_file, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  add_files (argv[argc - 1]);
  g_test_add_func ("/fuzz/large", test_large);
  g_test_add_func ("/fuzz/deep", test_deep);
  return g_test_run ();
}
