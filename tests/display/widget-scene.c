/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-home-private.h"
#include "widget-scene.h"

void
set_up (Fixture    *fixture,
        const void *data)
{
  fixture->model = _bo_gallery_home_new ();
}

void
tear_down (Fixture    *fixture,
           const void *data)
{
  g_clear_pointer (&fixture->type, g_free);
  g_clear_pointer (&fixture->json, g_free);
  g_clear_object (&fixture->model);
}
