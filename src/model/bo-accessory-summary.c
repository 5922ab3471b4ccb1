/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accessory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

/* What has to be seen at once, as a sentence with the accessory's name in it. */
static const struct
{
  const char *characteristic;
  int         value;
  const char *sentence;
  bool        wanted; /* a person may have done it: to be seen, but no alarm */
} alerts[] = {
  { "smoke_detected", 1, N_ ("Smoke detected by %s") },
  { "carbon_monoxide_detected", 1, N_ ("Carbon monoxide detected by %s") },
  { "leak_detected", 1, N_ ("Leak detected by %s") },
  { "security_system_current_state", 4, N_ ("Alarm triggered: %s") },
  { "carbon_dioxide_detected", 1, N_ ("Too much CO₂ reported by %s") },
  { "lock_current_state", 2, N_ ("%s is jammed") },
  { "obstruction_detected", 1, N_ ("%s is obstructed") },
  { "lock_current_state", 0, N_ ("%s is unlocked"), true },
};

/**
 * bo_accessory_get_summary:
 * @self: an accessory
 *
 * Returns: (transfer full): its state for a tile: "On · 40 %", "21.4 → 22 °C · Heat"; "" when it
 *   says nothing
 */
char *
bo_accessory_get_summary (BoAccessory *self)
{
  BoService *primary;
  g_autofree char *summary = NULL;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  primary = bo_accessory_get_primary_service (self);
  summary = primary != NULL ? bo_service_get_summary (primary) : g_strdup ("");
  if (bo_accessory_get_reachable (self))
    return g_steal_pointer (&summary);

  /* Off is not unreachable: both are said. */
  return *summary != '\0' ? g_strdup_printf (_ ("Unreachable · last known: %s"), summary)
                          : g_strdup (_ ("Unreachable"));
}

/* What is asked for, and what a device says when it is so. */
static const struct
{
  const char *wanted;
  const char *reported;
  int         states; /* the first so many of what is reported can be asked for; 0: a number */
} answers[] = {
  { "lock_target_state", "lock_current_state", 2 },
  { "target_door_state", "current_door_state", 2 },
  { "security_system_target_state", "security_system_current_state", 4 },
  { "target_position", "current_position", 0 },
};

static bool
is_moving (BoAccessory *self)
{
  BoCharacteristic *state = bo_accessory_find_characteristic (self, "position_state");
  int64_t moving = state != NULL ? bo_characteristic_get_int (state, 2) : 2;

  return moving == 0 || moving == 1;
}

static bool
is_unanswered (BoAccessory *self,
               size_t       index)
{
  BoCharacteristic *wanted = bo_accessory_find_characteristic (self, answers[index].wanted);
  BoCharacteristic *reported = bo_accessory_find_characteristic (self, answers[index].reported);
  int64_t is, asked;

  if (wanted == NULL || reported == NULL)
    return false;

  is = bo_characteristic_get_int (reported, -1);
  asked = bo_characteristic_get_int (wanted, -1);
  if (is < 0 || asked < 0 || is == asked)
    return false;
  return answers[index].states == 0 ? !is_moving (self) : is < answers[index].states;
}

/**
 * bo_accessory_get_unconfirmed:
 * @self: an accessory
 *
 * Returns: whether what was asked of it is accepted, and the device reports something else, without being on its way:
 *   a lock, a door, a blind, an alarm system
 */
bool
bo_accessory_get_unconfirmed (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  for (size_t i = 0; i < G_N_ELEMENTS (answers); i++)
    if (bo_thing_get_status (BO_THING (self)) == BO_STATUS_SYNCED && is_unanswered (self, i))
      return true;
  return false;
}

/**
 * bo_accessory_unconfirmed_text:
 *
 * Returns: the one wording of it, translated
 */
const char *
bo_accessory_unconfirmed_text (void)
{
  return _ ("Accepted, not confirmed by device");
}

/* As it stands within a sentence, names in it as they are */
static char *
begin_small (const char *text)
{
  const char *rest = g_utf8_next_char (text);
  g_autofree char *first = g_strndup (text, rest - text);
  g_autofree char *small = g_utf8_strdown (first, -1);

  return g_strconcat (small, rest, NULL);
}

static char *
say_status (BoAccessory *self)
{
  g_autofree char *text = bo_thing_dup_notice (BO_THING (self));

  if (text == NULL && !bo_accessory_get_reachable (self))
    text = g_strdup (_ ("Unreachable"));
  else if (text == NULL && bo_accessory_get_unconfirmed (self))
    text = g_strdup (bo_accessory_unconfirmed_text ());

  return text != NULL ? begin_small (text) : NULL;
}

/* What it is or measures; and what of it isn't comfortable. */
static char *
say_state (BoAccessory *self)
{
  BoService *primary = bo_accessory_get_primary_service (self);
  g_autofree char *state = primary != NULL ? bo_service_get_spoken (primary) : g_strdup ("");
  g_autofree char *discomfort = bo_accessory_dup_discomfort (self, NULL);

  if (discomfort == NULL)
    return g_steal_pointer (&state);
  if (*state == '\0')
    return g_steal_pointer (&discomfort);
  return g_strdup_printf (C_ ("spoken readings", "%s, %s"), state, discomfort);
}

