/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"
#include "bo-steps.h"

/* --- the way every edit goes: a rule on the writer's thread, then the model, then the caller --- */

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GTask) task = data;

  /* Stored it is, even if the home was closed before it could be shown. */
  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    {
      /* The model shows what is stored, and so needs no putting back. */
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  _bo_client_edited (self);
  if (self->feed != NULL)
    bo_feed_refresh (self->feed, g_task_new (self, NULL, shown_cb, task));
  else
    {
      g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
      g_object_unref (task);
    }
}

void
_bo_client_write (BoClient      *self,
                  GTask         *task,
                  char          *id,
                  BoStoresFunc   func,
                  void          *data,
                  GDestroyNotify free_data)
{
  g_task_set_task_data (task, id, g_free);
  /* A cancellation that comes too late must not hide that the edit was made. */
  g_task_set_check_cancellable (task, FALSE);
  bo_stores_write_async (self->stores, func, data, free_data, NULL, g_task_get_cancellable (task), written_cb, task);
}

bool
_bo_client_may_write (BoClient *self,
                      GTask    *task)
{
  GError *error = NULL;

  if (self->stores == NULL)
    error = g_error_new_literal (BO_ERROR, BO_ERROR_USAGE, _("The home is not open; nothing was changed."));
  else if (bo_stores_is_read_only (self->stores))
    error = g_error_new (BO_ERROR, BO_ERROR_READ_ONLY,
                         _("Nothing was changed: the home’s file can only be read. (%s)"), self->store_error);
  else if (g_strcmp0 (bo_client_get_role (self), "guest") == 0)
    error = g_error_new_literal (BO_ERROR, BO_ERROR_PERMISSION,
                                 _("Nothing was changed: you are a guest of this home, and guests may only look."));
  if (error == NULL)
    return true;

  g_task_return_error (task, error);
  g_object_unref (task);
  return false;
}

static void *
edit_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  GArray *steps = data;
  BoContext context = bo_stores_context ();

  return bo_rules_edit (BO_SYNC_STORE (store), &context, (BoStep *) (void *) steps->data, steps->len, error)
           ? BO_STORES_DONE : NULL;
}

