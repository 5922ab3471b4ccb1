/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-sync-indicator.h"

struct _BoSyncIndicator
{
  GtkWidget  parent_instance;
  char      *style;
  GtkWidget *box;
  GtkWidget *image;
  GtkWidget *text;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (BoSyncIndicator, bo_sync_indicator, GTK_TYPE_WIDGET)

static void
bo_sync_indicator_dispose (GObject *object)
{
  BoSyncIndicator *self = BO_SYNC_INDICATOR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->style, g_free);
  G_OBJECT_CLASS (bo_sync_indicator_parent_class)->dispose (object);
}

static void
bo_sync_indicator_class_init (BoSyncIndicatorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_sync_indicator_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sync-indicator");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkWidget *
build_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
bo_sync_indicator_init (BoSyncIndicator *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->image = gtk_image_new ();
  self->text = build_label ();
  self->detail = build_label ();
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_widget_set_visible (self->detail, FALSE);
  gtk_box_append (GTK_BOX (lines), self->text);
  gtk_box_append (GTK_BOX (lines), self->detail);
  gtk_box_append (GTK_BOX (self->box), self->image);
  gtk_box_append (GTK_BOX (self->box), lines);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
bo_sync_indicator_new (void)
{
  return g_object_new (BO_TYPE_SYNC_INDICATOR, NULL);
}

/**
 * bo_sync_indicator_set:
 * @icon_name: a symbolic icon that says the same as @text
 * @text: the client's sentence
 * @detail: (nullable): a second line
 * @style: (nullable): "warning" or "error"
 */
void
bo_sync_indicator_set (BoSyncIndicator *self,
                       const char      *icon_name,
                       const char      *text,
                       const char      *detail,
                       const char      *style)
{
  g_return_if_fail (BO_IS_SYNC_INDICATOR (self));
  g_return_if_fail (text != NULL);

  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->detail), detail != NULL ? detail : "");
  gtk_widget_set_visible (self->detail, detail != NULL && *detail != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* The style sheet's animation stands still where animations are off. */
void
bo_sync_indicator_set_busy (BoSyncIndicator *self,
                            bool             busy)
{
  g_return_if_fail (BO_IS_SYNC_INDICATOR (self));
  if (busy)
    gtk_widget_add_css_class (self->image, "turning");
  else
    gtk_widget_remove_css_class (self->image, "turning");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

const char *
bo_sync_indicator_get_text (BoSyncIndicator *self)
{
  g_return_val_if_fail (BO_IS_SYNC_INDICATOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->text));
}
