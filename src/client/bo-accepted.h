/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): JSON text: what the hub has accepted at @path while an edit of @thing waits, NULL where
   nothing stands there. @versions: (element-type BoStoreVersion): of bo_client_history_async(). @known: (out)
   (optional): whether the version that the hub confirmed last is held here. Main thread. */
char *bo_accepted_value (BoThing *thing, GPtrArray *versions, const char *path, bool *known);

G_END_DECLS
