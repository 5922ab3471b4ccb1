/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service-control.h"

G_BEGIN_DECLS

/* Brings one part of a control to what the model says, and to whether it may be changed. */
typedef void (*BoControlSync) (BoServiceControl *control, GtkWidget *widget);

/* (nullable): the service's characteristic, which then gets no row of its own */
BoCharacteristic *_bo_control_take          (BoServiceControl *self, const char *type);
/* (nullable): the same, without taking it */
BoCharacteristic *_bo_control_find          (BoServiceControl *self, const char *type);
bool              _bo_control_is_read_only  (BoServiceControl *self);
/* Appends a part; @sync runs now and after every change. */
void              _bo_control_add           (BoServiceControl *self, GtkWidget *widget, BoControlSync sync);
/* @presets: a part that was added */
void              _bo_control_set_presets   (BoServiceControl *self, GtkWidget *presets);
void              _bo_control_operate       (BoServiceControl *self, BoCharacteristic *characteristic, char *json);
void              _bo_control_set_number    (BoServiceControl *self, const char *type, double value);

/* Parts that several kinds share; each does nothing where the service lacks the characteristic. */
void              _bo_control_add_toggle    (BoServiceControl *self, const char *type);
void              _bo_control_add_slider    (BoServiceControl *self, const char *type, const char *icon_name);
void              _bo_control_add_modes     (BoServiceControl *self, const char *type);
/* Buttons of one width, one beside the other without a gap, as high as a finger wants them: a row, and each of them. */
GtkWidget        *_bo_control_new_linked    (GtkOrientation orientation);
void              _bo_control_link          (GtkWidget *row, GtkWidget *button);
void              _bo_control_add_headline  (BoServiceControl *self);
void              _bo_control_add_presets   (BoServiceControl *self);
/* A list of its own with this value alone, for what belongs beside the large control. */
void              _bo_control_add_row       (BoServiceControl *self, const char *type);
/* Takes what the headline says already. */
void              _bo_control_take_all      (BoServiceControl *self, const char *const *types);

/* The kinds */
void              _bo_control_build_light   (BoServiceControl *self);
void              _bo_control_build_fan     (BoServiceControl *self);
void              _bo_control_build_thermostat (BoServiceControl *self);
void              _bo_control_build_heater_cooler (BoServiceControl *self);
void              _bo_control_build_humidifier (BoServiceControl *self);
void              _bo_control_build_covering (BoServiceControl *self);
void              _bo_control_build_garage  (BoServiceControl *self);
void              _bo_control_build_lock    (BoServiceControl *self);
void              _bo_control_build_security (BoServiceControl *self);
void              _bo_control_build_media   (BoServiceControl *self);
void              _bo_control_build_doorbell (BoServiceControl *self);
void              _bo_control_build_water   (BoServiceControl *self);
void              _bo_control_build_battery (BoServiceControl *self);
void              _bo_control_build_filter  (BoServiceControl *self);
void              _bo_control_build_toggle  (BoServiceControl *self);
void              _bo_control_build_sensor  (BoServiceControl *self);

G_END_DECLS
