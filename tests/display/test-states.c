/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "../integration/hub-client.h"
#include "page-home.h"

/* What is seen seldom: a first start, a form that failed, files that can't be opened, a hub that is
   away, guests, empty homes, long names, languages that run the other way. Each comes up without a
   warning and is no wider than a narrow window. With BO_SHOTS=FOLDER the pictures are kept. */

#define LONG_NAME "The very long name somebody gave a thing so as never to mix it up"

typedef void (*Prepare) (Home *home, BoPage *page);

static void
draw_one (Home *home, BoClient *client, const char *address, const char *name, Prepare prepare, int width, bool dark)
{
  BoPage *page;
  int minimum = 0;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = page_open (home, client, address, width, width > 400 ? 700 : 640);
  if (prepare != NULL)
    {
      bo_shot_wait (home->window);
      prepare (home, page);
    }
  keep_picture (home, name, width, dark);
  check_reach (home, page, name);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 360)
    g_error ("%s is %d wide at least", name, minimum);
  page_close (home, page);
}

static void
draw_both (Home *home, BoClient *client, const char *address, const char *name, Prepare prepare)
{
  draw_one (home, client, address, name, prepare, 1024, false);
  draw_one (home, client, address, name, prepare, 360, true);
}

static void
draw_thing (Home *home, BoClient *client, const char *accessory, const char *name)
{
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (client, accessory))),
                                          NULL);

  draw_both (home, client, address, name, NULL);
}

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, GPOINTER_TO_INT (data));
  window_set_up (home);
}

static void
tear_down (Home *home, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  home_stop (home);
}

/* --- a first start --- */

typedef struct
{
  GtkWidget  *root;
  const char *label;
} Wanted;

static bool
is_there (gpointer data)
{
  Wanted *wanted = data;

  return find_labelled (wanted->root, wanted->label) != NULL;
}

static void
type (Home *home, const char *row, const char *text)
{
  GtkWidget *entry = find_labelled (home->window, row);

  g_assert_true (GTK_IS_EDITABLE (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
connect_with (Home *home, const char *address, const char *password, const char *expected)
{
  Wanted wanted = { home->window, expected };
  GtkWidget *label;

  type (home, "Address of the hub", address);
  type (home, "Password", password);
  label = find_labelled (home->window, "Connect");
  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  wait_until (expected, is_there, &wanted);
}

static void
no_answer (Home *home, BoPage *page)
{
  connect_with (home, "http://127.0.0.1:9", "secret", "There was no answer");
}

static void
wrong_password (Home *home, BoPage *page)
{
  connect_with (home, bo_hub_get_url (home->hub), "guess", "The password is not the right one");
}

static void
first_download (Home *home, BoPage *page)
{
  connect_with (home, bo_hub_get_url (home->hub), "secret", "Receiving Your Home");
}

static void
test_welcome (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) client = client_new_alone (home, "first");

  draw_both (home, client, "welcome", "first-start", NULL);
  draw_both (home, client, "welcome:connect", "connect-no-answer", no_answer);
  draw_one (home, client, "welcome:connect", "connect-wrong-password", wrong_password, 360, false);
  draw_one (home, client, "welcome:connect", "first-download", first_download, 1024, false);
}

/* --- files that can't be opened --- */

static void
spoil (Home *home, const char *name, int64_t offset, const char *bytes, size_t length)
{
  g_autofree char *path = g_build_filename (home->dir, name, "home.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  size_t size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, >, (size_t) offset + length);
  memcpy (content + offset, bytes, length);
  g_file_set_contents (path, content, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
make_and_close (Home *home, const char *name)
{
  g_autoptr (BoClient) client = client_new_alone (home, name);
  g_autoptr (GAsyncResult) closed = NULL;

  bo_client_close_async (client, NULL, take_result_cb, &closed);
  wait_for (&closed);
  bo_client_close_finish (client, closed, NULL);
}

static void
assert_names_file (Home *home, BoPage *page)
{
  g_autofree char *path = bo_client_dup_store_path (bo_page_get_client (page));

  g_assert_true (g_str_has_prefix (path, home->dir));
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), path));
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), "Show Folder"));
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), "Try Again"));
}

