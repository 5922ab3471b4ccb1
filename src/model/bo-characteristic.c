/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-characteristic.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bo-series.h"
#include "bo-things-private.h"

struct _BoCharacteristic
{
  GObject parent_instance;

  BoParsed             *parsed;
  BoCharacteristicData *data; /* of @parsed */
  BoService            *service; /* cleared by the service */
  char                 *display;
  BoTemperatureUnit     display_unit;
  int64_t               since;
  int                   trend;
  bool                  pending;
  BoComfort             comfort;
};

typedef enum
{
  PROP_ID = 1,
  PROP_CHARACTERISTIC_TYPE,
  PROP_LABEL,
  PROP_VALUE,
  PROP_DISPLAY,
  PROP_WRITABLE,
  PROP_READABLE,
  PROP_SINCE,
  PROP_TREND,
  PROP_PENDING,
  PROP_SERVICE,
} BoCharacteristicProperty;

static GParamSpec *properties[PROP_SERVICE + 1];

G_DEFINE_FINAL_TYPE (BoCharacteristic, bo_characteristic, G_TYPE_OBJECT)

static void
bo_characteristic_finalize (GObject *object)
{
  BoCharacteristic *self = BO_CHARACTERISTIC (object);

  g_clear_pointer (&self->parsed, _bo_parsed_unref);
  g_clear_pointer (&self->display, g_free);

  G_OBJECT_CLASS (bo_characteristic_parent_class)->finalize (object);
}

static void
bo_characteristic_get_property (GObject    *object,
                                unsigned    property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  BoCharacteristic *self = BO_CHARACTERISTIC (object);

  switch ((BoCharacteristicProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->data->id);
      break;
    case PROP_CHARACTERISTIC_TYPE:
      g_value_set_string (value, self->data->type);
      break;
    case PROP_LABEL:
      g_value_set_string (value, bo_characteristic_get_label (self));
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->data->raw);
      break;
    case PROP_DISPLAY:
      g_value_set_string (value, bo_characteristic_get_display (self));
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, self->data->writable);
      break;
    case PROP_READABLE:
      g_value_set_boolean (value, self->data->readable);
      break;
    case PROP_SINCE:
      g_value_set_int64 (value, self->since);
      break;
    case PROP_TREND:
      g_value_set_int (value, self->trend);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_SERVICE:
      g_value_set_object (value, self->service);
      break;
    }
}

