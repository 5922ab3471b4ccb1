/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-compose.h"

G_BEGIN_DECLS

/* (nullable) (transfer full): trimmed, checked */
char *_bo_compose_check_name (const char *name, GError **error);
/* An id that follows from @names: the same on every device. */
char *_bo_compose_derive_id  (const char *first, const char *second, const char *third);
void  _bo_draft_add_entity   (BoDraft *draft, const char *id, const char *type, const char *name, const char *content);
void  _bo_draft_add_edit     (BoDraft *draft, const char *entity_id, const char *path, const char *value);
/* As bo_compose_document(); @member, @json: (nullable): what its content holds besides */
gboolean _bo_compose_document (BoDraft *draft, const char *id, const char *type, const char *name, const char *body,
                               const char *member, const char *json, BoThing *about, GError **error);
/* a new edge; its id follows from its ends */
void  _bo_draft_add_edge     (BoDraft *draft, const char *from_id, const char *type, const char *to_id);
/* @edge, leading to @to_id; NULL removes it */
void  _bo_draft_change_edge  (BoDraft *draft, BoEdge *edge, const char *to_id);
void  _bo_draft_add_edge_with_id (BoDraft *draft, const char *id, const char *from_id, const char *type,
                                  const char *to_id, const char *properties);

G_END_DECLS
