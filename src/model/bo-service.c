/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

struct _BoService
{
  GObject parent_instance;

  BoParsed      *parsed;
  BoServiceData *data; /* of @parsed */
  BoAccessory   *accessory; /* cleared by the accessory */
  GPtrArray     *characteristics; /* as in the content */
  BoList        *list; /* the same, to be watched */
  bool           drives_heater;
};

typedef enum
{
  PROP_ID = 1,
  PROP_SERVICE_TYPE,
  PROP_NAME,
  PROP_LABEL,
  PROP_IS_PRIMARY,
  PROP_IS_USER_INTERACTIVE,
  PROP_ACCESSORY,
} BoServiceProperty;

static GParamSpec *properties[PROP_ACCESSORY + 1];

G_DEFINE_FINAL_TYPE (BoService, bo_service, G_TYPE_OBJECT)

static void
bo_service_dispose (GObject *object)
{
  _bo_service_detach (BO_SERVICE (object));

  G_OBJECT_CLASS (bo_service_parent_class)->dispose (object);
}

static void
bo_service_finalize (GObject *object)
{
  BoService *self = BO_SERVICE (object);

  g_clear_pointer (&self->characteristics, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_pointer (&self->parsed, _bo_parsed_unref);

  G_OBJECT_CLASS (bo_service_parent_class)->finalize (object);
}

static void
bo_service_get_property (GObject    *object,
                         unsigned    property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  BoService *self = BO_SERVICE (object);

  switch ((BoServiceProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->data->id);
      break;
    case PROP_SERVICE_TYPE:
      g_value_set_string (value, self->data->type);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->data->name);
      break;
    case PROP_LABEL:
      g_value_set_string (value, bo_service_get_label (self));
      break;
    case PROP_IS_PRIMARY:
      g_value_set_boolean (value, self->data->is_primary);
      break;
    case PROP_IS_USER_INTERACTIVE:
      g_value_set_boolean (value, self->data->is_user_interactive);
      break;
    case PROP_ACCESSORY:
      g_value_set_object (value, self->accessory);
      break;
    }
}

static void
bo_service_class_init (BoServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_service_dispose;
  object_class->finalize = bo_service_finalize;
  object_class->get_property = bo_service_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SERVICE_TYPE] = g_param_spec_string ("service-type", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_IS_PRIMARY] = g_param_spec_boolean ("is-primary", NULL, NULL, FALSE, flags);
  properties[PROP_IS_USER_INTERACTIVE] = g_param_spec_boolean ("is-user-interactive", NULL, NULL, FALSE, flags);
  properties[PROP_ACCESSORY] = g_param_spec_object ("accessory", NULL, NULL, BO_TYPE_ACCESSORY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_service_init (BoService *self)
{
  self->characteristics = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = _bo_list_new (BO_TYPE_CHARACTERISTIC);
}

/* Looks where it was first: order hardly ever changes. */
static BoCharacteristic *
steal_by_id (GPtrArray  *characteristics,
             unsigned    likely,
             const char *id)
{
  for (unsigned i = 0; i < characteristics->len; i++)
    {
      unsigned at = (likely + i) % characteristics->len;
      BoCharacteristic *characteristic = g_ptr_array_index (characteristics, at);

      if (characteristic == NULL || strcmp (bo_characteristic_get_id (characteristic), id) != 0)
        continue;
      g_ptr_array_index (characteristics, at) = NULL;
      return characteristic;
    }

  return NULL;
}

static void
drop_left_over (BoService *self,
                BoUpdate  *update,
                GPtrArray *old)
{
  for (unsigned i = 0; i < old->len; i++)
    {
      BoCharacteristic *characteristic = g_ptr_array_index (old, i);

      if (characteristic == NULL)
        continue;
      _bo_update_drop (update, self->list, characteristic);
      _bo_characteristic_detach (characteristic);
      g_object_unref (characteristic);
    }
}

/* Those with an id that was there stay the same objects. */
static bool
update_characteristics (BoService *self,
                        BoUpdate  *update,
                        BoParsed  *parsed)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->characteristics);
  unsigned n_old = old->len;
  unsigned n_kept = 0;
  bool changed = false;

  g_ptr_array_set_free_func (old, NULL);
  self->characteristics = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned i = 0; i < self->data->characteristics->len; i++)
    {
      BoCharacteristicData *data = g_ptr_array_index (self->data->characteristics, i);
      BoCharacteristic *characteristic = steal_by_id (old, i, data->id);
      g_autofree char *key = g_strdup_printf ("%06u", i);

      if (characteristic != NULL)
        {
          changed |= _bo_characteristic_update (characteristic, update, parsed, data);
          n_kept++;
        }
      else
        {
          characteristic = _bo_characteristic_new (self, parsed, data);
          changed = true;
        }
      g_ptr_array_add (self->characteristics, characteristic);
      _bo_update_put (update, self->list, characteristic, key);
    }

  drop_left_over (self, update, old);
  return changed || n_kept < n_old;
}

