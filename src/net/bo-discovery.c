/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-discovery.h"
#include "bo-http-private.h"

#define AVAHI "org.freedesktop.Avahi"
#define SERVER AVAHI ".Server"
#define BROWSER AVAHI ".ServiceBrowser"
#define SERVICE "_inbetweenies._tcp"
#define ANY (-1)
#define MAX_HUBS 64
#define PORT 8101

static const char *const usual_names[] = { "localhost", "hub.local", "blowing-off.local", "funkygibbon.local", NULL };

/* --- what was found --- */

struct _BoFoundHub
{
  GObject  parent_instance;
  char    *name;
  char    *url;
  char    *fingerprint; /* nullable */
  gboolean tls;
};

G_DEFINE_FINAL_TYPE (BoFoundHub, bo_found_hub, G_TYPE_OBJECT)

static void
bo_found_hub_finalize (GObject *object)
{
  BoFoundHub *self = BO_FOUND_HUB (object);

  g_free (self->name);
  g_free (self->url);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (bo_found_hub_parent_class)->finalize (object);
}

static void
bo_found_hub_class_init (BoFoundHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_found_hub_finalize;
}

static void
bo_found_hub_init (BoFoundHub *self)
{
}

/**
 * bo_found_hub_get_name:
 * @self: a hub
 *
 * Returns: what it calls itself
 */
const char *
bo_found_hub_get_name (BoFoundHub *self)
{
  g_return_val_if_fail (BO_IS_FOUND_HUB (self), NULL);

  return self->name;
}

/**
 * bo_found_hub_get_url:
 * @self: a hub
 *
 * Returns: where it is, as bo_http_new() takes it
 */
const char *
bo_found_hub_get_url (BoFoundHub *self)
{
  g_return_val_if_fail (BO_IS_FOUND_HUB (self), NULL);

  return self->url;
}

/**
 * bo_found_hub_get_fingerprint:
 * @self: a hub
 *
 * Returns: (nullable): what it says its certificate is known by
 */
const char *
bo_found_hub_get_fingerprint (BoFoundHub *self)
{
  g_return_val_if_fail (BO_IS_FOUND_HUB (self), NULL);

  return self->fingerprint;
}

/**
 * bo_found_hub_get_tls:
 * @self: a hub
 *
 * Returns: whether it speaks TLS
 */
gboolean
bo_found_hub_get_tls (BoFoundHub *self)
{
  g_return_val_if_fail (BO_IS_FOUND_HUB (self), FALSE);

  return self->tls;
}

/* --- the search --- */

struct _BoDiscovery
{
  GObject          parent_instance;
  GListStore      *hubs;
  GCancellable    *cancellable;
  GDBusConnection *bus;          /* nullable */
  unsigned int     watch;
  unsigned int     subscriptions[2];
};

G_DEFINE_FINAL_TYPE (BoDiscovery, bo_discovery, G_TYPE_OBJECT)

static bool
find (BoDiscovery  *self,
      const char   *name,
      const char   *url,
      unsigned int *position)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hubs)); i++)
    {
      g_autoptr(BoFoundHub) hub = g_list_model_get_item (G_LIST_MODEL (self->hubs), i);

      *position = i;
      if ((name == NULL || g_str_equal (hub->name, name)) && (url == NULL || g_str_equal (hub->url, url)))
        return true;
    }
  return false;
}

/* The same hub answers on several interfaces, in several families, and by several names. */
static void
add (BoDiscovery *self,
     const char  *name,
     const char  *url,
     const char  *fingerprint)
{
  g_autoptr(BoFoundHub) hub = NULL;
  unsigned int position;

  if (find (self, NULL, url, &position) || g_list_model_get_n_items (G_LIST_MODEL (self->hubs)) >= MAX_HUBS)
    return;
  hub = g_object_new (BO_TYPE_FOUND_HUB, NULL);
  hub->name = g_utf8_make_valid (name, -1);
  hub->url = g_strdup (url);
  hub->fingerprint = fingerprint != NULL ? bo_fingerprint_parse (fingerprint) : NULL;
  hub->tls = g_str_has_prefix (url, "https:");
  g_list_store_append (self->hubs, hub);
}

