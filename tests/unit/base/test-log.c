/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-log.h"

/* No secret reaches a log (FAULTS §5): "canary" stands for one everywhere. */

static const struct
{
  const char *message;
  const char *line;
} table[] = {
  { "Login from 192.0.2.7", "Login from 192.0.2.7" },
  { "", "" },
  { "Authorization: Bearer canary.canary", "Authorization: Bearer [hidden]" },
  { "GET /x with bearer canary-_~+/=, then", "GET /x with bearer [hidden], then" },
  { "{\"password\": \"a \\\" canary\", \"x\": 1}", "{\"password\":[hidden], \"x\": 1}" },
  { "{\"token\":\"canary\"}", "{\"token\":[hidden]}" },
  { "{\"token\":\"canary", "{\"token\":[hidden]" },
  { "/guest/revoke?token=canary&x=1", "/guest/revoke?token=[hidden]&x=1" },
  { "it said eyJhbGciOiJIUzI1NiJ9.canary.canary today", "it said [hidden] today" },
  { "eyJcanary", "[hidden]" },
  { "a keyJar", "a keyJar" },
  { "one\nFailed login from nowhere\r\x7f", "one\\x0aFailed login from nowhere\\x0d\\x7f" },
  { "Küche", "Küche" },
};

static void
test_redact (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *line = bo_log_redact (table[i].message);

      g_assert_cmpstr (line, ==, table[i].line);
    }
}

static void
say_things (void)
{
  bo_log_install ();
  g_message ("the password=canary1 was given");
  g_log_structured ("bo-hub", G_LOG_LEVEL_MESSAGE, "MESSAGE", "token=%s", "canary2");
  g_debug ("nobody asked");
  g_print ("done\n");
}

static void
test_installed (void)
{
  if (g_test_subprocess ())
    {
      say_things ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*+00:00 the password=?hidden?*+00:00 token=?hidden?*");
  g_test_trap_assert_stderr_unmatched ("*canary*");
  g_test_trap_assert_stderr_unmatched ("*nobody asked*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/redact", test_redact);
  g_test_add_func ("/base/log/installed", test_installed);
  return g_test_run ();
}
