/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* Names and addresses that change, hubs that go and come back, and what happens without anybody asking (FAULTS §1,
   rows "refused / unreachable", "DNS fail / changes IP"; DESIGN §4). */

#define HOST "hub.test"
#define PUSH "\"changes\":[{"

/* --- a resolver that knows one name --- */

#define TYPE_NAMES (names_get_type ())
G_DECLARE_FINAL_TYPE (Names, names, TEST, NAMES, GResolver)

struct _Names
{
  GResolver   parent_instance;
  const char *address;   /* nullable: nobody of that name */
};

G_DEFINE_FINAL_TYPE (Names, names, G_TYPE_RESOLVER)

static GList *
names_lookup (GResolver               *resolver,
              const char              *name,
              GResolverNameLookupFlags flags,
              GCancellable            *cancellable,
              GError                 **error)
{
  Names *self = TEST_NAMES (resolver);

  if (self->address != NULL && g_str_equal (name, HOST) && flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    return g_list_append (NULL, g_inet_address_new_from_string (self->address));
  g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No address associated with “%s”", name);
  return NULL;
}

static void
addresses_free (GList *addresses)
{
  g_list_free_full (addresses, g_object_unref);
}

static void
names_lookup_async (GResolver               *resolver,
                    const char              *name,
                    GResolverNameLookupFlags flags,
                    GCancellable            *cancellable,
                    GAsyncReadyCallback      callback,
                    void                    *data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);
  GError *error = NULL;
  GList *addresses = names_lookup (resolver, name, flags, cancellable, &error);

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, (GDestroyNotify) addresses_free);
  else
    g_task_return_error (task, error);
}

static GList *
names_lookup_finish (GResolver    *resolver,
                     GAsyncResult *result,
                     GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
names_class_init (NamesClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags = names_lookup;
  resolver_class->lookup_by_name_with_flags_async = names_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = names_lookup_finish;
}

static void
names_init (Names *self)
{
  self->address = "127.0.0.1";
}

static Names *
names_install (void)
{
  Names *self = g_object_new (TYPE_NAMES, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  return self;
}

/* --- rows of the table --- */

static Names *names; /* the resolver's */

static Scene *
scene_by_name (void)
{
  g_autoptr(Names) installed = names_install ();

  names = installed;
  return scene_new_at (HOST);
}

/* An address that worked is remembered until it doesn't: the program starts anew. */
static void
start_with_address (Scene      *scene,
                    const char *address)
{
  names->address = address;
  scene_reopen (scene, BO_OPEN_NO_SYNC);
}

static void
forget_name (Scene *scene)
{
  start_with_address (scene, NULL);
}

/* An address that no packet goes to. */
static void
lose_route (Scene *scene)
{
  start_with_address (scene, "255.255.255.255");
}

static void
find_again (Scene *scene)
{
  names->address = "127.0.0.1";
}

static void
stop_hub (Scene *scene)
{
  house_stop_hub (scene->house);
}

static void
start_hub (Scene *scene)
{
  house_start_hub (scene->house);
}

static void
restart_hub (Scene *scene)
{
  house_stop_hub (scene->house);
  house_start_hub (scene->house);
}

static const FaultRow rows[] = {
  { "name/unknown", NULL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "No computer named “" HOST "” was found",
    .scene = scene_by_name, .begin = forget_name, .mend = find_again, .silent = true },
  { "name/no-route", NULL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "can’t be reached from this network",
    .scene = scene_by_name, .begin = lose_route, .mend = find_again, .silent = true },
  { "hub/restarts", NULL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again", .begin = stop_hub, .mend = start_hub },
  /* The hub took the batch, and was gone before it could say so. */
  { "hub/restarts-before-answering", "lose path=/api/v1/sync/ holds='" PUSH "'", BO_ERROR_OFFLINE, BO_PHASE_OFFLINE,
    "tried again", .mend = restart_hub },
};

/* --- names and addresses --- */

static void
assert_offline (Scene      *scene,
                const char *says)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = scene_sync (scene, &error);

  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_OFFLINE);
  if (strstr (bo_client_get_detail (scene->laptop), says) == NULL)
    g_error ("The sentence is “%s”, without “%s”", bo_client_get_detail (scene->laptop), says);
  scene_assert_waiting (scene);
  scene_assert_kept (scene);
}

/* The same hub, elsewhere: nothing that was learnt about the old address may outlive it. */
static void
test_another_address (void)
{
  g_autoptr(Scene) scene = scene_by_name ();
  g_autofree char *hub = g_strdup_printf ("127.0.0.1:%u", scene->house->port);
  g_autofree char *address = g_strdup_printf ("127.0.0.2:%u", bo_fault_proxy_get_port (scene->proxy));
  g_autoptr(BoFaultProxy) moved = NULL;
  g_autoptr(GError) error = NULL;

  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_CLOSED);
  assert_offline (scene, "no hub answers on that port");
  moved = bo_fault_proxy_new (address, hub, &error);
  g_assert_no_error (error);
  names->address = "127.0.0.2";
  scene_assert_converges (scene, 0);
  g_assert_cmpuint (bo_fault_proxy_count (moved, SYNC), >, 0);
}

