/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoHomeSwitcher:
 *
 * The name of the home; where the file holds several, a menu of them, by which another one is looked at.
 */
#define BO_TYPE_HOME_SWITCHER (bo_home_switcher_get_type ())
G_DECLARE_FINAL_TYPE (BoHomeSwitcher, bo_home_switcher, BO, HOME_SWITCHER, AdwBin)

void bo_home_switcher_set_client (BoHomeSwitcher *self, BoClient *client);

G_END_DECLS
