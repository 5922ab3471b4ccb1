/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-big-slider.h"
#include "bo-draw-private.h"
#include "bo-adjust-private.h"
#include "bo-service-control-private.h"
#include "bo-value-row.h"

/* In letters of a button: what it has around them, and what is as wide as a page on a phone. */
#define LETTERS_OF_MARGIN 4
#define LETTERS_OF_PHONE 42

/* Parts remember their characteristic's type by name: widgets outlive nothing of the model. */

static void
remember (GtkWidget        *widget,
          BoServiceControl *control,
          const char       *type)
{
  g_object_set_data (G_OBJECT (widget), "bo-control", control);
  g_object_set_data_full (G_OBJECT (widget), "bo-type", g_strdup (type), g_free);
}

static BoServiceControl *
control_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "bo-control");
}

static BoCharacteristic *
characteristic_of (GtkWidget *widget)
{
  return _bo_control_find (control_of (widget), g_object_get_data (G_OBJECT (widget), "bo-type"));
}

/* Headline: what it is and does now, in words */

static void
sync_headline (BoServiceControl *control,
               GtkWidget        *label)
{
  g_autofree char *summary = bo_service_get_summary (bo_service_control_get_service (control));

  gtk_label_set_text (GTK_LABEL (label), summary);
}

void
_bo_control_add_headline (BoServiceControl *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "title-2");
  gtk_widget_add_css_class (label, "numeric");
  _bo_control_add (self, label, sync_headline);
}

/* A large round switch */

static void
toggled_cb (GtkWidget *button)
{
  BoServiceControl *control = control_of (button);
  BoCharacteristic *characteristic = characteristic_of (button);

  if (characteristic != NULL)
    _bo_control_operate (control, characteristic,
                         _bo_adjust_bool (characteristic, !bo_characteristic_get_bool (characteristic, false)));
}

static void
sync_toggle (BoServiceControl *control,
             GtkWidget        *button)
{
  BoService *service = bo_service_control_get_service (control);
  BoCharacteristic *characteristic = characteristic_of (button);
  GtkWidget *image = gtk_button_get_child (GTK_BUTTON (button));
  bool on = characteristic != NULL && bo_characteristic_get_bool (characteristic, false);
  double red, green, blue;
  /* Translators: name of a device, and what pressing does */
  g_autofree char *text = g_strdup_printf (on ? _("%s: turn off") : _("%s: turn on"), bo_service_get_label (service));

  gtk_image_set_from_icon_name (GTK_IMAGE (image), bo_service_get_icon_name (service));
  gtk_widget_remove_css_class (button, "active");
  gtk_widget_remove_css_class (button, "lit");
  if (on)
    gtk_widget_add_css_class (button, _bo_light_color (service, &red, &green, &blue) ? "lit" : "active");
  gtk_widget_set_sensitive (button, !_bo_control_is_read_only (control) && characteristic != NULL
                                    && bo_characteristic_get_writable (characteristic));
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
_bo_control_add_toggle (BoServiceControl *self,
                        const char       *type)
{
  GtkWidget *button;
  GtkWidget *image;

  if (_bo_control_take (self, type) == NULL)
    return;
  button = gtk_button_new ();
  image = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (image), 48);
  gtk_button_set_child (GTK_BUTTON (button), image);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "big-state");
  remember (button, self, type);
  g_signal_connect (button, "clicked", G_CALLBACK (toggled_cb), NULL);
  _bo_control_add (self, button, sync_toggle);
}

/* A broad slider */

static void
slid_cb (GtkWidget *slider,
         double     value)
{
  BoCharacteristic *characteristic = characteristic_of (slider);

  if (characteristic != NULL)
    _bo_control_operate (control_of (slider), characteristic, _bo_adjust_number (characteristic, value));
}

/* Brightness shines in the colour of the light; of one that is off it is only what will be. */
static void
sync_glow (BoService *service,
           GtkWidget *slider)
{
  GdkRGBA tint = _bo_draw_named_color (slider, "tile_light_color", 1);
  double red, green, blue;

  if (_bo_light_color (service, &red, &green, &blue))
    tint = (GdkRGBA){ red, green, blue, 1 };
  if (!bo_service_get_active (service))
    tint = _bo_draw_color (slider, 0.3);
  bo_big_slider_set_tint (BO_BIG_SLIDER (slider), &tint);
}

static void
sync_slider (BoServiceControl *control,
             GtkWidget        *slider)
{
  BoCharacteristic *characteristic = characteristic_of (slider);
  bool writable = characteristic != NULL && bo_characteristic_get_writable (characteristic);

  if (characteristic == NULL)
    return;
  bo_big_slider_set_value (BO_BIG_SLIDER (slider), bo_characteristic_get_double (characteristic, 0));
  if (g_str_equal (g_object_get_data (G_OBJECT (slider), "bo-type"), "brightness"))
    sync_glow (bo_service_control_get_service (control), slider);
  bo_big_slider_set_read_only (BO_BIG_SLIDER (slider), !writable || _bo_control_is_read_only (control));
}

static const char *
unit_of (const BoValueType *type)
{
  switch (type->unit)
    {
    case BO_UNIT_PERCENTAGE: return "%";
    case BO_UNIT_ARCDEGREES: return "°";
    case BO_UNIT_SECONDS: return _("s");
    case BO_UNIT_CELSIUS: return "°C";
    case BO_UNIT_LUX: return "lx";
    case BO_UNIT_PPM: return "ppm";
    case BO_UNIT_UG_M3: return "µg/m³";
    case BO_UNIT_MIRED: return "mired";
    case BO_UNIT_OTHER: return type->unit_name;
    case BO_UNIT_NONE: break;
    }
  return NULL;
}

