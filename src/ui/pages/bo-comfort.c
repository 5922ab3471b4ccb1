/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-comfort.h"

bool
bo_comfort_applies (BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);

  return !bo_characteristic_get_writable (characteristic) && !bo_series_is_states (type)
         && type->unit != BO_UNIT_NONE && type->unit != BO_UNIT_SECONDS;
}

static double
read_limit (const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (number) ? number : NAN;
}

BoComfort
bo_comfort_parse (const char *text)
{
  BoComfort comfort = { NAN, NAN };
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ";", -1) : NULL;

  if (parts == NULL || g_strv_length (parts) != 2)
    return comfort;
  comfort = (BoComfort){ read_limit (parts[0]), read_limit (parts[1]) };
  if (comfort.low >= comfort.high)
    return (BoComfort){ NAN, NAN };
  return comfort;
}

char *
bo_comfort_format (BoComfort comfort)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE] = "", high[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (isnan (comfort.low) && isnan (comfort.high))
    return NULL;
  if (!isnan (comfort.low))
    g_ascii_dtostr (low, sizeof low, comfort.low);
  if (!isnan (comfort.high))
    g_ascii_dtostr (high, sizeof high, comfort.high);
  return g_strconcat (low, ";", high, NULL);
}

static char *
key_of (BoCharacteristic *characteristic)
{
  BoService *service = bo_characteristic_get_service (characteristic);
  BoAccessory *accessory = service != NULL ? bo_service_get_accessory (service) : NULL;

  return accessory != NULL ? g_strdup_printf ("comfort.%s/%s", bo_thing_get_id (BO_THING (accessory)),
                                              bo_characteristic_get_id (characteristic)) : NULL;
}

BoComfort
bo_comfort_of (BoClient *client, BoCharacteristic *characteristic)
{
  g_autofree char *key = bo_comfort_applies (characteristic) ? key_of (characteristic) : NULL;

  return bo_comfort_parse (key != NULL ? bo_client_get_setting (client, key) : NULL);
}

int
bo_comfort_side (BoComfort comfort, double value)
{
  if (!isnan (comfort.low) && value < comfort.low)
    return -1;
  return !isnan (comfort.high) && value > comfort.high ? 1 : 0;
}

/* 0 where it was so before @from_us already, and nobody here knows since when */
static int64_t
since_when (BoComfort comfort, GArray *series, int side, int64_t from_us)
{
  int64_t since_us = 0;

  for (unsigned int i = series->len; i > 0; i--)
    {
      BoSample *sample = &g_array_index (series, BoSample, i - 1);

      if (isnan (sample->value) || bo_comfort_side (comfort, sample->value) != side)
        return since_us;
      since_us = sample->time_us;
    }
  return since_us > from_us ? since_us : 0;
}

char *
bo_comfort_sentence (BoComfort comfort, GArray *series, int64_t from_us)
{
  double value = series->len > 0 ? g_array_index (series, BoSample, series->len - 1).value : NAN;
  int side = bo_comfort_side (comfort, value);
  int64_t since_us;
  g_autofree char *when = NULL;

  if (isnan (value) || (isnan (comfort.low) && isnan (comfort.high)))
    return NULL;
  if (side == 0)
    return g_strdup (_("Within your limits"));
  since_us = since_when (comfort, series, side, from_us);
  if (since_us == 0)
    return g_strdup (side < 0 ? _("Below your limits") : _("Above your limits"));
  when = bo_time_to_clock (since_us, bo_clock_now ());
  return side < 0 ? g_strdup_printf (_("Below your limits since %s"), when)
                  : g_strdup_printf (_("Above your limits since %s"), when);
}

/* --- the form --- */

struct _BoComfortButton
{
  AdwBin            parent_instance;
  BoClient         *client;
  BoCharacteristic *characteristic; /* nullable */
  GtkCheckButton   *checks[2];      /* low, high */
  GtkSpinButton    *spins[2];
  bool              filling;
};

static unsigned int changed_signal;

G_DEFINE_FINAL_TYPE (BoComfortButton, bo_comfort_button, ADW_TYPE_BIN)

static double
limit_in (BoComfortButton *self, int at)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);

  if (!gtk_check_button_get_active (self->checks[at]))
    return NAN;
  return bo_value_from_shown (type, gtk_spin_button_get_value (self->spins[at]));
}

static void
edited_cb (BoComfortButton *self)
{
  BoComfort comfort;
  g_autofree char *key = NULL, *text = NULL;

  if (self->filling || self->characteristic == NULL)
    return;
  comfort = (BoComfort){ limit_in (self, 0), limit_in (self, 1) };
  /* While one is being moved past the other there is no sense in them yet. */
  if (comfort.low >= comfort.high)
    return;
  key = key_of (self->characteristic);
  text = bo_comfort_format (comfort);
  if (key == NULL)
    return;
  bo_client_set_setting (self->client, key, text);
  g_signal_emit (self, changed_signal, 0);
}

static void
fill (BoComfortButton *self)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);
  BoComfort comfort = bo_comfort_of (self->client, self->characteristic);
  double limits[] = { comfort.low, comfort.high };
  double now = bo_characteristic_get_double (self->characteristic, 0);

  self->filling = true;
  for (int i = 0; i < 2; i++)
    {
      double value = isnan (limits[i]) ? now + (i == 0 ? -2 : 2) : limits[i];

      gtk_spin_button_set_value (self->spins[i], round (bo_value_to_shown (type, value) * 10) / 10);
      gtk_check_button_set_active (self->checks[i], !isnan (limits[i]));
    }
  self->filling = false;
}

static GtkWidget *
limit_row (BoComfortButton *self, int at, const char *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->checks[at] = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (words));
  self->spins[at] = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (-10000, 100000, 0.5));
  gtk_spin_button_set_digits (self->spins[at], 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->checks[at]), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spins[at]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  at == 0 ? _("The lower limit") : _("The upper limit"), -1);
  g_object_bind_property (self->checks[at], "active", self->spins[at], "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->checks[at]));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->spins[at]));
  g_signal_connect_object (self->checks[at], "toggled", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spins[at], "value-changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
bo_comfort_button_dispose (GObject *object)
{
  BoComfortButton *self = BO_COMFORT_BUTTON (object);

  g_clear_object (&self->client);
  g_clear_object (&self->characteristic);
  G_OBJECT_CLASS (bo_comfort_button_parent_class)->dispose (object);
}

static void
bo_comfort_button_class_init (BoComfortButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_comfort_button_dispose;
  changed_signal = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_comfort_button_init (BoComfortButton *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), limit_row (self, 0, _("At _least")));
  gtk_box_append (GTK_BOX (box), limit_row (self, 1, _("At _most")));
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "face-smile-symbolic");
  gtk_widget_set_tooltip_text (button, _("What is comfortable"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is comfortable"), -1);
  adw_bin_set_child (ADW_BIN (self), button);
}

GtkWidget *
bo_comfort_button_new (BoClient *client)
{
  BoComfortButton *self = g_object_new (BO_TYPE_COMFORT_BUTTON, NULL);

  self->client = g_object_ref (client);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return GTK_WIDGET (self);
}

void
bo_comfort_button_set_characteristic (BoComfortButton *self, BoCharacteristic *characteristic)
{
  bool applies = characteristic != NULL && bo_comfort_applies (characteristic);
  BoCharacteristic *next = applies ? characteristic : NULL;

  if (!g_set_object (&self->characteristic, next))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), applies);
  if (applies)
    fill (self);
}
