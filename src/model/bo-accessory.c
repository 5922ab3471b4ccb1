/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accessory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

struct _BoAccessory
{
  BoThing parent_instance;

  BoParsed    *shown;  /* what the services point into */
  BoAccessory *bridge; /* cleared by the model before it leaves */
  BoList      *rooms;
  GPtrArray   *services; /* as in the content */
  BoList      *list;     /* the same, to be watched */
};

typedef enum
{
  PROP_MANUFACTURER = 1,
  PROP_MODEL,
  PROP_SERIAL_NUMBER,
  PROP_FIRMWARE_VERSION,
  PROP_REACHABLE,
  PROP_BLOCKED,
  PROP_IS_BRIDGE,
  PROP_BRIDGE,
  PROP_CATEGORY,
  PROP_GROUP,
  PROP_PRIMARY_SERVICE,
  PROP_SUMMARY,
  PROP_DERIVED,
} BoAccessoryProperty;

enum
{
  VALUES_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_DERIVED + 1];
static unsigned signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoAccessory, bo_accessory, BO_TYPE_THING)

static BoAccessoryData *
get_data (BoAccessory *self)
{
  return _bo_thing_get_parsed (BO_THING (self))->accessory;
}

/* Looks where it was first: order hardly ever changes. */
static BoService *
steal_by_id (GPtrArray  *services,
             unsigned    likely,
             const char *id)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      unsigned at = (likely + i) % services->len;
      BoService *service = g_ptr_array_index (services, at);

      if (service == NULL || strcmp (bo_service_get_id (service), id) != 0)
        continue;
      g_ptr_array_index (services, at) = NULL;
      return service;
    }

  return NULL;
}

static bool
drop_left_over (BoAccessory *self,
                BoUpdate    *update,
                GPtrArray   *old)
{
  bool dropped = false;

  for (unsigned i = 0; i < old->len; i++)
    {
      BoService *service = g_ptr_array_index (old, i);

      if (service == NULL)
        continue;
      dropped = true;
      _bo_update_drop (update, self->list, service);
      _bo_service_detach (service);
      g_object_unref (service);
    }

  return dropped;
}

static bool
update_services (BoAccessory *self,
                 BoUpdate    *update,
                 BoParsed    *parsed)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->services);
  GPtrArray *services = parsed->accessory->services;
  bool changed = false;

  g_ptr_array_set_free_func (old, NULL);
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned i = 0; i < services->len; i++)
    {
      BoServiceData *data = g_ptr_array_index (services, i);
      BoService *service = steal_by_id (old, i, data->id);
      g_autofree char *key = g_strdup_printf ("%06u", i);

      if (service != NULL)
        changed |= _bo_service_update (service, update, parsed, data);
      else
        {
          service = _bo_service_new (update, self, parsed, data);
          changed = true;
        }
      g_ptr_array_add (self->services, service);
      _bo_update_put (update, self->list, service, key);
    }

  return drop_left_over (self, update, old) || changed;
}

