/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tokens.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Backups over HTTP: what they keep, what comes back, and what nobody may do with them. */

#define BACKUP "/api/v1/backup"

static void
create_room (Client     *client,
             const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"entity_type\":\"room\",\"name\":\"%s\"}", name);

  client_call (client, "POST", "/api/v1/graph/entities", body);
  g_assert_cmpuint (client->status, ==, 200);
}

static char *
back_up (Client *client)
{
  BoJson answer = client_call (client, "POST", BACKUP "/create", "{\"description\":\"Before the party\"}");

  g_assert_cmpuint (client->status, ==, 201);
  return bo_json_member_string (answer, "backup_id");
}

static BoJson
on_backup (Client     *client,
           const char *method,
           const char *id,
           const char *rest,
           const char *body)
{
  g_autofree char *path = g_strconcat (BACKUP "/", id, rest, NULL);

  return client_call (client, method, path, body);
}

static char *
file_of (Client     *client,
         const char *id,
         const char *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (client->dir, "backups", name, NULL);
}

static void
test_round (Client     *client,
            const void *data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *description = NULL;
  struct stat info;
  BoJson answer;

  client_login (client);
  create_room (client, "Hall");
  id = back_up (client);
  path = file_of (client, id, ".db");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  answer = client_call (client, "GET", BACKUP "/list", NULL);
  g_assert_cmpuint (bo_json_size (answer), ==, 1);
  answer = on_backup (client, "GET", id, "", NULL);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_true (bo_json_member_bool (answer, "integrity_ok", false));
  description = bo_json_member_string (answer, "description");
  g_assert_cmpstr (description, ==, "Before the party");

  on_backup (client, "DELETE", id, "", NULL);
  g_assert_cmpuint (client->status, ==, 204);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  on_backup (client, "GET", id, "", NULL);
  g_assert_cmpuint (client->status, ==, 404);
  g_assert_cmpuint (bo_json_size (client_call (client, "GET", BACKUP "/list", NULL)), ==, 0);
}

/* What was, is again; clients see another epoch; and it can be taken back. */
static void
test_restore (Client     *client,
              const void *data)
{
  g_autofree char *id = NULL;
  g_autofree char *previous = NULL;
  g_autofree char *old_epoch = NULL;
  g_autofree char *new_epoch = NULL;
  g_autofree char *last_epoch = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *members = NULL;
  BoJson answer;

  client_login (client);
  create_room (client, "Hall");
  digest = bo_json_member_string (client_sync (client, "", ""), "state_digest");
  id = back_up (client);
  create_room (client, "Attic");
  answer = client_sync (client, "", "");
  old_epoch = bo_json_member_string (answer, "epoch");
  cursor = bo_json_member_string (answer, "resume_cursor");

  answer = on_backup (client, "POST", id, "/restore", "{}");
  g_assert_cmpuint (client->status, ==, 200);
  previous = bo_json_member_string (answer, "previous_backup_id");

  /* the same token still holds; a client that knows more rows than there are is told so */
  members = g_strdup_printf (",\"cursor\":\"%s\"", cursor);
  answer = client_sync (client, "", members);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_true (bo_json_member_bool (answer, "cursor_reset", false));
  answer = client_sync (client, "", ",\"cursor\":\"0\"");
  new_epoch = bo_json_member_string (answer, "epoch");
  restored = bo_json_member_string (answer, "state_digest");
  g_assert_cmpstr (new_epoch, !=, old_epoch);
  g_assert_cmpstr (restored, ==, digest);
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "changes")), ==, 1);
  answer = client_call (client, "POST", "/api/v1/graph/search", "{\"query\":\"attic hall\"}");
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "results")), ==, 1);

  /* the new epoch outlives the program */
  client_restart (client);
  answer = client_sync (client, "", "");
  last_epoch = bo_json_member_string (answer, "epoch");
  g_assert_cmpstr (last_epoch, ==, new_epoch);

  on_backup (client, "POST", previous, "/restore", "{}");
  g_assert_cmpuint (client->status, ==, 200);
  answer = client_sync (client, "", "");
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "changes")), ==, 2);
}

/* --- listeners --- */

typedef struct
{
  SoupWebsocketConnection *connection;
  bool                     told;
} Listener;

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *bytes,
            void                    *data)
{
  ((Listener *) data)->told = true;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  Listener *listener = data;

  listener->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (listener->connection);
  g_signal_connect (listener->connection, "message", G_CALLBACK (message_cb), listener);
}

