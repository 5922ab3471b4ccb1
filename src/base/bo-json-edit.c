/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-error.h"

/* Where an edit takes place: how far the path leads into what is there. */
typedef struct
{
  BoJson   container; /* the innermost value that exists on the way */
  char   **missing;   /* the segments that lead on from it; none when the path ends in it */
  char    *element;   /* nullable: the "=ID" that led to it */
} Place;

static BoJson
child (BoJson container, const char *segment)
{
  switch (bo_json_kind (container))
    {
    case BO_JSON_KIND_OBJECT:
      return bo_json_member (container, segment);
    case BO_JSON_KIND_ARRAY:
      return _bo_json_find_element (container, segment);
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    case BO_JSON_KIND_BOOL:
    case BO_JSON_KIND_NUMBER:
    case BO_JSON_KIND_STRING:
      return BO_JSON_NONE;
    }
  return BO_JSON_NONE;
}

static Place
find_place (BoJson document, char **segments)
{
  Place place = { document, segments, NULL };

  for (; *place.missing != NULL; place.missing++)
    {
      BoJson next = child (place.container, *place.missing);
      bool in_array = bo_json_kind (place.container) == BO_JSON_KIND_ARRAY;

      if (next.length == 0)
        break;
      place.container = next;
      place.element = in_array && **place.missing == '=' ? *place.missing : NULL;
    }
  return place;
}

static char *
splice (const char *text, BoJson old, const char *replacement)
{
  size_t head = (size_t) (old.text - text);
  size_t tail = strlen (old.text + old.length);
  size_t middle = strlen (replacement);
  char *result = g_malloc (head + middle + tail + 1);

  memcpy (result, text, head);
  memcpy (result + head, replacement, middle);
  memcpy (result + head + middle, old.text + old.length, tail + 1);
  return result;
}

/* Puts @item behind the last thing in @container. */
static char *
append_item (const char *text, BoJson container, const char *item)
{
  BoJson value, last = BO_JSON_NONE, gap = { container.text + 1, 0 };
  g_autofree char *with_comma = NULL;
  BoJsonIter iter;

  bo_json_iter_init (&iter, container);
  while (bo_json_iter_next (&iter, NULL, &value))
    last = value;
  if (last.length == 0)
    return splice (text, gap, item);
  gap.text = last.text + last.length;
  with_comma = g_strconcat (",", item, NULL);
  return splice (text, gap, with_comma);
}

static char *
make_member (const char *name, const char *value)
{
  g_autofree char *key = bo_json_quote (name);

  return g_strconcat (key, ":", value, NULL);
}

static char *
make_element (const char *id, const char *name, const char *value)
{
  g_autofree char *quoted = bo_json_quote (id);
  g_autofree char *member = make_member (name, value);

  if (strcmp (name, "id") == 0)
    return g_strdup_printf ("{%s}", member);
  return g_strdup_printf ("{\"id\":%s,%s}", quoted, member);
}

static bool
check_element (const char *segment, const char *value, GError **error)
{
  if (bo_json_string_is (bo_json_element_name (bo_json_wrap (value)), segment + 1))
    return true;
  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               _("The element “%s” could not be put into the array: the value is no object with that id."),
               segment + 1);
  return false;
}

/* A missing place that "=ID" names can only have been an element of an array; below
   an element, which is an object, it is a key. */
static bool
is_element (char **segments, size_t index, bool in_array)
{
  if (segments[index][0] != '=')
    return false;
  return index == 0 ? in_array : !is_element (segments, index - 1, in_array);
}

static char *
wrap (char **segments, size_t index, bool in_array, const char *value)
{
  g_autofree char *member = NULL;

  if (is_element (segments, index, in_array))
    return g_strdup_printf ("[%s]", value);
  if (is_element (segments, index - 1, in_array))
    return make_element (segments[index - 1] + 1, segments[index], value);
  member = make_member (segments[index], value);
  return g_strdup_printf ("{%s}", member);
}

/* What has to stand at the first of @segments so that @value stands at the last. */
static char *
build (char **segments, bool in_array, const char *value, GError **error)
{
  g_autofree char *built = g_strdup (value);

  for (size_t i = g_strv_length (segments); i-- > 0;)
    {
      g_autofree char *inner = NULL;

      if (is_element (segments, i, in_array) && !check_element (segments[i], built, error))
        return NULL;
      if (i == 0)
        break;
      inner = g_steal_pointer (&built);
      built = wrap (segments, i, in_array, inner);
    }
  return g_steal_pointer (&built);
}

static char *
add_element (const char *text, Place *place, const char *value, GError **error)
{
  const char *segment = place->missing[0];
  g_autofree char *built = NULL;

  if (segment[0] != '=' && strcmp (segment, "-") != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND,
                   _("A value could not be set: the array has no element “%s”."), segment);
      return NULL;
    }
  built = build (place->missing, true, value, error);
  return built != NULL ? append_item (text, place->container, built) : NULL;
}

static char *
add_member (const char *text, Place *place, const char *value, GError **error)
{
  g_autofree char *built = build (place->missing, false, value, error);
  g_autofree char *member = NULL;

  if (built == NULL)
    return NULL;
  member = make_member (place->missing[0], built);
  return append_item (text, place->container, member);
}

static char *
set_at (const char *text, Place *place, const char *value, GError **error)
{
  if (place->missing[0] == NULL)
    return place->element == NULL || check_element (place->element, value, error)
             ? splice (text, place->container, value) : NULL;
  switch (bo_json_kind (place->container))
    {
    case BO_JSON_KIND_OBJECT:
      return add_member (text, place, value, error);
    case BO_JSON_KIND_ARRAY:
      return add_element (text, place, value, error);
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    case BO_JSON_KIND_BOOL:
    case BO_JSON_KIND_NUMBER:
    case BO_JSON_KIND_STRING:
      break;
    }
  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               _("A value could not be set: what holds “%s” is neither an object nor an array."),
               place->missing[0]);
  return NULL;
}

