/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-fault-proxy.h"
#include "bo-sync-indicator.h"
#include "bo-widgets.h"
#include "window-scene.h"

/* A conflict from its beginning to its end, in a real window and by keys alone: the network goes, both sides change
   one lamp, the network comes back. */

#define PERCENT 12

typedef struct
{
  Fixture       window;
  BoFaultProxy *proxy;
} Scene;

/* The window's device reaches the hub through the proxy, the other one directly. */
static void
set_up_scene (Scene *self, gconstpointer data)
{
  BoCredentials credentials = { .device_name = "Hall tablet", .user_id = "ben", .allow_file = true };
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&self->window, data);
  credentials.password = bo_demo_get_password (self->window.demo);
  self->proxy = bo_fault_proxy_new ("127.0.0.1:0", strstr (bo_client_get_server_url (self->window.client), "127."),
                                    &error);
  g_assert_no_error (error);
  url = g_strdup_printf ("http://127.0.0.1:%u", bo_fault_proxy_get_port (self->proxy));
  connect_client (self->window.client, url, &credentials);
  sync_now (self->window.client);
  sync_now (self->window.other);
}

static void
tear_down_scene (Scene *self, gconstpointer data)
{
  tear_down (&self->window, data);
  g_clear_pointer (&self->proxy, bo_fault_proxy_free);
}

/* --- the two sides --- */

static BoCharacteristic *
brightness_of (BoClient *client, const char *id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), id);
  BoCharacteristic *found = bo_accessory_find_characteristic (BO_ACCESSORY (thing), "brightness");

  g_assert_nonnull (found);
  return found;
}

static double
percent (BoClient *client, const char *id)
{
  return bo_characteristic_get_double (brightness_of (client, id), -1);
}

/* A lamp in a room that can be dimmed */
static BoAccessory *
find_lamp (BoClient *client)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_find_characteristic (accessory, "brightness") != NULL && bo_accessory_get_room (accessory) != NULL
          && bo_accessory_get_reachable (accessory))
        return accessory;
    }
  g_assert_not_reached ();
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
set_percent (BoClient *client, const char *id, int value)
{
  g_autofree char *json = g_strdup_printf ("%d", value);
  bool edited = false;

  bo_client_update_characteristic_async (client, id, bo_characteristic_get_id (brightness_of (client, id)), json, false,
                                         NULL, edited_cb, &edited);
  wait_until ("an edit", is_true, &edited);
}

/* The other device dims the lamp, and the hub has it. */
static void
dim_elsewhere (Scene *self, const char *id)
{
  set_percent (self->window.other, id, PERCENT);
  sync_now (self->window.other);
}

typedef struct
{
  BoClient   *client;
  const char *id;
  double      value;
} Expected;

static bool
is_other (gpointer data)
{
  Expected *expected = data;

  return percent (expected->client, expected->id) != expected->value;
}

static bool
is_just (gpointer data)
{
  Expected *expected = data;

  return percent (expected->client, expected->id) == expected->value;
}

/* --- what the window says --- */

typedef struct
{
  BoWindow   *window;
  const char *text;
} Words;

static bool
is_said (gpointer data)
{
  Words *words = data;

  return find_labelled (GTK_WIDGET (words->window), words->text) != NULL;
}

static void
wait_for_text (Scene *self, const char *text)
{
  Words words = { self->window.window, text };

  wait_until (text, is_said, &words);
}

static bool
is_at (gpointer data)
{
  gpointer *place = data;
  const char *address = bo_window_get_address (place[0]);

  return address != NULL && g_str_has_prefix (address, place[1]);
}

static void
wait_for_page (Scene *self, const char *address)
{
  gpointer place[] = { self->window.window, (gpointer) address };

  wait_until (address, is_at, place);
}

static GtkWidget *
focusable_of (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_get_focusable (widget))
    widget = gtk_widget_get_parent (widget);
  g_assert_nonnull (widget);
  return widget;
}

static bool
is_away (gpointer client)
{
  return bo_client_get_phase (client) == BO_PHASE_OFFLINE && bo_client_get_pending_count (client) == 1;
}

static bool
is_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 1 && bo_client_get_pending_count (client) == 0;
}

static bool
is_decided (gpointer client)
{
  return bo_client_get_conflict_count (client) == 0;
}

/* --- the flow --- */

/* Dims the lamp here by a key while the hub is away. */
static void
dim_here (Scene *self, BoAccessory *lamp, const char *id)
{
  Expected changed = { self->window.client, id, percent (self->window.client, id) };

  bo_fault_proxy_set_port (self->proxy, BO_FAULT_PORT_CLOSED);
  go_to_tile (show_tile (&self->window, lamp));
  press (changed.value > 50 ? "minus" : "plus");
  wait_until ("the lamp to be dimmed", is_other, &changed);
  wait_until ("the loss of the network", is_away, self->window.client);
  wait_for_text (self, "Offline · 1 waiting");
}

