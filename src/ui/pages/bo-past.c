/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-past.h"

#define KEY "bo-past"

struct _BoPast
{
  GObject       parent_instance;
  int64_t       time_us;
  int64_t       begins_us;
  BoModel      *model;  /* nullable */
  GError       *error;  /* nullable */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (BoPast, bo_past, G_TYPE_OBJECT)

static unsigned int loaded_signal;

static void
began_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoPast) self = data;
  int64_t begins_us = bo_client_beginning_finish (BO_CLIENT (source), result, NULL);

  if (g_cancellable_is_cancelled (self->reading))
    return;
  self->begins_us = MAX (begins_us, 0);
  g_signal_emit (self, loaded_signal, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoPast) self = data;

  self->model = bo_client_home_at_finish (BO_CLIENT (source), result, &self->error);
  if (!g_cancellable_is_cancelled (self->reading))
    bo_client_beginning_async (BO_CLIENT (source), self->reading, began_cb, g_object_ref (self));
}

static void
bo_past_dispose (GObject *object)
{
  BoPast *self = BO_PAST (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (bo_past_parent_class)->dispose (object);
}

static void
bo_past_finalize (GObject *object)
{
  BoPast *self = BO_PAST (object);

  g_clear_object (&self->reading);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (bo_past_parent_class)->finalize (object);
}

static void
bo_past_class_init (BoPastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_past_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_past_finalize;
  loaded_signal = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
bo_past_init (BoPast *self)
{
  self->reading = g_cancellable_new ();
}

static void
free_ref_cb (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
last_of (BoClient *client)
{
  GWeakRef *last = g_object_get_data (G_OBJECT (client), KEY);

  if (last == NULL)
    {
      last = g_new0 (GWeakRef, 1);
      g_weak_ref_init (last, NULL);
      g_object_set_data_full (G_OBJECT (client), KEY, last, free_ref_cb);
    }
  return last;
}

/* Who walks from page to page holds the last one until the next page has it. */
BoPast *
bo_past_at (BoClient *client, int64_t time_us)
{
  GWeakRef *last = last_of (client);
  g_autoptr (BoPast) self = g_weak_ref_get (last);

  if (self != NULL && self->time_us == time_us && self->error == NULL)
    return g_steal_pointer (&self);
  g_clear_object (&self);
  self = g_object_new (BO_TYPE_PAST, NULL);
  self->time_us = time_us;
  g_weak_ref_set (last, self);
  bo_client_home_at_async (client, time_us, self->reading, read_cb, g_object_ref (self));
  return g_steal_pointer (&self);
}

int64_t
bo_past_get_time (BoPast *self)
{
  return self->time_us;
}

BoModel *
bo_past_get_model (BoPast *self)
{
  return self->model;
}

const GError *
bo_past_get_error (BoPast *self)
{
  return self->error;
}

int64_t
bo_past_get_beginning (BoPast *self)
{
  return self->begins_us;
}
