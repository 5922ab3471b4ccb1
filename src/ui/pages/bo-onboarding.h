/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoOnboarding:
 *
 * The first thing a person sees, at "welcome": connect to a hub, start without one, or look at a
 * demo home. "welcome:connect" begins at the form. Where something is here already that no hub has, it is shown
 * beside what the hub has (bo-join-page.h) before the two are joined.
 */
#define BO_TYPE_ONBOARDING (bo_onboarding_get_type ())
G_DECLARE_FINAL_TYPE (BoOnboarding, bo_onboarding, BO, ONBOARDING, BoPage)

G_END_DECLS
