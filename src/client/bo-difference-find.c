/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-difference-private.h"
#include "bo-sentence.h"

/* What differs between two models. They belong to the thread that draws and are looked at there, in slices: which things
   are there and which aren't alike. How those differ is found on another thread, from their documents; and then here
   what of it is shown. */

#define SLICE_US 1500

typedef GListModel *(*ListFunc) (BoModel *model);

static const ListFunc lists[] = { bo_model_get_homes, bo_model_get_zones, bo_model_get_rooms,
                                  bo_model_get_accessories, bo_model_get_scenes, bo_model_get_documents };

/* A thing that isn't what it was. @about: what all its differences have in common */
typedef struct
{
  BoDifference *about;
  BoEntity     *old;
  BoEntity     *new;
} Pair;

typedef struct
{
  BoModel      *before;
  BoModel      *after;
  unsigned int  list;
  unsigned int  position;
  bool          olds;      /* through what was there, else through what is */
  GPtrArray    *pairs;     /* Pair */
  GPtrArray    *found;     /* BoDifference */
  GPtrArray    *shown;     /* BoDifference: of them, those a person is shown */
  unsigned int  checked;
} Finding;

static void
pair_free (Pair *pair)
{
  bo_difference_free (pair->about);
  bo_entity_unref (pair->old);
  bo_entity_unref (pair->new);
  g_free (pair);
}

static void
finding_free (Finding *finding)
{
  g_object_unref (finding->before);
  g_object_unref (finding->after);
  g_ptr_array_unref (finding->pairs);
  g_ptr_array_unref (finding->found);
  g_clear_pointer (&finding->shown, g_ptr_array_unref);
  g_free (finding);
}

/* --- what there is, on the thread of the models --- */

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

static BoDifference *
difference_new (BoDifferenceKind kind,
                BoThing         *thing)
{
  BoDifference *difference = g_new0 (BoDifference, 1);
  BoThing *room = BO_IS_ACCESSORY (thing) ? _bo_difference_place (thing) : NULL;

  difference->kind = kind;
  difference->entity_id = g_strdup (bo_thing_get_id (thing));
  difference->thing = g_strdup (bo_thing_get_display_name (thing));
  difference->icon_name = g_strdup (icon_of (thing));
  difference->place = room != NULL ? g_strdup (bo_thing_get_display_name (room)) : NULL;
  difference->label = g_strdup ("");
  return difference;
}

static bool
is_same (BoEntity *a,
         BoEntity *b)
{
  return a == b || (g_str_equal (a->name, b->name) && g_str_equal (a->entity_type, b->entity_type)
                    && g_str_equal (a->content, b->content));
}

static void
add_pair (Finding *finding,
          BoThing *old,
          BoThing *new)
{
  Pair *pair;

  if (is_same (bo_thing_get_entity (old), bo_thing_get_entity (new)))
    return;
  pair = g_new (Pair, 1);
  *pair = (Pair){ difference_new (BO_DIFFERENCE_FIELD, new), bo_entity_ref (bo_thing_get_entity (old)),
                  bo_entity_ref (bo_thing_get_entity (new)) };
  g_ptr_array_add (finding->pairs, pair);
}

static void
add_move (Finding *finding,
          BoThing *old,
          BoThing *new)
{
  BoDifference *difference;

  if (g_strcmp0 (_bo_difference_place_id (old), _bo_difference_place_id (new)) == 0)
    return;
  difference = difference_new (BO_DIFFERENCE_MOVED, new);
  difference->before = _bo_difference_dup_place (old);
  difference->after = _bo_difference_dup_place (new);
  g_ptr_array_add (finding->found, difference);
}

static void
look_at (Finding *finding,
         BoThing *thing)
{
  BoThing *other = bo_model_lookup (finding->olds ? finding->after : finding->before, bo_thing_get_id (thing));

  if (other == NULL)
    g_ptr_array_add (finding->found,
                     difference_new (finding->olds ? BO_DIFFERENCE_REMOVED : BO_DIFFERENCE_ADDED, thing));
  else if (!finding->olds)
    {
      add_move (finding, other, thing);
      add_pair (finding, other, thing);
    }
}

/* Whether there was something to look at. */
static bool
look_at_next (Finding *finding)
{
  while (finding->list < G_N_ELEMENTS (lists))
    {
      GListModel *list = lists[finding->list] (finding->olds ? finding->before : finding->after);
      g_autoptr(BoThing) thing = g_list_model_get_item (list, finding->position++);

      if (thing != NULL)
        {
          look_at (finding, thing);
          return true;
        }
      finding->position = 0;
      finding->list += finding->olds;
      finding->olds = !finding->olds;
    }
  return false;
}