static void
notify_string (BoAccessory         *self,
               const char          *old,
               const char          *value,
               BoAccessoryProperty  property)
{
  if (g_strcmp0 (old, value) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_number (BoAccessory         *self,
               int                  old,
               int                  value,
               BoAccessoryProperty  property)
{
  if (old != value)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_differences (BoAccessory     *self,
                    BoAccessoryData *old,
                    BoAccessoryData *data)
{
  notify_string (self, old->manufacturer, data->manufacturer, PROP_MANUFACTURER);
  notify_string (self, old->model, data->model, PROP_MODEL);
  notify_string (self, old->serial_number, data->serial_number, PROP_SERIAL_NUMBER);
  notify_string (self, old->firmware_version, data->firmware_version, PROP_FIRMWARE_VERSION);
  notify_string (self, old->category, data->category, PROP_CATEGORY);
  notify_number (self, old->reachable, data->reachable, PROP_REACHABLE);
  notify_number (self, old->blocked, data->blocked, PROP_BLOCKED);
  notify_number (self, old->is_bridge, data->is_bridge, PROP_IS_BRIDGE);
  notify_number (self, (int) old->group, (int) data->group, PROP_GROUP);
  notify_number (self, old->derived, data->derived, PROP_DERIVED);
}

static void
bo_accessory_update (BoThing *thing,
                     gpointer update_,
                     gpointer parsed_)
{
  BoAccessory *self = BO_ACCESSORY (thing);
  BoUpdate *update = update_;
  BoParsed *parsed = parsed_;
  g_autoptr (BoParsed) old = g_steal_pointer (&self->shown);
  BoService *primary = NULL;
  bool changed;

  if (old != NULL && old->accessory->primary >= 0)
    primary = g_ptr_array_index (self->services, old->accessory->primary);
  changed = update_services (self, update, parsed);
  self->shown = _bo_parsed_ref (parsed);
  if (old != NULL)
    notify_differences (self, old->accessory, parsed->accessory);
  if (primary != bo_accessory_get_primary_service (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRIMARY_SERVICE]);
  if (changed || (old != NULL && old->accessory->reachable != parsed->accessory->reachable))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
      g_ptr_array_add (update->values_changed, g_object_ref (self));
    }
}

static void
bo_accessory_dispose (GObject *object)
{
  BoAccessory *self = BO_ACCESSORY (object);

  for (unsigned i = 0; i < self->services->len; i++)
    _bo_service_detach (g_ptr_array_index (self->services, i));

  G_OBJECT_CLASS (bo_accessory_parent_class)->dispose (object);
}

static void
bo_accessory_finalize (GObject *object)
{
  BoAccessory *self = BO_ACCESSORY (object);

  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->rooms);
  g_clear_pointer (&self->shown, _bo_parsed_unref);

  G_OBJECT_CLASS (bo_accessory_parent_class)->finalize (object);
}

static void
bo_accessory_get_property (GObject    *object,
                           unsigned    property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  BoAccessory *self = BO_ACCESSORY (object);

  switch ((BoAccessoryProperty) property_id)
    {
    case PROP_MANUFACTURER:
      g_value_set_string (value, bo_accessory_get_manufacturer (self));
      break;
    case PROP_MODEL:
      g_value_set_string (value, bo_accessory_get_model (self));
      break;
    case PROP_SERIAL_NUMBER:
      g_value_set_string (value, bo_accessory_get_serial_number (self));
      break;
    case PROP_FIRMWARE_VERSION:
      g_value_set_string (value, bo_accessory_get_firmware_version (self));
      break;
    case PROP_REACHABLE:
      g_value_set_boolean (value, bo_accessory_get_reachable (self));
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, bo_accessory_get_blocked (self));
      break;
    case PROP_IS_BRIDGE:
      g_value_set_boolean (value, bo_accessory_get_is_bridge (self));
      break;
    case PROP_BRIDGE:
      g_value_set_object (value, bo_accessory_get_bridge (self));
      break;
    case PROP_CATEGORY:
      g_value_set_string (value, bo_accessory_get_category (self));
      break;
    case PROP_GROUP:
      g_value_set_enum (value, bo_accessory_get_group (self));
      break;
    case PROP_PRIMARY_SERVICE:
      g_value_set_object (value, bo_accessory_get_primary_service (self));
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, bo_accessory_get_summary (self));
      break;
    case PROP_DERIVED:
      g_value_set_boolean (value, bo_accessory_get_derived (self));
      break;
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_MANUFACTURER] = g_param_spec_string ("manufacturer", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_SERIAL_NUMBER] = g_param_spec_string ("serial-number", NULL, NULL, NULL, flags);
  properties[PROP_FIRMWARE_VERSION] = g_param_spec_string ("firmware-version", NULL, NULL, NULL, flags);
  properties[PROP_REACHABLE] = g_param_spec_boolean ("reachable", NULL, NULL, TRUE, flags);
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);
  properties[PROP_IS_BRIDGE] = g_param_spec_boolean ("is-bridge", NULL, NULL, FALSE, flags);
  properties[PROP_BRIDGE] = g_param_spec_object ("bridge", NULL, NULL, BO_TYPE_ACCESSORY, flags);
  properties[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_enum ("group", NULL, NULL, BO_TYPE_ACCESSORY_GROUP,
                                              BO_ACCESSORY_GROUP_OTHER, flags);
  properties[PROP_PRIMARY_SERVICE] = g_param_spec_object ("primary-service", NULL, NULL, BO_TYPE_SERVICE, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  properties[PROP_DERIVED] = g_param_spec_boolean ("derived", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_accessory_class_init (BoAccessoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_accessory_dispose;
  object_class->finalize = bo_accessory_finalize;
  object_class->get_property = bo_accessory_get_property;
  BO_THING_CLASS (klass)->update = bo_accessory_update;
  install_properties (object_class);

  /**
   * BoAccessory::values-changed:
   * @self: the accessory
   *
   * A value of any of its characteristics, or what characteristics there are, changed: once
   * a batch, when the whole model is consistent. So did between which values it is comfortable.
   */
  signals[VALUES_CHANGED] = g_signal_new ("values-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
bo_accessory_init (BoAccessory *self)
{
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = _bo_list_new (BO_TYPE_SERVICE);
  self->rooms = _bo_list_new (BO_TYPE_ROOM);
}

BoList *
_bo_accessory_rooms (BoAccessory *self)
{
  return self->rooms;
}

GPtrArray *
_bo_accessory_peek (BoAccessory *self)
{
  return self->services;
}

void
_bo_accessory_set_bridge (BoAccessory *self,
                          BoUpdate    *update,
                          BoAccessory *bridge)
{
  if (self->bridge == bridge)
    return;
  _bo_update_touch (update, self);
  self->bridge = bridge;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRIDGE]);
}

void
_bo_accessory_settle (BoAccessory *self,
                      BoUpdate    *update)
{
  for (unsigned i = 0; i < self->services->len; i++)
    {
      GPtrArray *characteristics = _bo_service_peek (g_ptr_array_index (self->services, i));

      for (unsigned j = 0; j < characteristics->len; j++)
        {
          BoCharacteristic *characteristic = g_ptr_array_index (characteristics, j);

          if (!bo_characteristic_get_pending (characteristic))
            continue;
          _bo_update_touch (update, characteristic);
          bo_characteristic_set_pending (characteristic, false);
        }
    }
}

void
_bo_accessory_values_changed (BoAccessory *self)
{
  g_signal_emit (self, signals[VALUES_CHANGED], 0);
}

/**
 * bo_accessory_get_manufacturer:
 * @self: an accessory
 *
 * Returns: (nullable): who made it
 */
const char *
bo_accessory_get_manufacturer (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return get_data (self)->manufacturer;
}

/**
 * bo_accessory_get_model:
 * @self: an accessory
 *
 * Returns: (nullable): which model it is
 */
const char *
bo_accessory_get_model (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return get_data (self)->model;
}

/**
 * bo_accessory_get_serial_number:
 * @self: an accessory
 *
 * Returns: (nullable): its serial number
 */
const char *
bo_accessory_get_serial_number (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return get_data (self)->serial_number;
}

/**
 * bo_accessory_get_firmware_version:
 * @self: an accessory
 *
 * Returns: (nullable): the version of its software
 */
const char *
bo_accessory_get_firmware_version (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return get_data (self)->firmware_version;
}

/**
 * bo_accessory_get_reachable:
 * @self: an accessory
 *
 * Returns: whether the hub reaches it; it does unless the content says otherwise
 */
bool
bo_accessory_get_reachable (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  return get_data (self)->reachable;
}

/**
 * bo_accessory_get_blocked:
 * @self: an accessory
 *
 * Returns: whether it is blocked
 */
bool
bo_accessory_get_blocked (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  return get_data (self)->blocked;
}

/**
 * bo_accessory_get_is_bridge:
 * @self: an accessory
 *
 * Returns: whether others are reached through it
 */
bool
bo_accessory_get_is_bridge (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  return get_data (self)->is_bridge;
}

/* Content may say anything: A behind B behind A. */
static bool
leads_back (BoAccessory *self)
{
  BoAccessory *slow = self;
  BoAccessory *fast = self;

  while (fast != NULL && fast->bridge != NULL)
    {
      slow = slow->bridge;
      fast = fast->bridge->bridge;
      if (fast == self || slow == self)
        return true;
      if (slow == fast)
        return false;
    }

  return false;
}

/**
 * bo_accessory_get_bridge:
 * @self: an accessory
 *
 * Following bridges always ends: one in a cycle counts as being behind none.
 *
 * Returns: (nullable) (transfer none): the accessory it is reached through
 */
BoAccessory *
bo_accessory_get_bridge (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return leads_back (self) ? NULL : self->bridge;
}

/**
 * bo_accessory_get_category:
 * @self: an accessory
 *
 * Returns: a category of the catalogue where one fits, else what the content says, else `other`
 */
const char *
bo_accessory_get_category (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return get_data (self)->category;
}

/**
 * bo_accessory_get_group:
 * @self: an accessory
 *
 * Returns: under which heading a room shows it
 */
BoAccessoryGroup
bo_accessory_get_group (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), BO_ACCESSORY_GROUP_OTHER);

  return get_data (self)->group;
}

/**
 * bo_accessory_get_derived:
 * @self: an accessory
 *
 * Returns: whether its services come from type, capabilities and state (DESIGN §2)
 */
bool
bo_accessory_get_derived (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  return get_data (self)->derived;
}

/**
 * bo_accessory_get_rooms:
 * @self: an accessory
 *
 * Returns: (transfer none): of BoRoom, by name; empty is "No room"; live
 */
GListModel *
bo_accessory_get_rooms (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return G_LIST_MODEL (self->rooms);
}

/**
 * bo_accessory_get_room:
 * @self: an accessory
 *
 * Returns: (nullable) (transfer none): the first of its rooms; %NULL is "No room"
 */
BoRoom *
bo_accessory_get_room (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return _bo_list_peek (self->rooms, 0);
}

/**
 * bo_accessory_get_services:
 * @self: an accessory
 *
 * Returns: (transfer none): of BoService, in the order of the content; live
 */
GListModel *
bo_accessory_get_services (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * bo_accessory_get_primary_service:
 * @self: an accessory
 *
 * Returns: (nullable) (transfer none): the service its tile stands for: the one marked so,
 *   else the first that is no companion
 */
BoService *
bo_accessory_get_primary_service (BoAccessory *self)
{
  int primary;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  primary = get_data (self)->primary;
  return primary >= 0 ? g_ptr_array_index (self->services, primary) : NULL;
}

/**
 * bo_accessory_find_service:
 * @self: an accessory
 * @type: a service's id, or a type, alias or HAP UUID
 *
 * Returns: (nullable) (transfer none): the first service that is called so
 */
BoService *
bo_accessory_find_service (BoAccessory *self,
                           const char  *type)
{
  const BoServiceSpec *spec;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  spec = bo_catalogue_service (type);
  for (unsigned i = 0; i < self->services->len; i++)
    {
      BoService *service = g_ptr_array_index (self->services, i);

      if ((spec != NULL && bo_service_get_spec (service) == spec) || strcmp (bo_service_get_id (service), type) == 0
          || g_ascii_strcasecmp (bo_service_get_service_type (service), type) == 0)
        return service;
    }

  return NULL;
}

/**
 * bo_accessory_find_characteristic:
 * @self: an accessory
 * @id_or_type: an id, or a type, alias or HAP UUID
 *
 * Returns: (nullable) (transfer none): the first that is called so, of the primary service
 *   before the others
 */
BoCharacteristic *
bo_accessory_find_characteristic (BoAccessory *self,
                                  const char  *id_or_type)
{
  BoService *primary;
  BoCharacteristic *found = NULL;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);
  g_return_val_if_fail (id_or_type != NULL, NULL);

  primary = bo_accessory_get_primary_service (self);
  if (primary != NULL)
    found = bo_service_find (primary, id_or_type);
  for (unsigned i = 0; found == NULL && i < self->services->len; i++)
    found = bo_service_find (g_ptr_array_index (self->services, i), id_or_type);

  return found;
}

/**
 * bo_accessory_get_tap_characteristic:
 * @self: an accessory
 *
 * Returns: (nullable) (transfer none): what the main action of its tile writes; %NULL when that
 *   opens details
 */
BoCharacteristic *
bo_accessory_get_tap_characteristic (BoAccessory *self)
{
  BoService *primary = bo_accessory_get_primary_service (self);

  return primary != NULL ? bo_service_get_tap_characteristic (primary) : NULL;
}

/**
 * bo_accessory_group_to_text:
 * @group: a group
 *
 * Returns: its heading, translated
 */
const char *
bo_accessory_group_to_text (BoAccessoryGroup group)
{
  switch (group)
    {
    case BO_ACCESSORY_GROUP_LIGHTS:
      return C_ ("group", "Lights");
    case BO_ACCESSORY_GROUP_CLIMATE:
      return C_ ("group", "Climate");
    case BO_ACCESSORY_GROUP_OPENINGS:
      return C_ ("group", "Openings");
    case BO_ACCESSORY_GROUP_SECURITY:
      return C_ ("group", "Security");
    case BO_ACCESSORY_GROUP_MEDIA:
      return C_ ("group", "Media");
    case BO_ACCESSORY_GROUP_SENSORS:
      return C_ ("group", "Sensors");
    case BO_ACCESSORY_GROUP_OTHER:
    default:
      return C_ ("group", "Other");
    }
}