static void
bo_characteristic_set_property (GObject      *object,
                                unsigned      property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (property_id == PROP_SINCE)
    bo_characteristic_set_since (BO_CHARACTERISTIC (object), g_value_get_int64 (value));
  else if (property_id == PROP_PENDING)
    bo_characteristic_set_pending (BO_CHARACTERISTIC (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
bo_characteristic_class_init (BoCharacteristicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_characteristic_finalize;
  object_class->get_property = bo_characteristic_get_property;
  object_class->set_property = bo_characteristic_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_CHARACTERISTIC_TYPE] = g_param_spec_string ("characteristic-type", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_DISPLAY] = g_param_spec_string ("display", NULL, NULL, NULL, flags);
  properties[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, flags);
  properties[PROP_READABLE] = g_param_spec_boolean ("readable", NULL, NULL, FALSE, flags);
  properties[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags | G_PARAM_WRITABLE);
  properties[PROP_TREND] = g_param_spec_int ("trend", NULL, NULL, -1, 1, 0, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_SERVICE] = g_param_spec_object ("service", NULL, NULL, BO_TYPE_SERVICE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_characteristic_init (BoCharacteristic *self)
{
  self->comfort = BO_COMFORT_NONE;
}

BoCharacteristic *
_bo_characteristic_new (BoService            *service,
                        BoParsed             *parsed,
                        BoCharacteristicData *data)
{
  BoCharacteristic *self = g_object_new (BO_TYPE_CHARACTERISTIC, NULL);

  self->service = service;
  self->parsed = _bo_parsed_ref (parsed);
  self->data = data;
  self->pending = data->pending;
  return self;
}

static bool
same_value_type (const BoValueType *a,
                 const BoValueType *b)
{
  return a->format == b->format && a->unit == b->unit && g_strcmp0 (a->unit_name, b->unit_name) == 0
         && a->has_minimum == b->has_minimum && a->has_maximum == b->has_maximum && a->minimum == b->minimum
         && a->maximum == b->maximum && a->has_step == b->has_step && a->step == b->step
         && a->n_valid_values == b->n_valid_values;
}

bool
_bo_characteristic_update (BoCharacteristic     *self,
                           BoUpdate             *update,
                           BoParsed             *parsed,
                           BoCharacteristicData *data)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (BoParsed) old_parsed = self->parsed;
  BoCharacteristicData *old = self->data;
  bool type_changed = strcmp (old->type, data->type) != 0;
  bool value_changed = g_strcmp0 (old->raw, data->raw) != 0;
  bool display_changed = value_changed || type_changed || !same_value_type (&old->value_type, &data->value_type);

  self->parsed = _bo_parsed_ref (parsed);
  self->data = data;
  _bo_update_touch (update, self);
  if (type_changed)
    {
      g_object_notify_by_pspec (object, properties[PROP_CHARACTERISTIC_TYPE]);
      g_object_notify_by_pspec (object, properties[PROP_LABEL]);
    }
  if (display_changed)
    {
      g_clear_pointer (&self->display, g_free);
      g_object_notify_by_pspec (object, properties[PROP_DISPLAY]);
    }
  if (value_changed)
    g_object_notify_by_pspec (object, properties[PROP_VALUE]);
  if (old->writable != data->writable)
    g_object_notify_by_pspec (object, properties[PROP_WRITABLE]);
  if (old->readable != data->readable)
    g_object_notify_by_pspec (object, properties[PROP_READABLE]);
  bo_characteristic_set_pending (self, data->pending);
  return display_changed;
}

void
_bo_characteristic_detach (BoCharacteristic *self)
{
  self->service = NULL;
}

/**
 * bo_characteristic_get_id:
 * @self: a characteristic
 *
 * Returns: the id in the content; one that follows from its place where it has none
 */
const char *
bo_characteristic_get_id (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->id;
}

/**
 * bo_characteristic_get_characteristic_type:
 * @self: a characteristic
 *
 * Returns: the type as the content writes it, alias or not
 */
const char *
bo_characteristic_get_characteristic_type (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->type;
}

/**
 * bo_characteristic_get_spec:
 * @self: a characteristic
 *
 * Returns: (nullable): what the catalogue says of its type
 */
const BoCharacteristicSpec *
bo_characteristic_get_spec (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->spec;
}

/**
 * bo_characteristic_get_value_type:
 * @self: a characteristic
 *
 * Returns: format, unit, range, step and valid values: the content's, else the catalogue's;
 *   valid until the next change
 */
const BoValueType *
bo_characteristic_get_value_type (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return &self->data->value_type;
}

/**
 * bo_characteristic_get_label:
 * @self: a characteristic
 *
 * Returns: "Brightness", translated; the type as written where nobody knows it
 */
const char *
bo_characteristic_get_label (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->spec != NULL ? bo_characteristic_spec_label (self->data->spec) : self->data->type;
}

/**
 * bo_characteristic_get_raw:
 * @self: a characteristic
 *
 * Returns: (nullable): the value as it stands in the content, JSON text; %NULL where it has none
 */
const char *
bo_characteristic_get_raw (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->raw;
}

/**
 * bo_characteristic_get_value:
 * @self: a characteristic
 *
 * Returns: the value as the format means it; valid until the next change
 */
BoValue
bo_characteristic_get_value (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), (BoValue){ .kind = BO_VALUE_NONE });

  return bo_value_read (&self->data->value_type,
                        self->data->raw != NULL ? bo_json_wrap (self->data->raw) : BO_JSON_NONE);
}

/**
 * bo_characteristic_get_display:
 * @self: a characteristic
 *
 * Returns: the value for a person: "40 %", "On"; "" where there is none; valid until the next change
 */
const char *
bo_characteristic_get_display (BoCharacteristic *self)
{
  BoTemperatureUnit unit = bo_value_get_temperature_unit ();
  BoValue value;

  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), "");

  if (self->display != NULL && self->display_unit == unit)
    return self->display;

  value = bo_characteristic_get_value (self);
  g_free (self->display);
  self->display = bo_value_to_display (&self->data->value_type, &value);
  if (self->display == NULL)
    self->display = g_strdup (self->data->raw);
  self->display_unit = unit;
  return self->display;
}

/**
 * bo_characteristic_get_bool:
 * @self: a characteristic
 * @fallback: what to answer where the value is no number and no bool
 *
 * Returns: whether the value is other than zero
 */
bool
bo_characteristic_get_bool (BoCharacteristic *self,
                            bool              fallback)
{
  BoValue value = bo_characteristic_get_value (self);

  return bo_value_is_number (&value) ? value.number != 0 : fallback;
}

/**
 * bo_characteristic_get_int:
 * @self: a characteristic
 * @fallback: what to answer where the value is no number and no bool
 *
 * Returns: the value, rounded
 */
int64_t
bo_characteristic_get_int (BoCharacteristic *self,
                           int64_t           fallback)
{
  BoValue value = bo_characteristic_get_value (self);

  if (!bo_value_is_number (&value))
    return fallback;

  return value.kind == BO_VALUE_DOUBLE ? (int64_t) CLAMP (round (value.number), -9e15, 9e15) : value.integer;
}

