/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-difference-private.h"
#include "bo-sentence.h"

void
bo_difference_free (BoDifference *difference)
{
  g_free (difference->entity_id);
  g_free (difference->thing);
  g_free (difference->icon_name);
  g_free (difference->place);
  g_free (difference->path);
  g_free (difference->label);
  g_free (difference->before);
  g_free (difference->after);
  g_free (difference->json);
  g_free (difference);
}

BoDifference *
bo_difference_copy (const BoDifference *difference)
{
  BoDifference *copy = g_memdup2 (difference, sizeof *difference);

  copy->entity_id = g_strdup (difference->entity_id);
  copy->thing = g_strdup (difference->thing);
  copy->icon_name = g_strdup (difference->icon_name);
  copy->place = g_strdup (difference->place);
  copy->path = g_strdup (difference->path);
  copy->label = g_strdup (difference->label);
  copy->before = g_strdup (difference->before);
  copy->after = g_strdup (difference->after);
  copy->json = g_strdup (difference->json);
  return copy;
}

/* --- where a thing is --- */

/* (nullable) */
BoThing *
_bo_difference_place (BoThing *thing)
{
  if (BO_IS_ACCESSORY (thing))
    return (BoThing *) bo_accessory_get_room (BO_ACCESSORY (thing));
  return BO_IS_ROOM (thing) ? (BoThing *) bo_room_get_zone (BO_ROOM (thing)) : NULL;
}

const char *
_bo_difference_place_id (BoThing *thing)
{
  BoThing *container = _bo_difference_place (thing);

  return container != NULL ? bo_thing_get_id (container) : NULL;
}

char *
_bo_difference_dup_place (BoThing *thing)
{
  BoThing *container = _bo_difference_place (thing);

  if (container != NULL)
    return g_strdup (bo_thing_get_display_name (container));
  return g_strdup (BO_IS_ROOM (thing) ? _("No Zone") : _("No Room"));
}

/* --- making it so again --- */

/* What a hub or a device keeps there is not for us to set back. */
static bool
is_authored (BoThing    *thing,
             const char *path)
{
  if (g_str_equal (path, "/name"))
    return true;
  if (BO_IS_ACCESSORY (thing))
    return g_str_has_prefix (path, "/content/notes");
  return (BO_IS_SCENE (thing) || BO_IS_DOCUMENT (thing)) && g_str_has_prefix (path, "/content/")
         && !g_str_has_prefix (path, "/content/file");
}

static BoRestore
can_restore_field (const BoDifference *self,
                   BoModel            *now,
                   BoThing            *thing)
{
  g_autofree char *json = bo_model_dup_value (now, self->entity_id, self->path);
  BoCharacteristic *characteristic = bo_model_lookup_path (now, self->entity_id, self->path);

  if (g_strcmp0 (json, self->json) == 0)
    return BO_RESTORE_SAME;
  if (characteristic == NULL)
    return is_authored (thing, self->path) ? BO_RESTORE_POSSIBLE : BO_RESTORE_FIXED;
  if (!bo_characteristic_get_writable (characteristic) || self->json == NULL)
    return BO_RESTORE_FIXED;
  return bo_characteristic_get_safety (characteristic, self->json).needs_confirmation ? BO_RESTORE_UNSAFE
                                                                                      : BO_RESTORE_POSSIBLE;
}

/* Back to where it was, if that is still there. */
static BoRestore
can_restore_place (const BoDifference *self,
                   BoModel            *past,
                   BoThing            *thing)
{
  BoThing *old = bo_model_lookup (past, self->entity_id);
  const char *id = old != NULL ? _bo_difference_place_id (old) : NULL;

  if (old == NULL)
    return BO_RESTORE_FIXED;
  return g_strcmp0 (id, _bo_difference_place_id (thing)) == 0 ? BO_RESTORE_SAME : BO_RESTORE_POSSIBLE;
}

/**
 * bo_difference_can_restore:
 * @self: a difference
 * @past: the earlier of the two it was found between
 * @now: the home as it is
 *
 * Returns: whether bo_difference_restore() would do something, and if not why
 */
BoRestore
bo_difference_can_restore (const BoDifference *self,
                           BoModel            *past,
                           BoModel            *now)
{
  BoThing *thing = bo_model_lookup (now, self->entity_id);
  BoThing *old = bo_model_lookup (past, self->entity_id);
  const char *place = old != NULL ? _bo_difference_place_id (old) : NULL;

  if (self->kind == BO_DIFFERENCE_REMOVED)
    return thing != NULL ? BO_RESTORE_SAME : BO_RESTORE_POSSIBLE;
  if (thing == NULL || self->kind == BO_DIFFERENCE_ADDED)
    return BO_RESTORE_FIXED;
  if (self->kind == BO_DIFFERENCE_FIELD)
    return can_restore_field (self, now, thing);
  if (place != NULL && bo_model_lookup (now, place) == NULL)
    return BO_RESTORE_FIXED;
  return can_restore_place (self, past, thing);
}

static void
move_back (BoDraft *draft,
           BoModel *now,
           BoThing *thing,
           BoThing *old)
{
  const char *id = _bo_difference_place_id (old);
  BoThing *place = id != NULL ? bo_model_lookup (now, id) : NULL;

  if (BO_IS_ACCESSORY (thing))
    bo_compose_move_accessory (draft, now, BO_ACCESSORY (thing), NULL, (BoRoom *) place);
  else if (BO_IS_ROOM (thing))
    bo_compose_move_room (draft, now, BO_ROOM (thing), (BoZone *) place);
}

/**
 * bo_difference_restore:
 * @self: a difference
 * @past: the earlier of the two it was found between
 * @now: the home as it is
 * @draft: takes the edits
 *
 * What makes it so again, as a person's new wish. Nothing that needs a person's yes is ever among it.
 */
void
bo_difference_restore (const BoDifference *self,
                       BoModel            *past,
                       BoModel            *now,
                       BoDraft            *draft)
{
  BoThing *old = bo_model_lookup (past, self->entity_id);

  if (bo_difference_can_restore (self, past, now) != BO_RESTORE_POSSIBLE || old == NULL)
    return;
  if (self->kind == BO_DIFFERENCE_REMOVED)
    bo_compose_put_back (draft, past, now, old);
  else if (self->kind == BO_DIFFERENCE_MOVED)
    move_back (draft, now, bo_model_lookup (now, self->entity_id), old);
  else
    bo_compose_set (draft, old, self->path, self->json);
}

char *
bo_difference_dup_now (const BoDifference *self,
                       BoModel            *now)
{
  BoThing *thing = bo_model_lookup (now, self->entity_id);
  g_autofree char *document = NULL;
  g_autofree char *json = NULL;

  if (thing == NULL)
    return g_strdup ("—");
  if (self->kind != BO_DIFFERENCE_FIELD)
    return _bo_difference_dup_place (thing);
  document = bo_entity_to_document (bo_thing_get_entity (thing));
  json = bo_model_dup_value (now, self->entity_id, self->path);
  return bo_sentence_value (document, self->path, json);
}
