/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"
#include "bo-since.h"

/* The course of one characteristic, read out of the versions held here. */

typedef struct
{
  char       *id;
  char       *path;
  BoValueType type;
  int64_t     from_us;
  int64_t     to_us;
} Question;

static void
question_free (Question *question)
{
  g_free (question->id);
  g_free (question->path);
  g_free (question);
}

static GArray *
read_series (GPtrArray      *versions,
             const Question *question)
{
  GArray *series = g_array_new (FALSE, FALSE, sizeof (BoSample));

  for (unsigned int i = 0; i < versions->len; i++)
    {
      BoStoreVersion *version = g_ptr_array_index (versions, i);

      bo_series_add (series, version->time_us, &question->type, bo_since_value_in (version->entity, question->path));
    }
  return series;
}

static void *
series_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) versions = bo_since_list_versions (store, question->id, error);
  g_autoptr (GArray) series = NULL;

  if (versions == NULL)
    return NULL;
  series = read_series (versions, question);
  return bo_series_part (series, question->from_us, question->to_us);
}

static void
unref_series (void *series)
{
  g_array_unref (series);
}

/**
 * bo_client_series_async:
 * @self: an open client
 * @characteristic: of an accessory of this home
 * @from_us: µs since 1970 UTC
 * @to_us: likewise
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * What it was from @from_us to @to_us, as far as this device has seen it; read beside the thread that asks.
 */
void
bo_client_series_async (BoClient            *self,
                        BoCharacteristic    *characteristic,
                        int64_t              from_us,
                        int64_t              to_us,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  const BoCharacteristicSpec *spec;
  Question *question;
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_CHARACTERISTIC (characteristic));

  spec = bo_characteristic_get_spec (characteristic);
  question = g_new (Question, 1);
  *question = (Question) { .id = g_strdup (bo_thing_get_id (BO_THING (bo_characteristic_get_accessory (characteristic)))),
                           .path = g_strdup (bo_characteristic_get_path (characteristic)),
                           .type = *bo_characteristic_get_value_type (characteristic),
                           .from_us = from_us,
                           .to_us = to_us };
  /* These belong to the content, which may change meanwhile; words for states are the catalogue's. */
  question->type.unit_name = NULL;
  question->type.valid_values = spec != NULL ? spec->type.valid_values : NULL;
  question->type.n_valid_values = spec != NULL ? spec->type.n_valid_values : 0;
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_series_async);
  _bo_client_ask (self, task, series_func, question, (GDestroyNotify) question_free, unref_series);
}

/**
 * bo_client_series_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type BoSample) (nullable): the course; empty where nothing is known of it
 */
GArray *
bo_client_series_finish (BoClient      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
