/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* The pre-scan and the span reader. What the scan accepts is one document that reads the same
   however it is read; the span reader and json-glib agree where json-glib can be trusted. */

static void check_node (BoJson value, JsonNode *node);

static bool
is_span_of (BoJson value, const char *text, size_t size)
{
  return value.length > 0 && value.text >= text && value.text + value.length <= text + size;
}

static unsigned int
find_depth (BoJson value)
{
  unsigned int deepest = 0, depth;
  BoJsonIter iter;
  BoJson child;

  if (bo_json_kind (value) < BO_JSON_KIND_ARRAY)
    return 0;
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, NULL, &child))
    {
      depth = find_depth (child);
      deepest = MAX (deepest, depth);
    }
  return deepest + 1;
}

/* It wraps integers above 2^63, and the last of two equal keys wins. */
static void
check_number (BoJson value, JsonNode *node)
{
  int64_t integer;
  double number;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      if (bo_json_get_int64 (value, &integer))
        g_assert_cmpint (integer, ==, json_node_get_int (node));
    }
  else
    {
      g_assert_true (bo_json_get_double (value, &number) || isinf (json_node_get_double (node)));
      if (isfinite (json_node_get_double (node)))
        g_assert_cmpfloat (number, ==, json_node_get_double (node));
    }
}

static void
check_object (BoJson value, JsonObject *object)
{
  g_autoptr(GList) names = json_object_get_members (object);

  g_assert_cmpuint (bo_json_size (value), >=, json_object_get_size (object));
  for (GList *at = names; at != NULL; at = at->next)
    check_node (bo_json_member (value, at->data), json_object_get_member (object, at->data));
}

static void
check_array (BoJson value, JsonArray *array)
{
  unsigned int index = 0;
  BoJsonIter iter;
  BoJson element;

  g_assert_cmpuint (bo_json_size (value), ==, json_array_get_length (array));
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, NULL, &element))
    check_node (element, json_array_get_element (array, index++));
}

static void
check_node (BoJson value, JsonNode *node)
{
  g_autofree char *string = NULL;
  bool flag;

  switch (bo_json_kind (value))
    {
    case BO_JSON_KIND_NONE:
      g_assert_not_reached ();
    case BO_JSON_KIND_NULL:
      g_assert_true (JSON_NODE_HOLDS_NULL (node));
      break;
    case BO_JSON_KIND_BOOL:
      g_assert_true (bo_json_get_bool (value, &flag));
      g_assert_true (flag == json_node_get_boolean (node));
      break;
    case BO_JSON_KIND_NUMBER:
      check_number (value, node);
      break;
    case BO_JSON_KIND_STRING:
      string = bo_json_dup_string (value);
      g_assert_cmpstr (string, ==, json_node_get_string (node));
      break;
    case BO_JSON_KIND_ARRAY:
      check_array (value, json_node_get_array (node));
      break;
    case BO_JSON_KIND_OBJECT:
      check_object (value, json_node_get_object (node));
      break;
    }
}

static void
check_json_glib (BoJson document)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  if (!json_parser_load_from_data (parser, document.text, (gssize) document.length, &error))
    g_error ("json-glib: %s", error->message);
  check_node (document, json_parser_get_root (parser));
}

static void
check_canonical (BoJson document)
{
  g_autofree char *canonical = bo_json_canonical (document);
  g_autofree char *again = bo_json_canonical (bo_json_wrap (canonical));

  g_assert_true (fuzz_is_content (canonical));
  g_assert_true (bo_json_equal (document, bo_json_wrap (canonical)));
  g_assert_cmpstr (again, ==, canonical);
}

static void
check_string (BoJson value)
{
  g_autofree char *string = bo_json_dup_string (value);
  g_autofree char *quoted = NULL;

  g_assert_nonnull (string);
  g_assert_true (g_utf8_validate (string, -1, NULL));
  quoted = bo_json_quote (string);
  g_assert_true (fuzz_is_content (quoted));
  g_assert_true (bo_json_string_is (bo_json_wrap (quoted), string));
  g_assert_true (bo_json_equal (bo_json_wrap (quoted), value));
}

static void
check_strings (BoJson value)
{
  BoJsonIter iter;
  BoJson key, child;

  if (bo_json_kind (value) == BO_JSON_KIND_STRING)
    check_string (value);
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &key, &child))
    {
      if (key.length > 0)
        check_string (key);
      check_strings (child);
    }
}

static void
check_document (BoJson document)
{
  g_autofree char *copy = bo_json_dup (document);
  g_autoptr(GPtrArray) changes = bo_json_diff (document, bo_json_wrap (copy));

  g_assert_cmpuint (strlen (copy), ==, document.length);
  g_assert_true (fuzz_is_content (copy));
  g_assert_cmpuint (find_depth (document), <=, BO_MAX_DEPTH);
  g_assert_cmpuint (changes->len, ==, 0);
  check_strings (document);
  check_canonical (document);
  check_json_glib (document);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr(GError) error = NULL;
  BoJson strict, lax;
  bool is_strict = bo_json_scan (text, (gssize) size, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &strict, &error);
  bool is_lax = bo_json_scan (text, (gssize) size, 0, BO_JSON_SCAN_LAX_STRINGS, &lax, NULL);

  g_assert_true (is_strict == (error == NULL));
  g_assert_true (is_lax || !is_strict);
  fuzz_walk ((BoJson){ text, size });
  if (is_lax)
    {
      g_assert_true (is_span_of (lax, text, size));
      g_assert_cmpint (bo_json_kind (lax), !=, BO_JSON_KIND_NONE);
      g_assert_true (bo_json_equal (lax, lax));
      fuzz_walk (lax);
    }
  if (is_strict)
    {
      g_assert_true (strict.text == lax.text && strict.length == lax.length);
      check_document (strict);
    }
  return 0;
}