static GTask *
edit_task (BoClient            *self,
           void                *tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           void                *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

static const char *
first_id (GArray *steps)
{
  BoStep *step = steps->len > 0 ? &g_array_index (steps, BoStep, 0) : NULL;

  if (step == NULL)
    return NULL;
  return step->edit != NULL ? step->edit->entity_id : step->edge->id;
}

/* @steps (transfer full), @task (transfer full) */
static void
run_steps (BoClient *self,
           GTask    *task,
           GArray   *steps)
{
  if (!_bo_client_may_write (self, task))
    bo_steps_free (steps);
  else if (steps->len == 0)
    {
      bo_steps_free (steps);
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
    }
  else
    _bo_client_write (self, task, g_strdup (first_id (steps)), edit_func, steps, (GDestroyNotify) bo_steps_free);
}

/* (nullable): how long what is written may wait; %NULL: for ever */
static const int *
find_patience (BoClient *self,
               int       patience[BO_N_SAFETY_CLASSES])
{
  return _bo_client_find_patience (self, patience) ? patience : NULL;
}

/* @draft (transfer full), @error (transfer full) (nullable): why it could not be composed */
static void
run_draft (BoClient *self,
           GTask    *task,
           BoDraft  *draft,
           GError   *error)
{
  int patience[BO_N_SAFETY_CLASSES];
  GArray *steps = error == NULL
                    ? bo_steps_from_draft (draft, self->model, find_patience (self, patience), &error) : NULL;

  if (steps != NULL)
    run_steps (self, task, steps);
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  bo_draft_free (draft);
}

static GError *
error_not_found (const char *id)
{
  return g_error_new (BO_ERROR, BO_ERROR_NOT_FOUND,
                      _("There is nothing with the id “%s” in this home; it may have been removed meanwhile."),
                      id != NULL ? id : "");
}

/* (nullable) (transfer none); NULL with @error set when there is none, or no @type */
static void *
find (BoClient   *self,
      const char *id,
      GType       type,
      GError    **error)
{
  BoThing *thing = id != NULL ? bo_model_lookup (self->model, id) : NULL;

  if (thing != NULL && g_type_is_a (G_OBJECT_TYPE (thing), type))
    return thing;

  g_propagate_error (error, error_not_found (id));
  return NULL;
}

/**
 * bo_client_edit_finish:
 * @self: a client
 * @result: what the callback of any edit was given
 * @error: return location
 *
 * Errors: of the request (%BO_ERROR_NOT_FOUND, %BO_ERROR_USAGE, %BO_ERROR_RANGE,
 * %BO_ERROR_TOO_LARGE), of safety and roles (%BO_ERROR_PERMISSION), and of the
 * store (%BO_ERROR_NO_SPACE, %BO_ERROR_READ_ONLY, %BO_ERROR_STORAGE, …). After
 * an error nothing was changed.
 *
 * Returns: (transfer full) (nullable): the id of the first thing made or changed
 */
char *
bo_client_edit_finish (BoClient      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- values --- */

/* @steps (transfer full) */
static void
run_or_fail (BoClient *self,
             GTask    *task,
             GArray   *steps,
             GError   *error)
{
  if (error == NULL)
    {
      run_steps (self, task, steps);
      return;
    }

  bo_steps_free (steps);
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * bo_client_update_characteristic_async:
 * @self: an open client
 * @accessory_id: (nullable): whose; %NULL: the first that has it
 * @characteristic_id: which
 * @value: JSON text, as from bo_characteristic_edit_value() and its like
 * @confirmed: a person was asked (UX §2, class C)
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Sets a value. Away from safety it needs @confirmed, and leaves the queue if
 * the hub doesn't hear of it within ten minutes.
 */
void
bo_client_update_characteristic_async (BoClient            *self,
                                       const char          *accessory_id,
                                       const char          *characteristic_id,
                                       const char          *value,
                                       bool                 confirmed,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  GTask *task;
  GArray *steps;
  int patience[BO_N_SAFETY_CLASSES];
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (characteristic_id != NULL);
  g_return_if_fail (value != NULL);

  task = edit_task (self, bo_client_update_characteristic_async, cancellable, callback, data);
  steps = bo_steps_new ();
  bo_steps_add_write (steps, self->model, accessory_id, characteristic_id, value, confirmed,
                      find_patience (self, patience), &error);
  run_or_fail (self, task, steps, error);
}

/**
 * bo_client_update_many_async:
 * @self: an open client
 * @writes: (element-type BoWrite): what to write
 * @confirmed: a person was asked
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Sets several values in one transaction: all of them, or none.
 */
void
bo_client_update_many_async (BoClient            *self,
                             GPtrArray           *writes,
                             bool                 confirmed,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;
  GArray *steps;
  int seconds[BO_N_SAFETY_CLASSES];
  const int *patience;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (writes != NULL);

  task = edit_task (self, bo_client_update_many_async, cancellable, callback, data);
  patience = find_patience (self, seconds);
  steps = bo_steps_new ();
  for (unsigned int i = 0; i < writes->len && error == NULL; i++)
    {
      BoWrite *write = g_ptr_array_index (writes, i);

      bo_steps_add_write (steps, self->model, write->accessory_id, write->characteristic_id, write->value, confirmed,
                          patience, &error);
    }
  run_or_fail (self, task, steps, error);
}

/* A scene may name an accessory that has gone: the others still do their part. */
static void
add_action (BoClient             *self,
            GArray               *steps,
            const BoSceneAction  *action,
            bool                  confirmed,
            GError              **error)
{
  g_autoptr(GError) failure = NULL;
  int patience[BO_N_SAFETY_CLASSES];

  if (action->characteristic_id == NULL || action->value == NULL
      || bo_steps_add_write (steps, self->model, action->accessory_id, action->characteristic_id, action->value,
                             confirmed, find_patience (self, patience), &failure)
      || g_error_matches (failure, BO_ERROR, BO_ERROR_NOT_FOUND))
    return;

  g_propagate_error (error, g_steal_pointer (&failure));
}

/**
 * bo_client_run_scene_async:
 * @self: an open client
 * @scene_id: which
 * @confirmed: a person was asked
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Sets what a scene says, in one transaction; actions on what is no longer
 * there are left out.
 */
void
bo_client_run_scene_async (BoClient            *self,
                           const char          *scene_id,
                           bool                 confirmed,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task;
  GArray *steps;
  GError *error = NULL;
  BoScene *scene;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = edit_task (self, bo_client_run_scene_async, cancellable, callback, data);
  steps = bo_steps_new ();
  scene = find (self, scene_id, BO_TYPE_SCENE, &error);
  for (size_t i = 0; scene != NULL && error == NULL && i < bo_scene_get_n_actions (scene); i++)
    add_action (self, steps, bo_scene_get_action (scene, i), confirmed, &error);
  run_or_fail (self, task, steps, error);
}

/* --- making --- */

/**
 * bo_client_create_home_async:
 * @self: an open client
 * @name: what to call it
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Makes a home; the first one is the primary home.
 */
void
bo_client_create_home_async (BoClient            *self,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_create_home_async, cancellable, callback, data);
  bo_compose_home (draft, id, name, bo_client_get_home (self) == NULL, &error);
  run_draft (self, task, draft, error);
}

/**
 * bo_client_create_zone_async:
 * @self: an open client
 * @home_id: in which home
 * @name: what to call it
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Makes a zone.
 */
void
bo_client_create_zone_async (BoClient            *self,
                             const char          *home_id,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_create_zone_async, cancellable, callback, data);
  bo_compose_zone (draft, id, name, home_id, &error);
  run_draft (self, task, draft, error);
}

/**
 * bo_client_create_room_async:
 * @self: an open client
 * @home_id: in which home
 * @zone_id: (nullable): in which zone
 * @name: what to call it
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Makes a room.
 */
void
bo_client_create_room_async (BoClient            *self,
                             const char          *home_id,
                             const char          *zone_id,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_create_room_async, cancellable, callback, data);
  bo_compose_room (draft, id, name, home_id, zone_id, &error);
  run_draft (self, task, draft, error);
}

