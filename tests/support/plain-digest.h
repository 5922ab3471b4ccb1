/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The state digest as PROTOCOL §3.5 says it, a line for a row: what the program's own, which follows its writes
   (BoDigestTable), is compared with. */
typedef struct _PlainDigest PlainDigest;

PlainDigest *plain_digest_new (void);
/* @id: the next one in ascending byte order; @version: its current one, a tombstone's too */
void         plain_digest_add (PlainDigest *self, const char *id, const char *version);
/* (transfer full): 64 lower-case hexadecimal digits; frees @self */
char        *plain_digest_end (PlainDigest *self);

G_END_DECLS
