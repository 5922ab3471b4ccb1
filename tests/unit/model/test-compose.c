/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-compose.h"
#include "model-fixture.h"

/* What the client does with a draft, without a store: back into the model. */
static void
carry_out (BoModel *model,
           BoDraft *draft)
{
  BoModelBatch *batch = bo_model_batch_new ();
  g_autoptr (GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, document;

  for (unsigned i = 0; i < draft->entities->len; i++)
    bo_model_batch_add_entity (batch, g_ptr_array_index (draft->entities, i), BO_STATUS_PENDING, NULL, NULL);
  for (unsigned i = 0; i < draft->edits->len; i++)
    {
      BoDraftEdit *edit = g_ptr_array_index (draft->edits, i);
      g_autofree char *old = g_strdup (g_hash_table_lookup (documents, edit->entity_id));
      g_autoptr (GError) error = NULL;
      char *changed;

      if (old == NULL)
        old = bo_entity_to_document (bo_thing_get_entity (bo_model_lookup (model, edit->entity_id)));
      changed = edit->value != NULL ? bo_json_set (old, edit->path, edit->value, &error)
                                    : bo_json_remove (old, edit->path, &error);
      g_assert_no_error (error);
      g_hash_table_replace (documents, g_strdup (edit->entity_id), changed);
    }
  g_hash_table_iter_init (&iter, documents);
  while (g_hash_table_iter_next (&iter, &id, &document))
    {
      g_autoptr (BoEntity) entity = bo_entity_from_document (id, "v", document, "ana", NULL, NULL);

      bo_model_batch_add_entity (batch, entity, BO_STATUS_PENDING, NULL, NULL);
    }
  for (unsigned i = 0; i < draft->edges->len; i++)
    {
      BoDraftEdge *draft_edge = g_ptr_array_index (draft->edges, i);
      g_autoptr (BoEdge) edge = bo_edge_new (draft_edge->id, draft_edge->from_id, "", draft_edge->to_id, "",
                                             draft_edge->type, draft_edge->properties, NULL, 0);

      bo_model_batch_add_edge (batch, edge);
    }
  for (unsigned i = 0; i < draft->removed->len; i++)
    bo_model_batch_remove_entity (batch, g_ptr_array_index (draft->removed, i));
  apply (model, batch);
}

static BoModel *
composed_home (void)
{
  static const char *const services[] = { "lightbulb", "battery", NULL };
  BoModel *model = bo_model_new ();
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (GError) error = NULL;

  bo_compose_home (draft, "h", " Orchard House ", true, &error);
  g_assert_no_error (error);
  bo_compose_zone (draft, "z", "Upstairs", "h", &error);
  g_assert_no_error (error);
  bo_compose_room (draft, "r1", "Hall", "h", "z", &error);
  g_assert_no_error (error);
  bo_compose_room (draft, "r2", "Study", "h", NULL, &error);
  g_assert_no_error (error);
  bo_compose_accessory (draft, "d", "Lamp", services, "r1", &error);
  g_assert_no_error (error);
  bo_compose_document (draft, "n", "note", "About it", "Left switch.", NULL, &error);
  g_assert_no_error (error);
  carry_out (model, draft);
  return model;
}

static void
test_create (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoHome *home = bo_model_get_primary_home (model);
  BoAccessory *lamp = BO_ACCESSORY (bo_model_lookup (model, "d"));

  g_assert_cmpstr (bo_thing_get_name (BO_THING (home)), ==, "Orchard House");
  assert_names (bo_home_get_zones (home), "Upstairs");
  assert_names (bo_zone_get_rooms (BO_ZONE (bo_model_lookup (model, "z"))), "Hall");
  assert_names (bo_accessory_get_rooms (lamp), "Hall");
  g_assert_cmpstr (bo_characteristic_get_raw (bo_accessory_find_characteristic (lamp, "on")), ==, "false");
  g_assert_nonnull (bo_accessory_find_service (lamp, "battery"));
}

static void
test_names_are_checked (void)
{
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *endless = g_strnfill (BO_MAX_NAME + 1, 'x');

  g_assert_false (bo_compose_room (draft, "r", "  ", "h", NULL, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (bo_compose_room (draft, "r", endless, "h", NULL, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (bo_compose_accessory (draft, "d", "X", (const char *[]){ "teleporter", NULL }, NULL, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
  g_assert_cmpint (draft->entities->len + draft->edges->len, ==, 0);
}

static void
test_edit_value (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoAccessory *lamp = BO_ACCESSORY (bo_model_lookup (model, "d"));
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (GError) error = NULL;

  bo_compose_value (draft, bo_accessory_find_characteristic (lamp, "on"), "on", &error);
  g_assert_no_error (error);
  bo_compose_rename (draft, BO_THING (lamp), "Hall lamp", &error);
  bo_compose_rename_service (draft, bo_accessory_find_service (lamp, "lightbulb"), "Bulb", &error);
  bo_compose_service (draft, lamp, "s9", "motion_sensor", "Eye", &error);
  g_assert_no_error (error);
  carry_out (model, draft);
  g_assert_true (bo_characteristic_get_bool (bo_accessory_find_characteristic (lamp, "on"), false));
  g_assert_cmpstr (bo_thing_get_name (BO_THING (lamp)), ==, "Hall lamp");
  g_assert_cmpstr (bo_service_get_label (bo_accessory_find_service (lamp, "lightbulb")), ==, "Bulb");
  g_assert_nonnull (bo_accessory_find_service (lamp, "s9"));

  /* A type's name in English is no name, and is said in the language of all the others. */
  bo_compose_rename_service (draft, bo_accessory_find_service (lamp, "s9"), "Motion sensor", &error);
  g_assert_no_error (error);
  carry_out (model, draft);
  g_assert_cmpstr (bo_service_get_label (bo_accessory_find_service (lamp, "s9")), ==,
                   bo_service_spec_label (bo_catalogue_service ("motion_sensor")));
}

/* A byte nobody edited stays. */
static void
test_lossless (void)
{
  static const char before[] = "{ \"zz\" : 0.1e0 , \"services\":[ {\"id\":\"s\", \"service_type\":\"light\",\"?\":[1, 2],"
                               "\"characteristics\":[{\"id\":\"c\",\"characteristic_type\":\"power_state\",\"value\":\"ON\",\"k\":"
                               "12345678901234567890}]}]}";
  static const char after[] = "{ \"zz\" : 0.1e0 , \"services\":[ {\"id\":\"s\", \"service_type\":\"light\",\"?\":[1, 2],"
                              "\"characteristics\":[{\"id\":\"c\",\"characteristic_type\":\"power_state\",\"value\":\"OFF\",\"k\":"
                              "12345678901234567890}]}]}";
  g_autoptr (BoModel) model = model_with_device (before);
  g_autoptr (BoDraft) draft = bo_draft_new ();

  bo_compose_value (draft, bo_accessory_find_characteristic (the_device (model), "on"), "off", NULL);
  carry_out (model, draft);
  g_assert_cmpstr (bo_thing_get_entity (BO_THING (the_device (model)))->content, ==, after);
}

static void
test_moves (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoAccessory *lamp = BO_ACCESSORY (bo_model_lookup (model, "d"));
  BoRoom *hall = BO_ROOM (bo_model_lookup (model, "r1"));
  BoRoom *study = BO_ROOM (bo_model_lookup (model, "r2"));
  g_autoptr (GPtrArray) edges = NULL;
  g_autoptr (BoDraft) away = bo_draft_new ();
  g_autoptr (BoDraft) out = bo_draft_new ();
  g_autoptr (BoDraft) back = bo_draft_new ();

  bo_compose_move_accessory (away, model, lamp, hall, study);
  g_assert_cmpint (away->edges->len, ==, 1);
  carry_out (model, away);
  assert_names (bo_accessory_get_rooms (lamp), "Study");
  edges = bo_model_get_edges (model, "d", "located_in");
  g_assert_cmpint (edges->len, ==, 1);

  bo_compose_move_accessory (out, model, lamp, NULL, NULL);
  carry_out (model, out);
  assert_names (bo_accessory_get_rooms (lamp), "");

  bo_compose_move_accessory (back, model, lamp, NULL, hall);
  carry_out (model, back);
  assert_names (bo_accessory_get_rooms (lamp), "Hall");
}

static void
test_remove_room (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoAccessory *lamp = BO_ACCESSORY (bo_model_lookup (model, "d"));
  g_autoptr (BoDraft) first = bo_draft_new ();
  g_autoptr (BoDraft) second = bo_draft_new ();

  bo_compose_remove_room (first, model, BO_ROOM (bo_model_lookup (model, "r1")), BO_ROOM (bo_model_lookup (model, "r2")));
  carry_out (model, first);
  g_assert_null (bo_model_lookup (model, "r1"));
  assert_names (bo_accessory_get_rooms (lamp), "Study");

  bo_compose_remove_room (second, model, BO_ROOM (bo_model_lookup (model, "r2")), NULL);
  carry_out (model, second);
  assert_names (bo_home_get_no_room (bo_model_get_primary_home (model)), "Lamp");
}

static void
test_users_scenes_documents (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoHome *home = bo_model_get_primary_home (model);
  BoSceneAction action = { (char *) "d", (char *) "on", (char *) "true" };
  BoSceneAction broken = { (char *) "d", (char *) "on", (char *) "tru" };
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (BoDraft) removal = bo_draft_new ();
  g_autoptr (BoUser) ana = NULL;
  g_autoptr (BoUser) ben = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (actions, &action);
  bo_compose_user (draft, home, "u1", "Ana", true, true, false, NULL);
  bo_compose_user (draft, home, "u2", "Ben", false, false, true, NULL);
  bo_compose_scene (draft, "s", "Evening", "h", actions, NULL);
  bo_compose_document (draft, "m", "manual", "Lamp manual", "Turn it.", bo_model_lookup (model, "d"), NULL);
  bo_compose_document (draft, "p", "procedure", "Reset", "Hold it.", bo_model_lookup (model, "d"), NULL);
  bo_compose_set_body (draft, BO_DOCUMENT (bo_model_lookup (model, "n")), "Right switch.", NULL);
  carry_out (model, draft);
  assert_names (bo_home_get_users (home), "Ana, Ben");
  g_assert_cmpint (bo_scene_get_n_actions (BO_SCENE (bo_model_lookup (model, "s"))), ==, 1);
  assert_names (bo_thing_get_documents (bo_model_lookup (model, "d")), "Lamp manual, Reset");
  g_assert_cmpstr (bo_document_get_body (BO_DOCUMENT (bo_model_lookup (model, "n"))), ==, "Right switch.");

  ana = g_list_model_get_item (bo_home_get_users (home), 0);
  ben = g_list_model_get_item (bo_home_get_users (home), 1);
  g_assert_false (bo_compose_remove_user (removal, home, ana, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (bo_compose_remove_user (removal, home, ben, NULL));
  bo_compose_remove (removal, model, bo_model_lookup (model, "m"));
  carry_out (model, removal);
  assert_names (bo_home_get_users (home), "Ana");
  assert_names (bo_thing_get_documents (bo_model_lookup (model, "d")), "Reset");

  g_ptr_array_add (actions, &broken);
  g_assert_false (bo_compose_scene_actions (removal, BO_SCENE (bo_model_lookup (model, "s")), actions, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
}

static BoUser *
user_at (BoHome *home, unsigned position)
{
  g_autoptr (BoUser) user = g_list_model_get_item (bo_home_get_users (home), position);

  g_assert_nonnull (user);
  return user; /* the home has it */
}

/* Whatever is edited, the home keeps exactly one owner. */
static void
test_one_owner (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoHome *home = bo_model_get_primary_home (model);
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (BoDraft) nothing = bo_draft_new ();
  g_autoptr (BoDraft) change = bo_draft_new ();
  g_autoptr (GError) error = NULL;

  bo_compose_user (draft, home, "u1", "Ana", true, true, true, NULL);
  bo_compose_user (draft, home, "u2", "Ben", false, false, false, NULL);
  carry_out (model, draft);
  g_assert_false (bo_compose_edit_user (nothing, home, user_at (home, 0), "Ana", true, false, true, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (bo_compose_edit_user (nothing, home, user_at (home, 0), "  ", true, true, true, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_assert_true (bo_compose_edit_user (nothing, home, user_at (home, 0), " Ana ", false, true, true, NULL));
  g_assert_cmpuint (nothing->edits->len, ==, 0);

  g_assert_true (bo_compose_edit_user (change, home, user_at (home, 1), "Benno", false, true, false, NULL));
  carry_out (model, change);
  g_assert_false (bo_user_get_is_owner (user_at (home, 0)));
  g_assert_true (bo_user_get_is_administrator (user_at (home, 0)));
  g_assert_true (bo_user_get_is_owner (user_at (home, 1)));
  g_assert_true (bo_user_get_is_administrator (user_at (home, 1)));
  g_assert_cmpstr (bo_user_get_name (user_at (home, 1)), ==, "Benno");
}

/* What was removed is there again, where it was; what was made is gone. */
static void
test_invert (void)
{
  g_autoptr (BoModel) model = composed_home ();
  BoHome *home = bo_model_get_primary_home (model);
  g_autoptr (BoDraft) draft = bo_draft_new ();
  g_autoptr (BoDraft) back = NULL;
  g_autoptr (BoDraft) again = NULL;
  g_autofree char *name = g_strdup (bo_thing_get_name (bo_model_lookup (model, "d")));
  BoRoom *room = bo_accessory_get_room (BO_ACCESSORY (bo_model_lookup (model, "d")));
  g_autofree char *room_id = g_strdup (bo_thing_get_id (BO_THING (room)));

  bo_compose_rename (draft, bo_model_lookup (model, "d"), "Other", NULL);
  bo_compose_rename (draft, bo_model_lookup (model, "d"), "Another", NULL);
  bo_compose_room (draft, "new", "New", "h", NULL, NULL);
  bo_compose_user (draft, home, "u1", "Ana", true, true, true, NULL);
  bo_compose_remove_room (draft, model, room, NULL);
  back = bo_draft_invert (draft, model);
  carry_out (model, draft);
  g_assert_null (bo_accessory_get_room (BO_ACCESSORY (bo_model_lookup (model, "d"))));
  g_assert_cmpstr (bo_thing_get_name (bo_model_lookup (model, "d")), ==, "Another");

  again = bo_draft_invert (back, model);
  carry_out (model, back);
  g_assert_cmpstr (bo_thing_get_name (bo_model_lookup (model, "d")), ==, name);
  room = bo_accessory_get_room (BO_ACCESSORY (bo_model_lookup (model, "d")));
  g_assert_nonnull (room);
  g_assert_cmpstr (bo_thing_get_id (BO_THING (room)), ==, room_id);
  g_assert_null (bo_model_lookup (model, "new"));
  g_assert_cmpuint (g_list_model_get_n_items (bo_home_get_users (home)), ==, 0);

  carry_out (model, again);
  g_assert_nonnull (bo_model_lookup (model, "new"));
  g_assert_null (bo_model_lookup (model, room_id));
}

static void
test_sliders (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"thermostat\",\"characteristics\":["
    "{\"id\":\"t\",\"characteristic_type\":\"target_temperature\",\"value\":\"20\"}]}]}");
  BoCharacteristic *target = bo_accessory_find_characteristic (the_device (model), "t");
  g_autofree char *between = bo_characteristic_edit_double (target, 21.34999, NULL);
  g_autofree char *above = bo_characteristic_edit_double (target, 99, NULL);

  g_assert_cmpstr (between, ==, "\"21.3\"");
  g_assert_cmpstr (above, ==, "\"38\"");
}

/* A day is noted once: in the note there is, whoever made it; what is no day is none. */
static void
test_battery (void)
{
  g_autoptr (BoModel) model = model_with_device ("{\"type\":\"light\"}");
  g_autoptr (BoDraft) first = bo_draft_new ();
  g_autoptr (BoDraft) second = bo_draft_new ();
  g_autoptr (GError) error = NULL;
  BoModelBatch *batch = bo_model_batch_new ();
  g_autofree char *none = bo_accessory_dup_battery_changed (the_device (model), NULL);
  g_autofree char *last = NULL;
  BoDocument *note = NULL;
  BoDraftEdit *edit;

  g_assert_null (none);
  g_assert_false (bo_compose_battery_changed (first, the_device (model), "n", "2026-02-30", "Battery", "", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_assert_true (bo_compose_battery_changed (first, the_device (model), "n", "2026-03-03", "Battery", "AA", NULL));
  g_assert_cmpuint (first->entities->len, ==, 1);
  g_assert_cmpstr (((BoEntity *) first->entities->pdata[0])->content, ==,
                   "{\"body\":\"AA\",\"battery_changed\":\"2026-03-03\"}");

  add_entity (batch, "n1", "note", "Battery", "{\"body\":\"AA\",\"battery_changed\":\"2026-03-03\"}");
  add_entity (batch, "n2", "note", "Odd", "{\"battery_changed\":\"soon\"}");
  add_entity (batch, "n3", "note", "Number", "{\"battery_changed\":20260303}");
  add_edge (batch, "e1", "device", "documented_by", "n1");
  add_edge (batch, "e2", "device", "documented_by", "n2");
  add_edge (batch, "e3", "device", "documented_by", "n3");
  apply (model, batch);
  last = bo_accessory_dup_battery_changed (the_device (model), &note);
  g_assert_cmpstr (last, ==, "2026-03-03");
  g_assert_cmpstr (bo_thing_get_id (BO_THING (note)), ==, "n1");
  g_assert_true (bo_compose_battery_changed (second, the_device (model), "n", "2026-05-17", "Battery", "", NULL));
  g_assert_cmpuint (second->entities->len, ==, 0);
  g_assert_cmpuint (second->edits->len, ==, 1);
  edit = second->edits->pdata[0];
  g_assert_cmpstr (edit->entity_id, ==, "n1");
  g_assert_cmpstr (edit->path, ==, "/content/battery_changed");
  g_assert_cmpstr (edit->value, ==, "\"2026-05-17\"");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose/create", test_create);
  g_test_add_func ("/compose/names-are-checked", test_names_are_checked);
  g_test_add_func ("/compose/edit-value", test_edit_value);
  g_test_add_func ("/compose/lossless", test_lossless);
  g_test_add_func ("/compose/moves", test_moves);
  g_test_add_func ("/compose/remove-room", test_remove_room);
  g_test_add_func ("/compose/users-scenes-documents", test_users_scenes_documents);
  g_test_add_func ("/compose/one-owner", test_one_owner);
  g_test_add_func ("/compose/invert", test_invert);
  g_test_add_func ("/compose/sliders", test_sliders);
  g_test_add_func ("/compose/battery", test_battery);
  return g_test_run ();
}
