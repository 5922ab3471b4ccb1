/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-trust.h"

#define KEY "bo-client"

static BoClient *
client_of (BoTrustBar *bar)
{
  return g_object_get_data (G_OBJECT (bar), KEY);
}

/* (nullable): of the certificate that stops everything now */
static const char *
refused (BoTrustBar *bar)
{
  if (bo_client_get_phase (client_of (bar)) != BO_PHASE_STOPPED)
    return NULL;
  return bo_client_get_presented_fingerprint (client_of (bar));
}

static void
say_cb (BoTrustBar *bar)
{
  if (refused (bar) != NULL)
    bo_trust_bar_say (bar, BO_TRUST_CHANGED);
  else
    bo_trust_bar_say (bar, bo_client_is_plain (client_of (bar)) ? BO_TRUST_PLAIN : BO_TRUST_WELL);
}

/* --- the decision --- */

typedef struct
{
  BoTrustBar *bar;
  char       *fingerprint; /* as it was shown: it may have changed again meanwhile */
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_object_unref (decision->bar);
  g_free (decision->fingerprint);
  g_free (decision);
}

static void
trusted_cb (gpointer data)
{
  Decision *decision = data;
  g_autoptr (GError) error = NULL;

  if (!bo_client_trust (client_of (decision->bar), decision->fingerprint, &error))
    bo_toast (GTK_WIDGET (decision->bar), error->message);
}

static void
review_cb (BoTrustBar *bar)
{
  const char *fingerprint = refused (bar);
  Decision *decision;

  if (fingerprint == NULL)
    return;
  decision = g_new (Decision, 1);
  *decision = (Decision){ g_object_ref (bar), g_strdup (fingerprint) };
  bo_ask_with (GTK_WIDGET (bar), _("Trust the New Certificate?"),
               _("The hub may have been set up anew, or somebody else answers in its place. Trust it only if the hub "
                 "itself shows these words:"),
               bo_trust_words_new (fingerprint), _("_Trust"), true, trusted_cb, decision, decision_free);
}

void
bo_trust_attach (BoTrustBar *bar, BoClient *client)
{
  g_assert (client_of (bar) == NULL);
  g_object_set_data_full (G_OBJECT (bar), KEY, g_object_ref (client), g_object_unref);
  g_signal_connect (bar, "review", G_CALLBACK (review_cb), NULL);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (say_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::detail", G_CALLBACK (say_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::server-url", G_CALLBACK (say_cb), bar, G_CONNECT_SWAPPED);
  say_cb (bar);
}