static void
draw_error (Home *home, const char *dir, const char *name)
{
  g_autoptr (BoClient) client = client_new_alone (home, dir);

  g_assert_nonnull (bo_client_get_store_error (client));
  draw_both (home, client, "error", name, assert_names_file);
}

static void
assert_names_copy (Home *home, BoPage *page)
{
  g_autofree char *aside = g_build_filename (home->dir, "corrupt", "home.db.damaged-1", NULL);

  g_assert_nonnull (strstr (bo_client_get_recovery (bo_page_get_client (page), NULL), aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  press (GTK_WIDGET (page), "Details");
  wait_for_words (find_dialog (), bo_client_get_recovery (bo_page_get_client (page), NULL), true);
  keep_window (find_dialog (), "mended-details");
  answer ("Close");
}

/* The home opens, and says what became of it. */
static void
test_mended (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) client = NULL;

  make_and_close (home, "corrupt");
  spoil (home, "corrupt", 0, "Not a database at all", 21);
  client = client_new_alone (home, "corrupt");
  g_assert_null (bo_client_get_store_error (client));
  draw_both (home, client, "home", "home-mended", assert_names_copy);
}

static void
test_errors (Home *home, gconstpointer data)
{
  make_and_close (home, "newer");
  spoil (home, "newer", 60, "\0\0\x27\x0f", 4); /* user_version 9999 */
  draw_error (home, "newer", "error-newer");
}

/* Who owns the machine may write everything: then there is nothing to see. */
static void
test_read_only (Home *home, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (home->dir, "sealed", NULL);
  g_autofree char *path = g_build_filename (dir, "home.db", NULL);

  make_and_close (home, "sealed");
  g_chmod (path, 0400);
  g_chmod (dir, 0500);
  if (g_access (path, W_OK) == 0)
    g_test_skip ("Nothing is closed to this user");
  else
    {
      g_autoptr (BoClient) client = client_new_alone (home, "sealed");

      g_assert_true (bo_client_get_read_only (client));
      draw_both (home, client, "home", "home-read-only", NULL);
    }
  g_chmod (dir, 0700);
}

/* --- a hub that is away --- */

static void
test_offline (Home *home, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_hub_stop (home->hub);
  bo_client_sync_async (home->client, NULL, take_result_cb, &result);
  wait_for (&result);
  report = bo_client_sync_finish (home->client, result, NULL);
  g_assert_cmpint (bo_client_get_phase (home->client), ==, BO_PHASE_OFFLINE);
  set_value (home->client, "Floor lamp", "on", "true");
  draw_both (home, home->client, "home", "home-offline", NULL);
  draw_both (home, home->client, "sync:waiting", "waiting-offline", NULL);
  draw_thing (home, home->client, "Floor lamp", "light-offline");
}

/* --- guests --- */

static char *
invite (Home *home)
{
  Client http = { .hub = home->hub, .session = soup_session_new () };
  BoJson answer = client_call (&http, "POST", "/api/v1/auth/admin/login", "{\"password\":\"secret\"}");
  char *token;

  http.token = bo_json_member_string (answer, "access_token");
  g_assert_nonnull (http.token);
  answer = client_call (&http, "POST", "/api/v1/auth/guest/generate-qr", "{\"duration_hours\":2}");
  token = bo_json_member_string (bo_json_member (answer, "qr_data"), "token");
  g_assert_nonnull (token);
  g_clear_object (&http.session);
  g_clear_pointer (&http.body, g_bytes_unref);
  g_clear_pointer (&http.headers, soup_message_headers_unref);
  g_free (http.token);
  return token;
}

static void
test_guest (Home *home, gconstpointer data)
{
  g_autofree char *code = invite (home);
  g_autoptr (BoClient) guest = client_new_alone (home, "guest");
  BoCredentials credentials = { .guest = code, .device_name = "Visitor", .allow_file = true };
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_connect_async (guest, bo_hub_get_url (home->hub), &credentials, NULL, take_result_cb, &connected);
  wait_for (&connected);
  bo_client_connect_finish (guest, connected, &error);
  g_assert_no_error (error);
  sync_now (guest);
  g_assert_true (bo_client_get_read_only (guest));
  draw_both (home, guest, "home", "guest-home", NULL);
  draw_thing (home, guest, "Front door lock", "guest-lock");
  draw_thing (home, guest, "Hall thermostat", "guest-thermostat");
  draw_thing (home, guest, "Floor lamp", "guest-light");
}

/* --- conflicts of all kinds --- */

static void
remove_thing (BoClient *client, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_remove_async (client, bo_thing_get_id (BO_THING (accessory_named (client, name))), NULL, take_result_cb,
                          &result);
  edit_finish (client, &result);
}

static void
move_thing (BoClient *client, const char *name, unsigned int room_index)
{
  BoAccessory *accessory = accessory_named (client, name);
  g_autoptr (BoThing) room = g_list_model_get_item (bo_client_list_rooms (client), room_index);
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_move_async (client, bo_thing_get_id (BO_THING (accessory)),
                        bo_thing_get_id (BO_THING (bo_accessory_get_room (accessory))), bo_thing_get_id (room), NULL,
                        take_result_cb, &result);
  edit_finish (client, &result);
}

static void
put_note (BoClient *client, const char *name, const char *content)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_put_entity_async (client, "5f7b1a52-6f1e-4c58-9d4e-3a2f0b6c7d8e", "note", name, content, NULL,
                              take_result_cb, &result);
  edit_finish (client, &result);
}

