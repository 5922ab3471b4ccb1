/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* Which files a home has (DESIGN §3), in a folder that only its owner may enter. Small and
   local: called on the main thread, when opening and connecting alone. */

char     *bo_files_default_dir       (void);
gboolean  bo_files_make_dir          (const char *data_dir, GError **error);
/* The file that `connection` names, "home.db" without it. Never outside @data_dir. */
char     *bo_files_current           (const char *data_dir);
gboolean  bo_files_set_current       (const char *data_dir, const char *path, GError **error);
/* The file of a hub: home-HASH.db */
char     *bo_files_for_url           (const char *data_dir, const char *server_url);
/* Written anew under a name of its own, then renamed: whole or not at all, 0600. */
gboolean  bo_files_write_private     (const char *path, const char *text, GError **error);

/* pin-HASH: the fingerprint of the certificate accepted for that address. (nullable): NULL: none */
char     *bo_files_read_pin          (const char *data_dir, const char *server_url);
gboolean  bo_files_write_pin         (const char *data_dir, const char *server_url, const char *fingerprint, GError **error);

/* An open-file-description lock on PATH.lock: who holds it synchronises. -1 when another
   process has it, or it can't be made. Closing the descriptor gives it up. */
int       bo_files_lock              (const char *path);
/* A share in PATH.use, for whoever has the home open; waits while somebody mends it. -1: none, as in
   a folder that can't be written. Closing the descriptor gives it up. */
int       bo_files_share             (const char *path);
/* Makes the share the only one, or says that it isn't; and an ordinary one again. */
bool      bo_files_use_alone         (int share);
void      bo_files_use_shared        (int share);
/* The first 16 hexadecimal digits of SHA-256 */
char     *bo_files_hash              (const char *text);

G_END_DECLS
