/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* Where a token rests (FAULTS §5): in the keyring of the session, or, where there is none and
   the person allows it, in a file of mode 0600. Never in a log, never in the home's file. */
typedef enum
{
  BO_TOKEN_PLACE_KEYRING,
  BO_TOKEN_PLACE_ANY,  /* the file where there is no keyring */
  BO_TOKEN_PLACE_FILE, /* the keyring isn't asked: it may ask a person for its password */
} BoTokenPlace;

void     bo_keyring_lookup_async  (const char *data_dir, const char *server_url, const char *user_id, BoTokenPlace place, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
/* (transfer full) (nullable): NULL without an error: there is none. @in_file: (out): it was in the file */
char    *bo_keyring_lookup_finish (GAsyncResult *result, bool *in_file);

/* @in_file: (out): it went to the file. FAILED when it could go nowhere. */
void     bo_keyring_store_async   (const char *data_dir, const char *server_url, const char *user_id, const char *token, BoTokenPlace place, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
gboolean bo_keyring_store_finish  (GAsyncResult *result, bool *in_file, GError **error);

G_END_DECLS
