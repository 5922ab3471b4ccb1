/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* Set where hubs are not to be looked for on the network. */
#define BO_SETTING_NO_DISCOVERY "privacy.no-discovery"

/**
 * BoPreferences:
 *
 * What a person chooses. What belongs to this desktop is in GSettings, what belongs to the home in its database; both
 * take effect at once.
 */
#define BO_TYPE_PREFERENCES (bo_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BoPreferences, bo_preferences, BO, PREFERENCES, AdwPreferencesWindow)

/* Over @window, to be presented */
BoPreferences *bo_preferences_new (GtkWindow *window, BoClient *client);

G_END_DECLS
