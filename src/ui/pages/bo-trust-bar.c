/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-bar.h"
#include "bo-trust-bar.h"

struct _BoTrustBar
{
  AdwBin       parent_instance;
  BoBar       *bar;
  BoClient    *client;
};

G_DEFINE_FINAL_TYPE (BoTrustBar, bo_trust_bar, ADW_TYPE_BIN)

/* (nullable): of the certificate that stops everything now */
static const char *
refused (BoTrustBar *self)
{
  if (bo_client_get_phase (self->client) != BO_PHASE_STOPPED)
    return NULL;
  return bo_client_get_presented_fingerprint (self->client);
}

static void
refresh_cb (BoTrustBar *self)
{
  if (refused (self) != NULL)
    bo_bar_say (self->bar, "dialog-error-symbolic",
                _("The hub shows another certificate. Nothing is sent until you decide; changes are kept here."),
                _("_Review"), NULL);
  else if (bo_client_is_plain (self->client))
    bo_bar_say (self->bar, "channel-insecure-symbolic",
                _("Not encrypted: everybody on the network can read the password and the home."), NULL, NULL);
  else
    bo_bar_hide (self->bar);
}

GtkWidget *
bo_trust_words_new (const char *fingerprint)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);
  g_autofree char *digits = bo_fingerprint_to_text (fingerprint);
  const char *const texts[] = { words, digits };
  const char *const classes[] = { "title-4", "caption" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_widget_add_css_class (label, classes[i]);
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
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

  if (!bo_client_trust (decision->bar->client, decision->fingerprint, &error))
    bo_toast (GTK_WIDGET (decision->bar), error->message);
}

static void
review_cb (BoTrustBar *self)
{
  const char *fingerprint = refused (self);
  Decision *decision;

  if (fingerprint == NULL)
    return;
  decision = g_new (Decision, 1);
  *decision = (Decision){ g_object_ref (self), g_strdup (fingerprint) };
  bo_ask_with (GTK_WIDGET (self), _("Trust the New Certificate?"),
               _("The hub may have been set up anew, or somebody else answers in its place. Trust it only if the hub "
                 "itself shows these words:"),
               bo_trust_words_new (fingerprint), _("_Trust"), true, trusted_cb, decision, decision_free);
}

void
bo_trust_bar_set_client (BoTrustBar *self, BoClient *client)
{
  g_assert (self->client == NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::detail", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::server-url", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);
}

static void
bo_trust_bar_dispose (GObject *object)
{
  BoTrustBar *self = BO_TRUST_BAR (object);

  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_trust_bar_parent_class)->dispose (object);
}

static void
bo_trust_bar_class_init (BoTrustBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_trust_bar_dispose;
}

static void
bo_trust_bar_init (BoTrustBar *self)
{
  self->bar = BO_BAR (bo_bar_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bar));
  gtk_widget_add_css_class (GTK_WIDGET (self), "bo-below");
  g_signal_connect_object (self->bar, "action", G_CALLBACK (review_cb), self, G_CONNECT_SWAPPED);
}