/**
 * bo_characteristic_get_double:
 * @self: a characteristic
 * @fallback: what to answer where the value is no number and no bool
 *
 * Returns: the value
 */
double
bo_characteristic_get_double (BoCharacteristic *self,
                              double            fallback)
{
  BoValue value = bo_characteristic_get_value (self);

  return bo_value_is_number (&value) ? value.number : fallback;
}

/**
 * bo_characteristic_get_readable:
 * @self: a characteristic
 *
 * Returns: whether it has a value to be read
 */
bool
bo_characteristic_get_readable (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), false);

  return self->data->readable;
}

/**
 * bo_characteristic_get_writable:
 * @self: a characteristic
 *
 * Returns: whether it can be set
 */
bool
bo_characteristic_get_writable (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), false);

  return self->data->writable;
}

/**
 * bo_characteristic_get_notifies:
 * @self: a characteristic
 *
 * Returns: whether the device reports changes of it
 */
bool
bo_characteristic_get_notifies (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), false);

  return self->data->notifies;
}

/**
 * bo_characteristic_get_hidden:
 * @self: a characteristic
 *
 * Returns: whether it is machinery, or a name shown elsewhere
 */
bool
bo_characteristic_get_hidden (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), true);

  return self->data->spec != NULL && (self->data->spec->plumbing || strcmp (self->data->spec->id, "name") == 0);
}

/**
 * bo_characteristic_get_path:
 * @self: a characteristic
 *
 * Returns: where the value stands in the entity's document (bo_entity_to_document()), as
 *   bo_json_set() takes it
 */
const char *
bo_characteristic_get_path (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->data->path;
}

/**
 * bo_characteristic_get_service:
 * @self: a characteristic
 *
 * Returns: (nullable) (transfer none): the service it belongs to; %NULL once it left it
 */
BoService *
bo_characteristic_get_service (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->service;
}

/**
 * bo_characteristic_get_accessory:
 * @self: a characteristic
 *
 * Returns: (nullable) (transfer none): the accessory it belongs to; %NULL once it left it
 */
BoAccessory *
bo_characteristic_get_accessory (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  return self->service != NULL ? bo_service_get_accessory (self->service) : NULL;
}

/**
 * bo_characteristic_get_reported:
 * @self: a characteristic
 *
 * What the device itself says of what is wanted here: the `current_…` beside a
 * `target_…` (DESIGN §2).
 *
 * Returns: (nullable) (transfer none): it; %NULL where the service has none: then unknown
 */
BoCharacteristic *
bo_characteristic_get_reported (BoCharacteristic *self)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  if (self->data->spec == NULL || self->service == NULL)
    return NULL;
  parts = g_strsplit (self->data->spec->id, "target", 2);
  if (parts[0] == NULL || parts[1] == NULL)
    return NULL;
  name = g_strjoinv ("current", parts);
  return bo_service_find (self->service, name);
}

/**
 * bo_characteristic_get_since:
 * @self: a characteristic
 *
 * Returns: since when the value stands, µs since 1970 UTC; 0 when unknown
 */
int64_t
bo_characteristic_get_since (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), 0);

  return self->since;
}

/**
 * bo_characteristic_set_since:
 * @self: a characteristic
 * @since: µs since 1970 UTC; 0 for unknown
 *
 * For the client, which asks the store.
 */
void
bo_characteristic_set_since (BoCharacteristic *self,
                             int64_t           since)
{
  g_return_if_fail (BO_IS_CHARACTERISTIC (self));

  since = MAX (since, 0);
  if (self->since == since)
    return;
  self->since = since;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINCE]);
}

/**
 * bo_characteristic_get_trend:
 * @self: a characteristic
 *
 * Returns: 1 where it was lower an hour before the value it has now, -1 where it was higher, 0 where it was much the
 *   same, is nothing that is measured, or nothing is known of it
 */
int
bo_characteristic_get_trend (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), 0);

  return self->trend;
}

/**
 * bo_characteristic_set_trend:
 * @self: a characteristic
 * @trend: -1, 0 or 1
 *
 * For the client, which asks the store.
 */
void
bo_characteristic_set_trend (BoCharacteristic *self,
                             int               trend)
{
  g_return_if_fail (BO_IS_CHARACTERISTIC (self));

  trend = CLAMP (trend, -1, 1);
  if (self->trend == trend)
    return;
  self->trend = trend;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TREND]);
}

/**
 * bo_characteristic_get_pending:
 * @self: a characteristic
 *
 * Returns: whether an edit of it waits for the hub
 */
bool
bo_characteristic_get_pending (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), false);

  return self->pending;
}

/**
 * bo_characteristic_set_pending:
 * @self: a characteristic
 * @pending: whether an edit of it waits for the hub
 *
 * For the client; the next batch with the entity says it anew.
 */
