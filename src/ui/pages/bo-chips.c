/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-chips.h"
#include "bo-kit.h"

struct _BoChips
{
  GtkWidget  parent_instance;
  GtkWidget *chips[BO_N_FILTERS];
  bool       releasing;
};

static unsigned int chosen_signal;

G_DEFINE_FINAL_TYPE (BoChips, bo_chips, GTK_TYPE_WIDGET)

static void
bo_chips_dispose (GObject *object)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (chip);
  G_OBJECT_CLASS (bo_chips_parent_class)->dispose (object);
}

static void
bo_chips_class_init (BoChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_chips_dispose;
  chosen_signal = g_signal_new ("chosen", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, BO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_chips_init (BoChips *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("At a glance"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add (BoChips *self, BoFilter filter, GtkWidget *chip)
{
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), bo_filter_to_icon_name (filter));
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "bo-chip");
  gtk_widget_set_visible (chip, FALSE);
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
  self->chips[filter] = chip;
}

GtkWidget *
bo_chips_new_links (void)
{
  BoChips *self = g_object_new (BO_TYPE_CHIPS, NULL);

  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    {
      g_autofree char *address = g_strconcat ("filter:", bo_filter_to_id ((BoFilter) f), NULL);
      GtkWidget *chip = gtk_button_new ();

      gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "win.show");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", address);
      add (self, (BoFilter) f, chip);
    }
  return GTK_WIDGET (self);
}

static void
toggled_cb (BoChips *self, GtkToggleButton *chip)
{
  bool releasing = self->releasing;

  self->releasing = true;
  for (unsigned int f = 0; f < BO_N_FILTERS && gtk_toggle_button_get_active (chip); f++)
    if (self->chips[f] != GTK_WIDGET (chip))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[f]), FALSE);
  self->releasing = releasing;
  if (!releasing)
    g_signal_emit (self, chosen_signal, 0);
}

GtkWidget *
bo_chips_new_choices (void)
{
  BoChips *self = g_object_new (BO_TYPE_CHIPS, NULL);

  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    {
      GtkWidget *chip = gtk_toggle_button_new ();

      g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      add (self, (BoFilter) f, chip);
    }
  return GTK_WIDGET (self);
}

void
bo_chips_set_counts (BoChips *self, const unsigned int counts[BO_N_FILTERS])
{
  bool any = false;

  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    {
      g_autofree char *text = bo_filter_to_text ((BoFilter) f, counts[f]);
      GtkWidget *chip = self->chips[f];

      adw_button_content_set_label (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (chip))), text);
      if (counts[f] == 0 && GTK_IS_TOGGLE_BUTTON (chip))
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
      gtk_widget_set_visible (chip, counts[f] > 0);
      any = any || counts[f] > 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

bool
bo_chips_get_chosen (BoChips *self, BoFilter *filter)
{
  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    if (GTK_IS_TOGGLE_BUTTON (self->chips[f]) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[f])))
      {
        *filter = (BoFilter) f;
        return true;
      }
  return false;
}