/* Somebody else has the old address now. */
static void
test_address_of_another (void)
{
  g_autoptr(Scene) scene = scene_by_name ();
  g_autofree char *hub = g_strdup_printf ("127.0.0.1:%u", scene->house->port);
  g_autofree char *address = g_strdup_printf ("127.0.0.2:%u", bo_fault_proxy_get_port (scene->proxy));
  g_autoptr(BoFaultProxy) moved = bo_fault_proxy_new (address, hub, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;

  scene_script (scene, "answer status=404");
  report = scene_sync (scene, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_WRONG_SERVER);
  scene_assert_waiting (scene);
  names->address = "127.0.0.2";
  scene_assert_converges (scene, 0);
  g_assert_cmpuint (bo_fault_proxy_count (moved, SYNC), >, 0);
}

/* Pages can't be told apart by anything but their order: so a hub has one request at a time, whoever asks. */
static void
test_one_at_a_time (void)
{
  g_autoptr(Scene) scene = scene_new ();
  BoHttp *http = bo_driver_get_http (scene->laptop->driver);
  BoRequest request = { .method = "GET", .path = (char *) "/health" };
  GAsyncResult *results[4] = { NULL };

  scene_script (scene, "hang path=/api/v1/sync/");
  for (size_t i = 0; i < 3; i++)
    bo_client_sync_async (scene->laptop, NULL, got_result_cb, &results[i]);
  wait_until (bo_fault_proxy_count (scene->proxy, SYNC) > 0);
  rename_thing (scene->laptop, scene->hall, "Entrance");
  bo_driver_tell (scene->laptop->driver, BO_EVENT_SYNC_NOW);
  /* What was sent before this is there by now. */
  bo_http_send_async (http, &request, NULL, got_result_cb, &results[3]);
  wait_until (results[3] != NULL);
  bo_reply_free (bo_http_send_finish (http, results[3]));
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, SYNC), ==, 1);

  scene_script (scene, NULL);
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  for (size_t i = 0; i < 3; i++)
    {
      g_autoptr(BoSyncReport) report = NULL;

      wait_until (results[i] != NULL);
      report = bo_client_sync_finish (scene->laptop, results[i], NULL);
      g_object_unref (results[i]);
    }
  g_object_unref (results[3]);
  scene_assert_kept (scene);
  client_sync_well (scene->laptop);
  client_sync_well (scene->peer);
  wait_until (g_strcmp0 (name_of (scene->peer, scene->hall), "Entrance") == 0);
}

/* --- by itself --- */

static bool
is_at_rest (Scene *scene)
{
  return bo_client_get_phase (scene->laptop) == BO_PHASE_UP_TO_DATE
         && bo_client_get_pending_count (scene->laptop) == 0;
}

static void
test_retries_by_itself (void)
{
  g_autoptr(Scene) scene = scene_new ();

  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_CLOSED);
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_OFFLINE);
  scene_assert_waiting (scene);
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  wait_until (is_at_rest (scene));
  scene_assert_converges (scene, 0);
}

/* An hour it would wait; another network is another chance. */
static void
test_network_changed (void)
{
  g_autoptr(Scene) scene = scene_new ();
  int64_t next;

  scene_script (scene, "answer status=503 header='Retry-After: 3600' path=/api/v1/sync/");
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_OFFLINE);
  next = bo_client_get_status (scene->laptop)->next_attempt_us;
  g_assert_cmpint (next, >, bo_clock_now () + INT64_C (3000) * G_USEC_PER_SEC);
  scene_assert_waiting (scene);
  scene_script (scene, NULL);
  bo_driver_tell_available (scene->laptop->driver, BO_EVENT_NETWORK_CHANGED, true);
  wait_until (is_at_rest (scene));
  scene_assert_converges (scene, 0);
}

