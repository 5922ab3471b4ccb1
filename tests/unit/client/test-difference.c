/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-difference.h"

/* What differs between a home and the same home later, and what of it can be made so again. */

#define VALUE(id, type, value, writable) \
  "{\"id\":\"" id "\",\"characteristic_type\":\"" type "\",\"value\":" value ",\"is_writable\":" writable \
  ",\"is_readable\":true}"
#define SERVICE(type, values) "{\"services\":[{\"id\":\"s\",\"service_type\":\"" type "\",\"characteristics\":[" values "]}]}"
#define LAMP(on, brightness) \
  SERVICE ("lightbulb", VALUE ("o", "on", on, "true") "," VALUE ("b", "brightness", brightness, "true"))
#define LOCK(target) SERVICE ("lock_mechanism", VALUE ("t", "lock_target_state", target, "true"))
#define SENSOR(value) SERVICE ("temperature_sensor", VALUE ("c", "current_temperature", value, "false"))

static void
put (BoModelBatch *batch,
     const char   *id,
     const char   *type,
     const char   *name,
     const char   *content)
{
  g_autoptr(BoEntity) entity = bo_entity_new (id, "1", type, name, content, NULL, NULL, NULL);

  bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
}

static void
tie (BoModelBatch *batch,
     const char   *id,
     const char   *from,
     const char   *to)
{
  g_autoptr(BoEdge) edge = bo_edge_new (id, from, "1", to, "1", "located_in", "{}", NULL, 0);

  bo_model_batch_add_edge (batch, edge);
}

