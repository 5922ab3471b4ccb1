/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-safety.h"
#include "bo-steps.h"

static void
step_clear (void *data)
{
  BoStep *step = data;

  g_clear_pointer (&step->edit, bo_edit_free);
  g_clear_pointer (&step->edge, bo_edge_unref);
}

GArray *
bo_steps_new (void)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (BoStep));

  g_array_set_clear_func (steps, step_clear);
  return steps;
}

void
bo_steps_free (GArray *steps)
{
  /* One that a caller made has no clear function of its own. */
  g_array_set_clear_func (steps, step_clear);
  g_array_unref (steps);
}

void
bo_steps_add_edit (GArray *steps,
                   BoEdit *edit)
{
  BoStep step = { .edit = edit };

  g_array_append_val (steps, step);
}

void
bo_steps_add_edge (GArray *steps,
                   BoEdge *edge)
{
  BoStep step = { .edge = edge };

  g_array_append_val (steps, step);
}

static GPtrArray *
new_changes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
}

/* The edit of an entity among @steps: what is done to it in one step is one edit. */
static BoEdit *
change_of (GArray     *steps,
           const char *entity_id)
{
  BoEdit *edit;

  for (unsigned int i = 0; i < steps->len; i++)
    {
      edit = g_array_index (steps, BoStep, i).edit;
      if (edit != NULL && edit->kind == BO_EDIT_CHANGE && g_str_equal (edit->entity_id, entity_id))
        return edit;
    }

  edit = bo_edit_new (entity_id, BO_EDIT_CHANGE);
  if (edit->changes == NULL)
    edit->changes = new_changes ();
  bo_steps_add_edit (steps, edit);
  return edit;
}

static void
add_creation (GArray   *steps,
              BoEntity *entity)
{
  g_autofree char *document = bo_entity_to_document (entity);
  BoEdit *edit = bo_edit_new (entity->id, BO_EDIT_CREATE);

  if (edit->changes == NULL)
    edit->changes = new_changes ();
  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  bo_steps_add_edit (steps, edit);
}

static GError *
error_unconfirmed (BoCharacteristic *characteristic)
{
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);

  return g_error_new (BO_ERROR, BO_ERROR_PERMISSION,
                      _("Changing “%s” of “%s” could let somebody in or do harm, and was not done: it has to be "
                        "confirmed first."),
                      bo_characteristic_get_label (characteristic),
                      accessory != NULL ? bo_thing_get_display_name (BO_THING (accessory)) : "");
}

/* The strictest of what an edit holds rules all of it. */
static void
tighten (BoEdit    *edit,
         BoSafety   safety,
         const int *patience)
{
  bool chosen = patience != NULL && safety.direction == BO_SAFETY_DIRECTION_NONE &&
                safety.safety_class != BO_SAFETY_CLASS_C;
  int seconds = chosen ? patience[safety.safety_class] : safety.expiry_seconds;
  int64_t expires = bo_clock_now () + seconds * INT64_C (1000000);

  edit->safety = MAX (edit->safety, safety.safety_class);
  if (patience != NULL && safety.expiry_seconds > 0 && (edit->expires_us == 0 || expires < edit->expires_us))
    edit->expires_us = expires;
}

/* An edit at a path, which may be that of a value. */
static gboolean
add_drafted (GArray       *steps,
             BoModel      *model,
             BoDraftEdit  *drafted,
             bool          confirmed,
             const int    *patience,
             GError      **error)
{
  g_autofree char *before = bo_model_dup_value (model, drafted->entity_id, drafted->path);
  BoCharacteristic *characteristic = bo_model_lookup_path (model, drafted->entity_id, drafted->path);
  BoEdit *edit = change_of (steps, drafted->entity_id);

  if (characteristic != NULL)
    {
      BoSafety safety = bo_characteristic_get_safety (characteristic, drafted->value);

      if (safety.needs_confirmation && !confirmed)
        {
          g_propagate_error (error, error_unconfirmed (characteristic));
          return FALSE;
        }
      tighten (edit, safety, patience);
    }
  g_ptr_array_add (edit->changes, bo_json_change_new (drafted->path, before, drafted->value));
  return TRUE;
}

GArray *
bo_steps_from_draft (BoDraft    *draft,
                     BoModel    *model,
                     const int  *patience,
                     GError    **error)
{
  GArray *steps = bo_steps_new ();

  for (unsigned int i = 0; i < draft->entities->len; i++)
    add_creation (steps, g_ptr_array_index (draft->entities, i));
  for (unsigned int i = 0; i < draft->edits->len; i++)
    if (!add_drafted (steps, model, g_ptr_array_index (draft->edits, i), draft->confirmed, patience, error))
      {
        bo_steps_free (steps);
        return NULL;
      }
  for (unsigned int i = 0; i < draft->edges->len; i++)
    {
      BoDraftEdge *drafted = g_ptr_array_index (draft->edges, i);

      bo_steps_add_edge (steps, bo_edge_new (drafted->id, drafted->from_id, "", drafted->to_id, "", drafted->type,
                                             drafted->properties != NULL ? drafted->properties : "{}", NULL, 0));
    }
  for (unsigned int i = 0; i < draft->removed->len; i++)
    bo_steps_add_edit (steps, bo_edit_new (g_ptr_array_index (draft->removed, i), BO_EDIT_DELETE));
  return steps;
}

gboolean
bo_steps_add_write (GArray      *steps,
                    BoModel     *model,
                    const char  *accessory_id,
                    const char  *characteristic_id,
                    const char  *value,
                    bool         confirmed,
                    const int   *patience,
                    GError     **error)
{
  BoCharacteristic *characteristic = bo_model_lookup_characteristic (model, accessory_id, characteristic_id);
  BoAccessory *accessory = characteristic != NULL ? bo_characteristic_get_accessory (characteristic) : NULL;
  BoJson document = BO_JSON_NONE;
  BoSafety safety;
  BoEdit *edit;

  if (accessory == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND,
                   _("There is nothing called “%s” here any more. Look at the accessory again."), characteristic_id);
      return FALSE;
    }
  if (!bo_json_scan (value, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, error))
    return FALSE;

  safety = bo_characteristic_get_safety (characteristic, value);
  if (safety.needs_confirmation && !confirmed)
    {
      g_propagate_error (error, error_unconfirmed (characteristic));
      return FALSE;
    }

  edit = change_of (steps, bo_thing_get_id (BO_THING (accessory)));
  tighten (edit, safety, patience);
  g_ptr_array_add (edit->changes, bo_json_change_new (bo_characteristic_get_path (characteristic),
                                                      bo_characteristic_get_raw (characteristic), value));
  return TRUE;
}
