/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* Where copies of attached files lie: files/HASH/NAME, the hash of the document's id. */

/* One plain name, that leads nowhere else and isn't one of our own. */
bool  bo_kept_files_is_plain_name (const char *name);
char *bo_kept_files_folder        (const char *data_dir, const char *document_id);
/* (nullable) (transfer full): of the file that @content describes, where that is a plain one */
char *bo_kept_files_name_in       (BoJson content);

/* Removes copies that no document of any home in @data_dir has named for so long that nobody can want them back. */
void  bo_kept_files_clean_async   (const char *data_dir, int64_t now_us, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
/* How many are gone, -1 with @error */
int   bo_kept_files_clean_finish  (GAsyncResult *result, GError **error);

G_END_DECLS