/* --- Avahi, over D-Bus --- */

/* What stands behind “@key=” in the TXT record; (nullable) */
static char *
read_txt (GVariant   *txt,
          const char *key)
{
  GVariantIter iter;
  GVariant *entry;
  char *value = NULL;

  g_variant_iter_init (&iter, txt);
  while (value == NULL && (entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      size_t length = 0;
      const char *bytes = g_variant_get_fixed_array (entry, &length, 1);
      g_autofree char *text = g_strndup (bytes, length);

      if (g_str_has_prefix (text, key) && text[strlen (key)] == '=')
        value = g_strdup (text + strlen (key) + 1);
      g_variant_unref (entry);
    }
  return value;
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr(BoDiscovery) self = data;
  g_autoptr(GVariant) txt = NULL;
  g_autoptr(BoHttp) http = NULL;
  g_autofree char *tls = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *url = NULL;
  const char *name, *host;
  uint16_t port;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(iissssisqaayu)")))
    return;
  g_variant_get (answer, "(ii&sss&sisq@aayu)", NULL, NULL, &name, NULL, NULL, &host, NULL, NULL, &port, &txt, NULL);
  tls = read_txt (txt, "tls");
  fingerprint = read_txt (txt, "fingerprint");
  url = g_strdup_printf ("%s://%s:%u", g_strcmp0 (tls, "1") == 0 ? "https" : "http", host, port);

  /* Whoever is on the network says this: an address it must be. */
  http = bo_http_new (url, NULL);
  if (http != NULL)
    add (self, name, bo_http_get_url (http), fingerprint);
}

static void
item_new_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             void            *data)
{
  BoDiscovery *self = data;
  const char *name, *type, *domain;
  int on, protocol;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&s&s&su)", &on, &protocol, &name, &type, &domain, NULL);
  g_dbus_connection_call (bus, AVAHI, "/", SERVER, "ResolveService",
                          g_variant_new ("(iisssiu)", on, protocol, name, type, domain, ANY, 0), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, resolved_cb, g_object_ref (self));
}

static void
item_remove_cb (GDBusConnection *bus,
                const char      *sender,
                const char      *path,
                const char      *interface,
                const char      *signal,
                GVariant        *parameters,
                void            *data)
{
  BoDiscovery *self = data;
  const char *name;
  unsigned int position;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&sssu)", NULL, NULL, &name, NULL, NULL, NULL);
  if (find (self, name, NULL, &position))
    g_list_store_remove (self->hubs, position);
}

/* The daemon is there, for the first time or again. */
static void
appeared_cb (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             void            *data)
{
  BoDiscovery *self = data;

  g_dbus_connection_call (bus, AVAHI, "/", SERVER, "ServiceBrowserNew",
                          g_variant_new ("(iissu)", ANY, ANY, SERVICE, "", 0), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, NULL, NULL);
}

/* Avahi speaks before it has told the path of what speaks: so all paths are listened to. */
static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, NULL);
  g_autoptr(BoDiscovery) self = data;

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->bus = g_steal_pointer (&bus);
  self->subscriptions[0] = g_dbus_connection_signal_subscribe (self->bus, AVAHI, BROWSER, "ItemNew", NULL, NULL, 0,
                                                               item_new_cb, self, NULL);
  self->subscriptions[1] = g_dbus_connection_signal_subscribe (self->bus, AVAHI, BROWSER, "ItemRemove", NULL, NULL, 0,
                                                               item_remove_cb, self, NULL);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, NULL,
                                                self, NULL);
}

/* A connection of its own: what Avahi says goes to nobody else. */
static void
browse (BoDiscovery *self)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  if (address != NULL)
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                       | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->cancellable, connected_cb, g_object_ref (self));
}

/* --- names --- */

