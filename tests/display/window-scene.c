/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/x11/gdkx.h>

#include "window-scene.h"

#include "bo-widgets.h"

#define PATIENCE_SECONDS 30

static gboolean
late_cb (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

void
wait_for (const char *what, Condition condition, gpointer data)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("Waited %d s in vain: %s", PATIENCE_SECONDS, what);
  g_source_remove (source);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

bool
is_true (gpointer data)
{
  return *(bool *) data;
}

/* Sends real events; the window draws meanwhile. */
void
xdotool (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  bool ended = false;

  g_ptr_array_add (argv, (char *) "xdotool");
  for (int i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &ended);
  wait_for ("xdotool", is_true, &ended);
}

void
press (const char *key)
{
  xdotool ((const char *[]){ "key", key, NULL });
}

void
click (BoWindow *window, GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  graphene_point_t middle = { (float) gtk_widget_get_width (widget) / 2, (float) gtk_widget_get_height (widget) / 2 };
  graphene_point_t at;
  double shadow_x, shadow_y;
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));
  g_autofree char *x = NULL, *y = NULL;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (window), &middle, &at));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &shadow_x, &shadow_y);
  x = g_strdup_printf ("%d", (int) (at.x + shadow_x));
  y = g_strdup_printf ("%d", (int) (at.y + shadow_y));
  xdotool ((const char *[]){ "mousemove", "--window", id, x, y, "click", "1", NULL });
}

static GtkWidget *
find_tile (GtkWidget *from, const char *id)
{
  if (BO_IS_TILE (from) && gtk_widget_get_mapped (from) && bo_tile_get_accessory (BO_TILE (from)) != NULL
      && g_str_equal (bo_thing_get_id (BO_THING (bo_tile_get_accessory (BO_TILE (from)))), id))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tile (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* --- the fixture: a demo home in which nobody lives, and a second device --- */

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bo_demo_start_finish (BO_DEMO (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bo_client_open_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bo_client_connect_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = bo_client_sync_finish (BO_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  bo_client_close_finish (BO_CLIENT (source), result, NULL);
  *(bool *) data = true;
}

void
sync_client (BoClient *client)
{
  bool done = false;

  bo_client_sync_async (client, NULL, synced_cb, &done);
  wait_for ("synchronisation", is_true, &done);
}

static void
open_other (Fixture *fixture)
{
  BoCredentials credentials = { .password = bo_demo_get_password (fixture->demo), .user_id = "ana", .allow_file = true };
  bool opened = false, connected = false;

  fixture->folder = g_dir_make_tmp ("blowing-off-test-XXXXXX", NULL);
  fixture->other = bo_client_new (fixture->folder);
  bo_client_open_async (fixture->other, BO_OPEN_NO_SYNC, NULL, opened_cb, &opened);
  wait_for ("the other device's store", is_true, &opened);
  bo_client_connect_async (fixture->other, bo_client_get_server_url (fixture->client), &credentials, NULL,
                           connected_cb, &connected);
  wait_for ("the other device's hub", is_true, &connected);
}

static bool
is_at_rest (gpointer data)
{
  return bo_client_get_phase (data) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (data) == 0
         && g_list_model_get_n_items (bo_client_list_accessories (data)) > 0;
}

static bool
is_focused (gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (data)) && gtk_widget_get_mapped (data);
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  BoDemoOptions options = { .seed = 1, .speed = 0 };
  AdwApplication *application = ADW_APPLICATION (g_application_get_default ());
  bool started = false;

  fixture->demo = bo_demo_new (&options);
  fixture->client = bo_client_new (bo_demo_get_data_dir (fixture->demo));
  fixture->window = bo_window_new (application, fixture->client);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bo_demo_start_async (fixture->demo, fixture->client, NULL, demo_started_cb, &started);
  wait_for ("the demo home", is_true, &started);
  sync_client (fixture->client);
  wait_for ("rest", is_at_rest, fixture->client);
  wait_for ("the window's focus", is_focused, fixture->window);
  open_other (fixture);
}

static void
close_client (BoClient *client)
{
  bool closed = false;

  bo_client_close_async (client, NULL, closed_cb, &closed);
  wait_for ("the store's end", is_true, &closed);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  close_client (fixture->client);
  close_client (fixture->other);
  bo_demo_stop (fixture->demo);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->other);
  g_clear_object (&fixture->demo);
  g_clear_pointer (&fixture->folder, g_free);
}

/* --- the tests --- */

BoAccessory *
find_light (BoClient *client)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_find_service (accessory, "lightbulb") != NULL && bo_accessory_get_room (accessory) != NULL
          && bo_accessory_get_reachable (accessory) && bo_accessory_get_tap_characteristic (accessory) != NULL)
        return accessory;
    }
  g_assert_not_reached ();
}

