/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Exponents beyond this are not calculated with; such numbers compare as text. */
#define MAX_EXPONENT INT64_C (1000000000000000)

/* How far a canonical number is written without an exponent. */
#define MAX_PLAIN 21
#define MIN_PLAIN -6

/* The value is 0.DIGITS · 10^point; no digits mean zero. */
typedef struct
{
  bool     negative;
  GString *digits;
  int64_t  point;
} Decimal;

static bool
read_exponent (const char *at, const char *end, int64_t *exponent)
{
  bool negative = *at == '-';

  *exponent = 0;
  if (*at == '-' || *at == '+')
    at++;
  for (; at < end; at++)
    {
      if (*exponent < MAX_EXPONENT)
        *exponent = *exponent * 10 + (*at - '0');
    }
  if (*exponent >= MAX_EXPONENT)
    return false;
  if (negative)
    *exponent = -*exponent;
  return true;
}

static void
strip_zeros (Decimal *decimal)
{
  size_t leading = strspn (decimal->digits->str, "0");

  decimal->point -= (int64_t) leading;
  g_string_erase (decimal->digits, 0, (gssize) leading);
  while (decimal->digits->len > 0 && decimal->digits->str[decimal->digits->len - 1] == '0')
    g_string_truncate (decimal->digits, decimal->digits->len - 1);
}

/* False when the exponent is beyond reason, or this is no number. */
static bool
read_decimal (BoJson number, Decimal *decimal)
{
  const char *at = number.text, *end = number.text + number.length;
  bool fraction = false;
  int64_t exponent = 0;

  if (_bo_json_skip_number (at, end) != end)
    return false;
  decimal->negative = *at == '-';
  for (at += decimal->negative; at < end && *at != 'e' && *at != 'E'; at++)
    {
      if (*at == '.')
        {
          fraction = true;
          continue;
        }
      g_string_append_c (decimal->digits, *at);
      decimal->point += !fraction;
    }
  strip_zeros (decimal);
  if (decimal->digits->len == 0)
    {
      decimal->negative = false;
      decimal->point = 0;
      return true;
    }
  if (at < end && !read_exponent (at + 1, end, &exponent))
    return false;
  decimal->point += exponent;
  return true;
}

static void
append_zeros (GString *out, int64_t count)
{
  for (; count > 0; count--)
    g_string_append_c (out, '0');
}

static void
append_scientific (GString *out, const Decimal *decimal)
{
  g_string_append_c (out, decimal->digits->str[0]);
  if (decimal->digits->len > 1)
    g_string_append_printf (out, ".%s", decimal->digits->str + 1);
  g_string_append_printf (out, "e%" G_GINT64_FORMAT, decimal->point - 1);
}

static void
append_decimal (GString *out, const Decimal *decimal)
{
  int64_t n_digits = (int64_t) decimal->digits->len;

  if (decimal->negative)
    g_string_append_c (out, '-');
  if (n_digits == 0)
    g_string_append_c (out, '0');
  else if (decimal->point > MAX_PLAIN || decimal->point <= MIN_PLAIN)
    append_scientific (out, decimal);
  else if (decimal->point <= 0)
    {
      g_string_append (out, "0.");
      append_zeros (out, -decimal->point);
      g_string_append (out, decimal->digits->str);
    }
  else
    {
      int64_t whole = MIN (n_digits, decimal->point);

      g_string_append_len (out, decimal->digits->str, whole);
      append_zeros (out, decimal->point - whole);
      if (n_digits > whole)
        g_string_append_printf (out, ".%s", decimal->digits->str + whole);
    }
}

char *
_bo_json_number_canonical (BoJson number)
{
  g_autoptr (GString) digits = g_string_sized_new (number.length);
  g_autoptr (GString) out = NULL;
  Decimal decimal = { .digits = digits };

  if (!read_decimal (number, &decimal))
    return g_strndup (number.text, number.length);
  out = g_string_sized_new (number.length);
  append_decimal (out, &decimal);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * bo_json_get_int64:
 * @value: a value
 * @result: (out): set where @value is a whole number in range, else left alone
 *
 * Reads a number that is whole, however it is written: `1`, `1.0`, `1e2`.
 *
 * Returns: whether @value is a whole number that fits
 */
bool
bo_json_get_int64 (BoJson value, int64_t *result)
{
  g_autoptr (GString) digits = NULL;
  g_autoptr (GString) text = NULL;
  Decimal decimal = { 0 };

  if (bo_json_kind (value) != BO_JSON_KIND_NUMBER)
    return false;
  digits = decimal.digits = g_string_sized_new (value.length);
  if (!read_decimal (value, &decimal))
    return false;
  if ((int64_t) digits->len > decimal.point || decimal.point > 19)
    return false;
  text = g_string_sized_new (32);
  append_decimal (text, &decimal);
  return g_ascii_string_to_signed (text->str, 10, INT64_MIN, INT64_MAX, result, NULL);
}

/**
 * bo_json_get_double:
 * @value: a value
 * @result: (out): set where @value is a number a double can hold, else left alone
 *
 * Returns: whether @value is a number; false also for one beyond the range of
 *   a double
 */
bool
bo_json_get_double (BoJson value, double *result)
{
  g_autofree char *text = NULL;
  double number;

  if (bo_json_kind (value) != BO_JSON_KIND_NUMBER)
    return false;
  if (_bo_json_skip_number (value.text, value.text + value.length) != value.text + value.length)
    return false;
  text = g_strndup (value.text, value.length);
  number = g_ascii_strtod (text, NULL);
  if (!isfinite (number))
    return false;
  *result = number;
  return true;
}

/**
 * bo_json_from_double:
 * @value: a number
 *
 * Returns: (transfer full): the shortest JSON number that reads as @value
 *   again; `null` for what JSON cannot say (NaN and the infinities)
 */
char *
bo_json_from_double (double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "null";

  if (!isfinite (value))
    return g_strdup (text);
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}
