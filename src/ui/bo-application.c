/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-application.h"
#include "bo-background-status.h"
#include "bo-background.h"
#include "bo-demo.h"
#include "bo-gallery.h"
#include "bo-notify.h"
#include "bo-operate.h"
#include "bo-raise.h"
#include "bo-rehearsal.h"
#include "bo-search.h"
#include "bo-tour.h"
#include "bo-widgets.h"

/* How long a program that was started for a question waits for the next, in ms. */
#define PATIENCE_MS 60000

struct _BoApplication
{
  AdwApplication parent_instance;

  BoClient *client;
  BoNotify *notify;
  BoDemo   *demo;
  BoSearch *search;
  char     *data_dir;
  char     *tour;
  bool      gallery;
  bool      demo_wanted;
  int       status;
  GSettings *settings;
  bool      shown;      /* there was a window: it isn't here for a question alone */
  bool      held;       /* it goes on without a window */
  BoBackgroundStatus *background; /* nullable: while it does */
  BoDemoOptions demo_options;
};

G_DEFINE_FINAL_TYPE (BoApplication, bo_application, ADW_TYPE_APPLICATION)

static BoWindow *
get_window (BoApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return BO_IS_WINDOW (window) ? BO_WINDOW (window) : NULL;
}

static void
end_tour (BoApplication *self, GError *error)
{
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  self->status = error != NULL ? 1 : 0;
  g_application_quit (G_APPLICATION (self));
}

static void
rehearsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoApplication) self = BO_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_rehearsal_run_finish (BO_CLIENT (source), result, &error);

  if (id != NULL)
    bo_tour_run (get_window (self), self->tour, &error);
  end_tour (self, error);
}

static void
tour_synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoApplication) self = BO_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = bo_client_sync_finish (BO_CLIENT (source), result, &error);

  if (error != NULL)
    end_tour (self, error);
  else
    bo_rehearsal_run_async (self->client, bo_demo_get_password (self->demo), true, NULL, rehearsed_cb,
                            g_object_ref (self));
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoApplication) self = BO_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  BoWindow *window = get_window (self);

  if (bo_demo_start_finish (BO_DEMO (source), result, &error))
    {
      if (window != NULL)
        {
          bo_window_set_demo (window, BO_DEMO (source));
          bo_window_show_page (window, "home");
        }
      if (self->tour != NULL)
        bo_client_sync_async (self->client, NULL, tour_synced_cb, g_object_ref (self));
    }
  else if (self->tour != NULL)
    end_tour (self, error);
  else if (window != NULL)
    bo_toast (GTK_WIDGET (window), error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The window shows what is the matter (store-error); here it only must not go unheard. */
  if (!bo_client_open_finish (BO_CLIENT (source), result, &error))
    g_warning ("%s", error->message);
}

/* Without a session bus there is no desktop to tell; GLib would complain of each try. */
static bool
has_desktop (gpointer application)
{
  return g_application_get_dbus_connection (G_APPLICATION (application)) != NULL;
}

static void
send_notice_cb (const char *id, const char *title, const char *body, const char *address, bool urgent, gpointer data)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (!has_desktop (data))
    return;
  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_priority (notification, urgent ? G_NOTIFICATION_PRIORITY_URGENT : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target (notification, "app.show", "s", address);
  g_application_send_notification (G_APPLICATION (data), id, notification);
}

static void
withdraw_notice_cb (const char *id, gpointer data)
{
  if (has_desktop (data))
    g_application_withdraw_notification (G_APPLICATION (data), id);
}

static const BoNoticeSink desktop = { send_notice_cb, withdraw_notice_cb };

/* A tour is of pictures: nobody is told anything. */
static void
begin_notices (BoApplication *self)
{
  g_clear_object (&self->notify);
  if (self->tour == NULL)
    self->notify = bo_notify_new (self->client, &desktop, self);
}

