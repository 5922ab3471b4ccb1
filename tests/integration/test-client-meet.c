/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include "bo-fault-proxy.h"

/* What a home without a hub and a hub would be together, before anything is sent (UX §3 Onboarding). */

#define LOGIN "POST /api/v1/auth/admin/login"
#define SYNC "POST /api/v1/sync/"

typedef struct
{
  House        *house;
  BoFaultProxy *proxy;
  char         *url;    /* of the proxy */
  BoClient     *local;
  BoClient     *peer;   /* at the hub itself */
} Rig;

static void
set_up (Rig        *rig,
        const void *data)
{
  g_autofree char *hub = NULL;
  g_autoptr(GError) error = NULL;

  rig->house = house_new ();
  hub = g_strdup_printf ("127.0.0.1:%u", rig->house->port);
  rig->proxy = bo_fault_proxy_new ("127.0.0.1:0", hub, &error);
  g_assert_no_error (error);
  rig->url = g_strdup_printf ("http://127.0.0.1:%u", bo_fault_proxy_get_port (rig->proxy));
  rig->local = house_client (rig->house, "local", BO_OPEN_NO_SYNC);
  rig->peer = house_connected (rig->house, "peer", BO_OPEN_NO_SYNC);
}

static void
tear_down (Rig        *rig,
           const void *data)
{
  client_close (rig->local);
  client_close (rig->peer);
  bo_fault_proxy_free (rig->proxy);
  house_free (rig->house);
  g_free (rig->url);
}

static BoMeeting *
meet (Rig                  *rig,
      const BoCredentials  *credentials,
      GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_meet_async (rig->local, rig->url, credentials, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_meet_finish (rig->local, result, error);
}

static BoMeeting *
meet_well (Rig *rig)
{
  BoCredentials credentials = { .password = PASSWORD, .allow_file = true };
  g_autoptr(GError) error = NULL;
  BoMeeting *meeting = meet (rig, &credentials, &error);

  g_assert_no_error (error);
  return meeting;
}

static void
put (BoClient   *client,
     const char *id,
     const char *type,
     const char *name,
     const char *content)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *done = NULL;

  bo_client_put_entity_async (client, id, type, name, content, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  done = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
}

static void
remove_thing (BoClient   *client,
              const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *done = NULL;

  bo_client_remove_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  done = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
}

/* "device Lamp, room Hall" */
static char *
words_of (GPtrArray *group)
{
  GString *words = g_string_new (NULL);

  for (unsigned int i = 0; i < group->len; i++)
    {
      const BoMet *met = g_ptr_array_index (group, i);

      g_string_append_printf (words, "%s%s %s", i > 0 ? ", " : "", met->kind, met->name);
    }
  return g_string_free (words, FALSE);
}

static void
assert_group (GPtrArray  *group,
              const char *expected)
{
  g_autofree char *words = words_of (group);

  g_assert_cmpstr (words, ==, expected);
}

static char *
digest_of_hub (Rig *rig)
{
  client_sync_well (rig->peer);
  return client_digest (rig->peer, NULL);
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(char **) a, *(char **) b);
}

