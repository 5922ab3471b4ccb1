/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* The state digest (PROTOCOL §3.5): SHA-256 over id, 0x1F, version, 0x1E of every
   current row in ascending byte order of id. */

/* Ids and versions are kept as C strings. A hub may hold some with U+0000: what can't be shown is counted all the same
   (FAULTS §2), under its escaped form. U+FFFF, which stands for no character, escapes; a key that is readable never
   holds it. */
char     *bo_key_escape   (GBytes *key);                        /* (transfer full) */
bool      bo_key_readable (const char *key);                    /* without U+FFFF */
char     *bo_key_unescape (const char *key, size_t *length);    /* (transfer full): the bytes that are summed up */

bool      bo_digest_valid (const char *hex);

/* Of rows that are kept, and change one by one. */
typedef struct _BoDigestTable BoDigestTable;

BoDigestTable *bo_digest_table_new    (void);
void           bo_digest_table_free   (BoDigestTable *self);
/* @version: (nullable): NULL for none: the row goes */
void           bo_digest_table_put    (BoDigestTable *self, const char *id, const char *version);
size_t         bo_digest_table_count  (BoDigestTable *self);
char          *bo_digest_table_sum    (BoDigestTable *self);   /* (transfer full): lower-case hex */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDigestTable, bo_digest_table_free)

G_END_DECLS
