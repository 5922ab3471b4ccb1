/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-preset-row.h"

G_BEGIN_DECLS

/* The colours and positions a person saved, on this device: a setting "presets.KIND" of the home, a line for each. */

/* (transfer none): of BoPreset, live, one for each kind, owned by @client */
GListModel *bo_presets_of     (BoClient *client, const char *kind);
/* Shows @row what is kept for its service, and keeps what it is asked to. */
void        bo_presets_attach (BoPresetRow *row, BoClient *client);

G_END_DECLS