/* All that lies in the folder of a device. */
static char *
list_folder (Rig *rig)
{
  g_autofree char *path = house_path (rig->house, "local");
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
furnish (Rig *rig)
{
  g_autofree char *house = make_home (rig->peer, "House");
  g_autofree char *kitchen = make_room (rig->peer, house, "Kitchen");
  g_autofree char *lamp = make_lamp (rig->peer, kitchen, "Lamp");
  g_autofree char *gone = make_lamp (rig->peer, kitchen, "Gone");
  g_autofree char *cabin = make_home (rig->local, "Cabin");
  g_autofree char *other = make_room (rig->local, cabin, "KITCHEN ");
  g_autofree char *own = make_lamp (rig->local, other, "Own lamp");
  g_autofree char *second = make_lamp (rig->local, other, "lamp");
  g_autofree char *third = make_lamp (rig->local, other, "Lamp");
  g_autofree char *never = make_lamp (rig->local, other, "Never");

  put (rig->peer, "5c0a4d5e-0000-4000-8000-000000000001", "note", "Shared", "{\"body\":\"there\"}");
  put (rig->local, "5c0a4d5e-0000-4000-8000-000000000001", "note", "Shared", "{\"body\":\"here\"}");
  put (rig->peer, "5c0a4d5e-0000-4000-8000-000000000002", "automation", "Evening", "{\"kind\":\"scene\"}");
  client_sync_well (rig->peer);
  remove_thing (rig->peer, gone);
  remove_thing (rig->local, never);
  client_sync_well (rig->peer);
}

/* Each thing is in one group; names are compared as people do; what was removed is nowhere. */
static void
test_groups (Rig        *rig,
             const void *data)
{
  g_autoptr(BoMeeting) meeting = NULL;

  furnish (rig);
  meeting = meet_well (rig);
  assert_group (meeting->here, "home Cabin, device Own lamp");
  assert_group (meeting->there, "home House, scene Evening");
  assert_group (meeting->both, "note Shared");
  g_assert_cmpuint (meeting->namesakes->len, ==, 2);
  g_assert_cmpstr (((BoMet *) g_ptr_array_index (meeting->namesakes, 0))->kind, ==, "room");
  g_assert_cmpstr (((BoMet *) g_ptr_array_index (meeting->namesakes, 1))->kind, ==, "device");
  g_assert_cmpstr (meeting->role, ==, "admin");
  g_assert_cmpstr (meeting->url, ==, rig->url);
}

#define SAME "5c0a4d5e-0000-4000-8000-000000000003"
#define ENTITY(id, name, content) \
  "{\"change_type\":\"update\",\"entity\":{\"id\":\"" id "\",\"version\":\"v\",\"entity_type\":\"note\",\"name\":" name \
  ",\"content\":" content "}}"

/* A name is the same however its accents are written; what the hub deleted, or can't be read, isn't there. */
static void
test_odd (Rig        *rig,
          const void *data)
{
  static const char script[] =
    "answer path=/api/v1/sync/ status=200 header=\"Content-Type: application/json\""
    " body='{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":["
    ENTITY ("t-1", "\"There\"", "{}") "," ENTITY ("t-2", "7", "{}") "," ENTITY (SAME, "\"Same\"", "{\"deleted\":true}") ","
    ENTITY ("t-3", "\"Cafe\xcc\x81\"", "{}")
    "],\"conflicts\":[],\"cursor\":null,\"server_time\":\"2026-06-15T09:41:02.581234+00:00\",\"applied\":[],"
    "\"applied_relationships\":[]}'";
  g_autoptr(BoMeeting) meeting = NULL;
  g_autoptr(GError) error = NULL;

  put (rig->local, SAME, "note", "Same", "{}");
  put (rig->local, "5c0a4d5e-0000-4000-8000-000000000004", "note", "CAF\xc3\x89", "{}");
  put (rig->local, "5c0a4d5e-0000-4000-8000-000000000005", "note", "Gone", "{\"deleted\":true}");
  bo_fault_proxy_set_script (rig->proxy, script, &error);
  g_assert_no_error (error);
  meeting = meet_well (rig);
  g_assert_null (meeting->unread);
  assert_group (meeting->here, "note Same");
  assert_group (meeting->there, "note There");
  assert_group (meeting->namesakes, "note CAF\xc3\x89");
  assert_group (meeting->both, "");
}

/* Who looks and leaves it at that leaves nothing, there or here. */
static void
test_cancelled (Rig        *rig,
                const void *data)
{
  g_autoptr(BoMeeting) meeting = NULL;
  g_autofree char *digest = NULL, *digest_then = NULL, *folder = NULL, *folder_then = NULL;
  int64_t waiting;

  furnish (rig);
  digest = digest_of_hub (rig);
  folder = list_folder (rig);
  waiting = bo_client_get_pending_count (rig->local);
  meeting = meet_well (rig);
  digest_then = digest_of_hub (rig);
  folder_then = list_folder (rig);
  g_assert_cmpstr (digest_then, ==, digest);
  g_assert_cmpstr (folder_then, ==, folder);
  g_assert_null (bo_client_get_server_url (rig->local));
  g_assert_cmpint (bo_client_get_pending_count (rig->local), ==, waiting);
  g_assert_null (bo_client_get_role (rig->local));
}

/* With what was found the two are joined, and nobody signs in a second time. */
static void
test_joined (Rig        *rig,
             const void *data)
{
  g_autoptr(BoMeeting) meeting = NULL;
  BoCredentials credentials = { .user_id = "alice", .allow_file = true };
  g_autoptr(GError) error = NULL;

  furnish (rig);
  meeting = meet_well (rig);
  credentials.token = meeting->token;
  credentials.pin = meeting->pin;
  client_connect_as (rig->local, meeting->url, &credentials, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bo_fault_proxy_count (rig->proxy, LOGIN), ==, 1);
  client_sync_well (rig->local);
  client_sync_well (rig->peer);
  assert_alike (rig->local, rig->peer);
  for (unsigned int i = 0; i < meeting->here->len; i++)
    g_assert_nonnull (name_of (rig->peer, ((BoMet *) g_ptr_array_index (meeting->here, i))->id));
  for (unsigned int i = 0; i < meeting->there->len; i++)
    g_assert_nonnull (name_of (rig->local, ((BoMet *) g_ptr_array_index (meeting->there, i))->id));
}

/* More than a page holds. */
static void
test_pages (Rig        *rig,
            const void *data)
{
  g_autoptr(BoMeeting) meeting = NULL;

  make_many (rig->peer, 1203);
  client_sync_well (rig->peer);
  make_many (rig->local, 7);
  bo_fault_proxy_forget (rig->proxy);
  meeting = meet_well (rig);
  g_assert_cmpuint (bo_fault_proxy_count (rig->proxy, SYNC), ==, 3);
  g_assert_cmpuint (meeting->there->len, ==, 1196);
  g_assert_cmpuint (meeting->namesakes->len, ==, 7);
  g_assert_cmpuint (meeting->here->len, ==, 0);
}

static void
test_guest (Rig        *rig,
            const void *data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *invitation = NULL;
  BoCredentials credentials = { 0 };
  g_autoptr(BoMeeting) meeting = NULL;
  g_autoptr(GError) error = NULL;

  furnish (rig);
  bo_client_invite_async (rig->peer, 5, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  invitation = bo_client_invite_finish (rig->peer, result, &error);
  g_assert_no_error (error);
  credentials.guest = invitation;
  meeting = meet (rig, &credentials, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->role, ==, "guest");
  g_assert_cmpuint (meeting->there->len, ==, 2);
}

/* The step that failed has a name. */
static void
test_failures (Rig        *rig,
               const void *data)
{
  BoCredentials wrong = { .password = "wrong" };
  BoCredentials right = { .password = PASSWORD };
  g_autoptr(GError) error = NULL;

  g_assert_null (meet (rig, &wrong, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_clear_error (&error);

  bo_fault_proxy_set_script (rig->proxy, "answer path=/api/v1/sync/ status=429 header=\"Retry-After: 20\"", &error);
  g_assert_no_error (error);
  g_assert_null (meet (rig, &right, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_THROTTLED);
  g_assert_nonnull (strstr (error->message, "20 seconds"));
  g_clear_error (&error);

  bo_fault_proxy_set_script (rig->proxy, "answer path=/api/v1/sync/ status=403", &error);
  g_assert_no_error (error);
  g_assert_null (meet (rig, &right, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_clear_error (&error);

  bo_fault_proxy_set_script (rig->proxy, "answer path=/auth/ status=429 header=\"Retry-After: 850\"", &error);
  g_assert_no_error (error);
  g_assert_null (meet (rig, &right, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_THROTTLED);
  g_assert_nonnull (strstr (error->message, "15 minutes"));
  g_clear_error (&error);

  bo_fault_proxy_set_port (rig->proxy, BO_FAULT_PORT_CLOSED);
  g_assert_null (meet (rig, &right, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
}

/* A hub that can't tell what it holds lets one in all the same; a list without an end is given up. */
static void
test_unread (Rig        *rig,
             const void *data)
{
  static const char *const scripts[] = {
    "answer path=/api/v1/sync/ status=500",
    "answer path=/api/v1/sync/ status=200 header=\"Content-Type: application/json\""
    " body='{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],"
    "\"conflicts\":[],\"sync_stats\":{},\"vector_clock\":{},\"cursor\":\"0\","
    "\"server_time\":\"2026-06-15T09:41:02.581234+00:00\",\"applied\":[],"
    "\"applied_relationships\":[]}'",
  };

  furnish (rig);
  for (size_t i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(BoMeeting) meeting = NULL;
      g_autoptr(GError) error = NULL;

      bo_fault_proxy_set_script (rig->proxy, scripts[i], &error);
      g_assert_no_error (error);
      meeting = meet_well (rig);
      g_assert_nonnull (meeting->unread);
      g_assert_nonnull (meeting->token);
      g_assert_cmpuint (meeting->here->len, >, 0);
      g_assert_cmpuint (meeting->there->len + meeting->namesakes->len + meeting->both->len, ==, 0);
    }
}

/* Given up half-way, and the home closed meanwhile. */
static void
test_given_up (Rig        *rig,
               const void *data)
{
  BoCredentials credentials = { .password = PASSWORD };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_fault_proxy_set_script (rig->proxy, "hang path=/api/v1/sync/", &error);
  g_assert_no_error (error);
  bo_client_meet_async (rig->local, rig->url, &credentials, cancellable, got_result_cb, &result);
  wait_until (bo_fault_proxy_count (rig->proxy, SYNC) == 1);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  g_assert_null (bo_client_meet_finish (rig->local, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  support_init (&argc, &argv);
  g_test_add ("/meet/groups", Rig, NULL, set_up, test_groups, tear_down);
  g_test_add ("/meet/odd", Rig, NULL, set_up, test_odd, tear_down);
  g_test_add ("/meet/cancelled", Rig, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/meet/joined", Rig, NULL, set_up, test_joined, tear_down);
  g_test_add ("/meet/pages", Rig, NULL, set_up, test_pages, tear_down);
  g_test_add ("/meet/guest", Rig, NULL, set_up, test_guest, tear_down);
  g_test_add ("/meet/failures", Rig, NULL, set_up, test_failures, tear_down);
  g_test_add ("/meet/unread", Rig, NULL, set_up, test_unread, tear_down);
  g_test_add ("/meet/given-up", Rig, NULL, set_up, test_given_up, tear_down);
  return g_test_run ();
}
