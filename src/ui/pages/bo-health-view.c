/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-sync-page.h"

/* How synchronisation is: proof that both sides hold the same, clocks, the next try. */

#define CLOCK_WARNING_US (1 * G_USEC_PER_SEC)
#define TICK_SECONDS 20

#define BO_TYPE_HEALTH_VIEW (bo_health_view_get_type ())
G_DECLARE_FINAL_TYPE (BoHealthView, bo_health_view, BO, HEALTH_VIEW, AdwBin)

struct _BoHealthView
{
  AdwBin     parent_instance;
  BoClient  *client;
  GtkWidget *success;
  GtkWidget *digest;
  GtkWidget *clock;
  GtkWidget *next;
  GtkWidget *entities;
  GtkWidget *kept;
  GtkWidget *hub;
  GtkWidget *program;
  GtkWidget *protocol;
  GtkWidget *account;
  GtkWidget *device;
  GtkWidget *resync;
  GtkWidget *report;
  unsigned int tick;
  unsigned int source;
  char        *asked;    /* (nullable): the address of the hub that was asked what it is */
};

G_DEFINE_FINAL_TYPE (BoHealthView, bo_health_view, ADW_TYPE_BIN)

static void
set_row (GtkWidget *row, const char *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

static void
set_warning (GtkWidget *row, bool warning)
{
  GtkWidget *image = g_object_get_data (G_OBJECT (row), "bo-warning");

  gtk_widget_set_visible (image, warning);
}

static void
refresh_digest (BoHealthView *self, const BoEngineStatus *status)
{
  int count = (int) status->counts.entities;
  /* A cycle succeeds by comparing. */
  g_autofree char *when = bo_time_to_clock (status->last_success_us, bo_clock_now ());
  g_autofree char *text = NULL;

  if (status->digest_match == 1)
    text = g_strdup_printf (ngettext ("The same %1$d thing here and on the hub; last compared: %2$s",
                                      "The same %1$d things here and on the hub; last compared: %2$s", (unsigned long) count),
                            count, when);
  else if (status->digest_match == 0)
    text = g_strdup_printf (_("This device and the hub hold different things; last compared: %s. They are compared "
                              "again by itself; “Resync everything” does it now."),
                            when);
  else
    text = g_strdup (_("Not compared yet"));
  set_row (self->digest, text);
  set_warning (self->digest, status->digest_match == 0);
}

static void
refresh_clock (BoHealthView *self, const BoEngineStatus *status)
{
  g_autofree char *span = bo_time_to_span (ABS (status->clock_offset_us));
  bool late = ABS (status->clock_offset_us) > CLOCK_WARNING_US;
  g_autofree char *text = NULL;

  if (!late)
    text = g_strdup (_("Less than a second"));
  else if (status->clock_offset_us > 0)
    /* Translators: %s is a span of time: "3 minutes" */
    text = g_strdup_printf (_("This device is %s behind the hub. The newer change wins, so a wrong clock "
                              "decides wrongly: set it right."),
                            span);
  else
    /* Translators: %s is a span of time: "3 minutes" */
    text = g_strdup_printf (_("This device is %s ahead of the hub. The newer change wins, so a wrong clock "
                              "decides wrongly: set it right."),
                            span);
  set_row (self->clock, text);
  set_warning (self->clock, late);
}

static void
refresh_times (BoHealthView *self, const BoEngineStatus *status)
{
  int64_t now = bo_clock_now ();
  g_autofree char *success = status->last_success_us > 0 ? bo_time_to_clock (status->last_success_us, now) : NULL;
  g_autofree char *next = status->next_attempt_us > now ? bo_time_to_clock (status->next_attempt_us, now) : NULL;

  set_row (self->success, success != NULL ? success : _("Never"));
  set_row (self->next, next != NULL ? next : _("When something changes"));
}

static void
refresh_counts (BoHealthView *self, const BoEngineStatus *status)
{
  int count = (int) status->counts.entities;
  int quarantined = (int) status->counts.quarantined;
  int unreadable = (int) status->counts.unreadable;
  g_autofree char *entities = g_strdup_printf (ngettext ("%d thing", "%d things", (unsigned long) count), count);
  g_autofree char *kept = g_strdup_printf (_("%1$d refused by the hub and kept here, %2$d received that can't be shown"),
                                           quarantined, unreadable);

  set_row (self->entities, entities);
  set_row (self->kept, kept);
  set_warning (self->kept, true);
  gtk_widget_set_visible (self->kept, quarantined > 0 || unreadable > 0);
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoHealthView) self = data;
  g_autofree char *about = bo_client_ask_about_hub_finish (BO_CLIENT (source), result);

  /* Another hub was chosen meanwhile: it is asked by itself. */
  if (self->client == NULL || g_strcmp0 (self->asked, bo_client_get_server_url (self->client)) != 0)
    return;
  set_row (self->program, about != NULL ? about : "");
  gtk_widget_set_visible (self->program, about != NULL);
}

