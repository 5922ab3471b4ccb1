/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <execinfo.h>
#include <unistd.h>

#include <gdk/x11/gdkx.h>

#include "window-scene.h"

#include "bo-palette.h"
#include "bo-widgets.h"

/* An object used after its end is seldom seen twice: who used it is said before the program ends. */
static void
tell_who (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  void *frames[64];

  backtrace_symbols_fd (frames, backtrace (frames, G_N_ELEMENTS (frames)), STDERR_FILENO);
  g_log_default_handler (domain, level, message, data);
}

AdwApplication *
window_scene_init (int *argc, char ***argv)
{
  AdwApplication *application;

  g_test_init (argc, argv, NULL);
  g_log_set_handler ("GLib-GObject", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, tell_who, NULL);
  application = adw_application_new ("io.github.the_goodies.BlowingOff.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));
  bo_widgets_init ();
  bo_shot_pin ();
  return application;
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
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (argv, (char *) "xdotool");
  for (int i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, take_result_cb, &result);
  wait_for (&result);
  g_subprocess_wait_check_finish (process, result, &error);
  g_assert_no_error (error);
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
open_client (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &result);
  wait_for (&result);
  bo_client_open_finish (client, result, &error);
  g_assert_no_error (error);
}

void
connect_client (BoClient *client, const char *url, const BoCredentials *credentials)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_connect_async (client, url, credentials, NULL, take_result_cb, &result);
  wait_for (&result);
  bo_client_connect_finish (client, result, &error);
  g_assert_no_error (error);
}

static void
open_other (Fixture *fixture)
{
  BoCredentials credentials = { .password = bo_demo_get_password (fixture->demo), .user_id = "ana", .allow_file = true };

  fixture->folder = g_dir_make_tmp ("blowing-off-test-XXXXXX", NULL);
  fixture->other = bo_client_new (fixture->folder);
  open_client (fixture->other);
  connect_client (fixture->other, bo_client_get_server_url (fixture->client), &credentials);
}

static void
start_demo (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_demo_start_async (fixture->demo, fixture->client, NULL, take_result_cb, &result);
  wait_for (&result);
  bo_demo_start_finish (fixture->demo, result, &error);
  g_assert_no_error (error);
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

  fixture->demo = bo_demo_new (&options);
  fixture->client = bo_client_new (bo_demo_get_data_dir (fixture->demo));
  fixture->window = bo_window_new (application, fixture->client);
  gtk_window_present (GTK_WINDOW (fixture->window));
  start_demo (fixture);
  sync_now (fixture->client);
  wait_until ("rest", is_at_rest, fixture->client);
  wait_until ("the window's focus", is_focused, fixture->window);
  open_other (fixture);
}

static void
close_client (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_close_async (client, NULL, take_result_cb, &result);
  wait_for (&result);
  bo_client_close_finish (client, result, NULL);
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
  wait_until ("the tile", is_tile_shown, shown);
  return find_tile (GTK_WIDGET (fixture->window), shown[1]);
}

typedef struct
{
  BoClient   *client;
  const char *id;
  bool        on;
} Seen;

/* The device asks the hub. */
static bool
is_seen (gpointer data)
{
  Seen *seen = data;

  sync_now (seen->client);
  return is_on (seen->client, seen->id) == seen->on;
}

void
assert_seen_at_hub (Fixture *fixture, const char *id, bool on)
{
  Seen seen = { fixture->other, id, on };

  wait_until ("what was done here to be seen elsewhere", is_seen, &seen);
  wait_until ("rest", is_at_rest, fixture->client);
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

void
go_to (GtkWidget *widget)
{
  for (int i = 0; i < 80 && !has_focus_inside (widget); i++)
    press ("Tab");
  g_assert_true (has_focus_inside (widget));
}

/* --- the palette --- */

gpointer
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static BoPalette *
find_palette (void)
{
  return find_toplevel (BO_TYPE_PALETTE);
}

bool
is_palette_ready (gpointer data)
{
  BoPalette *palette = find_palette ();

  return palette != NULL && gtk_window_is_active (GTK_WINDOW (palette));
}

bool
is_selected (gpointer data)
{
  BoPalette *palette = find_palette ();

  return palette != NULL && g_strcmp0 (bo_palette_get_selected (palette), data) == 0;
}

bool
is_back_at_window (gpointer data)
{
  return find_palette () == NULL && gtk_window_is_active (GTK_WINDOW (data));
}

BoPaletteGathering *
gather_all (Fixture *fixture)
{
  BoPaletteGathering *gathering = bo_palette_gather (fixture->client, GTK_WIDGET (fixture->window));

  while (!bo_palette_gather_some (gathering, 0))
    ;
  return gathering;
}
