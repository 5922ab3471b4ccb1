/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <string.h>

static void
append_escaped (GString *out, const char *segment)
{
  for (; *segment != '\0'; segment++)
    switch (*segment)
      {
      case '~':
        g_string_append (out, "~0");
        break;
      case '/':
        g_string_append (out, "~1");
        break;
      default:
        g_string_append_c (out, *segment);
        break;
      }
}

/**
 * bo_json_path_append:
 * @path: a path, empty for the whole value
 * @segment: a key, an index, `=ID` or `-`, unescaped
 *
 * Returns: (transfer full): the path of @segment below @path
 */
char *
bo_json_path_append (const char *path, const char *segment)
{
  GString *out;

  g_return_val_if_fail (path != NULL && segment != NULL, NULL);

  out = g_string_new (path);
  g_string_append_c (out, '/');
  append_escaped (out, segment);
  return g_string_free (out, FALSE);
}

/* RFC 6901 §4, in place; the text only shrinks. */
static bool
unescape_segment (char *segment)
{
  char *to = segment;

  for (const char *from = segment; *from != '\0'; from++)
    {
      char c = *from;

      if (c == '~')
        {
          from++;
          if (*from != '0' && *from != '1')
            return false;
          c = *from == '0' ? '~' : '/';
        }
      *to++ = c;
    }
  *to = '\0';
  return true;
}

/**
 * bo_json_path_split:
 * @path: a path
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): its segments,
 *   unescaped, none for the empty path; %NULL when @path is no path: it does
 *   not begin with `/`, or has a `~` before anything but 0 and 1
 */
char **
bo_json_path_split (const char *path)
{
  g_auto (GStrv) segments = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (*path == '\0')
    return g_new0 (char *, 1);
  if (*path != '/')
    return NULL;
  segments = g_strsplit (path + 1, "/", -1);
  if (path[1] == '\0')
    {
      /* g_strsplit() finds nothing in an empty text; here that is one empty segment */
      g_strfreev (segments);
      segments = g_new0 (char *, 2);
      segments[0] = g_strdup ("");
    }
  for (size_t i = 0; segments[i] != NULL; i++)
    if (!unescape_segment (segments[i]))
      return NULL;
  return g_steal_pointer (&segments);
}

/**
 * bo_json_path_covers:
 * @path: a path
 * @other: another
 *
 * Returns: whether @other is @path or lies below it
 */
bool
bo_json_path_covers (const char *path, const char *other)
{
  size_t length;

  g_return_val_if_fail (path != NULL && other != NULL, false);

  length = strlen (path);
  return strncmp (path, other, length) == 0 && (other[length] == '\0' || other[length] == '/');
}

bool
_bo_json_segment_index (const char *segment, size_t *index)
{
  uint64_t number;

  /* RFC 6901 §4: no leading zeros, so that each element has one path */
  if (!g_ascii_isdigit (segment[0]) || (segment[0] == '0' && segment[1] != '\0'))
    return false;
  if (!g_ascii_string_to_unsigned (segment, 10, 0, SIZE_MAX, &number, NULL))
    return false;
  *index = (size_t) number;
  return true;
}

/**
 * bo_json_element_name:
 * @element: of an array
 *
 * What the segment `=ID` of a path names @element by: its id. A service or a characteristic that
 * has none goes by its type (PROTOCOL §5).
 *
 * Returns: the name, a string where the element has one; none where it has no such member
 */
BoJson
bo_json_element_name (BoJson element)
{
  static const char *const members[] = { "id", "service_type", "characteristic_type" };
  BoJson name = BO_JSON_NONE;

  for (size_t i = 0; i < G_N_ELEMENTS (members) && bo_json_kind (name) == BO_JSON_KIND_NONE; i++)
    name = bo_json_member (element, members[i]);
  return name;
}

BoJson
_bo_json_find_element (BoJson array, const char *segment)
{
  BoJsonIter iter;
  BoJson value;
  size_t index;

  if (_bo_json_segment_index (segment, &index))
    return bo_json_element (array, index);
  if (segment[0] != '=')
    return BO_JSON_NONE;
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    if (bo_json_string_is (bo_json_element_name (value), segment + 1))
      return value;
  return BO_JSON_NONE;
}

/**
 * bo_json_at:
 * @value: a value
 * @path: where to look
 *
 * Follows @path into @value. In an object each segment is a key, `=ID` too; in
 * an array `=ID` is the first element of that id (a service or characteristic
 * without one: of that type), a decimal its index.
 *
 * Returns: what is there; none where the path leads nowhere or is no path
 */
BoJson
bo_json_at (BoJson value, const char *path)
{
  g_auto (GStrv) segments = NULL;

  g_return_val_if_fail (path != NULL, BO_JSON_NONE);

  segments = bo_json_path_split (path);
  if (segments == NULL)
    return BO_JSON_NONE;
  for (size_t i = 0; segments[i] != NULL; i++)
    switch (bo_json_kind (value))
      {
      case BO_JSON_KIND_OBJECT:
        value = bo_json_member (value, segments[i]);
        break;
      case BO_JSON_KIND_ARRAY:
        value = _bo_json_find_element (value, segments[i]);
        break;
      case BO_JSON_KIND_NONE:
      case BO_JSON_KIND_NULL:
      case BO_JSON_KIND_BOOL:
      case BO_JSON_KIND_NUMBER:
      case BO_JSON_KIND_STRING:
        return BO_JSON_NONE;
      }
  return value;
}
