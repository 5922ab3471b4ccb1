/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-compose-private.h"

/* (nullable): as it is before the draft is carried out */
static BoEdge *
find_edge (GPtrArray  *edges,
           const char *id)
{
  for (unsigned i = 0; i < edges->len; i++)
    if (g_str_equal (((BoEdge *) g_ptr_array_index (edges, i))->id, id))
      return g_ptr_array_index (edges, i);
  return NULL;
}

/* An edge that isn't there yet is written once more, as deleted. */
static void
invert_edge (BoDraft     *inverse,
             BoModel     *model,
             BoDraftEdge *drafted)
{
  g_autoptr (GPtrArray) edges = bo_model_get_edges (model, drafted->from_id, NULL);
  BoEdge *edge = find_edge (edges, drafted->id);

  if (edge != NULL)
    _bo_draft_add_edge_with_id (inverse, edge->id, edge->from_id, edge->type, edge->to_id, edge->properties);
  else
    _bo_draft_add_edge_with_id (inverse, drafted->id, drafted->from_id, drafted->type, drafted->to_id,
                                "{\"deleted\":true}");
}

/**
 * bo_draft_invert:
 * @draft: what is going to be done
 * @model: as it is before that
 *
 * The way back, as a person's next wish: what @draft changes gets the value it
 * has now, what it makes is removed, and what it removes is made again with the
 * edges that touched it. Other people's changes in between stay, but where they
 * touch the same.
 *
 * Returns: (transfer full): what takes @draft back
 */
BoDraft *
bo_draft_invert (BoDraft *draft,
                 BoModel *model)
{
  BoDraft *inverse = bo_draft_new ();

  g_return_val_if_fail (draft != NULL, inverse);

  for (unsigned i = 0; i < draft->removed->len; i++)
    {
      BoThing *thing = bo_model_lookup (model, g_ptr_array_index (draft->removed, i));

      if (thing != NULL && bo_thing_get_entity (thing) != NULL)
        g_ptr_array_add (inverse->entities, bo_entity_ref (bo_thing_get_entity (thing)));
    }
  /* The last of several edits of one path is taken back first. */
  for (unsigned i = draft->edits->len; i > 0; i--)
    {
      BoDraftEdit *edit = g_ptr_array_index (draft->edits, i - 1);
      g_autofree char *value = bo_model_dup_value (model, edit->entity_id, edit->path);

      _bo_draft_add_edit (inverse, edit->entity_id, edit->path, value);
    }
  for (unsigned i = 0; i < draft->edges->len; i++)
    invert_edge (inverse, model, g_ptr_array_index (draft->edges, i));
  for (unsigned i = 0; i < draft->entities->len; i++)
    g_ptr_array_add (inverse->removed, g_strdup (((BoEntity *) g_ptr_array_index (draft->entities, i))->id));
  return inverse;
}
