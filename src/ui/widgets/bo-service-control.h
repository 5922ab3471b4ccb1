/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"
#include "bo-preset-row.h"

G_BEGIN_DECLS

/**
 * BoServiceControl:
 *
 * What a person does with one service: a large control made for its kind
 * first, then rows for what else it offers (`rows` of it in a list of their own). A
 * service nobody knows is rows alone.
 *
 * Properties: `service` (construct only), `read-only-reason` (nullable: a
 * sentence; when set nothing can be changed, and it is shown), `show-more`
 * (the rows below the large control, true).
 *
 * ::operate: (characteristic: BoCharacteristic, json: utf8) as of BoTile; whoever listens asks first
 *   where bo_characteristic_get_safety() says so, and calls bo_service_control_refresh() when the
 *   answer was no
 */
#define BO_TYPE_SERVICE_CONTROL (bo_service_control_get_type ())
G_DECLARE_FINAL_TYPE (BoServiceControl, bo_service_control, BO, SERVICE_CONTROL, GtkWidget)

GtkWidget *bo_service_control_new                  (BoService *service);
BoService *bo_service_control_get_service          (BoServiceControl *self);
void       bo_service_control_set_read_only_reason (BoServiceControl *self, const char *reason);
void       bo_service_control_set_show_more        (BoServiceControl *self, bool show_more);
/* (nullable): what was saved for it; whoever keeps that gives the row its presets */
BoPresetRow *bo_service_control_get_presets        (BoServiceControl *self);
/* Shows again what the model says, where an operation was refused. */
void       bo_service_control_refresh              (BoServiceControl *self);

G_END_DECLS
