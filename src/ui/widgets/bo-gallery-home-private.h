/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/* (transfer full): a home of accessories in every state there is, which exists in the gallery alone */
BoModel *_bo_gallery_home_new (void);

G_END_DECLS
