/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-demo.h"
#include "bo-hub.h"

struct _BoDemo
{
  GObject parent_instance;

  BoDemoOptions  options;
  BoHub         *hub;
  BoClient      *client;
  char          *root;
  char          *data_dir;
  char          *hub_dir;
  char          *password;
};

G_DEFINE_FINAL_TYPE (BoDemo, bo_demo, G_TYPE_OBJECT)

static void
bo_demo_finalize (GObject *object)
{
  BoDemo *self = BO_DEMO (object);

  bo_demo_stop (self);
  g_clear_object (&self->client);
  g_free (self->root);
  g_free (self->data_dir);
  g_free (self->hub_dir);
  g_free (self->password);
  G_OBJECT_CLASS (bo_demo_parent_class)->finalize (object);
}

static void
bo_demo_class_init (BoDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_demo_finalize;
}

static void
bo_demo_init (BoDemo *self)
{
}

/**
 * bo_demo_new:
 * @options: how it is to be
 *
 * Only names the places; nothing is touched before bo_demo_start_async().
 *
 * Returns: (transfer full): a demo home
 */
BoDemo *
bo_demo_new (const BoDemoOptions *options)
{
  BoDemo *self = g_object_new (BO_TYPE_DEMO, NULL);

  self->options = *options;
  self->root = g_build_filename (g_get_user_data_dir (), "blowing-off", "demo", NULL);
  self->data_dir = g_build_filename (self->root, "device", NULL);
  self->hub_dir = g_build_filename (self->root, "hub", NULL);
  self->password = bo_uuid_random ();
  return self;
}

const char *
bo_demo_get_data_dir (BoDemo *self)
{
  return self->data_dir;
}

const char *
bo_demo_get_password (BoDemo *self)
{
  return self->password;
}

/* Files of a folder, not what lies deeper: the demo makes nothing deeper. */
static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
}

static void
hub_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BoDemo *self = BO_DEMO (source);
  BoHubOptions options = {
    .password = self->password,
    .name = _("Demo hub"),
    .demo = true,
    .seed = self->options.seed,
    .speed = self->options.speed,
  };
  GError *error = NULL;

  self->hub = bo_hub_new (self->hub_dir, &options);
  if (!bo_hub_start (self->hub, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bo_hub_demo_pause (self->hub, self->options.speed <= 0);
  g_task_return_boolean (task, TRUE);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = G_TASK (data);
  GError *error = NULL;

  if (bo_client_connect_finish (BO_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
hub_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = G_TASK (data);
  BoDemo *self = BO_DEMO (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  BoCredentials credentials = { .password = self->password, .device_name = _("This computer") };
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    bo_client_connect_async (self->client, bo_hub_get_url (self->hub), &credentials, cancellable, connected_cb,
                             g_steal_pointer (&task));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = G_TASK (data);
  BoDemo *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) starting = NULL;
  GError *error = NULL;

  if (!bo_client_open_finish (BO_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  starting = g_task_new (self, cancellable, hub_started_cb, g_steal_pointer (&task));
  g_task_run_in_thread (starting, hub_thread);
}

/**
 * bo_demo_start_async:
 * @self: a demo home
 * @client: a client made on bo_demo_get_data_dir(), not opened yet
 * @cancellable: (nullable):
 * @callback: called when the home is there and synchronisation has begun
 * @data: for @callback
 *
 * Opens @client, starts the hub on a thread of its own, and connects the two over HTTP on loopback.
 */
void
bo_demo_start_async (BoDemo *self, BoClient *client, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, bo_demo_start_async);
  g_set_object (&self->client, client);
  if (!self->options.keep)
    {
      empty_folder (self->data_dir);
      empty_folder (self->hub_dir);
    }
  if (g_mkdir_with_parents (self->data_dir, 0700) != 0 || g_mkdir_with_parents (self->hub_dir, 0700) != 0)
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_READ_ONLY,
                               _("The demo home could not be made: the folder “%s” can’t be written."), self->root);
      return;
    }
  bo_client_open_async (client, BO_OPEN_NO_KEYRING, cancellable, opened_cb, g_steal_pointer (&task));
}

gboolean
bo_demo_start_finish (BoDemo *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bo_demo_stop:
 * @self: a demo home
 *
 * Stops the hub; blocks until its thread has ended (a moment).
 */
void
bo_demo_stop (BoDemo *self)
{
  if (self->hub != NULL)
    bo_hub_stop (self->hub);
  g_clear_object (&self->hub);
}