bool
is_on (BoClient *client, const char *id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), id);

  g_assert_true (BO_IS_ACCESSORY (thing));
  return bo_characteristic_get_bool (bo_accessory_get_tap_characteristic (BO_ACCESSORY (thing)), false);
}

bool
is_switched (gpointer data)
{
  Switch *self = data;

  return is_on (self->client, self->id) != self->before;
}

static bool
is_tile_shown (gpointer data)
{
  Fixture *fixture = ((gpointer *) data)[0];
  GtkWidget *tile = find_tile (GTK_WIDGET (fixture->window), ((gpointer *) data)[1]);

  return tile != NULL && gtk_widget_get_width (tile) > 0;
}

GtkWidget *
show_tile (Fixture *fixture, BoAccessory *light)
{
  g_autofree char *address = g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (light))), NULL);
  gpointer shown[] = { fixture, (gpointer) bo_thing_get_id (BO_THING (light)) };

  bo_window_show_page (fixture->window, address);
  wait_for ("the tile", is_tile_shown, shown);
  return find_tile (GTK_WIDGET (fixture->window), shown[1]);
}

/* The other device asks the hub until it sees what was done here. */
void
assert_seen_at_hub (Fixture *fixture, const char *id, bool on)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);

  do
    sync_client (fixture->other);
  while (!late && is_on (fixture->other, id) != on);
  g_assert_false (late);
  g_source_remove (source);
  wait_for ("rest", is_at_rest, fixture->client);
}

bool
is_at_details (gpointer data)
{
  const char *address = bo_window_get_address (data);

  return address != NULL && g_str_has_prefix (address, "accessory:");
}

bool
is_at_room (gpointer data)
{
  const char *address = bo_window_get_address (data);

  return address != NULL && g_str_has_prefix (address, "room:");
}

static bool
has_focus_inside (gpointer data)
{
  GtkWidget *tile = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (tile));

  return focus != NULL && (focus == tile || gtk_widget_is_ancestor (focus, tile));
}

/* From wherever the window puts the focus to the tile, by Tab and arrows alone. */
void
go_to_tile (GtkWidget *tile)
{
  for (int i = 0; i < 60 && !has_focus_inside (tile); i++)
    {
      GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (tile));
      bool among_tiles = focus != NULL && (BO_IS_TILE (focus) || gtk_widget_get_ancestor (focus, BO_TYPE_TILE) != NULL);

      press (among_tiles ? "Right" : "Tab");
    }
  g_assert_true (has_focus_inside (tile));
}

/* (nullable): what @widget says by itself */
static const char *
words_of (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

static bool
says (GtkWidget *widget, const char *text)
{
  const char *words = words_of (widget);
  g_auto (GStrv) parts = words != NULL ? g_strsplit (words, "_", -1) : NULL;
  g_autofree char *plain = parts != NULL ? g_strjoinv ("", parts) : NULL;

  return g_strcmp0 (plain, text) == 0;
}

GtkWidget *
find_words (GtkWidget *from, const char *text)
{
  GtkWidget *found = gtk_widget_get_mapped (from) && gtk_widget_get_child_visible (from) && says (from, text) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_words (child, text);
  return found;
}

void
go_to (GtkWidget *widget)
{
  for (int i = 0; i < 80 && !has_focus_inside (widget); i++)
    press ("Tab");
  g_assert_true (has_focus_inside (widget));
}