static gboolean
give_up_cb (void *data)
{
  g_test_message ("Nobody was told within 20 seconds");
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

static void
test_listeners (Client     *client,
                const void *data)
{
  g_autofree char *url = g_strconcat (bo_hub_get_url (client->hub), "/api/v1/sync/events", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *value = NULL;
  g_autofree char *id = NULL;
  Listener listener = { 0 };
  unsigned int deadline = g_timeout_add_seconds (20, give_up_cb, NULL);

  client_login (client);
  id = back_up (client);
  value = g_strconcat ("Bearer ", client->token, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  soup_session_websocket_connect_async (client->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb,
                                        &listener);
  while (listener.connection == NULL)
    g_main_context_iteration (NULL, TRUE);

  on_backup (client, "POST", id, "/restore", "{}");
  g_assert_cmpuint (client->status, ==, 200);
  while (!listener.told)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_object_unref (listener.connection);
}

/* --- damage and malice --- */

static void
test_damaged (Client     *client,
              const void *data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *after = NULL;
  g_autofree char *detail = NULL;
  BoJson answer;

  client_login (client);
  create_room (client, "Hall");
  epoch = bo_json_member_string (client_sync (client, "", ""), "epoch");
  id = back_up (client);
  path = file_of (client, id, ".db");
  g_assert_true (g_file_set_contents (path, "SQLite format 3, or so it says, and then it goes on otherwise", -1, NULL));

  answer = on_backup (client, "GET", id, "", NULL);
  g_assert_false (bo_json_member_bool (answer, "integrity_ok", true));
  on_backup (client, "POST", id, "/restore", "{}");
  g_assert_cmpuint (client->status, ==, 400);
  detail = client_detail (client);
  g_assert_cmpstr (detail, ==, "The backup is not what was written: its checksum differs");
  on_backup (client, "POST", id, "/restore", "{\"verify_checksum\":false}");
  g_assert_cmpuint (client->status, ==, 400);

  /* nothing happened, and nothing is left lying about */
  after = bo_json_member_string (client_sync (client, "", ""), "epoch");
  g_assert_cmpstr (after, ==, epoch);
  g_assert_cmpuint (bo_json_size (client_call (client, "GET", BACKUP "/list", NULL)), ==, 1);
  {
    g_autofree char *folder = g_build_filename (client->dir, "backups", NULL);
    g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
    int files = 0;

    while (g_dir_read_name (dir) != NULL)
      files++;
    g_assert_cmpint (files, ==, 2);
  }
}

static void
test_names (Client     *client,
            const void *data)
{
  static const char *const names[] = {
    "..%2Fhub", "..%2F..%2F..%2Fetc%2Fpasswd", "%2e%2e", "hub.db", "x", "20261122T203456Z-0123ABCD",
    "20261122T203456Z-0123abcd%00", "20261122T203456Z-0123abcd.db", "20261122T203456Z-0123abc%2F",
    "%F0%9F%8F%A0", "list", "create", "*",
  };

  g_autofree char *database = g_build_filename (client->dir, "hub.db", NULL);
  g_autofree char *id = NULL;

  client_login (client);
  id = back_up (client); /* so that there is a folder to climb out of */
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      on_backup (client, "DELETE", names[i], "", NULL);
      g_assert_cmpuint (client->status, ==, 404);
      on_backup (client, "POST", names[i], "/restore", "{}");
      g_assert_cmpuint (client->status, ==, 404);
    }
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (bo_json_size (client_call (client, "GET", BACKUP "/list", NULL)), ==, 1);
}

/* A link to something else is no backup. */
static void
test_links (Client     *client,
            const void *data)
{
  g_autofree char *id = NULL;
  g_autofree char *link = NULL;
  g_autofree char *target = g_build_filename (client->dir, "token.key", NULL);

  client_login (client);
  id = back_up (client);
  link = file_of (client, "20260101T000000Z-00000000", ".db");
  g_assert_cmpint (symlink (target, link), ==, 0);
  on_backup (client, "GET", "20260101T000000Z-00000000", "", NULL);
  g_assert_cmpuint (client->status, ==, 404);
  g_assert_cmpuint (bo_json_size (client_call (client, "GET", BACKUP "/list", NULL)), ==, 1);
}

#define ADD(name, func) g_test_add ("/hub/backup/" name, Client, NULL, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round", test_round);
  ADD ("restore", test_restore);
  ADD ("listeners", test_listeners);
  ADD ("damaged", test_damaged);
  ADD ("names", test_names);
  ADD ("links", test_links);
  return g_test_run ();
}
