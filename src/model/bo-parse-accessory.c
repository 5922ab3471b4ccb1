/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-parse-private.h"

#include <string.h>

BoCharacteristicData *
_bo_characteristic_data_new (const char *type)
{
  BoCharacteristicData *self = g_new0 (BoCharacteristicData, 1);

  self->type = g_strdup (type);
  self->spec = bo_catalogue_characteristic (type);
  self->readable = self->writable = true;
  if (self->spec != NULL)
    {
      self->value_type = self->spec->type;
      self->readable = self->spec->readable;
      self->writable = self->spec->writable;
      self->notifies = self->spec->notifies;
    }
  return self;
}

void
_bo_characteristic_data_free (BoCharacteristicData *self)
{
  g_free (self->id);
  g_free (self->type);
  g_free (self->unit_name);
  g_free (self->valid_values);
  g_free (self->raw);
  g_free (self->path);
  g_free (self);
}

BoServiceData *
_bo_service_data_new (void)
{
  BoServiceData *self = g_new0 (BoServiceData, 1);

  self->characteristics = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_characteristic_data_free);
  self->is_user_interactive = true;
  return self;
}

void
_bo_service_data_free (BoServiceData *self)
{
  g_free (self->id);
  g_free (self->type);
  g_free (self->name);
  g_free (self->path);
  g_ptr_array_unref (self->characteristics);
  g_free (self);
}

BoCharacteristicData *
_bo_service_data_find (BoServiceData *self,
                       const char    *id)
{
  for (unsigned i = 0; i < self->characteristics->len; i++)
    {
      BoCharacteristicData *data = g_ptr_array_index (self->characteristics, i);

      if (data->spec != NULL && strcmp (data->spec->id, id) == 0)
        return data;
    }

  return NULL;
}

/* What the content says goes before the catalogue; nonsense (a range upside down, a step that
   isn't above zero) is passed over. */
static void
merge_range (BoCharacteristicData *self,
             BoJson                json)
{
  BoValueType *type = &self->value_type;
  double number;

  if (bo_json_get_double (bo_json_member (json, "min_value"), &number))
    {
      type->has_minimum = true;
      type->minimum = number;
    }
  if (bo_json_get_double (bo_json_member (json, "max_value"), &number))
    {
      type->has_maximum = true;
      type->maximum = number;
    }
  if (bo_json_get_double (bo_json_member (json, "step_value"), &number) && number > 0)
    {
      type->has_step = true;
      type->step = number;
    }
  if (type->has_minimum && type->has_maximum && type->minimum > type->maximum)
    type->has_minimum = type->has_maximum = false;
}

static void
merge_format (BoCharacteristicData *self,
              BoJson                json)
{
  g_autofree char *format_name = bo_json_member_string (json, "format");
  g_autofree char *unit_name = bo_json_member_string (json, "unit");
  BoFormat format = bo_format_from_string (format_name);
  BoUnit unit = bo_unit_from_string (unit_name);

  if (format != BO_FORMAT_UNKNOWN && format != self->value_type.format)
    {
      /* Values named for another kind of format don't apply: on/off of a bool stays on/off. */
      if (!bo_format_is_integer (format))
        {
          self->value_type.valid_values = NULL;
          self->value_type.n_valid_values = 0;
        }
      self->value_type.format = format;
    }
  if (unit != BO_UNIT_NONE)
    {
      self->value_type.unit = unit;
      self->unit_name = g_steal_pointer (&unit_name);
      self->value_type.unit_name = self->unit_name;
    }
}

static void
add_valid_value (BoCharacteristicData *self,
                 const BoValueType    *all,
                 int64_t               value)
{
  for (size_t i = 0; i < all->n_valid_values; i++)
    if (all->valid_values[i].value == value)
      self->valid_values[self->value_type.n_valid_values++] = all->valid_values[i];
}

/* `"valid_values": [0, 1]` in the content leaves only those of the catalogue's. */
static void
narrow_valid_values (BoCharacteristicData *self,
                     BoJson                json)
{
  BoJson list = bo_json_member (json, "valid_values");
  BoValueType all = self->value_type;
  BoJsonIter iter;
  BoJson element;
  int64_t value;

  if (bo_json_kind (list) != BO_JSON_KIND_ARRAY || all.n_valid_values == 0)
    return;

  self->valid_values = g_new0 (BoValidValue, all.n_valid_values);
  self->value_type.n_valid_values = 0;
  bo_json_iter_init (&iter, list);
  while (bo_json_iter_next (&iter, NULL, &element) && self->value_type.n_valid_values < all.n_valid_values)
    if (bo_json_get_int64 (element, &value))
      add_valid_value (self, &all, value);

  if (self->value_type.n_valid_values > 0)
    self->value_type.valid_values = self->valid_values;
  else
    self->value_type.n_valid_values = all.n_valid_values;
}

