/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-invite-reader.h"
#include "bo-join-page.h"
#include "bo-kit.h"
#include "bo-onboarding.h"
#include "bo-preferences.h"
#include "bo-trust-bar.h"

#define DEFAULT_ADDRESS "funkygibbon.local:8101"

struct _BoOnboarding
{
  BoPage           parent_instance;

  GtkStack        *stack;
  GtkEditable     *address;
  GtkWidget       *found_group;
  GtkListBox      *found;
  GtkWidget       *plain_row;
  GtkSwitch       *plain;
  GtkEditable     *password;
  GtkEditable     *device;
  GtkEditable     *invite;
  AdwExpanderRow  *invite_row;
  GtkWidget       *error_box;
  GtkLabel        *error_step;
  GtkLabel        *error_text;
  GtkWidget       *back_button;
  GtkWidget       *go_button;
  GtkStack        *go_stack;
  GtkSpinner      *spinner;
  BoJoinPage      *join;
  AdwStatusPage   *receiving;
  GtkProgressBar  *progress;
  GtkWidget       *home_button;

  GCancellable    *cancellable; /* while connecting, or looking at what there would be */
  BoMeeting       *meeting;     /* nullable: while the person looks at it */
  char            *pin;         /* nullable: the certificate that was accepted for the address */
  BoDiscovery     *discovery;   /* nullable: while there is something to choose from */
  bool             connected;
  unsigned int     source;
};

G_DEFINE_FINAL_TYPE (BoOnboarding, bo_onboarding, BO_TYPE_PAGE)

static BoClient *
client_of (BoOnboarding *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* --- the form --- */

static bool
invited (BoOnboarding *self)
{
  return adw_expander_row_get_expanded (self->invite_row);
}

static void
refresh_form (BoOnboarding *self)
{
  bool busy = self->cancellable != NULL;
  bool address = *gtk_editable_get_text (self->address) != '\0';
  bool plain = bo_client_address_is_plain (gtk_editable_get_text (self->address));
  bool allowed = !plain || gtk_switch_get_active (self->plain);
  bool secret = *gtk_editable_get_text (invited (self) ? self->invite : self->password) != '\0';

  gtk_widget_set_visible (self->plain_row, plain);
  gtk_widget_set_sensitive (self->go_button, !busy && address && secret && allowed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy && !invited (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->device), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->invite_row), !busy);
  gtk_stack_set_visible_child_name (self->go_stack, busy ? "busy" : "words");
  gtk_spinner_set_spinning (self->spinner, busy);
  bo_join_page_set_busy (self->join, busy);
}

static void
changed_cb (BoOnboarding *self)
{
  g_clear_pointer (&self->pin, g_free);
  gtk_widget_set_visible (self->error_box, FALSE);
  refresh_form (self);
}

/* An invitation says which hub it is for, and which certificate that has: nobody need type or compare them. */
static void
invite_changed_cb (BoOnboarding *self)
{
  g_autoptr (BoInvitation) invitation = bo_invitation_parse (gtk_editable_get_text (self->invite), NULL);

  if (invitation != NULL && invitation->address != NULL)
    gtk_editable_set_text (self->address, invitation->address);
  changed_cb (self);
  if (invitation != NULL)
    self->pin = g_strdup (invitation->fingerprint);
}

/* Which step failed, in words; the message says why. */
static const char *
step_of (const GError *error)
{
  if (error->domain != BO_ERROR)
    return _("The connection could not be made");
  switch ((BoError) error->code)
    {
    case BO_ERROR_OFFLINE:
    case BO_ERROR_TIMEOUT:
      return _("There was no answer");
    case BO_ERROR_WRONG_SERVER:
      return _("What answered is not a hub");
    case BO_ERROR_AUTHENTICATION:
      return _("The password is not the right one");
    case BO_ERROR_THROTTLED:
      return _("There were too many tries");
    case BO_ERROR_TLS:
    case BO_ERROR_CERTIFICATE_UNKNOWN:
      return _("The hub could not prove who it is");
    case BO_ERROR_HANDSHAKE:
      return _("No encrypted connection came about");
    case BO_ERROR_CERTIFICATE_CHANGED:
      return _("The hub’s certificate has changed");
    case BO_ERROR_PERMISSION:
      return _("The hub does not let you in");
    case BO_ERROR_FAILED:
    case BO_ERROR_USAGE:
    case BO_ERROR_NOT_FOUND:
    case BO_ERROR_AMBIGUOUS:
    case BO_ERROR_RANGE:
    case BO_ERROR_INVALID_DATA:
    case BO_ERROR_TOO_LARGE:
    case BO_ERROR_REFUSED:
    case BO_ERROR_BUSY:
    case BO_ERROR_CORRUPT:
    case BO_ERROR_READ_ONLY:
    case BO_ERROR_NO_SPACE:
    case BO_ERROR_NEWER_SCHEMA:
    case BO_ERROR_STORAGE:
      return _("The connection could not be made");
    }
  return _("The connection could not be made");
}