/* --- how it differs, on any thread --- */

static void
add_changes (GPtrArray *found,
             Pair      *pair)
{
  g_autofree char *old_document = bo_entity_to_document (pair->old);
  g_autofree char *new_document = bo_entity_to_document (pair->new);
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (old_document), bo_json_wrap (new_document));

  for (unsigned int i = 0; i < changes->len; i++)
    {
      const BoJsonChange *change = g_ptr_array_index (changes, i);
      BoDifference *difference = bo_difference_copy (pair->about);

      difference->path = g_strdup (change->path);
      difference->json = g_strdup (change->before);
      g_free (difference->label);
      difference->label = bo_sentence_path_label (change->after != NULL ? new_document : old_document, change->path);
      difference->before = bo_sentence_value (old_document, change->path, change->before);
      difference->after = bo_sentence_value (new_document, change->path, change->after);
      g_ptr_array_add (found, difference);
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

static void
compare_thread (GTask        *task,
                void         *source_object,
                void         *task_data,
                GCancellable *cancellable)
{
  Finding *finding = task_data;

  for (unsigned int i = 0; i < finding->pairs->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_changes (finding->found, g_ptr_array_index (finding->pairs, i));
  g_ptr_array_sort (finding->found, compare);
  g_task_return_boolean (task, TRUE);
}

/* --- what is shown of it, on the thread of the models --- */

static bool
is_shown (Finding      *finding,
          BoDifference *difference)
{
  BoCharacteristic *characteristic;

  if (difference->kind != BO_DIFFERENCE_FIELD)
    return true;
  characteristic = bo_model_lookup_path (finding->after, difference->entity_id, difference->path);
  if (characteristic == NULL)
    characteristic = bo_model_lookup_path (finding->before, difference->entity_id, difference->path);
  difference->is_reading = characteristic != NULL && !bo_characteristic_get_writable (characteristic);
  return characteristic == NULL || !bo_characteristic_get_hidden (characteristic);
}

static gboolean
check_cb (void *data)
{
  GTask *task = data;
  Finding *finding = g_task_get_task_data (task);
  int64_t until_us = bo_clock_monotonic () + SLICE_US;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  while (finding->checked < finding->found->len && bo_clock_monotonic () < until_us)
    {
      BoDifference *difference = g_ptr_array_index (finding->found, finding->checked++);

      if (is_shown (finding, difference))
        g_ptr_array_add (finding->shown, bo_difference_copy (difference));
    }
  if (finding->checked < finding->found->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task, g_steal_pointer (&finding->shown), (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

static void
run_in_slices (GTask      *task,
               GSourceFunc func)
{
  g_autoptr(GSource) idle = g_idle_source_new ();

  g_task_attach_source (task, idle, func);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GTask) task = data;

  if (!g_task_return_error_if_cancelled (task))
    run_in_slices (task, check_cb);
}

static gboolean
look_cb (void *data)
{
  GTask *task = data;
  int64_t until_us = bo_clock_monotonic () + SLICE_US;
  g_autoptr(GTask) comparing = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  while (look_at_next (g_task_get_task_data (task)))
    if (bo_clock_monotonic () >= until_us)
      return G_SOURCE_CONTINUE;

  comparing = g_task_new (NULL, g_task_get_cancellable (task), compared_cb, g_object_ref (task));
  g_task_set_source_tag (comparing, look_cb);
  g_task_set_task_data (comparing, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (comparing, compare_thread);
  return G_SOURCE_REMOVE;
}

/**
 * bo_differences_async:
 * @before: a home at a time
 * @after: the same home at a later one
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Finds what differs, without ever holding up this thread. Where a model changes meanwhile, what is found is of no one
 * moment: ask again.
 */
void
bo_differences_async (BoModel             *before,
                      BoModel             *after,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Finding *finding = g_new0 (Finding, 1);

  finding->before = g_object_ref (before);
  finding->after = g_object_ref (after);
  finding->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
  finding->found = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_difference_free);
  finding->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_difference_free);
  g_task_set_source_tag (task, bo_differences_async);
  g_task_set_task_data (task, finding, (GDestroyNotify) finding_free);
  run_in_slices (task, look_cb);
}

/**
 * bo_differences_finish:
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED alone
 *
 * Returns: (transfer full) (nullable) (element-type BoDifference): what differs, by place and name; what is in no room
 *   first
 */
GPtrArray *
bo_differences_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
