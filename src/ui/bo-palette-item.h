/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoPaletteItem:
 *
 * Something the palette can lead to or do. Immutable.
 */
#define BO_TYPE_PALETTE_ITEM (bo_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (BoPaletteItem, bo_palette_item, BO, PALETTE_ITEM, GObject)

typedef enum
{
  BO_PALETTE_PLACE,  /* @target: the address of a page */
  BO_PALETTE_ACTION, /* @target: the name of an action of the window or the application */
  BO_PALETTE_SCENE,  /* @target: its id */
} BoPaletteKind;

BoPaletteItem *bo_palette_item_new           (BoPaletteKind kind, const char *target, const char *title, const char *subtitle, const char *icon_name, const char *accelerator);
BoPaletteKind  bo_palette_item_get_kind      (BoPaletteItem *self);
const char    *bo_palette_item_get_target    (BoPaletteItem *self);
const char    *bo_palette_item_get_title     (BoPaletteItem *self);
const char    *bo_palette_item_get_subtitle  (BoPaletteItem *self);
const char    *bo_palette_item_get_icon_name (BoPaletteItem *self);
const char    *bo_palette_item_get_accelerator (BoPaletteItem *self); /* nullable, as GTK writes it: "<ctrl>r" */
/* How well it fits @needle (folded); 0: not at all. What it is called counts for more than where it is. */
int            bo_palette_item_match         (BoPaletteItem *self, const char *needle);

/* (transfer full) (element-type BoPaletteItem): all there is to find in @client's home, in the order
   in which it is shown before anything is typed: pages and rooms, scenes, actions, accessories, documents. */
GPtrArray     *bo_palette_items_of           (BoClient *client);

G_END_DECLS
