/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "bench.h"

#include "bo-notify.h"
#include "bo-tile-grid.h"
#include "bo-widgets.h"
#include "bo-window.h"

/* The window on a large home without a hub: how soon it stands, how it scrolls, and what telling of it costs. */

#define ROOMS 60
#define ACCESSORIES 1000
#define IN_HALL 400
#define FRAMES 200
#define STEP 48
#define STARTS 5
#define CHANGES 40

/* --- waiting --- */

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **) data = bo_client_edit_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static char *
wait_for_id (char **id)
{
  while (*id == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *id;
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
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  bo_client_close_finish (BO_CLIENT (source), result, NULL);
  *(bool *) data = true;
}

static void
close_client (BoClient *client)
{
  bool closed = false;

  bo_client_close_async (client, NULL, closed_cb, &closed);
  bench_wait (&closed);
  g_object_unref (client);
}

/* --- the home --- */

static char *
make_room (BoClient *client, const char *home, int i)
{
  g_autofree char *name = g_strdup_printf ("Room %d", i);
  char *id = NULL;

  bo_client_create_room_async (client, home, NULL, name, NULL, edited_cb, &id);
  return wait_for_id (&id);
}

static void
make_lamp (BoClient *client, const char *room, int i)
{
  static const char *const services[] = { "lightbulb", NULL };
  g_autofree char *name = g_strdup_printf ("Lamp %d", i);
  char *id = NULL;

  bo_client_create_accessory_async (client, room, name, services, NULL, edited_cb, &id);
  g_free (wait_for_id (&id));
}

/* Returns the room that holds most. */
static char *
furnish (const char *dir)
{
  BoClient *client = bo_client_new (dir);
  g_autoptr (GPtrArray) rooms = g_ptr_array_new_with_free_func (g_free);
  char *home = NULL, *hall;
  bool opened = false;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, opened_cb, &opened);
  bench_wait (&opened);
  bo_client_create_home_async (client, "Large house", NULL, edited_cb, &home);
  wait_for_id (&home);
  for (int i = 0; i < ROOMS; i++)
    g_ptr_array_add (rooms, make_room (client, home, i));
  for (int i = 0; i < ACCESSORIES; i++)
    make_lamp (client, g_ptr_array_index (rooms, i < IN_HALL ? 0 : 1 + i % (ROOMS - 1)), i);
  hall = g_strdup (g_ptr_array_index (rooms, 0));
  g_free (home);
  close_client (client);
  return hall;
}

/* --- frames --- */

typedef struct
{
  double  began;
  GArray *times; /* ms that each frame took */
} Frames;

static void
before_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->began = bench_now ();
}

static void
after_cb (GdkFrameClock *clock, Frames *frames)
{
  double took = bench_now () - frames->began;

  g_array_append_val (frames->times, took);
}

static void
frames_watch (Frames *frames, GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  frames->times = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), frames);
}

static void
frames_end (Frames *frames, GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (widget), frames);
}

static void
wait_for_frame (GtkWidget *widget, Frames *frames)
{
  unsigned int before = frames->times->len;

  gtk_widget_queue_draw (widget);
  while (frames->times->len == before)
    g_main_context_iteration (NULL, TRUE);
}

/* --- how soon it stands --- */

static void
painted_cb (GdkFrameClock *clock, bool *painted)
{
  *painted = true;
}

/* Until a frame is out once @ready. */
static double
wait_until_painted (GtkWidget *window, bool (*ready) (GtkWidget *window), double began)
{
  bool painted = false;
  unsigned long handler = 0;

  while (!painted)
    {
      if (handler == 0 && gtk_widget_get_realized (window) && ready (window))
        handler = g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), &painted);
      if (handler != 0)
        gtk_widget_queue_draw (window);
      g_main_context_iteration (NULL, TRUE);
    }
  began = bench_now () - began;
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (window), handler);
  return began;
}

static bool
is_there (GtkWidget *window)
{
  return true;
}

static bool
shows_home (GtkWidget *window)
{
  const char *address = bo_window_get_address (BO_WINDOW (window));

  return address != NULL && g_str_equal (address, "home") && gtk_widget_get_mapped (GTK_WIDGET (bo_window_get_page (BO_WINDOW (window))));
}

static double
start_empty (GtkApplication *application)
{
  double began = bench_now ();
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 700);
  gtk_window_present (GTK_WINDOW (window));
  began = wait_until_painted (window, is_there, began);
  gtk_window_destroy (GTK_WINDOW (window));
  return began;
}

/* With the reading of the file. */
static double
start_home (AdwApplication *application, const char *dir)
{
  double began = bench_now ();
  BoClient *client = bo_client_new (dir);
  GtkWidget *window = GTK_WIDGET (bo_window_new (application, client));
  bool opened = false;

  gtk_window_present (GTK_WINDOW (window));
  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, opened_cb, &opened);
  began = wait_until_painted (window, shows_home, began);
  bench_wait (&opened);
  gtk_window_destroy (GTK_WINDOW (window));
  close_client (client);
  return began;
}

