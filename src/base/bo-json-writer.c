/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <string.h>

/**
 * BoJsonWriter:
 *
 * Makes compact JSON text, one value after another. It asserts that it is used
 * in an order that makes a document: what goes wrong here is a mistake of the
 * program, never of the data. One thread at a time may use a writer.
 *
 * [func@Bo.json_writer_end] takes the writer with it, so whoever holds it in a
 * `g_autoptr` ends it by `bo_json_writer_end (g_steal_pointer (&writer), NULL)`.
 */
struct _BoJsonWriter
{
  GString *text;
  GString *open;  /* the closing brackets due, outermost first */
  bool     comma; /* a value stands before this place */
  bool     key;   /* a key stands before this place */
};

/**
 * bo_json_writer_new:
 *
 * Returns: (transfer full): a writer, at the place where the document begins
 */
BoJsonWriter *
bo_json_writer_new (void)
{
  BoJsonWriter *writer = g_new0 (BoJsonWriter, 1);

  writer->text = g_string_new (NULL);
  writer->open = g_string_new (NULL);
  return writer;
}

/**
 * bo_json_writer_free:
 * @writer: (transfer full): a writer, its document finished or not
 *
 * Throws away what was written.
 */
void
bo_json_writer_free (BoJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  g_string_free (writer->text, TRUE);
  g_string_free (writer->open, TRUE);
  g_free (writer);
}

static char
innermost (BoJsonWriter *writer)
{
  return writer->open->len > 0 ? writer->open->str[writer->open->len - 1] : '\0';
}

/* Before each value: the comma, and the check that one may stand here. */
static void
before_value (BoJsonWriter *writer)
{
  if (innermost (writer) == '}')
    g_assert (writer->key);
  else if (writer->comma)
    {
      g_assert (writer->open->len > 0);
      g_string_append_c (writer->text, ',');
    }
  writer->key = false;
  writer->comma = true;
}

static void
begin (BoJsonWriter *writer, char opening, char closing)
{
  before_value (writer);
  g_string_append_c (writer->text, opening);
  g_string_append_c (writer->open, closing);
  writer->comma = false;
}

static void
end (BoJsonWriter *writer, char closing)
{
  g_assert (innermost (writer) == closing && !writer->key);
  g_string_truncate (writer->open, writer->open->len - 1);
  g_string_append_c (writer->text, closing);
  writer->comma = true;
}

/**
 * bo_json_writer_begin_object:
 * @writer: a writer
 *
 * Opens an object.
 */
void
bo_json_writer_begin_object (BoJsonWriter *writer)
{
  begin (writer, '{', '}');
}

/**
 * bo_json_writer_end_object:
 * @writer: a writer
 *
 * Closes the object that was opened last.
 */
void
bo_json_writer_end_object (BoJsonWriter *writer)
{
  end (writer, '}');
}

/**
 * bo_json_writer_begin_array:
 * @writer: a writer
 *
 * Opens an array.
 */
void
bo_json_writer_begin_array (BoJsonWriter *writer)
{
  begin (writer, '[', ']');
}

/**
 * bo_json_writer_end_array:
 * @writer: a writer
 *
 * Closes the array that was opened last.
 */
void
bo_json_writer_end_array (BoJsonWriter *writer)
{
  end (writer, ']');
}

static void
append_escape (GString *out, char c)
{
  static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
  const char *found = c != '\0' ? strchr (from, c) : NULL;

  if (found != NULL)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, to[found - from]);
    }
  else
    g_string_append_printf (out, "\\u%04x", (unsigned int) (uint8_t) c);
}

/* A surrogate in the three-byte form, which _bo_json_unescape() makes of a lone escape. */
static bool
is_surrogate (const char *at, const char *end)
{
  return end - at >= 3 && (uint8_t) at[0] == 0xed && (uint8_t) at[1] >= 0xa0 && (uint8_t) at[1] <= 0xbf
         && ((uint8_t) at[2] & 0xc0) == 0x80;
}

void
_bo_json_append_quoted (GString *out, const char *bytes, size_t length)
{
  const char *end = bytes + length;

  g_string_append_c (out, '"');
  for (const char *at = bytes; at < end; at++)
    {
      const char *from = at;

      while (at < end && (uint8_t) *at >= 0x20 && *at != '"' && *at != '\\' && (uint8_t) *at != 0xed)
        at++;
      g_string_append_len (out, from, at - from);
      if (at == end)
        break;
      if (is_surrogate (at, end))
        {
          g_string_append_printf (out, "\\ud%x%02x", (at[1] >> 2) & 0xf, (at[1] & 3) << 6 | (at[2] & 0x3f));
          at += 2;
        }
      else if ((uint8_t) *at == 0xed)
        g_string_append_c (out, *at);
      else
        append_escape (out, *at);
    }
  g_string_append_c (out, '"');
}

static void
append_string (GString *out, const char *string)
{
  size_t length = strlen (string);
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (string, (gssize) length, NULL))
    {
      string = valid = g_utf8_make_valid (string, (gssize) length);
      length = strlen (string);
    }
  _bo_json_append_quoted (out, string, length);
}

/**
 * bo_json_writer_key:
 * @writer: a writer, in an object, not behind a key
 * @name: the key, unescaped; what is no UTF-8 in it is replaced by U+FFFD
 *
 * Writes the key of a member; its value is to follow.
 */
