/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"
#include "bo-hub-jwt.h"

G_BEGIN_DECLS

/* The files of a hub's directory: the database, the lock, the key of the tokens. */
char    *bo_hub_directory_database (const char *data_dir);
int      bo_hub_directory_lock     (const char *data_dir, GError **error);
gboolean bo_hub_directory_load_key (const char *data_dir, uint8_t key[BO_HUB_KEY_BYTES], GError **error);
/* Whole or not at all, for its owner alone. */
gboolean bo_hub_directory_write_secret (const char *path, const void *data, size_t length, GError **error);

G_END_DECLS
