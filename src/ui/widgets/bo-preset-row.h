/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-preset.h"

G_BEGIN_DECLS

/**
 * BoPresetRow:
 *
 * What a person saved for services like this one, as chips, and a last one that saves how it stands now. The chip of
 * how it stands is pressed. Delete, or a chip's menu, removes and renames.
 *
 * ::chosen: (preset: BoPreset) a person wants it so
 * ::save: how it stands now is to be kept
 * ::rename: (preset: BoPreset)
 * ::remove: (preset: BoPreset)
 */
#define BO_TYPE_PRESET_ROW (bo_preset_row_get_type ())
G_DECLARE_FINAL_TYPE (BoPresetRow, bo_preset_row, BO, PRESET_ROW, GtkWidget)

/* @service: one that bo_preset_kind_of() knows a kind for */
GtkWidget *bo_preset_row_new         (BoService *service);
BoService *bo_preset_row_get_service (BoPresetRow *self);
/* @presets: (nullable): of BoPreset; those that don't fit aren't shown */
void       bo_preset_row_set_presets (BoPresetRow *self, GListModel *presets);
/* Follows the service's values. */
void       bo_preset_row_refresh     (BoPresetRow *self);

G_END_DECLS