static void
show_words (BoOnboarding *self, const char *step, const char *text)
{
  gtk_label_set_text (self->error_step, step);
  gtk_label_set_text (self->error_text, text);
  gtk_widget_set_visible (self->error_box, TRUE);
}

static void
show_error (BoOnboarding *self, const GError *error)
{
  show_words (self, step_of (error), error->message);
  gtk_widget_grab_focus (GTK_WIDGET (invited (self) ? self->invite : self->password));
}

static void
invited_cb (const char *text, const GError *error, gpointer data)
{
  BoOnboarding *self = data;

  if (self->cancellable != NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "connect");
  adw_expander_row_set_expanded (self->invite_row, TRUE);
  if (text != NULL)
    {
      gtk_editable_set_text (self->invite, text);
      gtk_widget_grab_focus (self->go_button);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_words (self, _("No invitation was read"), error->message);
}

static void
paste_cb (BoOnboarding *self)
{
  bo_invite_reader_paste (GTK_WIDGET (self));
}

static void
choose_cb (BoOnboarding *self)
{
  bo_invite_reader_choose (GTK_WIDGET (self));
}

static void
show_home (BoOnboarding *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", "home");
}

static void
show_form (BoOnboarding *self)
{
  g_clear_pointer (&self->meeting, bo_meeting_free);
  gtk_stack_set_visible_child_name (self->stack, "connect");
}

/* --- the first download --- */

/* (nullable): what it came to, where it doesn't go on by itself */
static const char *
end_of (BoPhase phase)
{
  switch (phase)
    {
    case BO_PHASE_WRONG_SERVER:
      return _("What answers is no hub of this version");
    case BO_PHASE_SIGN_IN:
      return _("The hub does not let you in");
    case BO_PHASE_STOPPED:
    case BO_PHASE_DIVERGED:
      return _("The home could not be received");
    case BO_PHASE_NO_HUB:
    case BO_PHASE_CONNECTING:
    case BO_PHASE_UP_TO_DATE:
    case BO_PHASE_PULLING:
    case BO_PHASE_MERGING:
    case BO_PHASE_PUSHING:
    case BO_PHASE_VERIFYING:
    case BO_PHASE_OFFLINE:
    case BO_PHASE_READ_ONLY:
      break;
    }
  return NULL;
}

static void
give_up (BoOnboarding *self, const char *step)
{
  const char *detail = bo_client_get_detail (client_of (self));

  self->connected = false;
  show_form (self);
  show_words (self, step, detail != NULL ? detail : "");
}

/* (transfer full): how far it is */
static char *
describe (BoOnboarding *self, BoPhase phase)
{
  unsigned int rooms = g_list_model_get_n_items (bo_client_list_rooms (client_of (self)));
  unsigned int accessories = g_list_model_get_n_items (bo_client_list_accessories (client_of (self)));
  g_autofree char *room_text = g_strdup_printf (ngettext ("%u room", "%u rooms", rooms), rooms);
  g_autofree char *accessory_text = g_strdup_printf (ngettext ("%u accessory", "%u accessories", accessories),
                                                     accessories);

  if (phase == BO_PHASE_OFFLINE)
    return g_strdup (_("The hub does not answer just now. This goes on by itself once it does."));
  if (rooms + accessories == 0)
    return g_strdup (_("Asking the hub for it…"));
  return g_strdup_printf (_("%1$s and %2$s so far"), room_text, accessory_text);
}

static gboolean
progress_cb (gpointer data)
{
  BoOnboarding *self = data;
  const BoEngineStatus *status = bo_client_get_status (client_of (self));
  g_autofree char *text = describe (self, status->phase);

  self->source = 0;
  if (!self->connected)
    return G_SOURCE_REMOVE;
  if (end_of (status->phase) != NULL)
    {
      give_up (self, end_of (status->phase));
      return G_SOURCE_REMOVE;
    }
  adw_status_page_set_description (self->receiving, text);
  gtk_widget_set_visible (self->home_button, g_list_model_get_n_items (bo_client_list_rooms (client_of (self))) > 0);
  if (status->total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) status->done / (double) status->total, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  if (status->phase == BO_PHASE_UP_TO_DATE || status->phase == BO_PHASE_READ_ONLY)
    {
      self->connected = false;
      show_home (self);
    }
  return G_SOURCE_REMOVE;
}

static void
client_changed_cb (BoOnboarding *self)
{
  if (self->connected)
    bo_kit_gather (&self->source, progress_cb, self);
}

static void
home_cb (BoOnboarding *self)
{
  self->connected = false;
  show_home (self);
}

/* --- connecting --- */

static void go_cb (BoOnboarding *self);

static void
trusted_cb (gpointer data)
{
  go_cb (data);
}

/* The first time there is nobody to say that it is the hub but the person in front of it. */
static void
ask_trust (BoOnboarding *self)
{
  const char *fingerprint = bo_client_get_presented_fingerprint (client_of (self));

  g_free (self->pin);
  self->pin = g_strdup (fingerprint);
  bo_ask_with (GTK_WIDGET (self), _("Is This Your Hub?"),
               _("It shows a certificate of its own. Trust it only if the hub itself shows these words:"),
               bo_trust_words_new (fingerprint), _("_Trust and Connect"), true, trusted_cb, g_object_ref (self),
               g_object_unref);
}

/* A certificate that changed is no question (FAULTS §5): the bar of the window has the way out. */
static void
take_error (BoOnboarding *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_form (self);
  if (g_error_matches (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN))
    ask_trust (self);
  else
    show_error (self, error);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoOnboarding) self = data;
  g_autoptr (GError) error = NULL;
  bool connected = bo_client_connect_finish (BO_CLIENT (source), result, &error);

  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  refresh_form (self);
  if (connected)
    {
      self->connected = true;
      g_clear_pointer (&self->meeting, bo_meeting_free);
      gtk_stack_set_visible_child_name (self->stack, "receiving");
      client_changed_cb (self);
    }
  else
    take_error (self, error);
}

