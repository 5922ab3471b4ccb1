/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoPast:
 *
 * The home as it was at one time, read once for all pages that show it.
 *
 * ::loaded: (signal): there is a model now, or an error
 */
#define BO_TYPE_PAST (bo_past_get_type ())
G_DECLARE_FINAL_TYPE (BoPast, bo_past, BO, PAST, GObject)

/* (transfer full): that which pages of this time hold already, or a new one that reads */
BoPast       *bo_past_at            (BoClient *client, int64_t time_us);
int64_t       bo_past_get_time      (BoPast *self);
/* (nullable): until it is read */
BoModel      *bo_past_get_model     (BoPast *self);
/* (nullable) */
const GError *bo_past_get_error     (BoPast *self);
/* Where the records of the home begin; 0: nothing is known. Once it is loaded. */
int64_t       bo_past_get_beginning (BoPast *self);

G_END_DECLS