static void
begin_demo (BoApplication *self)
{
  g_set_object (&self->demo, NULL);
  self->demo = bo_demo_new (&self->demo_options);
  g_clear_object (&self->client);
  self->client = bo_client_new (bo_demo_get_data_dir (self->demo));
  begin_notices (self);
}

static void
show_gallery (BoApplication *self)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *gallery = bo_gallery_new ();

  gtk_widget_set_vexpand (gallery, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gallery);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Gallery"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 700);
  gtk_window_present (GTK_WINDOW (window));
}

/* What the window would say the desktop may, while there is none. */
static void
follow_windows (BoApplication *self)
{
  bool alone = self->held && self->client != NULL && gtk_application_get_windows (GTK_APPLICATION (self)) == NULL;

  if (alone == (self->background != NULL))
    return;
  if (alone)
    self->background = bo_background_status_new (g_application_get_dbus_connection (G_APPLICATION (self)),
                                                 self->client);
  else
    g_clear_object (&self->background);
}

static void
background_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoApplication) self = BO_APPLICATION (data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (bo_background_request_finish (result))
    return;
  g_settings_set_boolean (self->settings, "run-in-background", FALSE);
  if (window != NULL)
    bo_toast (GTK_WIDGET (window), _("Your desktop doesn’t let Blowing-Off run in the background. It ends with its "
                                     "window; the desktop’s settings for applications can change that."));
}

/* A demo lives in its window. */
static void
background_cb (BoApplication *self)
{
  bool wanted = self->shown && !self->demo_wanted && !self->gallery
                && g_settings_get_boolean (self->settings, "run-in-background");

  if (wanted && !self->held)
    {
      g_application_hold (G_APPLICATION (self));
      bo_background_request_async (g_application_get_dbus_connection (G_APPLICATION (self)), background_answered_cb,
                                   g_object_ref (self));
    }
  else if (!wanted && self->held)
    g_application_release (G_APPLICATION (self));
  self->held = wanted;
  follow_windows (self);
}

/* In a new window; the client may have gone on without one, or have answered questions only. */
static void
show_home (BoApplication *self)
{
  bool first = self->client == NULL;

  if (first)
    self->client = bo_client_new (self->data_dir);
  if (self->notify == NULL)
    begin_notices (self);
  gtk_window_present (GTK_WINDOW (bo_window_new (ADW_APPLICATION (self), self->client)));
  self->shown = true;
  background_cb (self);
  if (first)
    bo_client_open_async (self->client, BO_OPEN_DEFAULT, NULL, opened_cb, NULL);
  else
    bo_client_begin_sync (self->client);
}

/* For a question no home is made, no hub is asked and nobody is told anything. */
static BoClient *
open_for_search_cb (gpointer data)
{
  BoApplication *self = BO_APPLICATION (data);
  g_autoptr (BoClient) client = NULL;
  g_autofree char *path = NULL;

  if (self->client != NULL)
    return self->client;
  client = bo_client_new (self->data_dir);
  path = bo_client_dup_store_path (client);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  self->client = g_steal_pointer (&client);
  bo_client_open_async (self->client, BO_OPEN_NO_SYNC, NULL, opened_cb, NULL);
  return self->client;
}

static void
show_found_cb (const char *address, const char *typed, uint32_t time, gpointer data)
{
  BoWindow *window = get_window (BO_APPLICATION (data));
  bool shown = window != NULL;

  if (!shown)
    {
      g_application_activate (G_APPLICATION (data));
      window = get_window (BO_APPLICATION (data));
    }
  if (window == NULL)
    return;
  if (address != NULL)
    bo_window_begin_at (window, address);
  else
    bo_window_show_palette (window, typed);
  if (shown)
    bo_raise (GTK_WINDOW (window), time);
  else
    gtk_window_present_with_time (GTK_WINDOW (window), time);
}

static const BoSearchHost search_host = { open_for_search_cb, show_found_cb };

