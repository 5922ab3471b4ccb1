/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding something by its name, in the palette and from the desktop, also where there is so much of it that
   gathering takes a while in which people type, choose, and change to another home. */

#include "config.h"

#include <sys/socket.h>

#include "bo-palette.h"
#include "bo-search.h"
#include "window-scene.h"

#define MANY 4000
#define LAST "Alpha zeta 3999"
#define LAST_ADDRESS "accessory:zeta-3999"

static bool
is_at_documents (gpointer data)
{
  return g_strcmp0 (bo_window_get_address (data), "documents") == 0;
}

/* Everything that is offered can be drawn. */
static void
test_palette_icons (Fixture *fixture, gconstpointer data)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (fixture->window)));
  g_autoptr (BoPaletteGathering) gathering = gather_all (fixture);
  GPtrArray *entries = bo_palette_gathered (gathering);

  g_assert_cmpuint (entries->len, >, 80);
  for (unsigned int i = 0; i < entries->len; i++)
    {
      BoPaletteEntry *entry = g_ptr_array_index (entries, i);

      if (!gtk_icon_theme_has_icon (theme, entry->icon_name))
        g_error ("“%s” has no icon: %s", entry->title, entry->icon_name);
    }
}

/* Ctrl+K, a slip of the fingers, Enter; the next time it is the first that is offered. */
static void
test_palette (Fixture *fixture, gconstpointer data)
{
  press ("ctrl+k");
  wait_until ("the palette", is_palette_ready, NULL);
  xdotool ((const char *[]){ "type", "docmuents", NULL });
  wait_until ("the documents in front", is_selected, (gpointer) "Documents");
  press ("Return");
  wait_until ("the documents", is_at_documents, fixture->window);
  wait_until ("the window", is_back_at_window, fixture->window);
  press ("ctrl+k");
  wait_until ("the palette again", is_palette_ready, NULL);
  wait_until ("what was used last", is_selected, (gpointer) "Documents");
  press ("Down");
  wait_until ("the row below", is_selected, (gpointer) "Home");
  press ("Escape");
  wait_until ("the window again", is_back_at_window, fixture->window);
}

/* What is typed on the home opens the palette, with the letter in it. */
static void
test_type_to_search (Fixture *fixture, gconstpointer data)
{
  bo_window_show_page (fixture->window, "home");
  press ("s");
  wait_until ("the palette", is_palette_ready, NULL);
  xdotool ((const char *[]){ "type", "cenes", NULL });
  wait_until ("the scenes in front", is_selected, (gpointer) "Scenes");
  press ("Escape");
  wait_until ("the window again", is_back_at_window, fixture->window);
}

/* --- in a large home --- */

static void
add_device (BoModelBatch *batch, const char *id, const char *name)
{
  g_autoptr (BoEntity) entity = bo_entity_new (id, "1", "device", name, "{}", NULL, NULL, NULL);

  bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
}

/* "Alpha zeta 0000" and so on, and, the last of all, "Zeta", in the home that is looked at. */
static void
add_many (Fixture *fixture)
{
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("zeta-%04d", i), *name = g_strdup_printf ("Alpha zeta %04d", i);

      add_device (batch, id, name);
    }
  add_device (batch, "zeta", "Zeta");
  bo_window_show_page (fixture->window, "documents");
  bo_model_apply (bo_client_get_model (fixture->client), batch);
}

/* Another home, with "Stove" in it */
static BoHome *
add_cabin (Fixture *fixture)
{
  static const struct { const char *id, *type, *name; } things[] = {
    { "cabin", "home", "Cabin" }, { "loft", "room", "Loft" }, { "stove", "device", "Stove" },
  };
  static const struct { const char *from, *type, *to; } ties[] = {
    { "loft", "part_of", "cabin" }, { "stove", "located_in", "loft" },
  };
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();
  BoModel *model = bo_client_get_model (fixture->client);

  for (size_t i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (BoEntity) entity = bo_entity_new (things[i].id, "1", things[i].type, things[i].name, "{}", NULL, NULL, NULL);

      bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (ties); i++)
    {
      g_autoptr (BoEdge) edge = bo_edge_new (ties[i].from, ties[i].from, "1", ties[i].to, "1", ties[i].type, NULL, NULL, 0);

      bo_model_batch_add_edge (batch, edge);
    }
  bo_model_apply (model, batch);
  return BO_HOME (bo_model_lookup (model, "cabin"));
}

