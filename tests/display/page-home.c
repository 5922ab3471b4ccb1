/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-home.h"

static bool
is_gone (gpointer page)
{
  return *(gpointer *) page == NULL;
}

/* What is under way may hold a page a moment longer than the window does. */
void
release (BoPage *page)
{
  gpointer alive = page;
  g_autofree char *end = g_strdup_printf ("the end of the page %s", bo_page_get_address (page));

  g_object_add_weak_pointer (G_OBJECT (page), &alive);
  g_object_unref (page);
  wait_until (end, is_gone, &alive);
}

BoClient *
client_new (Home *home, const char *name)
{
  g_autofree char *dir = g_build_filename (home->dir, name, NULL);
  BoClient *client = bo_client_new (dir);
  BoCredentials credentials = { .password = "secret", .device_name = name, .allow_file = true };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &opened);
  wait_for (&opened);
  bo_client_open_finish (client, opened, &error);
  g_assert_no_error (error);
  bo_client_connect_async (client, bo_hub_get_url (home->hub), &credentials, NULL, take_result_cb, &connected);
  wait_for (&connected);
  bo_client_connect_finish (client, connected, &error);
  g_assert_no_error (error);
  sync_now (client);
  return client;
}

BoClient *
client_new_alone (Home *home, const char *name)
{
  g_autofree char *dir = g_build_filename (home->dir, name, NULL);
  BoClient *client = bo_client_new (dir);
  g_autoptr (GAsyncResult) opened = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &opened);
  wait_for (&opened);
  bo_client_open_finish (client, opened, NULL);
  return client;
}

/* --- the home --- */

void
home_start (Home *home, bool demo)
{
  BoHubOptions options = { .password = "secret", .demo = demo, .seed = 7, .speed = 1 };
  g_autofree char *hub_dir = NULL;
  g_autoptr (GError) error = NULL;

  home->dir = g_dir_make_tmp ("blowing-off-XXXXXX", &error);
  g_assert_no_error (error);
  hub_dir = g_build_filename (home->dir, "hub", NULL);
  home->hub = bo_hub_new (hub_dir, &options);
  if (demo)
    bo_hub_demo_pause (home->hub, true);
  bo_hub_start (home->hub, &error);
  g_assert_no_error (error);
  home->client = client_new (home, "Living room tablet");
}

void
home_stop (Home *home)
{
  if (home->window != NULL)
    gtk_window_destroy (GTK_WINDOW (home->window));
  bo_hub_stop (home->hub);
  g_clear_object (&home->client);
  g_clear_object (&home->other);
  g_clear_object (&home->hub);
  g_clear_pointer (&home->dir, g_free);
  g_clear_pointer (&home->shown, g_free);
}

void
set_value (BoClient *client, const char *name, const char *type, const char *input)
{
  BoAccessory *accessory = accessory_named (client, name);
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (accessory, type);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  g_assert_nonnull (characteristic);
  json = bo_characteristic_edit_value (characteristic, input, &error);
  g_assert_no_error (error);
  bo_client_update_characteristic_async (client, bo_thing_get_id (BO_THING (accessory)),
                                         bo_characteristic_get_id (characteristic), json, true, NULL, take_result_cb,
                                         &result);
  edit_finish (client, &result);
}

void
rename_accessory (BoClient *client, const char *from, const char *to)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_rename_async (client, bo_thing_get_id (BO_THING (accessory_named (client, from))), to, NULL,
                          take_result_cb, &result);
  edit_finish (client, &result);
}

double
number_elsewhere (Home *home, const char *accessory, const char *type)
{
  sync_now (home->client);
  sync_now (home->other);
  return number (home->other, accessory, type);
}

void
make_conflict (Home *home)
{
  set_value (home->client, "Ceiling light", "brightness", "40");
  set_value (home->client, "Ceiling light", "on", "false");
  rename_accessory (home->client, "Ceiling light", "Ceiling lamp above the long table");
  set_value (home->other, "Ceiling light", "brightness", "75");
  rename_accessory (home->other, "Ceiling light", "Dining light");
  sync_now (home->other);
  sync_now (home->client);
  sync_now (home->client);
}

/* --- a window, as much of one as a page needs --- */

static void
nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Home *home = data;

  g_free (home->shown);
  home->shown = g_variant_dup_string (parameter, NULL);
}

/* What pages name of the real window and application. */
static void
add_actions (Home *home)
{
  static const GActionEntry entries[] = {
    { "show", show_cb, "s" }, { "back", nothing_cb }, { "sync-now", nothing_cb }, { "start-local", nothing_cb },
    { "demo", nothing_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), home);
  gtk_widget_insert_action_group (home->window, "win", G_ACTION_GROUP (group));
  gtk_widget_insert_action_group (home->window, "app", G_ACTION_GROUP (group));
}

void
window_set_up (Home *home)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();

  home->window = adw_window_new ();
  add_actions (home);
  home->header = adw_header_bar_new ();
  home->bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (home->bin), TRUE);
  gtk_box_append (GTK_BOX (box), home->header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (home->bin));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  adw_window_set_content (ADW_WINDOW (home->window), overlay);
}