/* --- a home that is here already --- */

/* Whatever it is, in a home or not: the hub would get all of it. */
static bool
has_things (BoOnboarding *self)
{
  return bo_client_get_status (client_of (self))->counts.entities > 0;
}

static void
connect_with (BoOnboarding *self, const char *address, const BoCredentials *credentials)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->error_box, FALSE);
  bo_client_connect_async (client_of (self), address, credentials, self->cancellable, connected_cb,
                           g_object_ref (self));
  refresh_form (self);
}

static void
met_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoOnboarding) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoMeeting) meeting = bo_client_meet_finish (BO_CLIENT (source), result, &error);
  BoHome *home = bo_client_get_home (BO_CLIENT (source));

  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  refresh_form (self);
  if (meeting == NULL)
    {
      take_error (self, error);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "join");
  bo_join_page_show (self->join, meeting, home != NULL ? bo_thing_get_display_name (BO_THING (home)) : NULL);
  self->meeting = g_steal_pointer (&meeting);
}

static BoCredentials
credentials_of (BoOnboarding *self)
{
  const char *device = gtk_editable_get_text (self->device);

  return (BoCredentials){
    .device_name = *device != '\0' ? device : NULL,
    .pin = self->pin,
    .allow_plain = gtk_switch_get_active (self->plain),
    .allow_file = true,
  };
}

/* The sign-in is there already. */
static void
join_cb (BoOnboarding *self)
{
  BoCredentials credentials = credentials_of (self);

  if (self->meeting == NULL || self->cancellable != NULL)
    return;
  credentials.token = self->meeting->token;
  credentials.pin = self->meeting->pin;
  connect_with (self, self->meeting->url, &credentials);
}

