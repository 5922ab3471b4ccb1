/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-json.h"

G_BEGIN_DECLS

/* Depth to which values are taken apart recursively; what lies deeper is compared and
   copied as text, so that hostile nesting can exhaust no stack. */
#define BO_JSON_RECURSION 512

/* Depth that an edit may make: the deepest content inside the document around it. */
#define BO_JSON_EDIT_DEPTH (BO_MAX_DEPTH + 2)

static inline bool
_bo_json_is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline const char *
_bo_json_skip_space (const char *at, const char *end)
{
  while (at < end && _bo_json_is_space (*at))
    at++;
  return at;
}

/* Each returns the first byte behind, NULL where there is no such thing at @at. */
const char *_bo_json_skip_string (const char *at, const char *end);
const char *_bo_json_skip_value  (const char *at, const char *end);
const char *_bo_json_skip_number (const char *at, const char *end);

/* The value of four hexadecimal digits, -1 where there are none. */
int         _bo_json_hex4        (const char *at, const char *end);
/* The length of the UTF-8 sequence at @at, 0 where it is none. */
size_t      _bo_json_utf8_length (const char *at, const char *end);

/* Appends what the string says; false when that is no C string in UTF-8, and then lone
   surrogates are appended in the three-byte form, everything else as it stands. */
bool        _bo_json_unescape    (BoJson string, GString *out);
/* Whether the string says exactly these bytes. */
bool        _bo_json_string_says (BoJson string, const char *bytes, size_t length);
/* The last member whose key says these bytes. */
BoJson      _bo_json_find_member (BoJson object, const char *name, size_t length);
/* What the number is worth, written in the one way that value has. */
char       *_bo_json_number_canonical (BoJson number);
void        _bo_json_append_quoted (GString *out, const char *bytes, size_t length);

/* An element of an array as a path segment names it. */
BoJson      _bo_json_find_element (BoJson array, const char *segment);
/* The decimal index that @segment is. */
bool        _bo_json_segment_index (const char *segment, size_t *index);

G_END_DECLS
