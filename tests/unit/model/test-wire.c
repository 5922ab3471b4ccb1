/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

/* Every entity and edge in the recorded exchanges, as the hub sent them, in one model. */

static void
take_edge (BoModelBatch *batch,
           BoJson        json)
{
  g_autofree char *id = bo_json_member_string (json, "id");
  g_autofree char *from = bo_json_member_string (json, "from_entity_id");
  g_autofree char *to = bo_json_member_string (json, "to_entity_id");
  g_autofree char *type = bo_json_member_string (json, "relationship_type");

  if (id != NULL && from != NULL && to != NULL && type != NULL)
    add_edge (batch, id, from, type, to);
}

static void
take_entity (BoModelBatch *batch,
             BoJson        json)
{
  g_autofree char *id = bo_json_member_string (json, "id");
  g_autofree char *type = bo_json_member_string (json, "entity_type");
  g_autofree char *name = bo_json_member_string (json, "name");
  g_autofree char *content = bo_json_dup (bo_json_member (json, "content"));

  if (id != NULL && type != NULL && name != NULL && content != NULL)
    add_entity (batch, id, type, name, content);
}

static void
take_changes (BoModelBatch *batch,
              BoJson        changes)
{
  BoJsonIter iter, edges;
  BoJson change, edge;

  bo_json_iter_init (&iter, changes);
  while (bo_json_iter_next (&iter, NULL, &change))
    {
      take_entity (batch, bo_json_member (change, "entity"));
      bo_json_iter_init (&edges, bo_json_member (change, "relationships"));
      while (bo_json_iter_next (&edges, NULL, &edge))
        take_edge (batch, edge);
    }
}

static void
take_file (BoModel    *model,
           const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", name, NULL);
  g_autofree char *text = NULL;
  BoModelBatch *batch = bo_model_batch_new ();
  BoJson document;
  BoJsonIter edges;
  BoJson edge;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (bo_json_scan (text, -1, 256, BO_JSON_SCAN_LAX_STRINGS, &document, NULL));
  take_changes (batch, bo_json_at (document, "/response/body/changes"));
  bo_json_iter_init (&edges, bo_json_at (document, "/response/body/relationships"));
  while (bo_json_iter_next (&edges, NULL, &edge))
    take_edge (batch, edge);
  apply (model, batch);
}

static void
test_creation (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoHome *home;
  g_autoptr (GPtrArray) found = NULL;
  BoAccessory *lamp;

  take_file (model, "10-push-create.json");
  take_file (model, "12-relationships.json");
  home = bo_model_get_primary_home (model);
  g_assert_cmpstr (bo_thing_get_name (BO_THING (home)), ==, "Orchard House");
  assert_names (bo_home_get_rooms (home), "Kitchen, Study");
  assert_names (bo_home_get_accessories (home), "Counter Lamp, Thermostat");
  found = bo_model_find (model, BO_TYPE_ACCESSORY, "counter lamp");
  g_assert_cmpint (found->len, ==, 1);
  lamp = g_ptr_array_index (found, 0);
  assert_names (bo_accessory_get_rooms (lamp), "Kitchen");
  g_assert_cmpstr (bo_characteristic_get_display (bo_accessory_find_characteristic (lamp, "on")), ==, "Off");
}

static void
test_all (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  unsigned n_files = 0;
  g_autofree char *shown = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        take_file (model, name);
        n_files++;
      }

  shown = dump_model (model);
  g_assert_cmpint (n_files, >, 40);
  g_assert_cmpint (g_list_model_get_n_items (bo_model_get_accessories (model)), >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/creation", test_creation);
  g_test_add_func ("/wire/all", test_all);
  return g_test_run ();
}
