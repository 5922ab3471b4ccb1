/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-background-status.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"

/* The portal refuses more. */
#define MAX_CHARACTERS 96
/* A cycle goes through its phases at once. */
#define GATHER_MS 500
/* The words have an age in them. */
#define AGE_SECONDS 60

struct _BoBackgroundStatus
{
  GObject          parent_instance;
  GDBusConnection *connection; /* nullable once nobody listens */
  BoClient        *client;
  char            *told;       /* nullable */
  GCancellable    *ending;
  unsigned int     soon;
  unsigned int     ages;
};

G_DEFINE_FINAL_TYPE (BoBackgroundStatus, bo_background_status, G_TYPE_OBJECT)

/* An older portal, or none: it isn't asked again. */
static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Cancelled, there is no more of @data. */
  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_object (&BO_BACKGROUND_STATUS (data)->connection);
}

/* (transfer full) */
static char *
shorten (const char *sentence)
{
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (sentence, -1) <= MAX_CHARACTERS)
    return g_strdup (sentence);
  beginning = g_utf8_substring (sentence, 0, MAX_CHARACTERS - 1);
  return g_strconcat (beginning, "…", NULL);
}

static void
tell (BoBackgroundStatus *self)
{
  g_autofree char *sentence = bo_client_get_sentence (self->client, NULL);
  g_autofree char *message = shorten (sentence);
  GVariantBuilder options;

  if (self->connection == NULL || g_strcmp0 (message, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_steal_pointer (&message);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (self->told));
  g_dbus_connection_call (self->connection, PORTAL, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1, self->ending, told_cb,
                          self);
}

static gboolean
soon_cb (gpointer data)
{
  BoBackgroundStatus *self = data;

  self->soon = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
queue (BoBackgroundStatus *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add (GATHER_MS, soon_cb, self);
}

static gboolean
age_cb (gpointer data)
{
  tell (BO_BACKGROUND_STATUS (data));
  return G_SOURCE_CONTINUE;
}

static void
bo_background_status_dispose (GObject *object)
{
  BoBackgroundStatus *self = BO_BACKGROUND_STATUS (object);

  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->ages, g_source_remove);
  g_cancellable_cancel (self->ending);
  g_clear_object (&self->connection);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_background_status_parent_class)->dispose (object);
}

static void
bo_background_status_finalize (GObject *object)
{
  BoBackgroundStatus *self = BO_BACKGROUND_STATUS (object);

  g_object_unref (self->ending);
  g_free (self->told);
  G_OBJECT_CLASS (bo_background_status_parent_class)->finalize (object);
}

static void
bo_background_status_class_init (BoBackgroundStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_background_status_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_background_status_finalize;
}

static void
bo_background_status_init (BoBackgroundStatus *self)
{
  self->ending = g_cancellable_new ();
}

BoBackgroundStatus *
bo_background_status_new (GDBusConnection *connection, BoClient *client)
{
  BoBackgroundStatus *self = g_object_new (BO_TYPE_BACKGROUND_STATUS, NULL);

  self->client = g_object_ref (client);
  if (connection != NULL)
    self->connection = g_object_ref (connection);
  self->ages = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);
  g_signal_connect_object (client, "notify", G_CALLBACK (queue), self, G_CONNECT_SWAPPED);
  tell (self);
  return self;
}
