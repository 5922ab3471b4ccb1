/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

G_BEGIN_DECLS

/* A SHA-256 under way. A copy of it (by assignment) goes on by itself: that is how the state in
   the midst of a long text is kept. */
typedef struct
{
  uint64_t state[14];
} BoSha256;

void  bo_sha256_init   (BoSha256 *self);
void  bo_sha256_update (BoSha256 *self, const void *data, size_t length);
char *bo_sha256_end    (const BoSha256 *self);   /* lower-case hex; @self can go on */
char *bo_sha256_hex    (const void *data, size_t length);

G_END_DECLS
