/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

/*
 * Whatever order changes come in and however they are cut into batches, the model shows what a
 * model built at once from the outcome shows; and its lists tell of every change truly.
 */

#define N_IDS 24
#define N_EDGES 40

typedef struct
{
  BoEntity *entities[N_IDS];
  BoEdge   *edges[N_EDGES];
} World;

static const char *const edge_types[] = { "located_in", "part_of", "documented_by", "controls" };

static char *
random_content (GRand      *rand,
                const char *type)
{
  int n = g_rand_int_range (rand, 0, 5);

  if (g_str_equal (type, "home"))
    return g_strdup (n == 0 ? "{\"is_primary\":true}" : "{}");
  if (g_str_equal (type, "automation"))
    return g_strdup (n < 3 ? "{\"kind\":\"scene\",\"actions\":[]}" : "{}");
  if (!g_str_equal (type, "device"))
    return g_strdup ("{}");
  if (n == 0)
    return g_strdup_printf ("{\"bridge_id\":\"i%d\"}", g_rand_int_range (rand, 0, N_IDS));
  if (n == 1)
    return g_strdup_printf ("{\"type\":\"light\",\"state\":{\"power\":%s,\"x%d\":1}}",
                            g_rand_boolean (rand) ? "true" : "\"off\"", g_rand_int_range (rand, 0, 3));

  return g_strdup_printf ("{\"services\":[{\"id\":\"s%d\",\"service_type\":\"switch\",\"characteristics\":"
                          "[{\"id\":\"c%d\",\"characteristic_type\":\"on\",\"value\":%d},{\"id\":\"c9\","
                          "\"characteristic_type\":\"name\",\"value\":\"v\"}]},{\"id\":\"s%d\"}]}",
                          g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 3),
                          g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 3));
}

static void
change_entity (World        *world,
               GRand        *rand,
               BoModelBatch *batch)
{
  static const char *const types[] = { "home", "zone", "room", "device", "device", "device", "note", "automation" };
  int at = g_rand_int_range (rand, 0, N_IDS);
  g_autofree char *id = g_strdup_printf ("i%d", at);
  g_autofree char *name = g_strdup_printf ("Name %d", g_rand_int_range (rand, 0, 6));
  /* Mostly an id keeps its type, as in life. */
  const char *type = types[(at + (g_rand_int_range (rand, 0, 12) == 0)) % G_N_ELEMENTS (types)];
  g_autofree char *content = random_content (rand, type);

  g_clear_pointer (&world->entities[at], bo_entity_unref);
  if (g_rand_int_range (rand, 0, 5) == 0)
    {
      bo_model_batch_remove_entity (batch, id);
      return;
    }
  world->entities[at] = make_entity (id, type, name, content);
  bo_model_batch_add_entity (batch, world->entities[at], BO_STATUS_SYNCED, NULL, NULL);
}

static void
change_edge (World        *world,
             GRand        *rand,
             BoModelBatch *batch)
{
  int at = g_rand_int_range (rand, 0, N_EDGES);
  g_autofree char *id = g_strdup_printf ("e%d", at);
  g_autofree char *from = g_strdup_printf ("i%d", g_rand_int_range (rand, 0, N_IDS));
  g_autofree char *to = g_strdup_printf ("i%d", g_rand_int_range (rand, 0, N_IDS));
  const char *type = edge_types[g_rand_int_range (rand, 0, G_N_ELEMENTS (edge_types))];

  g_clear_pointer (&world->edges[at], bo_edge_unref);
  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      bo_model_batch_remove_edge (batch, id);
      return;
    }
  world->edges[at] = bo_edge_new (id, from, "", to, "", type, "{}", NULL, 0);
  bo_model_batch_add_edge (batch, world->edges[at]);
}

static void
fill (BoModelBatch *batch,
      World        *world)
{
  for (int i = 0; i < N_IDS; i++)
    if (world->entities[i] != NULL)
      bo_model_batch_add_entity (batch, world->entities[i], BO_STATUS_SYNCED, NULL, NULL);
  for (int i = 0; i < N_EDGES; i++)
    if (world->edges[i] != NULL)
      bo_model_batch_add_edge (batch, world->edges[i]);
}

static char *
built_at_once (World *world)
{
  g_autoptr (BoModel) model = bo_model_new ();
  BoModelBatch *batch = bo_model_batch_new ();

  fill (batch, world);
  apply (model, batch);
  return dump_model (model);
}

/* A view that believes every ::items-changed. */
static void
on_items_changed_cb (GListModel *list,
                     unsigned    position,
                     unsigned    removed,
                     unsigned    added,
                     GPtrArray  *view)
{
  g_assert_cmpint (position + removed, <=, view->len);
  if (removed > 0)
    g_ptr_array_remove_range (view, position, removed);
  for (unsigned i = 0; i < added; i++)
    g_ptr_array_insert (view, (int) (position + i), g_list_model_get_item (list, position + i));
}

static void
assert_view (GPtrArray  *view,
             GListModel *list)
{
  g_assert_cmpint (view->len, ==, g_list_model_get_n_items (list));
  for (unsigned i = 0; i < view->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      g_assert_true (g_ptr_array_index (view, i) == item);
    }
}

static void
clear_world (World *world)
{
  for (int i = 0; i < N_IDS; i++)
    g_clear_pointer (&world->entities[i], bo_entity_unref);
  for (int i = 0; i < N_EDGES; i++)
    g_clear_pointer (&world->edges[i], bo_edge_unref);
}

static void
run_sequence (uint32_t seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) accessories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (BoModel) model = bo_model_new ();
  World world = { 0 };

  g_signal_connect (bo_model_get_accessories (model), "items-changed", G_CALLBACK (on_items_changed_cb), accessories);
  g_signal_connect (bo_model_get_documents (model), "items-changed", G_CALLBACK (on_items_changed_cb), documents);
  for (int step = 0; step < 25; step++)
    {
      BoModelBatch *batch = bo_model_batch_new ();
      int n_changes = g_rand_int_range (rand, 1, 12);
      g_autofree char *grown = NULL;
      g_autofree char *expected = NULL;

      for (int i = 0; i < n_changes; i++)
        if (g_rand_boolean (rand))
          change_entity (&world, rand, batch);
        else
          change_edge (&world, rand, batch);
      if (step % 10 == 9)
        {
          fill (batch, &world);
          bo_model_batch_set_complete (batch, true);
        }
      apply (model, batch);

      grown = dump_model (model);
      expected = built_at_once (&world);
      if (g_strcmp0 (grown, expected) != 0)
        g_error ("seed %u, step %d: grown:\n%s\nat once:\n%s", seed, step, grown, expected);
      assert_view (accessories, bo_model_get_accessories (model));
      assert_view (documents, bo_model_get_documents (model));
    }

  bo_model_clear (model);
  g_assert_cmpint (accessories->len, ==, 0);
  clear_world (&world);
}

static void
test_sequences (void)
{
  for (uint32_t seed = 1; seed <= 150; seed++)
    run_sequence (seed);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/random-sequences", test_sequences);
  return g_test_run ();
}
