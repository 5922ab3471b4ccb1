/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-hub-auth.h"
#include "bo-hub-demo.h"
#include "bo-hub-directory.h"
#include "bo-hub-jwt.h"
#include "bo-hub-server.h"

/**
 * BoHub:
 *
 * A complete inbetweenies-v2 hub on one directory (DESIGN §6): it runs on a thread of its own with
 * a main context, a database and an HTTP server, so that a program can hold one inside itself.
 * One thread starts and stops it; it speaks to the rest over HTTP alone.
 */
struct _BoHub
{
  GObject       parent_instance;

  char         *data_dir;
  char         *address;
  char         *password;
  char         *name;
  BoHubOptions  options;

  GThread      *thread;
  char         *url;
  int          paused; /* atomic */

  /* What start and the thread tell each other. */
  GMutex        mutex;
  GCond         cond;
  bool          settled;
  GError       *error;
  GMainContext *context;
  GMainLoop    *loop;
};

G_DEFINE_FINAL_TYPE (BoHub, bo_hub, G_TYPE_OBJECT)

/* What lives on the hub's thread. */
typedef struct
{
  int          lock;
  uint8_t      key[BO_HUB_KEY_BYTES];
  BoHubDb     *db;
  BoHubServer *server;
  BoHubDemo   *demo;
} Running;

static gboolean
prepare_directory (BoHub   *self,
                   Running *running,
                   GError **error)
{
  running->lock = bo_hub_directory_lock (self->data_dir, error);
  return running->lock >= 0 && bo_hub_directory_load_key (self->data_dir, running->key, error);
}

/* --- starting, on the hub's thread --- */

static gboolean
check_address (BoHub   *self,
               GError **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (self->address);

  if (address == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” is not an IP address to listen on.", self->address);
      return FALSE;
    }
  if (g_inet_address_get_is_loopback (address))
    return TRUE;
  if (!self->options.allow_plain_http)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   "Listening on %s would send passwords over the network unencrypted. Listen on 127.0.0.1, or "
                   "allow plain HTTP if the network is trusted.",
                   self->address);
      return FALSE;
    }

  g_message ("Listening on %s without encryption: everybody on that network can read the password.", self->address);
  return TRUE;
}

static gboolean
prepare_password (BoHub   *self,
                  Running *running,
                  GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (self->password != NULL)
    return bo_hub_auth_set_password (running->db, self->password, error);
  if (bo_hub_auth_has_password (running->db, &failure))
    return TRUE;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION, "A new hub needs a password. Give it one.");
  return FALSE;
}

static gboolean
open_home (BoHub   *self,
           Running *running,
           GError **error)
{
  g_autofree char *path = bo_hub_directory_database (self->data_dir);

  running->db = bo_hub_db_open (path, BO_DB_READ_WRITE, error);
  return running->db != NULL && prepare_password (self, running, error);
}

static gboolean
start_serving (BoHub   *self,
               Running *running,
               GError **error)
{
  running->server = bo_hub_server_new (running->db, running->key, self->name);

  if (self->options.demo)
    {
      running->demo = bo_hub_demo_new (running->server, self->options.seed, self->options.speed, &self->paused);
      if (!bo_hub_demo_furnish (running->demo, error))
        return FALSE;
    }

  if (!bo_hub_server_listen (running->server, self->address, self->options.port, error))
    return FALSE;
  self->url = bo_hub_server_get_url (running->server);
  if (running->demo != NULL)
    bo_hub_demo_live (running->demo);
  return TRUE;
}

static void
end_running (Running *running)
{
  g_clear_pointer (&running->demo, bo_hub_demo_free);
  g_clear_pointer (&running->server, bo_hub_server_free);
  g_clear_object (&running->db);
  explicit_bzero (running->key, sizeof running->key);
  if (running->lock >= 0)
    close (running->lock);
}