static void
draw_conflicts (Home *home)
{
  GListModel *conflicts = bo_client_list_conflicts (home->client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      const BoConflict *conflict = bo_conflict_item_get_conflict (item);
      g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);
      g_autofree char *name = g_strdup_printf ("conflict-kind-%d%s-%u", conflict->kind,
                                               conflict->base == NULL ? "-no-base" : "", i);

      g_test_message ("%s: %s", name, bo_conflict_item_get_title (item));
      draw_both (home, home->client, address, name, NULL);
    }
}

static bool
has_deleted (gpointer client)
{
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);

      if (bo_conflict_item_get_conflict (item)->kind == BO_CONFLICT_DELETED)
        return true;
    }
  return false;
}

static void
test_conflicts (Home *home, gconstpointer data)
{
  home->other = client_new (home, "Ana’s laptop");
  set_value (home->client, "Floor lamp", "on", "true");
  remove_thing (home->other, "Floor lamp");
  remove_thing (home->client, "Ceiling light");
  set_value (home->other, "Ceiling light", "brightness", "75");
  move_thing (home->client, "Front door lock", 0);
  move_thing (home->other, "Front door lock", 1);
  put_note (home->client, "Bins", "{\"text\": \"Paper on Monday\"}");
  put_note (home->other, "The bins", "{\"text\": \"Paper on Tuesday\", \"by\": \"Ana\"}");
  sync_now (home->other);
  sync_now (home->client);
  sync_now (home->client);
  wait_until ("the conflicts", has_deleted, home->client);
  draw_conflicts (home);
  draw_both (home, home->client, "sync:review", "review-all-kinds", NULL);
  draw_both (home, home->client, "home", "home-conflicts", NULL);
}

/* --- nothing there --- */

static void
test_empty (Home *home, gconstpointer data)
{
  static const char *const addresses[] = {
    "home", "favourites", "no-room", "scenes", "automations", "documents", "history", "filter:lights", "sync:waiting", "sync:review",
    "sync:activity", "sync:health",
  };
  g_autoptr (BoClient) client = client_new_alone (home, "empty");
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_create_home_async (client, "My Home", NULL, take_result_cb, &result);
  edit_finish (client, &result);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *name = g_strconcat ("empty-", addresses[i], NULL);

      draw_both (home, client, addresses[i], name, NULL);
    }
}

