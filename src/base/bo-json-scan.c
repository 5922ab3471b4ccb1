/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-error.h"

#define INLINE_WORDS 4

/* One pass, no recursion: which bracket is open at each depth is one bit of a stack
   that grows, so that depth costs memory of its own and never the thread's stack. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  bool        strict;
  size_t      max_depth;
  size_t      depth;
  uint64_t   *objects;
  size_t      n_words;
  uint64_t    inline_words[INLINE_WORDS];
  BoError     code;
  const char *problem; /* a sentence to be translated */
} Scan;

/* Bytes of a string that need no second look. */
static const bool plain[256] = {
  [0x20 ... 0x21] = true,
  [0x23 ... 0x5b] = true,
  [0x5d ... 0x7f] = true,
};

static bool
fail (Scan *scan, const char *at, const char *problem)
{
  scan->at = at;
  scan->problem = problem;
  return false;
}

static inline bool
is_continuation (char c)
{
  return ((uint8_t) c & 0xc0) == 0x80;
}

/* RFC 3629 §4: the second byte's range keeps out overlong forms, surrogates and
   everything above U+10FFFF. */
static size_t
sequence_length (uint8_t first, uint8_t second)
{
  if (first >= 0xc2 && first <= 0xdf)
    return 2;
  if (first == 0xe0)
    return second >= 0xa0 ? 3 : 0;
  if (first == 0xed)
    return second <= 0x9f ? 3 : 0;
  if (first >= 0xe1 && first <= 0xef)
    return 3;
  if (first == 0xf0)
    return second >= 0x90 ? 4 : 0;
  if (first == 0xf4)
    return second <= 0x8f ? 4 : 0;
  return first >= 0xf1 && first <= 0xf3 ? 4 : 0;
}

size_t
_bo_json_utf8_length (const char *at, const char *end)
{
  uint8_t first = (uint8_t) *at;
  size_t length;

  if (first < 0x80)
    return 1;
  if (end - at < 2)
    return 0;
  length = sequence_length (first, (uint8_t) at[1]);
  if (length == 0 || (size_t) (end - at) < length)
    return 0;
  for (size_t i = 1; i < length; i++)
    if (!is_continuation (at[i]))
      return 0;
  return length;
}

