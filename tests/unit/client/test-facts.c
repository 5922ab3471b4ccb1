/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-facts.h"
#include "bo-model.h"

/* What a document says besides its text, in whatever form somebody wrote it. */

static BoModel *
model_of (const char *type, const char *content)
{
  g_autoptr(BoModelBatch) batch = bo_model_batch_new ();
  g_autoptr(BoEntity) entity = bo_entity_new ("d", "1", type, "It", content, NULL, NULL, NULL);
  BoModel *model = bo_model_new ();

  bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
  bo_model_apply (model, batch);
  return model;
}

static BoDocument *
document_of (BoModel *model)
{
  return BO_DOCUMENT (bo_model_lookup (model, "d"));
}

/* "Days: mon, tue", a line a fact; the steps of one between bars */
static char *
facts_of (const char *type, const char *content)
{
  g_autoptr(BoModel) model = model_of (type, content);
  g_autoptr(GPtrArray) facts = bo_document_facts (document_of (model));
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < facts->len; i++)
    {
      BoFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *steps = fact->steps != NULL ? g_strjoinv ("|", fact->steps) : NULL;

      g_string_append_printf (text, "%s: %s\n", fact->label, steps != NULL ? steps : fact->value);
    }
  return g_string_free (text, FALSE);
}

static void
test_facts (void)
{
  static const struct { const char *type, *content, *facts; } cases[] = {
    { "schedule", "{\"days\":[\"mon\",\"tue\"],\"time\":\"06:50\"}", "Days: mon, tue\nTime: 06:50\n" },
    { "automation", "{\"kind\":\"rule\",\"for_seconds\":120,\"armed\":true,\"gone\":null}",
      "Kind: rule\nFor seconds: 120\nArmed: Yes\n" },
    { "procedure", "{\"steps\":[\"Go to the laundry, and look around.\",\"Turn the lever.\"]}",
      "Steps: Go to the laundry, and look around.|Turn the lever.\n" },
    { "manual", "{\"format\":\"markdown\",\"text\":\"Hold it.\",\"pages\":3}", "Pages: 3\n" },
    { "note", "{\"text\":\"Hi\",\"file\":{\"name\":\"a.pdf\"}}", "" },
    { "automation", "{\"rules\":[{\"a\":1},{\"b\":2}],\"deep\":{\"a\":1}}", "Rules: 2 entries\nDeep: 1 entry\n" },
    { "schedule", "{\"days\":[1,2,3,4,5,6,7,8,9]}", "Days: 9 entries\n" },
    { "schedule", "{\"days\":[]}", "Days: 0 entries\n" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *facts = facts_of (cases[i].type, cases[i].content);

      g_assert_cmpstr (facts, ==, cases[i].facts);
    }
}

static void
test_automatic (void)
{
  static const struct { const char *type; bool automatic; } cases[] = {
    { "schedule", true }, { "automation", true }, { "manual", false }, { "procedure", false }, { "robot", false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BoModel) model = model_of (cases[i].type, "{}");

      g_assert_true (bo_document_get_automatic (document_of (model)) == cases[i].automatic);
    }
}

/* Whoever looks for a word finds it in a step, too. */
static void
test_text (void)
{
  g_autoptr(BoModel) model = model_of ("procedure", "{\"text\":\"In winter.\",\"steps\":[\"Drain the pipe at the shed, slowly.\"]}");
  g_autofree char *text = bo_document_to_text (document_of (model));

  g_assert_cmpstr (text, ==, "In winter.\nSteps Drain the pipe at the shed, slowly.");
}

/* What it is found by is kept until it is another document. */
static void
test_folded (void)
{
  g_autoptr(BoModel) model = model_of ("procedure", "{\"text\":\"Öl.\",\"steps\":[\"Drain the Pipe, slowly.\"]}");
  BoDocument *document = document_of (model);
  const char *folded = bo_document_get_folded (document);
  g_autoptr(BoModelBatch) batch = bo_model_batch_new ();
  g_autoptr(BoEntity) later = NULL;

  g_assert_nonnull (strstr (folded, "procedure"));
  g_assert_nonnull (strstr (folded, "ol steps drain the pipe slowly"));
  g_assert_true (bo_document_get_folded (document) == folded);
  later = bo_entity_new (bo_thing_get_id (BO_THING (document)), "2026-03-02T00:00:00.000000+00:00-000001-t", "procedure",
                         "Pump", "{\"text\":\"Water.\"}", NULL, "test", NULL);
  bo_model_batch_add_entity (batch, later, BO_STATUS_SYNCED, NULL, NULL);
  bo_model_apply (model, batch);
  folded = bo_document_get_folded (document);
  g_assert_nonnull (strstr (folded, "pump"));
  g_assert_nonnull (strstr (folded, "water"));
  g_assert_null (strstr (folded, "drain"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/facts/facts", test_facts);
  g_test_add_func ("/client/facts/automatic", test_automatic);
  g_test_add_func ("/client/facts/text", test_text);
  g_test_add_func ("/client/facts/folded", test_folded);
  return g_test_run ();
}
