/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-edge.h"
#include "bo-entity.h"
#include "bo-error.h"
#include "bo-json.h"

#include <string.h>

#define VERSION "2026-06-15T09:41:02.581234+00:00-000417-alice"

static const char *const no_parents[] = { NULL };
static const char *const two_parents[] = { "v1", "v2", NULL };

static BoEntity *
make (const char *name,
      const char *content)
{
  return bo_entity_new ("e1", VERSION, "device", name, content, NULL, "alice", NULL);
}

static void
test_fields (void)
{
  char id[] = "e1", parent[] = "v1";
  const char *parents[] = { parent, "v2", NULL };
  g_autoptr(BoEntity) entity =
    bo_entity_new (id, VERSION, "toaster", "Träff", "{\"a\": 0.10}", "matter", "bob", parents);

  /* copied, not borrowed */
  id[0] = parent[0] = 'X';
  g_assert_cmpstr (entity->id, ==, "e1");
  g_assert_cmpstr (entity->version, ==, VERSION);
  g_assert_cmpstr (entity->entity_type, ==, "toaster");
  g_assert_cmpstr (entity->name, ==, "Träff");
  g_assert_cmpstr (entity->content, ==, "{\"a\": 0.10}");
  g_assert_cmpstr (entity->source_type, ==, "matter");
  g_assert_cmpstr (entity->user_id, ==, "bob");
  g_assert_cmpstr (entity->parent_versions[0], ==, "v1");
  g_assert_cmpstr (entity->parent_versions[1], ==, "v2");
  g_assert_null (entity->parent_versions[2]);
  g_assert_null (entity->checksum);
}

static void
test_defaults (void)
{
  g_autoptr(BoEntity) entity = bo_entity_new ("e1", "v1", "room", "", NULL, NULL, NULL, NULL);

  g_assert_cmpstr (entity->content, ==, "{}");
  g_assert_cmpstr (entity->source_type, ==, "manual");
  g_assert_cmpstr (entity->user_id, ==, "");
  g_assert_nonnull (entity->parent_versions);
  g_assert_null (entity->parent_versions[0]);
}

static void
test_boxed (void)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(BoEntity) entity = make ("Lamp", NULL);

  g_value_init (&value, BO_TYPE_ENTITY);
  g_value_set_boxed (&value, entity);
  g_assert_true (g_value_get_boxed (&value) == entity);
}

static void
test_deleted (void)
{
  static const struct
  {
    const char *content;
    bool        deleted;
  } cases[] = {
    { "{}", false },
    { "{\"deleted\":true}", true },
    { "{\"a\":1, \"deleted\" : true }", true },
    { "{\"deleted\":false}", false },
    { "{\"deleted\":\"true\"}", false },
    { "{\"deep\":{\"deleted\":true}}", false },
    { "[true]", false },
    { "", false },
    { "no json", false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BoEntity) entity = make ("Lamp", cases[i].content);
      g_autoptr(BoEdge) edge = bo_edge_new ("r", "a", NULL, "b", NULL, "part_of", cases[i].content, NULL, 0);

      g_assert_true (bo_entity_is_deleted (entity) == cases[i].deleted);
      g_assert_true (bo_edge_is_deleted (edge) == cases[i].deleted);
    }
}

static void
test_has_parent (void)
{
  g_autoptr(BoEntity) merge = bo_entity_new ("e1", "v3", "room", "", NULL, NULL, NULL, two_parents);
  g_autoptr(BoEntity) first = bo_entity_new ("e1", "v1", "room", "", NULL, NULL, NULL, no_parents);

  g_assert_true (bo_entity_has_parent (merge, "v1"));
  g_assert_true (bo_entity_has_parent (merge, "v2"));
  g_assert_false (bo_entity_has_parent (merge, "v3"));
  g_assert_false (bo_entity_has_parent (merge, "v"));
  g_assert_false (bo_entity_has_parent (first, "v1"));
}

