/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* Text for a terminal: what could command one (control characters) or deceive its reader (changes
   of direction) is written as its code: U+001B becomes "\u001b". */
char *_bo_cli_plain     (const char *text);
/* A time in the reader's zone, to the minute; "—" for 0. */
char *_bo_cli_time      (int64_t time_us);
/* How many columns a terminal needs for it. */
int   _bo_cli_width     (const char *text);

/* Columns that line up. Cells are made plain as they come; a missing one is "—". */
typedef struct _BoCliTable BoCliTable;

BoCliTable *_bo_cli_table_new    (const char *first_heading, ...) G_GNUC_NULL_TERMINATED;
void        _bo_cli_table_free   (BoCliTable *self);
void        _bo_cli_table_add    (BoCliTable *self, const char *cell);
void        _bo_cli_table_take   (BoCliTable *self, char *cell);
/* A label and its value, in a table of two columns. */
void        _bo_cli_table_pair   (BoCliTable *self, const char *label, const char *value);
/* Appends the table to @out; nothing where there are only headings. Headings that are all
   empty make no line. */
void        _bo_cli_table_finish (BoCliTable *self, GString *out);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCliTable, _bo_cli_table_free)

/* JSON */

/* ISO 8601 in UTC; null for 0 */
void  _bo_cli_json_time   (BoJsonWriter *json, const char *name, int64_t time_us);
/* The finished document on one line, with a newline behind it. Line breaks between
   the tokens of content written elsewhere become blanks. */
void  _bo_cli_json_finish (BoJsonWriter *json, GString *out);

G_END_DECLS
