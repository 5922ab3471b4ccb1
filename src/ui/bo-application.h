/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BO_TYPE_APPLICATION (bo_application_get_type ())
G_DECLARE_FINAL_TYPE (BoApplication, bo_application, BO, APPLICATION, AdwApplication)

BoApplication *bo_application_new        (void);
int            bo_application_get_status (BoApplication *self);
/* Begins the demo home: a hub of our own on loopback, in a data directory of its own. */
void           bo_application_start_demo (BoApplication *self);

G_END_DECLS
