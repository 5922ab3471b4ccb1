/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* Versions older than this device knows, fetched when a person asks: `GET …/entities/{id}/versions`
   (PROTOCOL §7). They join the history and nothing else. */

#define VERSIONS_AT_ONCE 200

/* Touched by one thread at a time. */
typedef struct
{
  BoStores  *stores;
  char      *id;
  GBytes    *body;
  GPtrArray *versions;  /* BoEntity */
  unsigned   next;
  int64_t    added;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->body, g_bytes_unref);
  g_clear_pointer (&fetch->versions, g_ptr_array_unref);
  bo_stores_unref (fetch->stores);
  g_free (fetch->id);
  g_free (fetch);
}

/* --- on the stores' threads --- */

static void *
decode_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  Fetch *fetch = data;
  size_t length;
  const char *text = g_bytes_get_data (fetch->body, &length);

  fetch->versions = bo_wire_versions_decode (text, (gssize) length, error);
  return fetch->versions != NULL ? BO_STORES_DONE : NULL;
}

/* Of anything else the hub was not asked. */
static bool
is_fit (Fetch    *fetch,
        BoEntity *version)
{
  return g_str_equal (version->id, fetch->id) && *version->version != '\0';
}

static gboolean
keep_version (Fetch     *fetch,
              BoStore   *store,
              BoEntity  *version,
              GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoEntity) held = bo_sync_store_get_version (BO_SYNC_STORE (store), fetch->id, version->version,
                                                        &failure);
  int64_t received_us = bo_clock_now ();

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (held != NULL)
    return TRUE;

  /* As if it had come when it was made: nobody looks for it among what happened today. */
  bo_version_parse_time (version->version, &received_us);
  fetch->added++;
  return bo_sync_store_add_version (BO_SYNC_STORE (store), version, BO_ORIGIN_HUB, received_us, NULL, error);
}

static void *
keep_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Fetch *fetch = data;
  int64_t before = fetch->added;
  gboolean kept = TRUE;

  if (!bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error))
    return NULL;
  for (int i = 0; i < VERSIONS_AT_ONCE && fetch->next < fetch->versions->len && kept; i++)
    {
      BoEntity *version = g_ptr_array_index (fetch->versions, fetch->next++);

      kept = !is_fit (fetch, version) || keep_version (fetch, store, version, error);
    }
  if (kept && bo_sync_store_commit (BO_SYNC_STORE (store), error))
    return BO_STORES_DONE;

  bo_sync_store_rollback (BO_SYNC_STORE (store));
  fetch->added = before;
  return NULL;
}

/* --- on the main thread --- */

static void keep_some (GTask *task);

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_task_return_error (task, error);
  else if (g_task_return_error_if_cancelled (task))
    return;
  else if (fetch->next < fetch->versions->len)
    keep_some (g_steal_pointer (&task));
  else
    g_task_return_int (task, fetch->added);
}

static void
keep_some (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  bo_stores_write_async (fetch->stores, keep_func, fetch, NULL, NULL, g_task_get_cancellable (task), kept_cb,
                         task);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_task_return_error (task, error);
  else
    keep_some (g_steal_pointer (&task));
}

static GError *
explain_reply (BoReply *reply)
{
  if (reply->error != NULL)
    return g_error_copy (reply->error);
  else if (reply->status == 401)
    return g_error_new_literal (BO_ERROR, BO_ERROR_AUTHENTICATION,
                                _("Older versions were not fetched: the hub wants you to sign in again."));
  else if (reply->status == 404)
    return g_error_new_literal (BO_ERROR, BO_ERROR_NOT_FOUND,
                                _("Older versions were not fetched: the hub doesn’t know this."));

  return g_error_new (BO_ERROR, BO_ERROR_REFUSED,
                      _("Older versions were not fetched: the hub answered with status %d."), reply->status);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(BoReply) reply = bo_http_send_finish (BO_HTTP (source), result);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (reply->status != 200 || reply->body == NULL)
    {
      g_task_return_error (task, explain_reply (reply));
      return;
    }

  fetch->body = g_bytes_ref (reply->body);
  bo_stores_read_async (fetch->stores, decode_func, fetch, NULL, NULL, cancellable, decoded_cb,
                        g_steal_pointer (&task));
}

static void
ask_hub (GTask  *task,
         BoHttp *http)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *id = g_uri_escape_string (fetch->id, NULL, FALSE);
  BoRequest request = { .method = "GET" };

  request.path = g_strdup_printf ("/api/v1/graph/entities/%s/versions", id);
  bo_http_send_async (http, &request, g_task_get_cancellable (task), answered_cb, task);
  g_free (request.path);
}

static void
http_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(BoHttp) http = _bo_client_find_http_finish (BO_CLIENT (source), result);

  if (http != NULL)
    ask_hub (g_steal_pointer (&task), http);
  else
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_AUTHENTICATION,
                             _("Older versions were not fetched: sign in to the hub first."));
}

/**
 * bo_client_fetch_history_async:
 * @self: an open client
 * @id: of an entity
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Fetches the versions of an entity that this device never saw; bo_client_history_async() lists
 * them afterwards. What is current, waits or conflicts stays as it is.
 */
void
bo_client_fetch_history_async (BoClient            *self,
                               const char          *id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_fetch_history_async);
  if (self->stores == NULL || bo_client_get_server_url (self) == NULL || bo_stores_is_read_only (self->stores))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE,
                               _("Older versions can’t be fetched: this home has no hub, or its file can’t be "
                                 "written."));
      g_object_unref (task);
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->stores = bo_stores_ref (self->stores);
  fetch->id = g_strdup (id);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  _bo_client_find_http_async (self, cancellable, http_cb, task);
}

/**
 * bo_client_fetch_history_finish:
 * @self: a client
 * @result: what the callback was given
 * @added: (out) (optional): how many versions are new here
 * @error: return location
 *
 * Errors: %BO_ERROR_OFFLINE and the like, %BO_ERROR_AUTHENTICATION, %BO_ERROR_NOT_FOUND,
 * %BO_ERROR_INVALID_DATA; %BO_ERROR_USAGE without a hub; those of the store.
 *
 * Returns: whether all that the hub has is here
 */
gboolean
bo_client_fetch_history_finish (BoClient      *self,
                                GAsyncResult  *result,
                                int64_t       *added,
                                GError       **error)
{
  gssize count;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  count = g_task_propagate_int (G_TASK (result), error);
  if (added != NULL)
    *added = MAX (count, 0);
  return count >= 0;
}

char *
bo_client_dup_user_name (BoClient   *self,
                         const char *user_id)
{
  BoHome *home = bo_client_get_home (self);
  GListModel *users = home != NULL ? bo_home_get_users (home) : NULL;

  for (unsigned int i = 0; users != NULL && i < g_list_model_get_n_items (users); i++)
    {
      g_autoptr(BoUser) user = g_list_model_get_item (users, i);

      if (g_strcmp0 (bo_user_get_id (user), user_id) == 0)
        return g_strdup (bo_user_get_name (user));
    }
  return g_strdup (user_id != NULL ? user_id : "");
}
