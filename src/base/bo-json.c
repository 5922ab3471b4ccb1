/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <string.h>

/* All of this reads in place and keeps no state: any thread may call it, as long as
   the text lives and does not change. */

typedef enum
{
  BYTE_PLAIN,
  BYTE_QUOTE,
  BYTE_OPEN,
  BYTE_CLOSE,
} ByteClass;

static const uint8_t byte_class[256] = {
  ['"'] = BYTE_QUOTE, ['['] = BYTE_OPEN, ['{'] = BYTE_OPEN, [']'] = BYTE_CLOSE, ['}'] = BYTE_CLOSE,
};

static const bool ends_scalar[256] = {
  [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, [','] = true, [':'] = true,
  ['"'] = true, ['['] = true,  ['{'] = true,  [']'] = true,  ['}'] = true,
};

static const bool stops_string[256] = { ['"'] = true, ['\\'] = true };

/* Nearly always the next quote ends it; only behind a backslash each escape has to be stepped over. */
const char *
_bo_json_skip_string (const char *at, const char *end)
{
  const char *quote = ++at < end ? memchr (at, '"', (size_t) (end - at)) : NULL;

  if (quote == NULL)
    return NULL;
  if (memchr (at, '\\', (size_t) (quote - at)) == NULL)
    return quote + 1;

  for (; at < end; at += 2)
    {
      while (at < end && !stops_string[(uint8_t) *at])
        at++;
      if (at < end && *at == '"')
        return at + 1;
    }
  return NULL;
}

static const char *
skip_container (const char *at, const char *end)
{
  size_t depth = 0;

  while (at < end)
    switch ((ByteClass) byte_class[(uint8_t) *at])
      {
      case BYTE_QUOTE:
        at = _bo_json_skip_string (at, end);
        if (at == NULL)
          return NULL;
        break;
      case BYTE_OPEN:
        depth++;
        at++;
        break;
      case BYTE_CLOSE:
        at++;
        if (--depth == 0)
          return at;
        break;
      case BYTE_PLAIN:
        at++;
        break;
      }
  return NULL;
}

const char *
_bo_json_skip_value (const char *at, const char *end)
{
  const char *first = at;

  if (at >= end)
    return NULL;
  if (*at == '"')
    return _bo_json_skip_string (at, end);
  if (*at == '{' || *at == '[')
    return skip_container (at, end);
  while (at < end && !ends_scalar[(uint8_t) *at])
    at++;
  return at == first ? NULL : at;
}

/**
 * bo_json_wrap:
 * @text: (nullable): the text of one JSON value, known to be valid
 *
 * Returns: the value in @text without the white space around it, which lives
 *   as long as @text; none for %NULL or an empty text
 */
BoJson
bo_json_wrap (const char *text)
{
  const char *end;

  if (text == NULL)
    return BO_JSON_NONE;
  end = text + strlen (text);
  text = _bo_json_skip_space (text, end);
  while (end > text && _bo_json_is_space (end[-1]))
    end--;
  return text == end ? BO_JSON_NONE : (BoJson){ text, (size_t) (end - text) };
}

static bool
is_word (BoJson value, const char *word)
{
  return value.length == strlen (word) && memcmp (value.text, word, value.length) == 0;
}

static bool
is_bracketed (BoJson value, char closing)
{
  return value.length >= 2 && value.text[value.length - 1] == closing;
}

/**
 * bo_json_kind:
 * @value: a value
 *
 * Returns: what it is, by its first and last bytes; %BO_JSON_KIND_NONE for no
 *   value, and for what begins like none
 */
BoJsonKind
bo_json_kind (BoJson value)
{
  if (value.text == NULL || value.length == 0)
    return BO_JSON_KIND_NONE;
  switch (value.text[0])
    {
    case '{':
      return is_bracketed (value, '}') ? BO_JSON_KIND_OBJECT : BO_JSON_KIND_NONE;
    case '[':
      return is_bracketed (value, ']') ? BO_JSON_KIND_ARRAY : BO_JSON_KIND_NONE;
    case '"':
      return is_bracketed (value, '"') ? BO_JSON_KIND_STRING : BO_JSON_KIND_NONE;
    case 't':
      return is_word (value, "true") ? BO_JSON_KIND_BOOL : BO_JSON_KIND_NONE;
    case 'f':
      return is_word (value, "false") ? BO_JSON_KIND_BOOL : BO_JSON_KIND_NONE;
    case 'n':
      return is_word (value, "null") ? BO_JSON_KIND_NULL : BO_JSON_KIND_NONE;
    case '-':
    case '0' ... '9':
      return BO_JSON_KIND_NUMBER;
    default:
      return BO_JSON_KIND_NONE;
    }
}

/**
 * bo_json_iter_init:
 * @iter: (out caller-allocates): the iterator
 * @container: an object or an array; of anything else there is nothing to iterate
 *
 * Begins a walk over the members or elements, in the order of the text,
 * members whose key occurs twice included. The iterator needs no clearing.
 */
void
bo_json_iter_init (BoJsonIter *iter, BoJson container)
{
  BoJsonKind kind = bo_json_kind (container);

  *iter = (BoJsonIter){ .object = kind == BO_JSON_KIND_OBJECT };
  if (kind != BO_JSON_KIND_OBJECT && kind != BO_JSON_KIND_ARRAY)
    return;
  iter->at = container.text + 1;
  iter->end = container.text + container.length - 1;
}

static bool
take (BoJsonIter *iter, BoJson *value)
{
  const char *after = _bo_json_skip_value (iter->at, iter->end);

  if (after == NULL)
    return false;
  *value = (BoJson){ iter->at, (size_t) (after - iter->at) };
  iter->at = _bo_json_skip_space (after, iter->end);
  return true;
}

static bool
take_key (BoJsonIter *iter, BoJson *key)
{
  if (iter->at == iter->end || *iter->at != '"' || !take (iter, key))
    return false;
  if (iter->at == iter->end || *iter->at != ':')
    return false;
  iter->at = _bo_json_skip_space (iter->at + 1, iter->end);
  return true;
}

/**
 * bo_json_iter_next:
 * @iter: an iterator
 * @key: (out) (optional): the key, a JSON string with its quotes; none in an array
 * @value: (out) (optional): the value
 *
 * Returns: false at the end, and where the text is no JSON
 */
bool
bo_json_iter_next (BoJsonIter *iter, BoJson *key, BoJson *value)
{
  BoJson k = BO_JSON_NONE, v = BO_JSON_NONE;

  if (iter->at == iter->end)
    return false;
  iter->at = _bo_json_skip_space (iter->at, iter->end);
  if ((iter->object && !take_key (iter, &k)) || !take (iter, &v))
    {
      iter->at = iter->end;
      return false;
    }
  if (iter->at < iter->end && *iter->at == ',')
    iter->at++;
  if (key != NULL)
    *key = k;
  if (value != NULL)
    *value = v;
  return true;
}

/**
 * bo_json_size:
 * @container: an object or an array
 *
 * Returns: how many members or elements stand in it, found by counting; 0 for
 *   anything else
 */
size_t
bo_json_size (BoJson container)
{
  BoJsonIter iter;
  size_t size = 0;

  bo_json_iter_init (&iter, container);
  while (bo_json_iter_next (&iter, NULL, NULL))
    size++;
  return size;
}

BoJson
_bo_json_find_member (BoJson object, const char *name, size_t length)
{
  BoJson found = BO_JSON_NONE, key, value;
  BoJsonIter iter;

  if (bo_json_kind (object) != BO_JSON_KIND_OBJECT)
    return BO_JSON_NONE;
  bo_json_iter_init (&iter, object);
  while (bo_json_iter_next (&iter, &key, &value))
    if (_bo_json_string_says (key, name, length))
      found = value;
  return found;
}

/**
 * bo_json_member:
 * @object: an object
 * @name: a key, unescaped
 *
 * Returns: the member's value; of several with one key the last, as most
 *   readers have it; none where there is no such member or no object
 */
BoJson
bo_json_member (BoJson object, const char *name)
{
  g_return_val_if_fail (name != NULL, BO_JSON_NONE);

  return _bo_json_find_member (object, name, strlen (name));
}

/**
 * bo_json_element:
 * @array: an array
 * @index: from 0
 *
 * Returns: the element, found by counting; none behind the end or in no array
 */
BoJson
bo_json_element (BoJson array, size_t index)
{
  BoJsonIter iter;
  BoJson value;

  if (bo_json_kind (array) != BO_JSON_KIND_ARRAY)
    return BO_JSON_NONE;
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    if (index-- == 0)
      return value;
  return BO_JSON_NONE;
}

/* NUL can only stand in a string that nobody looked into. */
static char *
escape_nul (BoJson value)
{
  GString *text = g_string_sized_new (value.length);

  for (size_t i = 0; i < value.length; i++)
    if (value.text[i] != '\0')
      g_string_append_c (text, value.text[i]);
    else
      g_string_append (text, "\\u0000");
  return g_string_free (text, FALSE);
}

/**
 * bo_json_dup:
 * @value: a value
 *
 * A byte NUL, which text that was scanned with %BO_JSON_SCAN_LAX_STRINGS may hold in a string, is
 * written as its escape, so that nothing is cut off.
 *
 * Returns: (transfer full) (nullable): its text, NUL-terminated; %NULL for no value
 */
char *
bo_json_dup (BoJson value)
{
  if (value.text == NULL || value.length == 0)
    return NULL;
  if (memchr (value.text, '\0', value.length) != NULL)
    return escape_nul (value);
  return g_strndup (value.text, value.length);
}

static void
append_code_point (GString *out, unsigned int code)
{
  char bytes[6];

  /* g_unichar_to_utf8() writes surrogates in the three-byte form, which is what a
     comparison of unclean strings needs. */
  g_string_append_len (out, bytes, g_unichar_to_utf8 (code, bytes));
}

/* @at is behind the backslash, on the u. Returns the first byte behind, NULL for no escape. */
static const char *
unescape_unicode (const char *at, const char *end, GString *out, bool *clean)
{
  int unit = _bo_json_hex4 (at + 1, end), low = -1;

  if (unit < 0)
    return NULL;
  at += 5;
  if (unit < 0xd800 || unit > 0xdfff)
    {
      if (unit == 0)
        *clean = false;
      append_code_point (out, (unsigned int) unit);
      return at;
    }
  if (unit <= 0xdbff && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
    low = _bo_json_hex4 (at + 2, end);
  if (low >= 0xdc00 && low <= 0xdfff)
    {
      append_code_point (out, 0x10000 + ((unsigned int) (unit - 0xd800) << 10) + (unsigned int) (low - 0xdc00));
      return at + 6;
    }
  append_code_point (out, (unsigned int) unit);
  *clean = false;
  return at;
}

static const char *
unescape_one (const char *at, const char *end, GString *out, bool *clean)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *after, *found;

  if (*at == 'u' && (after = unescape_unicode (at, end, out, clean)) != NULL)
    return after;
  found = *at != '\0' ? strchr (from, *at) : NULL;
  if (found != NULL)
    {
      g_string_append_c (out, to[found - from]);
      return at + 1;
    }
  g_string_append_c (out, '\\');
  *clean = false;
  return at;
}

bool
_bo_json_unescape (BoJson string, GString *out)
{
  const char *at, *end;
  size_t from = out->len;
  bool clean = true;

  if (bo_json_kind (string) != BO_JSON_KIND_STRING)
    return false;
  at = string.text + 1;
  end = string.text + string.length - 1;
  while (at < end)
    {
      const char *backslash = memchr (at, '\\', (size_t) (end - at));
      const char *stop = backslash != NULL ? backslash : end;

      g_string_append_len (out, at, stop - at);
      at = stop;
      if (at == end)
        break;
      if (++at < end)
        at = unescape_one (at, end, out, &clean);
      else
        clean = false;
    }
  return clean && g_utf8_validate (out->str + from, (gssize) (out->len - from), NULL);
}

/**
 * bo_json_dup_string:
 * @value: a value
 *
 * Returns: (transfer full) (nullable): what the string says, in UTF-8; %NULL
 *   when @value is no string, or one that no C string can hold (it contains
 *   U+0000, half a surrogate pair, or invalid UTF-8)
 */
char *
bo_json_dup_string (BoJson value)
{
  g_autoptr (GString) out = NULL;

  if (bo_json_kind (value) != BO_JSON_KIND_STRING)
    return NULL;
  if (memchr (value.text, '\\', value.length) == NULL)
    return g_utf8_validate_len (value.text + 1, value.length - 2, NULL)
             ? g_strndup (value.text + 1, value.length - 2) : NULL;
  out = g_string_sized_new (value.length);
  if (!_bo_json_unescape (value, out))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * bo_json_dup_bytes:
 * @value: a value
 *
 * Returns: (transfer full) (nullable): what the string says, in UTF-8, U+0000 too; %NULL when @value is no string, or
 *   holds half a surrogate pair or invalid UTF-8
 */
GBytes *
bo_json_dup_bytes (BoJson value)
{
  g_autoptr (GString) out = g_string_sized_new (value.length);
  size_t at = 0;

  if (bo_json_kind (value) != BO_JSON_KIND_STRING)
    return NULL;
  /* What is not clean for a C string may be so between its zeros. */
  _bo_json_unescape (value, out);
  while (at <= out->len)
    {
      size_t length = strlen (out->str + at);

      if (!g_utf8_validate_len (out->str + at, length, NULL))
        return NULL;
      at += length + 1;
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

bool
_bo_json_string_says (BoJson string, const char *bytes, size_t length)
{
  g_autoptr (GString) said = NULL;

  if (bo_json_kind (string) != BO_JSON_KIND_STRING || string.length - 2 < length)
    return false; /* an escape is never shorter than what it stands for */
  if (memchr (string.text, '\\', string.length) == NULL)
    return string.length - 2 == length && memcmp (string.text + 1, bytes, length) == 0;
  said = g_string_sized_new (string.length);
  _bo_json_unescape (string, said);
  return said->len == length && memcmp (said->str, bytes, length) == 0;
}

/**
 * bo_json_string_is:
 * @value: a value, or a key from [func@Bo.json_iter_next]
 * @string: what to compare with, unescaped
 *
 * Returns: whether @value is a string that says @string
 */
bool
bo_json_string_is (BoJson value, const char *string)
{
  g_return_val_if_fail (string != NULL, false);

  return _bo_json_string_says (value, string, strlen (string));
}

/**
 * bo_json_get_bool:
 * @value: a value
 * @result: (out): set where @value is `true` or `false`, else left alone
 *
 * Returns: whether it is
 */
bool
bo_json_get_bool (BoJson value, bool *result)
{
  if (bo_json_kind (value) != BO_JSON_KIND_BOOL)
    return false;
  *result = value.text[0] == 't';
  return true;
}

/**
 * bo_json_member_string:
 * @object: an object
 * @name: a key
 *
 * Returns: (transfer full) (nullable): what the member says, as
 *   [func@Bo.json_dup_string] has it; %NULL where there is no such string
 */
char *
bo_json_member_string (BoJson object, const char *name)
{
  return bo_json_dup_string (bo_json_member (object, name));
}

/**
 * bo_json_member_bool:
 * @object: an object
 * @name: a key
 * @fallback: what to answer where there is no such member, or it is no bool
 *
 * Returns: the member
 */
bool
bo_json_member_bool (BoJson object, const char *name, bool fallback)
{
  bo_json_get_bool (bo_json_member (object, name), &fallback);
  return fallback;
}
