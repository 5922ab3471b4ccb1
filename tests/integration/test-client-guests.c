/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

/* Invitations as an administrator makes them and a guest uses them, against a real hub. */

static char *
invite (BoClient *client, int hours, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_invite_async (client, hours, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_invite_finish (client, result, error);
}

static GPtrArray *
list (BoClient *client, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_list_guests_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_list_guests_finish (client, result, error);
}

static gboolean
end_invitation (BoClient *client, const char *id, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_revoke_guest_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_revoke_guest_finish (client, result, error);
}

static void
connect_guest (House *house, const char *name, const char *text, GError **error)
{
  g_autofree char *url = house_url (house);
  BoCredentials credentials = { .guest = text, .allow_file = true };
  BoClient *guest = house_client (house, name, BO_OPEN_NO_SYNC);

  client_connect_as (guest, url, &credentials, error);
  client_close (guest);
}

static void
test_from_invitation_to_revocation (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "admin", BO_OPEN_DEFAULT);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = invite (client, 5, &error);
  g_autoptr(BoInvitation) invitation = NULL;
  g_autoptr(GPtrArray) guests = NULL;
  g_autoptr(GPtrArray) after = NULL;
  BoGuest *guest;

  g_assert_no_error (error);
  invitation = bo_invitation_parse (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (invitation->address);
  guests = list (client, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (guests->len, ==, 1);
  guest = g_ptr_array_index (guests, 0);
  g_assert_cmpint (guest->expires_us - guest->created_us, ==, INT64_C (5) * 3600 * G_USEC_PER_SEC);
  connect_guest (house, "early", text, &error);
  g_assert_no_error (error);

  g_assert_true (end_invitation (client, guest->id, &error));
  g_assert_no_error (error);
  after = list (client, &error);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_false (end_invitation (client, guest->id, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  connect_guest (house, "late", text, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  client_close (client);
}

/* A command line beside the window has no transport of its own. */
static void
test_without_synchronising (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "admin", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) guests = list (client, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (guests->len, ==, 0);
  client_close (client);
}

static void
test_refusals (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_client (house, "alone", BO_OPEN_NO_SYNC);
  BoClient *admin = house_connected (house, "admin", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = invite (admin, 1, NULL);
  BoCredentials credentials = { .guest = text, .allow_file = true };

  g_assert_null (list (client, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  client_connect_as (client, url, &credentials, &error);
  g_assert_no_error (error);
  g_assert_null (invite (client, 1, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_PERMISSION);
  g_clear_error (&error);

  house_stop_hub (house);
  g_assert_null (list (admin, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  client_close (admin);
  client_close (client);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/guests/whole", test_from_invitation_to_revocation);
  g_test_add_func ("/client/guests/without-synchronising", test_without_synchronising);
  g_test_add_func ("/client/guests/refusals", test_refusals);
  return g_test_run ();
}
