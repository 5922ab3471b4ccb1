/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>

#include "bo-bar.h"
#include "bo-base.h"
#include "bo-offline-bar.h"
#include "bo-past-bar.h"
#include "bo-trust-bar.h"

#define FINGERPRINT "3c0a9f41d2b76e588b13f0c4a7e9d61255d0417fb8e22c93a06d5e7f1b84c9d0"

/* Only a sentence, with something to do, to be put aside, both, and more than there is room for. */
static void
add_bars (GtkWidget *page)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("Bars"));
  const struct
  {
    const char *icon_name;
    const char *text;
    const char *action;
    const char *dismiss;
  } bars[] = {
    { "network-offline-symbolic", _("Not connected"), NULL, NULL },
    { "view-refresh-symbolic", _("The hub has a newer version."), _("_Refresh"), NULL },
    { "network-offline-symbolic", _("Changes are kept here and sent later."), NULL, _("Hide") },
    { "drive-harddisk-symbolic",
      _("The home’s file was damaged. What could be read of it was saved, and the damaged file is kept beside it."),
      _("_Details"), _("Hide") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      GtkWidget *bar = bo_bar_new ();

      bo_bar_say (BO_BAR (bar), bars[i].icon_name, bars[i].text, bars[i].action, bars[i].dismiss);
      gtk_box_append (GTK_BOX (section), bar);
    }
}

/* Never there, since a while, for want of a password; can't be written, mended, and not all of it. */
static void
add_offline (GtkWidget *page)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("Connection and File"));
  const BoOfflineFacts facts[] = {
    { .away = true },
    { .away = true, .last_us = bo_clock_now () - INT64_C (2 * 60 * 60) * G_USEC_PER_SEC },
    { .sign_in = true },
    { .problem = _("The home’s file can’t be written: the disk is full.") },
    { .mended = true },
    { .mended = true, .lost = true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GtkWidget *bar = g_object_new (BO_TYPE_OFFLINE_BAR, NULL);

      bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &facts[i]);
      gtk_box_append (GTK_BOX (section), bar);
    }
}

/* Not encrypted, another certificate; and what is compared of one. */
static void
add_trust (GtkWidget *page)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("Trust"));
  GtkWidget *words = bo_trust_words_new (FINGERPRINT);

  for (BoTrust trust = BO_TRUST_PLAIN; trust <= BO_TRUST_CHANGED; trust++)
    {
      GtkWidget *bar = g_object_new (BO_TYPE_TRUST_BAR, NULL);

      bo_trust_bar_say (BO_TRUST_BAR (bar), trust);
      gtk_box_append (GTK_BOX (section), bar);
    }
  gtk_widget_set_halign (words, GTK_ALIGN_START);
  gtk_widget_add_css_class (words, "card");
  gtk_widget_add_css_class (words, "gallery-card");
  gtk_box_append (GTK_BOX (section), words);
}

/* Of today, and of long ago. */
static void
add_past (GtkWidget *page)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("The Past"));
  static const int64_t hours[] = { 2, 800 * 24 };

  for (size_t i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      int64_t now_us = bo_clock_now ();
      g_autofree char *moment = bo_time_to_moment (now_us - hours[i] * 60 * 60 * G_USEC_PER_SEC, now_us);

      gtk_box_append (GTK_BOX (section), bo_past_bar_new (moment));
    }
}

void
_bo_gallery_add_bars (GtkWidget *page)
{
  add_bars (page);
  add_offline (page);
  add_trust (page);
  add_past (page);
}
