/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"
#include "bo-steps.h"

/* Edits that need to see what is stored before they know what to do: each looks and acts on the
   writer's thread, so that nothing comes between. */

typedef struct
{
  char *id;
  char *one;     /* nullable, as are the others */
  char *two;
  char *three;
} Strings;

static Strings *
strings_new (const char *id,
             const char *one,
             const char *two,
             const char *three)
{
  Strings *strings = g_new (Strings, 1);

  *strings = (Strings){ g_strdup (id), g_strdup (one), g_strdup (two), g_strdup (three) };
  return strings;
}

static void
strings_free (Strings *strings)
{
  g_free (strings->id);
  g_free (strings->one);
  g_free (strings->two);
  g_free (strings->three);
  g_free (strings);
}

static void
run (BoClient     *self,
     GTask        *task,
     void         *tag,
     BoStoresFunc  func,
     Strings      *strings)
{
  g_task_set_source_tag (task, tag);
  if (_bo_client_may_write (self, task))
    _bo_client_write (self, task, g_strdup (strings->id), func, strings, (GDestroyNotify) strings_free);
  else
    strings_free (strings);
}

static void *
apply_steps (BoStore  *store,
             GArray   *steps,
             GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_edit (BO_SYNC_STORE (store), &context, (BoStep *) (void *) steps->data, steps->len, error)
           ? BO_STORES_DONE : NULL;
}

/* --- entity put --- */

static void *
put_document (BoStore     *store,
              const char  *id,
              const char  *document,
              GError     **error)
{
  GArray *steps = bo_steps_new ();
  BoEdit *edit = bo_edit_new (id, BO_EDIT_CREATE);
  void *done;

  if (edit->changes == NULL)
    edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  bo_steps_add_edit (steps, edit);
  done = apply_steps (store, steps, error);
  bo_steps_free (steps);
  return done;
}

/* What isn't given stays as it is; of a new entity a type and a name are needed. */
static BoEntity *
compose_entity (Strings  *put,
                BoEntity *held,
                GError  **error)
{
  const char *type = put->one != NULL ? put->one : held != NULL ? held->entity_type : NULL;
  const char *name = put->two != NULL ? put->two : held != NULL ? held->name : NULL;
  const char *content = put->three != NULL ? put->three : held != NULL ? held->content : "{}";
  BoJson object = BO_JSON_NONE;

  if (type == NULL || name == NULL)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _("A new entity needs a type and a name."));
      return NULL;
    }
  if (!bo_json_scan (content, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &object, error))
    return NULL;
  if (bo_json_kind (object) != BO_JSON_KIND_OBJECT)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _("The content has to be a JSON object."));
      return NULL;
    }
  return bo_entity_new (put->id, "", type, name, content, held != NULL ? held->source_type : "manual", NULL, NULL);
}

static void *
put_entity_func (BoStore  *store,
                 void     *data,
                 GError  **error)
{
  Strings *put = data;
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoRecord) record = bo_sync_store_get_record (BO_SYNC_STORE (store), put->id, &failure);
  g_autoptr(BoEntity) entity = NULL;
  g_autofree char *document = NULL;
  BoEntity *held = record != NULL ? record->shown : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (held != NULL && bo_entity_is_deleted (held))
    held = NULL;

  entity = compose_entity (put, held, error);
  if (entity == NULL)
    return NULL;
  document = bo_entity_to_document (entity);
  return put_document (store, put->id, document, error);
}

/**
 * bo_client_put_entity_async:
 * @self: an open client
 * @id: (nullable): of a new or existing entity; %NULL makes one up
 * @entity_type: (nullable): as on the wire
 * @name: (nullable): what to call it
 * @content: (nullable): the text of a JSON object
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `entity put` of the command line: makes an entity, or replaces what is given
 * of an existing one; what differs, path by path, is the edit.
 */
void
bo_client_put_entity_async (BoClient            *self,
                            const char          *id,
                            const char          *entity_type,
                            const char          *name,
                            const char          *content,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autofree char *made = id == NULL ? bo_uuid_random () : NULL;

  g_return_if_fail (BO_IS_CLIENT (self));

  run (self, g_task_new (self, cancellable, callback, data), bo_client_put_entity_async, put_entity_func,
       strings_new (id != NULL ? id : made, entity_type, name, content));
}

/* --- edge put --- */


static void *
put_edge_func (BoStore  *store,
               void     *data,
               GError  **error)
{
  GArray *steps = bo_steps_new ();
  void *done;

  bo_steps_add_edge (steps, bo_edge_ref (data));
  done = apply_steps (store, steps, error);
  bo_steps_free (steps);
  return done;
}

