/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-worker.h"

#define PATIENCE (20 * G_USEC_PER_SEC)

typedef struct
{
  BoWorker  *worker;
  GPtrArray *order;   /* of numbers, touched on the worker */
  GPtrArray *results; /* of numbers, touched where the tasks were made */
  GThread   *home;
  int        cancelled;
  int        finalized; /* atomic: how many data were freed at home */
} Fixture;

typedef struct
{
  Fixture *fixture;
  int      number;
  GMutex  *gate; /* locked by the test as long as the worker shall wait */
} Data;

static void
data_free (Data *data)
{
  g_assert_true (g_thread_self () == data->fixture->home);
  g_atomic_int_inc (&data->fixture->finalized);
  g_free (data);
}

static void
set_up (Fixture      *fixture,
        const void   *unused)
{
  *fixture = (Fixture){ .worker = bo_worker_new ("test"),
                        .order = g_ptr_array_new (),
                        .results = g_ptr_array_new (),
                        .home = g_thread_self () };
}

static void
tear_down (Fixture    *fixture,
           const void *unused)
{
  g_clear_pointer (&fixture->worker, bo_worker_unref);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (fixture->order);
  g_ptr_array_unref (fixture->results);
}

static gboolean
wake_cb (void *unused)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (int *value,
          int  wanted)
{
  int64_t deadline = g_get_monotonic_time () + PATIENCE;
  unsigned int ticking = g_timeout_add (50, wake_cb, NULL);

  while (g_atomic_int_get (value) != wanted)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (ticking);
}

static void
number_func (GTask        *task,
             void         *source_object,
             void         *task_data,
             GCancellable *cancellable)
{
  Data *data = task_data;

  bo_worker_assert (data->fixture->worker);
  g_assert_true (bo_worker_is_current (data->fixture->worker));
  if (data->gate != NULL)
    {
      g_mutex_lock (data->gate);
      g_mutex_unlock (data->gate);
    }
  g_ptr_array_add (data->fixture->order, GINT_TO_POINTER (data->number));
  g_task_return_int (task, data->number);
}

static void
number_cb (GObject      *source,
           GAsyncResult *result,
           void         *user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GError) error = NULL;
  gssize number = g_task_propagate_int (G_TASK (result), &error);

  g_assert_true (g_thread_self () == fixture->home);
  if (error == NULL)
    g_ptr_array_add (fixture->results, GINT_TO_POINTER (number));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fixture->cancelled++;
  else
    g_assert_no_error (error);
}

static void
run_number (Fixture      *fixture,
            int           number,
            GMutex       *gate,
            GCancellable *cancellable)
{
  GTask *task = g_task_new (NULL, cancellable, number_cb, fixture);
  Data *data = g_new (Data, 1);

  *data = (Data){ .fixture = fixture, .number = number, .gate = gate };
  g_task_set_task_data (task, data, (GDestroyNotify) data_free);
  bo_worker_run (fixture->worker, task, number_func);
}

static void
assert_numbers (GPtrArray *numbers,
                int        n)
{
  g_assert_cmpuint (numbers->len, ==, (unsigned int) n);
  for (int i = 0; i < n; i++)
    g_assert_cmpint (GPOINTER_TO_INT (numbers->pdata[i]), ==, i);
}

static void
test_order (Fixture    *fixture,
            const void *unused)
{
  for (int i = 0; i < 1000; i++)
    run_number (fixture, i, NULL, NULL);

  wait_for (&fixture->finalized, 1000);
  assert_numbers (fixture->order, 1000);
  assert_numbers (fixture->results, 1000);
}

static void
test_cancelled (Fixture    *fixture,
                const void *unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GMutex gate;

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  run_number (fixture, 0, &gate, NULL);
  run_number (fixture, 7, NULL, cancellable);
  run_number (fixture, 1, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate);

  wait_for (&fixture->finalized, 3);
  g_assert_cmpint (fixture->cancelled, ==, 1);
  assert_numbers (fixture->order, 2);
  assert_numbers (fixture->results, 2);
  g_mutex_clear (&gate);
}

static void
test_flush (Fixture    *fixture,
            const void *unused)
{
  bo_worker_flush (fixture->worker);
  for (int i = 0; i < 100; i++)
    run_number (fixture, i, NULL, NULL);

  bo_worker_flush (fixture->worker);
  assert_numbers (fixture->order, 100);
  g_assert_cmpuint (fixture->results->len, ==, 0);
  wait_for (&fixture->finalized, 100);
}

static void
test_last_unref_finishes (Fixture    *fixture,
                          const void *unused)
{
  bo_worker_ref (fixture->worker);
  for (int i = 0; i < 100; i++)
    run_number (fixture, i, NULL, NULL);
  bo_worker_unref (fixture->worker);
  bo_worker_unref (fixture->worker);
  assert_numbers (fixture->order, 100);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_numbers (fixture->results, 100);
  g_assert_cmpint (fixture->finalized, ==, 100);
  fixture->worker = bo_worker_new ("another");
}

static void
unref_func (GTask        *task,
            void         *source_object,
            void         *task_data,
            GCancellable *cancellable)
{
  Data *data = task_data;

  /* What is queued behind the last reference runs still. */
  run_number (data->fixture, 0, NULL, NULL);
  bo_worker_unref (data->fixture->worker);
  run_number (data->fixture, 1, NULL, NULL);
  g_task_return_int (task, 2);
}

static void
test_unref_on_itself (Fixture    *fixture,
                      const void *unused)
{
  GTask *task = g_task_new (NULL, NULL, number_cb, fixture);
  Data *data = g_new0 (Data, 1);

  data->fixture = fixture;
  g_task_set_task_data (task, data, (GDestroyNotify) data_free);
  bo_worker_run (fixture->worker, task, unref_func);

  wait_for (&fixture->finalized, 3);
  assert_numbers (fixture->order, 2);
  g_assert_cmpuint (fixture->results->len, ==, 3);
  fixture->worker = bo_worker_new ("another");
}

/* Delivered in the context the task was made in, not in the default one. */
static void
test_context (Fixture    *fixture,
              const void *unused)
{
  g_autoptr(GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  run_number (fixture, 0, NULL, NULL);
  g_main_context_pop_thread_default (context);
  bo_worker_flush (fixture->worker);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->results->len, ==, 0);
  while (g_main_context_iteration (context, FALSE))
    ;
  assert_numbers (fixture->results, 1);
  g_assert_cmpint (fixture->finalized, ==, 1);
}

static void
test_assert (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(BoWorker) worker = bo_worker_new ("test");

      bo_worker_assert (worker);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/base/worker/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/base/worker/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/base/worker/flush", Fixture, NULL, set_up, test_flush, tear_down);
  g_test_add ("/base/worker/last-unref", Fixture, NULL, set_up, test_last_unref_finishes, tear_down);
  g_test_add ("/base/worker/unref-on-itself", Fixture, NULL, set_up, test_unref_on_itself, tear_down);
  g_test_add ("/base/worker/context", Fixture, NULL, set_up, test_context, tear_down);
  g_test_add_func ("/base/worker/assert", test_assert);

  return g_test_run ();
}