BoService *
_bo_service_new (BoUpdate      *update,
                 BoAccessory   *accessory,
                 BoParsed      *parsed,
                 BoServiceData *data)
{
  BoService *self = g_object_new (BO_TYPE_SERVICE, NULL);

  self->accessory = accessory;
  self->parsed = _bo_parsed_ref (parsed);
  self->data = data;
  update_characteristics (self, update, parsed);
  return self;
}

bool
_bo_service_update (BoService     *self,
                    BoUpdate      *update,
                    BoParsed      *parsed,
                    BoServiceData *data)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (BoParsed) old_parsed = self->parsed;
  BoServiceData *old = self->data;
  bool type_changed = strcmp (old->type, data->type) != 0;
  bool name_changed = g_strcmp0 (old->name, data->name) != 0;

  _bo_update_touch (update, self);
  self->parsed = _bo_parsed_ref (parsed);
  self->data = data;
  if (type_changed)
    g_object_notify_by_pspec (object, properties[PROP_SERVICE_TYPE]);
  if (name_changed)
    g_object_notify_by_pspec (object, properties[PROP_NAME]);
  if (type_changed || name_changed)
    g_object_notify_by_pspec (object, properties[PROP_LABEL]);
  if (old->is_primary != data->is_primary)
    g_object_notify_by_pspec (object, properties[PROP_IS_PRIMARY]);
  if (old->is_user_interactive != data->is_user_interactive)
    g_object_notify_by_pspec (object, properties[PROP_IS_USER_INTERACTIVE]);
  return update_characteristics (self, update, parsed) || type_changed;
}

void
_bo_service_detach (BoService *self)
{
  self->accessory = NULL;
  for (unsigned i = 0; i < self->characteristics->len; i++)
    _bo_characteristic_detach (g_ptr_array_index (self->characteristics, i));
}

GPtrArray *
_bo_service_peek (BoService *self)
{
  return self->characteristics;
}

/**
 * bo_service_get_id:
 * @self: a service
 *
 * Returns: the id in the content; one that follows from its place or type where it has none
 */
const char *
bo_service_get_id (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->data->id;
}

/**
 * bo_service_get_service_type:
 * @self: a service
 *
 * Returns: the type as the content writes it, alias or not
 */
const char *
bo_service_get_service_type (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->data->type;
}

/**
 * bo_service_get_spec:
 * @self: a service
 *
 * Returns: (nullable): what the catalogue says of its type
 */
const BoServiceSpec *
bo_service_get_spec (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->data->spec;
}

/**
 * bo_service_get_name:
 * @self: a service
 *
 * Returns: (nullable): what a person calls it
 */
const char *
bo_service_get_name (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->data->name;
}

/* (nullable): one of several buttons goes by its number */
static const char *
button_label (BoService *self)
{
  BoCharacteristic *index;
  g_autofree char *label = NULL;
  int64_t number;

  if (self->data->spec == NULL || strcmp (self->data->spec->id, "stateless_programmable_switch") != 0)
    return NULL;
  index = bo_service_find (self, "service_label_index");
  number = index != NULL ? bo_characteristic_get_int (index, 0) : 0;
  if (number < 1 || number > 255)
    return NULL;
  label = g_strdup_printf (_ ("Button %d"), (int) number);
  return g_intern_string (label);
}

