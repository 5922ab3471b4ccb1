/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-preset.h"

G_BEGIN_DECLS

/* (transfer floating): a button with the look and the name of @preset; pressed while things stand so */
GtkWidget *_bo_preset_chip_new        (BoPreset *preset);
/* The same shape, for what makes a new one */
GtkWidget *_bo_preset_chip_new_to_add (const char *label);

G_END_DECLS