void
bo_json_writer_key (BoJsonWriter *writer, const char *name)
{
  g_return_if_fail (name != NULL);

  g_assert (innermost (writer) == '}' && !writer->key);
  if (writer->comma)
    g_string_append_c (writer->text, ',');
  append_string (writer->text, name);
  g_string_append_c (writer->text, ':');
  writer->key = true;
}

/**
 * bo_json_writer_string:
 * @writer: a writer
 * @value: (nullable): what the string is to say; what is no UTF-8 in it is
 *   replaced by U+FFFD; %NULL writes `null`
 *
 * Writes a string.
 */
void
bo_json_writer_string (BoJsonWriter *writer, const char *value)
{
  before_value (writer);
  if (value != NULL)
    append_string (writer->text, value);
  else
    g_string_append (writer->text, "null");
}

/**
 * bo_json_writer_int:
 * @writer: a writer
 * @value: a number
 *
 * Writes a whole number.
 */
void
bo_json_writer_int (BoJsonWriter *writer, int64_t value)
{
  before_value (writer);
  g_string_append_printf (writer->text, "%" G_GINT64_FORMAT, value);
}

/**
 * bo_json_writer_double:
 * @writer: a writer
 * @value: a number
 *
 * Writes a number as [func@Bo.json_from_double] has it.
 */
void
bo_json_writer_double (BoJsonWriter *writer, double value)
{
  g_autofree char *text = bo_json_from_double (value);

  bo_json_writer_raw (writer, text, -1);
}

/**
 * bo_json_writer_bool:
 * @writer: a writer
 * @value: a truth
 *
 * Writes `true` or `false`.
 */
void
bo_json_writer_bool (BoJsonWriter *writer, bool value)
{
  bo_json_writer_raw (writer, value ? "true" : "false", -1);
}

/**
 * bo_json_writer_null:
 * @writer: a writer
 *
 * Writes `null`.
 */
void
bo_json_writer_null (BoJsonWriter *writer)
{
  bo_json_writer_raw (writer, "null", -1);
}

/**
 * bo_json_writer_raw:
 * @writer: a writer
 * @json: the text of one JSON value that [func@Bo.json_scan] accepted
 * @length: its length in bytes, or -1 when it is NUL-terminated
 *
 * Writes a value as it stands.
 */
void
bo_json_writer_raw (BoJsonWriter *writer, const char *json, gssize length)
{
  g_return_if_fail (json != NULL && length != 0 && *json != '\0');

  before_value (writer);
  g_string_append_len (writer->text, json, length);
}

/**
 * bo_json_writer_member_string:
 * @writer: a writer, in an object
 * @name: a key
 * @value: (nullable): what the string is to say; %NULL writes `null`
 *
 * Writes a member.
 */
void
bo_json_writer_member_string (BoJsonWriter *writer, const char *name, const char *value)
{
  bo_json_writer_key (writer, name);
  bo_json_writer_string (writer, value);
}

/**
 * bo_json_writer_member_int:
 * @writer: a writer, in an object
 * @name: a key
 * @value: a number
 *
 * Writes a member.
 */
void
bo_json_writer_member_int (BoJsonWriter *writer, const char *name, int64_t value)
{
  bo_json_writer_key (writer, name);
  bo_json_writer_int (writer, value);
}

/**
 * bo_json_writer_member_bool:
 * @writer: a writer, in an object
 * @name: a key
 * @value: a truth
 *
 * Writes a member.
 */
void
bo_json_writer_member_bool (BoJsonWriter *writer, const char *name, bool value)
{
  bo_json_writer_key (writer, name);
  bo_json_writer_bool (writer, value);
}

/**
 * bo_json_writer_member_raw:
 * @writer: a writer, in an object
 * @name: a key
 * @json: (nullable): the text of a JSON value; %NULL writes `null`
 *
 * Writes a member whose value stands as it is.
 */
void
bo_json_writer_member_raw (BoJsonWriter *writer, const char *name, const char *json)
{
  bo_json_writer_key (writer, name);
  bo_json_writer_raw (writer, json != NULL ? json : "null", -1);
}

/**
 * bo_json_writer_length:
 * @writer: a writer
 *
 * Returns: how many bytes were written so far
 */
size_t
bo_json_writer_length (BoJsonWriter *writer)
{
  g_return_val_if_fail (writer != NULL, 0);

  return writer->text->len;
}

/**
 * bo_json_writer_end:
 * @writer: (transfer full): a writer whose document is complete; it is freed
 * @length: (out) (optional): the length of the text in bytes
 *
 * Returns: (transfer full): the text, NUL-terminated
 */
char *
bo_json_writer_end (BoJsonWriter *writer, size_t *length)
{
  GString *text;

  g_return_val_if_fail (writer != NULL, NULL);

  g_assert (writer->open->len == 0 && writer->comma);
  text = g_steal_pointer (&writer->text);
  g_string_free (writer->open, TRUE);
  g_free (writer);
  if (length != NULL)
    *length = text->len;
  return g_string_free (text, FALSE);
}

/**
 * bo_json_quote:
 * @string: (nullable): any text; what is no UTF-8 in it is replaced by U+FFFD
 *
 * Returns: (transfer full): the JSON string that says it; `null` for %NULL
 */
char *
bo_json_quote (const char *string)
{
  GString *out;

  if (string == NULL)
    return g_strdup ("null");
  out = g_string_new (NULL);
  append_string (out, string);
  return g_string_free (out, FALSE);
}