static GtkWidget *
entry_of (BoPalette *palette)
{
  return gtk_window_get_focus (GTK_WINDOW (palette));
}

static BoPalette *
open_palette (Fixture *fixture, const char *typed)
{
  BoPalette *palette = bo_palette_new (GTK_WINDOW (fixture->window), fixture->client, "");

  gtk_editable_set_text (GTK_EDITABLE (entry_of (palette)), typed);
  return palette;
}

/* Whoever types and presses Enter at once gets what was asked for, though it hadn't been gathered. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  add_many (fixture);
  g_signal_emit_by_name (entry_of (open_palette (fixture, LAST)), "activate");
  g_assert_cmpstr (bo_window_get_address (fixture->window), ==, LAST_ADDRESS);
}

static bool
says_nothing_fits (gpointer palette)
{
  return find_labelled (palette, "Nothing Fits") != NULL;
}

/* Rows come as they are gathered, and it isn't said meanwhile that there are none. */
static void
test_coming (Fixture *fixture, gconstpointer data)
{
  BoPalette *palette;

  add_many (fixture);
  palette = open_palette (fixture, LAST);
  gtk_window_present (GTK_WINDOW (palette));
  while (g_strcmp0 (bo_palette_get_selected (palette), LAST) != 0)
    {
      g_assert_false (says_nothing_fits (palette));
      g_main_context_iteration (NULL, TRUE);
    }
  gtk_editable_set_text (GTK_EDITABLE (entry_of (palette)), "submarine");
  wait_until ("that nothing fits", says_nothing_fits, palette);
  g_assert_null (bo_palette_get_selected (palette));
  gtk_window_destroy (GTK_WINDOW (palette));
}

static bool
has_three (gpointer list)
{
  return gtk_list_box_get_row_at_index (list, 2) != NULL;
}

static bool
has_first (gpointer data)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (((gpointer *) data)[0], 0);

  return first != NULL && find_labelled (GTK_WIDGET (first), ((gpointer *) data)[1]) != NULL;
}

/* What fits best goes to the top; who has gone to a row stays there. */
static void
test_staying (Fixture *fixture, gconstpointer data)
{
  BoPalette *palette;
  GtkWidget *list;
  gpointer best[2] = { NULL, (gpointer) "Zeta" };
  g_autofree char *chosen = NULL;

  add_many (fixture);
  palette = open_palette (fixture, "zeta");
  gtk_window_present (GTK_WINDOW (palette));
  list = find_type (GTK_WIDGET (palette), GTK_TYPE_LIST_BOX);
  best[0] = list;
  wait_until ("three rows", has_three, list);
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  chosen = g_strdup (bo_palette_get_selected (palette));
  wait_until ("the best one at the top", has_first, best);
  g_assert_cmpstr (bo_palette_get_selected (palette), ==, chosen);
  gtk_window_destroy (GTK_WINDOW (palette));

  palette = open_palette (fixture, "zeta");
  wait_until ("the best one chosen", is_selected, (gpointer) "Zeta");
  gtk_window_destroy (GTK_WINDOW (palette));
}

/* --- another home meanwhile --- */

