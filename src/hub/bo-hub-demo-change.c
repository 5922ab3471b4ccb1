/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-demo-private.h"

#include <math.h>
#include <string.h>

/* What changes by itself and what people change, in a home where nobody is put at risk: no lock
   opens, no alarm goes off by chance. */
typedef struct
{
  const char *type;
  bool        people;
  double      min;
  double      max;
  double      step; /* 0: any value of the range; else at most three such steps from where it is */
} Habit;

static const Habit habits[] = {
  { "on", true, 0, 1, 0 },
  { "active", true, 0, 1, 0 },
  { "brightness", true, 10, 100, 10 },
  { "color_temperature", true, 153, 454, 30 },
  { "target_temperature", true, 17, 24, 0.5 },
  { "rotation_speed", true, 0, 100, 10 },
  { "target_position", true, 0, 100, 25 },
  { "volume", true, 0, 60, 5 },
  { "mute", true, 0, 1, 0 },
  { "power", true, 0, 1, 0 },
  { "current_temperature", false, 16, 26, 0.1 },
  { "current_relative_humidity", false, 35, 65, 1 },
  { "current_ambient_light_level", false, 1, 20000, 40 },
  { "carbon_dioxide_level", false, 420, 1400, 15 },
  { "carbon_monoxide_level", false, 0, 3, 1 },
  { "pm2_5_density", false, 2, 30, 1 },
  { "voc_density", false, 50, 400, 10 },
  { "battery_level", false, 15, 100, 1 },
  { "motion_detected", false, 0, 1, 0 },
  { "occupancy_detected", false, 0, 1, 0 },
  { "contact_sensor_state", false, 0, 1, 0 },
  { "temperature", false, 16, 26, 0.1 },
  { "humidity", false, 35, 65, 1 },
  { "motion", false, 0, 1, 0 },
};

/* What a device reports once it has done what it was told. */
static const struct { const char *target, *current; } pairs[] = {
  { "target_position", "current_position" },
  { "target_door_state", "current_door_state" },
  { "lock_target_state", "lock_current_state" },
  { "security_system_target_state", "security_system_current_state" },
  { "target_tilt_angle", "current_tilt_angle" },
  { "target_horizontal_tilt_angle", "current_horizontal_tilt_angle" },
};

typedef struct
{
  char        *path;
  BoJson       value;
  const Habit *habit;
} Candidate;

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->path);
  g_free (candidate);
}

static const Habit *
find_habit (const char *type,
            bool        people)
{
  for (size_t i = 0; i < G_N_ELEMENTS (habits); i++)
    if (habits[i].people == people && strcmp (habits[i].type, type) == 0)
      return &habits[i];
  return NULL;
}

static void
add_candidate (GPtrArray  *candidates,
               const char *type,
               BoJson      value,
               bool        people,
               char       *path)
{
  const Habit *habit = type != NULL ? find_habit (type, people) : NULL;
  Candidate *candidate;

  if (habit == NULL)
    {
      g_free (path);
      return;
    }
  candidate = g_new (Candidate, 1);
  *candidate = (Candidate){ .path = path, .value = value, .habit = habit };
  g_ptr_array_add (candidates, candidate);
}

static char *
value_path (BoJson service,
            BoJson characteristic)
{
  g_autofree char *service_id = bo_json_member_string (service, "id");
  g_autofree char *id = bo_json_member_string (characteristic, "id");

  return g_strdup_printf ("/services/=%s/characteristics/=%s/value", service_id != NULL ? service_id : "",
                          id != NULL ? id : "");
}

/* Nobody floods the kitchen for a demonstration. */
static bool
is_water (BoJson service)
{
  static const char *const types[] = { "faucet", "valve", "irrigation_system" };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (bo_json_string_is (bo_json_member (service, "service_type"), types[i]))
      return true;
  return false;
}