static void
test_forbidden_is_shown (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_script (scene, "answer status=403 path=/api/v1/sync/ holds='" PUSH "'");
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_READ_ONLY);
  g_assert_cmpint (bo_client_get_pending_count (scene->laptop), >=, 4);
  scene_assert_waiting (scene);
  scene_script (scene, NULL);
  bo_driver_tell (scene->laptop->driver, BO_EVENT_SYNC_NOW);
  wait_until (is_at_rest (scene));
  scene_assert_converges (scene, 0);
}

/* Where the hub says when something happens, nobody asks again and again. */
static void
test_channel_ends_polling (void)
{
  g_autoptr(Scene) scene = scene_new ();
  unsigned int asked;

  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (is_at_rest (scene) && bo_client_get_status (scene->laptop)->next_attempt_us == 0);
  bo_fault_proxy_forget (scene->proxy);
  rename_thing (scene->peer, scene->study, "Den");
  client_sync_well (scene->peer);
  wait_until (g_strcmp0 (name_of (scene->laptop, scene->study), "Den") == 0);
  asked = bo_fault_proxy_count (scene->proxy, SYNC);
  g_assert_cmpuint (asked, >, 0);
  g_assert_cmpuint (asked, <, 6);

  /* It breaks: one asks again, until it is back. */
  scene_script (scene, "answer status=404 path=/api/v1/sync/events");
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  wait_until (bo_client_get_status (scene->laptop)->next_attempt_us > bo_clock_now ());
}

static void
test_polls_without_channel (void)
{
  g_autoptr(Scene) scene = scene_new ();
  int64_t wait;

  scene_script (scene, "answer status=404 path=/api/v1/sync/events");
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (is_at_rest (scene));
  wait = bo_client_get_status (scene->laptop)->next_attempt_us - bo_clock_now ();
  g_assert_cmpint (wait, >, 0);
  g_assert_cmpint (wait, <=, 300 * G_USEC_PER_SEC);
}

/* --- what goes over the wire --- */

static void
test_compresses (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *request = NULL;

  scene_assert_converges (scene, 0);
  request = bo_fault_proxy_get_request (scene->proxy, SYNC, PUSH);
  g_assert_nonnull (request);
  g_assert_nonnull (strstr (request, "\r\nContent-Encoding: gzip\r\n"));
}

static void
test_compresses_only_where_asked_to (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *request = NULL;

  scene_reopen (scene, BO_OPEN_NO_SYNC);
  scene_script (scene, "alter header=Accept-Encoding");
  client_sync_well (scene->laptop);
  request = bo_fault_proxy_get_request (scene->proxy, SYNC, PUSH);
  g_assert_nonnull (request);
  g_assert_null (strstr (request, "Content-Encoding"));
}

/* A hub of the plain protocol: it sends no edges along, and tells of no other position than the time. */
static void
test_reads_edges (void)
{
  g_autoptr(Scene) scene = scene_new ();
  const char *edges = "GET /api/v1/graph/relationships";

  scene_script (scene, "alter path=/api/v1/sync/ hide=epoch hide=resume_cursor hide=relationships");
  client_sync_well (scene->laptop);
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, edges), ==, 1);
  client_sync_well (scene->laptop);
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, edges), ==, 2);
  client_sync_well (scene->peer);
  scene_move (scene->peer, scene->fresh, scene->study);
  client_sync_well (scene->peer);
  client_sync_well (scene->laptop);
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, edges), ==, 3);
  wait_until (scene_is_in (scene->laptop, scene->fresh, scene->study));
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/faults/name/another-address", test_another_address);
  g_test_add_func ("/faults/name/address-of-another", test_address_of_another);
  g_test_add_func ("/faults/order/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/faults/itself/retries", test_retries_by_itself);
  g_test_add_func ("/faults/itself/network-changed", test_network_changed);
  g_test_add_func ("/faults/itself/forbidden", test_forbidden_is_shown);
  g_test_add_func ("/faults/itself/channel-ends-polling", test_channel_ends_polling);
  g_test_add_func ("/faults/itself/polls-without-channel", test_polls_without_channel);
  g_test_add_func ("/faults/wire/compresses", test_compresses);
  g_test_add_func ("/faults/wire/compresses-only-where-asked", test_compresses_only_where_asked_to);
  g_test_add_func ("/faults/wire/reads-edges", test_reads_edges);
  return g_test_run ();
}
