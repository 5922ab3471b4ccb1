/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

#define BO_TYPE_EDGE (bo_edge_get_type ())

/**
 * BoEdge:
 * @id: identity
 * @from_id: entity it starts at
 * @from_version: that entity's version when the edge was written; empty when not yet pinned
 * @to_id: entity it leads to
 * @to_version: likewise
 * @type: `located_in`, `part_of`, …
 * @properties: the text of a JSON object
 * @user_id: (nullable): who wrote it, where the hub says
 * @updated_at: hub's time of the last write in µs since 1970 UTC, 0 if unknown
 *
 * A relationship (PROTOCOL §1): one mutable row per id at the hub, an immutable,
 * reference-counted value here. The fields are read-only.
 */
struct _BoEdge
{
  const char *id;
  const char *from_id;
  const char *from_version;
  const char *to_id;
  const char *to_version;
  const char *type;
  const char *properties;
  const char *user_id;
  int64_t     updated_at;
};

GType   bo_edge_get_type   (void);
BoEdge *bo_edge_new        (const char *id,
                            const char *from_id,
                            const char *from_version,
                            const char *to_id,
                            const char *to_version,
                            const char *type,
                            const char *properties,
                            const char *user_id,
                            int64_t     updated_at);
BoEdge *bo_edge_ref        (BoEdge *self);
void    bo_edge_unref      (BoEdge *self);
/* properties.deleted is true: this project's convention for removal */
bool    bo_edge_is_deleted (BoEdge *self);
/* endpoints, type and properties alike; pins, author and time aside */
bool    bo_edge_same_data  (BoEdge *self, BoEdge *other);
/* a copy with other pins */
BoEdge *bo_edge_pin        (BoEdge *self, const char *from_version, const char *to_version);
/* one of the fourteen types of PROTOCOL §1 */
bool    bo_edge_type_known (const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEdge, bo_edge_unref)

G_END_DECLS