static void
test_same_data (void)
{
  g_autoptr(BoEntity) entity = make ("Lamp", "{\"a\":1,\"b\":[2]}");
  g_autoptr(BoEntity) reordered =
    bo_entity_new ("e2", "v9", "device", "Lamp", "{ \"b\": [2.0], \"a\": 1 }", "manual", "bob", two_parents);
  g_autoptr(BoEntity) renamed = make ("lamp", "{\"a\":1,\"b\":[2]}");
  g_autoptr(BoEntity) changed = make ("Lamp", "{\"a\":1,\"b\":[3]}");
  g_autoptr(BoEntity) matter =
    bo_entity_new ("e1", VERSION, "device", "Lamp", "{\"a\":1,\"b\":[2]}", "matter", "alice", NULL);
  g_autoptr(BoEntity) door =
    bo_entity_new ("e1", VERSION, "door", "Lamp", "{\"a\":1,\"b\":[2]}", NULL, "alice", NULL);

  g_assert_true (bo_entity_same_data (entity, entity));
  g_assert_true (bo_entity_same_data (entity, reordered));
  g_assert_false (bo_entity_same_data (entity, renamed));
  g_assert_false (bo_entity_same_data (entity, changed));
  g_assert_false (bo_entity_same_data (entity, matter));
  g_assert_false (bo_entity_same_data (entity, door));
}

static void
test_document (void)
{
  /* Numbers, order, spaces and what nobody knows come through byte for byte. */
  const char *content = "{ \"z\":0.10,\"a\" : 12345678901234567890, \"u\":\"\\u00e9\" }";
  g_autoptr(BoEntity) entity =
    bo_entity_new ("e1", VERSION, "toaster", "A \"lamp\"\n", content, "matter", "alice", NULL);
  g_autofree char *document = bo_entity_to_document (entity);
  g_autofree char *expected =
    g_strdup_printf ("{\"name\":\"A \\\"lamp\\\"\\n\",\"entity_type\":\"toaster\","
                     "\"source_type\":\"matter\",\"content\":%s}", content);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoEntity) back = bo_entity_from_document ("e2", "v2", document, "bob", two_parents, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (document, ==, expected);
  g_assert_cmpstr (back->id, ==, "e2");
  g_assert_cmpstr (back->version, ==, "v2");
  g_assert_cmpstr (back->user_id, ==, "bob");
  g_assert_cmpstr (back->content, ==, content);
  g_assert_true (bo_entity_has_parent (back, "v2"));
  g_assert_true (bo_entity_same_data (entity, back));
}

static void
test_document_missing (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoEntity) entity =
    bo_entity_from_document ("e1", "v1", " {\"entity_type\":\"room\",\"other\":1} ", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (entity->name, ==, "");
  g_assert_cmpstr (entity->entity_type, ==, "room");
  g_assert_cmpstr (entity->source_type, ==, "manual");
  g_assert_cmpstr (entity->content, ==, "{}");
}

static void
test_document_refuse (void)
{
  static const char *const documents[] = {
    "", "[]", "null", "{", "{}", "{\"entity_type\":null}", "{\"entity_type\":7}",
    "{\"entity_type\":\"room\",\"name\":7}", "{\"entity_type\":\"room\",\"source_type\":{}}",
    "{\"entity_type\":\"room\",\"content\":[]}", "{\"entity_type\":\"room\",\"content\":null}",
    "{\"entity_type\":\"room\"} and more", "{\"entity_type\":\"room\",\"name\":\"\\ud800\"}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(GError) error = NULL;

      if (bo_entity_from_document ("e1", "v1", documents[i], NULL, NULL, &error) != NULL)
        g_error ("made of: %s", documents[i]);
      g_assert_error (error, BO_ERROR, BO_ERROR_INVALID_DATA);
    }
}

static char *
repeat (const char *unit,
        size_t      n)
{
  g_autoptr(GString) string = g_string_new (NULL);

  for (size_t i = 0; i < n; i++)
    g_string_append (string, unit);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* An object of @depth levels, the object itself the first. */
static char *
nest (size_t depth)
{
  g_autofree char *open = repeat ("{\"a\":", depth - 1);
  g_autofree char *close = repeat ("}", depth - 1);

  return g_strconcat (open, "{}", close, NULL);
}

/* Takes @id, @version, @name, @content and @parent; %NULL stands for something harmless. */
static void
assert_valid (const char *id,
              const char *version,
              const char *name,
              const char *content,
              const char *parent,
              int         code)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (id != NULL ? id : "e1", version != NULL ? version : VERSION,
                                              "room", name != NULL ? name : "", content, NULL, NULL, parents);
  g_autoptr(GError) error = NULL;
  gboolean valid = bo_entity_validate (entity, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, BO_ERROR, code);
  g_assert_cmpint (valid, ==, code < 0);
}

