/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/* (transfer full): a home of accessories in every state there is, which exists in the gallery alone */
BoModel *_bo_gallery_home_new   (void);
void     _bo_gallery_add_entity (BoModelBatch *batch, const char *id, const char *type, const char *name, const char *content, BoSyncStatus status);
void     _bo_gallery_add_edge   (BoModelBatch *batch, const char *from, const char *type, const char *to);

G_END_DECLS
