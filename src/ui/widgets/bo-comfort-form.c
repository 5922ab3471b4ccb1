/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-comfort-form.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FAR 100000.0
#define WIDTH 8      /* characters: "100.5 °F" */
#define APART 4      /* steps from what it is now, where nothing was chosen */

enum
{
  LOW,
  HIGH,
  N_LIMITS
};

struct _BoComfortForm
{
  AdwBin            parent_instance;
  BoCharacteristic *characteristic; /* nullable */
  GtkCheckButton   *checks[N_LIMITS];
  GtkSpinButton    *spins[N_LIMITS];
  GtkLabel         *wrong;
  bool              filling;
};

static unsigned int chosen_signal;

G_DEFINE_FINAL_TYPE (BoComfortForm, bo_comfort_form, ADW_TYPE_BIN)

/* --- numbers, as they are shown --- */

static const BoValueType *
type_of (BoComfortForm *self)
{
  return bo_characteristic_get_value_type (self->characteristic);
}

static double
step_of (const BoValueType *type)
{
  switch (type->unit)
    {
    case BO_UNIT_CELSIUS: return bo_value_is_in_fahrenheit (type) ? 1 : 0.5;
    case BO_UNIT_LUX: return 10;
    case BO_UNIT_PPM: return 50;
    case BO_UNIT_NONE:
    case BO_UNIT_PERCENTAGE:
    case BO_UNIT_ARCDEGREES:
    case BO_UNIT_SECONDS:
    case BO_UNIT_UG_M3:
    case BO_UNIT_MIRED:
    case BO_UNIT_OTHER: break;
    }
  return 1;
}

/* The number with its unit, as everywhere else. */
static gboolean
output_cb (GtkSpinButton *spin,
           BoComfortForm *self)
{
  g_autofree char *text = NULL;

  if (self->characteristic == NULL)
    return FALSE;
  text = bo_series_to_display (type_of (self), bo_value_from_shown (type_of (self), gtk_spin_button_get_value (spin)));
  /* To what is inside: GTK 4.8 takes nothing but its own numbers for the spin button itself. */
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (spin)), text);
  return TRUE;
}

/* The unit may be left away, or be another: it isn't read. */
static int
input_cb (GtkSpinButton *spin,
          double        *value,
          gpointer       data)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), ",", '.');
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && isfinite (*value) ? TRUE : GTK_INPUT_ERROR;
}

/* --- what is chosen --- */

static double
limit_in (BoComfortForm *self,
          int            at)
{
  if (!gtk_check_button_get_active (self->checks[at]))
    return NAN;
  return bo_value_from_shown (type_of (self), gtk_spin_button_get_value (self->spins[at]));
}

static void
edited_cb (BoComfortForm *self)
{
  double low, high;

  if (self->filling || self->characteristic == NULL)
    return;
  low = limit_in (self, LOW);
  high = limit_in (self, HIGH);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), low >= high);
  if (low >= high)
    return;
  g_signal_emit (self, chosen_signal, 0, low, high);
}

/* What is offered where there is no limit: near to what it is now, and on the right side of the other. */
static double
proposal (BoComfortForm *self,
          BoComfort      comfort,
          int            at)
{
  const BoValueType *type = type_of (self);
  double step = step_of (type);
  double now = bo_characteristic_get_double (self->characteristic, type->unit == BO_UNIT_CELSIUS ? 20 : 0);

  if (at == LOW)
    return round (bo_value_to_shown (type, fmin (now, comfort.high)) / step - APART) * step;
  return round (bo_value_to_shown (type, fmax (now, comfort.low)) / step + APART) * step;
}

static void
set_ranges (BoComfortForm *self)
{
  const BoValueType *type = type_of (self);
  double step = step_of (type);
  double low = type->unit == BO_UNIT_PERCENTAGE ? 0 : -FAR, high = type->unit == BO_UNIT_PERCENTAGE ? 100 : FAR;

  for (int i = 0; i < N_LIMITS; i++)
    {
      gtk_spin_button_set_range (self->spins[i], low, high);
      gtk_spin_button_set_increments (self->spins[i], step, 10 * step);
      /* Kept as finely as a degree of the other unit needs; shown with one decimal. */
      gtk_spin_button_set_digits (self->spins[i], 1);
    }
}

static void
fill (BoComfortForm *self)
{
  BoComfort comfort;

  if (self->characteristic == NULL)
    return;
  comfort = bo_characteristic_get_comfort (self->characteristic);
  self->filling = true;
  set_ranges (self);
  for (int i = 0; i < N_LIMITS; i++)
    {
      double limit = i == LOW ? comfort.low : comfort.high;
      double shown = isnan (limit) ? proposal (self, comfort, i) : round (bo_value_to_shown (type_of (self), limit) * 10) / 10;

      gtk_spin_button_set_value (self->spins[i], shown);
      gtk_spin_button_update (self->spins[i]);
      gtk_check_button_set_active (self->checks[i], !isnan (limit));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), FALSE);
  self->filling = false;
}

/* --- the widget --- */

static GtkWidget *
limit_row (BoComfortForm *self,
           int            at,
           const char    *words,
           const char    *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->checks[at] = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (words));
  self->spins[at] = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (-FAR, FAR, 1));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spins[at]), WIDTH);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spins[at]), WIDTH);
  gtk_widget_set_hexpand (GTK_WIDGET (self->checks[at]), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spins[at]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_bind_property (self->checks[at], "active", self->spins[at], "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->checks[at]));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->spins[at]));
  g_signal_connect_object (self->spins[at], "output", G_CALLBACK (output_cb), self, 0);
  g_signal_connect (self->spins[at], "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect_object (self->checks[at], "toggled", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spins[at], "value-changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
bo_comfort_form_dispose (GObject *object)
{
  BoComfortForm *self = BO_COMFORT_FORM (object);

  g_clear_object (&self->characteristic);
  G_OBJECT_CLASS (bo_comfort_form_parent_class)->dispose (object);
}

static void
bo_comfort_form_class_init (BoComfortFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_comfort_form_dispose;
  chosen_signal = g_signal_new ("chosen", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
bo_comfort_form_init (BoComfortForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("What Is Comfortable"));

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_halign (title, GTK_ALIGN_START);
  gtk_widget_set_margin_bottom (title, 6);
  self->wrong = GTK_LABEL (gtk_label_new (_("The least has to be below the most. Nothing was changed.")));
  gtk_widget_add_css_class (GTK_WIDGET (self->wrong), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->wrong), "error");
  gtk_label_set_wrap (self->wrong, TRUE);
  gtk_label_set_xalign (self->wrong, 0);
  gtk_label_set_max_width_chars (self->wrong, 30);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), limit_row (self, LOW, _("At _least"), _("The lower limit")));
  gtk_box_append (GTK_BOX (box), limit_row (self, HIGH, _("At _most"), _("The upper limit")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->wrong));
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "comfort-form");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
}

GtkWidget *
bo_comfort_form_new (void)
{
  return g_object_new (BO_TYPE_COMFORT_FORM, NULL);
}

void
bo_comfort_form_set_characteristic (BoComfortForm    *self,
                                    BoCharacteristic *characteristic)
{
  g_return_if_fail (BO_IS_COMFORT_FORM (self));

  if (g_set_object (&self->characteristic, characteristic))
    fill (self);
}
