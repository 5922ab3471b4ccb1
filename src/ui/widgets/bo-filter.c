/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-filter.h"

static const struct
{
  const char *id;
  const char *title;
  const char *icon_name;
  const char *nothing;
} filters[] = {
  [BO_FILTER_LIGHTS] = { "lights", N_("Lights On"), "display-brightness-symbolic", N_("No light is on") },
  [BO_FILTER_OPEN] = { "open", N_("Open"), "bo-door-symbolic", N_("Nothing is open") },
  [BO_FILTER_CLIMATE] = { "climate", N_("Climate"), "bo-thermostat-symbolic", N_("Nothing heats or cools") },
  [BO_FILTER_UNLOCKED] = { "unlocked", N_("Unlocked"), "changes-allow-symbolic", N_("Everything is locked") },
  [BO_FILTER_LOW_BATTERY] = { "low-battery", N_("Low Battery"), "battery-caution-symbolic",
                              N_("No battery is low") },
  [BO_FILTER_UNREACHABLE] = { "unreachable", N_("Unreachable"), "network-wireless-offline-symbolic",
                              N_("Everything can be reached") },
};

const char *
bo_filter_to_id (BoFilter filter)
{
  return filters[filter].id;
}

bool
bo_filter_from_id (const char *id, BoFilter *filter)
{
  for (unsigned int i = 0; i < BO_N_FILTERS; i++)
    if (g_strcmp0 (filters[i].id, id) == 0)
      {
        *filter = (BoFilter) i;
        return true;
      }
  return false;
}

static bool
has_active (BoAccessory *accessory, const char *const *kinds)
{
  for (; *kinds != NULL; kinds++)
    {
      BoService *service = bo_accessory_find_service (accessory, *kinds);

      if (service != NULL && bo_service_get_active (service))
        return true;
    }
  return false;
}

bool
bo_filter_match (BoFilter filter, BoAccessory *accessory)
{
  static const char *const openings[] = { "contact_sensor", "door", "window", "garage_door_opener", NULL };
  static const char *const locks[] = { "lock_mechanism", NULL };

  switch (filter)
    {
    case BO_FILTER_LIGHTS:
      return bo_accessory_get_group (accessory) == BO_ACCESSORY_GROUP_LIGHTS && bo_accessory_get_active (accessory);
    case BO_FILTER_OPEN:
      return has_active (accessory, openings);
    case BO_FILTER_CLIMATE:
      return bo_accessory_get_group (accessory) == BO_ACCESSORY_GROUP_CLIMATE && bo_accessory_get_active (accessory);
    case BO_FILTER_UNLOCKED:
      return has_active (accessory, locks);
    case BO_FILTER_LOW_BATTERY:
      return bo_accessory_get_low_battery (accessory);
    case BO_FILTER_UNREACHABLE:
      return !bo_accessory_get_reachable (accessory);
    }
  return false;
}

const char *
bo_filter_to_title (BoFilter filter)
{
  return _(filters[filter].title);
}

const char *
bo_filter_to_icon_name (BoFilter filter)
{
  return filters[filter].icon_name;
}

const char *
bo_filter_to_nothing (BoFilter filter)
{
  return _(filters[filter].nothing);
}

char *
bo_filter_to_text (BoFilter filter, unsigned int count)
{
  switch (filter)
    {
    case BO_FILTER_LIGHTS:
      return g_strdup_printf (ngettext ("%u light on", "%u lights on", count), count);
    case BO_FILTER_OPEN:
      return g_strdup_printf (ngettext ("%u open", "%u open", count), count);
    case BO_FILTER_CLIMATE:
      return g_strdup_printf (ngettext ("%u climate device on", "%u climate devices on", count), count);
    case BO_FILTER_UNLOCKED:
      return g_strdup_printf (ngettext ("%u unlocked", "%u unlocked", count), count);
    case BO_FILTER_LOW_BATTERY:
      return g_strdup_printf (ngettext ("%u low battery", "%u low batteries", count), count);
    case BO_FILTER_UNREACHABLE:
      return g_strdup_printf (ngettext ("%u unreachable", "%u unreachable", count), count);
    }
  return g_strdup ("");
}

void
bo_filter_count (GListModel *accessories, unsigned int counts[BO_N_FILTERS])
{
  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    counts[f] = 0;
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      for (unsigned int f = 0; f < BO_N_FILTERS; f++)
        counts[f] += bo_filter_match ((BoFilter) f, accessory);
    }
}
