/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bar.h"
#include "bo-base.h"
#include "bo-trust-bar.h"

/* Eight pairs of digits, each with what stands after it */
#define LINE_LENGTH (8 * 3)

struct _BoTrustBar
{
  AdwBin parent_instance;
  BoBar *bar;
};

G_DEFINE_FINAL_TYPE (BoTrustBar, bo_trust_bar, ADW_TYPE_BIN)

static unsigned int review_signal;

void
bo_trust_bar_say (BoTrustBar *self, BoTrust trust)
{
  g_return_if_fail (BO_IS_TRUST_BAR (self));

  switch (trust)
    {
    case BO_TRUST_CHANGED:
      bo_bar_say (self->bar, "dialog-error-symbolic",
                  _("The hub shows another certificate. Nothing is sent until you decide; changes are kept here."),
                  _("_Review"), NULL);
      break;
    case BO_TRUST_PLAIN:
      bo_bar_say (self->bar, "channel-insecure-symbolic",
                  _("Not encrypted: everybody on the network can read the password and the home."), NULL, NULL);
      break;
    case BO_TRUST_WELL:
      bo_bar_hide (self->bar);
      break;
    }
}

static void
action_cb (BoTrustBar *self)
{
  g_signal_emit (self, review_signal, 0);
}

static void
bo_trust_bar_class_init (BoTrustBarClass *klass)
{
  review_signal = g_signal_new ("review", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
bo_trust_bar_init (BoTrustBar *self)
{
  self->bar = BO_BAR (bo_bar_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bar));
  gtk_widget_add_css_class (GTK_WIDGET (self), "bo-below");
  g_signal_connect_object (self->bar, "action", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
}

/* (transfer full): its digits in lines of the same length, as they are compared one by one */
static char *
digits_of (const char *fingerprint)
{
  char *digits = bo_fingerprint_to_text (fingerprint);

  for (size_t i = LINE_LENGTH; digits[i - 1] != '\0'; i += LINE_LENGTH)
    digits[i - 1] = '\n';
  return digits;
}

GtkWidget *
bo_trust_words_new (const char *fingerprint)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);
  g_autofree char *digits = digits_of (fingerprint);
  const char *const texts[] = { words, digits };
  const char *const classes[] = { "title-4", "bo-digits" };

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
