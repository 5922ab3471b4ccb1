/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#define LAMP                                                                                                   \
  "{\"type\":\"light\",\"manufacturer\":\"Acme\",\"services\":[{\"id\":\"s1\",\"service_type\":\"lightbulb\","   \
  "\"characteristics\":[{\"id\":\"c1\",\"characteristic_type\":\"power_state\",\"format\":\"bool\",\"value\":%s}," \
  "{\"id\":\"c2\",\"characteristic_type\":\"brightness\",\"value\":\"75\",\"x\":1}]}]}"

static char *
lamp (const char *on)
{
  return g_strdup_printf (LAMP, on);
}

static void
count_cb (unsigned *count)
{
  (*count)++;
}

static void
test_projection (void)
{
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  BoAccessory *accessory = the_device (model);
  BoHome *home = bo_model_get_primary_home (model);
  BoCharacteristic *on = bo_accessory_find_characteristic (accessory, "on");

  assert_names (bo_model_get_homes (model), "Orchard House");
  assert_names (bo_home_get_rooms (home), "Kitchen");
  assert_names (bo_home_get_accessories (home), "Lamp");
  assert_names (bo_home_get_no_room (home), "");
  assert_names (bo_accessory_get_rooms (accessory), "Kitchen");
  g_assert_cmpstr (bo_accessory_get_manufacturer (accessory), ==, "Acme");
  g_assert_null (bo_accessory_get_model (accessory));
  g_assert_true (bo_accessory_get_reachable (accessory));
  g_assert_cmpint (bo_accessory_get_group (accessory), ==, BO_ACCESSORY_GROUP_LIGHTS);
  g_assert_cmpstr (bo_accessory_get_category (accessory), ==, "lightbulb");
  g_assert_false (bo_accessory_get_derived (accessory));
  g_assert_cmpstr (bo_characteristic_get_characteristic_type (on), ==, "power_state");
  g_assert_cmpstr (bo_characteristic_get_path (on), ==, "/content/services/=s1/characteristics/=c1/value");
  g_assert_cmpstr (bo_characteristic_get_display (on), ==, "Off");
  g_assert_true (bo_model_lookup_characteristic (model, NULL, "c1") == on);
  g_assert_true (bo_model_lookup_characteristic (model, "device", "on") == on);
  g_assert_cmpint (bo_characteristic_get_int (bo_accessory_find_characteristic (accessory, "c2"), 0), ==, 75);
}

/* The same objects, told of what changed and of nothing else. */
static void
test_notifies (void)
{
  g_autofree char *off = lamp ("false");
  g_autofree char *on = lamp ("true");
  g_autoptr (BoModel) model = model_with_device (off);
  BoAccessory *accessory = the_device (model);
  BoCharacteristic *power = bo_accessory_find_characteristic (accessory, "c1");
  BoCharacteristic *brightness = bo_accessory_find_characteristic (accessory, "c2");
  unsigned values = 0, others = 0, summaries = 0, emitted = 0, names = 0;
  BoModelBatch *batch = bo_model_batch_new ();

  g_signal_connect_swapped (power, "notify::value", G_CALLBACK (count_cb), &values);
  g_signal_connect_swapped (brightness, "notify", G_CALLBACK (count_cb), &others);
  g_signal_connect_swapped (accessory, "notify::summary", G_CALLBACK (count_cb), &summaries);
  g_signal_connect_swapped (accessory, "notify::name", G_CALLBACK (count_cb), &names);
  g_signal_connect_swapped (accessory, "values-changed", G_CALLBACK (count_cb), &emitted);
  add_entity (batch, "device", "device", "Lamp", on);
  apply (model, batch);

  g_assert_true (the_device (model) == accessory);
  g_assert_true (bo_accessory_find_characteristic (accessory, "c1") == power);
  g_assert_cmpint (values, ==, 1);
  g_assert_cmpint (others, ==, 0);
  g_assert_cmpint (summaries, ==, 1);
  g_assert_cmpint (emitted, ==, 1);
  g_assert_cmpint (names, ==, 0);
  g_assert_true (bo_characteristic_get_bool (power, false));
}

