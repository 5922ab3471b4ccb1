/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell-scene.h"

/* The program without a window: what goes on, what ends it, and whether the desktop lets it. */

#define WINDOW "Small house — Blowing-Off"
#define IN_BACKGROUND "[io/github/the_goodies/BlowingOff]\nrun-in-background=true\n"

#define REQUEST "<method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>" \
                "<arg type='o' direction='out'/></method>"
#define STATUS "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"

static const char portal_xml[] = "<node><interface name='org.freedesktop.portal.Background'>" REQUEST STATUS
                                 "</interface></node>";
/* Version 1 */
static const char old_portal_xml[] = "<node><interface name='org.freedesktop.portal.Background'>" REQUEST
                                     "</interface></node>";

/* --- the desktop's portal --- */

typedef struct
{
  bool         allows;
  bool         old;
  unsigned int n_asked;
  unsigned int n_told;
  char        *reason;
  char        *status;
} Portal;

static void
portal_clear (Portal *portal)
{
  g_clear_pointer (&portal->reason, g_free);
  g_clear_pointer (&portal->status, g_free);
}

static void
status_cb (Portal *portal, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);

  g_clear_pointer (&portal->status, g_free);
  g_assert_true (g_variant_lookup (options, "message", "s", &portal->status));
  g_assert_cmpint (g_utf8_strlen (portal->status, -1), <=, 96);
  portal->n_told++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
request_cb (GDBusConnection *connection, const char *sender, Portal *portal, GVariant *parameters,
            GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  const char *token = NULL;
  g_autoptr (GVariant) answer = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_clear_pointer (&portal->reason, g_free);
  g_variant_lookup (options, "reason", "s", &portal->reason);
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  portal->n_asked++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  answer = g_variant_ref_sink (g_variant_new_parsed ("(%u, {'background': <%b>, 'autostart': <false>})",
                                                     portal->allows ? 0u : 1u, (gboolean) portal->allows));
  g_dbus_connection_emit_signal (connection, sender, request, "org.freedesktop.portal.Request", "Response", answer,
                                 NULL);
}

static void
asked_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
          GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "SetStatus"))
    status_cb (data, parameters, invocation);
  else
    request_cb (connection, sender, data, parameters, invocation);
}

static void
offer_portal (Shell *shell, Portal *portal)
{
  static const GDBusInterfaceVTable vtable = { .method_call = asked_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal->old ? old_portal_xml : portal_xml, NULL);
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (shell->connection, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable,
                                     portal, NULL, &error);
  g_assert_no_error (error);
  shell_own_name (shell, "org.freedesktop.portal.Desktop");
}

/* --- the tests --- */

static void
close_window (Shell *shell)
{
  wait_until (shell_sees (WINDOW));
  shell_press (WINDOW, "ctrl+w");
  wait_until (!shell_sees ("Blowing-Off"));
}

/* Synchronisation goes on, and so do notifications; a click brings the window back, where it leads. */
static void
test_goes_on (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);

  shell_take_notices (shell);
  shell_activate (shell);
  close_window (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  g_assert_true (shell_runs (shell));
  g_assert_false (shell_sees ("Blowing-Off"));
  shell_click_notice (shell, shell_find_notice (shell, "alarm:"));
  wait_until (shell_sees ("Cellar sensor — Blowing-Off"));
  shell_quit (shell);
  wait_until (!shell_sees ("Blowing-Off"));
}

/* Its own Quit ends it, window or not. */
static void
test_quits (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);

  shell_activate (shell);
  wait_until (shell_sees (WINDOW));
  shell_press (WINDOW, "ctrl+q");
  wait_until (!shell_runs (shell));
}

static void
test_ends_with_window (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);

  shell_activate (shell);
  close_window (shell);
  wait_until (!shell_runs (shell));
}

static void
test_allowed (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);
  Portal portal = { .allows = true };

  offer_portal (shell, &portal);
  shell_activate (shell);
  wait_until (portal.n_asked == 1);
  g_assert_cmpstr (portal.reason, !=, "");
  close_window (shell);
  shell_activate (shell);
  wait_until (shell_sees (WINDOW));
  g_assert_cmpuint (portal.n_asked, ==, 1);
  portal_clear (&portal);
}

/* While there is no window the desktop shows what the window would say, and what comes of it. */
static void
test_status (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);
  Portal portal = { .allows = true };

  offer_portal (shell, &portal);
  shell_activate (shell);
  wait_until (portal.n_asked == 1);
  wait_until (shell_sees (WINDOW));
  g_assert_cmpuint (portal.n_told, ==, 0);
  close_window (shell);
  wait_until (portal.status != NULL && g_str_has_prefix (portal.status, "Up to date"));
  bo_hub_stop (shell->house->hub);
  wait_until (g_str_has_prefix (portal.status, "Offline"));
  portal_clear (&portal);
}

/* An older desktop has no place for it: it is asked once, and nothing comes of that. */
static void
test_no_status (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);
  Portal portal = { .allows = true, .old = true };

  shell_take_notices (shell);
  offer_portal (shell, &portal);
  shell_activate (shell);
  wait_until (portal.n_asked == 1);
  close_window (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  g_assert_true (shell_runs (shell));
  portal_clear (&portal);
}

/* What the desktop forbids isn't promised: the choice goes back, and the window's end is the program's. */
static void
test_forbidden (void)
{
  g_autoptr (Shell) shell = shell_new (true, IN_BACKGROUND);
  Portal portal = { 0 };

  offer_portal (shell, &portal);
  shell_activate (shell);
  wait_until (portal.n_asked == 1);
  wait_until (shell_has_settings (shell, "run-in-background=false"));
  close_window (shell);
  wait_until (!shell_runs (shell));
  portal_clear (&portal);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/background/goes-on", test_goes_on);
  g_test_add_func ("/background/quits", test_quits);
  g_test_add_func ("/background/ends-with-window", test_ends_with_window);
  g_test_add_func ("/background/allowed", test_allowed);
  g_test_add_func ("/background/forbidden", test_forbidden);
  g_test_add_func ("/background/status", test_status);
  g_test_add_func ("/background/no-status", test_no_status);
  return g_test_run ();
}
