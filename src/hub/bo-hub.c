/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-hub-announce.h"
#include "bo-hub-auth.h"
#include "bo-hub-certificate.h"
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
  char         *tls_cert;
  char         *tls_key;
  char        **hosts;
  BoHubOptions  options;

  GThread      *thread;
  char         *url;
  char         *fingerprint;
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
  GTlsCertificate *certificate; /* nullable: without TLS */
  BoHubAnnounce *announce;      /* nullable: on this machine alone */
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

static bool
is_loopback (const char *text)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* Beyond this machine nothing goes unencrypted unless somebody says so (FAULTS §5). */
static bool
uses_tls (BoHub *self)
{
  return self->options.tls || self->tls_cert != NULL ||
         (!is_loopback (self->address) && !self->options.allow_plain_http);
}

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
  if (!g_inet_address_get_is_loopback (address) && !uses_tls (self))
    g_message ("Listening on %s without encryption: everybody on that network can read the password and the home.",
               self->address);
  return TRUE;
}

/* The hub's own is made at its first start with TLS, and stays: clients know the hub by it. */
static gboolean
load_certificate (BoHub   *self,
                  Running *running,
                  GError **error)
{
  if (!uses_tls (self))
    return TRUE;

  running->certificate = self->tls_cert != NULL ? bo_hub_certificate_load (self->tls_cert, self->tls_key, error)
                                                : bo_hub_certificate_own (self->data_dir, error);
  if (running->certificate != NULL)
    self->fingerprint = bo_fingerprint_of_certificate (running->certificate);
  return running->certificate != NULL;
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

/* Others can't reach what listens on this machine alone. */
static void
announce (BoHub   *self,
          Running *running)
{
  const char *id = bo_hub_store_get_epoch (bo_hub_server_get_store (running->server));

  if (!is_loopback (self->address))
    running->announce = bo_hub_announce_new (self->name, (uint16_t) atoi (strrchr (self->url, ':') + 1),
                                             self->fingerprint, id);
}

static gboolean
start_serving (BoHub   *self,
               Running *running,
               GError **error)
{
  running->server = bo_hub_server_new (running->db, running->key, self->name);
  if (running->certificate != NULL)
    bo_hub_server_set_certificate (running->server, running->certificate);
  bo_hub_server_set_hosts (running->server, (const char *const *) self->hosts);

  if (self->options.demo)
    {
      running->demo = bo_hub_demo_new (running->server, self->options.seed, self->options.speed, &self->paused);
      if (!bo_hub_demo_furnish (running->demo, error))
        return FALSE;
    }

  if (!bo_hub_server_listen (running->server, self->address, self->options.port, error))
    return FALSE;
  self->url = bo_hub_server_get_url (running->server);
  announce (self, running);
  if (running->demo != NULL)
    bo_hub_demo_live (running->demo);
  return TRUE;
}

static void
end_running (Running *running)
{
  g_clear_pointer (&running->announce, bo_hub_announce_free);
  g_clear_pointer (&running->demo, bo_hub_demo_free);
  g_clear_pointer (&running->server, bo_hub_server_free);
  g_clear_object (&running->db);
  g_clear_object (&running->certificate);
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
      load_certificate (self, &running, &error) && open_home (self, &running, &error) && start_serving (self, &running, &error))
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
  self->tls_cert = g_strdup (self->options.tls_cert);
  self->tls_key = g_strdup (self->options.tls_key);
  self->hosts = g_strdupv ((char **) self->options.hosts);
  self->options.address = self->options.password = self->options.name = NULL;
  self->options.tls_cert = self->options.tls_key = NULL;
  self->options.hosts = NULL;
  return self;
}

/**
 * bo_hub_start:
 * @self: a hub that doesn't run
 * @error: %BO_ERROR_BUSY where another hub has the directory, %BO_ERROR_AUTHENTICATION where a new
 *   one lacks a password, %BO_ERROR_USAGE for an address it can't listen on,
 *   %BO_ERROR_INVALID_DATA for a certificate that is none, failures of the database by cause
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
  g_clear_pointer (&self->fingerprint, g_free);
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
 * bo_hub_get_fingerprint:
 * @self: a hub
 *
 * Returns: (nullable): what its certificate is known by (bo_fingerprint_parse()); %NULL unless it
 *   runs with TLS
 */
const char *
bo_hub_get_fingerprint (BoHub *self)
{
  g_return_val_if_fail (BO_IS_HUB (self), NULL);

  return self->fingerprint;
}

/* A name that others on this network find this machine by. */
static char *
public_host (BoHub *self)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (self->address);
  g_auto(GStrv) labels = g_strsplit (g_get_host_name (), ".", 2);

  if (g_inet_address_get_is_any (address))
    return g_strconcat (labels[0] != NULL && *labels[0] != '\0' ? labels[0] : "localhost", ".local", NULL);
  return g_strdup_printf (strchr (self->address, ':') != NULL ? "[%s]" : "%s", self->address);
}

/**
 * bo_hub_get_pairing:
 * @self: a hub
 *
 * Its address with the fingerprint behind it: whoever is given that by the hub itself need not be
 * asked whether the certificate is the right one.
 *
 * Returns: (transfer full) (nullable): `https://hub.local:8101#sha256:…`; %NULL unless it runs with TLS
 */
char *
bo_hub_get_pairing (BoHub *self)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (BO_IS_HUB (self), NULL);

  if (self->fingerprint == NULL)
    return NULL;
  host = public_host (self);
  return g_strdup_printf ("https://%s%s#sha256:%s", host, strrchr (self->url, ':'), self->fingerprint);
}

/**
 * bo_hub_has_password:
 * @data_dir: a directory
 *
 * Returns: whether a hub has run there, so that it needs none now; a home that can't be read isn't
 *   new either
 */
bool
bo_hub_has_password (const char *data_dir)
{
  g_autofree char *path = bo_hub_directory_database (data_dir);
  g_autoptr(BoHubDb) db = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return false;
  db = bo_hub_db_open (path, BO_DB_READ_WRITE, &error);
  return (db != NULL && bo_hub_auth_has_password (db, &error)) || error != NULL;
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
  g_free (self->tls_cert);
  g_free (self->tls_key);
  g_strfreev (self->hosts);
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