static char *
element_path (const char *list_path,
              const char *id,
              size_t      index)
{
  g_autofree char *segment = id != NULL ? g_strconcat ("=", id, NULL)
                                        : g_strdup_printf ("%" G_GSIZE_FORMAT, index);

  return bo_json_path_append (list_path, segment);
}

/* Where the content gives no id, or gives it twice: one that follows from the place. */
static char *
id_for_place (const char *owner,
              const char *place)
{
  g_autofree char *name = g_strconcat (owner, place, NULL);

  return bo_uuid_from_name ("6ba7b812-9dad-11d1-80b4-00c04fd430c8", name);
}

/* An empty id, or one seen before, can't be used in a path: the index is. */
static char *
take_id (BoJson      json,
         GHashTable *seen)
{
  char *id = bo_json_member_string (json, "id");

  if (id == NULL || *id == '\0' || g_hash_table_contains (seen, id))
    {
      g_free (id);
      return NULL;
    }
  g_hash_table_add (seen, g_strdup (id));
  return id;
}

static BoCharacteristicData *
parse_characteristic (BoJson      json,
                      const char *list_path,
                      size_t      index,
                      GHashTable *seen,
                      const char *owner)
{
  g_autofree char *type = bo_json_member_string (json, "characteristic_type");
  BoCharacteristicData *self = _bo_characteristic_data_new (type != NULL ? type : "unknown");
  g_autofree char *path = NULL;
  BoJson value = bo_json_member (json, "value");

  self->id = take_id (json, seen);
  path = element_path (list_path, self->id, index);
  if (self->id == NULL)
    self->id = id_for_place (owner, path);
  self->path = bo_json_path_append (path, "value");
  self->raw = value.length > 0 ? bo_json_dup (value) : NULL;
  self->readable = bo_json_member_bool (json, "is_readable", self->readable);
  self->writable = bo_json_member_bool (json, "is_writable", self->writable);
  self->notifies = bo_json_member_bool (json, "supports_event_notification", self->notifies);
  merge_format (self, json);
  merge_range (self, json);
  narrow_valid_values (self, json);
  return self;
}

static void
parse_characteristics (BoServiceData *self,
                       BoJson         json,
                       const char    *owner)
{
  g_autofree char *list_path = bo_json_path_append (self->path, "characteristics");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BoJsonIter iter;
  BoJson element;
  size_t index = 0;

  bo_json_iter_init (&iter, bo_json_member (json, "characteristics"));
  while (bo_json_iter_next (&iter, NULL, &element))
    {
      if (bo_json_kind (element) == BO_JSON_KIND_OBJECT)
        g_ptr_array_add (self->characteristics, parse_characteristic (element, list_path, index, seen, owner));
      index++;
    }
}

static BoServiceData *
parse_service (BoJson      json,
               size_t      index,
               GHashTable *seen,
               const char *owner)
{
  BoServiceData *self = _bo_service_data_new ();

  self->id = take_id (json, seen);
  self->type = bo_json_member_string (json, "service_type");
  if (self->type == NULL)
    self->type = g_strdup ("unknown");
  self->spec = bo_catalogue_service (self->type);
  self->name = bo_json_member_string (json, "name");
  self->path = element_path ("/content/services", self->id, index);
  if (self->id == NULL)
    self->id = id_for_place (owner, self->path);
  self->is_primary = bo_json_member_bool (json, "is_primary", false);
  self->is_user_interactive = bo_json_member_bool (json, "is_user_interactive", true);
  parse_characteristics (self, json, owner);
  return self;
}

static GPtrArray *
parse_services (BoEntity *entity,
                BoJson    list)
{
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_service_data_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BoJsonIter iter;
  BoJson element;
  size_t index = 0;

  bo_json_iter_init (&iter, list);
  while (bo_json_iter_next (&iter, NULL, &element))
    {
      if (bo_json_kind (element) == BO_JSON_KIND_OBJECT)
        g_ptr_array_add (services, parse_service (element, index, seen, entity->id));
      index++;
    }

  return services;
}

/* How well a service stands for its accessory: what is marked primary, then what a person
   controls or reads, then companions, then machinery. */
static int
prominence (BoServiceData *service)
{
  static const char *const companions[] = { "battery",       "service_label",  "input_source",
                                            "filter_maintenance", "television_speaker", "lock_management",
                                            "microphone", NULL };

  if (service->spec == NULL)
    return service->is_primary ? 3 : 1;
  if (service->spec->plumbing || strcmp (service->spec->id, "accessory_information") == 0)
    return -1;
  if (service->is_primary)
    return 3;

  return g_strv_contains (companions, service->spec->id) ? 0 : 2;
}

static int
find_primary (GPtrArray *services)
{
  int best = -1;
  int best_prominence = -1;

  for (unsigned i = 0; i < services->len; i++)
    {
      int found = prominence (g_ptr_array_index (services, i));

      if (found > best_prominence)
        {
          best = (int) i;
          best_prominence = found;
        }
    }

  return best;
}