/**
 * bo_client_create_accessory_async:
 * @self: an open client
 * @room_id: (nullable): in which room
 * @name: what to call it
 * @services: (nullable) (array zero-terminated=1): types of the catalogue
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Makes an accessory with the characteristics its services need.
 */
void
bo_client_create_accessory_async (BoClient            *self,
                                  const char          *room_id,
                                  const char          *name,
                                  const char *const   *services,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_create_accessory_async, cancellable, callback, data);
  bo_compose_accessory (draft, id, name, services, room_id, &error);
  run_draft (self, task, draft, error);
}

static GPtrArray *
scene_actions (GPtrArray *writes)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func (g_free);

  for (unsigned int i = 0; writes != NULL && i < writes->len; i++)
    {
      BoWrite *write = g_ptr_array_index (writes, i);
      BoSceneAction *action = g_new0 (BoSceneAction, 1);

      action->accessory_id = write->accessory_id;
      action->characteristic_id = write->characteristic_id;
      action->value = write->value;
      g_ptr_array_add (actions, action);
    }
  return actions;
}

/**
 * bo_client_create_scene_async:
 * @self: an open client
 * @home_id: (nullable): in which home
 * @name: what to call it
 * @actions: (nullable) (element-type BoWrite): what it sets
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Makes a scene.
 */
void
bo_client_create_scene_async (BoClient            *self,
                              const char          *home_id,
                              const char          *name,
                              GPtrArray           *actions,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autofree char *id = bo_uuid_random ();
  g_autoptr(GPtrArray) steps = NULL;
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  steps = scene_actions (actions);
  draft = bo_draft_new ();
  task = edit_task (self, bo_client_create_scene_async, cancellable, callback, data);
  bo_compose_scene (draft, id, name, home_id, steps, &error);
  run_draft (self, task, draft, error);
}

/* --- changing --- */

