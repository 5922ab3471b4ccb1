/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

BoEntity *
make_entity (const char *id,
             const char *type,
             const char *name,
             const char *content)
{
  return bo_entity_new (id, "2026-01-01T00:00:00.000000+00:00-000001-ana", type, name, content, NULL, "ana", NULL);
}

void
add_entity (BoModelBatch *batch,
            const char   *id,
            const char   *type,
            const char   *name,
            const char   *content)
{
  g_autoptr (BoEntity) entity = make_entity (id, type, name, content);

  bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
}

void
add_edge (BoModelBatch *batch,
          const char   *id,
          const char   *from,
          const char   *type,
          const char   *to)
{
  g_autoptr (BoEdge) edge = bo_edge_new (id, from, "", to, "", type, "{}", NULL, 0);

  bo_model_batch_add_edge (batch, edge);
}

void
apply (BoModel      *model,
       BoModelBatch *batch)
{
  bo_model_apply (model, batch);
  bo_model_batch_unref (batch);
}

BoModel *
model_with_device (const char *content)
{
  BoModel *model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();

  add_entity (batch, "home", "home", "Orchard House", "{\"is_primary\":true}");
  add_entity (batch, "room", "room", "Kitchen", "{}");
  add_entity (batch, "device", "device", "Lamp", content);
  add_edge (batch, "e1", "room", "part_of", "home");
  add_edge (batch, "e2", "device", "located_in", "room");
  apply (model, batch);
  return model;
}

BoAccessory *
the_device (BoModel *model)
{
  return BO_ACCESSORY (bo_model_lookup (model, "device"));
}

char *
names_of (GListModel *list)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (unsigned i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
dump_list (GString    *text,
           const char *title,
           GListModel *list)
{
  g_string_append_printf (text, "  %s:", title);
  for (unsigned i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (list, i);

      g_assert_false (bo_thing_get_deleted (thing));
      g_string_append_printf (text, " %s(%s)", bo_thing_get_id (thing), bo_thing_get_name (thing));
    }
  g_string_append_c (text, '\n');
}

static void
dump_services (GString     *text,
               BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      GListModel *characteristics = bo_service_get_characteristics (service);

      g_assert_true (bo_service_get_accessory (service) == accessory);
      g_string_append_printf (text, "  service %s %s\n", bo_service_get_id (service),
                              bo_service_get_service_type (service));
      for (unsigned j = 0; j < g_list_model_get_n_items (characteristics); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, j);

          g_assert_true (bo_characteristic_get_service (characteristic) == service);
          g_string_append_printf (text, "    %s %s = %s (%s)\n", bo_characteristic_get_id (characteristic),
                                  bo_characteristic_get_path (characteristic),
                                  bo_characteristic_get_raw (characteristic),
                                  bo_characteristic_get_display (characteristic));
        }
    }
}

static void
dump_thing (GString *text,
            BoThing *thing)
{
  BoHome *home = bo_thing_get_home (thing);

  g_string_append_printf (text, "%s %s %s in %s status %d\n", bo_thing_get_entity_type (thing), bo_thing_get_id (thing),
                          bo_thing_get_name (thing), home != NULL ? bo_thing_get_id (BO_THING (home)) : "none",
                          bo_thing_get_status (thing));
  dump_list (text, "documents", bo_thing_get_documents (thing));
  if (BO_IS_ACCESSORY (thing))
    {
      BoAccessory *bridge = bo_accessory_get_bridge (BO_ACCESSORY (thing));
      g_autofree char *summary = bo_accessory_get_summary (BO_ACCESSORY (thing));

      g_string_append_printf (text, "  bridge %s summary %s\n",
                              bridge != NULL ? bo_thing_get_id (BO_THING (bridge)) : "none", summary);
      dump_list (text, "rooms", bo_accessory_get_rooms (BO_ACCESSORY (thing)));
      dump_services (text, BO_ACCESSORY (thing));
    }
  else if (BO_IS_ROOM (thing))
    {
      BoZone *zone = bo_room_get_zone (BO_ROOM (thing));

      g_string_append_printf (text, "  zone %s\n", zone != NULL ? bo_thing_get_id (BO_THING (zone)) : "none");
      dump_list (text, "accessories", bo_room_get_accessories (BO_ROOM (thing)));
    }
  else if (BO_IS_ZONE (thing))
    dump_list (text, "rooms", bo_zone_get_rooms (BO_ZONE (thing)));
  else if (BO_IS_DOCUMENT (thing))
    dump_list (text, "subjects", bo_document_get_subjects (BO_DOCUMENT (thing)));
  else if (BO_IS_HOME (thing))
    {
      dump_list (text, "zones", bo_home_get_zones (BO_HOME (thing)));
      dump_list (text, "rooms", bo_home_get_rooms (BO_HOME (thing)));
      dump_list (text, "accessories", bo_home_get_accessories (BO_HOME (thing)));
      dump_list (text, "no room", bo_home_get_no_room (BO_HOME (thing)));
      dump_list (text, "scenes", bo_home_get_scenes (BO_HOME (thing)));
      dump_list (text, "all documents", bo_home_get_documents (BO_HOME (thing)));
    }
}

char *
dump_model (BoModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *lists[] = { bo_model_get_homes (model),       bo_model_get_zones (model),  bo_model_get_rooms (model),
                          bo_model_get_accessories (model), bo_model_get_scenes (model), bo_model_get_documents (model) };

  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    for (unsigned j = 0; j < g_list_model_get_n_items (lists[i]); j++)
      {
        g_autoptr (BoThing) thing = g_list_model_get_item (lists[i], j);

        dump_thing (text, thing);
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