typedef struct
{
  BoDiscovery *discovery;
  char        *name;
} Asked;

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  BoHttp *http = BO_HTTP (source);
  g_autofree Asked *asked = data;
  g_autofree char *name = asked->name;
  g_autoptr(BoDiscovery) self = asked->discovery;
  g_autoptr(GError) error = NULL;

  /* An unknown certificate is an answer too. */
  if (bo_http_probe_finish (http, result, &error)
      || g_error_matches (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN))
    add (self, name, bo_http_get_url (http), bo_http_get_presented (http));
}

/* Only whether it is well: nothing that anybody should not read. */
static void
ask (BoDiscovery *self,
     const char  *scheme,
     const char  *name)
{
  g_autoptr(GSocketConnectable) where = g_network_address_parse (name, PORT, NULL);
  g_autoptr(BoHttp) http = NULL;
  g_autofree char *url = NULL;
  const char *host;
  Asked *asked;

  if (where == NULL)
    return;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (where));
  url = g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u", scheme, host,
                         g_network_address_get_port (G_NETWORK_ADDRESS (where)));
  http = bo_http_new (url, NULL);
  if (http == NULL)
    return;
  asked = g_new (Asked, 1);
  *asked = (Asked){ g_object_ref (self), g_strdup (name) };
  bo_http_probe_async (http, self->cancellable, asked_cb, asked);
}

/* At once: a hub without encryption keeps silent to a greeting that it can't read, for longer than anybody waits. */
static void
ask_both_ways (BoDiscovery *self,
               const char  *name)
{
  ask (self, "https", name);
  ask (self, "http", name);
}

/* --- public --- */

/**
 * bo_discovery_new:
 * @names: (nullable) (array zero-terminated=1): more hosts to ask
 *
 * Returns: (transfer full): a search that has begun
 */
BoDiscovery *
bo_discovery_new (const char *const *names)
{
  BoDiscovery *self = g_object_new (BO_TYPE_DISCOVERY, NULL);

  browse (self);
  for (size_t i = 0; usual_names[i] != NULL; i++)
    ask_both_ways (self, usual_names[i]);
  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    ask_both_ways (self, names[i]);
  return self;
}

/**
 * bo_discovery_get_hubs:
 * @self: a search
 *
 * Returns: (transfer none): what it has found and not lost again; live
 */
GListModel *
bo_discovery_get_hubs (BoDiscovery *self)
{
  g_return_val_if_fail (BO_IS_DISCOVERY (self), NULL);

  return G_LIST_MODEL (self->hubs);
}

static gboolean
waited_cb (void *data)
{
  g_task_return_boolean (data, TRUE);
  return G_SOURCE_REMOVE;
}

/**
 * bo_discovery_wait_async:
 * @self: a search
 * @milliseconds: how long
 * @cancellable: (nullable): unused
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Whoever is on the network has answered after a second or two.
 */
void
bo_discovery_wait_async (BoDiscovery         *self,
                         unsigned int         milliseconds,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task;
  g_autoptr(GSource) source = g_timeout_source_new (milliseconds);

  g_return_if_fail (BO_IS_DISCOVERY (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_discovery_wait_async);
  g_source_set_callback (source, waited_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/**
 * bo_discovery_wait_finish:
 * @self: a search
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether the time is over
 */
gboolean
bo_discovery_wait_finish (BoDiscovery   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Requests under way hold the search: this ends them. */
static void
bo_discovery_dispose (GObject *object)
{
  BoDiscovery *self = BO_DISCOVERY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  for (size_t i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    if (self->subscriptions[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  memset (self->subscriptions, 0, sizeof self->subscriptions);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (bo_discovery_parent_class)->dispose (object);
}

static void
bo_discovery_finalize (GObject *object)
{
  BoDiscovery *self = BO_DISCOVERY (object);

  g_clear_object (&self->hubs);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bo_discovery_parent_class)->finalize (object);
}

static void
bo_discovery_class_init (BoDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_discovery_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_discovery_finalize;
}

static void
bo_discovery_init (BoDiscovery *self)
{
  self->hubs = g_list_store_new (BO_TYPE_FOUND_HUB);
  self->cancellable = g_cancellable_new ();
}