/* From the sync button to the conflict, by keys. */
static void
open_conflict (Scene *self, const char *name)
{
  g_autofree char *title = g_strdup_printf ("%s was changed in two places", name);

  wait_for_text (self, "1 to review");
  go_to (focusable_of (find_labelled (GTK_WIDGET (self->window.window), "1 to review")));
  press ("Return");
  wait_for_page (self, "sync");
  wait_for_text (self, title);
  go_to (focusable_of (find_labelled (GTK_WIDGET (self->window.window), title)));
  press ("Return");
  wait_for_page (self, "conflict:");
}

static void
test_flow (Scene *self, gconstpointer data)
{
  BoClient *client = self->window.client;
  BoAccessory *lamp = find_lamp (client);
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (lamp)));
  g_autofree char *name = g_strdup (bo_thing_get_display_name (BO_THING (lamp)));
  Expected result = { client, id, 0 };
  double here, kept;

  dim_here (self, lamp, id);
  here = percent (client, id);
  dim_elsewhere (self, id);
  g_assert_cmpfloat (here, !=, PERCENT);

  bo_fault_proxy_set_port (self->proxy, BO_FAULT_PORT_OPEN);
  sync_now (client);
  wait_until ("the conflict", is_to_review, client);
  kept = percent (client, id);
  g_assert_true (kept == here || kept == PERCENT);
  open_conflict (self, name);

  /* The other side than the one that was kept: J goes to the row, 1 and 2 are the sides. */
  press ("j");
  press (kept == here ? "2" : "1");
  press ("ctrl+Return");
  wait_until ("the decision", is_decided, client);
  result.value = kept == here ? PERCENT : here;
  wait_until ("the other value", is_just, &result);
  sync_now (self->window.client);
  sync_now (self->window.other);
  g_assert_cmpfloat (percent (self->window.other, id), ==, result.value);

  wait_for_text (self, "Undo");
  go_to (find_labelled (GTK_WIDGET (self->window.window), "Undo"));
  press ("space");
  result.value = kept;
  wait_until ("the value of before", is_just, &result);
  wait_until ("the conflict again", is_to_review, client);
  wait_for_text (self, "1 to review");
}

/* --- several, by keys --- */

static BoAccessory *
find_other_lamp (BoClient *client, BoAccessory *lamp)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (accessory != lamp && bo_accessory_find_characteristic (accessory, "brightness") != NULL
          && bo_accessory_get_reachable (accessory))
        return accessory;
    }
  g_assert_not_reached ();
}

static bool
are_two_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 2 && bo_client_get_pending_count (client) == 0;
}

static bool
is_asked (gpointer window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel) && gtk_window_is_active (toplevel))
        return true;
    }
  return false;
}

static bool
is_back (gpointer window)
{
  return !is_asked (window) && gtk_window_is_active (window);
}

/* Select, all of them, one side, the preview, yes: no pointer is needed, and Escape leaves the selection, not the page. */
static void
test_bulk (Scene *self, gconstpointer data)
{
  BoClient *client = self->window.client;
  BoAccessory *lamp = find_lamp (client);
  g_autofree char *one = g_strdup (bo_thing_get_id (BO_THING (lamp)));
  g_autofree char *two = g_strdup (bo_thing_get_id (BO_THING (find_other_lamp (client, lamp))));
  Expected expected = { client, one, 63 };

  bo_fault_proxy_set_port (self->proxy, BO_FAULT_PORT_CLOSED);
  set_percent (client, one, 37);
  set_percent (client, two, 38);
  set_percent (self->window.other, one, 63);
  set_percent (self->window.other, two, 64);
  sync_now (self->window.other);
  bo_fault_proxy_set_port (self->proxy, BO_FAULT_PORT_OPEN);
  sync_now (client);
  wait_until ("two conflicts", are_two_to_review, client);

  bo_window_show_page (self->window.window, "sync:review");
  wait_for_text (self, "Select");
  go_to (find_labelled (GTK_WIDGET (self->window.window), "Select"));
  press ("space");
  wait_for_text (self, "0 selected");
  press ("Escape");
  wait_for_text (self, "Select");
  wait_for_page (self, "sync");
  press ("space");
  press ("ctrl+a");
  wait_for_text (self, "2 selected");
  go_to (find_labelled (GTK_WIDGET (self->window.window), "Keep Hub’s…"));
  press ("Return");
  wait_until ("the preview", is_asked, self->window.window);
  g_assert_true (are_two_to_review (client));
  press ("Return");
  wait_until ("the window", is_back, self->window.window);
  wait_until ("both decisions", is_decided, client);
  wait_until ("the hub's value", is_just, &expected);
  expected = (Expected){ client, two, 64 };
  wait_until ("the hub's other value", is_just, &expected);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = window_scene_init (&argc, &argv);

  g_test_add ("/display/flow/conflict", Scene, NULL, set_up_scene, test_flow, tear_down_scene);
  g_test_add ("/display/flow/bulk", Scene, NULL, set_up_scene, test_bulk, tear_down_scene);
  return g_test_run ();
}