static BoAccessoryGroup
find_group (BoAccessoryData *self)
{
  static const struct
  {
    const char       *group;
    BoAccessoryGroup  result;
  } groups[] = {
    { "lighting", BO_ACCESSORY_GROUP_LIGHTS },     { "climate", BO_ACCESSORY_GROUP_CLIMATE },
    { "openings", BO_ACCESSORY_GROUP_OPENINGS },   { "security", BO_ACCESSORY_GROUP_SECURITY },
    { "media", BO_ACCESSORY_GROUP_MEDIA },         { "sensors", BO_ACCESSORY_GROUP_SENSORS },
  };
  BoServiceData *service = self->primary >= 0 ? g_ptr_array_index (self->services, self->primary) : NULL;

  if (service == NULL || service->spec == NULL)
    return BO_ACCESSORY_GROUP_OTHER;

  for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
    if (strcmp (groups[i].group, service->spec->group) == 0)
      return groups[i].result;

  return BO_ACCESSORY_GROUP_OTHER;
}

/* What the accessory_information service says, for content that has no member of its own. */
static char *
string_or_information (BoAccessoryData *self,
                       BoJson           content,
                       const char      *member,
                       const char      *characteristic)
{
  char *result = bo_json_member_string (content, member);

  for (unsigned i = 0; result == NULL && i < self->services->len; i++)
    {
      BoServiceData *service = g_ptr_array_index (self->services, i);
      BoCharacteristicData *data = _bo_service_data_find (service, characteristic);

      if (service->spec != NULL && strcmp (service->spec->id, "accessory_information") == 0 && data != NULL
          && data->raw != NULL)
        result = bo_json_dup_string (bo_json_wrap (data->raw));
    }

  return result;
}

static char *
parse_category (BoAccessoryData *self,
                BoJson           content)
{
  BoJson json = bo_json_member (content, "category");
  g_autofree char *name = bo_json_kind (json) == BO_JSON_KIND_STRING ? bo_json_dup_string (json) : NULL;
  const BoCategorySpec *spec = name != NULL ? bo_catalogue_category (name) : NULL;
  BoServiceData *primary = self->primary >= 0 ? g_ptr_array_index (self->services, self->primary) : NULL;
  int64_t value;

  if (name == NULL && bo_json_get_int64 (json, &value) && value > 0 && value < 1000)
    spec = bo_catalogue_category_by_value ((int) value);
  if (spec != NULL)
    return g_strdup (spec->id);
  if (name != NULL && *name != '\0')
    return g_steal_pointer (&name);
  if (self->is_bridge)
    return g_strdup ("bridge");
  if (primary != NULL && primary->spec != NULL && bo_catalogue_category (primary->spec->id) != NULL)
    return g_strdup (primary->spec->id);

  return g_strdup ("other");
}

static void
parse_about (BoAccessoryData *self,
             BoJson           content)
{
  self->manufacturer = string_or_information (self, content, "manufacturer", "manufacturer");
  self->model = string_or_information (self, content, "model", "model");
  self->serial_number = string_or_information (self, content, "serial_number", "serial_number");
  self->firmware_version = string_or_information (self, content, "firmware_version", "firmware_revision");
  self->bridge_id = bo_json_member_string (content, "bridge_id");
  self->reachable = bo_json_member_bool (content, "is_reachable", true);
  self->blocked = bo_json_member_bool (content, "is_blocked", false);
  self->is_bridge = bo_json_member_bool (content, "is_bridge", false);
  self->category = parse_category (self, content);
}

BoAccessoryData *
_bo_accessory_data_new (BoEntity *entity,
                        BoJson    content)
{
  BoAccessoryData *self = g_new0 (BoAccessoryData, 1);
  BoJson list = bo_json_member (content, "services");

  self->services = parse_services (entity, list);
  if (self->services->len == 0)
    {
      g_ptr_array_unref (self->services);
      self->services = _bo_derive_services (entity, content);
      self->derived = true;
    }
  self->primary = find_primary (self->services);
  self->group = find_group (self);
  parse_about (self, content);
  return self;
}

static bool
touches_any (const char  *path,
             char       **paths)
{
  for (size_t i = 0; paths[i] != NULL; i++)
    if (bo_json_path_covers (paths[i], path) || bo_json_path_covers (path, paths[i]))
      return true;

  return false;
}

void
_bo_accessory_data_mark_pending (BoAccessoryData  *self,
                                 char            **paths)
{
  if (paths == NULL || paths[0] == NULL)
    return;

  for (unsigned i = 0; i < self->services->len; i++)
    {
      BoServiceData *service = g_ptr_array_index (self->services, i);

      for (unsigned j = 0; j < service->characteristics->len; j++)
        {
          BoCharacteristicData *data = g_ptr_array_index (service->characteristics, j);

          data->pending = touches_any (data->path, paths);
        }
    }
}

void
_bo_accessory_data_free (BoAccessoryData *self)
{
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->serial_number);
  g_free (self->firmware_version);
  g_free (self->bridge_id);
  g_free (self->category);
  g_ptr_array_unref (self->services);
  g_free (self);
}
