/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-watch.h"

#define FALLBACK_SECONDS 2
#define GATHER_MS 50

/* Clocks drift; a sleep is longer. */
#define SUSPEND_US (2 * G_USEC_PER_SEC)

struct _BoWatch
{
  GFileMonitor *monitor;     /* nullable */
  GSource      *fallback;
  GSource      *gathering;   /* nullable */
  BoWatchFunc   func;
  void         *data;
  int64_t       suspended_us;
};

static GSource *
attach (GSource    *source,
        GSourceFunc func,
        BoWatch    *self)
{
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
look (BoWatch *self)
{
  int64_t suspended = bo_clock_suspended ();
  bool resumed = suspended - self->suspended_us > SUSPEND_US;

  self->suspended_us = suspended;
  self->func (resumed, self->data);
}

static gboolean
fallback_cb (void *data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
gathered_cb (void *data)
{
  BoWatch *self = data;

  clear_source (&self->gathering);
  look (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GFileMonitor     *monitor,
            GFile            *file,
            GFile            *other,
            GFileMonitorEvent event,
            BoWatch          *self)
{
  if (self->gathering == NULL)
    self->gathering = attach (g_timeout_source_new (GATHER_MS), gathered_cb, self);
}

BoWatch *
bo_watch_new (const char *path,
              BoWatchFunc func,
              void       *data)
{
  BoWatch *self = g_new0 (BoWatch, 1);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (wal);

  self->func = func;
  self->data = data;
  self->suspended_us = bo_clock_suspended ();
  self->fallback = attach (g_timeout_source_new_seconds (FALLBACK_SECONDS), fallback_cb, self);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, GATHER_MS);
      g_signal_connect (self->monitor, "changed", G_CALLBACK (changed_cb), self);
    }
  return self;
}

void
bo_watch_free (BoWatch *self)
{
  clear_source (&self->fallback);
  clear_source (&self->gathering);
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_free (self);
}