static void
test_other_home (Fixture *fixture, gconstpointer data)
{
  BoHome *cabin = add_cabin (fixture);
  BoPalette *palette;

  add_many (fixture);
  palette = open_palette (fixture, LAST);
  bo_client_set_home (fixture->client, cabin);
  g_signal_emit_by_name (entry_of (palette), "activate");
  g_assert_cmpstr (bo_window_get_address (fixture->window), !=, LAST_ADDRESS);
  gtk_editable_set_text (GTK_EDITABLE (entry_of (palette)), "stove");
  g_assert_cmpstr (bo_palette_get_selected (palette), ==, "Stove");
  gtk_window_destroy (GTK_WINDOW (palette));
}

/* The desktop at one end of a line, the search at the other */
typedef struct
{
  BoClient        *client;
  bool             asked;
  GDBusConnection *ends[2];
} Line;

static BoClient *
open_cb (gpointer data)
{
  Line *line = data;

  line->asked = true;
  return line->client;
}

static void
show_cb (const char *address, const char *typed, uint32_t time, gpointer data)
{
}

static void
line_begin (Line *line)
{
  g_autofree char *guid = g_dbus_generate_guid ();
  GDBusConnectionFlags flags[2] = { G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER,
                                    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT };
  GAsyncResult *results[2] = { NULL, NULL };
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GSocket) socket = g_socket_new_from_fd (fds[i], NULL);
      g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);

      g_dbus_connection_new (G_IO_STREAM (stream), i == 0 ? guid : NULL, flags[i], NULL, NULL, take_result_cb,
                             &results[i]);
    }
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      wait_for (&results[i]);
      line->ends[i] = g_dbus_connection_new_finish (results[i], &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
}

static void
line_end (Line *line)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) closed = NULL;

      g_dbus_connection_close (line->ends[i], NULL, take_result_cb, &closed);
      wait_for (&closed);
      g_dbus_connection_close_finish (line->ends[i], closed, NULL);
      g_object_unref (line->ends[i]);
    }
}

/* What is asked is answered for the home that is open then, though the names of the one before were being gathered. */
static void
test_other_home_searched (Fixture *fixture, gconstpointer data)
{
  static const BoSearchHost host = { open_cb, show_cb };
  Line line = { .client = fixture->client };
  g_autoptr (BoSearch) search = bo_search_new (&host, &line);
  const char *const terms[] = { data, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  BoHome *cabin = add_cabin (fixture);

  add_many (fixture);
  line_begin (&line);
  bo_search_register (search, line.ends[0], "/search", &error);
  g_assert_no_error (error);
  g_dbus_connection_call (line.ends[1], NULL, "/search", "org.gnome.Shell.SearchProvider2", "GetInitialResultSet",
                          g_variant_new ("(^as)", terms), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, take_result_cb,
                          &result);
  wait_until ("the question", is_true, &line.asked);
  bo_client_set_home (fixture->client, cabin);
  wait_for (&result);
  answer = g_dbus_connection_call_finish (line.ends[1], result, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(^as)", &ids);
  g_assert_cmpstr (ids[0], ==, g_str_equal (data, "stove") ? "go accessory:stove" : NULL);
  bo_search_unregister (search);
  line_end (&line);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = window_scene_init (&argc, &argv);

  g_test_add ("/display/palette/keys", Fixture, NULL, set_up, test_palette, tear_down);
  g_test_add ("/display/palette/icons", Fixture, NULL, set_up, test_palette_icons, tear_down);
  g_test_add ("/display/palette/type-to-search", Fixture, NULL, set_up, test_type_to_search, tear_down);
  g_test_add ("/display/palette/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/display/palette/coming", Fixture, NULL, set_up, test_coming, tear_down);
  g_test_add ("/display/palette/staying", Fixture, NULL, set_up, test_staying, tear_down);
  g_test_add ("/display/palette/other-home", Fixture, NULL, set_up, test_other_home, tear_down);
  g_test_add ("/display/palette/other-home-found", Fixture, "stove", set_up, test_other_home_searched, tear_down);
  g_test_add ("/display/palette/other-home-missed", Fixture, "zeta", set_up, test_other_home_searched, tear_down);
  return g_test_run ();
}
