/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <unistd.h>

#include "bo-files.h"
#include "bo-keyring.h"

#define MAX_TOKEN 8192

/* A keyring that asks for its password may never answer; the file, or asking anew, will do. Whoever has just signed in
   is there to answer, and may have to think of a password first. */
#define LOOKUP_SECONDS 20
#define STORE_SECONDS 120

static const SecretSchema schema = {
  .name = BO_APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef struct
{
  char         *path;
  char         *server_url;
  char         *user_id;
  char         *token;     /* nullable */
  BoTokenPlace  place;
  bool          in_file;
  GCancellable *patience;
  GSource      *timer;
} Call;

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
call_free (Call *call)
{
  g_source_destroy (call->timer);
  g_source_unref (call->timer);
  g_object_unref (call->patience);
  g_free (call->path);
  g_free (call->server_url);
  g_free (call->user_id);
  wipe (call->token);
  g_free (call);
}

static gboolean
impatient_cb (void *data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static GTask *
call_new (void                *tag,
          const char          *data_dir,
          const char          *server_url,
          const char          *user_id,
          unsigned int         seconds,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          void                *data)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", server_url, user_id);
  g_autofree char *hash = bo_files_hash (key);
  g_autofree char *name = g_strdup_printf ("token-%s", hash);
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  call->path = g_build_filename (data_dir, name, NULL);
  call->server_url = g_strdup (server_url);
  call->user_id = g_strdup (user_id);
  call->patience = g_cancellable_new ();
  call->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (call->timer, impatient_cb, g_object_ref (call->patience), g_object_unref);
  g_source_attach (call->timer, g_main_context_get_thread_default ());
  return task;
}

/* --- looking up --- */

static char *
read_token (const char *path)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  char *text;
  ssize_t size;

  if (fd < 0)
    return NULL;

  text = g_malloc0 (MAX_TOKEN + 1);
  size = read (fd, text, MAX_TOKEN);
  close (fd);
  if (size > 0)
    return g_strchomp (text);

  g_free (text);
  return NULL;
}

/* Takes @task. */
static void
look_into_file (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  char *token = read_token (call->path);

  call->in_file = token != NULL;
  g_task_return_pointer (task, token, (GDestroyNotify) wipe);
  g_object_unref (task);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);
  char *token = g_strdup (secret);

  secret_password_free (secret);
  if (error != NULL)
    g_debug ("The keyring did not answer: %s", error->message);
  if (token == NULL)
    look_into_file (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, token, (GDestroyNotify) wipe);
}

void
bo_keyring_lookup_async (const char          *data_dir,
                         const char          *server_url,
                         const char          *user_id,
                         BoTokenPlace         place,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         void                *data)
{
  GTask *task = call_new (bo_keyring_lookup_async, data_dir, server_url, user_id, LOOKUP_SECONDS, cancellable, callback,
                          data);
  Call *call = g_task_get_task_data (task);

  if (place == BO_TOKEN_PLACE_FILE)
    look_into_file (task);
  else
    secret_password_lookup (&schema, call->patience, looked_up_cb, task,
                            "server", server_url, "user", user_id, NULL);
}

char *
bo_keyring_lookup_finish (GAsyncResult *result,
                          bool         *in_file)
{
  Call *call = g_task_get_task_data (G_TASK (result));

  *in_file = call->in_file;
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* --- keeping --- */

static void
store_in_file (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (call->place == BO_TOKEN_PLACE_KEYRING)
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_FAILED,
                             _("There is no keyring to keep the sign-in in. It will be asked for again at the next "
                               "start, unless you allow a private file."));
  else if (!bo_files_write_private (call->path, call->token, &error))
    g_task_return_error (task, error);
  else
    {
      call->in_file = true;
      g_task_return_boolean (task, TRUE);
    }
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);

  if (!secret_password_store_finish (result, &error))
    {
      g_debug ("The keyring did not take the token: %s", error->message);
      store_in_file (task);
      return;
    }

  g_unlink (call->path); /* an older one */
  g_task_return_boolean (task, TRUE);
}

void
bo_keyring_store_async (const char          *data_dir,
                        const char          *server_url,
                        const char          *user_id,
                        const char          *token,
                        BoTokenPlace         place,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        void                *data)
{
  GTask *task = call_new (bo_keyring_store_async, data_dir, server_url, user_id, STORE_SECONDS, cancellable, callback,
                          data);
  Call *call = g_task_get_task_data (task);
  g_autofree char *label = g_strdup_printf (_("Blowing-Off at %s"), server_url);

  call->token = g_strdup (token);
  call->place = place;
  if (place == BO_TOKEN_PLACE_FILE)
    {
      store_in_file (task);
      g_object_unref (task);
    }
  else
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, call->patience, stored_cb, task,
                           "server", server_url, "user", user_id, NULL);
}

gboolean
bo_keyring_store_finish (GAsyncResult  *result,
                         bool          *in_file,
                         GError       **error)
{
  Call *call = g_task_get_task_data (G_TASK (result));

  *in_file = call->in_file;
  return g_task_propagate_boolean (G_TASK (result), error);
}