static void
settle (BoHub  *self,
        GError *error)
{
  g_mutex_lock (&self->mutex);
  self->settled = true;
  self->error = error;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void *
hub_thread (void *data)
{
  BoHub *self = data;
  Running running = { .lock = -1 };
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);

  if (check_address (self, &error) && prepare_directory (self, &running, &error) &&
      open_home (self, &running, &error) && start_serving (self, &running, &error))
    {
      settle (self, NULL);
      g_main_loop_run (self->loop);
      end_running (&running);
    }
  else
    {
      end_running (&running);
      settle (self, error);
    }

  /* What closing connections left behind. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (void *data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* --- public --- */

/**
 * bo_hub_new:
 * @data_dir: where it keeps everything; made, for its owner alone, where there is none
 * @options: (nullable): how it runs; copied
 *
 * Returns: (transfer full): a hub that doesn't run yet
 */
BoHub *
bo_hub_new (const char         *data_dir,
            const BoHubOptions *options)
{
  BoHub *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_object_new (BO_TYPE_HUB, NULL);
  self->data_dir = g_strdup (data_dir);
  if (options != NULL)
    self->options = *options;

  self->address = g_strdup (self->options.address != NULL ? self->options.address : "127.0.0.1");
  self->password = g_strdup (self->options.password);
  self->name = g_strdup (self->options.name != NULL ? self->options.name : "Blowing-Off");
  self->options.address = self->options.password = self->options.name = NULL;
  return self;
}

/**
 * bo_hub_start:
 * @self: a hub that doesn't run
 * @error: %BO_ERROR_BUSY where another hub has the directory, %BO_ERROR_AUTHENTICATION where a new
 *   one lacks a password, %BO_ERROR_USAGE for an address it won't listen on, failures of the
 *   database by cause
 *
 * Blocks until the hub listens; a demo home is furnished before.
 *
 * Returns: whether it listens
 */
gboolean
bo_hub_start (BoHub   *self,
              GError **error)
{
  g_return_val_if_fail (BO_IS_HUB (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (sodium_init () < 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The hub cannot start: its cryptography doesn't work here.");
      return FALSE;
    }

  self->settled = false;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("hub", hub_thread, self);

  g_mutex_lock (&self->mutex);
  while (!self->settled)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->error == NULL)
    return TRUE;
  bo_hub_stop (self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * bo_hub_stop:
 * @self: a hub
 *
 * Ends it: what was acknowledged is on the disk. Blocks until its thread has ended. Does nothing
 * to a hub that doesn't run.
 */
void
bo_hub_stop (BoHub *self)
{
  g_autoptr(GSource) quit = NULL;

  g_return_if_fail (BO_IS_HUB (self));

  if (self->thread == NULL)
    return;

  /* A source, not g_main_loop_quit(): the loop may not have begun yet. */
  quit = g_idle_source_new ();
  g_source_set_priority (quit, G_PRIORITY_HIGH);
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);

  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
}

/**
 * bo_hub_is_running:
 * @self: a hub
 *
 * Returns: whether it was started and not stopped
 */
bool
bo_hub_is_running (BoHub *self)
{
  g_return_val_if_fail (BO_IS_HUB (self), false);

  return self->thread != NULL;
}

/**
 * bo_hub_get_url:
 * @self: a hub
 *
 * Returns: (nullable): `http://127.0.0.1:8101`, without a slash at the end; %NULL unless it runs
 */
const char *
bo_hub_get_url (BoHub *self)
{
  g_return_val_if_fail (BO_IS_HUB (self), NULL);

  return self->url;
}

/**
 * bo_hub_has_password:
 * @data_dir: a directory
 *
 * Returns: whether a hub has run there, so that it needs none now
 */
bool
bo_hub_has_password (const char *data_dir)
{
  g_autofree char *path = bo_hub_directory_database (data_dir);
  g_autoptr(BoHubDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return false;
  db = bo_hub_db_open (path, BO_DB_READ_WRITE, NULL);
  return db != NULL && bo_hub_auth_has_password (db, NULL);
}

/**
 * bo_hub_demo_pause:
 * @self: a hub
 * @paused: whether nobody does anything
 *
 * Stops and continues life in the demo home. Any thread.
 */
void
bo_hub_demo_pause (BoHub *self,
                   bool   paused)
{
  g_return_if_fail (BO_IS_HUB (self));

  g_atomic_int_set (&self->paused, paused);
}

static void
bo_hub_finalize (GObject *object)
{
  BoHub *self = BO_HUB (object);

  bo_hub_stop (self);
  g_free (self->data_dir);
  g_free (self->address);
  g_free (self->name);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (bo_hub_parent_class)->finalize (object);
}

static void
bo_hub_class_init (BoHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_hub_finalize;
}

static void
bo_hub_init (BoHub *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}