void
bo_characteristic_set_pending (BoCharacteristic *self,
                               bool              pending)
{
  g_return_if_fail (BO_IS_CHARACTERISTIC (self));

  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/**
 * bo_characteristic_get_measured:
 * @self: a characteristic
 *
 * Returns: whether it is a number in some unit that nobody can set: there may be limits between which it is
 *   comfortable
 */
bool
bo_characteristic_get_measured (BoCharacteristic *self)
{
  const BoValueType *type;

  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), false);

  type = &self->data->value_type;
  return !self->data->writable && !bo_series_is_states (type) && type->unit != BO_UNIT_NONE
         && type->unit != BO_UNIT_SECONDS;
}

/**
 * bo_characteristic_get_comfort:
 * @self: a characteristic
 *
 * Returns: between which values a person finds it comfortable; none where it isn't measured
 */
BoComfort
bo_characteristic_get_comfort (BoCharacteristic *self)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), BO_COMFORT_NONE);

  return bo_characteristic_get_measured (self) ? self->comfort : BO_COMFORT_NONE;
}

static bool
same_limit (double a,
            double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/**
 * bo_characteristic_set_comfort:
 * @self: a characteristic
 * @comfort: between which values it is comfortable
 *
 * For the client, which keeps it. Its accessory tells, once, where that is something else.
 */
void
bo_characteristic_set_comfort (BoCharacteristic *self,
                               BoComfort         comfort)
{
  BoAccessory *accessory;

  g_return_if_fail (BO_IS_CHARACTERISTIC (self));

  if (same_limit (self->comfort.low, comfort.low) && same_limit (self->comfort.high, comfort.high))
    return;
  self->comfort = comfort;
  accessory = bo_characteristic_get_accessory (self);
  if (accessory != NULL)
    _bo_accessory_values_changed (accessory);
}

static char *
in_form_there (BoCharacteristic *self,
               char             *json)
{
  g_autofree char *plain = json;

  if (plain == NULL)
    return NULL;

  return bo_value_in_form_of (&self->data->value_type,
                              self->data->raw != NULL ? bo_json_wrap (self->data->raw) : BO_JSON_NONE, plain);
}

/**
 * bo_characteristic_edit_value:
 * @self: a characteristic
 * @input: what a person or a script wrote
 * @error: return location
 *
 * Reads and checks a value, as bo_value_parse_input() does, and writes it in
 * the form the old one has (DESIGN §2).
 *
 * Returns: (transfer full): JSON text to put at bo_characteristic_get_path(); %NULL with
 *   %BO_ERROR_PERMISSION where it can't be written, %BO_ERROR_RANGE or %BO_ERROR_USAGE
 */
char *
bo_characteristic_edit_value (BoCharacteristic  *self,
                              const char        *input,
                              GError           **error)
{
  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);

  if (!self->data->writable)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_PERMISSION,
                   _ ("“%s” can only be read. The accessory sets it by itself."), bo_characteristic_get_label (self));
      return NULL;
    }

  return in_form_there (self, bo_value_parse_input (&self->data->value_type, input, error));
}

/**
 * bo_characteristic_edit_bool:
 * @self: a characteristic
 * @value: on or off
 * @error: return location
 *
 * As bo_characteristic_edit_value(), for a switch.
 *
 * Returns: (transfer full): JSON text
 */
char *
bo_characteristic_edit_bool (BoCharacteristic  *self,
                             bool               value,
                             GError           **error)
{
  return bo_characteristic_edit_value (self, value ? "1" : "0", error);
}

/**
 * bo_characteristic_edit_double:
 * @self: a characteristic
 * @value: a number; brought to the nearest step, kept within the range
 * @error: return location
 *
 * As bo_characteristic_edit_value(), for a slider or a dial.
 *
 * Returns: (transfer full): JSON text
 */
char *
bo_characteristic_edit_double (BoCharacteristic  *self,
                               double             value,
                               GError           **error)
{
  const BoValueType *type;
  g_autofree char *text = NULL;
  double base;

  g_return_val_if_fail (BO_IS_CHARACTERISTIC (self), NULL);

  type = &self->data->value_type;
  base = type->has_minimum ? type->minimum : 0;
  if (type->has_minimum)
    value = MAX (value, type->minimum);
  if (type->has_maximum)
    value = MIN (value, type->maximum);
  if (type->has_step)
    value = base + round ((value - base) / type->step) * type->step;
  if (type->has_maximum && value > type->maximum + 1e-9)
    value -= type->step;
  if (bo_format_is_integer (type->format))
    value = round (value);

  /* Six decimals: 21.3, and not what adding up steps makes of it. */
  text = bo_json_from_double (round (value * 1e6) / 1e6);
  return bo_characteristic_edit_value (self, text, error);
}