static void
test_validate_keys (void)
{
  g_autofree char *bytes64 = repeat ("x", BO_MAX_ID);
  g_autofree char *bytes65 = repeat ("x", BO_MAX_ID + 1);
  g_autofree char *umlauts64 = repeat ("ä", 32);
  g_autofree char *umlauts66 = repeat ("ä", 33);
  g_autofree char *bytes255 = repeat ("x", BO_MAX_VERSION);
  g_autofree char *bytes256 = repeat ("x", BO_MAX_VERSION + 1);
  static const char *const bad[] = { "", "a\x1e""b", "a\x1f""b", "a\nb", "\x7f", "a\xc2\x85", "\xff", "a\xc3" };

  assert_valid (NULL, NULL, NULL, NULL, NULL, -1);
  assert_valid (bytes64, bytes255, NULL, NULL, bytes255, -1);
  assert_valid (umlauts64, "not a time", NULL, NULL, "", -1);
  assert_valid (bytes65, NULL, NULL, NULL, NULL, BO_ERROR_TOO_LARGE);
  assert_valid (umlauts66, NULL, NULL, NULL, NULL, BO_ERROR_TOO_LARGE);
  assert_valid (NULL, bytes256, NULL, NULL, NULL, BO_ERROR_TOO_LARGE);
  assert_valid (NULL, NULL, NULL, NULL, bytes256, BO_ERROR_TOO_LARGE);
  assert_valid (NULL, NULL, NULL, NULL, "\xff", BO_ERROR_INVALID_DATA);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_valid (bad[i], NULL, NULL, NULL, NULL, BO_ERROR_INVALID_DATA);
      assert_valid (NULL, bad[i], NULL, NULL, NULL, BO_ERROR_INVALID_DATA);
    }
}

static void
test_validate_name (void)
{
  g_autofree char *longest = repeat ("ä", BO_MAX_NAME);
  g_autofree char *too_long = repeat ("ä", BO_MAX_NAME + 1);

  assert_valid (NULL, NULL, longest, NULL, NULL, -1);
  assert_valid (NULL, NULL, too_long, NULL, NULL, BO_ERROR_TOO_LARGE);
  assert_valid (NULL, NULL, "\xff", NULL, NULL, BO_ERROR_INVALID_DATA);
}

static void
test_validate_content (void)
{
  static const char *const bad[] = { "", "[]", "1", "{", "{\"a\":NaN}", "{}{}", "{\"a\":\"\\ud800\"}" };
  g_autofree char *deepest = nest (BO_MAX_DEPTH);
  g_autofree char *too_deep = nest (BO_MAX_DEPTH + 1);
  g_autofree char *fill = repeat ("x", BO_MAX_CONTENT - strlen ("{\"a\":\"\"}"));
  g_autofree char *largest = g_strdup_printf ("{\"a\":\"%s\"}", fill);
  g_autofree char *too_large = g_strdup_printf ("{\"a\":\"%s\"} ", fill);

  assert_valid (NULL, NULL, NULL, deepest, NULL, -1);
  assert_valid (NULL, NULL, NULL, too_deep, NULL, BO_ERROR_TOO_LARGE);
  assert_valid (NULL, NULL, NULL, largest, NULL, -1);
  assert_valid (NULL, NULL, NULL, too_large, NULL, BO_ERROR_TOO_LARGE);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_valid (NULL, NULL, NULL, bad[i], NULL, BO_ERROR_INVALID_DATA);
}

