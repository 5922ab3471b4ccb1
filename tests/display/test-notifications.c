/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell-scene.h"

/* What the program tells the desktop, kind by kind: in which words, where a click leads, and when it is taken back. */

#define MINUTE ((int64_t) 60)
#define WINDOW "Small house — Blowing-Off"

/* The program in its window, with what was kept in its database. */
static void
start (Shell *shell)
{
  shell_take_notices (shell);
  shell_activate (shell);
  wait_until (shell_sees (WINDOW));
}

static void
assert_leads (Shell *shell, const Notice *notice, const char *title)
{
  g_assert_cmpstr (notice->action, ==, "app.show");
  g_assert_null (notice->buttons);
  shell_click_notice (shell, notice);
  wait_until (shell_sees (title));
}

static void
keep_quiet_hours (Shell *shell)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (bo_clock_now () / G_USEC_PER_SEC);
  int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  g_autofree char *from = g_strdup_printf ("%d", (minute + 24 * 60 - 60) % (24 * 60));
  g_autofree char *to = g_strdup_printf ("%d", (minute + 60) % (24 * 60));

  shell_keep_setting (shell, "notify.quiet", "1");
  shell_keep_setting (shell, "notify.quiet.from", from);
  shell_keep_setting (shell, "notify.quiet.to", to);
}

/* The door stands unlocked for longer than anybody carries things in. */
static void
leave_unlocked (Shell *shell)
{
  shell_unlock (shell, true);
  /* A leak is told at once: by then the door was seen too. */
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  shell_leak (shell, false);
  wait_until (shell_find_notice (shell, "alarm:") == NULL);
  shell_later (shell, 11 * MINUTE);
  shell_touch (shell);
}

static Shell *
shell_new_later (void)
{
  Shell *shell = shell_new (true, NULL);

  if (shell_later (shell, 0))
    return shell;
  g_test_skip ("the program's clock can't be set");
  shell_free (shell);
  return NULL;
}

/* An alarm is told whatever was chosen, and taken back when it is over. */
static void
test_alarm (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  const Notice *notice;

  keep_quiet_hours (shell);
  shell_keep_setting (shell, "notify.mute.alarm", "1");
  start (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  notice = shell_find_notice (shell, "alarm:");
  g_assert_cmpstr (notice->title, ==, "Leak detected by Cellar sensor");
  g_assert_cmpstr (notice->body, ==, "Hall");
  g_assert_cmpstr (notice->priority, ==, "urgent");
  assert_leads (shell, notice, "Cellar sensor — Blowing-Off");
  shell_leak (shell, false);
  wait_until (shell->shown->len == 0);
  g_assert_cmpuint (shell->n_shown, ==, 1);
}

/* A click shows the door; it doesn't lock it, and nothing there could unlock one. */
static void
test_open (void)
{
  g_autoptr (Shell) shell = shell_new_later ();
  const Notice *notice;

  if (shell == NULL)
    return;
  start (shell);
  leave_unlocked (shell);
  wait_until (shell_find_notice (shell, "open:") != NULL);
  notice = shell_find_notice (shell, "open:");
  g_assert_cmpstr (notice->title, ==, "Front door");
  g_assert_cmpstr (notice->priority, ==, "normal");
  assert_leads (shell, notice, "Front door — Blowing-Off");
  client_sync_well (shell->other);
  g_assert_cmpstr (value_of (shell->other, shell->door_id, "lock_target_state"), ==, "0");
  shell_unlock (shell, false);
  wait_until (shell->shown->len == 0);
}

/* Who rings again is told again, in place of the last time. */
static void
test_ring (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  const Notice *notice;

  start (shell);
  shell_ring (shell, 0);
  wait_until (shell_find_notice (shell, "ring:") != NULL);
  notice = shell_find_notice (shell, "ring:");
  g_assert_cmpstr (notice->title, ==, "Garden gate rang");
  g_assert_true (g_str_has_prefix (notice->body, "Hall · "));
  g_assert_cmpstr (notice->priority, ==, "normal");
  assert_leads (shell, notice, "Garden gate — Blowing-Off");
  shell_ring (shell, 1);
  wait_until (shell->n_shown == 2);
  g_assert_cmpuint (shell->shown->len, ==, 1);
}

/* What was chosen for this bell goes before what holds for all of them. @rule: (nullable) */
static void
assert_ring (const char *rule, bool quiet, bool muted, bool told)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autofree char *key = g_strconcat ("notify.bell.", shell->bell_id, NULL);

  if (quiet)
    keep_quiet_hours (shell);
  if (muted)
    shell_keep_setting (shell, "notify.mute.ring", "1");
  shell_keep_setting (shell, key, rule);
  start (shell);
  shell_ring (shell, 0);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  /* By the end of the leak the ring was seen, too. */
  shell_leak (shell, false);
  wait_until (shell_find_notice (shell, "alarm:") == NULL);
  wait_until (!told || shell_find_notice (shell, "ring:") != NULL);
  g_assert_cmpuint (shell->shown->len, ==, told);
}

