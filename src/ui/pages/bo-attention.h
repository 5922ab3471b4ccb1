/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoAttention:
 *
 * One thing that wants a person: water on the floor, a decision, an empty battery. Two are alike
 * when everything they say is alike; so a list of them only changes where something did.
 */
#define BO_TYPE_ATTENTION (bo_attention_get_type ())
G_DECLARE_FINAL_TYPE (BoAttention, bo_attention, BO, ATTENTION, GObject)

const char *bo_attention_get_title     (BoAttention *self);
const char *bo_attention_get_subtitle  (BoAttention *self);
const char *bo_attention_get_icon_name (BoAttention *self);
const char *bo_attention_get_address   (BoAttention *self);
bool        bo_attention_get_urgent    (BoAttention *self);

/* Brings @store (of BoAttention) up to what the home says now, the most urgent first. */
void        bo_attention_collect       (BoClient *client, GListStore *store);

G_END_DECLS
