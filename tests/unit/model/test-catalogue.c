/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "bo-catalogue.h"

static JsonParser *
load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "model", "hap-catalogue.json", NULL);
  JsonParser *parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return parser;
}

static void
test_counts (void)
{
  g_autoptr (JsonParser) parser = load ();
  JsonObject *counts =
    json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "counts");
  size_t n_services, n_characteristics, n_categories;
  const BoServiceSpec *services = bo_catalogue_services (&n_services);
  const BoCharacteristicSpec *characteristics = bo_catalogue_characteristics (&n_characteristics);
  int shown = 0, plumbing = 0, tables = 0, members = 0, writable = 0, aliased = 0, shown_services = 0;

  bo_catalogue_categories (&n_categories);
  for (size_t i = 0; i < n_services; i++)
    shown_services += !services[i].plumbing;
  for (size_t i = 0; i < n_characteristics; i++)
    {
      const BoCharacteristicSpec *spec = &characteristics[i];

      plumbing += spec->plumbing;
      shown += !spec->plumbing;
      tables += spec->type.n_valid_values > 0;
      members += (int) spec->type.n_valid_values;
      writable += !spec->plumbing && spec->writable;
      aliased += spec->aliases[0] != NULL;
    }

  g_assert_cmpint (n_services, ==, json_object_get_int_member (counts, "services"));
  g_assert_cmpint (shown_services, ==, json_object_get_int_member (counts, "services_ui"));
  g_assert_cmpint (n_characteristics, ==, json_object_get_int_member (counts, "characteristics"));
  g_assert_cmpint (shown, ==, json_object_get_int_member (counts, "characteristics_ui"));
  g_assert_cmpint (plumbing, ==, json_object_get_int_member (counts, "characteristics_plumbing"));
  g_assert_cmpint (tables, ==, json_object_get_int_member (counts, "enum_tables"));
  g_assert_cmpint (members, ==, json_object_get_int_member (counts, "enum_members"));
  g_assert_cmpint (writable, ==, json_object_get_int_member (counts, "writable_ui"));
  g_assert_cmpint (aliased, ==, json_object_get_int_member (counts, "aliased_characteristics"));
  g_assert_cmpint (n_categories, ==, json_object_get_int_member (counts, "accessory_categories"));
}

/* Nobody calls what is asked of a lock its target state. */
static void
test_people_s_words (void)
{
  size_t n;
  const BoCharacteristicSpec *characteristics = bo_catalogue_characteristics (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *label = g_utf8_strdown (bo_characteristic_spec_label (&characteristics[i]), -1);

      if (characteristics[i].plumbing)
        continue;
      g_assert_null (strstr (label, "current "));
      g_assert_null (strstr (label, "target state"));
      g_assert_false (g_str_has_prefix (label, "target ") && g_str_has_suffix (label, " state"));
    }
  g_assert_cmpstr (bo_characteristic_spec_label (bo_catalogue_characteristic ("lock_target_state")), ==, "Lock asked for");
  g_assert_cmpstr (bo_characteristic_spec_label (bo_catalogue_characteristic ("lock_current_state")), ==, "Lock");
}

static void
test_names (void)
{
  size_t n;
  const BoServiceSpec *services = bo_catalogue_services (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_assert_true (bo_catalogue_service (services[i].id) == &services[i]);
      for (size_t j = 0; services[i].aliases[j] != NULL; j++)
        g_assert_true (bo_catalogue_service (services[i].aliases[j]) == &services[i]);
      for (size_t j = 0; services[i].required[j] != NULL; j++)
        g_assert_nonnull (bo_catalogue_characteristic (services[i].required[j]));
      for (size_t j = 0; services[i].optional[j] != NULL; j++)
        g_assert_nonnull (bo_catalogue_characteristic (services[i].optional[j]));
    }
}

static void
test_characteristic_names (void)
{
  size_t n;
  const BoCharacteristicSpec *specs = bo_catalogue_characteristics (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *shouted = g_ascii_strup (specs[i].id, -1);
      g_autofree char *full = g_strdup_printf ("%8s-0000-1000-8000-0026BB765291", specs[i].uuid);

      g_strdelimit (full, " ", '0');
      g_assert_true (bo_catalogue_characteristic (specs[i].id) == &specs[i]);
      g_assert_true (bo_catalogue_characteristic (shouted) == &specs[i]);
      g_assert_true (bo_catalogue_characteristic (specs[i].uuid) == &specs[i]);
      g_assert_true (bo_catalogue_characteristic (full) == &specs[i]);
      for (size_t j = 0; specs[i].aliases[j] != NULL; j++)
        g_assert_true (bo_catalogue_characteristic (specs[i].aliases[j]) == &specs[i]);
    }
}

static void
test_unknown (void)
{
  g_assert_null (bo_catalogue_service (NULL));
  g_assert_null (bo_catalogue_service (""));
  g_assert_null (bo_catalogue_service ("teleporter"));
  g_assert_null (bo_catalogue_characteristic ("zzz"));
  g_assert_null (bo_catalogue_category_by_value (99));
  g_assert_cmpstr (bo_catalogue_category ("ip_camera")->id, ==, "camera");
  g_assert_cmpint (bo_format_from_string ("UINT8"), ==, BO_FORMAT_UINT8);
  g_assert_cmpint (bo_format_from_string ("complex"), ==, BO_FORMAT_UNKNOWN);
  g_assert_cmpint (bo_unit_from_string ("furlong"), ==, BO_UNIT_OTHER);
  g_assert_cmpint (bo_unit_from_string (NULL), ==, BO_UNIT_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/counts", test_counts);
  g_test_add_func ("/catalogue/people-s-words", test_people_s_words);
  g_test_add_func ("/catalogue/names", test_names);
  g_test_add_func ("/catalogue/characteristic-names", test_characteristic_names);
  g_test_add_func ("/catalogue/unknown", test_unknown);
  return g_test_run ();
}