static gboolean
bo_application_dbus_register (GApplication *application, GDBusConnection *connection, const char *path, GError **error)
{
  BoApplication *self = BO_APPLICATION (application);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (bo_application_parent_class)->dbus_register (application, connection, path, error))
    return FALSE;
  if ((g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE) != 0)
    return TRUE;
  g_set_object (&self->search, NULL);
  self->search = bo_search_new (&search_host, self);
  return bo_search_register (self->search, connection, search_path, error);
}

static void
bo_application_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *path)
{
  if (BO_APPLICATION (application)->search != NULL)
    bo_search_unregister (BO_APPLICATION (application)->search);
  G_APPLICATION_CLASS (bo_application_parent_class)->dbus_unregister (application, connection, path);
}

static void
bo_application_activate (GApplication *application)
{
  BoApplication *self = BO_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  g_application_set_inactivity_timeout (application, 0);
  if (window != NULL)
    bo_raise (window, GDK_CURRENT_TIME);
  else if (self->gallery)
    show_gallery (self);
  else if (self->demo_wanted)
    bo_application_start_demo (self);
  else
    show_home (self);
}

/**
 * bo_application_start_demo:
 * @self: the application
 *
 * Puts a window on the demo home in place of whatever window there is.
 */
void
bo_application_start_demo (BoApplication *self)
{
  GtkWindow *old = gtk_application_get_active_window (GTK_APPLICATION (self));
  BoWindow *window;

  begin_demo (self);
  window = bo_window_new (ADW_APPLICATION (self), self->client);
  gtk_window_present (GTK_WINDOW (window));
  if (old != NULL)
    gtk_window_destroy (old);
  bo_demo_start_async (self->demo, self->client, NULL, demo_started_cb, g_object_ref (self));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (G_APPLICATION (data));
}

static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bo_application_start_demo (BO_APPLICATION (data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)), "application-name",
                         _("Blowing-Off"), "application-icon", BO_APPLICATION_ID, "version", BO_VERSION,
                         "developer-name", _("The Blowing-Off developers"), "license-type", GTK_LICENSE_GPL_3_0,
                         "website", "https://github.com/the-goodies/blowing-off", "issue-url",
                         "https://github.com/the-goodies/blowing-off/issues", "comments",
                         _("See and operate your home, with or without a network. Every change and every conflict "
                           "is shown; nothing anybody wrote is lost."),
                         NULL);
}

/* Where a notification leads. */
static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_found_cb (g_variant_get_string (parameter, NULL), NULL, GDK_CURRENT_TIME, data);
}

static void
test_notification_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  send_notice_cb ("test", _("A notification to try"), _("This is how the home tells you something."), "home", false,
                  data);
}

static const GActionEntry actions[] = {
  { .name = "test-notification", .activate = test_notification_cb },
  { .name = "show", .activate = show_cb, .parameter_type = "s" },
  { .name = "quit", .activate = quit_cb },
  { .name = "about", .activate = about_cb },
  { .name = "demo", .activate = demo_cb },
};

static void
bo_application_startup (GApplication *application)
{
  static const char *const quit_keys[] = { "<Control>q", NULL };
  static const char *const close_keys[] = { "<Control>w", NULL };

  G_APPLICATION_CLASS (bo_application_parent_class)->startup (application);
  bo_widgets_init ();
  bo_window_apply_temperature_unit ();
  BO_APPLICATION (application)->settings = g_settings_new (BO_APPLICATION_ID);
  g_signal_connect_object (BO_APPLICATION (application)->settings, "changed::run-in-background",
                           G_CALLBACK (background_cb), application, G_CONNECT_SWAPPED);
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    g_application_set_inactivity_timeout (application, PATIENCE_MS);
  if (BO_APPLICATION (application)->tour != NULL)
    bo_shot_pin ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "window.close", close_keys);
}

