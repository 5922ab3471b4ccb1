/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-reading.h"

#define SERVICE \
  "{\"services\":[{\"id\":\"s1\",\"service_type\":\"temperature_sensor\",\"name\":\"%s\",\"characteristics\":[" \
  "{\"id\":\"c1\",\"characteristic_type\":\"current_temperature\",\"value\":%s}]}," \
  "{\"id\":\"s2\",\"service_type\":\"lightbulb\",\"characteristics\":[" \
  "{\"id\":\"c2\",\"characteristic_type\":\"on\",\"value\":%s}," \
  "{\"id\":\"c3\",\"characteristic_type\":\"brightness\",\"is_writable\":%s,\"value\":%s}]}]}"

static BoEntity *
device (const char *name, const char *content)
{
  static const char *const none[] = { NULL };

  return bo_entity_new ("d", "v", "device", name, content, "homekit", "hub", none);
}

static void
check (const char *before, const char *after, bool expected)
{
  g_autoptr (BoEntity) parent = device ("Sensor", before);
  g_autoptr (BoEntity) version = device ("Sensor", after);

  g_test_message ("%s → %s", before, after);
  g_assert_cmpint (bo_reading_is_all (parent, version), ==, expected);
}

static char *
services (const char *name, const char *temperature, const char *on, const char *writable, const char *brightness)
{
  return g_strdup_printf (SERVICE, name, temperature, on, writable, brightness);
}

static void
test_services (void)
{
  g_autofree char *before = services ("Hall", "20", "true", "true", "5");
  g_autofree char *warmer = services ("Hall", "21.5", "true", "true", "5");
  g_autofree char *off = services ("Hall", "20", "false", "true", "5");
  g_autofree char *both = services ("Hall", "21.5", "false", "true", "5");
  g_autofree char *named = services ("Attic", "20", "true", "true", "5");
  g_autofree char *fixed = services ("Hall", "20", "true", "false", "5");
  g_autofree char *fixed_later = services ("Hall", "20", "true", "false", "6");

  check (before, warmer, true);
  check (before, off, false);
  check (before, both, false);
  check (before, named, false);
  check (before, before, false);
  check (before, fixed, false);
  /* The content may say that nobody can write it. */
  check (fixed, fixed_later, true);
}

static void
test_capabilities (void)
{
  check ("{\"type\":\"sensor\",\"state\":{\"temperature\":19}}",
         "{\"type\":\"sensor\",\"state\":{\"temperature\":20}}", true);
  check ("{\"type\":\"light\",\"state\":{\"power\":\"on\"}}",
         "{\"type\":\"light\",\"state\":{\"power\":\"off\"}}", false);
  /* What nobody knows may have been written by somebody. */
  check ("{\"type\":\"gizmo\",\"state\":{\"mood\":\"calm\"}}",
         "{\"type\":\"gizmo\",\"state\":{\"mood\":\"wild\"}}", false);
  check ("{\"a\":1}", "{\"a\":2}", false);
}

static void
test_name (void)
{
  static const char content[] = "{\"type\":\"sensor\",\"state\":{\"temperature\":19}}";
  g_autoptr (BoEntity) parent = device ("One", content);
  g_autoptr (BoEntity) version = device ("Two", content);

  g_assert_false (bo_reading_is_all (parent, version));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

  g_test_add_func ("/reading/services", test_services);
  g_test_add_func ("/reading/capabilities", test_capabilities);
  g_test_add_func ("/reading/name", test_name);
  return g_test_run ();
}