/**
 * bo_client_put_edge_async:
 * @self: an open client
 * @id: (nullable): of a new or existing edge; %NULL makes one up
 * @type: `located_in`, `part_of`, …
 * @from_id: where it starts
 * @to_id: where it leads
 * @properties: (nullable): the text of a JSON object
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Writes an edge whole.
 */
void
bo_client_put_edge_async (BoClient            *self,
                          const char          *id,
                          const char          *type,
                          const char          *from_id,
                          const char          *to_id,
                          const char          *properties,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autofree char *made = id == NULL ? bo_uuid_random () : NULL;
  const char *text = properties != NULL ? properties : "{}";
  BoJson object = BO_JSON_NONE;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (type != NULL && from_id != NULL && to_id != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_put_edge_async);
  if (!bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &object, &error)
      || bo_json_kind (object) != BO_JSON_KIND_OBJECT)
    {
      if (error == NULL)
        error = g_error_new_literal (BO_ERROR, BO_ERROR_USAGE, _("The properties have to be a JSON object."));
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (_bo_client_may_write (self, task))
    _bo_client_write (self, task, g_strdup (id != NULL ? id : made), put_edge_func,
                      bo_edge_new (id != NULL ? id : made, from_id, "", to_id, "", type, text, NULL, 0),
                      (GDestroyNotify) bo_edge_unref);
}

/* --- the queue --- */

static void *
discard_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_discard (BO_SYNC_STORE (store), &context, ((Strings *) data)->id, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_discard_async:
 * @self: an open client
 * @id: of an entity or edge that waits
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Takes what was not sent out of the queue. %BO_ERROR_BUSY while it is not
 * known whether the hub has it.
 */
void
bo_client_discard_async (BoClient            *self,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  run (self, g_task_new (self, cancellable, callback, data), bo_client_discard_async, discard_func,
       strings_new (id, NULL, NULL, NULL));
}

static void *
retry_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_retry (BO_SYNC_STORE (store), &context, ((Strings *) data)->id, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_retry_async:
 * @self: an open client
 * @id: of an entity or edge that the hub refused
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Puts it back into the queue, as a new version.
 */
void
bo_client_retry_async (BoClient            *self,
                       const char          *id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  run (self, g_task_new (self, cancellable, callback, data), bo_client_retry_async, retry_func,
       strings_new (id, NULL, NULL, NULL));
}

/* --- conflicts --- */

/* (nullable): the document of the side meant; NULL without an error for a mere review */
static char *
side_of (BoStore     *store,
         Strings     *resolving,
         GError     **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoConflict) conflict = NULL;

  if (resolving->one != NULL || g_str_equal (resolving->two, "kept"))
    return g_strdup (resolving->one);

  conflict = bo_sync_store_get_conflict (BO_SYNC_STORE (store), resolving->id, &failure);
  if (conflict == NULL)
    {
      if (failure == NULL)
        failure = g_error_new_literal (BO_ERROR, BO_ERROR_NOT_FOUND, _("This conflict is no longer in the journal."));
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_strdup (g_str_equal (resolving->two, "mine") ? conflict->mine : conflict->theirs);
}

static void *
resolve_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  Strings *resolving = data;
  BoContext context = bo_stores_context ();
  g_autoptr(GError) failure = NULL;
  g_autofree char *document = side_of (store, resolving, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return bo_rules_resolve (BO_SYNC_STORE (store), &context, resolving->id, document, resolving->two, error)
           ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_resolve_conflict_async:
 * @self: an open client
 * @conflict_id: of the journal's entry
 * @document: (nullable): the result, as bo_entity_to_document() writes it;
 *   %NULL with "mine" or "theirs" is that side whole
 * @resolution: "mine", "theirs", "edited", or "kept": only reviewed
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Decides a conflict as the person does: another version on top of both.
 */
void
bo_client_resolve_conflict_async (BoClient            *self,
                                  const char          *conflict_id,
                                  const char          *document,
                                  const char          *resolution,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (conflict_id != NULL);
  g_return_if_fail (resolution != NULL);

  run (self, g_task_new (self, cancellable, callback, data), bo_client_resolve_conflict_async, resolve_func,
       strings_new (conflict_id, document, resolution, NULL));
}

static void *
unreview_func (BoStore  *store,
               void     *data,
               GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_unreview (BO_SYNC_STORE (store), &context, ((Strings *) data)->id, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_unreview_conflict_async:
 * @self: an open client
 * @conflict_id: of the journal's entry
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Undoes a review: the entry asks for attention again.
 */
void
bo_client_unreview_conflict_async (BoClient            *self,
                                   const char          *conflict_id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (conflict_id != NULL);

  run (self, g_task_new (self, cancellable, callback, data), bo_client_unreview_conflict_async, unreview_func,
       strings_new (conflict_id, NULL, NULL, NULL));
}
