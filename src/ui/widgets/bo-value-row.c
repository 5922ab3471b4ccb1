/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-value-row.h"

#include <glib/gi18n-lib.h>

#include "bo-adjust-private.h"

#define PAUSE_MS 600

struct _BoValueRow
{
  AdwActionRow      parent_instance;
  BoCharacteristic *characteristic;
  GtkWidget        *control;   /* switch, drop-down, spin button, entry or label */
  bool              read_only;
  bool              updating;  /* the model is being shown, not a person at work */
  unsigned int      pause;
};

enum
{
  OPERATE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

typedef enum
{
  PROP_CHARACTERISTIC = 1,
  PROP_READ_ONLY,
} BoValueRowProperty;

static GParamSpec *properties[PROP_READ_ONLY + 1];

G_DEFINE_FINAL_TYPE (BoValueRow, bo_value_row, ADW_TYPE_ACTION_ROW)

static bool
is_editable (BoValueRow *self)
{
  return bo_characteristic_get_writable (self->characteristic) && !self->read_only;
}

static void
emit (BoValueRow *self,
      char       *json)
{
  g_autofree char *owned = json;

  if (owned != NULL && g_strcmp0 (owned, bo_characteristic_get_raw (self->characteristic)) != 0)
    g_signal_emit (self, signals[OPERATE], 0, self->characteristic, owned);
}

/* What a person does */

static void
switched_cb (BoValueRow *self)
{
  if (!self->updating)
    emit (self, _bo_adjust_bool (self->characteristic, gtk_switch_get_active (GTK_SWITCH (self->control))));
}

static void
chosen_cb (BoValueRow *self)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);
  unsigned int chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (!self->updating && chosen < type->n_valid_values)
    emit (self, _bo_adjust_number (self->characteristic, type->valid_values[chosen].value));
}

/* What is done rather than set: nothing is to be read of it, and once more is not the same. */
static const struct
{
  const char *id;
  const char *label;
} deeds[] = {
  { "hold_position", N_ ("_Stop") },
  { "identify", N_ ("_Identify") },
  { "reset_filter_indication", N_ ("_Reset…") },
};

/* (nullable) */
static const char *
deed_of (BoValueRow *self)
{
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (self->characteristic);

  for (size_t i = 0; spec != NULL && i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].id, spec->id))
      return _(deeds[i].label);
  return NULL;
}

static void
done_cb (BoValueRow *self)
{
  g_autofree char *json = _bo_adjust_bool (self->characteristic, true);

  if (json != NULL)
    g_signal_emit (self, signals[OPERATE], 0, self->characteristic, json);
}

static void
commit_number (BoValueRow *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  emit (self, _bo_adjust_number (self->characteristic,
                                 gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control))));
}

static gboolean
paused_cb (gpointer data)
{
  BoValueRow *self = data;

  self->pause = 0;
  commit_number (self);
  return G_SOURCE_REMOVE;
}

static void
counted_cb (BoValueRow *self)
{
  if (self->updating)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}

static void
typed_cb (BoValueRow *self)
{
  g_autoptr (GError) error = NULL;
  char *json = bo_characteristic_edit_value (self->characteristic,
                                             gtk_editable_get_text (GTK_EDITABLE (self->control)), &error);

  gtk_widget_remove_css_class (self->control, "error");
  gtk_widget_set_tooltip_text (self->control, NULL);
  if (json != NULL)
    {
      emit (self, json);
      return;
    }
  gtk_widget_add_css_class (self->control, "error");
  gtk_widget_set_tooltip_text (self->control, error->message);
}

static void
leave_cb (GtkEventControllerFocus *controller,
          BoValueRow              *self)
{
  if (self->pause != 0)
    commit_number (self);
  if (GTK_IS_ENTRY (self->control))
    typed_cb (self);
}

/* What is shown */

static void
show_choice (BoValueRow *self)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);
  int64_t value = bo_characteristic_get_int (self->characteristic, G_MININT64);
  unsigned int selected = GTK_INVALID_LIST_POSITION;

  for (size_t i = 0; i < type->n_valid_values; i++)
    if (type->valid_values[i].value == value)
      selected = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

static void
show_text (BoValueRow *self)
{
  BoValue value = bo_characteristic_get_value (self->characteristic);
  g_autofree char *text = value.kind == BO_VALUE_STRING ? bo_json_dup_string (value.raw) : NULL;

  if (!gtk_widget_has_focus (self->control))
    gtk_editable_set_text (GTK_EDITABLE (self->control), text != NULL ? text : "");
}

/**
 * bo_value_row_refresh:
 *
 * Shows what the model says, dropping what a person may have left standing.
 */
void
bo_value_row_refresh (BoValueRow *self)
{
  g_return_if_fail (BO_IS_VALUE_ROW (self));

  self->updating = true;
  if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control), bo_characteristic_get_bool (self->characteristic, false));
  else if (GTK_IS_DROP_DOWN (self->control))
    show_choice (self);
  else if (GTK_IS_SPIN_BUTTON (self->control) && self->pause == 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control),
                               bo_characteristic_get_double (self->characteristic, 0));
  else if (GTK_IS_ENTRY (self->control))
    show_text (self);
  else if (GTK_IS_LABEL (self->control))
    gtk_label_set_text (GTK_LABEL (self->control), bo_characteristic_get_display (self->characteristic));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               bo_characteristic_get_pending (self->characteristic) ? _("Waiting to send") : "");
  self->updating = false;
}