static void
test_status_and_pending (void)
{
  static const char *const paths[] = { "/content/services/=s1/characteristics/=c1/value", NULL };
  g_autofree char *content = lamp ("true");
  g_autoptr (BoModel) model = model_with_device (content);
  g_autoptr (BoEntity) entity = make_entity ("device", "device", "Lamp", content);
  BoModelBatch *batch = bo_model_batch_new ();
  BoAccessory *accessory = the_device (model);

  bo_model_batch_add_entity (batch, entity, BO_STATUS_QUARANTINED, "The hub said no.", paths);
  apply (model, batch);

  g_assert_cmpint (bo_thing_get_status (BO_THING (accessory)), ==, BO_STATUS_QUARANTINED);
  g_assert_cmpstr (bo_thing_get_problem (BO_THING (accessory)), ==, "The hub said no.");
  g_assert_true (bo_characteristic_get_pending (bo_accessory_find_characteristic (accessory, "c1")));
  g_assert_false (bo_characteristic_get_pending (bo_accessory_find_characteristic (accessory, "c2")));
}

/* In little room what gives way is the other's name, never what there is to do; of nobody else nothing is shortened. */
static void
test_notice (void)
{
  static const struct { const char *rival; int room; const char *notice; } cases[] = {
    { NULL, 8, "Changed elsewhere — review" },
    { "Ana’s laptop", 32, "Changed by Ana’s laptop — review" },
    { "Ana’s mother’s old laptop", INT_MAX, "Changed by Ana’s mother’s old laptop — review" },
    { "Ana’s mother’s old laptop", 32, "Changed by Ana’s mothe… — review" },
    { "Ana’s mother’s old laptop", 26, "Changed by Ana’s… — review" },
    { "Ana’s mother’s old laptop", 1, "Changed by Ana’… — review" },
    { "Anna", 1, "Changed by Anna — review" },
  };
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  g_autoptr (BoEntity) entity = make_entity ("device", "device", "Lamp", content);
  BoModelBatch *batch = bo_model_batch_new ();
  g_autofree char *spoken = NULL, *reason = NULL;

  bo_model_batch_add_entity (batch, entity, BO_STATUS_CONFLICT, NULL, NULL);
  apply (model, batch);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *notice = NULL;

      bo_thing_set_rival (BO_THING (the_device (model)), cases[i].rival);
      notice = bo_thing_dup_brief_notice (BO_THING (the_device (model)), cases[i].room);
      g_assert_cmpstr (notice, ==, cases[i].notice);
    }

  batch = bo_model_batch_new ();
  bo_model_batch_add_entity (batch, entity, BO_STATUS_QUARANTINED, "The hub said no.", NULL);
  apply (model, batch);
  g_assert_cmpstr (bo_thing_status_to_text (BO_STATUS_QUARANTINED), ==, "Failed: refused by the hub · Retry");
  spoken = bo_accessory_get_spoken (the_device (model));
  g_assert_nonnull (strstr (spoken, ", failed: refused by the hub · Retry"));
  reason = bo_thing_dup_reason (BO_THING (the_device (model)));
  g_assert_cmpstr (reason, ==, "The hub said no.\nYour change is kept here.");
}

