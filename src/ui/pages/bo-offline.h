/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-offline-bar.h"

G_BEGIN_DECLS

/* Has @bar say of @client what there is to say, and do what a person wants of it. Once. */
void  bo_offline_attach   (BoOfflineBar *bar, BoClient *client);

/* (transfer full): since when there is no connection, and what that means */
char *bo_offline_sentence (BoClient *client);

G_END_DECLS
