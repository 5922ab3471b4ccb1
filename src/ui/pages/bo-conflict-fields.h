/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-conflict-field.h"

G_BEGIN_DECLS

/* (transfer full) (element-type BoConflictField): what differs between the sides; @now: (nullable): the document
   as it is shown */
GPtrArray *bo_conflict_fields_list (BoClient *client, BoConflictItem *item, const char *now);
/* (transfer full) (element-type BoConflictField): what nobody changed */
GPtrArray *bo_conflict_fields_rest (BoClient *client, BoConflictItem *item);

G_END_DECLS