/* What validates as content also comes back out of a document. */
static void
test_document_depth (void)
{
  g_autofree char *deepest = nest (BO_MAX_DEPTH);
  g_autofree char *too_deep = nest (BO_MAX_DEPTH + 1);
  g_autoptr(BoEntity) entity = make ("Lamp", deepest);
  g_autoptr(BoEntity) deeper = make ("Lamp", too_deep);
  g_autofree char *document = bo_entity_to_document (entity);
  g_autofree char *deeper_document = bo_entity_to_document (deeper);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoEntity) back = bo_entity_from_document ("e1", "v1", document, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (back->content, ==, deepest);
  g_assert_null (bo_entity_from_document ("e1", "v1", deeper_document, NULL, NULL, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_TOO_LARGE);
}

static void
test_edge_fields (void)
{
  g_autoptr(BoEdge) edge = bo_edge_new ("r", "a", "va", "b", "vb", "part_of", "{\"n\":1.0}", "bob", 17);
  g_autoptr(BoEdge) bare = bo_edge_new ("r", "a", NULL, "b", NULL, "part_of", NULL, NULL, 0);
  g_autoptr(BoEdge) pinned = bo_edge_pin (edge, NULL, "vc");

  g_assert_cmpstr (edge->from_version, ==, "va");
  g_assert_cmpstr (edge->to_version, ==, "vb");
  g_assert_cmpstr (edge->user_id, ==, "bob");
  g_assert_cmpstr (bare->from_version, ==, "");
  g_assert_cmpstr (bare->to_version, ==, "");
  g_assert_cmpstr (bare->properties, ==, "{}");
  g_assert_null (bare->user_id);

  g_assert_cmpstr (pinned->id, ==, "r");
  g_assert_cmpstr (pinned->from_id, ==, "a");
  g_assert_cmpstr (pinned->from_version, ==, "");
  g_assert_cmpstr (pinned->to_id, ==, "b");
  g_assert_cmpstr (pinned->to_version, ==, "vc");
  g_assert_cmpstr (pinned->type, ==, "part_of");
  g_assert_cmpstr (pinned->properties, ==, "{\"n\":1.0}");
  g_assert_cmpint (pinned->updated_at, ==, 17);
}

static void
test_edge_same_data (void)
{
  g_autoptr(BoEdge) edge = bo_edge_new ("r", "a", "va", "b", "vb", "part_of", "{\"n\":1}", "bob", 17);
  g_autoptr(BoEdge) same = bo_edge_new ("s", "a", NULL, "b", NULL, "part_of", "{ \"n\":1.0}", NULL, 0);
  g_autoptr(BoEdge) from = bo_edge_new ("r", "c", "va", "b", "vb", "part_of", "{\"n\":1}", "bob", 17);
  g_autoptr(BoEdge) to = bo_edge_new ("r", "a", "va", "c", "vb", "part_of", "{\"n\":1}", "bob", 17);
  g_autoptr(BoEdge) type = bo_edge_new ("r", "a", "va", "b", "vb", "monitors", "{\"n\":1}", "bob", 17);
  g_autoptr(BoEdge) properties = bo_edge_new ("r", "a", "va", "b", "vb", "part_of", "{\"n\":2}", "bob", 17);

  g_assert_true (bo_edge_same_data (edge, edge));
  g_assert_true (bo_edge_same_data (edge, same));
  g_assert_false (bo_edge_same_data (edge, from));
  g_assert_false (bo_edge_same_data (edge, to));
  g_assert_false (bo_edge_same_data (edge, type));
  g_assert_false (bo_edge_same_data (edge, properties));
}

static void
test_edge_types (void)
{
  g_assert_true (bo_edge_type_known ("located_in"));
  g_assert_true (bo_edge_type_known ("has_blob"));
  g_assert_false (bo_edge_type_known ("located"));
  g_assert_false (bo_edge_type_known (""));
  g_assert_false (bo_edge_type_known (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/entity/fields", test_fields);
  g_test_add_func ("/base/entity/defaults", test_defaults);
  g_test_add_func ("/base/entity/boxed", test_boxed);
  g_test_add_func ("/base/entity/deleted", test_deleted);
  g_test_add_func ("/base/entity/has-parent", test_has_parent);
  g_test_add_func ("/base/entity/same-data", test_same_data);
  g_test_add_func ("/base/entity/document", test_document);
  g_test_add_func ("/base/entity/document/missing", test_document_missing);
  g_test_add_func ("/base/entity/document/refuse", test_document_refuse);
  g_test_add_func ("/base/entity/document/depth", test_document_depth);
  g_test_add_func ("/base/entity/validate/keys", test_validate_keys);
  g_test_add_func ("/base/entity/validate/name", test_validate_name);
  g_test_add_func ("/base/entity/validate/content", test_validate_content);
  g_test_add_func ("/base/edge/fields", test_edge_fields);
  g_test_add_func ("/base/edge/same-data", test_edge_same_data);
  g_test_add_func ("/base/edge/types", test_edge_types);

  return g_test_run ();
}
