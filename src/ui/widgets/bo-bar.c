/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-bar-layout.h"
#include "bo-bar.h"
#include "bo-kit-parts.h"

struct _BoBar
{
  AdwBin       parent_instance;
  GtkRevealer *revealer;
  GtkImage    *icon;
  GtkLabel    *label;
  GtkWidget   *action;
  GtkWidget   *dismiss;
};

G_DEFINE_FINAL_TYPE (BoBar, bo_bar, ADW_TYPE_BIN)

enum
{
  ACTION,
  DISMISSED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
action_cb (BoBar *self)
{
  g_signal_emit (self, signals[ACTION], 0);
}

static void
dismiss_cb (BoBar *self)
{
  g_signal_emit (self, signals[DISMISSED], 0);
}

void
bo_bar_say (BoBar *self, const char *icon_name, const char *text, const char *action, const char *dismiss)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (self->action, action != NULL);
  if (action != NULL)
    gtk_button_set_label (GTK_BUTTON (self->action), action);
  gtk_widget_set_visible (self->dismiss, dismiss != NULL);
  if (dismiss != NULL)
    bo_kit_name (self->dismiss, dismiss);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
bo_bar_hide (BoBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

const char *
bo_bar_get_text (BoBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label) : NULL;
}

static void
bo_bar_class_init (BoBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACTION] = g_signal_new ("action", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[DISMISSED] = g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  g_type_ensure (BO_TYPE_BAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/widgets/bo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BoBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BoBar, icon);
  gtk_widget_class_bind_template_child (widget_class, BoBar, label);
  gtk_widget_class_bind_template_child (widget_class, BoBar, action);
  gtk_widget_class_bind_template_child (widget_class, BoBar, dismiss);
  gtk_widget_class_bind_template_callback (widget_class, action_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
bo_bar_init (BoBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_bar_new (void)
{
  return g_object_new (BO_TYPE_BAR, NULL);
}
