/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-since.h"
#include "bo-trend.h"

#define AT_ONCE 16
#define QUIET_MS 200
#define MAX_VERSIONS 50
#define CONTENT "/content"

typedef struct
{
  char   *id;
  char   *path;
  double  margin;  /* of a trend; 0: none is looked for */
  int64_t since;
  int     trend;
} Value;

/* One accessory: what is asked on the main thread, answered on the reader's. */
typedef struct
{
  char      *id;
  GPtrArray *values;
} Question;

struct _BoSince
{
  BoStores     *stores;
  BoModel      *model;
  GHashTable   *waiting;     /* ids */
  bool          asking;
  bool          quiet;       /* nothing came since asking last */
  GCancellable *ending;
  GSource      *soon;        /* nullable */
};

static void
value_free (Value *value)
{
  g_free (value->id);
  g_free (value->path);
  g_free (value);
}

static void
question_free (Question *question)
{
  g_free (question->id);
  g_ptr_array_unref (question->values);
  g_free (question);
}

/* --- on the reader's thread --- */

BoJson
bo_since_value_in (BoEntity   *entity,
                   const char *path)
{
  return g_str_has_prefix (path, CONTENT "/") ? bo_json_at (bo_json_wrap (entity->content), path + strlen (CONTENT))
                                              : BO_JSON_NONE;
}

int64_t
bo_since_of (GPtrArray  *versions,
             const char *path)
{
  unsigned int first = versions->len > MAX_VERSIONS ? versions->len - MAX_VERSIONS : 0;
  int64_t since = 0;
  BoJson newest;

  if (versions->len == 0)
    return 0;

  newest = bo_since_value_in (((BoStoreVersion *) g_ptr_array_index (versions, versions->len - 1))->entity, path);
  for (unsigned int i = versions->len; newest.length > 0 && i > first; i--)
    {
      BoStoreVersion *version = g_ptr_array_index (versions, i - 1);

      if (!bo_json_equal (bo_since_value_in (version->entity, path), newest))
        break;
      since = version->time_us;
    }
  return since;
}

/* Makes what is shown the newest: an edit that waits is no version yet, and one that lost isn't shown. */
void
bo_since_end_with (GPtrArray *versions,
                   BoEntity  *shown)
{
  BoStoreVersion *newest;

  for (unsigned int i = versions->len; i > 0; i--)
    {
      newest = g_ptr_array_index (versions, i - 1);
      if (g_str_equal (newest->entity->version, shown->version))
        {
          g_ptr_array_set_size (versions, i);
          return;
        }
    }

  newest = g_new0 (BoStoreVersion, 1);
  newest->entity = bo_entity_ref (shown);
  bo_version_parse_time (shown->version, &newest->time_us);
  g_ptr_array_add (versions, newest);
}

GPtrArray *
bo_since_list_versions (BoStore     *store,
                        const char  *id,
                        GError     **error)
{
  g_autoptr(BoRecord) record = bo_sync_store_get_record (BO_SYNC_STORE (store), id, error);
  GPtrArray *versions = record != NULL || *error == NULL ? bo_store_list_versions (store, id, error) : NULL;

  if (versions != NULL && record != NULL && record->shown != NULL)
    bo_since_end_with (versions, record->shown);
  return versions;
}

static void *
answer_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  GPtrArray *questions = data;

  for (unsigned int i = 0; i < questions->len; i++)
    {
      Question *question = g_ptr_array_index (questions, i);
      g_autoptr(GPtrArray) versions = bo_since_list_versions (store, question->id, error);

      if (versions == NULL)
        return NULL;
      for (unsigned int j = 0; j < question->values->len; j++)
        {
          Value *value = g_ptr_array_index (question->values, j);

          value->since = bo_since_of (versions, value->path);
          value->trend = bo_trend_of (versions, value->path, value->margin);
        }
    }
  return g_ptr_array_ref (questions);
}

/* --- on the main thread --- */

static void ask_in (BoSince *self, unsigned int milliseconds);

static void
tell (BoSince  *self,
      Question *question)
{
  for (unsigned int i = 0; i < question->values->len; i++)
    {
      Value *value = g_ptr_array_index (question->values, i);
      BoCharacteristic *characteristic = bo_model_lookup_characteristic (self->model, question->id, value->id);

      /* It may have changed meanwhile: then its accessory waits again. */
      if (characteristic == NULL || g_hash_table_contains (self->waiting, question->id))
        continue;
      bo_characteristic_set_since (characteristic, value->since);
      bo_characteristic_set_trend (characteristic, value->trend);
    }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) questions = bo_stores_finish (result, &error);
  BoSince *self = data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  self->asking = false;
  for (unsigned int i = 0; questions != NULL && i < questions->len; i++)
    tell (self, g_ptr_array_index (questions, i));
  ask_in (self, self->quiet ? 0 : QUIET_MS);
}

