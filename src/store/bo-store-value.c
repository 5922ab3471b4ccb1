/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

/* The parents as the text of a JSON array; %NULL for none, which most first versions have. */
char *
_bo_store_encode_parents (BoEntity *entity)
{
  g_autoptr (BoJsonWriter) writer = NULL;

  if (entity == NULL || entity->parent_versions[0] == NULL)
    return NULL;
  writer = bo_json_writer_new ();
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; entity->parent_versions[i] != NULL; i++)
    bo_json_writer_string (writer, entity->parent_versions[i]);
  bo_json_writer_end_array (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static GStrv
decode_parents (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  BoJsonIter iter;
  BoJson value;

  bo_json_iter_init (&iter, bo_json_wrap (text));
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *parent = bo_json_dup_string (value);

      if (parent != NULL)
        g_strv_builder_add (builder, parent);
    }
  return g_strv_builder_end (builder);
}

/* A %NULL entity leaves the columns NULL. @parents: from _bo_store_encode_parents(). */
void
_bo_store_bind_entity (BoStatement *statement, int index, BoEntity *entity, const char *parents)
{
  if (entity == NULL)
    return;
  bo_statement_bind_text (statement, index, entity->version);
  bo_statement_bind_text (statement, index + 1, entity->entity_type);
  bo_statement_bind_text (statement, index + 2, entity->name);
  bo_statement_bind_text (statement, index + 3, entity->content);
  bo_statement_bind_text (statement, index + 4, entity->source_type);
  bo_statement_bind_text (statement, index + 5, entity->user_id);
  bo_statement_bind_text (statement, index + 6, parents);
}

/* %NULL where the version is. */
BoEntity *
_bo_store_read_entity (BoStatement *statement, int column, const char *id)
{
  const char *version = bo_statement_text (statement, column);
  const char *parents = bo_statement_text (statement, column + 6);
  g_auto (GStrv) list = parents != NULL ? decode_parents (parents) : NULL;

  if (version == NULL)
    return NULL;
  return bo_entity_new (id, version,
                        bo_statement_text (statement, column + 1),
                        bo_statement_text (statement, column + 2),
                        bo_statement_text (statement, column + 3),
                        bo_statement_text (statement, column + 4),
                        bo_statement_text (statement, column + 5),
                        (const char *const *) list);
}

/* A %NULL edge leaves the columns NULL. */
void
_bo_store_bind_edge (BoStatement *statement, int index, BoEdge *edge)
{
  if (edge == NULL)
    return;
  bo_statement_bind_text (statement, index, edge->from_id);
  bo_statement_bind_text (statement, index + 1, edge->from_version);
  bo_statement_bind_text (statement, index + 2, edge->to_id);
  bo_statement_bind_text (statement, index + 3, edge->to_version);
  bo_statement_bind_text (statement, index + 4, edge->type);
  bo_statement_bind_text (statement, index + 5, edge->properties);
  bo_statement_bind_text (statement, index + 6, edge->user_id);
  bo_statement_bind_int (statement, index + 7, edge->updated_at);
}

BoEdge *
_bo_store_read_edge (BoStatement *statement, int column, const char *id)
{
  return bo_edge_new (id,
                      bo_statement_text (statement, column),
                      bo_statement_text (statement, column + 1),
                      bo_statement_text (statement, column + 2),
                      bo_statement_text (statement, column + 3),
                      bo_statement_text (statement, column + 4),
                      bo_statement_text (statement, column + 5),
                      bo_statement_text (statement, column + 6),
                      bo_statement_int (statement, column + 7));
}