/* What is sent and acknowledged is the same version: it stands elsewhere, and is not parsed again. */
static void
test_standing (void)
{
  g_autofree char *content = lamp ("false");
  const char *paths[] = { "/content/services/=s1/characteristics/=c1/value", NULL };
  g_autoptr (BoModel) model = model_with_device (content);
  g_autoptr (BoEntity) entity = bo_entity_new ("device", "v2", "device", "Lamp", content, NULL, NULL, NULL);
  BoAccessory *accessory = the_device (model);
  BoCharacteristic *power = bo_accessory_find_characteristic (accessory, "c1");
  unsigned statuses = 0, values = 0;
  BoModelBatch *batch = bo_model_batch_new ();

  bo_model_batch_add_entity (batch, entity, BO_STATUS_PENDING, NULL, paths);
  apply (model, batch);
  g_assert_true (bo_characteristic_get_pending (power));
  g_signal_connect_swapped (accessory, "notify::status", G_CALLBACK (count_cb), &statuses);
  g_signal_connect_swapped (accessory, "values-changed", G_CALLBACK (count_cb), &values);

  batch = bo_model_batch_new ();
  bo_model_batch_add_standing (batch, "device", "v2", BO_STATUS_SENDING, "Why not.");
  bo_model_batch_add_standing (batch, "nowhere", "v2", BO_STATUS_SENDING, NULL);
  g_assert_cmpint (bo_model_batch_get_size (batch), ==, 2);
  apply (model, batch);
  g_assert_cmpint (bo_thing_get_status (BO_THING (accessory)), ==, BO_STATUS_SENDING);
  g_assert_cmpstr (bo_thing_get_problem (BO_THING (accessory)), ==, "Why not.");
  g_assert_true (bo_characteristic_get_pending (power));

  batch = bo_model_batch_new ();
  bo_model_batch_add_standing (batch, "device", "v1", BO_STATUS_SYNCED, NULL);
  apply (model, batch);
  g_assert_cmpint (bo_thing_get_status (BO_THING (accessory)), ==, BO_STATUS_SENDING);

  batch = bo_model_batch_new ();
  bo_model_batch_add_standing (batch, "device", "v2", BO_STATUS_SYNCED, NULL);
  apply (model, batch);
  g_assert_cmpint (bo_thing_get_status (BO_THING (accessory)), ==, BO_STATUS_SYNCED);
  g_assert_null (bo_thing_get_problem (BO_THING (accessory)));
  g_assert_false (bo_characteristic_get_pending (power));
  g_assert_cmpint (statuses, ==, 2);
  g_assert_cmpint (values, ==, 0);
}

