/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* --- what waits --- */

static char *
describe_edit (BoEdit *edit)
{
  g_autoptr(GString) text = g_string_new (edit->entity_id);

  g_string_append_printf (text, " %d", edit->kind);
  for (unsigned int i = 0; edit->changes != NULL && i < edit->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i);

      g_string_append_printf (text, " %s=%s", change->path, change->after != NULL ? change->after : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void *
queue_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  g_autoptr(GPtrArray) edits = bo_sync_store_list_edits (BO_SYNC_STORE (store), NULL, error);
  g_autoptr(GPtrArray) edges = bo_sync_store_list_pending_edges (BO_SYNC_STORE (store), -1, error);
  GPtrArray *queue = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (*error);
  for (unsigned int i = 0; i < edits->len; i++)
    g_ptr_array_add (queue, describe_edit (g_ptr_array_index (edits, i)));
  for (unsigned int i = 0; i < edges->len; i++)
    {
      BoEdge *edge = ((BoEdgeRecord *) g_ptr_array_index (edges, i))->shown;

      g_ptr_array_add (queue, g_strdup_printf ("%s %s→%s", edge->id, edge->from_id, edge->to_id));
    }
  return queue;
}

static GPtrArray *
read_queue (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *queue;

  bo_stores_write_async (client->stores, queue_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         got_result_cb, &result);
  wait_until (result != NULL);
  queue = bo_stores_finish (result, &error);
  g_assert_no_error (error);
  return queue;
}

/* What is there and not deleted. */
static GPtrArray *
read_things (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = NULL;
  GPtrArray *things = g_ptr_array_new_with_free_func (g_free);

  bo_client_list_records_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  records = bo_client_list_finish (client, result, &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (record->shown != NULL && !bo_entity_is_deleted (record->shown))
        g_ptr_array_add (things, g_strdup (record->id));
    }
  return things;
}

static void
assert_holds_all (GPtrArray *now,
                  GPtrArray *then,
                  const char *what)
{
  for (unsigned int i = 0; i < then->len; i++)
    if (!g_ptr_array_find_with_equal_func (now, g_ptr_array_index (then, i), g_str_equal, NULL))
      g_error ("%s is gone: %s", what, (char *) g_ptr_array_index (then, i));
}

/* --- the hub --- */

/* Past the proxy, with the peer's token. */
static BoReply *
ask_hub (Scene      *self,
         const char *path)
{
  BoHttp *http = bo_driver_get_http (self->peer->driver);
  BoRequest request = { .method = "GET", .path = (char *) path };
  g_autoptr(GAsyncResult) result = NULL;
  BoReply *reply;

  bo_http_send_async (http, &request, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  reply = bo_http_send_finish (http, result);
  g_assert_no_error (reply->error);
  return reply;
}

static int64_t
read_number (BoReply    *reply,
             const char *pointer)
{
  int64_t number = 0;
  size_t length;
  const char *text = g_bytes_get_data (reply->body, &length);
  BoJson root;

  g_assert_true (bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL));
  g_assert_true (bo_json_get_int64 (bo_json_at (root, pointer), &number));
  return number;
}

int64_t
scene_count_versions (Scene      *self,
                      const char *id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/graph/entities/%s/versions", id);
  g_autoptr(BoReply) reply = ask_hub (self, path);

  return reply->status == 404 ? 0 : read_number (reply, "/count");
}

static int64_t
count_all_versions (Scene *self)
{
  g_autoptr(BoReply) reply = ask_hub (self, "/api/v1/graph/statistics");

  return read_number (reply, "/total_versions");
}

/* --- the scene --- */

void
scene_move (BoClient   *client,
            const char *id,
            const char *room_id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_client_move_async (client, id, NULL, room_id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, &error));
  g_assert_no_error (error);
}

static void
remove_thing (BoClient   *client,
              const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_client_remove_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, &error));
  g_assert_no_error (error);
}

