/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell-scene.h"

/* The home in the desktop's search, asked as GNOME Shell asks, where the installed file says. */

static char *
provider_key (const char *key)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", APP_ID ".search-provider.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  char *value;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  value = g_key_file_get_string (file, "Shell Search Provider", key, &error);
  g_assert_no_error (error);
  return value;
}

static GVariant *
ask (Shell *shell, const char *method, GVariant *parameters)
{
  g_autofree char *path = provider_key ("ObjectPath");
  g_autofree char *name = provider_key ("BusName");

  g_assert_cmpstr (name, ==, APP_ID);
  return shell_call (shell, path, "org.gnome.Shell.SearchProvider2", method, parameters);
}

/* (transfer full): the ids that are found */
static char **
find (Shell *shell, const char *typed)
{
  g_auto (GStrv) terms = g_strsplit (typed, " ", -1);
  g_autoptr (GVariant) answer = ask (shell, "GetInitialResultSet", g_variant_new ("(^as)", terms));
  char **ids = NULL;

  g_variant_get (answer, "(^as)", &ids);
  return ids;
}

static void
assert_first (Shell *shell, const char *typed, const char *verb, const char *id)
{
  g_auto (GStrv) ids = find (shell, typed);
  g_autofree char *wanted = g_strconcat (verb, id, NULL);

  g_assert_cmpstr (ids[0], ==, wanted);
}

static void
assert_nothing (Shell *shell, const char *typed)
{
  g_auto (GStrv) ids = find (shell, typed);

  g_assert_cmpstr (ids[0], ==, NULL);
}

static void
activate (Shell *shell, const char *id)
{
  g_autoptr (GVariant) answer = ask (shell, "ActivateResult", g_variant_new_parsed ("(%s, ['a'], %u)", id, 0u));
}

/* Rooms, accessories, scenes and documents, without a window for it; slips are forgiven, noise isn't found. */
static void
test_found (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  const char *const previous[] = { "go accessory:gone", NULL };
  const char *const terms[] = { "hall", NULL };
  g_autoptr (GVariant) further = NULL;
  g_auto (GStrv) ids = NULL;

  g_assert_false (shell_runs (shell));
  assert_first (shell, "lamp", "go accessory:", shell->lamp_id);
  assert_first (shell, "readng lamp", "go accessory:", shell->lamp_id);
  assert_first (shell, "hall", "go room:", shell->room_id);
  assert_first (shell, "guests", "run ", shell->scene_id);
  assert_first (shell, "boiler", "go document:", shell->document_id);
  assert_first (shell, "reset the pump", "go document:", shell->document_id);
  assert_nothing (shell, "rdlp");
  assert_nothing (shell, "preferences");
  assert_nothing (shell, "...");
  further = ask (shell, "GetSubsearchResultSet", g_variant_new ("(^as^as)", previous, terms));
  g_variant_get (further, "(^as)", &ids);
  g_assert_true (g_str_has_prefix (ids[0], "go room:"));
  g_assert_false (shell_sees ("Blowing-Off"));
  g_assert_true (shell_runs (shell));
}

static void
test_described (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autofree char *lamp = g_strconcat ("go accessory:", shell->lamp_id, NULL);
  g_autofree char *scene = g_strconcat ("run ", shell->scene_id, NULL);
  const char *const ids[] = { lamp, "go accessory:gone", scene, NULL };
  g_autoptr (GVariant) answer = ask (shell, "GetResultMetas", g_variant_new ("(^as)", ids));
  g_autoptr (GVariant) metas = g_variant_get_child_value (answer, 0);
  g_autoptr (GVariant) first = NULL, second = NULL, serialized = NULL;
  g_autoptr (GIcon) icon = NULL;
  const char *text = NULL;

  g_assert_cmpuint (g_variant_n_children (metas), ==, 2);
  first = g_variant_get_child_value (metas, 0);
  second = g_variant_get_child_value (metas, 1);
  g_assert_true (g_variant_lookup (first, "id", "&s", &text));
  g_assert_cmpstr (text, ==, lamp);
  g_assert_true (g_variant_lookup (first, "name", "&s", &text));
  g_assert_cmpstr (text, ==, "Reading lamp");
  g_assert_true (g_variant_lookup (first, "description", "&s", &text));
  g_assert_cmpstr (text, ==, "Hall");
  serialized = g_variant_lookup_value (first, "icon", NULL);
  icon = g_icon_deserialize (serialized);
  g_assert_cmpstr (g_themed_icon_get_names (G_THEMED_ICON (icon))[0], ==, APP_ID "-accessory-symbolic");
  g_assert_true (g_variant_lookup (second, "description", "&s", &text));
  g_assert_cmpstr (text, ==, "Scene");
}

/* What unlocks a door is shown, not done; from the search nothing is operated at all. */
static void
test_activated (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autofree char *door = g_strconcat ("go accessory:", shell->door_id, NULL);
  g_autofree char *scene = g_strconcat ("run ", shell->scene_id, NULL);

  activate (shell, door);
  wait_until (shell_sees ("Front door — Blowing-Off"));
  activate (shell, scene);
  wait_until (shell_sees ("Scenes — Blowing-Off"));
  activate (shell, "go accessory:gone");
  activate (shell, "do win.all-off");
  wait_until (shell_sees ("Small house — Blowing-Off"));
  shell_quit (shell);
  client_sync_well (shell->other);
  g_assert_cmpstr (value_of (shell->other, shell->door_id, "lock_target_state"), ==, "1");
}

static void
test_launched (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autoptr (GVariant) answer = ask (shell, "LaunchSearch", g_variant_new_parsed ("(['reading', 'lamp'], %u)", 0u));

  wait_until (shell_sees ("Go To or Do"));
  shell_press ("Go To or Do", "Return");
  wait_until (shell_sees ("Reading lamp — Blowing-Off"));
}

/* The choice is the home's, kept in its database. */
static void
test_off (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);

  shell_keep_setting (shell, "search.off", "1");
  assert_nothing (shell, "lamp");
  shell_quit (shell);
  shell_keep_setting (shell, "search.off", NULL);
  assert_first (shell, "lamp", "go accessory:", shell->lamp_id);
}

/* Of two homes the one that is looked at is searched; documents are of both. */
static void
test_two_homes (void)
{
  g_autoptr (Shell) shell = shell_new (true, NULL);
  g_autofree char *stove = NULL;
  g_autofree char *cabin = shell_add_home (shell, &stove);

  assert_first (shell, "reading", "go accessory:", shell->lamp_id);
  assert_nothing (shell, "stove");
  assert_nothing (shell, "loft");
  shell_quit (shell);
  shell_keep_setting (shell, "home.shown", cabin);
  assert_first (shell, "stove", "go accessory:", stove);
  assert_nothing (shell, "reading");
  assert_nothing (shell, "guests");
  assert_first (shell, "boiler", "go document:", shell->document_id);
}

/* A question makes no home. */
static void
test_no_home (void)
{
  g_autoptr (Shell) shell = shell_new (false, NULL);
  g_autofree char *folder = house_path (shell->house, "blowing-off");

  assert_nothing (shell, "lamp");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/search/found", test_found);
  g_test_add_func ("/search/described", test_described);
  g_test_add_func ("/search/activated", test_activated);
  g_test_add_func ("/search/launched", test_launched);
  g_test_add_func ("/search/off", test_off);
  g_test_add_func ("/search/two-homes", test_two_homes);
  g_test_add_func ("/search/no-home", test_no_home);
  return g_test_run ();
}