static void
on_items_changed_cb (GListModel *list,
                     unsigned    position,
                     unsigned    removed,
                     unsigned    added,
                     GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_lists_splice (void)
{
  g_autoptr (GString) log = g_string_new (NULL); /* outlives the model, which tells of its end */
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  BoRoom *room = BO_ROOM (bo_model_lookup (model, "room"));
  BoModelBatch *batch = bo_model_batch_new ();

  g_signal_connect (bo_room_get_accessories (room), "items-changed", G_CALLBACK (on_items_changed_cb), log);
  add_entity (batch, "d2", "device", "Lamp 10", "{}");
  add_entity (batch, "d3", "device", "Lamp 2", "{}");
  add_entity (batch, "d4", "device", "Blind", "{}");
  add_edge (batch, "e3", "d2", "located_in", "room");
  add_edge (batch, "e4", "d3", "located_in", "room");
  add_edge (batch, "e5", "d4", "located_in", "room");
  apply (model, batch);
  assert_names (bo_room_get_accessories (room), "Blind, Lamp, Lamp 2, Lamp 10");
  g_assert_cmpstr (log->str, ==, "0-0+1 2-0+2 ");

  g_string_truncate (log, 0);
  batch = bo_model_batch_new ();
  add_entity (batch, "d3", "device", "Lamp 3", "{}");
  apply (model, batch);
  assert_names (bo_room_get_accessories (room), "Blind, Lamp, Lamp 3, Lamp 10");
  g_assert_cmpstr (log->str, ==, "");

  batch = bo_model_batch_new ();
  add_entity (batch, "d3", "device", "Attic lamp", "{}");
  apply (model, batch);
  assert_names (bo_room_get_accessories (room), "Attic lamp, Blind, Lamp, Lamp 10");
  g_assert_cmpstr (log->str, ==, "2-1+0 0-0+1 ");
}

static void
test_move (void)
{
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  BoHome *home = bo_model_get_primary_home (model);
  BoModelBatch *batch = bo_model_batch_new ();

  add_entity (batch, "study", "room", "Study", "{}");
  add_edge (batch, "e2", "device", "located_in", "study");
  apply (model, batch);
  assert_names (bo_room_get_accessories (BO_ROOM (bo_model_lookup (model, "room"))), "");
  assert_names (bo_room_get_accessories (BO_ROOM (bo_model_lookup (model, "study"))), "Lamp");

  batch = bo_model_batch_new ();
  add_edge (batch, "e9", "device", "located_in", "room");
  apply (model, batch);
  assert_names (bo_accessory_get_rooms (the_device (model)), "Kitchen, Study");

  batch = bo_model_batch_new ();
  bo_model_batch_remove_edge (batch, "e2");
  bo_model_batch_remove_edge (batch, "e9");
  apply (model, batch);
  assert_names (bo_accessory_get_rooms (the_device (model)), "");
  assert_names (bo_home_get_no_room (home), "Lamp");
}

/* A room that goes leaves its accessories in "No room"; edges may come before their ends. */
static void
test_any_order (void)
{
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();

  add_edge (batch, "e1", "room", "part_of", "home");
  add_edge (batch, "e2", "device", "located_in", "room");
  add_edge (batch, "e3", "device", "located_in", "nowhere");
  add_edge (batch, "e4", "device", "located_in", "device");
  apply (model, batch);
  batch = bo_model_batch_new ();
  add_entity (batch, "device", "device", "Lamp", content);
  apply (model, batch);
  g_assert_null (bo_thing_get_home (BO_THING (the_device (model))));
  batch = bo_model_batch_new ();
  add_entity (batch, "home", "home", "Cabin", "{}");
  apply (model, batch);
  assert_names (bo_home_get_no_room (bo_model_get_primary_home (model)), "Lamp");
  batch = bo_model_batch_new ();
  add_entity (batch, "room", "room", "Kitchen", "{}");
  apply (model, batch);
  assert_names (bo_home_get_no_room (bo_model_get_primary_home (model)), "");

  batch = bo_model_batch_new ();
  add_entity (batch, "room", "room", "Kitchen", "{\"deleted\":true}");
  apply (model, batch);
  assert_names (bo_home_get_rooms (bo_model_get_primary_home (model)), "");
  assert_names (bo_home_get_no_room (bo_model_get_primary_home (model)), "Lamp");
}

static void
test_messy_graph (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();
  g_autoptr (BoEdge) dead = bo_edge_new ("e9", "d1", "", "r1", "", "located_in", "{\"deleted\":true}", NULL, 0);
  g_autoptr (GPtrArray) twins = NULL;

  add_entity (batch, "h", "home", "Home", "{}");
  add_entity (batch, "r1", "room", "Bath", "{}");
  add_entity (batch, "r2", "room", "Bath", "{}");
  add_entity (batch, "d1", "device", "", "{\"bridge_id\":\"d2\",\"services\":7}");
  add_entity (batch, "d2", "device", "B", "{\"bridge_id\":\"d3\",\"services\":[1,{},{\"characteristics\":3}]}");
  add_entity (batch, "d3", "device", "C", "{\"bridge_id\":\"d2\",\"is_reachable\":\"yes\"}");
  add_entity (batch, "x", "spaceship", "Rocket", "[1,2]");
  bo_model_batch_add_edge (batch, dead);
  apply (model, batch);

  twins = bo_model_find (model, BO_TYPE_ROOM, "BATH");
  g_assert_cmpint (twins->len, ==, 2);
  assert_names (bo_home_get_rooms (bo_model_get_primary_home (model)), "Bath, Bath");
  assert_names (bo_home_get_no_room (bo_model_get_primary_home (model)), ", B, C");
  assert_names (bo_home_get_documents (bo_model_get_primary_home (model)), "Rocket");
  g_assert_cmpstr (bo_thing_get_display_name (bo_model_lookup (model, "d1")), ==, "Unnamed accessory");
  g_assert_null (bo_accessory_get_bridge (BO_ACCESSORY (bo_model_lookup (model, "d2"))));
  g_assert_null (bo_accessory_get_bridge (BO_ACCESSORY (bo_model_lookup (model, "d3"))));
  g_assert_nonnull (bo_accessory_get_bridge (BO_ACCESSORY (bo_model_lookup (model, "d1"))));
}

static void
test_ids_missing_or_twice (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"service_type\":\"switch\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":1}]},"
    "{\"id\":\"a\",\"service_type\":\"switch\"},{\"id\":\"a\",\"service_type\":\"outlet\",\"characteristics\":"
    "[{\"id\":\"\",\"characteristic_type\":\"on\"}]}]}");
  GListModel *services = bo_accessory_get_services (the_device (model));
  g_autoptr (BoService) first = g_list_model_get_item (services, 0);
  g_autoptr (BoService) third = g_list_model_get_item (services, 2);

  g_assert_cmpint (g_list_model_get_n_items (services), ==, 3);
  g_assert_true (bo_uuid_is_valid (bo_service_get_id (first)));
  g_assert_cmpstr (bo_service_get_path (third), ==, "/content/services/2");
  g_assert_cmpstr (bo_characteristic_get_path (bo_service_find (first, "on")), ==,
                   "/content/services/0/characteristics/0/value");
  g_assert_cmpstr (bo_characteristic_get_path (bo_service_find (third, "on")), ==,
                   "/content/services/2/characteristics/0/value");
}