static void
furnish (Scene *self)
{
  self->home = make_home (self->laptop, "Home");
  self->hall = make_room (self->laptop, self->home, "Hall");
  self->study = make_room (self->laptop, self->home, "Study");
  self->lamp = make_lamp (self->laptop, self->hall, "Lamp");
  self->doomed = make_lamp (self->laptop, self->hall, "Old lamp");
  client_sync_well (self->laptop);
  client_sync_well (self->peer);
  wait_until (name_of (self->peer, self->doomed) != NULL);
}

/* While neither hears of the other. */
static void
edit (Scene *self)
{
  g_autoptr(GError) error = NULL;

  rename_thing (self->peer, self->study, "Library");
  client_sync_well (self->peer);

  rename_thing (self->laptop, self->lamp, "Reading lamp");
  set_value (self->laptop, self->lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  scene_move (self->laptop, self->lamp, self->study);
  self->fresh = make_lamp (self->laptop, self->hall, "New lamp");
  remove_thing (self->laptop, self->doomed);
}

/* Nobody types a password: that would take longer than all the rest. */
static BoClient *
connected (Scene      *self,
           const char *name,
           const char *scheme,
           const char *host,
           uint16_t    port)
{
  BoClient *client = house_client (self->house, name, BO_OPEN_NO_SYNC);
  g_autofree char *url = g_strdup_printf ("%s://%s:%u", scheme, host, port);
  g_autofree char *token = house_token (self->house, "admin", 0);
  BoCredentials credentials = { .token = token, .user_id = "alice", .device_name = name, .pin = self->pin,
                                .allow_plain = true, .allow_file = true };
  g_autoptr(GError) error = NULL;

  client_connect_as (client, url, &credentials, &error);
  g_assert_no_error (error);
  return client;
}

Scene *
scene_new (void)
{
  return scene_new_at ("127.0.0.1");
}

void
scene_show_certificate (Scene      *self,
                        const char *name,
                        int64_t     until_us)
{
  const char *const names[] = { name, NULL };
  BoHubCertificateOptions options = { .names = names, .until_us = until_us };
  g_autoptr(GError) error = NULL;
  g_autofree char *pem = bo_hub_certificate_make (&options, &error);
  g_autoptr(GTlsCertificate) certificate = NULL;

  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  bo_fault_proxy_set_certificate (self->proxy, certificate);
  g_set_object (&self->certificate, certificate);
  g_free (self->shown);
  self->shown = bo_fingerprint_of_certificate (certificate);
}

GTlsCertificate *
scene_get_certificate (Scene *self)
{
  return g_object_ref (self->certificate);
}

static Scene *
set_up (const char *scheme,
        const char *host)
{
  Scene *self = g_new0 (Scene, 1);
  g_autofree char *hub = NULL;
  g_autoptr(GError) error = NULL;

  self->house = house_new ();
  hub = g_strdup_printf ("127.0.0.1:%u", self->house->port);
  self->proxy = bo_fault_proxy_new ("127.0.0.1:0", hub, &error);
  g_assert_no_error (error);

  self->peer = connected (self, "peer", "http", "127.0.0.1", self->house->port);
  if (g_str_equal (scheme, "https"))
    {
      scene_show_certificate (self, host, 0);
      self->pin = self->shown;
    }
  self->laptop = connected (self, "laptop", scheme, host, bo_fault_proxy_get_port (self->proxy));
  self->pin = NULL;
  furnish (self);
  edit (self);

  self->queue = read_queue (self->laptop);
  self->things = read_things (self->laptop);
  self->versions = count_all_versions (self);
  g_assert_cmpuint (self->queue->len, >=, 5);
  bo_fault_proxy_forget (self->proxy);
  return self;
}

Scene *
scene_new_at (const char *host)
{
  return set_up ("http", host);
}

Scene *
scene_new_with_tls (void)
{
  return set_up ("https", "127.0.0.1");
}

void
scene_free (Scene *self)
{
  client_close (self->laptop);
  client_close (self->peer);
  bo_fault_proxy_free (self->proxy);
  house_free (self->house);
  g_free (self->home);
  g_free (self->hall);
  g_free (self->study);
  g_free (self->lamp);
  g_free (self->doomed);
  g_free (self->fresh);
  g_free (self->shown);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->queue);
  g_ptr_array_unref (self->things);
  g_free (self);
}

