/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bar.h"
#include "bo-base.h"
#include "bo-offline-bar.h"

struct _BoOfflineBar
{
  AdwBin         parent_instance;
  BoBar         *bar;
  BoOfflineFacts facts;
  char          *problem; /* nullable: that of the facts */
  bool           dismissed;
  bool           told; /* that the file was mended */
};

G_DEFINE_FINAL_TYPE (BoOfflineBar, bo_offline_bar, ADW_TYPE_BIN)

enum
{
  SIGN_IN,
  DETAILS,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

char *
bo_offline_to_text (int64_t last_us)
{
  g_autofree char *since = NULL;

  if (last_us == 0)
    return g_strdup (_("Not connected. Changes are kept here and sent later."));
  since = bo_time_to_clock (last_us, bo_clock_now ());
  return g_strdup_printf (_("Not connected since %s. Changes are kept here and sent later."), since);
}

/* Whether the home's file was mended and nobody has read so yet. */
static bool
is_mended (BoOfflineBar *self)
{
  return self->facts.problem == NULL && self->facts.mended && !self->told;
}

static void
say_mended (BoOfflineBar *self)
{
  bo_bar_say (self->bar, "drive-harddisk-symbolic",
              self->facts.lost ? _("The home’s file was damaged. Not everything could be saved.")
                               : _("The home’s file was damaged and has been mended."),
              _("_Details"), _("Hide"));
}

static void
say_away (BoOfflineBar *self)
{
  bool sign_in = self->facts.sign_in;
  g_autofree char *text = sign_in ? g_strdup (_("Signing in is needed. Until then changes are kept here."))
                                  : bo_offline_to_text (self->facts.last_us);

  bo_bar_say (self->bar, sign_in ? "dialog-password-symbolic" : "network-offline-symbolic", text,
              sign_in ? _("_Sign In") : NULL, _("Hide until next time"));
}

static void
say (BoOfflineBar *self)
{
  if (self->facts.up_to_date && self->facts.problem == NULL)
    self->dismissed = false;
  if (is_mended (self))
    say_mended (self);
  else if (self->facts.problem != NULL && !self->dismissed)
    bo_bar_say (self->bar, "drive-harddisk-symbolic", self->facts.problem, NULL, _("Hide until next time"));
  else if ((self->facts.away || self->facts.sign_in) && !self->dismissed)
    say_away (self);
  else
    bo_bar_hide (self->bar);
}

static void
action_cb (BoOfflineBar *self)
{
  g_signal_emit (self, signals[is_mended (self) ? DETAILS : SIGN_IN], 0);
}

static void
dismiss_cb (BoOfflineBar *self)
{
  /* A home that was mended is said until somebody has read it, whatever else there is to say. */
  if (is_mended (self))
    self->told = true;
  else
    self->dismissed = true;
  say (self);
}

void
bo_offline_bar_tell (BoOfflineBar *self, const BoOfflineFacts *facts)
{
  char *problem = g_strdup (facts->problem);

  g_return_if_fail (BO_IS_OFFLINE_BAR (self));

  g_free (self->problem);
  self->problem = problem;
  self->facts = *facts;
  self->facts.problem = problem;
  say (self);
}

static void
bo_offline_bar_finalize (GObject *object)
{
  g_free (BO_OFFLINE_BAR (object)->problem);
  G_OBJECT_CLASS (bo_offline_bar_parent_class)->finalize (object);
}

static void
bo_offline_bar_class_init (BoOfflineBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_offline_bar_finalize;
  signals[SIGN_IN] = g_signal_new ("sign-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[DETAILS] = g_signal_new ("details", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
bo_offline_bar_init (BoOfflineBar *self)
{
  self->bar = BO_BAR (bo_bar_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bar));
  g_signal_connect_object (self->bar, "action", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "dismissed", G_CALLBACK (dismiss_cb), self, G_CONNECT_SWAPPED);
}