static void
test_content_over_catalogue (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"thermostat\",\"characteristics\":["
    "{\"id\":\"t\",\"characteristic_type\":\"target_temperature\",\"min_value\":5,\"max_value\":30,\"step_value\":0.5,"
    "\"value\":20},{\"id\":\"m\",\"characteristic_type\":\"target_heating_cooling_state\",\"valid_values\":[0,1],"
    "\"value\":1},{\"id\":\"u\",\"characteristic_type\":\"current_temperature\",\"is_writable\":true}]}]}");
  BoAccessory *accessory = the_device (model);
  const BoValueType *type = bo_characteristic_get_value_type (bo_accessory_find_characteristic (accessory, "t"));

  g_assert_cmpfloat (type->minimum, ==, 5);
  g_assert_cmpfloat (type->maximum, ==, 30);
  g_assert_cmpfloat (type->step, ==, 0.5);
  g_assert_cmpint (type->unit, ==, BO_UNIT_CELSIUS);
  type = bo_characteristic_get_value_type (bo_accessory_find_characteristic (accessory, "m"));
  g_assert_cmpint (type->n_valid_values, ==, 2);
  g_assert_true (bo_characteristic_get_writable (bo_accessory_find_characteristic (accessory, "u")));
}

static void
test_users_scenes_documents (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();
  BoHome *home;
  g_autoptr (BoUser) ana = NULL;
  g_autoptr (BoUser) again = NULL;
  BoScene *scene;

  add_entity (batch, "h", "home", "Home",
              "{\"users\":[{\"id\":\"u1\",\"name\":\"Ana\",\"is_owner\":true},{\"id\":\"u2\",\"name\":\"Ben\"}]}");
  add_entity (batch, "s", "automation", "Evening",
              "{\"kind\":\"scene\",\"actions\":[{\"accessory_id\":\"d\",\"characteristic_id\":\"c\",\"value\":20}]}");
  add_entity (batch, "a", "automation", "Sunset", "{}");
  add_entity (batch, "d", "device", "Lamp", "{}");
  add_entity (batch, "m", "manual", "Lamp manual", "{\"text\":\"Turn it on.\"}");
  add_edge (batch, "e", "d", "documented_by", "m");
  apply (model, batch);

  home = bo_model_get_primary_home (model);
  assert_names (bo_home_get_users (home), "Ana, Ben");
  ana = g_list_model_get_item (bo_home_get_users (home), 0);
  g_assert_true (bo_user_get_is_owner (ana));
  g_assert_cmpstr (bo_user_get_path (ana), ==, "/content/users/=u1");
  assert_names (bo_home_get_scenes (home), "Evening");
  scene = BO_SCENE (bo_model_lookup (model, "s"));
  g_assert_cmpint (bo_scene_get_n_actions (scene), ==, 1);
  g_assert_cmpstr (bo_scene_get_action (scene, 0)->value, ==, "20");
  assert_names (bo_thing_get_documents (bo_model_lookup (model, "d")), "Lamp manual");
  g_assert_cmpstr (bo_document_get_body (BO_DOCUMENT (bo_model_lookup (model, "m"))), ==, "Turn it on.");
  g_assert_cmpstr (bo_document_get_body_path (BO_DOCUMENT (bo_model_lookup (model, "m"))), ==, "/content/text");
  assert_names (bo_document_get_subjects (BO_DOCUMENT (bo_model_lookup (model, "m"))), "Lamp");

  batch = bo_model_batch_new ();
  add_entity (batch, "h", "home", "Home", "{\"users\":[{\"id\":\"u2\",\"name\":\"Ben\"},{\"id\":\"u1\",\"name\":\"Anna\"}]}");
  apply (model, batch);
  assert_names (bo_home_get_users (home), "Ben, Anna");
  again = g_list_model_get_item (bo_home_get_users (home), 1);
  g_assert_true (again == ana);
}