int
_bo_json_hex4 (const char *at, const char *end)
{
  int value = 0;

  if (end - at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

static bool
scan_unicode_escape (Scan *scan, const char *at, const char **after)
{
  int unit = _bo_json_hex4 (at + 2, scan->end);

  if (unit < 0)
    return fail (scan, at, N_("The JSON text could not be read: \\u is not followed by four hexadecimal digits."));
  if (unit == 0)
    return fail (scan, at, N_("The JSON text could not be read: a string holds the character NUL."));
  *after = at + 6;
  if (unit < 0xd800 || unit > 0xdfff)
    return true;
  if (unit <= 0xdbff && scan->end - *after >= 6 && (*after)[0] == '\\' && (*after)[1] == 'u')
    {
      int low = _bo_json_hex4 (*after + 2, scan->end);

      *after += 6;
      if (low >= 0xdc00 && low <= 0xdfff)
        return true;
    }
  return fail (scan, at, N_("The JSON text could not be read: one half of a surrogate pair stands alone."));
}

static bool
scan_escape (Scan *scan, const char *at, const char **after)
{
  if (scan->end - at < 2)
    return fail (scan, at, N_("The JSON text could not be read: a string has no end."));
  if (at[1] == 'u')
    return scan_unicode_escape (scan, at, after);
  if (at[1] == '\0' || strchr ("\"\\/bfnrt", at[1]) == NULL)
    return fail (scan, at, N_("The JSON text could not be read: there is no such escape sequence."));
  *after = at + 2;
  return true;
}

static bool
scan_string_strict (Scan *scan)
{
  const char *at = scan->at + 1;

  for (;;)
    {
      size_t length;

      while (at < scan->end && plain[(uint8_t) *at])
        at++;
      if (at == scan->end)
        return fail (scan, scan->at, N_("The JSON text could not be read: a string has no end."));
      if (*at == '"')
        break;
      if (*at == '\\')
        {
          if (!scan_escape (scan, at, &at))
            return false;
          continue;
        }
      if ((uint8_t) *at < 0x20)
        return fail (scan, at,
                     N_("The JSON text could not be read: a control character stands in a string unescaped."));
      if ((length = _bo_json_utf8_length (at, scan->end)) == 0)
        return fail (scan, at, N_("The JSON text could not be read: a string is not valid UTF-8."));
      at += length;
    }
  scan->at = at + 1;
  return true;
}

static bool
scan_string (Scan *scan)
{
  const char *after;

  if (scan->strict)
    return scan_string_strict (scan);
  after = _bo_json_skip_string (scan->at, scan->end);
  if (after == NULL)
    return fail (scan, scan->at, N_("The JSON text could not be read: a string has no end."));
  scan->at = after;
  return true;
}

static const char *
skip_digits (const char *at, const char *end)
{
  const char *first = at;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at == first ? NULL : at;
}

/* RFC 8259 §6 */
const char *
_bo_json_skip_number (const char *at, const char *end)
{
  if (at < end && *at == '-')
    at++;
  if (at < end && *at == '0')
    at++;
  else if ((at = skip_digits (at, end)) == NULL)
    return NULL;
  if (at < end && *at == '.' && (at = skip_digits (at + 1, end)) == NULL)
    return NULL;
  if (at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      at = skip_digits (at, end);
    }
  return at;
}

static bool
scan_number (Scan *scan)
{
  const char *after = _bo_json_skip_number (scan->at, scan->end);

  if (after == NULL)
    return fail (scan, scan->at, N_("The JSON text could not be read: a number is malformed."));
  scan->at = after;
  return true;
}

static bool
scan_literal (Scan *scan, const char *word)
{
  size_t length = strlen (word);

  if ((size_t) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return fail (scan, scan->at, N_("The JSON text could not be read: a value is missing."));
  scan->at += length;
  return true;
}

static void
grow (Scan *scan)
{
  uint64_t *words = g_new (uint64_t, scan->n_words * 2);

  memcpy (words, scan->objects, scan->n_words * sizeof *words);
  if (scan->objects != scan->inline_words)
    g_free (scan->objects);
  scan->objects = words;
  scan->n_words *= 2;
}

static bool
push (Scan *scan)
{
  uint64_t bit = UINT64_C (1) << (scan->depth % 64);

  if (scan->depth == scan->max_depth)
    {
      scan->code = BO_ERROR_TOO_LARGE;
      return fail (scan, scan->at, N_("The JSON text could not be read: it nests deeper than is allowed."));
    }
  if (scan->depth / 64 == scan->n_words)
    grow (scan);
  if (*scan->at == '{')
    scan->objects[scan->depth / 64] |= bit;
  else
    scan->objects[scan->depth / 64] &= ~bit;
  scan->depth++;
  scan->at++;
  return true;
}

static inline bool
in_object (Scan *scan)
{
  return scan->objects[(scan->depth - 1) / 64] >> ((scan->depth - 1) % 64) & 1;
}

static inline char
peek (Scan *scan)
{
  scan->at = _bo_json_skip_space (scan->at, scan->end);
  return scan->at < scan->end ? *scan->at : '\0';
}

static inline bool
at_closing_bracket (Scan *scan)
{
  return peek (scan) == (in_object (scan) ? '}' : ']');
}

static bool
scan_key (Scan *scan)
{
  if (peek (scan) != '"')
    return fail (scan, scan->at, N_("The JSON text could not be read: the name of a member is missing."));
  if (!scan_string (scan))
    return false;
  if (peek (scan) != ':')
    return fail (scan, scan->at, N_("The JSON text could not be read: a colon is missing."));
  scan->at++;
  return true;
}

/* Reads one value, of a container its opening bracket alone. */
static bool
scan_value_start (Scan *scan)
{
  switch (peek (scan))
    {
    case '{':
    case '[':
      return push (scan);
    case '"':
      return scan_string (scan);
    case 't':
      return scan_literal (scan, "true");
    case 'f':
      return scan_literal (scan, "false");
    case 'n':
      return scan_literal (scan, "null");
    case '-':
    case '0' ... '9':
      return scan_number (scan);
    default:
      return fail (scan, scan->at, N_("The JSON text could not be read: a value is missing."));
    }
}

/* Behind a value: closes what ends here, up to the comma before the next value. */
static bool
scan_value_end (Scan *scan)
{
  while (scan->depth > 0)
    {
      char c = peek (scan);

      if (c == ',')
        {
          scan->at++;
          return !in_object (scan) || scan_key (scan);
        }
      if (c != (in_object (scan) ? '}' : ']'))
        return fail (scan, scan->at,
                     N_("The JSON text could not be read: a comma or the closing bracket is missing."));
      scan->depth--;
      scan->at++;
    }
  return true;
}

static bool
scan_document (Scan *scan)
{
  do
    {
      size_t depth = scan->depth;

      if (!scan_value_start (scan))
        return false;
      if (scan->depth > depth && !at_closing_bracket (scan))
        {
          if (in_object (scan) && !scan_key (scan))
            return false;
          continue;
        }
      if (!scan_value_end (scan))
        return false;
    }
  while (scan->depth > 0);
  return true;
}

static bool
scan_whole (Scan *scan, BoJson *document)
{
  const char *first = _bo_json_skip_space (scan->start, scan->end);
  const char *last;

  if (!scan_document (scan))
    return false;
  last = scan->at;
  if (_bo_json_skip_space (last, scan->end) != scan->end)
    return fail (scan, _bo_json_skip_space (last, scan->end),
                 N_("The JSON text could not be read: more text follows the end of the document."));
  if (document != NULL)
    *document = (BoJson){ first, (size_t) (last - first) };
  return true;
}

static bool
run (Scan *scan, const char *text, gssize length, size_t max_depth, BoJsonScanFlags flags, BoJson *document)
{
  bool valid;

  *scan = (Scan){ .code = BO_ERROR_INVALID_DATA };
  scan->start = scan->at = text != NULL ? text : "";
  scan->end = scan->start + (length < 0 ? strlen (scan->start) : (size_t) length);
  scan->strict = (flags & BO_JSON_SCAN_LAX_STRINGS) == 0;
  scan->max_depth = scan->strict && max_depth > 0 ? max_depth : SIZE_MAX;
  scan->objects = scan->inline_words;
  scan->n_words = INLINE_WORDS;
  valid = scan_whole (scan, document);
  if (scan->objects != scan->inline_words)
    g_free (scan->objects);
  return valid;
}

/* Two sentences: what is wrong, and where. */
static void
set_error (const Scan *scan, GError **error)
{
  g_autofree char *where = NULL;

  if (error == NULL)
    return;
  where = g_strdup_printf (_("The fault is at byte %zu."), (size_t) (scan->at - scan->start));
  g_set_error (error, BO_ERROR, scan->code, "%s %s", _(scan->problem), where);
}

/**
 * bo_json_scan:
 * @text: bytes from anywhere; need not be NUL-terminated if @length is given
 * @length: their number, or -1 when @text is NUL-terminated
 * @max_depth: how many containers may be open at once, the outermost being 1;
 *   0 means no limit
 * @flags: how strict to be; %BO_JSON_SCAN_LAX_STRINGS ignores @max_depth
 * @document: (out caller-allocates) (optional): the value without the white
 *   space around it, inside @text; %BO_JSON_NONE when the scan fails
 * @error: return location for an error
 *
 * Checks that @text is exactly one JSON document (RFC 8259), before anything
 * else reads it. Takes time linear in @length, and no stack for depth. A byte
 * order mark, comments, NaN, and a second document are errors.
 *
 * May be called on any thread.
 *
 * Returns: whether it is; else %BO_ERROR_INVALID_DATA, or %BO_ERROR_TOO_LARGE
 *   where it nests deeper than @max_depth, with the offset in the message
 */
gboolean
bo_json_scan (const char      *text,
              gssize           length,
              size_t           max_depth,
              BoJsonScanFlags  flags,
              BoJson          *document,
              GError         **error)
{
  Scan scan;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (document != NULL)
    *document = BO_JSON_NONE;
  if (run (&scan, text, length, max_depth, flags, document))
    return TRUE;
  set_error (&scan, error);
  return FALSE;
}

/**
 * bo_json_scan_offset:
 * @text: as for bo_json_scan()
 * @length: likewise
 * @max_depth: likewise
 * @flags: likewise
 *
 * Scans once more, for those to whom the message of the error says too little.
 *
 * May be called on any thread.
 *
 * Returns: the byte at which bo_json_scan() finds fault with @text; its length where it finds none
 */
size_t
bo_json_scan_offset (const char *text, gssize length, size_t max_depth, BoJsonScanFlags flags)
{
  Scan scan;

  g_return_val_if_fail (text != NULL || length == 0, 0);

  return run (&scan, text, length, max_depth, flags, NULL) ? (size_t) (scan.end - scan.start)
                                                           : (size_t) (scan.at - scan.start);
}