/* Building */

static GtkWidget *
build_choice (BoValueRow        *self,
              const BoValueType *type)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *control;

  for (size_t i = 0; i < type->n_valid_values; i++)
    gtk_string_list_append (names, bo_valid_value_label (type, &type->valid_values[i]));
  control = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  return control;
}

static GtkWidget *
build_number (BoValueRow        *self,
              const BoValueType *type)
{
  double minimum = type->has_minimum ? type->minimum : (type->format == BO_FORMAT_INT ? G_MININT32 : 0);
  double maximum = type->has_maximum ? type->maximum : G_MAXINT32;
  double step = type->has_step ? type->step : 1;
  GtkWidget *control = gtk_spin_button_new_with_range (minimum, maximum, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (control), bo_format_is_integer (type->format) ? 0 : step < 0.1 ? 2 : 1);
  return control;
}

static GtkWidget *
build_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* Some are numbers on the wire and yes or no to a person. */
static bool
is_yes_or_no (BoValueRow *self)
{
  static const char *const ids[] = { "active", "lock_physical_controls", "mute", "swing_mode", NULL };
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (self->characteristic);

  return bo_characteristic_get_value_type (self->characteristic)->format == BO_FORMAT_BOOL
         || (spec != NULL && g_strv_contains (ids, spec->id));
}

static GtkWidget *
build_control (BoValueRow *self)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);

  if (!is_editable (self))
    return build_label ();
  if (deed_of (self) != NULL)
    return gtk_button_new_with_mnemonic (deed_of (self));
  if (is_yes_or_no (self))
    return gtk_switch_new ();
  if (type->n_valid_values > 0)
    return build_choice (self, type);
  if (bo_format_is_numeric (type->format))
    return build_number (self, type);
  if (type->format == BO_FORMAT_STRING)
    return gtk_entry_new ();
  return build_label ();
}

static void
connect_control (BoValueRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (GTK_IS_BUTTON (self->control))
    g_signal_connect_object (self->control, "clicked", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_SWITCH (self->control))
    g_signal_connect_object (self->control, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_DROP_DOWN (self->control))
    g_signal_connect_object (self->control, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_SPIN_BUTTON (self->control))
    g_signal_connect_object (self->control, "value-changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_ENTRY (self->control))
    g_signal_connect_object (self->control, "activate", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (self->control, focus);
}

static void
rebuild (BoValueRow *self)
{
  const char *label = bo_characteristic_get_label (self->characteristic);

  if (self->control != NULL)
    adw_action_row_remove (ADW_ACTION_ROW (self), self->control);
  self->control = build_control (self);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  if (!GTK_IS_BUTTON (self->control)) /* says itself what it does */
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_IS_LABEL (self->control) ? NULL : self->control);
  bo_value_row_refresh (self);
  connect_control (self);
}

static void
bo_value_row_constructed (GObject *object)
{
  BoValueRow *self = BO_VALUE_ROW (object);

  G_OBJECT_CLASS (bo_value_row_parent_class)->constructed (object);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), bo_characteristic_get_label (self->characteristic));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bo_characteristic_get_label (self->characteristic), -1);
  rebuild (self);
  g_signal_connect_object (self->characteristic, "notify", G_CALLBACK (bo_value_row_refresh), self,
                           G_CONNECT_SWAPPED);
}

static void
bo_value_row_dispose (GObject *object)
{
  BoValueRow *self = BO_VALUE_ROW (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->characteristic);
  G_OBJECT_CLASS (bo_value_row_parent_class)->dispose (object);
}

static void
bo_value_row_get_property (GObject      *object,
                           unsigned int  id,
                           GValue       *value,
                           GParamSpec   *pspec)
{
  BoValueRow *self = BO_VALUE_ROW (object);

  switch ((BoValueRowProperty) id)
    {
    case PROP_CHARACTERISTIC:
      g_value_set_object (value, self->characteristic);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    }
}

static void
bo_value_row_set_property (GObject      *object,
                           unsigned int  id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoValueRow *self = BO_VALUE_ROW (object);

  switch ((BoValueRowProperty) id)
    {
    case PROP_CHARACTERISTIC:
      self->characteristic = g_value_dup_object (value);
      break;
    case PROP_READ_ONLY:
      bo_value_row_set_read_only (self, g_value_get_boolean (value));
      break;
    }
}

static void
bo_value_row_class_init (BoValueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = bo_value_row_constructed;
  object_class->dispose = bo_value_row_dispose;
  object_class->get_property = bo_value_row_get_property;
  object_class->set_property = bo_value_row_set_property;
  properties[PROP_CHARACTERISTIC] = g_param_spec_object ("characteristic", NULL, NULL, BO_TYPE_CHARACTERISTIC,
                                                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                         | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                     | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_VALUE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
}

static void
bo_value_row_init (BoValueRow *self)
{
}

GtkWidget *
bo_value_row_new (BoCharacteristic *characteristic)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (characteristic), NULL);
  return g_object_new (BO_TYPE_VALUE_ROW, "characteristic", characteristic, NULL);
}

BoCharacteristic *
bo_value_row_get_characteristic (BoValueRow *self)
{
  g_return_val_if_fail (BO_IS_VALUE_ROW (self), NULL);
  return self->characteristic;
}

void
bo_value_row_set_read_only (BoValueRow *self,
                            bool        read_only)
{
  g_return_if_fail (BO_IS_VALUE_ROW (self));
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}
