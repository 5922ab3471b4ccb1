/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-words-private.h"

#include <string.h>

/* One vocabulary a row: what a hub that writes its first word writes for the other values.
   A characteristic may have several; those without one are for bools and for 0/1 enums. */
typedef struct
{
  const char *characteristic;
  struct
  {
    const char *word;
    int         value;
  } words[6];
} Vocabulary;

static const Vocabulary vocabularies[] = {
  { "lock_target_state", { { "locked", 1 }, { "unlocked", 0 } } },
  { "lock_target_state", { { "lock", 1 }, { "unlock", 0 } } },
  { "lock_target_state", { { "secure", 1 }, { "unsecure", 0 } } },
  { "lock_target_state", { { "closed", 1 }, { "open", 0 } } },
  { "lock_current_state", { { "locked", 1 }, { "unlocked", 0 }, { "jammed", 2 }, { "unknown", 3 } } },
  { "target_door_state", { { "open", 0 }, { "closed", 1 } } },
  { "target_door_state", { { "open", 0 }, { "close", 1 } } },
  { "target_door_state", { { "opening", 0 }, { "closing", 1 } } },
  { "target_position", { { "open", 100 }, { "closed", 0 } } },
  { "target_position", { { "open", 100 }, { "close", 0 } } },
  { "target_position", { { "up", 100 }, { "down", 0 } } },
  { "current_position", { { "open", 100 }, { "closed", 0 } } },
  { "current_position", { { "up", 100 }, { "down", 0 } } },
  { "contact_sensor_state", { { "open", 1 }, { "closed", 0 } } },
  { "contact_sensor_state", { { "opened", 1 }, { "closed", 0 } } },
  { "contact_sensor_state", { { "on", 1 }, { "off", 0 } } },
  { "contact_sensor_state", { { "none", 1 }, { "detected", 0 } } },
  { "leak_detected", { { "wet", 1 }, { "dry", 0 } } },
  { "leak_detected", { { "leak", 1 }, { "dry", 0 } } },
  { "smoke_detected", { { "smoke", 1 }, { "clear", 0 } } },
  { "motion_detected", { { "motion", 1 }, { "clear", 0 } } },
  { "motion_detected", { { "motion", 1 }, { "no_motion", 0 } } },
  { "motion_detected", { { "detected", 1 }, { "none", 0 } } },
  { "occupancy_detected", { { "occupied", 1 }, { "vacant", 0 } } },
  { "occupancy_detected", { { "occupied", 1 }, { "unoccupied", 0 } } },
  { "occupancy_detected", { { "home", 1 }, { "away", 0 } } },
  { "occupancy_detected", { { "present", 1 }, { "absent", 0 } } },
  { "status_low_battery", { { "low", 1 }, { "normal", 0 } } },
  { "status_low_battery", { { "low", 1 }, { "ok", 0 } } },
  { "security_system_target_state", { { "home", 0 }, { "away", 1 }, { "night", 2 }, { "off", 3 } } },
  { "security_system_target_state",
    { { "armed_home", 0 }, { "armed_away", 1 }, { "armed_night", 2 }, { "disarmed", 3 } } },
  { "security_system_target_state", { { "arm_home", 0 }, { "arm_away", 1 }, { "arm_night", 2 }, { "disarm", 3 } } },
  { "security_system_target_state", { { "stay", 0 }, { "away", 1 }, { "night", 2 }, { "disarmed", 3 } } },
  { "security_system_target_state", { { "armed", 1 }, { "disarmed", 3 } } },
  { "security_system_current_state",
    { { "home", 0 }, { "away", 1 }, { "night", 2 }, { "off", 3 }, { "triggered", 4 } } },
  { "security_system_current_state",
    { { "armed_home", 0 }, { "armed_away", 1 }, { "armed_night", 2 }, { "disarmed", 3 }, { "triggered", 4 } } },
  { "target_heating_cooling_state", { { "heating", 1 }, { "off", 0 }, { "cooling", 2 }, { "auto", 3 } } },
  { "target_heating_cooling_state", { { "heat_cool", 3 }, { "off", 0 }, { "heat", 1 }, { "cool", 2 } } },
  { "current_heating_cooling_state", { { "heating", 1 }, { "idle", 0 }, { "cooling", 2 } } },
  { "current_heating_cooling_state", { { "heating", 1 }, { "off", 0 }, { "cooling", 2 } } },
  { "target_media_state", { { "playing", 0 }, { "paused", 1 }, { "stopped", 2 } } },
  { "target_media_state", { { "playing", 0 }, { "paused", 1 }, { "idle", 2 } } },
  { "current_media_state", { { "playing", 0 }, { "paused", 1 }, { "stopped", 2 } } },
  { "current_media_state", { { "playing", 0 }, { "paused", 1 }, { "idle", 2 } } },
  { "programmable_switch_event", { { "single", 0 }, { "double", 1 }, { "long", 2 } } },
  { "programmable_switch_event", { { "press", 0 }, { "double_press", 1 }, { "hold", 2 } } },
  { "programmable_switch_event", { { "pressed", 0 }, { "double", 1 }, { "held", 2 } } },
  { "programmable_switch_event", { { "ring", 0 } } },
  { "charging_state", { { "charging", 1 }, { "discharging", 0 }, { "not_chargeable", 2 } } },
  { NULL, { { "on", 1 }, { "off", 0 } } },
  { NULL, { { "true", 1 }, { "false", 0 } } },
  { NULL, { { "yes", 1 }, { "no", 0 } } },
  { NULL, { { "active", 1 }, { "inactive", 0 } } },
  { NULL, { { "enabled", 1 }, { "disabled", 0 } } },
  { NULL, { { "detected", 1 }, { "clear", 0 } } },
  { NULL, { { "detected", 1 }, { "not_detected", 0 } } },
  { NULL, { { "open", 1 }, { "closed", 0 } } },
};