/**
 * bo_client_rename_async:
 * @self: an open client
 * @id: of anything
 * @name: what to call it
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Gives it another name.
 */
void
bo_client_rename_async (BoClient            *self,
                        const char          *id,
                        const char          *name,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  BoDraft *draft;
  GTask *task;
  BoThing *thing;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_rename_async, cancellable, callback, data);
  thing = find (self, id, BO_TYPE_THING, &error);
  if (thing != NULL)
    bo_compose_rename (draft, thing, name, &error);
  run_draft (self, task, draft, error);
}

static void
compose_move (BoClient    *self,
              BoDraft     *draft,
              const char  *id,
              const char  *from_id,
              const char  *to_id,
              GError     **error)
{
  BoThing *thing = find (self, id, BO_TYPE_THING, error);
  bool is_accessory = BO_IS_ACCESSORY (thing);
  GType place = is_accessory ? BO_TYPE_ROOM : BO_TYPE_ZONE;
  void *from = NULL;
  void *to = NULL;

  if (thing == NULL)
    return;
  if (!is_accessory && !BO_IS_ROOM (thing))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _("Only accessories and rooms can be moved."));
      return;
    }

  if ((from_id != NULL && (from = find (self, from_id, place, error)) == NULL)
      || (to_id != NULL && (to = find (self, to_id, place, error)) == NULL))
    return;
  if (is_accessory)
    bo_compose_move_accessory (draft, self->model, BO_ACCESSORY (thing), from, to);
  else
    bo_compose_move_room (draft, self->model, BO_ROOM (thing), to);
}

/**
 * bo_client_move_async:
 * @self: an open client
 * @id: of an accessory or a room
 * @from_id: (nullable): the room it leaves, %NULL the first
 * @to_id: (nullable): the room or zone it goes to, %NULL none
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Moves an accessory to a room, or a room to a zone. The edge of the room
 * moved from changes (DESIGN §2).
 */
void
bo_client_move_async (BoClient            *self,
                      const char          *id,
                      const char          *from_id,
                      const char          *to_id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  BoDraft *draft;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));

  draft = bo_draft_new ();
  task = edit_task (self, bo_client_move_async, cancellable, callback, data);
  compose_move (self, draft, id, from_id, to_id, &error);
  run_draft (self, task, draft, error);
}

/**
 * bo_client_remove_async:
 * @self: an open client
 * @id: of anything
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Removes it with the edges that touch it; accessories of a room stay, in "No
 * room". Its history stays too.
 */
void
bo_client_remove_async (BoClient            *self,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  BoDraft *draft;
  GTask *task;
  BoThing *thing;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  task = edit_task (self, bo_client_remove_async, cancellable, callback, data);
  thing = bo_model_lookup (self->model, id);
  if (thing == NULL)
    {
      /* Without a model, or what the model doesn't show: the rules know whether it is there. */
      GArray *steps = bo_steps_new ();

      bo_steps_add_edit (steps, bo_edit_new (id, BO_EDIT_DELETE));
      run_steps (self, task, steps);
      return;
    }

  draft = bo_draft_new ();
  if (BO_IS_ROOM (thing))
    bo_compose_remove_room (draft, self->model, BO_ROOM (thing), NULL);
  else
    bo_compose_remove (draft, self->model, thing);
  run_draft (self, task, draft, error);
}

/**
 * bo_client_apply_async:
 * @self: an open client
 * @draft: (transfer full): as the functions of bo-compose.h made it
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Carries out what was composed, in one transaction.
 */
void
bo_client_apply_async (BoClient            *self,
                       BoDraft             *draft,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (draft != NULL);

  run_draft (self, edit_task (self, bo_client_apply_async, cancellable, callback, data), draft, NULL);
}

/**
 * bo_client_edit_async:
 * @self: an open client
 * @steps: (transfer full) (element-type BoStep): as bo_rules_edit() takes them
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Any edit, in one transaction.
 */
void
bo_client_edit_async (BoClient            *self,
                      GArray              *steps,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (steps != NULL);

  run_steps (self, edit_task (self, bo_client_edit_async, cancellable, callback, data), steps);
}