/**
 * bo_service_get_label:
 * @self: a service
 *
 * A bridge that names a service after its type does so in English; here it is called as everything of
 * its type is.
 *
 * Returns: its name, else what the catalogue calls its type, else the type itself
 */
const char *
bo_service_get_label (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  if (self->data->name != NULL && *self->data->name != '\0'
      && (self->data->spec == NULL || g_ascii_strcasecmp (self->data->name, self->data->spec->name) != 0))
    return self->data->name;

  if (button_label (self) != NULL)
    return button_label (self);
  return self->data->spec != NULL ? bo_service_spec_label (self->data->spec) : self->data->type;
}

/**
 * bo_service_get_is_primary:
 * @self: a service
 *
 * Returns: whether the content calls it primary
 */
bool
bo_service_get_is_primary (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), false);

  return self->data->is_primary;
}

/**
 * bo_service_get_is_user_interactive:
 * @self: a service
 *
 * Returns: whether the content means it for persons; it does unless it says otherwise
 */
bool
bo_service_get_is_user_interactive (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), false);

  return self->data->is_user_interactive;
}

/**
 * bo_service_get_hidden:
 * @self: a service
 *
 * Returns: whether it is machinery that needs no place on the screen
 */
bool
bo_service_get_hidden (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), true);

  return self->data->spec != NULL
         && (self->data->spec->plumbing || strcmp (self->data->spec->id, "accessory_information") == 0);
}

/**
 * bo_service_get_characteristics:
 * @self: a service
 *
 * Returns: (transfer none): of BoCharacteristic, in the order of the content; live
 */
GListModel *
bo_service_get_characteristics (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return G_LIST_MODEL (self->list);
}

static bool
is_called (BoCharacteristic           *characteristic,
           const char                 *id_or_type,
           const BoCharacteristicSpec *spec)
{
  if (spec != NULL && bo_characteristic_get_spec (characteristic) == spec)
    return true;

  return strcmp (bo_characteristic_get_id (characteristic), id_or_type) == 0
         || g_ascii_strcasecmp (bo_characteristic_get_characteristic_type (characteristic), id_or_type) == 0;
}

/**
 * bo_service_find:
 * @self: a service
 * @id_or_type: an id, or a type, alias or HAP UUID
 *
 * Returns: (nullable) (transfer none): the first characteristic that is called so
 */
BoCharacteristic *
bo_service_find (BoService  *self,
                 const char *id_or_type)
{
  const BoCharacteristicSpec *spec;

  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);
  g_return_val_if_fail (id_or_type != NULL, NULL);

  spec = bo_catalogue_characteristic (id_or_type);
  for (unsigned i = 0; i < self->characteristics->len; i++)
    if (is_called (g_ptr_array_index (self->characteristics, i), id_or_type, spec))
      return g_ptr_array_index (self->characteristics, i);

  return NULL;
}

/**
 * bo_service_get_accessory:
 * @self: a service
 *
 * Returns: (nullable) (transfer none): the accessory it belongs to; %NULL once it left it
 */
BoAccessory *
bo_service_get_accessory (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->accessory;
}

/**
 * bo_service_get_path:
 * @self: a service
 *
 * Returns: where it stands in the entity's document; "/content/state" when it was derived
 */
const char *
bo_service_get_path (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->data->path;
}

/**
 * bo_service_can_drive_heater:
 * @self: a service
 *
 * Returns: whether it switches what is plugged in or wired to it, of which it says nothing
 */
bool
bo_service_can_drive_heater (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), false);

  return self->data->spec != NULL
         && (strcmp (self->data->spec->id, "switch") == 0 || strcmp (self->data->spec->id, "outlet") == 0);
}

/**
 * bo_service_get_drives_heater:
 * @self: a service
 *
 * Returns: whether a person says that it drives a heater
 */
bool
bo_service_get_drives_heater (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), false);

  return self->drives_heater;
}

/**
 * bo_service_set_drives_heater:
 * @self: a service
 * @drives_heater: whether it drives a heater
 *
 * A choice of this device, which nothing of the content tells; what is written to it is treated accordingly from then on
 * (bo_characteristic_get_safety()).
 */
void
bo_service_set_drives_heater (BoService *self,
                              bool       drives_heater)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  self->drives_heater = drives_heater;
}