static void
measure_starts (AdwApplication *application, const char *dir)
{
  g_autoptr (GArray) empty = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) home = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < STARTS; i++)
    {
      double floor = start_empty (GTK_APPLICATION (application)), took = start_home (application, dir);

      g_array_append_val (empty, floor);
      g_array_append_val (home, took);
      if (i == 0)
        bench_row ("window: the first of all, with its home (floor: an empty one)", "ms", took, floor, 300);
    }
  bench_row ("window: its home painted (floor: an empty one)", "ms", bench_median (home), bench_median (empty), 300);
}

/* --- how it scrolls --- */

static GtkWidget *
find_scrolled (GtkWidget *from)
{
  if (GTK_IS_SCROLLED_WINDOW (from) && gtk_widget_get_mapped (from))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_scrolled (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
scroll (GtkWidget *window, GtkWidget *scrolled, Frames *frames)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  double most;

  frames_watch (frames, window);
  for (int i = 0; i < 5; i++)
    wait_for_frame (window, frames);
  g_array_set_size (frames->times, 0);
  most = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  g_assert_cmpfloat (most, >, FRAMES * STEP / 4.0);
  for (int i = 0; i < FRAMES; i++)
    {
      gtk_adjustment_set_value (adjustment, fmod (i * STEP, most));
      wait_for_frame (window, frames);
    }
  frames_end (frames, window);
}

/* A list of as many lines, as the toolkit draws it. */
static void
scroll_lines (GtkApplication *application, Frames *frames)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkStringList *lines = gtk_string_list_new (NULL);
  static const char ui[] = "<interface><template class='GtkListItem'><property name='child'><object class='GtkLabel'>"
                           "<binding name='label'><lookup name='string' type='GtkStringObject'><lookup name='item'>"
                           "GtkListItem</lookup></lookup></binding></object></property></template></interface>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (ui, sizeof ui - 1);

  for (int i = 0; i < ACCESSORIES; i++)
    gtk_string_list_append (lines, "A line");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (lines))),
                                                    gtk_builder_list_item_factory_new_from_bytes (NULL, bytes)));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 700);
  gtk_window_present (GTK_WINDOW (window));
  wait_until_painted (window, is_there, 0);
  scroll (window, scrolled, frames);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
measure_scrolling (AdwApplication *application, BoWindow *window, const char *hall)
{
  g_autofree char *address = g_strconcat ("room:", hall, NULL);
  Frames tiles = { 0 }, lines = { 0 };

  bo_window_show_page (window, address);
  bo_shot_wait (GTK_WIDGET (window));
  scroll (GTK_WIDGET (window), find_scrolled (GTK_WIDGET (bo_window_get_page (window))), &tiles);
  scroll_lines (GTK_APPLICATION (application), &lines);
  bench_row ("window: a frame of scrolling 400 tiles, p50 (floor: a list of lines)", "ms", bench_median (tiles.times),
             bench_median (lines.times), 0);
  bench_row ("window: … p99", "ms", bench_percentile (tiles.times, 0.99), bench_percentile (lines.times, 0.99), 16.7);
  bench_row ("window: … the longest", "ms", bench_percentile (tiles.times, 1), bench_percentile (lines.times, 1), 0);
  g_array_unref (tiles.times);
  g_array_unref (lines.times);
}

/* --- what telling of it costs --- */

static void
send_cb (const char *id, const char *title, const char *body, const char *address, bool urgent, gpointer data)
{
}

static void
withdraw_cb (const char *id, gpointer data)
{
}

/* Rounds of what watches the home for notifications, while it changes. */
static void
measure_notices (BoClient *client)
{
  static const BoNoticeSink sink = { send_cb, withdraw_cb };
  g_autoptr (BoNotify) notify = bo_notify_new (client, &sink, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < CHANGES; i++)
    {
      double began = bench_now (), took;

      bo_notify_look (notify);
      took = bench_now () - began;
      g_array_append_val (times, took);
    }
  bench_row ("window: a look for what to notify of, p50", "ms", bench_median (times), 0, 4);
}

static void
activate_cb (GApplication *application, gpointer data)
{
  g_autofree char *dir = bench_temporary ();
  g_autofree char *hall = NULL;
  BoClient *client;
  BoWindow *window;
  bool opened = false;

  g_application_hold (application);
  bo_widgets_init ();
  hall = furnish (dir);
  bench_title ("A window on 1000 accessories in 60 rooms");
  measure_starts (ADW_APPLICATION (application), dir);

  client = bo_client_new (dir);
  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, opened_cb, &opened);
  bench_wait (&opened);
  window = bo_window_new (ADW_APPLICATION (application), client);
  gtk_window_present (GTK_WINDOW (window));
  bo_shot_wait (GTK_WIDGET (window));
  measure_scrolling (ADW_APPLICATION (application), window, hall);
  measure_notices (client);
  gtk_window_destroy (GTK_WINDOW (window));
  close_client (client);
  bench_remove (dir);
  g_application_release (application);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (BO_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
