/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bar-layout.h"
#include "bo-kit-parts.h"
#include "bo-past-bar.h"

struct _BoPastBar
{
  AdwBin    parent_instance;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (BoPastBar, bo_past_bar, ADW_TYPE_BIN)

enum
{
  COMPARE,
  NOW,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
compare_cb (BoPastBar *self)
{
  g_signal_emit (self, signals[COMPARE], 0);
}

static void
now_cb (BoPastBar *self)
{
  g_signal_emit (self, signals[NOW], 0);
}

static void
bo_past_bar_class_init (BoPastBarClass *klass)
{
  signals[COMPARE] = g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[NOW] = g_signal_new ("now", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
add_button (BoPastBar *self, GtkWidget *box, GtkWidget *button, GCallback clicked_cb)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
bo_past_bar_init (BoPastBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *deeds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *compare = gtk_button_new_from_icon_name ("view-dual-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "bo-past-bar");
  gtk_widget_set_layout_manager (box, bo_bar_layout_new ());
  bo_kit_name (compare, _("What Changed Since"));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("document-open-recent-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), deeds);
  add_button (self, deeds, compare, G_CALLBACK (compare_cb));
  add_button (self, deeds, gtk_button_new_with_mnemonic (_("_Return to Now")), G_CALLBACK (now_cb));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
bo_past_bar_new (const char *moment)
{
  BoPastBar *self = g_object_new (BO_TYPE_PAST_BAR, NULL);
  g_autofree char *text = g_strdup_printf (_("Home as of %s — read only"), moment);

  gtk_label_set_text (self->label, text);
  return GTK_WIDGET (self);
}