static void
collect_service (BoJson     service,
                 bool       people,
                 GPtrArray *candidates)
{
  BoJsonIter iter;
  BoJson characteristic;

  if (is_water (service))
    return;
  bo_json_iter_init (&iter, bo_json_member (service, "characteristics"));
  while (bo_json_iter_next (&iter, NULL, &characteristic))
    {
      g_autofree char *type = bo_json_member_string (characteristic, "characteristic_type");

      add_candidate (candidates, type, bo_json_member (characteristic, "value"), people,
                     value_path (service, characteristic));
    }
}

static GPtrArray *
collect (BoJson content,
         bool   people)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  BoJsonIter iter;
  BoJson key, value;

  bo_json_iter_init (&iter, bo_json_member (content, "services"));
  while (bo_json_iter_next (&iter, NULL, &value))
    collect_service (value, people, candidates);

  bo_json_iter_init (&iter, bo_json_member (content, "state"));
  while (bo_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = bo_json_dup_string (key);

      add_candidate (candidates, name, value, people, bo_json_path_append ("/state", name));
    }
  return candidates;
}

static char *
other_number (const Habit *habit,
              double       number,
              uint64_t     random)
{
  double moved;

  if (habit->step == 0)
    return g_strdup (number != habit->min ? "0" : "1");

  /* -3 … 3 steps, never none */
  moved = number + habit->step * (double) ((int) (random % 3) + 1) * ((random & 0x100) != 0 ? 1 : -1);
  moved = CLAMP (moved, habit->min, habit->max);
  moved = round (moved / habit->step) * habit->step;
  /* 21.4, not 21.400000000000002 */
  return bo_json_from_double (round (moved * 100) / 100);
}

static char *
other_value (const Candidate *candidate,
             uint64_t         random)
{
  double number;
  bool truth;

  if (bo_json_get_bool (candidate->value, &truth))
    return g_strdup (truth ? "false" : "true");
  if (bo_json_string_is (candidate->value, "on"))
    return g_strdup ("\"off\"");
  if (bo_json_string_is (candidate->value, "off"))
    return g_strdup ("\"on\"");
  if (bo_json_kind (candidate->value) == BO_JSON_KIND_NUMBER && bo_json_get_double (candidate->value, &number))
    return other_number (candidate->habit, number, random);
  return NULL;
}

char *
_bo_hub_demo_change (const char *content,
                     bool        people,
                     uint64_t    random,
                     char      **value)
{
  g_autoptr(GPtrArray) candidates = collect (bo_json_wrap (content), people);
  Candidate *chosen;

  if (candidates->len == 0)
    return NULL;
  chosen = g_ptr_array_index (candidates, random % candidates->len);
  *value = other_value (chosen, random >> 16);
  return *value != NULL ? g_steal_pointer (&chosen->path) : NULL;
}

static BoJson
find_characteristic (BoJson      service,
                     const char *type)
{
  BoJsonIter iter;
  BoJson characteristic;

  bo_json_iter_init (&iter, bo_json_member (service, "characteristics"));
  while (bo_json_iter_next (&iter, NULL, &characteristic))
    if (bo_json_string_is (bo_json_member (characteristic, "characteristic_type"), type))
      return characteristic;
  return BO_JSON_NONE;
}

char *
_bo_hub_demo_follow (const char *content,
                     char      **value)
{
  BoJsonIter iter;
  BoJson service;

  bo_json_iter_init (&iter, bo_json_member (bo_json_wrap (content), "services"));
  while (bo_json_iter_next (&iter, NULL, &service))
    for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
      {
        BoJson current = find_characteristic (service, pairs[i].current);
        BoJson target = bo_json_member (find_characteristic (service, pairs[i].target), "value");

        if (bo_json_kind (current) == BO_JSON_KIND_NONE || bo_json_kind (target) <= BO_JSON_KIND_NULL ||
            bo_json_equal (bo_json_member (current, "value"), target))
          continue;
        *value = bo_json_dup (target);
        return value_path (service, current);
      }
  return NULL;
}