/* --- long names, and the other way round --- */

static void
rename_thing (BoClient *client, gpointer thing, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_rename_async (client, bo_thing_get_id (thing), name, NULL, take_result_cb, &result);
  edit_finish (client, &result);
}

static void
rename_many (Home *home)
{
  BoAccessory *lock = accessory_named (home->client, "Front door lock");
  g_autoptr (BoThing) scene = g_list_model_get_item (bo_model_get_scenes (bo_client_get_model (home->client)), 0);

  rename_thing (home->client, bo_room_get_zone (bo_accessory_get_room (lock)), LONG_NAME);
  rename_thing (home->client, bo_accessory_get_room (lock), LONG_NAME);
  rename_thing (home->client, scene, LONG_NAME);
  rename_thing (home->client, lock, LONG_NAME);
}

static void
test_long_names (Home *home, gconstpointer data)
{
  g_autofree char *room = NULL;

  g_assert_cmpint (g_utf8_strlen (LONG_NAME, -1), >=, 60);
  bo_client_set_paused (home->client, TRUE);
  rename_many (home);
  room = g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (accessory_named (home->client,
                                                                                                   LONG_NAME)))),
                      NULL);
  draw_both (home, home->client, "home", "long-home", NULL);
  draw_both (home, home->client, room, "long-room", NULL);
  draw_both (home, home->client, "scenes", "long-scenes", NULL);
  draw_both (home, home->client, "sync:waiting", "long-waiting", NULL);
  draw_both (home, home->client, "sync:activity", "long-activity", NULL);
  draw_thing (home, home->client, LONG_NAME, "long-lock");
}

static void
test_right_to_left (Home *home, gconstpointer data)
{
  static const char *const addresses[] = {
    "home", "scenes", "automations", "documents", "history", "sync:waiting", "sync:review", "sync:activity", "sync:health",
    "welcome:connect",
  };
  static const char *const accessories[] = { "Floor lamp", "Hall thermostat", "Front door lock", "Kitchen blind" };

  home->other = client_new (home, "Ana’s laptop");
  make_conflict (home);
  bo_client_set_paused (home->client, TRUE);
  set_value (home->client, "Floor lamp", "on", "true");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *name = g_strconcat ("rtl-", addresses[i], NULL);

      draw_one (home, home->client, addresses[i], name, NULL, 360, false);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (accessories); i++)
    {
      g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (home->client), BO_TYPE_ACCESSORY,
                                                   accessories[i]);
      g_autofree char *name = g_strconcat ("rtl-", accessories[i], NULL);
      g_autofree char *address = NULL;

      if (found->len == 0)
        continue;
      address = g_strconcat ("accessory:", bo_thing_get_id (g_ptr_array_index (found, 0)), NULL);
      draw_one (home, home->client, address, name, NULL, 360, false);
    }
  draw_conflicts (home);
}

int
main (int argc, char **argv)
{
  gpointer demo = GINT_TO_POINTER (1);

  scene_init (&argc, &argv);
  g_test_add ("/states/welcome", Home, demo, set_up, test_welcome, tear_down);
  g_test_add ("/states/mended", Home, NULL, set_up, test_mended, tear_down);
  g_test_add ("/states/errors", Home, NULL, set_up, test_errors, tear_down);
  g_test_add ("/states/read-only", Home, NULL, set_up, test_read_only, tear_down);
  g_test_add ("/states/offline", Home, demo, set_up, test_offline, tear_down);
  g_test_add ("/states/guest", Home, demo, set_up, test_guest, tear_down);
  g_test_add ("/states/conflicts", Home, demo, set_up, test_conflicts, tear_down);
  g_test_add ("/states/empty", Home, NULL, set_up, test_empty, tear_down);
  g_test_add ("/states/long-names", Home, demo, set_up, test_long_names, tear_down);
  g_test_add ("/states/right-to-left", Home, demo, set_up, test_right_to_left, tear_down);
  return g_test_run ();
}
