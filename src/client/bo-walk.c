/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-walk.h"

/* Against a hub without an end: far above the largest home. */
#define MAX_PAGES 10000
#define MAX_BYTES (INT64_C (512) << 20)
#define MAX_NAME 255

/* Touched by one thread at a time: the reader's while it reads a page, else the one that asked. */
typedef struct
{
  BoHttp   *http;
  BoStores *stores;
  char     *device_id;
  char     *user_id;
  BoWalk   *walk;
  GBytes   *page;      /* nullable: to be read */
  char     *cursor;    /* nullable: behind the last page */
  int64_t   bytes;
  int       pages;
} Walking;

static void
listed_free (BoListed *listed)
{
  g_free (listed->id);
  g_free (listed->version);
  g_free (listed->kind);
  g_free (listed->name);
  g_free (listed);
}

/**
 * bo_walk_new:
 *
 * Returns: (transfer full): a hub that holds nothing
 */
BoWalk *
bo_walk_new (void)
{
  BoWalk *walk = g_new0 (BoWalk, 1);

  walk->things = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) listed_free);
  return walk;
}

void
bo_walk_free (BoWalk *walk)
{
  g_hash_table_unref (walk->things);
  g_free (walk->digest);
  g_free (walk);
}

static void
walking_free (Walking *walking)
{
  g_object_unref (walking->http);
  bo_stores_unref (walking->stores);
  g_free (walking->device_id);
  g_free (walking->user_id);
  g_clear_pointer (&walking->walk, bo_walk_free);
  g_clear_pointer (&walking->page, g_bytes_unref);
  g_free (walking->cursor);
  g_free (walking);
}

/* --- a page, on the reader's thread --- */

const char *
bo_walk_kind_of (BoEntity *entity)
{
  bool scene = g_str_equal (entity->entity_type, "automation")
               && bo_json_string_is (bo_json_member (bo_json_wrap (entity->content), "kind"), "scene");

  return scene ? "scene" : entity->entity_type;
}

static char *
cut (const char *name)
{
  if (strlen (name) <= MAX_NAME)
    return g_strdup (name);
  return g_strndup (name, g_utf8_find_prev_char (name, name + MAX_NAME + 1) - name);
}

static BoListed *
listed_new (BoChange *change)
{
  BoListed *listed = g_new0 (BoListed, 1);
  BoEntity *entity = change->entity;

  listed->unreadable = entity == NULL;
  listed->id = g_strdup (entity != NULL ? entity->id : change->id);
  listed->version = g_strdup (entity != NULL ? entity->version : change->version);
  listed->kind = g_strdup (entity != NULL ? bo_walk_kind_of (entity) : "");
  listed->name = cut (entity != NULL ? entity->name : "");
  listed->deleted = entity != NULL && (change->type == BO_CHANGE_DELETE || bo_entity_is_deleted (entity));
  return listed;
}

/* What was changed while the pages went by comes twice: the later one counts. */
static void
take_change (BoWalk   *walk,
             BoChange *change)
{
  BoListed *listed;

  if (change->entity == NULL && change->id == NULL)
    {
      walk->nameless += change->problem != NULL; /* else it carries edges alone */
      return;
    }
  listed = listed_new (change);
  g_hash_table_replace (walk->things, listed->id, listed);
}

static void *
page_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Walking *walking = data;
  size_t length;
  const char *text = g_bytes_get_data (walking->page, &length);
  g_autoptr(BoWirePage) page = bo_wire_page_open (text, (gssize) length, error);
  BoSyncResponse *response;
  BoChange *next;

  if (page == NULL)
    return NULL;

  response = bo_wire_page_get_response (page);
  walking->bytes += (int64_t) length;
  walking->pages++;
  if (g_strcmp0 (response->cursor, walking->cursor) == 0 || walking->pages > MAX_PAGES || walking->bytes > MAX_BYTES)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("The hub’s list of what it holds comes to no end. Nothing was changed."));
      return NULL;
    }
  while ((next = bo_wire_page_next (page)) != NULL)
    {
      g_autoptr(BoChange) change = next;

      take_change (walking->walk, change);
    }
  g_free (walking->cursor);
  walking->cursor = g_strdup (response->cursor);
  g_free (walking->walk->digest);
  walking->walk->digest = g_strdup (response->state_digest);
  return BO_STORES_DONE;
}

/* --- on the thread that asked --- */

static void ask (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;
  Walking *walking = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&walking->page, g_bytes_unref);
  if (bo_stores_finish (result, &error) == NULL)
    g_task_return_error (task, error);
  else if (walking->cursor != NULL)
    ask (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_steal_pointer (&walking->walk), (GDestroyNotify) bo_walk_free);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GTask) task = data;
  Walking *walking = g_task_get_task_data (task);
  g_autoptr(BoReply) reply = bo_http_send_finish (BO_HTTP (source), result);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = bo_http_explain_reply (BO_HTTP (source), reply);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  walking->page = g_bytes_ref (reply->body);
  bo_stores_read_async (walking->stores, page_func, walking, NULL, NULL, cancellable, read_cb,
                        g_steal_pointer (&task));
}

static void
ask (GTask *task)
{
  Walking *walking = g_task_get_task_data (task);
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  BoRequest post = { .method = "POST", .path = (char *) "/api/v1/sync/" };
  size_t length;
  char *text;

  request->cursor = g_strdup (walking->cursor);
  request->device_id = g_strdup (walking->device_id);
  request->user_id = g_strdup (walking->user_id);
  text = bo_sync_request_encode (request, &length);
  post.body = g_bytes_new_take (text, length);
  bo_http_send_async (walking->http, &post, g_task_get_cancellable (task), answered_cb, task);
  g_bytes_unref (post.body);
}

/**
 * bo_walk_async:
 * @http: the hub, signed in
 * @stores: whose reader's thread does the reading
 * @device_id: who asks
 * @user_id: who asks
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Lists all that a hub holds: `POST /api/v1/sync/` without changes, from cursor "0" (PROTOCOL §3.1). Nothing is stored,
 * here or there.
 */
void
bo_walk_async (BoHttp              *http,
               BoStores            *stores,
               const char          *device_id,
               const char          *user_id,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               void                *data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Walking *walking = g_new0 (Walking, 1);

  walking->http = g_object_ref (http);
  walking->stores = bo_stores_ref (stores);
  walking->device_id = g_strdup (device_id);
  walking->user_id = g_strdup (user_id);
  walking->cursor = g_strdup ("0");
  walking->walk = bo_walk_new ();
  g_task_set_source_tag (task, bo_walk_async);
  g_task_set_task_data (task, walking, (GDestroyNotify) walking_free);
  ask (task);
}

/**
 * bo_walk_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %BO_ERROR_OFFLINE and the like, %BO_ERROR_AUTHENTICATION, %BO_ERROR_THROTTLED, %BO_ERROR_WRONG_SERVER,
 * %BO_ERROR_INVALID_DATA where the list can't be read or has no end, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): what the hub holds
 */
BoWalk *
bo_walk_finish (GAsyncResult  *result,
                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
