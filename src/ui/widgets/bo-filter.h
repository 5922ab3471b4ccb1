/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include <gio/gio.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* What one asks a whole home at once: which lights are on, what is open. A chip of the home
   page counts them, the page "filter:ID" lists them. */
typedef enum
{
  BO_FILTER_LIGHTS,
  BO_FILTER_OPEN,
  BO_FILTER_CLIMATE,
  BO_FILTER_UNLOCKED,
  BO_FILTER_LOW_BATTERY,
  BO_FILTER_UNREACHABLE,
} BoFilter;
#define BO_N_FILTERS (BO_FILTER_UNREACHABLE + 1)

const char *bo_filter_to_id        (BoFilter filter);
bool        bo_filter_from_id      (const char *id, BoFilter *filter);
bool        bo_filter_match        (BoFilter filter, BoAccessory *accessory);
const char *bo_filter_to_title     (BoFilter filter);
const char *bo_filter_to_icon_name (BoFilter filter);
/* "No light is on", for the page when nothing matches */
const char *bo_filter_to_nothing   (BoFilter filter);
/* (transfer full): "3 lights on" */
char       *bo_filter_to_text      (BoFilter filter, unsigned int count);
/* How many of @accessories (of BoAccessory) match each filter. */
void        bo_filter_count        (GListModel *accessories, unsigned int counts[BO_N_FILTERS]);

G_END_DECLS
