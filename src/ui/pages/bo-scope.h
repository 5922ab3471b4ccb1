/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/* What is shown of a file that holds several homes: the lists of the one that is looked at; of a single one, or of none,
   all there is. (transfer none); pages are made anew when another home is chosen. */
BoHome     *bo_scope_of          (BoClient *client); /* (nullable): only where there are several */
GListModel *bo_scope_rooms       (BoClient *client);
GListModel *bo_scope_zones       (BoClient *client);
GListModel *bo_scope_accessories (BoClient *client);
GListModel *bo_scope_scenes      (BoClient *client);

G_END_DECLS
