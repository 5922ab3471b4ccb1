/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>

/* A push holds at most this many changes. */
#define FILL_BATCH 5000

/* Where the made-up time of versions begins: long ago, so that nothing here is in the future. */
#define FIRST_TIME_US INT64_C (1700000000000000)

static const char device_content[] =
  "{\"type\":\"light\",\"manufacturer\":\"Lumen\",\"model\":\"L%d\",\"capabilities\":[\"power\",\"brightness\"],"
  "\"state\":{\"power\":\"%s\",\"brightness\":%d}}";

/* --- directories --- */

char *
bench_temporary (void)
{
  g_autoptr(GError) error = NULL;
  char *dir = g_dir_make_tmp ("bo-bench-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
bench_remove (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      bench_remove (child);
    }
  g_remove (path);
}

/* --- waiting --- */

void
bench_wait (bool *done)
{
  int64_t until = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;

  while (!*done)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
    }
}

typedef struct
{
  bool    done;
  GBytes *body;
} Wait;

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  Wait *wait = data;
  g_autoptr(BoReply) reply = bo_http_send_finish (BO_HTTP (source), result);

  g_assert_no_error (reply->error);
  g_assert_cmpint (reply->status, ==, 200);
  wait->body = g_steal_pointer (&reply->body);
  wait->done = true;
}

GBytes *
bench_post (BoHttp *http,
            GBytes *body)
{
  BoRequest request = { .id = 1, .method = "POST", .path = (char *) "/api/v1/sync/", .body = body };
  Wait wait = { 0 };

  bo_http_send_async (http, &request, NULL, sent_cb, &wait);
  bench_wait (&wait.done);
  return wait.body;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  GError *error = NULL;
  BoLogin **login = data;

  *login = bo_http_login_finish (BO_HTTP (source), result, &error);
  g_assert_no_error (error);
}

BoHttp *
bench_sign_in (const char *url,
               char      **token)
{
  BoHttp *http = bo_http_new (url, NULL);
  g_autoptr(BoLogin) login = NULL;

  bo_http_login_async (http, BENCH_PASSWORD, NULL, signed_in_cb, &login);
  while (login == NULL)
    g_main_context_iteration (NULL, TRUE);
  bo_http_set_token (http, login->token);
  *token = g_steal_pointer (&login->token);
  return http;
}

/* --- what the home is made of --- */

/* Drawn, not counted: a home's ids are in no order. */
char *
bench_id (int index)
{
  uint64_t high = bo_splitmix (1, 1, index);
  uint64_t low = bo_splitmix (1, 2, index);

  return g_strdup_printf ("%08x-%04x-4%03x-8%03x-%012" G_GINT64_MODIFIER "x", (unsigned int) (high >> 32),
                          (unsigned int) (high >> 16 & 0xffff), (unsigned int) (high & 0xfff),
                          (unsigned int) (low >> 48 & 0xfff), low & UINT64_C (0xffffffffffff));
}

static BoEntity *
make_entity (Bench      *bench,
             int         index,
             const char *parent)
{
  const char *parents[] = { parent, NULL };
  g_autofree char *id = bench_id (index);
  g_autofree char *name = g_strdup_printf (index == 0 ? "Home" : "Lamp %d", index);
  g_autofree char *version = bo_version_format (++bench->time_us, index % 1000000, "bench");
  g_autofree char *content = NULL;

  content = g_strdup_printf (device_content, index % 40, bench->time_us % 2 != 0 ? "on" : "off",
                             2 * (int) (bench->time_us % 50)); /* even: what the bench sets is odd */
  return bo_entity_new (id, version, index == 0 ? "home" : "device", name,
                        index == 0 ? "{\"is_primary\":true}" : content, "manual", "bench", parents);
}

static BoSyncRequest *
make_request (const char *cursor)
{
  BoSyncRequest *request = bo_sync_request_new ();

  request->device_id = g_strdup ("bench");
  request->user_id = g_strdup ("bench");
  request->cursor = g_strdup (cursor);
  return request;
}

static GBytes *
encode (BoSyncRequest *request)
{
  size_t length;
  char *text = bo_sync_request_encode (request, &length);

  return g_bytes_new_take (text, length);
}

GBytes *
bench_compose (Bench *bench,
               int    first,
               int    count)
{
  g_autofree char *cursor = g_strdup_printf ("%d", bench->rows += count);
  g_autoptr(BoSyncRequest) request = make_request (cursor);

  for (int i = first; i < first + count; i++)
    {
      const char *parent = (unsigned int) i < bench->versions->len ? g_ptr_array_index (bench->versions, i) : NULL;
      BoEntity *entity = make_entity (bench, i, parent);

      g_ptr_array_add (request->changes, bo_change_new (parent != NULL ? BO_CHANGE_UPDATE : BO_CHANGE_CREATE, entity));
      if (parent == NULL)
        g_ptr_array_add (bench->versions, NULL);
      g_free (g_ptr_array_index (bench->versions, i));
      g_ptr_array_index (bench->versions, i) = g_strdup (entity->version);
    }
  return encode (request);
}

GBytes *
bench_ask (const char *cursor)
{
  g_autoptr(BoSyncRequest) request = make_request (cursor);

  return encode (request);
}

void
bench_push (Bench *bench,
            int    first,
            int    count)
{
  g_autoptr(GBytes) body = bench_compose (bench, first, count);
  g_autoptr(GBytes) answer = bench_post (bench->http, body);

  g_assert_nonnull (answer);
}

void
bench_grow (Bench *bench,
            int    entities)
{
  while (bench->entities < entities)
    {
      int count = MIN (FILL_BATCH, entities - bench->entities);

      bench_push (bench, bench->entities, count);
      bench->entities += count;
    }
}

void
bench_set_up (Bench *bench,
              int    entities)
{
  BoHubOptions options = { .password = BENCH_PASSWORD };
  g_autoptr(GError) error = NULL;

  *bench = (Bench){ .dir = bench_temporary (), .time_us = FIRST_TIME_US };
  bench->versions = g_ptr_array_new_with_free_func (g_free);
  bench->hub = bo_hub_new (bench->dir, &options);
  bo_hub_start (bench->hub, &error);
  g_assert_no_error (error);
  bench->http = bench_sign_in (bo_hub_get_url (bench->hub), &bench->token);
  bench_grow (bench, entities);
}

void
bench_tear_down (Bench *bench)
{
  g_clear_object (&bench->http);
  if (bench->hub != NULL)
    bo_hub_stop (bench->hub);
  g_clear_object (&bench->hub);
  bench_remove (bench->dir);
  g_clear_pointer (&bench->versions, g_ptr_array_unref);
  g_clear_pointer (&bench->token, g_free);
  g_clear_pointer (&bench->dir, g_free);
}
