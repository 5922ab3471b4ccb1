/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-tile-private.h"

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

/* The context menu of a tile; a parent installs its actions. */
GMenuModel *
_bo_tile_menu (BoAccessory *accessory)
{
  const char *id = bo_thing_get_id (BO_THING (accessory));
  BoSyncStatus status = bo_thing_get_status (BO_THING (accessory));
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  if (status == BO_STATUS_QUARANTINED)
    append (first, _("_Retry"), "tile.retry", id);
  if (status == BO_STATUS_CONFLICT)
    append (first, _("Re_view Changes…"), "tile.review", id);
  append (first, _("_Details"), "tile.details", id);
  append (first, _("_Favourite"), "tile.favourite", id);
  append (second, _("_Move to Room…"), "tile.move", id);
  append (second, _("Re_name…"), "tile.rename", id);
  append (second, _("_Notes"), "tile.notes", id);
  append (second, _("_History"), "tile.history", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  return G_MENU_MODEL (menu);
}