static void
on_changed_cb (BoModel *model,
               char   **ids,
               GStrv   *taken)
{
  g_strfreev (*taken);
  *taken = g_strdupv (ids);
}

static void
test_changed_and_deleted (void)
{
  g_auto (GStrv) ids = NULL;
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  g_autoptr (BoThing) thing = g_object_ref (bo_model_lookup (model, "device"));
  BoModelBatch *batch = bo_model_batch_new ();

  g_signal_connect (model, "changed", G_CALLBACK (on_changed_cb), &ids);
  bo_model_batch_remove_entity (batch, "device");
  apply (model, batch);
  g_assert_true (g_strv_contains ((const char *const *) ids, "device"));
  g_assert_true (bo_thing_get_deleted (thing));
  g_assert_null (bo_model_lookup (model, "device"));
  g_assert_null (bo_thing_get_home (thing));
  g_assert_cmpstr (bo_thing_get_name (thing), ==, "Lamp");
}

static void
test_complete (void)
{
  g_autofree char *content = lamp ("false");
  g_autoptr (BoModel) model = model_with_device (content);
  BoThing *home = bo_model_lookup (model, "home");
  BoModelBatch *batch = bo_model_batch_new ();

  add_entity (batch, "home", "home", "Orchard House", "{}");
  bo_model_batch_set_complete (batch, true);
  apply (model, batch);
  g_assert_true (bo_model_lookup (model, "home") == home);
  assert_names (bo_model_get_rooms (model), "");
  assert_names (bo_model_get_accessories (model), "");
}

/* Everything goes away with the model, even while somebody holds an accessory of it. */
static void
test_lifetimes (void)
{
  g_autofree char *content = lamp ("false");
  BoModel *model = model_with_device (content);
  BoAccessory *accessory = g_object_ref (the_device (model));
  BoCharacteristic *on = g_object_ref (bo_accessory_find_characteristic (accessory, "on"));

  g_assert_finalize_object (model);
  g_assert_null (bo_accessory_get_room (accessory));
  g_assert_nonnull (bo_characteristic_get_accessory (on));
  g_assert_finalize_object (accessory);
  g_assert_null (bo_characteristic_get_accessory (on));
  g_assert_finalize_object (on);
}

static void
test_two_homes (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();

  add_entity (batch, "h1", "home", "Alpha", "{}");
  add_entity (batch, "h2", "home", "Beta", "{\"is_primary\":true}");
  add_entity (batch, "z", "zone", "Upstairs", "{}");
  add_entity (batch, "r", "room", "Bed", "{}");
  add_entity (batch, "d", "device", "Lamp", "{}");
  add_entity (batch, "n", "note", "About the lamp", "{}");
  add_edge (batch, "e1", "z", "part_of", "h1");
  add_edge (batch, "e2", "r", "located_in", "z");
  add_edge (batch, "e3", "d", "located_in", "r");
  add_edge (batch, "e4", "d", "documented_by", "n");
  apply (model, batch);
  assert_names (bo_model_get_homes (model), "Beta, Alpha");
  assert_names (bo_home_get_accessories (BO_HOME (bo_model_lookup (model, "h1"))), "Lamp");
  assert_names (bo_home_get_documents (BO_HOME (bo_model_lookup (model, "h1"))), "About the lamp");

  batch = bo_model_batch_new ();
  bo_model_batch_remove_entity (batch, "h1");
  apply (model, batch);
  assert_names (bo_home_get_accessories (BO_HOME (bo_model_lookup (model, "h2"))), "Lamp");
  assert_names (bo_home_get_documents (BO_HOME (bo_model_lookup (model, "h2"))), "About the lamp");
}