/* Once it is known to be there; what doesn't say what it is has no line. */
static void
ask_about_hub (BoHealthView *self)
{
  const char *url = bo_client_get_server_url (self->client);

  if (g_strcmp0 (url, self->asked) == 0 || (url != NULL && bo_client_get_phase (self->client) != BO_PHASE_UP_TO_DATE))
    return;
  g_free (self->asked);
  self->asked = g_strdup (url);
  gtk_widget_set_visible (self->program, FALSE);
  if (url != NULL)
    bo_client_ask_about_hub_async (self->client, NULL, told_cb, g_object_ref (self));
}

static void
refresh (BoHealthView *self)
{
  const BoEngineStatus *status = bo_client_get_status (self->client);
  const char *url = bo_client_get_server_url (self->client);
  const char *name = bo_client_get_device_name (self->client);
  const char *role = bo_client_get_role (self->client);
  const char *protocol = bo_client_get_hub_protocol (self->client);
  g_autofree char *user = bo_client_dup_user_name (self->client, bo_client_get_user_id (self->client));
  g_autofree char *account = NULL;

  if (g_strcmp0 (role, "guest") == 0)
    account = g_strdup_printf (_("%s, a guest"), user);
  refresh_times (self, status);
  refresh_digest (self, status);
  refresh_clock (self, status);
  refresh_counts (self, status);
  set_row (self->hub, url != NULL ? url : _("None: this home lives on this device alone"));
  set_row (self->protocol, protocol != NULL ? protocol : _("Not known before the first connection"));
  gtk_widget_set_visible (self->protocol, url != NULL);
  ask_about_hub (self);
  set_row (self->account, account != NULL ? account : user);
  set_row (self->device, name != NULL ? name : bo_client_get_device_id (self->client));
  gtk_widget_set_visible (self->account, *user != '\0');
  gtk_widget_set_sensitive (self->resync, url != NULL);
  gtk_widget_set_visible (self->report, url != NULL);
}

static gboolean
refresh_cb (gpointer data)
{
  BoHealthView *self = data;

  self->source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoHealthView *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static gboolean
tick_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static void
resync_confirmed_cb (gpointer client)
{
  bo_client_resync (client);
}

static void
resync_cb (BoHealthView *self)
{
  bo_ask (GTK_WIDGET (self), _("Resync Everything?"),
          _("Everything is read from the hub again and compared. Changes that wait stay in the queue."), _("_Resync"),
          false, resync_confirmed_cb, g_object_ref (self->client), g_object_unref);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoHealthView) self = data;
  g_autoptr (GError) error = NULL;

  if (bo_client_write_finish (BO_CLIENT (source), result, &error))
    bo_toast (GTK_WIDGET (self), _("Report saved"));
  else
    bo_toast (GTK_WIDGET (self), error->message);
}

static void
chosen_cb (GFile *file, gpointer data)
{
  BoHealthView *self = data;

  bo_client_save_report_async (self->client, g_file_peek_path (file), NULL, saved_cb, g_object_ref (self));
}

/* For whoever has to find out why the two sides differ. */
static void
report_cb (BoHealthView *self)
{
  bo_ask_save (GTK_WIDGET (self), _("Save Report"), "blowing-off-report.json", chosen_cb);
}

static GtkWidget *
health_button (GtkWidget *box, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
health_row (GtkWidget *group, const char *title)
{
  GtkWidget *row = bo_kit_row (title, "", NULL);
  GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (row, "property");
  gtk_widget_add_css_class (warning, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (warning), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Warning"), -1);
  gtk_widget_set_visible (warning, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), warning);
  g_object_set_data (G_OBJECT (row), "bo-warning", warning);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
proof_group (BoHealthView *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->success = health_row (group, _("Last success"));
  self->digest = health_row (group, _("Same on both sides"));
  self->clock = health_row (group, _("Clock difference"));
  self->next = health_row (group, _("Next look"));
  self->entities = health_row (group, _("Held on this device"));
  self->kept = health_row (group, _("Set apart"));
  return group;
}

static GtkWidget *
hub_group (BoHealthView *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Hub"));
  self->hub = health_row (group, _("Address"));
  self->program = health_row (group, _("Version"));
  self->protocol = health_row (group, _("Protocol"));
  self->account = health_row (group, _("Signed in as"));
  self->device = health_row (group, _("This device"));
  gtk_widget_set_visible (self->program, FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->hub), 2);
  return group;
}

static void
bo_health_view_dispose (GObject *object)
{
  BoHealthView *self = BO_HEALTH_VIEW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (bo_health_view_parent_class)->dispose (object);
}

static void
bo_health_view_class_init (BoHealthViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_health_view_dispose;
}

static void
bo_health_view_init (BoHealthView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (box), proof_group (self));
  gtk_box_append (GTK_BOX (box), hub_group (self));
  self->resync = health_button (box, _("_Resync Everything…"));
  self->report = health_button (box, _("_Save Report…"));
  adw_bin_set_child (ADW_BIN (self), bo_kit_scrolled_list (box));
  g_signal_connect_object (self->resync, "clicked", G_CALLBACK (resync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->report, "clicked", G_CALLBACK (report_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_health_view_new (BoClient *client)
{
  BoHealthView *self = g_object_new (BO_TYPE_HEALTH_VIEW, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}
