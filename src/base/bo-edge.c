/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-edge.h"

#include <string.h>

#include "bo-json.h"

/* One allocation: the count, the fields, then all the strings. */
typedef struct
{
  gatomicrefcount references;
  BoEdge          edge;
  char            strings[];
} Block;

G_DEFINE_BOXED_TYPE (BoEdge, bo_edge, bo_edge_ref, bo_edge_unref)

static Block *
block_of (BoEdge *self)
{
  return (Block *) ((char *) self - G_STRUCT_OFFSET (Block, edge));
}

/**
 * bo_edge_new:
 * @id: identity
 * @from_id: entity it starts at
 * @from_version: (nullable): that entity's version; %NULL for not yet pinned
 * @to_id: entity it leads to
 * @to_version: (nullable): likewise
 * @type: `located_in`, `part_of`, …, or one nobody knows
 * @properties: (nullable): text of a JSON object, kept byte for byte and not checked here; %NULL for `{}`
 * @user_id: (nullable): who wrote it
 * @updated_at: hub's time of the last write in µs since 1970 UTC, 0 if unknown
 *
 * Copies its arguments into a new edge (PROTOCOL §1). Foreign properties go
 * through bo_json_scan() before. Any thread.
 *
 * Returns: (transfer full): the edge
 */
BoEdge *
bo_edge_new (const char *id,
             const char *from_id,
             const char *from_version,
             const char *to_id,
             const char *to_version,
             const char *type,
             const char *properties,
             const char *user_id,
             int64_t     updated_at)
{
  const char *strings[] = { id,
                            from_id,
                            from_version != NULL ? from_version : "",
                            to_id,
                            to_version != NULL ? to_version : "",
                            type,
                            properties != NULL ? properties : "{}",
                            user_id };
  size_t sizes[G_N_ELEMENTS (strings)];
  size_t bytes = 0;
  Block *block;
  char *at;

  g_return_val_if_fail (id != NULL && from_id != NULL && to_id != NULL && type != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (strings); i++)
    bytes += sizes[i] = strings[i] != NULL ? strlen (strings[i]) + 1 : 0;

  block = g_malloc (sizeof (Block) + bytes);
  at = block->strings;
  for (size_t i = 0; i < G_N_ELEMENTS (strings); i++)
    if (strings[i] != NULL)
      {
        strings[i] = memcpy (at, strings[i], sizes[i]);
        at += sizes[i];
      }

  g_atomic_ref_count_init (&block->references);
  block->edge = (BoEdge){ .id = strings[0],
                          .from_id = strings[1],
                          .from_version = strings[2],
                          .to_id = strings[3],
                          .to_version = strings[4],
                          .type = strings[5],
                          .properties = strings[6],
                          .user_id = strings[7],
                          .updated_at = updated_at };
  return &block->edge;
}

/**
 * bo_edge_ref:
 * @self: an edge
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
BoEdge *
bo_edge_ref (BoEdge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&block_of (self)->references);
  return self;
}

/**
 * bo_edge_unref:
 * @self: (transfer full): an edge
 *
 * Gives up a reference; the last one frees it. Any thread.
 */
void
bo_edge_unref (BoEdge *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&block_of (self)->references))
    g_free (block_of (self));
}

/**
 * bo_edge_is_deleted:
 * @self: an edge
 *
 * Whether `properties.deleted` is true: the wire knows no removal of edges, this
 * is the project's convention for it (PROTOCOL §1).
 *
 * Returns: true if it is
 */
bool
bo_edge_is_deleted (BoEdge *self)
{
  g_return_val_if_fail (self != NULL, false);

  return bo_json_member_bool (bo_json_wrap (self->properties), "deleted", false);
}

/**
 * bo_edge_same_data:
 * @self: an edge
 * @other: another
 *
 * Whether both say the same: endpoints, type, and properties by value. Pins,
 * author and time are left aside.
 *
 * Returns: true if they do
 */
bool
bo_edge_same_data (BoEdge *self,
                   BoEdge *other)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (other != NULL, false);

  if (self == other)
    return true;
  if (!g_str_equal (self->from_id, other->from_id) || !g_str_equal (self->to_id, other->to_id) ||
      !g_str_equal (self->type, other->type))
    return false;

  return g_str_equal (self->properties, other->properties) ||
         bo_json_equal (bo_json_wrap (self->properties), bo_json_wrap (other->properties));
}

/**
 * bo_edge_pin:
 * @self: an edge
 * @from_version: (nullable): version of the entity it starts at, one the hub holds
 * @to_version: (nullable): version of the entity it leads to, likewise
 *
 * Pins are set when an edge is sent (PROTOCOL §5); %NULL takes one away.
 *
 * Returns: (transfer full): a copy with these pins
 */
BoEdge *
bo_edge_pin (BoEdge     *self,
             const char *from_version,
             const char *to_version)
{
  g_return_val_if_fail (self != NULL, NULL);

  return bo_edge_new (self->id, self->from_id, from_version, self->to_id, to_version, self->type,
                      self->properties, self->user_id, self->updated_at);
}

/**
 * bo_edge_type_known:
 * @type: (nullable): any text
 *
 * Whether a hub of today takes edges of this type: it answers 400 to others
 * (PROTOCOL §1, §4).
 *
 * Returns: true for one of the fourteen
 */
bool
bo_edge_type_known (const char *type)
{
  static const char *const known[] = {
    "located_in", "controls", "connects_to", "part_of", "manages", "documented_by", "procedure_for",
    "triggered_by", "depends_on", "contained_in", "monitors", "automates", "controlled_by_app", "has_blob",
    NULL
  };

  return type != NULL && g_strv_contains (known, type);
}
