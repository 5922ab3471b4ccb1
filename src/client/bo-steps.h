/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-compose.h"
#include "bo-rules.h"

G_BEGIN_DECLS

/* Arrays of BoStep, as bo_rules_edit() takes them. */
GArray *bo_steps_new        (void);
void    bo_steps_free       (GArray *steps);  /* with what is in them */
void    bo_steps_add_edit   (GArray *steps, BoEdit *edit);  /* transfer full */
void    bo_steps_add_edge   (GArray *steps, BoEdge *edge);  /* transfer full */
/* (nullable): what composing gave; a value in it is as safe, and as short-lived, as one that is written.
   @model: of the entities edited. */
GArray *bo_steps_from_draft (BoDraft *draft, BoModel *model, const int *patience, GError **error);
/* One value of one characteristic: @confirmed as in bo_client_update_characteristic_async().
   @patience: (nullable): how many seconds it may wait, by BoSafetyClass; %NULL: there is no hub to be late for. */
gboolean bo_steps_add_write (GArray *steps, BoModel *model, const char *accessory_id, const char *characteristic_id, const char *value, bool confirmed, const int *patience, GError **error);

G_END_DECLS