/**
 * bo_accessory_get_spoken:
 * @self: an accessory
 *
 * Returns: (transfer full): the whole for a screen reader: "Hall lamp, light, on, 40 percent,
 *   waiting to send"
 */
char *
bo_accessory_get_spoken (BoAccessory *self)
{
  BoService *primary;
  const char *name, *kind;
  g_autofree char *state = NULL;
  g_autofree char *status = NULL;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  primary = bo_accessory_get_primary_service (self);
  name = bo_thing_get_display_name (BO_THING (self));
  kind = primary != NULL ? bo_service_get_kind_label (primary) : _ ("accessory");
  state = say_state (self);
  status = say_status (self);
  if (*state == '\0' && status == NULL)
    return g_strdup_printf (C_ ("spoken accessory", "%s, %s"), name, kind);
  if (status == NULL)
    return g_strdup_printf (C_ ("spoken accessory", "%s, %s, %s"), name, kind, state);
  if (*state == '\0')
    return g_strdup_printf (C_ ("spoken accessory", "%s, %s, %s"), name, kind, status);

  /* Translators: name, kind, state, and where its change stands: "Hall lamp, light, on, 40 percent,
     waiting to send" */
  return g_strdup_printf (C_ ("spoken accessory", "%s, %s, %s, %s"), name, kind, state, status);
}

/**
 * bo_accessory_get_icon_name:
 * @self: an accessory
 *
 * Returns: a symbolic icon for its kind and state, one of bo_icon_names()
 */
const char *
bo_accessory_get_icon_name (BoAccessory *self)
{
  BoService *primary;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  primary = bo_accessory_get_primary_service (self);
  if (primary != NULL && bo_service_get_spec (primary) != NULL)
    return bo_service_get_icon_name (primary);

  return bo_accessory_get_is_bridge (self) ? "bo-bridge-symbolic" : "bo-accessory-symbolic";
}

/**
 * bo_accessory_get_active:
 * @self: an accessory
 *
 * Returns: whether its primary service is on, open, unlocked or detecting
 */
bool
bo_accessory_get_active (BoAccessory *self)
{
  BoService *primary;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  primary = bo_accessory_get_primary_service (self);
  return primary != NULL && bo_service_get_active (primary);
}

/* The reported state, else, where the device reports none, the wanted one. */
static bool
shows_alert (BoAccessory *self,
             size_t       index)
{
  BoCharacteristic *found = bo_accessory_find_characteristic (self, alerts[index].characteristic);

  if (found == NULL && strcmp (alerts[index].characteristic, "lock_current_state") == 0)
    found = bo_accessory_find_characteristic (self, "lock_target_state");

  return found != NULL && bo_characteristic_get_int (found, -1) == alerts[index].value;
}

static char *
find_alert (BoAccessory *self,
            bool         wanted)
{
  for (size_t i = 0; i < G_N_ELEMENTS (alerts); i++)
    if ((wanted || !alerts[i].wanted) && shows_alert (self, i))
      {
        g_auto (GStrv) parts = g_strsplit (_ (alerts[i].sentence), "%s", 2);

        return g_strjoinv (bo_thing_get_display_name (BO_THING (self)), parts);
      }
  return NULL;
}

/**
 * bo_accessory_get_alert:
 * @self: an accessory
 *
 * Returns: (transfer full) (nullable): a sentence when it needs a person: leak, smoke, unlocked,
 *   jammed, triggered
 */
char *
bo_accessory_get_alert (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return find_alert (self, true);
}

/**
 * bo_accessory_get_alarm:
 * @self: an accessory
 *
 * Returns: (transfer full) (nullable): the same, where nobody can have wanted it: leak, smoke, jammed, obstructed,
 *   triggered, and not unlocked
 */
char *
bo_accessory_get_alarm (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  return find_alert (self, false);
}

/**
 * bo_accessory_get_alarming:
 * @self: an accessory
 *
 * Returns: whether bo_accessory_get_alarm() has anything to say
 */
bool
bo_accessory_get_alarming (BoAccessory *self)
{
  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  for (size_t i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (!alerts[i].wanted && shows_alert (self, i))
      return true;
  return false;
}

/**
 * bo_accessory_get_battery_level:
 * @self: an accessory
 *
 * Returns: its battery's charge in percent; -1 when it says nothing of one
 */
int
bo_accessory_get_battery_level (BoAccessory *self)
{
  BoCharacteristic *level;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), -1);

  level = bo_accessory_find_characteristic (self, "battery_level");
  return level != NULL ? (int) CLAMP (bo_characteristic_get_int (level, -1), -1, 100) : -1;
}

/**
 * bo_accessory_get_low_battery:
 * @self: an accessory
 *
 * Returns: whether its battery is low: it says so, or, where it doesn't say, is below a fifth
 */
bool
bo_accessory_get_low_battery (BoAccessory *self)
{
  BoCharacteristic *low;
  int level;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), false);

  low = bo_accessory_find_characteristic (self, "status_low_battery");
  if (low != NULL && bo_characteristic_get_raw (low) != NULL)
    return bo_characteristic_get_bool (low, false);

  level = bo_accessory_get_battery_level (self);
  return level >= 0 && level < 20;
}
