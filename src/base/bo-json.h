/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/**
 * BoJson:
 * @text: the first byte, not NUL-terminated at the end of the span
 * @length: its length in bytes; 0 when there is no value
 *
 * A JSON value as a piece of text inside a larger one, which it does not own.
 * Passed by value. Everything here reads values in place, so that keys nobody
 * knows, their order, and numbers nobody edited survive byte for byte.
 * Functions taking a BoJson expect text that bo_json_scan() has accepted;
 * handed anything else they answer "not there", never crash.
 */
typedef struct
{
  const char *text;
  size_t      length;
} BoJson;

#define BO_JSON_NONE ((BoJson){ NULL, 0 })

typedef enum
{
  BO_JSON_KIND_NONE,
  BO_JSON_KIND_NULL,
  BO_JSON_KIND_BOOL,
  BO_JSON_KIND_NUMBER,
  BO_JSON_KIND_STRING,
  BO_JSON_KIND_ARRAY,
  BO_JSON_KIND_OBJECT,
} BoJsonKind;

/**
 * BoJsonScanFlags:
 * @BO_JSON_SCAN_STRICT: one document, valid grammar, valid UTF-8, no NUL (raw
 *   or escaped), no lone surrogate escape, depth within the limit.
 * @BO_JSON_SCAN_LAX_STRINGS: do not look inside strings (encoding, NUL,
 *   surrogates) and set no limit to depth: enough to find where values begin
 *   and end, so that one bad value can be set apart from its neighbours.
 */
typedef enum
{
  BO_JSON_SCAN_STRICT = 0,
  BO_JSON_SCAN_LAX_STRINGS = 1 << 0,
} BoJsonScanFlags;

/* --- bo-json-scan.c: the linear pre-scan, before anything else reads foreign text --- */

size_t      bo_json_scan_offset (const char       *text,
                                 gssize            length,
                                 size_t            max_depth,
                                 BoJsonScanFlags   flags);
gboolean    bo_json_scan        (const char       *text,
                                 gssize            length,
                                 size_t            max_depth,
                                 BoJsonScanFlags   flags,
                                 BoJson           *document,
                                 GError          **error);

/* --- bo-json.c: reading (numbers: bo-json-number.c; bo_json_at(): bo-json-path.c) --- */

typedef struct
{
  /*< private >*/
  const char *at;
  const char *end;
  bool        object;
} BoJsonIter;

BoJson      bo_json_wrap        (const char *text);
BoJsonKind  bo_json_kind        (BoJson value);
void        bo_json_iter_init   (BoJsonIter *iter, BoJson container);
bool        bo_json_iter_next   (BoJsonIter *iter, BoJson *key, BoJson *value);
size_t      bo_json_size        (BoJson container);
BoJson      bo_json_member      (BoJson object, const char *name);
BoJson      bo_json_element     (BoJson array, size_t index);
BoJson      bo_json_at          (BoJson value, const char *path);
char       *bo_json_dup         (BoJson value);
char       *bo_json_dup_string  (BoJson value);
GBytes     *bo_json_dup_bytes   (BoJson value); /* with U+0000, which no C string holds */
bool        bo_json_string_is   (BoJson value, const char *string);
bool        bo_json_get_bool    (BoJson value, bool *result);
bool        bo_json_get_int64   (BoJson value, int64_t *result);
bool        bo_json_get_double  (BoJson value, double *result);
char       *bo_json_member_string (BoJson object, const char *name);
bool        bo_json_member_bool (BoJson object, const char *name, bool fallback);

/* --- bo-json-compare.c: values, not text --- */

bool        bo_json_equal       (BoJson a, BoJson b);
char       *bo_json_canonical   (BoJson value);

/* --- bo-json-path.c: paths ---
 *
 * A path is a JSON pointer (RFC 6901) with one addition: inside an array, the
 * segment "=ID" selects the element whose "id" member is the string ID, so
 * that a path stays true when elements move ("/services/=a1/characteristics/=b2/value").
 * The empty path is the whole value.
 */

BoJson      bo_json_element_name (BoJson element);
char       *bo_json_path_append (const char *path, const char *segment);
char      **bo_json_path_split  (const char *path);
bool        bo_json_path_covers (const char *path, const char *other);

/* --- bo-json-edit.c: edits in place --- */

char       *bo_json_set         (const char *text, const char *path, const char *value, GError **error);
char       *bo_json_remove      (const char *text, const char *path, GError **error);

/* --- bo-json-diff.c: what differs, path by path --- */

/**
 * BoJsonChange:
 * @path: where
 * @before: (nullable): the value's text on the left side, %NULL where absent
 * @after: (nullable): the value's text on the right side, %NULL where absent
 */
typedef struct
{
  char *path;
  char *before;
  char *after;
} BoJsonChange;

BoJsonChange *bo_json_change_new  (const char *path, const char *before, const char *after);
void          bo_json_change_free (BoJsonChange *change);
GPtrArray    *bo_json_diff        (BoJson before, BoJson after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoJsonChange, bo_json_change_free)

/* --- bo-json-writer.c: making JSON text --- */

typedef struct _BoJsonWriter BoJsonWriter;

BoJsonWriter *bo_json_writer_new          (void);
void          bo_json_writer_free         (BoJsonWriter *writer);
void          bo_json_writer_begin_object (BoJsonWriter *writer);
void          bo_json_writer_end_object   (BoJsonWriter *writer);
void          bo_json_writer_begin_array  (BoJsonWriter *writer);
void          bo_json_writer_end_array    (BoJsonWriter *writer);
void          bo_json_writer_key          (BoJsonWriter *writer, const char *name);
void          bo_json_writer_string       (BoJsonWriter *writer, const char *value);
void          bo_json_writer_int          (BoJsonWriter *writer, int64_t value);
void          bo_json_writer_double       (BoJsonWriter *writer, double value);
void          bo_json_writer_bool         (BoJsonWriter *writer, bool value);
void          bo_json_writer_null         (BoJsonWriter *writer);
void          bo_json_writer_raw          (BoJsonWriter *writer, const char *json, gssize length);
/* key and value in one; a NULL string writes null */
void          bo_json_writer_member_string (BoJsonWriter *writer, const char *name, const char *value);
void          bo_json_writer_member_int   (BoJsonWriter *writer, const char *name, int64_t value);
void          bo_json_writer_member_bool  (BoJsonWriter *writer, const char *name, bool value);
void          bo_json_writer_member_raw   (BoJsonWriter *writer, const char *name, const char *json);
size_t        bo_json_writer_length       (BoJsonWriter *writer);
char         *bo_json_writer_end          (BoJsonWriter *writer, size_t *length);
char         *bo_json_quote               (const char *string);
char         *bo_json_from_double         (double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoJsonWriter, bo_json_writer_free)

G_END_DECLS
