/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-bell.h"

static const char *const names[] = { NULL, "always", "never" };

static char *
key_of (BoAccessory *accessory)
{
  return g_strconcat ("notify.bell.", bo_thing_get_id (BO_THING (accessory)), NULL);
}

BoBellRule
bo_bell_rule_of (BoClient *client, BoAccessory *accessory)
{
  g_autofree char *key = key_of (accessory);
  const char *name = bo_client_get_setting (client, key);

  for (BoBellRule rule = BO_BELL_ALWAYS; rule <= BO_BELL_NEVER; rule++)
    if (g_strcmp0 (name, names[rule]) == 0)
      return rule;
  return BO_BELL_AS_ALL;
}

void
bo_bell_set_rule (BoClient *client, BoAccessory *accessory, BoBellRule rule)
{
  g_autofree char *key = key_of (accessory);

  bo_client_set_setting (client, key, names[rule]);
}

BoCharacteristic *
bo_bell_press_of (BoAccessory *accessory)
{
  BoService *bell = bo_accessory_find_service (accessory, "doorbell");

  return bell != NULL ? bo_service_find (bell, "programmable_switch_event") : NULL;
}