void
_bo_control_add_slider (BoServiceControl *self,
                        const char       *type,
                        const char       *icon_name)
{
  BoCharacteristic *characteristic = _bo_control_take (self, type);
  const BoValueType *value_type;
  GtkWidget *slider;

  if (characteristic == NULL)
    return;
  value_type = bo_characteristic_get_value_type (characteristic);
  slider = bo_big_slider_new (bo_characteristic_get_label (characteristic), icon_name);
  bo_big_slider_set_limits (BO_BIG_SLIDER (slider), value_type->has_minimum ? value_type->minimum : 0,
                            value_type->has_maximum ? value_type->maximum : 100,
                            value_type->has_step ? value_type->step : 1);
  bo_big_slider_set_unit (BO_BIG_SLIDER (slider), unit_of (value_type), 0);
  remember (slider, self, type);
  g_signal_connect (slider, "committed", G_CALLBACK (slid_cb), NULL);
  _bo_control_add (self, slider, sync_slider);
}

/* One of a few modes */

static void
mode_cb (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_parent (button);
  BoCharacteristic *characteristic;
  int value = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "bo-value"));

  if (g_object_get_data (G_OBJECT (row), "bo-updating") != NULL
      || !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    return;
  characteristic = characteristic_of (row);
  if (characteristic != NULL && bo_characteristic_get_int (characteristic, G_MININT64) != value)
    _bo_control_operate (control_of (row), characteristic, _bo_adjust_number (characteristic, value));
}

static void
sync_modes (BoServiceControl *control,
            GtkWidget        *row)
{
  BoCharacteristic *characteristic = characteristic_of (row);
  int64_t value = characteristic != NULL ? bo_characteristic_get_int (characteristic, G_MININT64) : G_MININT64;

  g_object_set_data (G_OBJECT (row), "bo-updating", row);
  for (GtkWidget *button = gtk_widget_get_first_child (row); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "bo-value")) == value);
  g_object_set_data (G_OBJECT (row), "bo-updating", NULL);
  gtk_widget_set_sensitive (row, !_bo_control_is_read_only (control));
}

static GtkWidget *
build_mode (const BoValueType  *type,
            const BoValidValue *mode,
            GtkWidget          *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (bo_valid_value_label (type, mode));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, bo_valid_value_label (type, mode));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bo_valid_value_label (type, mode), -1);
  g_object_set_data (G_OBJECT (button), "bo-value", GINT_TO_POINTER (mode->value));
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  g_signal_connect (button, "toggled", G_CALLBACK (mode_cb), NULL);
  return button;
}

GtkWidget *
_bo_control_new_linked (GtkOrientation orientation)
{
  GtkWidget *row = gtk_box_new (orientation, 0);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_widget_add_css_class (row, "linked");
  return row;
}

void
_bo_control_link (GtkWidget *row,
                  GtkWidget *button)
{
  gtk_widget_add_css_class (button, "bo-linked");
  gtk_box_append (GTK_BOX (row), button);
}

/* Side by side where a phone has room for all the words, else one below the other. */
static GtkOrientation
orientation_for (const BoValueType *type)
{
  size_t longest = 0;

  for (size_t i = 0; i < type->n_valid_values; i++)
    longest = MAX (longest, (size_t) g_utf8_strlen (bo_valid_value_label (type, &type->valid_values[i]), -1));
  return type->n_valid_values * (longest + LETTERS_OF_MARGIN) <= LETTERS_OF_PHONE ? GTK_ORIENTATION_HORIZONTAL
                                                                                  : GTK_ORIENTATION_VERTICAL;
}

void
_bo_control_add_modes (BoServiceControl *self,
                       const char       *type)
{
  BoCharacteristic *characteristic = _bo_control_take (self, type);
  const BoValueType *value_type;
  GtkWidget *row;

  if (characteristic == NULL)
    return;
  value_type = bo_characteristic_get_value_type (characteristic);
  row = _bo_control_new_linked (orientation_for (value_type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bo_characteristic_get_label (characteristic), -1);
  remember (row, self, type);
  for (size_t i = 0; i < value_type->n_valid_values; i++)
    _bo_control_link (row, build_mode (value_type, &value_type->valid_values[i], gtk_widget_get_first_child (row)));
  _bo_control_add (self, row, sync_modes);
}

/* One value in a list of its own */

static void
row_operate_cb (BoServiceControl *control,
                BoCharacteristic *characteristic,
                const char       *json)
{
  _bo_control_operate (control, characteristic, g_strdup (json));
}

static void
sync_row (BoServiceControl *control,
          GtkWidget        *list)
{
  BoValueRow *row = BO_VALUE_ROW (gtk_widget_get_first_child (list));

  bo_value_row_set_read_only (row, _bo_control_is_read_only (control));
  bo_value_row_refresh (row);
}

void
_bo_control_add_row (BoServiceControl *self,
                     const char       *type)
{
  BoCharacteristic *characteristic = _bo_control_take (self, type);
  GtkWidget *list, *row;

  if (characteristic == NULL)
    return;
  list = gtk_list_box_new ();
  row = bo_value_row_new (characteristic);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_signal_connect_object (row, "operate", G_CALLBACK (row_operate_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  _bo_control_add (self, list, sync_row);
}
