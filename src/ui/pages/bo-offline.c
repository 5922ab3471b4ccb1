/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-day.h"
#include "bo-kit.h"
#include "bo-offline.h"

#define KEY "bo-client"

static BoClient *
client_of (BoOfflineBar *bar)
{
  return g_object_get_data (G_OBJECT (bar), KEY);
}

char *
bo_offline_sentence (BoClient *client)
{
  return bo_offline_to_text (bo_client_get_status (client)->last_success_us);
}

static void
tell_cb (BoOfflineBar *bar)
{
  BoClient *client = client_of (bar);
  BoPhase phase = bo_client_get_phase (client);
  BoOfflineFacts facts = {
    .up_to_date = phase == BO_PHASE_UP_TO_DATE,
    .away = phase == BO_PHASE_OFFLINE,
    .sign_in = phase == BO_PHASE_SIGN_IN,
    .last_us = bo_client_get_status (client)->last_success_us,
    .problem = bo_client_get_store_error (client),
  };

  facts.mended = bo_client_get_recovery (client, &facts.lost) != NULL;
  bo_offline_bar_tell (bar, &facts);
}

static void
sign_in_cb (GtkWidget *bar)
{
  bo_kit_go (bar, "welcome", "connect");
}

/* What was saved and what not, and where the damaged file is: too long for a bar. */
static void
details_cb (BoOfflineBar *bar)
{
  bo_ask_nothing (GTK_WIDGET (bar), _("The Home’s File Was Damaged"), bo_client_get_recovery (client_of (bar), NULL),
                  NULL);
}

void
bo_offline_attach (BoOfflineBar *bar, BoClient *client)
{
  g_assert (client_of (bar) == NULL);
  g_object_set_data_full (G_OBJECT (bar), KEY, g_object_ref (client), g_object_unref);
  g_signal_connect (bar, "sign-in", G_CALLBACK (sign_in_cb), NULL);
  g_signal_connect (bar, "details", G_CALLBACK (details_cb), NULL);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (tell_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store-error", G_CALLBACK (tell_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::recovery", G_CALLBACK (tell_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::last-success", G_CALLBACK (tell_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (tell_cb), bar, G_CONNECT_SWAPPED);
  tell_cb (bar);
}
