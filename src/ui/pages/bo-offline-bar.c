/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-bar.h"
#include "bo-day.h"
#include "bo-kit.h"
#include "bo-offline-bar.h"

struct _BoOfflineBar
{
  AdwBin       parent_instance;
  BoBar       *bar;
  BoClient    *client;
  bool         dismissed;
  bool         told; /* that the file was mended */
};

G_DEFINE_FINAL_TYPE (BoOfflineBar, bo_offline_bar, ADW_TYPE_BIN)

char *
bo_offline_sentence (BoClient *client)
{
  const BoEngineStatus *status = bo_client_get_status (client);
  g_autofree char *since = NULL;

  if (status->last_success_us == 0)
    return g_strdup (_("Not connected. Changes are kept here and sent later."));
  since = bo_time_to_clock (status->last_success_us, bo_clock_now ());
  return g_strdup_printf (_("Not connected since %s. Changes are kept here and sent later."), since);
}

/* Whether the home's file was mended and nobody has read so yet. */
static bool
is_mended (BoOfflineBar *self)
{
  return bo_client_get_store_error (self->client) == NULL && bo_client_get_recovery (self->client, NULL) != NULL
         && !self->told;
}

static void
say_mended (BoOfflineBar *self)
{
  bool lost = false;

  bo_client_get_recovery (self->client, &lost);
  bo_bar_say (self->bar, "drive-harddisk-symbolic",
              lost ? _("The home’s file was damaged. Not everything could be saved.")
                   : _("The home’s file was damaged and has been mended."),
              _("_Details"), _("Hide"));
}

static void
say_away (BoOfflineBar *self, bool sign_in)
{
  g_autofree char *text = sign_in ? g_strdup (_("Signing in is needed. Until then changes are kept here."))
                                  : bo_offline_sentence (self->client);

  bo_bar_say (self->bar, sign_in ? "dialog-password-symbolic" : "network-offline-symbolic", text,
              sign_in ? _("_Sign In") : NULL, _("Hide until next time"));
}

static void
phase_cb (BoOfflineBar *self)
{
  BoPhase phase = bo_client_get_phase (self->client);
  const char *problem = bo_client_get_store_error (self->client);

  if (phase == BO_PHASE_UP_TO_DATE && problem == NULL)
    self->dismissed = false;
  if (is_mended (self))
    say_mended (self);
  else if (problem != NULL && !self->dismissed)
    bo_bar_say (self->bar, "drive-harddisk-symbolic", problem, NULL, _("Hide until next time"));
  else if ((phase == BO_PHASE_OFFLINE || phase == BO_PHASE_SIGN_IN) && !self->dismissed)
    say_away (self, phase == BO_PHASE_SIGN_IN);
  else
    bo_bar_hide (self->bar);
}

/* What was saved and what not, and where the damaged file is: too long for a bar. */
static void
action_cb (BoOfflineBar *self)
{
  if (is_mended (self))
    bo_ask_nothing (GTK_WIDGET (self), _("The Home’s File Was Damaged"), bo_client_get_recovery (self->client, NULL),
                    NULL);
  else
    bo_kit_go (GTK_WIDGET (self), "welcome", "connect");
}

static void
dismiss_cb (BoOfflineBar *self)
{
  /* A home that was mended is said until somebody has read it, whatever else there is to say. */
  if (is_mended (self))
    self->told = true;
  else
    self->dismissed = true;
  phase_cb (self);
}

void
bo_offline_bar_set_client (BoOfflineBar *self, BoClient *client)
{
  g_assert (self->client == NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store-error", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::recovery", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::last-success", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  phase_cb (self);
}

static void
bo_offline_bar_dispose (GObject *object)
{
  BoOfflineBar *self = BO_OFFLINE_BAR (object);

  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_offline_bar_parent_class)->dispose (object);
}

static void
bo_offline_bar_class_init (BoOfflineBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_offline_bar_dispose;
}

static void
bo_offline_bar_init (BoOfflineBar *self)
{
  self->bar = BO_BAR (bo_bar_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bar));
  g_signal_connect_object (self->bar, "action", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "dismissed", G_CALLBACK (dismiss_cb), self, G_CONNECT_SWAPPED);
}
