/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-lock-button.h"

#include <glib/gi18n-lib.h>

struct _BoLockButton
{
  GtkWidget    parent_instance;
  char        *label;
  BoLockState  state;
  bool         read_only;
  GtkWidget   *box;
  GtkWidget   *button;
  GtkWidget   *image;
  GtkWidget   *state_label;
  GtkWidget   *hint_label;
};

enum
{
  PRESSED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoLockButton, bo_lock_button, GTK_TYPE_WIDGET)

static const struct
{
  const char *text;
  const char *icon_name;
  const char *style;
  bool        press_locks;
} looks[] = {
  [BO_LOCK_UNKNOWN] = { N_ ("Not known whether it is locked"), "bo-lock-unknown-symbolic", "unknown", true },
  [BO_LOCK_LOCKED] = { N_ ("Locked"), "bo-lock-symbolic", "locked", false },
  [BO_LOCK_UNLOCKED] = { N_ ("Unlocked"), "bo-lock-open-symbolic", "unlocked", true },
  [BO_LOCK_JAMMED] = { N_ ("Jammed"), "bo-alert-symbolic", "jammed", true },
  [BO_LOCK_LOCKING] = { N_ ("Locking…"), "bo-lock-symbolic", "moving", false },
  [BO_LOCK_UNLOCKING] = { N_ ("Unlocking…"), "bo-lock-open-symbolic", "moving", true },
};

static void
update (BoLockButton *self)
{
  const char *text = _(looks[self->state].text);
  const char *hint = looks[self->state].press_locks ? _("Press to lock") : _("Press to unlock");
  g_autofree char *spoken = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->button, looks[i].style);
  gtk_widget_add_css_class (self->button, looks[self->state].style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[self->state].icon_name);
  gtk_label_set_text (GTK_LABEL (self->state_label), text);
  gtk_label_set_text (GTK_LABEL (self->hint_label), hint);
  gtk_widget_set_visible (self->hint_label, !self->read_only);
  gtk_widget_set_sensitive (self->button, !self->read_only);
  /* Translators: name of a lock, its state, what pressing does */
  spoken = self->read_only ? g_strdup_printf (_("%s: %s"), self->label, text)
                           : g_strdup_printf (_("%s: %s. %s"), self->label, text, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
clicked_cb (BoLockButton *self)
{
  g_signal_emit (self, signals[PRESSED], 0, looks[self->state].press_locks);
}

static void
bo_lock_button_dispose (GObject *object)
{
  BoLockButton *self = BO_LOCK_BUTTON (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (bo_lock_button_parent_class)->dispose (object);
}

static void
bo_lock_button_class_init (BoLockButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_lock_button_dispose;
  signals[PRESSED] = g_signal_new ("pressed", BO_TYPE_LOCK_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lock-button");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_lock_button_init (BoLockButton *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->button = gtk_button_new ();
  self->image = gtk_image_new ();
  self->state_label = gtk_label_new (NULL);
  self->hint_label = gtk_label_new (NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 56);
  gtk_button_set_child (GTK_BUTTON (self->button), self->image);
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_add_css_class (self->button, "big-state");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (self->button, 6);
  gtk_label_set_wrap (GTK_LABEL (self->state_label), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->state_label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->state_label, "title-2");
  gtk_widget_add_css_class (self->hint_label, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_box_append (GTK_BOX (self->box), self->state_label);
  gtk_box_append (GTK_BOX (self->box), self->hint_label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bo_lock_button_new:
 * @label: the lock's name
 */
GtkWidget *
bo_lock_button_new (const char *label)
{
  BoLockButton *self = g_object_new (BO_TYPE_LOCK_BUTTON, NULL);

  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update (self);
  return GTK_WIDGET (self);
}

BoLockState
bo_lock_button_get_state (BoLockButton *self)
{
  g_return_val_if_fail (BO_IS_LOCK_BUTTON (self), BO_LOCK_UNKNOWN);
  return self->state;
}

void
bo_lock_button_set_state (BoLockButton *self,
                          BoLockState   state)
{
  g_return_if_fail (BO_IS_LOCK_BUTTON (self));
  g_return_if_fail (state < G_N_ELEMENTS (looks));
  self->state = state;
  update (self);
}

void
bo_lock_button_set_read_only (BoLockButton *self,
                              bool          read_only)
{
  g_return_if_fail (BO_IS_LOCK_BUTTON (self));
  self->read_only = read_only;
  update (self);
}
