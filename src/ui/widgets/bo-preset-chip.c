/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-preset-chip.h"

#include <glib/gi18n-lib.h>

#include "bo-draw-private.h"

#define SWATCH 24
#define LETTERS 18

/* The swatch: a disc of the colour; a window, its blind as far down as it will be. */

typedef struct
{
  GtkWidget  parent_instance;
  BoPreset  *preset;
} BoSwatch;

typedef struct
{
  GtkWidgetClass parent_class;
} BoSwatchClass;

GType bo_swatch_get_type (void);
G_DEFINE_FINAL_TYPE (BoSwatch, bo_swatch, GTK_TYPE_WIDGET)

static void
snapshot_window (GtkWidget   *widget,
                 GtkSnapshot *snapshot,
                 double       position)
{
  graphene_rect_t pane = GRAPHENE_RECT_INIT (3, 3, SWATCH - 6, SWATCH - 6);
  graphene_rect_t blind = pane;
  GdkRGBA sky = _bo_draw_named_color (widget, "tile_opening_color", 0.35);
  GdkRGBA slat = _bo_draw_color (widget, 0.75);
  GskRoundedRect round;

  blind.size.height *= (float) (1 - CLAMP (position, 0, 100) / 100);
  gsk_rounded_rect_init_from_rect (&round, &pane, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &sky, &pane);
  gtk_snapshot_append_color (snapshot, &slat, &blind);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &round, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ slat, slat, slat, slat });
}

static void
bo_swatch_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  GdkRGBA color, ring = _bo_draw_color (widget, 0.25);
  double position;

  if (!bo_preset_get_look (((BoSwatch *) widget)->preset, &color, &position))
    {
      snapshot_window (widget, snapshot, position);
      return;
    }
  _bo_draw_disc (snapshot, SWATCH / 2.0, SWATCH / 2.0, SWATCH / 2.0, &color);
  _bo_draw_ring (snapshot, SWATCH / 2.0, SWATCH / 2.0, SWATCH / 2.0 - 0.5, 1, &ring);
}

static void
bo_swatch_finalize (GObject *object)
{
  g_object_unref (((BoSwatch *) object)->preset);
  G_OBJECT_CLASS (bo_swatch_parent_class)->finalize (object);
}

static void
bo_swatch_class_init (BoSwatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_swatch_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = bo_swatch_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bo_swatch_init (BoSwatch *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), SWATCH, SWATCH);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/* The button */

static void
fill (GtkWidget  *chip,
      GtkWidget  *sign,
      const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LETTERS);
  gtk_widget_set_margin_end (label, 8); /* as round as it is there */
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "preset");
}

GtkWidget *
_bo_preset_chip_new (BoPreset *preset)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  BoSwatch *swatch = g_object_new (bo_swatch_get_type (), NULL);
  const char *name = bo_preset_get_name (preset);
  g_autofree char *what = bo_preset_to_text (preset);
  /* Translators: what a person called a colour or a position, and which it is: "Evening: 2700 K" */
  g_autofree char *spoken = g_strcmp0 (name, what) == 0 ? g_strdup (name) : g_strdup_printf (_("%1$s: %2$s"), name, what);

  swatch->preset = g_object_ref (preset);
  fill (chip, GTK_WIDGET (swatch), name);
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return chip;
}

GtkWidget *
_bo_preset_chip_new_to_add (const char *label)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");

  gtk_widget_set_size_request (icon, SWATCH, SWATCH);
  fill (chip, icon, label);
  gtk_widget_add_css_class (chip, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return chip;
}
