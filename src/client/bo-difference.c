/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-difference.h"
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
static BoThing *
container_of (BoThing *thing)
{
  if (BO_IS_ACCESSORY (thing))
    return (BoThing *) bo_accessory_get_room (BO_ACCESSORY (thing));
  return BO_IS_ROOM (thing) ? (BoThing *) bo_room_get_zone (BO_ROOM (thing)) : NULL;
}

static const char *
container_id (BoThing *thing)
{
  BoThing *container = container_of (thing);

  return container != NULL ? bo_thing_get_id (container) : NULL;
}

static char *
container_name (BoThing *thing)
{
  BoThing *container = container_of (thing);

  if (container != NULL)
    return g_strdup (bo_thing_get_display_name (container));
  return g_strdup (BO_IS_ROOM (thing) ? _("No Zone") : _("No Room"));
}

static const char *
icon_of (BoThing *thing)
{
  if (BO_IS_ACCESSORY (thing))
    return bo_accessory_get_icon_name (BO_ACCESSORY (thing));
  if (BO_IS_DOCUMENT (thing))
    return bo_document_get_icon_name (BO_DOCUMENT (thing));
  if (BO_IS_SCENE (thing))
    return "bo-scene-symbolic";
  return BO_IS_HOME (thing) ? "go-home-symbolic" : "bo-room-symbolic";
}

/* --- finding them --- */

static BoDifference *
add (GPtrArray        *found,
     BoDifferenceKind  kind,
     BoThing          *thing)
{
  BoDifference *difference = g_new0 (BoDifference, 1);
  BoThing *room = BO_IS_ACCESSORY (thing) ? container_of (thing) : NULL;

  difference->kind = kind;
  difference->entity_id = g_strdup (bo_thing_get_id (thing));
  difference->thing = g_strdup (bo_thing_get_display_name (thing));
  difference->icon_name = g_strdup (icon_of (thing));
  difference->place = room != NULL ? g_strdup (bo_thing_get_display_name (room)) : NULL;
  difference->label = g_strdup ("");
  g_ptr_array_add (found, difference);
  return difference;
}

static void
add_change (GPtrArray          *found,
            BoThing            *thing,
            const char         *old_document,
            const char         *new_document,
            const BoJsonChange *change,
            BoCharacteristic   *characteristic)
{
  BoDifference *difference = add (found, BO_DIFFERENCE_FIELD, thing);

  difference->path = g_strdup (change->path);
  difference->json = g_strdup (change->before);
  g_free (difference->label);
  difference->label = bo_sentence_path_label (change->after != NULL ? new_document : old_document, change->path);
  difference->before = bo_sentence_value (old_document, change->path, change->before);
  difference->after = bo_sentence_value (new_document, change->path, change->after);
  difference->is_reading = characteristic != NULL && !bo_characteristic_get_writable (characteristic);
}

static bool
is_same (BoEntity *a,
         BoEntity *b)
{
  return g_str_equal (a->name, b->name) && g_str_equal (a->entity_type, b->entity_type)
         && g_str_equal (a->content, b->content);
}

static void
add_changes (GPtrArray *found,
             BoModel   *before,
             BoThing   *old,
             BoModel   *after,
             BoThing   *new)
{
  g_autofree char *old_document = NULL;
  g_autofree char *new_document = NULL;
  g_autoptr(GPtrArray) changes = NULL;

  if (is_same (bo_thing_get_entity (old), bo_thing_get_entity (new)))
    return;

  old_document = bo_entity_to_document (bo_thing_get_entity (old));
  new_document = bo_entity_to_document (bo_thing_get_entity (new));
  changes = bo_json_diff (bo_json_wrap (old_document), bo_json_wrap (new_document));
  for (unsigned int i = 0; i < changes->len; i++)
    {
      const BoJsonChange *change = g_ptr_array_index (changes, i);
      BoCharacteristic *characteristic = bo_model_lookup_path (after, bo_thing_get_id (new), change->path);

      if (characteristic == NULL)
        characteristic = bo_model_lookup_path (before, bo_thing_get_id (old), change->path);
      if (characteristic == NULL || !bo_characteristic_get_hidden (characteristic))
        add_change (found, new, old_document, new_document, change, characteristic);
    }
}

static void
add_move (GPtrArray *found,
          BoThing   *old,
          BoThing   *new)
{
  BoDifference *difference;

  if (g_strcmp0 (container_id (old), container_id (new)) == 0)
    return;
  difference = add (found, BO_DIFFERENCE_MOVED, new);
  difference->before = container_name (old);
  difference->after = container_name (new);
}

typedef GListModel *(*ListFunc) (BoModel *model);

static void
compare_lists (GPtrArray *found,
               BoModel   *before,
               BoModel   *after,
               ListFunc   list)
{
  GListModel *olds = list (before);
  GListModel *news = list (after);

  for (unsigned int i = 0; i < g_list_model_get_n_items (news); i++)
    {
      g_autoptr(BoThing) new = g_list_model_get_item (news, i);
      BoThing *old = bo_model_lookup (before, bo_thing_get_id (new));

      if (old == NULL)
        {
          add (found, BO_DIFFERENCE_ADDED, new);
          continue;
        }
      add_move (found, old, new);
      add_changes (found, before, old, after, new);
    }
  for (unsigned int i = 0; i < g_list_model_get_n_items (olds); i++)
    {
      g_autoptr(BoThing) old = g_list_model_get_item (olds, i);

      if (bo_model_lookup (after, bo_thing_get_id (old)) == NULL)
        add (found, BO_DIFFERENCE_REMOVED, old);
    }
}

static int
compare (const void *a,
         const void *b)
{
  const BoDifference *one = *(BoDifference **) a;
  const BoDifference *other = *(BoDifference **) b;
  int order = one->place == NULL || other->place == NULL ? (one->place != NULL) - (other->place != NULL)
                                                         : g_utf8_collate (one->place, other->place);

  if (order == 0)
    order = g_utf8_collate (one->thing, other->thing);
  if (order == 0)
    order = g_strcmp0 (one->entity_id, other->entity_id);
  if (order == 0)
    order = (int) one->kind - (int) other->kind;
  return order != 0 ? order : g_strcmp0 (one->path, other->path);
}

/**
 * bo_differences:
 * @before: a home at a time
 * @after: the same home at a later one
 *
 * Returns: (transfer full) (element-type BoDifference): what differs, by place and name; what is in no room first
 */
GPtrArray *
bo_differences (BoModel *before,
                BoModel *after)
{
  static const ListFunc lists[] = { bo_model_get_homes, bo_model_get_zones, bo_model_get_rooms,
                                    bo_model_get_accessories, bo_model_get_scenes, bo_model_get_documents };
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_difference_free);

  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    compare_lists (found, before, after, lists[i]);
  g_ptr_array_sort (found, compare);
  return found;
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
  const char *id = old != NULL ? container_id (old) : NULL;

  if (old == NULL)
    return BO_RESTORE_FIXED;
  return g_strcmp0 (id, container_id (thing)) == 0 ? BO_RESTORE_SAME : BO_RESTORE_POSSIBLE;
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
  const char *place = old != NULL ? container_id (old) : NULL;

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
  const char *id = container_id (old);
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
    return container_name (thing);
  document = bo_entity_to_document (bo_thing_get_entity (thing));
  json = bo_model_dup_value (now, self->entity_id, self->path);
  return bo_sentence_value (document, self->path, json);
}