static int
bo_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  BoApplication *self = BO_APPLICATION (application);
  int64_t seed = 1;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("blowing-off %s\n", BO_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "data-dir", "^ay", &self->data_dir);
  g_variant_dict_lookup (options, "tour", "^ay", &self->tour);
  g_variant_dict_lookup (options, "seed", "x", &seed);
  g_variant_dict_lookup (options, "speed", "d", &self->demo_options.speed);
  self->demo_options.seed = (uint64_t) seed;
  self->demo_options.keep = g_variant_dict_contains (options, "keep");
  self->gallery = g_variant_dict_contains (options, "gallery");
  self->demo_wanted = g_variant_dict_contains (options, "demo") || self->tour != NULL;
  /* Nobody walks through a picture that is being taken. */
  if (self->tour != NULL)
    self->demo_options.speed = 0;
  if (self->demo_wanted || self->gallery || self->data_dir != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  bo_client_close_finish (BO_CLIENT (source), result, NULL);
  *(bool *) data = true;
}

/* What is being stored is stored before the program ends. */
static void
bo_application_shutdown (GApplication *application)
{
  BoApplication *self = BO_APPLICATION (application);
  bool closed = self->client == NULL;

  g_clear_object (&self->notify);
  self->held = false;
  follow_windows (self);
  if (self->search != NULL)
    g_object_run_dispose (G_OBJECT (self->search));
  if (self->client != NULL)
    bo_client_close_async (self->client, NULL, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  if (self->demo != NULL)
    bo_demo_stop (self->demo);
  G_APPLICATION_CLASS (bo_application_parent_class)->shutdown (application);
}

static void
bo_application_finalize (GObject *object)
{
  BoApplication *self = BO_APPLICATION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->demo);
  g_clear_object (&self->search);
  g_clear_object (&self->settings);
  g_free (self->data_dir);
  g_free (self->tour);
  G_OBJECT_CLASS (bo_application_parent_class)->finalize (object);
}

static void
bo_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (bo_application_parent_class)->window_added (application, window);
  follow_windows (BO_APPLICATION (application));
}

static void
bo_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (bo_application_parent_class)->window_removed (application, window);
  follow_windows (BO_APPLICATION (application));
}

static void
bo_application_class_init (BoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  GtkApplicationClass *gtk_application_class = GTK_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bo_application_finalize;
  application_class->activate = bo_application_activate;
  application_class->startup = bo_application_startup;
  application_class->shutdown = bo_application_shutdown;
  application_class->dbus_register = bo_application_dbus_register;
  application_class->dbus_unregister = bo_application_dbus_unregister;
  gtk_application_class->window_added = bo_application_window_added;
  gtk_application_class->window_removed = bo_application_window_removed;
  application_class->handle_local_options = bo_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the demo home"), NULL },
  { "keep", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Keep the demo home of last time"), NULL },
  { "seed", 0, 0, G_OPTION_ARG_INT64, NULL, N_ ("Which demo home"), N_ ("NUMBER") },
  { "speed", 0, 0, G_OPTION_ARG_DOUBLE, NULL, N_ ("How fast life goes in the demo home"), N_ ("FACTOR") },
  { "tour", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Walk the demo home, leave pictures in a folder, and quit"),
    N_ ("FOLDER") },
  { "gallery", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show every control in all its states"), NULL },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Where the home is kept"), N_ ("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { NULL },
};

static void
bo_application_init (BoApplication *self)
{
  self->demo_options = (BoDemoOptions){ .seed = 1, .speed = 1 };
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * bo_application_get_status:
 * @self: the application, after it ran
 *
 * Returns: the exit status it ends with: 1 where a tour failed
 */
int
bo_application_get_status (BoApplication *self)
{
  return self->status;
}

BoApplication *
bo_application_new (void)
{
  return g_object_new (BO_TYPE_APPLICATION, "application-id", BO_APPLICATION_ID, "flags", G_APPLICATION_DEFAULT_FLAGS,
                       "resource-base-path", "/io/github/the_goodies/BlowingOff", NULL);
}
