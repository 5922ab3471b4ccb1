/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-facts.h"
#include "bo-match.h"
#include "bo-sentence.h"

/* A page is for reading; whoever wants more than this of one document has the export. */
#define MAX_FACTS 40
#define MAX_STEPS 100

/**
 * bo_fact_free:
 * @fact: (nullable) (transfer full): a fact
 */
void
bo_fact_free (BoFact *fact)
{
  if (fact == NULL)
    return;
  g_free (fact->label);
  g_free (fact->value);
  g_strfreev (fact->steps);
  g_free (fact);
}

/* The text has a place of its own, and so has the file. */
static bool
is_shown_elsewhere (BoDocument *document,
                    const char *path)
{
  static const char *const others[] = { "/content/file", "/content/deleted", "/content/format", NULL };

  return g_strv_contains (others, path)
         || (*bo_document_get_body (document) != '\0' && g_strcmp0 (bo_document_get_body_path (document), path) == 0);
}

/* (nullable): where @value is a list of sentences */
static char **
steps_of (BoJson value)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  BoJsonIter iter;
  BoJson step;
  int n = 0;

  if (bo_json_kind (value) != BO_JSON_KIND_ARRAY || bo_json_size (value) == 0)
    return NULL;
  bo_json_iter_init (&iter, value);
  while (n++ < MAX_STEPS && bo_json_iter_next (&iter, NULL, &step))
    {
      g_autofree char *text = bo_json_dup_string (step);

      if (text == NULL)
        return NULL;
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static void
add_fact (GPtrArray  *facts,
          const char *whole,
          const char *path,
          BoJson      value)
{
  g_autofree char *json = bo_json_dup (value);
  BoFact *fact = g_new0 (BoFact, 1);

  fact->label = bo_sentence_path_label (whole, path);
  fact->value = bo_sentence_value (whole, path, json);
  if (!bo_sentence_says_all (value))
    fact->steps = steps_of (value);
  g_ptr_array_add (facts, fact);
}

/**
 * bo_document_facts:
 * @document: a document
 *
 * What its content holds besides its text, for schedules and automations, which hubs and other programs write in forms
 * of their own. Any thread that may read @document.
 *
 * Returns: (transfer full) (element-type BoFact): at most 40, in the order of the content
 */
GPtrArray *
bo_document_facts (BoDocument *document)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_fact_free);
  BoEntity *entity = bo_thing_get_entity (BO_THING (document));
  g_autofree char *whole = entity != NULL ? bo_entity_to_document (entity) : NULL;
  BoJsonIter iter;
  BoJson key, value;

  if (whole == NULL)
    return facts;
  bo_json_iter_init (&iter, bo_json_member (bo_json_wrap (whole), "content"));
  while (facts->len < MAX_FACTS && bo_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = bo_json_dup_string (key);
      g_autofree char *path = name != NULL ? bo_json_path_append ("/content", name) : NULL;

      if (path != NULL && bo_json_kind (value) != BO_JSON_KIND_NULL && !is_shown_elsewhere (document, path))
        add_fact (facts, whole, path, value);
    }
  return facts;
}

/**
 * bo_document_to_text:
 * @document: a document
 *
 * Returns: (transfer full): all of it that a person can read, a line a fact
 */
char *
bo_document_to_text (BoDocument *document)
{
  g_autoptr(GPtrArray) facts = bo_document_facts (document);
  GString *text = g_string_new (bo_document_get_body (document));

  for (unsigned int i = 0; i < facts->len; i++)
    {
      BoFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *steps = fact->steps != NULL ? g_strjoinv ("\n", fact->steps) : NULL;

      g_string_append_printf (text, "\n%s %s", fact->label, steps != NULL ? steps : fact->value);
    }
  return g_string_free (text, FALSE);
}

/* @entity is held, so that no other has its address. */
typedef struct
{
  BoEntity *entity;
  char     *text;
} Folded;

static void
folded_free (void *data)
{
  Folded *folded = data;

  bo_entity_unref (folded->entity);
  g_free (folded->text);
  g_free (folded);
}

/**
 * bo_document_get_folded:
 * @document: a document
 *
 * Thousands of lines are folded once, not for each letter that somebody types. Main thread.
 *
 * Returns: (transfer none): what it can be found by; until it changes
 */
const char *
bo_document_get_folded (BoDocument *document)
{
  static const char *const key = "bo-folded";
  BoEntity *entity = bo_thing_get_entity (BO_THING (document));
  Folded *folded = g_object_get_data (G_OBJECT (document), key);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;

  if (folded != NULL && folded->entity == entity)
    return folded->text;

  text = bo_document_to_text (document);
  whole = g_strjoin ("\n", bo_thing_get_display_name (BO_THING (document)), bo_document_get_type_label (document), text,
                     NULL);
  folded = g_new0 (Folded, 1);
  folded->entity = bo_entity_ref (entity);
  folded->text = bo_match_fold (whole);
  g_object_set_data_full (G_OBJECT (document), key, folded, folded_free);
  return folded->text;
}