static void
test_ring_rules (void)
{
  assert_ring (NULL, true, false, false);
  assert_ring (NULL, false, true, false);
  assert_ring ("always", true, true, true);
  assert_ring ("never", false, false, false);
}

static void
test_conflict (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  BoClient *client = house_client (shell->house, "blowing-off", BO_OPEN_NO_SYNC);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  const Notice *notice;

  rename_thing (client, shell->lamp_id, "Lamp by the chair");
  client_close (client);
  rename_thing (shell->other, shell->lamp_id, "Lamp by the window");
  client_sync_well (shell->other);
  start (shell);
  wait_until (shell_find_notice (shell, "conflict:") != NULL);
  notice = shell_find_notice (shell, "conflict:");
  g_assert_nonnull (strstr (notice->title, "Lamp by the"));
  id = g_strdup (strchr (notice->id, ':') + 1);
  assert_leads (shell, notice, "Conflict — Blowing-Off");

  /* Reviewed beside the window, as on the command line. */
  client = house_client (shell->house, "blowing-off", BO_OPEN_NO_SYNC);
  bo_client_resolve_conflict_async (client, id, NULL, "kept", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, NULL));
  g_clear_object (&result);
  client_close (client);
  wait_until (shell_find_notice (shell, "conflict:") == NULL);
}

/* Without a network it is told too: what waited for the hub is too old to be done now. */
static void
test_lost (void)
{
  g_autoptr (Shell) shell = shell_new_later ();
  BoClient *client;
  g_autoptr (GError) error = NULL;

  if (shell == NULL)
    return;
  client = house_client (shell->house, "blowing-off", BO_OPEN_NO_SYNC);
  house_stop_hub (shell->house);
  set_value (client, shell->door_id, "lock_target_state", "0", true, &error);
  g_assert_no_error (error);
  client_close (client);
  start (shell);
  shell_later (shell, 11 * MINUTE);
  house_start_hub (shell->house);
  shell_action (shell, "show", "sync");
  shell_press ("Synchronisation", "ctrl+r");
  wait_until (shell_find_notice (shell, "lost:") != NULL);
  assert_leads (shell, shell_find_notice (shell, "lost:"), "Synchronisation — Blowing-Off");
  client_sync_well (shell->other);
  g_assert_cmpstr (value_of (shell->other, shell->door_id, "lock_target_state"), ==, "1");
}