void
scene_reopen (Scene      *self,
              BoOpenFlags flags)
{
  client_close (self->laptop);
  self->laptop = house_client (self->house, "laptop", flags);
}

void
scene_script (Scene      *self,
              const char *script)
{
  g_autoptr(GError) error = NULL;

  bo_fault_proxy_set_script (self->proxy, script, &error);
  g_assert_no_error (error);
}

void
scene_set_deadlines (Scene             *self,
                     const BoDeadlines *deadlines)
{
  BoDeadlines whole = *deadlines;

  whole.connect = whole.connect != 0 ? whole.connect : BO_HTTP_CONNECT_SECONDS * 1000;
  whole.first_byte = whole.first_byte != 0 ? whole.first_byte : BO_HTTP_FIRST_BYTE_SECONDS * 1000;
  whole.idle = whole.idle != 0 ? whole.idle : BO_HTTP_IDLE_SECONDS * 1000;
  whole.total = whole.total != 0 ? whole.total : BO_HTTP_TOTAL_SECONDS * 1000;
  whole.rate = whole.rate != 0 ? whole.rate : BO_HTTP_MIN_RATE;
  _bo_http_set_deadlines (bo_driver_get_http (self->laptop->driver), &whole);
}

BoSyncResult *
scene_sync (Scene   *self,
            GError **error)
{
  return client_sync (self->laptop, error);
}

/* --- what must hold --- */

static bool
is_at_hub (Scene      *self,
           const char *entry)
{
  g_autofree char *id = g_strndup (entry, strcspn (entry, " "));

  return strstr (entry, "→") != NULL
         || scene_count_versions (self, id) > (g_str_equal (id, self->fresh) ? 0 : 1);
}

void
scene_assert_kept (Scene *self)
{
  g_autoptr(GPtrArray) things = read_things (self->laptop);
  g_autoptr(GPtrArray) queue = read_queue (self->laptop);

  assert_holds_all (things, self->things, "What the laptop held");
  for (unsigned int i = 0; i < self->queue->len; i++)
    {
      const char *entry = g_ptr_array_index (self->queue, i);

      if (!g_ptr_array_find_with_equal_func (queue, entry, g_str_equal, NULL) && !is_at_hub (self, entry))
        g_error ("What waited is neither in the queue nor at the hub: %s", entry);
    }
  g_assert_cmpint (count_all_versions (self), >=, self->versions);
}

void
scene_assert_waiting (Scene *self)
{
  g_autoptr(GPtrArray) queue = read_queue (self->laptop);

  assert_holds_all (queue, self->queue, "What waited");
  g_assert_cmpuint (queue->len, ==, self->queue->len);
}

static void
assert_no_conflicts (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  bo_client_read_conflicts_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  conflicts = bo_client_list_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

bool
scene_is_in (BoClient   *client,
             const char *id,
             const char *room_id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), id);
  BoRoom *room = bo_accessory_get_room (BO_ACCESSORY (thing));

  return room != NULL && g_str_equal (bo_thing_get_id (BO_THING (room)), room_id);
}

static void
assert_looks_right (Scene    *self,
                    BoClient *client)
{
  wait_until (g_strcmp0 (name_of (client, self->lamp), "Reading lamp") == 0);
  wait_until (g_strcmp0 (value_of (client, self->lamp, "on"), "true") == 0);
  wait_until (g_strcmp0 (name_of (client, self->study), "Library") == 0);
  wait_until (g_strcmp0 (name_of (client, self->fresh), "New lamp") == 0);
  wait_until (name_of (client, self->doomed) == NULL);
  wait_until (scene_is_in (client, self->lamp, self->study));
}

/* Whatever the trouble was, no edit made two versions of itself. */
static void
assert_versions (Scene *self,
                 int    more)
{
  const struct { const char *id; int64_t versions; } all[] = {
    { self->home, 1 }, { self->hall, 1 }, { self->study, 2 }, { self->lamp, 2 }, { self->doomed, 2 }, { self->fresh, 1 },
  };
  int64_t surplus = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    {
      int64_t versions = scene_count_versions (self, all[i].id);

      g_assert_cmpint (versions, >=, all[i].versions);
      surplus += versions - all[i].versions;
    }
  g_assert_cmpint (surplus, <=, more);
}

