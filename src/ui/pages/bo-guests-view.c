/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-invite-window.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-people-page.h"

/* Time left is in minutes at most. */
#define TICK_SECONDS 30

#define BO_TYPE_GUESTS_VIEW (bo_guests_view_get_type ())
G_DECLARE_FINAL_TYPE (BoGuestsView, bo_guests_view, BO, GUESTS_VIEW, AdwBin)

struct _BoGuestsView
{
  AdwBin        parent_instance;

  BoClient     *client;
  GtkWidget    *group;
  GtkWidget    *invite;
  GtkListBox   *list;
  GPtrArray    *guests;      /* nullable (element-type BoGuest): as the hub said last */
  char         *failure;     /* nullable: why it could not be asked */
  GCancellable *cancellable; /* while it is asked */
  unsigned int  tick;
  BoPhase       phase;
};

G_DEFINE_FINAL_TYPE (BoGuestsView, bo_guests_view, ADW_TYPE_BIN)

static void ask_hub (BoGuestsView *self);

/* --- rows --- */

static char *
time_left (int64_t expires_us)
{
  int64_t minutes = (expires_us - bo_clock_now ()) / (60 * G_USEC_PER_SEC);
  int hours = (int) (minutes / 60);

  if (expires_us == 0)
    return g_strdup (_("It is not known when it ends"));
  if (minutes < 1)
    return g_strdup (_("Ends now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("Ends in %d minute", "Ends in %d minutes", (unsigned long) minutes), (int) minutes);
  if (hours < 48)
    return g_strdup_printf (ngettext ("Ends in %d hour", "Ends in %d hours", (unsigned long) hours), hours);
  return g_strdup_printf (ngettext ("Ends in %d day", "Ends in %d days", (unsigned long) (hours / 24)), hours / 24);
}

static char *
title_of (BoGuest *guest)
{
  g_autofree char *clock = guest->created_us > 0 ? bo_time_to_clock (guest->created_us, bo_clock_now ()) : NULL;

  return clock != NULL ? g_strdup_printf (_("Invited %s"), clock) : g_strdup (_("Invitation"));
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoGuestsView) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = bo_client_revoke_guest_finish (BO_CLIENT (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  bo_toast (GTK_WIDGET (self), done ? _("The invitation was revoked.") : error->message);
  ask_hub (self);
}

typedef struct
{
  BoGuestsView *self;
  char         *id;
} Revocation;

static void
revocation_free (gpointer data)
{
  Revocation *revocation = data;

  g_object_unref (revocation->self);
  g_free (revocation->id);
  g_free (revocation);
}

static void
revoke_confirmed_cb (gpointer data)
{
  Revocation *revocation = data;

  bo_client_revoke_guest_async (revocation->self->client, revocation->id, NULL, revoked_cb,
                                g_object_ref (revocation->self));
}

/* Asks: it can't be undone, the code is known to nobody here. */
static void
revoke_cb (GtkWidget *button, BoGuestsView *self)
{
  Revocation *revocation = g_new0 (Revocation, 1);

  revocation->self = g_object_ref (self);
  revocation->id = g_strdup (g_object_get_data (G_OBJECT (button), "bo-guest"));
  bo_ask (GTK_WIDGET (self), _("Revoke This Invitation?"),
          _("Whoever used it is let out of the home at once. It can’t be given back; a new one can be made."),
          _("_Revoke"), true, revoke_confirmed_cb, revocation, revocation_free);
}

static GtkWidget *
guest_row (BoGuestsView *self, BoGuest *guest)
{
  g_autofree char *title = title_of (guest);
  g_autofree char *left = time_left (guest->expires_us);
  GtkWidget *row = bo_kit_row (title, left, "avatar-default-symbolic");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Revoke"));
  g_autofree char *label = g_strdup_printf (_("Revoke: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  bo_kit_name (button, label);
  g_object_set_data_full (G_OBJECT (button), "bo-guest", g_strdup (guest->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (revoke_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
failure_row (BoGuestsView *self)
{
  GtkWidget *row = bo_kit_row (_("The Guests Are Not Known Now"), self->failure, "dialog-warning-symbolic");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Try _Again"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_hub), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* (nullable) (transfer floating): what is said instead of a list */
static GtkWidget *
words_row (BoGuestsView *self)
{
  if (bo_client_get_server_url (self->client) == NULL)
    return bo_kit_row (_("No Hub Yet"), _("Guests are let in by a hub. Connect to one to invite somebody."),
                       "network-server-symbolic");
  if (g_strcmp0 (bo_client_get_role (self->client), "guest") == 0)
    return bo_kit_row (_("You Are a Guest Here"), _("Only administrators of the home invite others."),
                       "avatar-default-symbolic");
  if (self->failure != NULL)
    return failure_row (self);
  if (self->guests == NULL)
    return bo_kit_row (_("Asking the Hub…"), NULL, NULL);
  if (self->guests->len == 0)
    return bo_kit_row (_("No Guests Now"), _("An invitation lets somebody look at the home for some hours."),
                       "avatar-default-symbolic");
  return NULL;
}

static void
refresh (BoGuestsView *self)
{
  GtkWidget *words = words_row (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (words != NULL)
    gtk_list_box_append (self->list, words);
  for (unsigned int i = 0; words == NULL && i < self->guests->len; i++)
    gtk_list_box_append (self->list, guest_row (self, g_ptr_array_index (self->guests, i)));
  gtk_widget_set_sensitive (self->invite, self->guests != NULL && self->failure == NULL);
}

/* --- asking the hub --- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoGuestsView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = bo_client_list_guests_finish (BO_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->failure, g_free);
  if (guests != NULL)
    {
      g_clear_pointer (&self->guests, g_ptr_array_unref);
      self->guests = g_steal_pointer (&guests);
    }
  else
    self->failure = g_strdup (error->message);
  refresh (self);
}

static void
ask_hub (BoGuestsView *self)
{
  if (self->cancellable != NULL || bo_client_get_server_url (self->client) == NULL
      || g_strcmp0 (bo_client_get_role (self->client), "guest") == 0)
    {
      refresh (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  bo_client_list_guests_async (self->client, self->cancellable, listed_cb, g_object_ref (self));
  refresh (self);
}

/* The hub is back, or gone: what is said of its guests is looked at anew. */
static void
phase_cb (BoGuestsView *self)
{
  BoPhase phase = bo_client_get_phase (self->client);
  bool settled = phase == BO_PHASE_UP_TO_DATE || phase == BO_PHASE_OFFLINE || phase == BO_PHASE_SIGN_IN;

  if (settled && phase != self->phase)
    {
      self->phase = phase;
      ask_hub (self);
    }
}

static void
invite_cb (BoGuestsView *self)
{
  BoInviteWindow *window = bo_invite_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->client);

  g_signal_connect_object (window, "made", G_CALLBACK (ask_hub), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
tick_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

/* --- the view --- */

static void
bo_guests_view_map (GtkWidget *widget)
{
  BoGuestsView *self = BO_GUESTS_VIEW (widget);

  GTK_WIDGET_CLASS (bo_guests_view_parent_class)->map (widget);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

static void
bo_guests_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&BO_GUESTS_VIEW (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (bo_guests_view_parent_class)->unmap (widget);
}

static void
bo_guests_view_dispose (GObject *object)
{
  BoGuestsView *self = BO_GUESTS_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_pointer (&self->failure, g_free);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_guests_view_parent_class)->dispose (object);
}

static void
bo_guests_view_class_init (BoGuestsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_guests_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = bo_guests_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = bo_guests_view_unmap;
}

static void
bo_guests_view_init (BoGuestsView *self)
{
  self->phase = BO_PHASE_NO_HUB;
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Guests"));
  self->invite = gtk_button_new_with_mnemonic (_("_Invite…"));
  gtk_widget_add_css_class (self->invite, "flat");
  g_signal_connect_object (self->invite, "clicked", G_CALLBACK (invite_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), self->invite);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), self->group);
}

/**
 * bo_guests_view_new:
 * @client: the client
 *
 * Returns: (transfer floating): the invitations of @client's hub, asked of it at once and
 *   whenever it comes back
 */
GtkWidget *
bo_guests_view_new (BoClient *client)
{
  BoGuestsView *self = g_object_new (BO_TYPE_GUESTS_VIEW, NULL);

  self->client = g_object_ref (client);
  self->phase = bo_client_get_phase (client);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  ask_hub (self);
  return GTK_WIDGET (self);
}
