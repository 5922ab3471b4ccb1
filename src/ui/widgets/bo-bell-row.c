/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bell-row.h"

struct _BoBellRow
{
  AdwComboRow parent_instance;
  BoBellRule  rule;
};

G_DEFINE_FINAL_TYPE (BoBellRow, bo_bell_row, ADW_TYPE_COMBO_ROW)

static unsigned int chosen_signal;

static void
selected_cb (BoBellRow *self)
{
  BoBellRule rule = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (rule == self->rule)
    return;
  self->rule = rule;
  g_signal_emit (self, chosen_signal, 0, (int) rule);
}

void
bo_bell_row_set_rule (BoBellRow *self, BoBellRule rule)
{
  g_return_if_fail (BO_IS_BELL_ROW (self));

  self->rule = rule;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), rule);
}

static void
bo_bell_row_class_init (BoBellRowClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
bo_bell_row_init (BoBellRow *self)
{
  g_autoptr (GtkStringList) rules = gtk_string_list_new (NULL);

  gtk_string_list_append (rules, _("As the Preferences Say of All Bells"));
  gtk_string_list_append (rules, _("Tell Me, in Quiet Hours Too"));
  gtk_string_list_append (rules, _("Don’t Tell Me"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("When It Rings"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (rules));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

GtkWidget *
bo_bell_row_new (void)
{
  return g_object_new (BO_TYPE_BELL_ROW, NULL);
}
