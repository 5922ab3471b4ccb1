/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-compose-private.h"

#define NAMESPACE "6ba7b812-9dad-11d1-80b4-00c04fd430c8"

static void
draft_edge_free (BoDraftEdge *edge)
{
  g_free (edge->id);
  g_free (edge->from_id);
  g_free (edge->to_id);
  g_free (edge->type);
  g_free (edge->properties);
  g_free (edge);
}

static void
draft_edit_free (BoDraftEdit *edit)
{
  g_free (edit->entity_id);
  g_free (edit->path);
  g_free (edit->value);
  g_free (edit);
}

/**
 * bo_draft_new:
 *
 * Returns: (transfer full): a draft that changes nothing
 */
BoDraft *
bo_draft_new (void)
{
  BoDraft *draft = g_new0 (BoDraft, 1);

  draft->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);
  draft->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_edit_free);
  draft->edges = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_edge_free);
  draft->removed = g_ptr_array_new_with_free_func (g_free);
  return draft;
}

/**
 * bo_draft_free:
 * @draft: (transfer full): a draft
 */
void
bo_draft_free (BoDraft *draft)
{
  g_return_if_fail (draft != NULL);

  g_ptr_array_unref (draft->entities);
  g_ptr_array_unref (draft->edits);
  g_ptr_array_unref (draft->edges);
  g_ptr_array_unref (draft->removed);
  g_free (draft);
}

char *
_bo_compose_check_name (const char  *name,
                        GError     **error)
{
  g_autofree char *trimmed = NULL;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _ ("The name is no valid text. Enter another name."));
      return NULL;
    }

  trimmed = g_strstrip (g_strdup (name));
  if (*trimmed == '\0')
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _ ("The name is empty. Enter a name."));
      return NULL;
    }
  if (strlen (trimmed) > BO_MAX_NAME)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE, _ ("The name is too long. Enter a shorter one."));
      return NULL;
    }

  return g_steal_pointer (&trimmed);
}

char *
_bo_compose_derive_id (const char *first,
                       const char *second,
                       const char *third)
{
  g_autofree char *name = g_strjoin ("\n", first, second, third, NULL);

  return bo_uuid_from_name (NAMESPACE, name);
}

void
_bo_draft_add_entity (BoDraft    *draft,
                      const char *id,
                      const char *type,
                      const char *name,
                      const char *content)
{
  g_ptr_array_add (draft->entities, bo_entity_new (id, "", type, name, content, NULL, NULL, NULL));
}

void
_bo_draft_add_edit (BoDraft    *draft,
                    const char *entity_id,
                    const char *path,
                    const char *value)
{
  BoDraftEdit *edit = g_new0 (BoDraftEdit, 1);

  edit->entity_id = g_strdup (entity_id);
  edit->path = g_strdup (path);
  edit->value = g_strdup (value);
  g_ptr_array_add (draft->edits, edit);
}

void
_bo_draft_add_edge_with_id (BoDraft    *draft,
                            const char *id,
                            const char *from_id,
                            const char *type,
                            const char *to_id,
                            const char *properties)
{
  BoDraftEdge *edge = g_new0 (BoDraftEdge, 1);

  edge->id = g_strdup (id);
  edge->from_id = g_strdup (from_id);
  edge->to_id = g_strdup (to_id);
  edge->type = g_strdup (type);
  edge->properties = g_strdup (properties);
  g_ptr_array_add (draft->edges, edge);
}

void
_bo_draft_add_edge (BoDraft    *draft,
                    const char *from_id,
                    const char *type,
                    const char *to_id)
{
  g_autofree char *id = _bo_compose_derive_id (from_id, type, to_id);

  _bo_draft_add_edge_with_id (draft, id, from_id, type, to_id, "{}");
}

void
_bo_draft_change_edge (BoDraft    *draft,
                       BoEdge     *edge,
                       const char *to_id)
{
  g_autofree char *properties = NULL;

  if (to_id == NULL)
    properties = bo_json_set (edge->properties, "/deleted", "true", NULL);
  if (properties == NULL)
    properties = g_strdup (to_id == NULL ? "{\"deleted\":true}" : edge->properties);

  _bo_draft_add_edge_with_id (draft, edge->id, edge->from_id, edge->type, to_id != NULL ? to_id : edge->to_id,
                              properties);
}
