/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile-area-private.h"

/* Dropping one tile on another asks for its place. */

static BoTile *
tile_at (GtkWidget *area,
         double     x,
         double     y)
{
  GtkWidget *picked = gtk_widget_pick (area, x, y, GTK_PICK_DEFAULT);
  GtkWidget *tile = picked != NULL ? gtk_widget_get_ancestor (picked, BO_TYPE_TILE) : NULL;

  return tile != NULL ? BO_TILE (tile) : NULL;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *area)
{
  BoAccessory *accessory = g_value_get_object (value);
  BoTile *onto = tile_at (area, x, y);
  BoAccessory *other = onto != NULL ? bo_tile_get_accessory (onto) : NULL;

  if (accessory == NULL || other == NULL || other == accessory)
    return FALSE;
  g_signal_emit_by_name (area, "place", accessory, other);
  return TRUE;
}

void
_bo_tile_drop_install (GtkWidget *area)
{
  GtkDropTarget *target = gtk_drop_target_new (BO_TYPE_ACCESSORY, GDK_ACTION_MOVE);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), area);
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (target));
}
