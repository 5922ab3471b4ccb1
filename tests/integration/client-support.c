/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include "bo-hub-jwt.h"

#include <glib/gstdio.h>

#define WEEK (7 * 24 * 60 * 60)

static gboolean
tick_cb (void *data)
{
  return G_SOURCE_CONTINUE;
}

/* The timer only sees to it that a condition nobody fulfils ends in a message. */
void
wait_step (int64_t     deadline,
           const char *condition,
           const char *file,
           int         line)
{
  unsigned int timer = g_timeout_add (200, tick_cb, NULL);

  if (bo_clock_monotonic () > deadline)
    g_error ("%s:%d: waited in vain for %s", file, line, condition);
  g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

void
support_init (int    *argc,
              char ***argv)
{
  /* Never the keyring of whoever runs the tests. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (argc, argv, NULL);
}

void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

char *
house_path (House      *self,
            const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

char *
house_url (House *self)
{
  return g_strdup_printf ("%s://127.0.0.1:%u", self->tls ? "https" : "http", self->port);
}

void
house_start_hub (House *self)
{
  g_autofree char *dir = house_path (self, "hub");
  BoHubOptions options = { .port = self->port, .password = PASSWORD, .tls = self->tls, .tls_cert = self->tls_cert };
  g_autoptr(GError) error = NULL;

  self->hub = bo_hub_new (dir, &options);
  bo_hub_start (self->hub, &error);
  g_assert_no_error (error);
  self->port = atoi (strrchr (bo_hub_get_url (self->hub), ':') + 1);
}

void
house_stop_hub (House *self)
{
  bo_hub_stop (self->hub);
  g_clear_object (&self->hub);
}

House *
house_new (void)
{
  House *self = g_new0 (House, 1);
  g_autoptr(GError) error = NULL;

  self->dir = g_dir_make_tmp ("blowing-off-XXXXXX", &error);
  g_assert_no_error (error);
  house_start_hub (self);
  return self;
}

void
house_free (House *self)
{
  if (self->hub != NULL)
    house_stop_hub (self);
  remove_tree (self->dir);
  g_free (self->tls_cert);
  g_free (self->dir);
  g_free (self);
}

char *
house_token (House      *self,
             const char *role,
             int64_t     age)
{
  g_autofree char *path = house_path (self, "hub/token.key");
  g_autofree char *key = NULL;
  int64_t issued = bo_clock_now () / G_USEC_PER_SEC - age;
  g_autoptr(BoHubClaims) claims = bo_hub_claims_new (role, role, "1", issued, issued + WEEK);
  g_autoptr(GError) error = NULL;
  size_t length = 0;

  g_file_get_contents (path, &key, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, BO_HUB_KEY_BYTES);
  return bo_hub_jwt_make ((const uint8_t *) key, claims);
}

/* --- clients --- */

BoClient *
house_client (House       *self,
              const char  *name,
              BoOpenFlags  flags)
{
  g_autofree char *dir = house_path (self, name);
  BoClient *client = bo_client_new (dir);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_client_open_async (client, flags, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_open_finish (client, result, &error);
  g_assert_no_error (error);
  return client;
}

void
client_connect_as (BoClient             *client,
                   const char           *url,
                   const BoCredentials  *credentials,
                   GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_connect_async (client, url, credentials, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_connect_finish (client, result, error);
}

void
client_connect (BoClient    *client,
                const char  *url,
                const char  *password,
                GError     **error)
{
  BoCredentials credentials = { .password = password, .user_id = "alice", .device_name = "Laptop",
                                .allow_file = true };

  client_connect_as (client, url, &credentials, error);
}

BoClient *
house_connected (House       *self,
                 const char  *name,
                 BoOpenFlags  flags)
{
  BoClient *client = house_client (self, name, flags);
  g_autofree char *url = house_url (self);
  g_autoptr(GError) error = NULL;

  client_connect (client, url, PASSWORD, &error);
  g_assert_no_error (error);
  return client;
}

void
client_close (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_close_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (bo_client_close_finish (client, result, NULL));
  g_clear_object (&result);
  /* What the threads let go of comes back to this one. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (client);
}

BoSyncResult *
client_sync (BoClient  *client,
             GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_sync_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_sync_finish (client, result, error);
}

void
client_sync_well (BoClient *client)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = client_sync (client, &error);

  g_assert_no_error (error);
  for (unsigned int i = 0; report->errors != NULL && i < report->errors->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->errors, i));
  g_assert_true (report->success);
  g_assert_cmpuint (report->errors != NULL ? report->errors->len : 0, ==, 0);
}

char *
client_digest (BoClient *client,
               int64_t  *count)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *hub = NULL;
  char *digest;

  bo_client_digest_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  digest = bo_client_digest_finish (client, result, count, &hub, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, hub);
  return digest;
}

void
assert_alike (BoClient *a,
              BoClient *b)
{
  int64_t of_a = 0, of_b = 0;
  g_autofree char *one = client_digest (a, &of_a);
  g_autofree char *other = client_digest (b, &of_b);

  g_assert_cmpstr (one, ==, other);
  g_assert_cmpint (of_a, ==, of_b);
}

/* --- edits --- */

static char *
finish_edit (BoClient      *client,
             GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  char *id;

  wait_until (*result != NULL);
  id = bo_client_edit_finish (client, *result, &error);
  g_assert_no_error (error);
  g_clear_object (result);
  return id;
}

char *
make_home (BoClient   *client,
           const char *name)
{
  GAsyncResult *result = NULL;

  bo_client_create_home_async (client, name, NULL, got_result_cb, &result);
  return finish_edit (client, &result);
}

char *
make_room (BoClient   *client,
           const char *home_id,
           const char *name)
{
  GAsyncResult *result = NULL;

  bo_client_create_room_async (client, home_id, NULL, name, NULL, got_result_cb, &result);
  return finish_edit (client, &result);
}

char *
make_lamp (BoClient   *client,
           const char *room_id,
           const char *name)
{
  static const char *const services[] = { "lightbulb", NULL };
  GAsyncResult *result = NULL;

  bo_client_create_accessory_async (client, room_id, name, services, NULL, got_result_cb, &result);
  return finish_edit (client, &result);
}

/* Notes, in one transaction. */
void
make_many (BoClient *client,
           int       n)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (BoStep));
  GAsyncResult *result = NULL;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = bo_uuid_random ();
      g_autofree char *document = g_strdup_printf ("{\"name\":\"Note %d\",\"entity_type\":\"note\","
                                                   "\"source_type\":\"manual\",\"content\":{\"body\":\"%d\"}}", i, i);
      BoStep step = { .edit = bo_edit_new (id, BO_EDIT_CREATE) };

      if (step.edit->changes == NULL)
        step.edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
      g_ptr_array_add (step.edit->changes, bo_json_change_new ("", NULL, document));
      g_array_append_val (steps, step);
    }
  bo_client_edit_async (client, steps, NULL, got_result_cb, &result);
  g_free (finish_edit (client, &result));
}

void
set_value (BoClient    *client,
           const char  *accessory_id,
           const char  *characteristic,
           const char  *value,
           bool         confirmed,
           GError     **error)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), accessory_id);
  BoCharacteristic *found = bo_accessory_find_characteristic (BO_ACCESSORY (thing), characteristic);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_nonnull (found);
  bo_client_update_characteristic_async (client, accessory_id, bo_characteristic_get_id (found), value, confirmed,
                                         NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, error));
}

void
rename_thing (BoClient   *client,
              const char *id,
              const char *name)
{
  GAsyncResult *result = NULL;

  bo_client_rename_async (client, id, name, NULL, got_result_cb, &result);
  g_free (finish_edit (client, &result));
}

const char *
value_of (BoClient   *client,
          const char *accessory_id,
          const char *characteristic)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), accessory_id);
  BoCharacteristic *found;

  if (thing == NULL)
    return NULL;
  found = bo_accessory_find_characteristic (BO_ACCESSORY (thing), characteristic);
  return found != NULL ? bo_characteristic_get_raw (found) : NULL;
}

const char *
name_of (BoClient   *client,
         const char *id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), id);

  return thing != NULL ? bo_thing_get_name (thing) : NULL;
}
