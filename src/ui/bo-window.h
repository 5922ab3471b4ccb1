/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-demo.h"
#include "bo-page.h"

G_BEGIN_DECLS

#define BO_TYPE_WINDOW (bo_window_get_type ())
G_DECLARE_FINAL_TYPE (BoWindow, bo_window, BO, WINDOW, AdwApplicationWindow)

BoWindow   *bo_window_new          (AdwApplication *application, BoClient *client);
void        bo_window_show_page    (BoWindow *self, const char *address);
/* As bo_window_show_page(), also while the home is still being read from the disk. */
void        bo_window_begin_at     (BoWindow *self, const char *address);
/* The palette with @typed in it, as soon as the home is read. */
void        bo_window_show_palette (BoWindow *self, const char *typed);
/* What can be tried out in a demo home only; @demo: (nullable) */
void        bo_window_set_demo     (BoWindow *self, BoDemo *demo);
bool        bo_window_is_demo      (BoWindow *self);
/* (nullable): the page in front */
BoPage     *bo_window_get_page     (BoWindow *self);
const char *bo_window_get_address  (BoWindow *self);

void        bo_window_apply_temperature_unit (void);

G_END_DECLS