static char **
split_path (const char *path, GError **error)
{
  char **segments = bo_json_path_split (path);

  if (segments == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("“%s” is not a path into a JSON value."), path);
  return segments;
}

/* The value trimmed; scalars are no level of their own, so any path may end in one. */
static char *
check_value (const char *value, size_t n_segments, GError **error)
{
  size_t allowed = n_segments < BO_JSON_EDIT_DEPTH ? BO_JSON_EDIT_DEPTH - n_segments : 0;
  BoJson document;

  if (!bo_json_scan (value, -1, MAX (allowed, 1), BO_JSON_SCAN_STRICT, &document, error))
    return NULL;
  if (n_segments > BO_JSON_EDIT_DEPTH
      || (allowed == 0 && (document.text[0] == '{' || document.text[0] == '[')))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                   _("A value could not be set: it would lie deeper than %d levels."), BO_JSON_EDIT_DEPTH);
      return NULL;
    }
  return bo_json_dup (document);
}

/**
 * bo_json_set:
 * @text: the text of a JSON document
 * @path: where
 * @value: the text of the JSON value to put there
 * @error: return location for an error
 *
 * Puts @value at @path and leaves every other byte of @text as it is. A member
 * that is not there is added at the end of its object, an element `=ID` or `-`
 * at the end of its array; `=ID` needs an object whose `id` says so, also where
 * it replaces one. What is
 * missing on the way is made: objects, and around `=ID` an array, with an
 * element of that id. The empty path replaces the whole.
 *
 * May be called on any thread.
 *
 * Returns: (transfer full): the new text, or %NULL with
 *   %BO_ERROR_INVALID_DATA: @text or @value is no JSON, or the way leads through
 *   something that holds nothing; %BO_ERROR_TOO_LARGE: @value would lie deeper
 *   than what this project writes; %BO_ERROR_NOT_FOUND: no element of that
 *   index; %BO_ERROR_USAGE: @path is no path
 */
char *
bo_json_set (const char *text, const char *path, const char *value, GError **error)
{
  g_auto (GStrv) segments = NULL;
  g_autofree char *checked = NULL;
  BoJson document;
  Place place;

  g_return_val_if_fail (text != NULL && path != NULL && value != NULL, NULL);

  segments = split_path (path, error);
  if (segments == NULL)
    return NULL;
  checked = check_value (value, g_strv_length (segments), error);
  if (checked == NULL || !bo_json_scan (text, -1, 0, BO_JSON_SCAN_LAX_STRINGS, &document, error))
    return NULL;
  place = find_place (document, segments);
  return set_at (text, &place, checked, error);
}

/* From the first to the last byte of member or element @target, with one comma. */
static BoJson
find_item (BoJson container, BoJson target)
{
  const char *previous = NULL, *from = NULL, *to = NULL;
  BoJson key, value;
  BoJsonIter iter;

  bo_json_iter_init (&iter, container);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      const char *first = key.length > 0 ? key.text : value.text;

      if (from != NULL)
        return (BoJson){ from, (size_t) (first - from) };
      if (value.text != target.text)
        {
          previous = value.text + value.length;
          continue;
        }
      to = value.text + value.length;
      if (previous != NULL)
        return (BoJson){ previous, (size_t) (to - previous) };
      from = first;
    }
  return (BoJson){ from, (size_t) (to - from) };
}

static BoJson
find_container (BoJson document, char **segments)
{
  for (; segments[0] != NULL && segments[1] != NULL; segments++)
    document = child (document, segments[0]);
  return document;
}

/* Returns whether there may be one more: the same key once again. */
static bool
remove_once (char **text, char **segments, const char *last)
{
  BoJson container = find_container (bo_json_wrap (*text), segments);
  BoJson target = child (container, last);
  bool object = bo_json_kind (container) == BO_JSON_KIND_OBJECT;
  char *shorter;

  if (target.length == 0)
    return false;
  shorter = splice (*text, find_item (container, target), "");
  g_free (*text);
  *text = shorter;
  return object;
}

/**
 * bo_json_remove:
 * @text: the text of a JSON document
 * @path: where
 * @error: return location for an error
 *
 * Takes the member or element at @path out, with its comma, and leaves every
 * other byte of @text as it is. A key that stands there twice goes twice. Where
 * there is nothing, nothing is taken.
 *
 * May be called on any thread.
 *
 * Returns: (transfer full): the new text, or %NULL with
 *   %BO_ERROR_INVALID_DATA: @text is no JSON; %BO_ERROR_USAGE: @path is no path,
 *   or empty
 */
char *
bo_json_remove (const char *text, const char *path, GError **error)
{
  g_auto (GStrv) segments = NULL;
  g_autofree char *result = NULL;
  const char *last;
  BoJson document;

  g_return_val_if_fail (text != NULL && path != NULL, NULL);

  segments = split_path (path, error);
  if (segments == NULL)
    return NULL;
  if (segments[0] == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The whole of a JSON document cannot be removed from it."));
      return NULL;
    }
  if (!bo_json_scan (text, -1, 0, BO_JSON_SCAN_LAX_STRINGS, &document, error))
    return NULL;
  last = segments[g_strv_length (segments) - 1];
  result = g_strdup (text);
  while (remove_once (&result, segments, last))
    continue;
  return g_steal_pointer (&result);
}
