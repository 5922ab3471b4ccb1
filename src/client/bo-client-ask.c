/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* What most calls come down to: one question to the open file, or one to its hub. */

typedef struct
{
  GTask         *task;
  GDestroyNotify free_result;
} Question;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autofree Question *question = data;
  g_autoptr(GTask) task = question->task;
  GError *error = NULL;
  void *answer = bo_stores_finish (result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, question->free_result);
  else
    g_task_return_error (task, error);
}

/* (nullable): @task has failed where no home is open */
static Question *
question_new (BoClient      *self,
              GTask         *task,
              GDestroyNotify free_result)
{
  Question *question;

  if (self->stores == NULL)
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
      g_object_unref (task);
      return NULL;
    }
  question = g_new (Question, 1);
  *question = (Question){ task, free_result };
  return question;
}

/* @func on the reader's thread; @task (transfer full) returns what it gives, as a pointer. What belongs to the question
   or the answer alone has its own way to go. */
void
_bo_client_ask (BoClient      *self,
                GTask         *task,
                BoStoresFunc   func,
                void          *data,
                GDestroyNotify free_data,
                GDestroyNotify free_result)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Question *question = question_new (self, task, free_result);

  if (question != NULL)
    bo_stores_read_async (self->stores, func, data, free_data, free_result, cancellable, answered_cb, question);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

/* The same on the writer's thread. */
void
_bo_client_ask_writer (BoClient      *self,
                       GTask         *task,
                       BoStoresFunc   func,
                       void          *data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Question *question = question_new (self, task, free_result);

  if (question != NULL)
    bo_stores_write_async (self->stores, func, data, free_data, free_result, cancellable, answered_cb, question);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

/* --- the hub --- */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GTask) task = data;

  g_task_return_pointer (task, _bo_client_find_token_finish (BO_CLIENT (source), result), g_object_unref);
}

/* The transport that synchronises; where another process does that, one with the token that was kept. */
void
_bo_client_find_http_async (BoClient            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            void                *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, _bo_client_find_http_async);
  if (self->driver == NULL)
    {
      _bo_client_find_token_async (self, cancellable, found_cb, task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (bo_driver_get_http (self->driver)), g_object_unref);
  g_object_unref (task);
}

/* (transfer full) (nullable): NULL: there is no hub, or its address can't be used */
BoHttp *
_bo_client_find_http_finish (BoClient     *self,
                             GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