static void
go_cb (BoOnboarding *self)
{
  BoCredentials credentials = credentials_of (self);
  const char *address = gtk_editable_get_text (self->address);

  if (!gtk_widget_is_sensitive (self->go_button))
    return;
  if (invited (self))
    credentials.guest = gtk_editable_get_text (self->invite);
  else
    credentials.password = gtk_editable_get_text (self->password);
  if (bo_client_get_server_url (client_of (self)) != NULL || !has_things (self))
    {
      connect_with (self, address, &credentials);
      return;
    }
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->error_box, FALSE);
  bo_client_meet_async (client_of (self), address, &credentials, self->cancellable, met_cb, g_object_ref (self));
  refresh_form (self);
}

/* --- who is there --- */

static GtkWidget *
make_found_row (gpointer item, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (bo_found_hub_get_name (item), -1);
  g_autofree char *subtitle = g_markup_escape_text (bo_found_hub_get_url (item), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "network-server-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/* Only where it is: that it is the one it says, the person will be asked. */
static void
found_activated_cb (BoOnboarding *self, GtkListBoxRow *row)
{
  GListModel *hubs = bo_discovery_get_hubs (self->discovery);
  g_autoptr (BoFoundHub) hub = g_list_model_get_item (hubs, (unsigned int) gtk_list_box_row_get_index (row));

  gtk_editable_set_text (self->address, bo_found_hub_get_url (hub));
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
search (BoOnboarding *self)
{
  if (self->discovery != NULL
      || bo_client_get_setting (bo_page_get_client (BO_PAGE (self)), BO_SETTING_NO_DISCOVERY) != NULL)
    return;
  self->discovery = bo_discovery_new (NULL);
  gtk_list_box_bind_model (self->found, bo_discovery_get_hubs (self->discovery), make_found_row, NULL, NULL);
  /* As high as what comes in its place: nothing below it moves while somebody types. */
  gtk_list_box_set_placeholder (self->found, bo_kit_row (_("Looking for a hub…"), _("What answers on this network is shown here"),
                                                         "network-server-symbolic"));
  gtk_widget_set_visible (self->found_group, TRUE);
}

static void
connect_row_cb (BoOnboarding *self)
{
  search (self);
  gtk_stack_set_visible_child_name (self->stack, "connect");
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

/* From what joining would do one goes back to the form; from that to what is there already, else to the choices. */
static void
back_cb (BoOnboarding *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else if (self->meeting != NULL)
    show_form (self);
  else if (has_things (self))
    show_home (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "choices");
}

static void
bo_onboarding_constructed (GObject *object)
{
  BoOnboarding *self = BO_ONBOARDING (object);
  const char *url = bo_client_get_server_url (client_of (self));
  const char *name = bo_client_get_device_name (client_of (self));

  G_OBJECT_CLASS (bo_onboarding_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Blowing-Off"));
  gtk_editable_set_text (self->address, url != NULL ? url : DEFAULT_ADDRESS);
  gtk_editable_set_text (self->device, name != NULL ? name : g_get_host_name ());
  if (g_str_equal (bo_page_get_argument (BO_PAGE (self)), "connect"))
    {
      gtk_stack_set_visible_child_name (self->stack, "connect");
      search (self);
    }
  g_signal_connect_object (client_of (self), "notify", G_CALLBACK (client_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "changed", G_CALLBACK (client_changed_cb), self, G_CONNECT_SWAPPED);
  refresh_form (self);
}

static void
bo_onboarding_dispose (GObject *object)
{
  BoOnboarding *self = BO_ONBOARDING (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->pin, g_free);
  g_clear_pointer (&self->meeting, bo_meeting_free);
  if (self->discovery != NULL)
    g_object_run_dispose (G_OBJECT (self->discovery));
  g_clear_object (&self->discovery);
  G_OBJECT_CLASS (bo_onboarding_parent_class)->dispose (object);
}

static void
bo_onboarding_class_init (BoOnboardingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BO_TYPE_JOIN_PAGE);
  object_class->constructed = bo_onboarding_constructed;
  object_class->dispose = bo_onboarding_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-onboarding.ui");
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, stack);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, address);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, found_group);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, found);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, plain_row);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, plain);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, password);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, device);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, invite);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, invite_row);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, error_box);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, error_step);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, error_text);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, back_button);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, go_button);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, go_stack);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, spinner);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, join);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, receiving);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, progress);
  gtk_widget_class_bind_template_child (widget_class, BoOnboarding, home_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_callback (widget_class, home_cb);
}

static void
bo_onboarding_init (BoOnboarding *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bo_invite_reader_attach (GTK_WIDGET (self), invited_cb, self);
}