/* @later: the lamp is dimmed, renamed and moved, the sensor measured, the heater gone, a fan there, the lock locked. */
static BoModel *
model_new (bool later)
{
  g_autoptr(BoModelBatch) batch = bo_model_batch_new ();
  BoModel *model = bo_model_new ();

  put (batch, "home", "home", "Home", "{}");
  put (batch, "hall", "room", "Hall", "{}");
  put (batch, "attic", "room", "Attic", "{}");
  tie (batch, "e1", "hall", "home");
  tie (batch, "e2", "attic", "home");
  put (batch, "lamp", "device", later ? "Reading lamp" : "Lamp", later ? LAMP ("true", "40") : LAMP ("true", "75"));
  tie (batch, "e3", "lamp", later ? "attic" : "hall");
  put (batch, "lock", "device", "Lock", later ? LOCK ("1") : LOCK ("0"));
  tie (batch, "e4", "lock", "hall");
  put (batch, "sensor", "device", "Sensor", later ? SENSOR ("21.5") : SENSOR ("20"));
  tie (batch, "e5", "sensor", "hall");
  if (later)
    put (batch, "fan", "device", "Fan", SERVICE ("fan", VALUE ("f", "on", "true", "true")));
  else
    {
      put (batch, "heater", "device", "Heater", SERVICE ("switch", VALUE ("h", "on", "true", "true")));
      tie (batch, "e6", "heater", "hall");
    }
  bo_model_apply (model, batch);
  return model;
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GPtrArray *
differences_of (BoModel *before,
                BoModel *after)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *found;

  bo_differences_async (before, after, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = bo_differences_finish (result, &error);
  g_assert_no_error (error);
  return found;
}

static char *
to_text (GPtrArray *differences)
{
  static const char *const kinds[] = { "added", "removed", "moved", "field" };
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < differences->len; i++)
    {
      const BoDifference *difference = g_ptr_array_index (differences, i);

      g_string_append_printf (text, "%s|%s|%s|%s|%s|%s%s\n", difference->place != NULL ? difference->place : "-",
                              difference->thing, kinds[difference->kind], difference->label,
                              difference->before != NULL ? difference->before : "",
                              difference->after != NULL ? difference->after : "",
                              difference->is_reading ? "|reading" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_found (void)
{
  g_autoptr(BoModel) before = model_new (false);
  g_autoptr(BoModel) after = model_new (true);
  g_autoptr(GPtrArray) found = differences_of (before, after);
  g_autoptr(GPtrArray) none = differences_of (after, after);
  g_autofree char *text = to_text (found);

  g_assert_cmpstr (text, ==,
                   "-|Fan|added|||\n"
                   "Attic|Reading lamp|moved||Hall|Attic\n"
                   "Attic|Reading lamp|field|Brightness|75 %|40 %\n"
                   "Attic|Reading lamp|field|Name|Lamp|Reading lamp\n"
                   "Hall|Heater|removed|||\n"
                   "Hall|Lock|field|Lock asked for|Unlocked|Locked\n"
                   "Hall|Sensor|field|Temperature|20 °C|21.5 °C|reading\n");
  g_assert_cmpuint (none->len, ==, 0);
}

/* The first difference of @thing of that kind and label */
static const BoDifference *
find (GPtrArray       *found,
      const char      *id,
      BoDifferenceKind kind,
      const char      *label)
{
  for (unsigned int i = 0; i < found->len; i++)
    {
      const BoDifference *difference = g_ptr_array_index (found, i);

      if (g_str_equal (difference->entity_id, id) && difference->kind == kind && g_str_equal (difference->label, label))
        return difference;
    }
  g_assert_not_reached ();
}

static void
test_restorable (void)
{
  static const struct { const char *id; BoDifferenceKind kind; const char *label; BoRestore restore; } cases[] = {
    { "fan", BO_DIFFERENCE_ADDED, "", BO_RESTORE_FIXED },
    { "heater", BO_DIFFERENCE_REMOVED, "", BO_RESTORE_POSSIBLE },
    { "lamp", BO_DIFFERENCE_MOVED, "", BO_RESTORE_POSSIBLE },
    { "lamp", BO_DIFFERENCE_FIELD, "Brightness", BO_RESTORE_POSSIBLE },
    { "lamp", BO_DIFFERENCE_FIELD, "Name", BO_RESTORE_POSSIBLE },
    { "sensor", BO_DIFFERENCE_FIELD, "Temperature", BO_RESTORE_FIXED },
    { "lock", BO_DIFFERENCE_FIELD, "Lock asked for", BO_RESTORE_UNSAFE },
  };
  g_autoptr(BoModel) before = model_new (false);
  g_autoptr(BoModel) after = model_new (true);
  g_autoptr(GPtrArray) found = differences_of (before, after);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BoDifference *difference = find (found, cases[i].id, cases[i].kind, cases[i].label);

      g_assert_cmpint (bo_difference_can_restore (difference, before, after), ==, cases[i].restore);
      if (cases[i].kind != BO_DIFFERENCE_ADDED)
        g_assert_cmpint (bo_difference_can_restore (difference, before, before), ==, BO_RESTORE_SAME);
    }
}

/* All at once: what is away from safety, and what nobody sets, never gets into the draft. */
static void
test_draft (void)
{
  g_autoptr(BoModel) before = model_new (false);
  g_autoptr(BoModel) after = model_new (true);
  g_autoptr(GPtrArray) found = differences_of (before, after);
  g_autoptr(BoDraft) draft = bo_draft_new ();

  for (unsigned int i = 0; i < found->len; i++)
    bo_difference_restore (g_ptr_array_index (found, i), before, after, draft);
  g_assert_cmpuint (draft->removed->len, ==, 0);
  g_assert_cmpuint (draft->entities->len, ==, 1);
  g_assert_cmpstr (((BoEntity *) g_ptr_array_index (draft->entities, 0))->id, ==, "heater");
  g_assert_cmpuint (draft->edits->len, ==, 2);
  g_assert_cmpstr (((BoDraftEdit *) g_ptr_array_index (draft->edits, 0))->value, ==, "75");
  g_assert_cmpstr (((BoDraftEdit *) g_ptr_array_index (draft->edits, 1))->value, ==, "\"Lamp\"");
  /* The lamp's way back into the hall, and the heater's. */
  g_assert_cmpuint (draft->edges->len, ==, 2);
  for (unsigned int i = 0; i < draft->edges->len; i++)
    g_assert_cmpstr (((BoDraftEdge *) g_ptr_array_index (draft->edges, i))->to_id, ==, "hall");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/found", test_found);
  g_test_add_func ("/difference/restorable", test_restorable);
  g_test_add_func ("/difference/draft", test_draft);
  return g_test_run ();
}