static void
test_hub_away (void)
{
  g_autoptr (Shell) shell = shell_new_later ();
  BoClient *client;

  if (shell == NULL)
    return;
  start (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  house_stop_hub (shell->house);
  shell_press (WINDOW, "ctrl+r");
  shell_later (shell, 31 * MINUTE);
  /* Somebody works on the home beside the window. */
  client = house_client (shell->house, "blowing-off", BO_OPEN_NO_SYNC);
  rename_thing (client, shell->lamp_id, "Lamp by the chair");
  client_close (client);
  wait_until (shell_find_notice (shell, "hub-away") != NULL);
  assert_leads (shell, shell_find_notice (shell, "hub-away"), "Synchronisation — Blowing-Off");
  house_start_hub (shell->house);
  shell_press ("Synchronisation", "ctrl+r");
  wait_until (shell_find_notice (shell, "hub-away") == NULL);
}

/* Held, and told when the quiet hours are over, unless it is over as well. */
static void
test_quiet (void)
{
  g_autoptr (Shell) shell = shell_new_later ();

  if (shell == NULL)
    return;
  keep_quiet_hours (shell);
  start (shell);
  leave_unlocked (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  g_assert_cmpuint (shell->shown->len, ==, 1);
  shell_later (shell, 60 * MINUTE);
  shell_touch (shell);
  wait_until (shell_find_notice (shell, "open:") != NULL);
}

static void
test_muted (void)
{
  g_autoptr (Shell) shell = shell_new_later ();

  if (shell == NULL)
    return;
  shell_keep_setting (shell, "notify.mute.open", "1");
  start (shell);
  leave_unlocked (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  g_assert_cmpuint (shell->shown->len, ==, 1);
}

static void
test_discreet (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  const Notice *notice;

  shell_keep_setting (shell, "notify.discreet", "1");
  start (shell);
  shell_leak (shell, true);
  wait_until (shell_find_notice (shell, "alarm:") != NULL);
  notice = shell_find_notice (shell, "alarm:");
  g_assert_cmpstr (notice->title, ==, "There is an alarm in your home");
  g_assert_null (notice->body);
}

/* --- desktops that have only org.freedesktop.Notifications --- */

static const char plain_xml[] = "<node><interface name='org.freedesktop.Notifications'>"
                                "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
                                "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                                "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
                                "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
                                "<arg type='u' direction='out'/></method>"
                                "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
                                "</interface></node>";

typedef struct
{
  char *summary;
  char *actions;
  bool  closed;
} Plain;

static void
plain_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
          GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Plain *plain = data;
  g_auto (GStrv) actions = NULL;

  plain->closed = !g_str_equal (method, "Notify");
  if (plain->closed)
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_clear_pointer (&plain->summary, g_free);
  g_clear_pointer (&plain->actions, g_free);
  g_variant_get_child (parameters, 3, "s", &plain->summary);
  g_variant_get_child (parameters, 5, "^as", &actions);
  plain->actions = g_strjoinv (" ", actions);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 7));
}

static void
test_plain (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = plain_cb };
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (plain_xml, NULL);
  Plain plain = { 0 };

  g_dbus_connection_register_object (shell->connection, "/org/freedesktop/Notifications", node->interfaces[0], &vtable,
                                     &plain, NULL, NULL);
  shell_own_name (shell, "org.freedesktop.Notifications");
  shell_activate (shell);
  wait_until (shell_sees (WINDOW));
  shell_leak (shell, true);
  wait_until (plain.summary != NULL);
  g_assert_cmpstr (plain.summary, ==, "Leak detected by Cellar sensor");
  g_assert_cmpstr (plain.actions, ==, "default ");
  shell_leak (shell, false);
  wait_until (plain.closed);
  shell_leak (shell, true);
  wait_until (!plain.closed);
  g_dbus_connection_emit_signal (shell->connection, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", 7, "default"), NULL);
  wait_until (shell_sees ("Cellar sensor — Blowing-Off"));
  g_free (plain.summary);
  g_free (plain.actions);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/notifications/alarm", test_alarm);
  g_test_add_func ("/notifications/open", test_open);
  g_test_add_func ("/notifications/ring", test_ring);
  g_test_add_func ("/notifications/ring/rules", test_ring_rules);
  g_test_add_func ("/notifications/conflict", test_conflict);
  g_test_add_func ("/notifications/lost", test_lost);
  g_test_add_func ("/notifications/hub-away", test_hub_away);
  g_test_add_func ("/notifications/quiet", test_quiet);
  g_test_add_func ("/notifications/muted", test_muted);
  g_test_add_func ("/notifications/discreet", test_discreet);
  g_test_add_func ("/notifications/plain", test_plain);
  return g_test_run ();
}