static void
add_service (Question  *question,
             BoService *service)
{
  GListModel *characteristics = bo_service_get_characteristics (service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr(BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);
      Value *value = g_new0 (Value, 1);

      value->id = g_strdup (bo_characteristic_get_id (characteristic));
      value->path = g_strdup (bo_characteristic_get_path (characteristic));
      value->margin = bo_trend_margin (bo_characteristic_get_spec (characteristic));
      g_ptr_array_add (question->values, value);
    }
}

static Question *
question_about (BoAccessory *accessory)
{
  Question *question = g_new0 (Question, 1);
  GListModel *services = bo_accessory_get_services (accessory);

  question->id = g_strdup (bo_thing_get_id (BO_THING (accessory)));
  question->values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(BoService) service = g_list_model_get_item (services, i);

      add_service (question, service);
    }
  return question;
}

static GPtrArray *
take_questions (BoSince *self)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);
  GHashTableIter iter;
  void *id;

  g_hash_table_iter_init (&iter, self->waiting);
  while (questions->len < AT_ONCE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      BoThing *thing = bo_model_lookup (self->model, id);

      if (BO_IS_ACCESSORY (thing))
        g_ptr_array_add (questions, question_about (BO_ACCESSORY (thing)));
      g_hash_table_iter_remove (&iter);
    }
  return questions;
}

static gboolean
ask_cb (void *data)
{
  BoSince *self = data;
  g_autoptr(GPtrArray) questions = take_questions (self);

  g_clear_pointer (&self->soon, g_source_unref);
  if (questions->len == 0)
    return G_SOURCE_REMOVE;

  self->asking = self->quiet = true;
  bo_stores_read_async (self->stores, answer_func, g_ptr_array_ref (questions), (GDestroyNotify) g_ptr_array_unref,
                        (GDestroyNotify) g_ptr_array_unref, self->ending, answered_cb, self);
  return G_SOURCE_REMOVE;
}

static void
clear_soon (BoSince *self)
{
  if (self->soon != NULL)
    g_source_destroy (self->soon);
  g_clear_pointer (&self->soon, g_source_unref);
}

/* Behind the model's own batches, and behind drawing. */
static void
ask_in (BoSince     *self,
        unsigned int milliseconds)
{
  clear_soon (self);
  if (self->asking || g_hash_table_size (self->waiting) == 0)
    return;

  self->soon = g_timeout_source_new (milliseconds);
  g_source_set_priority (self->soon, G_PRIORITY_LOW);
  g_source_set_static_name (self->soon, "[blowing-off] ages of values");
  g_source_set_callback (self->soon, ask_cb, self, NULL);
  g_source_attach (self->soon, g_main_context_get_thread_default ());
}

void
bo_since_add (BoSince           *self,
              const char *const *ids)
{
  for (size_t i = 0; ids[i] != NULL; i++)
    if (BO_IS_ACCESSORY (bo_model_lookup (self->model, ids[i])))
      g_hash_table_add (self->waiting, g_strdup (ids[i]));
  self->quiet = false;
  /* While much comes a few are asked about now and then, and the rest when it has come. */
  if (self->soon == NULL)
    ask_in (self, QUIET_MS);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GTask) task = data;
  BoSince *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) questions = bo_stores_finish (result, &error);

  /* Cancelled, there is no more of it than its task. */
  if (questions == NULL)
    g_task_return_error (task, error);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
  else
    {
      tell (self, g_ptr_array_index (questions, 0));
      g_task_return_boolean (task, TRUE);
    }
}

void
bo_since_ask (BoSince     *self,
              BoAccessory *accessory,
              GTask       *task)
{
  g_autoptr(GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);

  g_hash_table_remove (self->waiting, bo_thing_get_id (BO_THING (accessory)));
  g_ptr_array_add (questions, question_about (accessory));
  g_task_set_task_data (task, self, NULL);
  bo_stores_read_async (self->stores, answer_func, g_ptr_array_ref (questions), (GDestroyNotify) g_ptr_array_unref,
                        (GDestroyNotify) g_ptr_array_unref, self->ending, asked_cb, task);
}

BoSince *
bo_since_new (BoStores *stores,
              BoModel  *model)
{
  BoSince *self = g_new0 (BoSince, 1);

  self->stores = bo_stores_ref (stores);
  self->model = g_object_ref (model);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ending = g_cancellable_new ();
  return self;
}

void
bo_since_free (BoSince *self)
{
  g_cancellable_cancel (self->ending);
  clear_soon (self);
  g_object_unref (self->ending);
  g_hash_table_unref (self->waiting);
  g_object_unref (self->model);
  bo_stores_unref (self->stores);
  g_free (self);
}