/* By the number that says where they lie, then by name; a number that changes moves them. */
static void
test_zones_by_level (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();

  add_entity (batch, "h", "home", "Home", "{}");
  add_entity (batch, "z1", "zone", "Attic", "{\"level\":2}");
  add_entity (batch, "z2", "zone", "Basement", "{\"floor\":-1}");
  add_entity (batch, "z3", "zone", "Mezzanine", "{\"level\":0.5}");
  add_entity (batch, "z4", "zone", "Ground", "{\"level\":0}");
  add_entity (batch, "z5", "zone", "Shed", "{\"level\":\"outside\"}");
  add_entity (batch, "z6", "zone", "Garden", "{\"level\":1e300}");
  apply (model, batch);
  assert_names (bo_model_get_zones (model), "Basement, Ground, Mezzanine, Attic, Garden, Shed");

  batch = bo_model_batch_new ();
  add_entity (batch, "z1", "zone", "Attic", "{\"level\":-2}");
  apply (model, batch);
  assert_names (bo_model_get_zones (model), "Attic, Basement, Ground, Mezzanine, Garden, Shed");
}

/* Linear: a house forty times the usual size is there at once. */
static void
test_many (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();
  g_autofree char *content = lamp ("true");
  const unsigned n = 5000;
  int64_t begin;

  add_entity (batch, "h", "home", "Home", "{}");
  for (unsigned i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);
      g_autofree char *edge = g_strdup_printf ("e%u", i);
      g_autofree char *name = g_strdup_printf ("Lamp %u", i * 7919 % n);
      g_autofree char *room = g_strdup_printf ("r%u", i % 50);

      if (i < 50)
        add_entity (batch, room, "room", room, "{}");
      add_entity (batch, id, "device", name, content);
      add_edge (batch, edge, id, "located_in", room);
    }
  begin = g_get_monotonic_time ();
  apply (model, batch);
  g_test_message ("%u entities applied in %.1f ms", n, (g_get_monotonic_time () - begin) / 1e3);
  g_assert_cmpint (g_list_model_get_n_items (bo_model_get_accessories (model)), ==, n);

  begin = g_get_monotonic_time ();
  for (unsigned i = 0; i < 100; i++)
    {
      batch = bo_model_batch_new ();
      add_entity (batch, "d42", "device", i % 2 ? "A" : "Z", content);
      apply (model, batch);
    }
  g_test_message ("one renaming in %.3f ms", (g_get_monotonic_time () - begin) / 1e5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/projection", test_projection);
  g_test_add_func ("/model/notifies", test_notifies);
  g_test_add_func ("/model/status-and-pending", test_status_and_pending);
  g_test_add_func ("/model/notice", test_notice);
  g_test_add_func ("/model/standing", test_standing);
  g_test_add_func ("/model/lists-splice", test_lists_splice);
  g_test_add_func ("/model/move", test_move);
  g_test_add_func ("/model/any-order", test_any_order);
  g_test_add_func ("/model/messy-graph", test_messy_graph);
  g_test_add_func ("/model/ids-missing-or-twice", test_ids_missing_or_twice);
  g_test_add_func ("/model/content-over-catalogue", test_content_over_catalogue);
  g_test_add_func ("/model/users-scenes-documents", test_users_scenes_documents);
  g_test_add_func ("/model/changed-and-deleted", test_changed_and_deleted);
  g_test_add_func ("/model/complete", test_complete);
  g_test_add_func ("/model/lifetimes", test_lifetimes);
  g_test_add_func ("/model/two-homes", test_two_homes);
  g_test_add_func ("/model/zones-by-level", test_zones_by_level);
  g_test_add_func ("/model/many", test_many);
  return g_test_run ();
}
