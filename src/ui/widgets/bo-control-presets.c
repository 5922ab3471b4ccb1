/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-service-control-private.h"

/* What was saved is set value by value: each is the device's own. */
static void
chosen_cb (GtkWidget        *row,
           BoPreset         *preset,
           BoServiceControl *control)
{
  size_t n_values;
  const BoPresetValue *values = bo_preset_get_values (preset, &n_values);

  for (size_t i = 0; i < n_values; i++)
    {
      BoCharacteristic *characteristic = _bo_control_find (control, values[i].type);

      if (characteristic != NULL && bo_characteristic_get_double (characteristic, -1) != values[i].value)
        _bo_control_set_number (control, values[i].type, values[i].value);
    }
}

static void
sync_presets (BoServiceControl *control,
              GtkWidget        *row)
{
  bo_preset_row_refresh (BO_PRESET_ROW (row));
  gtk_widget_set_visible (row, !_bo_control_is_read_only (control));
}

void
_bo_control_add_presets (BoServiceControl *self)
{
  BoService *service = bo_service_control_get_service (self);
  GtkWidget *row;

  if (bo_preset_kind_of (service) == NULL)
    return;
  row = bo_preset_row_new (service);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, 0);
  _bo_control_set_presets (self, row);
  _bo_control_add (self, row, sync_presets);
}
