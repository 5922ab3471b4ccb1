/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoPlace:
 *
 * A row of the sidebar: where it leads, what it is called, under which heading it stands.
 * Immutable; two of the same address and words are the same row.
 */
#define BO_TYPE_PLACE (bo_place_get_type ())
G_DECLARE_FINAL_TYPE (BoPlace, bo_place, BO, PLACE, GObject)

/* @heading, @room: (nullable) */
BoPlace    *bo_place_new         (const char *address, const char *title, const char *icon_name, const char *heading, BoRoom *room);
const char *bo_place_get_address (BoPlace *self);
const char *bo_place_get_title   (BoPlace *self);
const char *bo_place_get_icon_name (BoPlace *self);
const char *bo_place_get_heading (BoPlace *self);
BoRoom     *bo_place_get_room    (BoPlace *self);
bool        bo_place_same        (BoPlace *self, BoPlace *other);

/* (transfer full) (element-type BoPlace): every place @client's home has, in the sidebar's order; the last is at
   its foot */
GPtrArray  *bo_places_of         (BoClient *client);

G_END_DECLS