void
scene_assert_converges (Scene *self,
                        int    more_versions)
{
  client_sync_well (self->laptop);
  client_sync_well (self->peer);
  client_sync_well (self->laptop);
  wait_until (bo_client_get_pending_count (self->laptop) == 0);
  g_assert_cmpint (bo_client_get_status (self->laptop)->counts.quarantined, ==, 0);
  g_assert_cmpint (bo_client_get_phase (self->laptop), ==, BO_PHASE_UP_TO_DATE);
  scene_assert_kept (self);
  assert_looks_right (self, self->laptop);
  assert_looks_right (self, self->peer);
  assert_alike (self->laptop, self->peer);
  assert_versions (self, more_versions);
  assert_no_conflicts (self->laptop);
  assert_no_conflicts (self->peer);
}

/* --- a row --- */

/* P4: every failure but those that a person ends has a time of the next attempt. */
static void
assert_next_attempt (Scene          *self,
                     const FaultRow *row)
{
  int64_t wait = bo_client_get_status (self->laptop)->next_attempt_us - self->met_us;
  int64_t slow = bo_clock_now () - self->met_us;
  int64_t wanted = row->wait;

  if (row->phase == BO_PHASE_SIGN_IN || row->phase == BO_PHASE_STOPPED)
    {
      g_assert_cmpint (bo_client_get_status (self->laptop)->next_attempt_us, ==, 0);
      return;
    }
  g_assert_cmpint (wait, >, 0);
  /* From when the answer came, which was between then and now. */
  g_assert_cmpint (wait, >=, (wanted - 1) * G_USEC_PER_SEC);
  g_assert_cmpint (wait, <=, (wanted + 1) * G_USEC_PER_SEC + slow);
}

static void
assert_shown (Scene          *self,
              const FaultRow *row,
              const GError   *error)
{
  const char *detail = bo_client_get_detail (self->laptop);

  g_assert_error (error, BO_ERROR, row->error);
  wait_until (bo_client_get_phase (self->laptop) == row->phase);
  detail = bo_client_get_detail (self->laptop);
  g_assert_nonnull (detail);
  if (row->says != NULL && strstr (detail, row->says) == NULL)
    g_error ("The sentence is “%s”, without “%s”", detail, row->says);
  assert_next_attempt (self, row);
}

static void
meet_fault (Scene          *self,
            const FaultRow *row)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;

  scene_script (self, row->script);
  scene_set_deadlines (self, &row->deadlines);
  /* Cuts what was kept open too: the fault is met on a connection of its own. */
  bo_fault_proxy_set_port (self->proxy, row->port);
  if (row->begin != NULL)
    row->begin (self);
  self->met_us = bo_clock_now ();
  report = scene_sync (self, &error);
  g_assert_nonnull (report);
  if (row->script != NULL)
    g_assert_cmpuint (bo_fault_proxy_get_struck (self->proxy), >, 0);
  if (row->silent)
    g_assert_cmpuint (bo_fault_proxy_count (self->proxy, NULL), ==, 0);
  if (row->requests != 0)
    g_assert_cmpuint (bo_fault_proxy_count (self->proxy, SYNC), ==, row->requests);

  if (row->error == NO_ERROR)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_false (report->success);
  assert_shown (self, row, error);
  scene_assert_waiting (self);
}

void
fault_row_test (const void *data)
{
  const FaultRow *row = data;
  g_autoptr(Scene) scene = row->scene != NULL ? row->scene () : scene_new ();

  meet_fault (scene, row);
  if (row->mend != NULL)
    row->mend (scene);
  scene_assert_kept (scene);
  scene_script (scene, NULL);
  scene_set_deadlines (scene, &(BoDeadlines){ 0 });
  if (row->port != BO_FAULT_PORT_OPEN)
    bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  scene_assert_converges (scene, row->versions);
}

void
fault_rows_add (const FaultRow *rows,
                size_t          n)
{
  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], fault_row_test);
    }
}