char *
_bo_word_normalize (const char *word)
{
  char *normal = g_ascii_strdown (word, -1);

  g_strstrip (normal);
  return g_strdelimit (normal, "- ", '_');
}

static bool
is_two_valued (const BoValueType *type)
{
  return type->format == BO_FORMAT_BOOL
         || (bo_format_is_integer (type->format) && type->has_minimum && type->has_maximum && type->minimum >= 0
             && type->maximum <= 1);
}

static bool
speaks_of (const Vocabulary  *vocabulary,
           const BoValueType *type,
           bool               own)
{
  if (own)
    return vocabulary->characteristic != NULL && g_strcmp0 (vocabulary->characteristic, type->characteristic) == 0;

  return vocabulary->characteristic == NULL && is_two_valued (type);
}

static bool
vocabulary_value (const Vocabulary *vocabulary,
                  const char       *normal,
                  int              *value)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vocabulary->words) && vocabulary->words[i].word != NULL; i++)
    if (strcmp (vocabulary->words[i].word, normal) == 0)
      {
        *value = vocabulary->words[i].value;
        return true;
      }

  return false;
}

static const char *
vocabulary_word (const Vocabulary *vocabulary,
                 int               value)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vocabulary->words) && vocabulary->words[i].word != NULL; i++)
    if (vocabulary->words[i].value == value)
      return vocabulary->words[i].word;

  return NULL;
}

static bool
read_vocabularies (const BoValueType *type,
                   const char        *normal,
                   bool               own,
                   int               *value)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    if (speaks_of (&vocabularies[i], type, own) && vocabulary_value (&vocabularies[i], normal, value))
      return true;

  return false;
}

static bool
read_valid_values (const BoValueType *type,
                   const char        *normal,
                   int               *value)
{
  for (size_t i = 0; i < type->n_valid_values; i++)
    {
      const BoValidValue *valid = &type->valid_values[i];
      g_autofree char *label = _bo_word_normalize (valid->label);
      g_autofree char *shown = _bo_word_normalize (bo_valid_value_label (type, valid));

      if (strcmp (valid->name, normal) == 0 || strcmp (label, normal) == 0 || strcmp (shown, normal) == 0)
        {
          *value = valid->value;
          return true;
        }
    }

  return false;
}

bool
_bo_word_read (const BoValueType *type,
               const char        *word,
               int               *value)
{
  g_autofree char *normal = _bo_word_normalize (word);

  return read_vocabularies (type, normal, true, value) || read_valid_values (type, normal, value)
         || read_vocabularies (type, normal, false, value);
}

/* "ON" for "on" where the old word was "OFF", "Locked" for "Unlocked". */
static char *
in_case_of (const char *word,
            const char *like)
{
  char *result = g_strdup (word);

  if (!g_ascii_isupper (like[0]))
    return result;

  if (like[1] != '\0' && g_ascii_isupper (like[1]))
    for (char *c = result; *c != '\0'; c++)
      *c = g_ascii_toupper (*c);
  else
    result[0] = g_ascii_toupper (result[0]);

  return result;
}

static const char *
find_counterpart (const BoValueType *type,
                  const char        *normal,
                  bool               own,
                  int                value)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    {
      const char *word;
      int old;

      if (!speaks_of (&vocabularies[i], type, own) || !vocabulary_value (&vocabularies[i], normal, &old))
        continue;
      word = vocabulary_word (&vocabularies[i], value);
      if (word != NULL)
        return word;
    }

  return NULL;
}

static const char *
valid_value_name (const BoValueType *type,
                  int                value)
{
  for (size_t i = 0; i < type->n_valid_values; i++)
    if (type->valid_values[i].value == value)
      return type->valid_values[i].name;

  return NULL;
}

static bool
is_valid_value_name (const BoValueType *type,
                     const char        *normal)
{
  for (size_t i = 0; i < type->n_valid_values; i++)
    if (strcmp (type->valid_values[i].name, normal) == 0)
      return true;

  return false;
}

char *
_bo_word_write (const BoValueType *type,
                const char        *like,
                int                value)
{
  g_autofree char *normal = _bo_word_normalize (like);
  const char *word = NULL;

  /* The catalogue's own names go first: "heat" is followed by "cool", not by "cooling". */
  if (is_valid_value_name (type, normal))
    word = valid_value_name (type, value);
  if (word == NULL)
    word = find_counterpart (type, normal, true, value);
  if (word == NULL)
    word = find_counterpart (type, normal, false, value);
  if (word == NULL)
    word = valid_value_name (type, value);

  return word != NULL ? in_case_of (word, like) : NULL;
}
