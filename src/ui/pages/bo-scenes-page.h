/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoScenesPage:
 *
 * The scenes of the home, at "scenes": run, make, rename, remove.
 */
#define BO_TYPE_SCENES_PAGE (bo_scenes_page_get_type ())
G_DECLARE_FINAL_TYPE (BoScenesPage, bo_scenes_page, BO, SCENES_PAGE, BoPage)

/* Asks which accessories a new scene captures, and makes it. */
void bo_scene_capture (GtkWidget *from, BoClient *client);

G_END_DECLS
