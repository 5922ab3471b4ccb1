/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-invitation.h"

#define PRINT "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static BoInvitation *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  BoInvitation *invitation = bo_invitation_parse (text, &error);

  g_assert_no_error (error);
  return invitation;
}

static void
test_whole (void)
{
  g_autoptr(BoInvitation) invitation = parse ("\n {\"version\":\"1.0\",\"type\":\"guest_access\",\"server\":\"hub.local\","
                                              "\"port\":8101,\"token\":\"abc-_9\",\"fingerprint\":\"" PRINT "\"} ");

  g_assert_cmpstr (invitation->token, ==, "abc-_9");
  g_assert_cmpstr (invitation->address, ==, "https://hub.local:8101");
  g_assert_nonnull (invitation->fingerprint);
}

/* Without a certificate the scheme is not the invitation's to say. */
static void
test_without_fingerprint (void)
{
  g_autoptr(BoInvitation) invitation = parse ("{\"server\":\"192.168.1.7\",\"port\":8000,\"token\":\"t\"}");
  g_autoptr(BoInvitation) six = parse ("{\"server\":\"fe80::1\",\"port\":8000,\"token\":\"t\"}");

  g_assert_cmpstr (invitation->address, ==, "192.168.1.7:8000");
  g_assert_null (invitation->fingerprint);
  g_assert_cmpstr (six->address, ==, "[fe80::1]:8000");
}

static void
test_bare_code (void)
{
  g_autoptr(BoInvitation) invitation = parse (" abc.def-1\n");

  g_assert_cmpstr (invitation->token, ==, "abc.def-1");
  g_assert_null (invitation->address);
}

static void
test_hostile (void)
{
  static const char *const codes[] = {
    "",
    "two words",
    "https://example.org/?x=1",
    "{\"token\":\"a b\"}",
    "{\"token\":7}",
    "{\"type\":\"wifi\",\"token\":\"abc\"}",
    "{\"token\":\"abc\",\"server\":\"hub@evil.example\",\"port\":80}",
    "{\"token\":\"abc\",\"server\":\"hub/../x\",\"port\":80}",
    "{\"token\":\"abc\",\"server\":\"fe80::1%25x\",\"port\":80}",
    "{\"token\":\"abc\",\"server\":\"hub\",\"port\":0}",
    "{\"token\":\"abc\",\"server\":\"hub\",\"port\":65536}",
    "{\"token\":\"abc\",\"server\":\"hub\"}",
    "{\"token\":\"abc\",\"server\":[\"hub\"],\"port\":80}",
    "{\"token\":\"abc\",\"fingerprint\":\"sha256:00\"}",
    "{\"token\":\"abc\"",
  };
  g_autofree char *long_code = g_strnfill (9000, 'a');

  for (size_t i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bo_invitation_parse (codes[i], &error));
      g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
    }
  g_assert_null (bo_invitation_parse (long_code, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invitation/whole", test_whole);
  g_test_add_func ("/invitation/without-fingerprint", test_without_fingerprint);
  g_test_add_func ("/invitation/bare-code", test_bare_code);
  g_test_add_func ("/invitation/hostile", test_hostile);
  return g_test_run ();
}