int
run_home_tests (const HomeTest *tests, size_t n, HomeFunc set_up)
{
  for (size_t i = 0; i < n; i++)
    g_test_add (tests[i].path, Home, NULL, set_up, tests[i].test, tear_down_home);
  return g_test_run ();
}

void
set_up_home (Home *home, gconstpointer data)
{
  home_start (home, true);
  window_set_up (home);
}

void
set_up_two (Home *home, gconstpointer data)
{
  set_up_home (home, data);
  home->other = client_new (home, "Ana’s laptop");
}

void
set_up_conflict (Home *home)
{
  set_up_two (home, NULL);
  make_conflict (home);
  bo_client_set_paused (home->client, TRUE);
  set_value (home->client, "Hall thermostat", "target_temperature", "21.5");
}

void
tear_down_home (Home *home, gconstpointer data)
{
  home_stop (home);
}

static void
set_scheme (bool dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* A window that is shown already takes a new size with its next frame. */
static void
set_width (Home *home, int width)
{
  int before, height;

  gtk_window_get_default_size (GTK_WINDOW (home->window), &before, &height);
  gtk_window_set_default_size (GTK_WINDOW (home->window), width, height);
}

void
keep_picture (Home *home, const char *address, int width, bool dark)
{
  const char *folder = g_getenv ("BO_SHOTS");
  g_autofree char *name = g_strdup_printf ("%s-%d-%s.png", address, width, dark ? "dark" : "light");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  set_scheme (dark);
  set_width (home, width);
  bo_shot_wait (home->window);
  if (path == NULL)
    return;
  for (char *c = path + strlen (folder) + 1; *c != '\0'; c++)
    if (*c == ':')
      *c = '_';
  bo_shot_save (home->window, path, &error);
  g_assert_no_error (error);
}

static void
show (Home *home, BoPage *page, int width, int height)
{
  GtkWidget *title = adw_window_title_new (bo_page_get_title (page), bo_page_get_subtitle (page));
  GtkWidget *end = bo_page_get_header_widget (page);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (home->header), title);
  if (end != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (home->header), end);
  adw_bin_set_child (home->bin, GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (home->window), width, height);
  gtk_window_present (GTK_WINDOW (home->window));
}

/* (transfer full) */
BoPage *
page_open (Home *home, BoClient *client, const char *address, int width, int height)
{
  BoPage *page = bo_page_create (address, client);

  g_assert_nonnull (page);
  g_object_ref_sink (page);
  show (home, page, width, height);
  return page;
}

void
page_close (Home *home, BoPage *page)
{
  GtkWidget *end = bo_page_get_header_widget (page);

  if (end != NULL)
    adw_header_bar_remove (ADW_HEADER_BAR (home->header), end);
  adw_bin_set_child (home->bin, NULL);
  gtk_widget_set_visible (home->window, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  release (page);
}

void
draw (Home *home, BoClient *client, const char *address, const char *name, int width, int height, bool dark)
{
  BoPage *page;
  int minimum = 0;

  set_scheme (dark);
  page = page_open (home, client, address, width, height);
  keep_picture (home, name, width, dark);
  check_reach (home, page, name);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 360)
    g_test_message ("%s is %d wide at least", name, minimum);
  g_assert_cmpint (minimum, <=, 360);
  page_close (home, page);
}

void
draw_all (Home *home, BoClient *client, const char *address, const char *name)
{
  draw (home, client, address, name, 1024, 700, false);
  draw (home, client, address, name, 360, 640, false);
  draw (home, client, address, name, 1024, 700, true);
  draw (home, client, address, name, 360, 640, true);
}

/* --- looking and pressing --- */

typedef struct
{
  GtkWidget  *root;
  const char *label;
  bool        there;
} Wanted;

static bool
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;

  return (find_labelled (wanted->root, wanted->label) != NULL) == wanted->there;
}

void
wait_for_words (GtkWidget *root, const char *label, bool there)
{
  Wanted wanted = { root, label, there };

  wait_until (label, is_as_wanted, &wanted);
}

void
press (GtkWidget *root, const char *label)
{
  GtkWidget *found;

  wait_for_words (root, label, true);
  found = find_labelled (root, label);
  if (!GTK_IS_BUTTON (found))
    found = gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_is_sensitive (found));
  g_signal_emit_by_name (found, "clicked");
  settle ();
}

static bool
is_closed (gpointer data)
{
  return find_dialog () == NULL;
}

void
answer (const char *label)
{
  GtkWidget *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  bo_shot_wait (dialog);
  press (dialog, label);
  wait_until ("the question to close", is_closed, NULL);
}

void
keep_window (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("BO_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path == NULL)
    return;
  bo_shot_wait (window);
  g_assert_true (bo_shot_save (window, path, NULL));
}

void
report (Home *home, const char *name, const char *type, const char *json)
{
  BoAccessory *accessory = accessory_named (home->client, name);
  BoDraft *draft = bo_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  bo_compose_set (draft, BO_THING (accessory),
                  bo_characteristic_get_path (bo_accessory_find_characteristic (accessory, type)), json);
  bo_client_apply_async (home->client, draft, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  sync_now (home->client);
}
