/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-announce.h"

#include <gio/gio.h>
#include <string.h>

#define AVAHI "org.freedesktop.Avahi"
#define SERVER AVAHI ".Server"
#define GROUP AVAHI ".EntryGroup"
#define SERVICE "_inbetweenies._tcp"
#define ANY (-1)
#define MAX_NAME 63 /* RFC 6763 §4.1.1 */

/* avahi-common/defs.h: part of its D-Bus interface */
enum { SERVER_RUNNING = 2 };
enum { GROUP_ESTABLISHED = 2, GROUP_COLLISION = 3, GROUP_FAILURE = 4 };

struct _BoHubAnnounce
{
  char            *name;
  uint16_t         port;
  char            *fingerprint; /* nullable */
  char            *id;
  GCancellable    *cancellable; /* cancelled: there is no announcement any more */
  GDBusConnection *bus;         /* nullable */
  char            *group;       /* nullable: the path of what is announced */
  unsigned int     watch;
  unsigned int     subscriptions[2];
};

static void
call (BoHubAnnounce       *self,
      const char          *path,
      const char          *interface,
      const char          *method,
      GVariant            *parameters,
      GAsyncReadyCallback  callback)
{
  g_dbus_connection_call (self->bus, AVAHI, path, interface, method, parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, self->cancellable, callback, callback != NULL ? self : NULL);
}

/* (nullable): NULL where it failed, and has been said, or where nobody waits for it any more. */
static GVariant *
finish (GObject      *source,
        GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The hub is not announced on the network: %s", error->message);
  return answer;
}

static void
add_txt (GVariantBuilder *builder,
         const char      *key,
         const char      *value)
{
  g_autofree char *text = g_strconcat (key, "=", value, NULL);

  g_variant_builder_add_value (builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
}

static GVariant *
write_txt (BoHubAnnounce *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  add_txt (&builder, "path", "/");
  add_txt (&builder, "id", self->id);
  add_txt (&builder, "tls", self->fingerprint != NULL ? "1" : "0");
  if (self->fingerprint != NULL)
    add_txt (&builder, "fingerprint", self->fingerprint);
  return g_variant_builder_end (&builder);
}

static void added_cb (GObject *source, GAsyncResult *result, void *data);

static void
add_service (BoHubAnnounce *self)
{
  call (self, self->group, GROUP, "Reset", NULL, NULL);
  call (self, self->group, GROUP, "AddService",
        g_variant_new ("(iiussssq@aay)", ANY, ANY, 0, self->name, SERVICE, "", "", self->port, write_txt (self)),
        added_cb);
}

static void
group_made_cb (GObject      *source,
               GAsyncResult *result,
               void         *data)
{
  g_autoptr(GVariant) answer = finish (source, result);
  BoHubAnnounce *self = data;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(o)")))
    return;
  g_free (self->group);
  g_variant_get (answer, "(o)", &self->group);
  add_service (self);
}

/* --- collisions --- */

static void
renamed_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GVariant) answer = finish (source, result);
  BoHubAnnounce *self = data;

  if (answer == NULL || self->group == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(s)")))
    return;
  g_free (self->name);
  g_variant_get (answer, "(s)", &self->name);
  g_message ("Another hub on the network has that name: this one is announced as “%s”.", self->name);
  add_service (self);
}

static void
rename_service (BoHubAnnounce *self)
{
  call (self, "/", SERVER, "GetAlternativeServiceName", g_variant_new ("(s)", self->name), renamed_cb);
}

/* Another program of this very machine has the name: that is known at once. */
static bool
is_collision (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, AVAHI ".CollisionError") == 0;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  BoHubAnnounce *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->group == NULL)
    return;
  if (answer != NULL)
    call (self, self->group, GROUP, "Commit", NULL, NULL);
  else if (is_collision (error))
    rename_service (self);
  else
    g_message ("The hub is not announced on the network: %s", error->message);
}

static void
group_state_cb (GDBusConnection *bus,
                const char      *sender,
                const char      *path,
                const char      *interface,
                const char      *signal,
                GVariant        *parameters,
                void            *data)
{
  BoHubAnnounce *self = data;
  const char *reason;
  int state;

  if (g_strcmp0 (path, self->group) != 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(i&s)", &state, &reason);
  if (state == GROUP_COLLISION)
    rename_service (self);
  else if (state == GROUP_ESTABLISHED)
    g_message ("Announced on the network as “%s”", self->name);
  else if (state == GROUP_FAILURE)
    g_message ("The hub is not announced on the network: %s", reason);
}

/* The machine got another name: its services have to be told again. */
static void
server_state_cb (GDBusConnection *bus,
                 const char      *sender,
                 const char      *path,
                 const char      *interface,
                 const char      *signal,
                 GVariant        *parameters,
                 void            *data)
{
  BoHubAnnounce *self = data;
  int state;

  if (self->group == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(is)", &state, NULL);
  if (state == SERVER_RUNNING)
    add_service (self);
}

/* --- Avahi comes and goes --- */

static void
appeared_cb (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             void            *data)
{
  call (data, "/", SERVER, "EntryGroupNew", NULL, group_made_cb);
}

static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             void            *data)
{
  BoHubAnnounce *self = data;

  if (self->group == NULL)
    g_message ("Avahi doesn’t run here: the hub is not announced on the network.");
  g_clear_pointer (&self->group, g_free);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);
  BoHubAnnounce *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bus == NULL)
    {
      g_message ("The hub is not announced on the network, because there is no system bus here: %s", error->message);
      return;
    }
  self->bus = g_steal_pointer (&bus);
  self->subscriptions[0] = g_dbus_connection_signal_subscribe (self->bus, AVAHI, GROUP, "StateChanged", NULL, NULL, 0,
                                                               group_state_cb, self, NULL);
  self->subscriptions[1] = g_dbus_connection_signal_subscribe (self->bus, AVAHI, SERVER, "StateChanged", "/", NULL, 0,
                                                               server_state_cb, self, NULL);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                                vanished_cb, self, NULL);
}

/**
 * bo_hub_announce_new:
 * @name: what the hub calls itself
 * @port: where it listens
 * @fingerprint: (nullable): what its certificate is known by; %NULL without TLS
 * @id: tells two hubs of one name apart
 *
 * Returns: (transfer full): an announcement that has begun
 */
BoHubAnnounce *
bo_hub_announce_new (const char *name,
                     uint16_t    port,
                     const char *fingerprint,
                     const char *id)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  BoHubAnnounce *self = g_new0 (BoHubAnnounce, 1);
  const char *end;

  self->name = g_strndup (name, MAX_NAME);
  if (!g_utf8_validate (self->name, -1, &end))
    self->name[end - self->name] = '\0';
  self->port = port;
  self->fingerprint = g_strdup (fingerprint);
  self->id = g_strdup (id);
  self->cancellable = g_cancellable_new ();
  if (address != NULL)
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                       | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->cancellable, connected_cb, self);
  return self;
}

/* Avahi takes back what was announced when the connection ends. Calls under way come back as cancelled, and then
   look at nothing of this. */
void
bo_hub_announce_free (BoHubAnnounce *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  for (size_t i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    if (self->subscriptions[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  if (self->bus != NULL)
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_object_unref (self->cancellable);
  g_free (self->name);
  g_free (self->fingerprint);
  g_free (self->id);
  g_free (self->group);
  g_free (self);
}
