/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-output.h"

#include <string.h>

#define NOTHING "—"

struct _BoCliTable
{
  GPtrArray *cells;
  size_t     columns;
};

static bool
is_harmful (gunichar c)
{
  return g_unichar_iscntrl (c)
         || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

char *
_bo_cli_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_harmful (c))
        g_string_append_printf (plain, "\\u%04x", c);
      else
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

char *
_bo_cli_time (int64_t time_us)
{
  g_autoptr (GDateTime) time = time_us != 0 ? g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup (NOTHING);
}

int
_bo_cli_width (const char *text)
{
  int width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

BoCliTable *
_bo_cli_table_new (const char *first_heading, ...)
{
  BoCliTable *self = g_new0 (BoCliTable, 1);
  va_list headings;

  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (headings, first_heading);
  for (const char *heading = first_heading; heading != NULL; heading = va_arg (headings, const char *))
    {
      g_ptr_array_add (self->cells, g_utf8_strup (heading, -1));
      self->columns++;
    }
  va_end (headings);
  return self;
}

void
_bo_cli_table_free (BoCliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
_bo_cli_table_add (BoCliTable *self, const char *cell)
{
  g_ptr_array_add (self->cells, cell != NULL && *cell != '\0' ? _bo_cli_plain (cell) : g_strdup (NOTHING));
}

void
_bo_cli_table_take (BoCliTable *self, char *cell)
{
  _bo_cli_table_add (self, cell);
  g_free (cell);
}

void
_bo_cli_table_pair (BoCliTable *table, const char *label, const char *value)
{
  _bo_cli_table_add (table, label);
  _bo_cli_table_add (table, value);
}

static int *
measure (BoCliTable *self)
{
  int *widths = g_new0 (int, self->columns);

  for (size_t i = 0; i < self->cells->len; i++)
    widths[i % self->columns] = MAX (widths[i % self->columns], _bo_cli_width (g_ptr_array_index (self->cells, i)));
  return widths;
}

static bool
has_headings (BoCliTable *self)
{
  for (size_t i = 0; i < self->columns; i++)
    if (*(const char *) g_ptr_array_index (self->cells, i) != '\0')
      return true;
  return false;
}

void
_bo_cli_table_finish (BoCliTable *self, GString *out)
{
  g_autofree int *widths = measure (self);
  size_t first = has_headings (self) && self->cells->len > self->columns ? 0 : self->columns;

  g_assert (self->cells->len % self->columns == 0);
  for (size_t i = first; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      bool last = i % self->columns == self->columns - 1;

      g_string_append (out, cell);
      if (last)
        g_string_append_c (out, '\n');
      else
        g_string_append_printf (out, "%*s", widths[i % self->columns] - _bo_cli_width (cell) + 2, "");
    }
}

void
_bo_cli_json_time (BoJsonWriter *json, const char *name, int64_t time_us)
{
  g_autofree char *text = time_us != 0 ? bo_time_format (time_us) : NULL;

  bo_json_writer_member_string (json, name, text);
}

void
_bo_cli_json_finish (BoJsonWriter *json, GString *out)
{
  g_autofree char *text = bo_json_writer_end (json, NULL);

  g_string_append (out, g_strdelimit (text, "\n\r", ' '));
  g_string_append_c (out, '\n');
}
