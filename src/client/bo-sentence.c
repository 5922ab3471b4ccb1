/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-sentence.h"

/* What is told one by one; the rest is counted. */
#define MAX_RETURNS 5

/* A path in a device's document, as far as it leads through services. */
typedef struct
{
  BoJson                      service;
  BoJson                      characteristic;
  const BoServiceSpec        *service_spec;         /* nullable */
  const BoCharacteristicSpec *spec;                 /* nullable */
  bool                        is_value;             /* the path is that of the value itself */
  bool                        several_services;
  char                       *last;                 /* the last segment */
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->last, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static BoJson
at_prefix (BoJson             document,
           const char *const *segments,
           size_t             n)
{
  g_autofree char *path = g_strdup ("");

  for (size_t i = 0; i < n; i++)
    {
      char *longer = bo_json_path_append (path, segments[i]);

      g_free (path);
      path = longer;
    }
  return bo_json_at (document, path);
}

static size_t
count_visible (BoJson services)
{
  BoJsonIter iter;
  BoJson key, value;
  size_t n = 0;

  bo_json_iter_init (&iter, services);
  while (bo_json_iter_next (&iter, &key, &value))
    if (!bo_json_string_is (bo_json_member (value, "service_type"), "accessory_information"))
      n++;
  return n;
}

/* Names of the capability form (DESIGN §2) that the catalogue knows under another one. */
static const BoCharacteristicSpec *
spec_of (const char *name)
{
  static const struct { const char *name, *id; } others[] = {
    { "power", "on" },
    { "temperature", "current_temperature" },
    { "humidity", "current_relative_humidity" },
    { "position", "target_position" },
    { "locked", "lock_target_state" },
  };
  const BoCharacteristicSpec *spec = name != NULL ? bo_catalogue_characteristic (name) : NULL;

  for (size_t i = 0; spec == NULL && name != NULL && i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (name, others[i].name))
      spec = bo_catalogue_characteristic (others[i].id);
  return spec;
}

static void
find_service (Place             *place,
              BoJson             document,
              const char *const *segments,
              size_t             n)
{
  g_autofree char *service_type = NULL;
  g_autofree char *type = NULL;

  place->service = at_prefix (document, segments, 3);
  place->several_services = count_visible (at_prefix (document, segments, 2)) > 1;
  service_type = bo_json_member_string (place->service, "service_type");
  place->service_spec = service_type != NULL ? bo_catalogue_service (service_type) : NULL;
  if (n < 5 || !g_str_equal (segments[3], "characteristics"))
    return;

  place->characteristic = at_prefix (document, segments, 5);
  type = bo_json_member_string (place->characteristic, "characteristic_type");
  place->spec = spec_of (type);
  place->is_value = n == 6 && g_str_equal (segments[5], "value");
}

static void
find_place (Place      *place,
            const char *document,
            const char *path)
{
  g_auto(GStrv) segments = bo_json_path_split (path);
  size_t n = segments != NULL ? g_strv_length (segments) : 0;

  if (n == 0)
    return;

  place->last = g_strdup (segments[n - 1]);
  if (n >= 3 && g_str_equal (segments[0], "content") && g_str_equal (segments[1], "services"))
    find_service (place, bo_json_wrap (document), (const char *const *) segments, n);
  else if (n == 3 && g_str_equal (segments[0], "content") && g_str_equal (segments[1], "state"))
    {
      place->spec = spec_of (segments[2]);
      place->is_value = true;
    }
}

/* "last_filter_change" -> "Last filter change": no word of ours, so nothing to translate */
static char *
prettify (const char *word)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (word), "_-", ' ');
  gunichar first;
  char head[8] = "";

  if (!g_utf8_validate (spaced, -1, NULL) || *spaced == '\0')
    return g_strdup ("—");

  first = g_unichar_toupper (g_utf8_get_char (spaced));
  head[g_unichar_to_utf8 (first, head)] = '\0';
  return g_strconcat (head, g_utf8_next_char (spaced), NULL);
}

static char *
plain_label (const char *path,
             const char *last)
{
  static const struct { const char *path, *label; } known[] = {
    { "/name", N_("Name") },
    { "/entity_type", N_("Kind") },
    { "/source_type", N_("Source") },
    { "/content", N_("Everything") },
    { "/content/body", N_("Text") },
    { "/content/text", N_("Text") },
    { "/content/users", N_("People") },
    { "/content/actions", N_("Actions") },
    { "/content/services", N_("Services") },
    { "/content/deleted", N_("Deleted") },
    { "/content/is_primary", N_("Primary home") },
    { "/content/days", N_("Days") },
    { "/content/time", N_("Time") },
    { "/content/when", N_("When") },
    { "/content/for_seconds", N_("For seconds") },
    { "/content/kind", N_("Kind") },
    { "/content/steps", N_("Steps") },
    { "/content/url", N_("Web address") },
    { "/content/platform", N_("Platform") },
    { "/content/material", N_("Material") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (path, known[i].path))
      return g_strdup (_(known[i].label));
  return prettify (last != NULL ? last : "");
}

static char *
service_label (Place *place)
{
  char *name = bo_json_member_string (place->service, "name");

  if (name != NULL && *name != '\0')
    return name;

  g_free (name);
  return place->service_spec != NULL ? g_strdup (bo_service_spec_label (place->service_spec)) : NULL;
}

/*
 * bo_sentence_path_label:
 *
 * Returns: (transfer full): what a path is to a person; with the service where
 * a device has several
 */
char *
bo_sentence_path_label (const char *document,
                        const char *path)
{
  g_auto(Place) place = { 0 };
  g_autofree char *label = NULL;
  g_autofree char *service = NULL;

  find_place (&place, document, path);
  if (place.spec != NULL && place.is_value)
    label = g_strdup (bo_characteristic_spec_label (place.spec));
  else
    label = plain_label (path, place.last);

  service = place.several_services ? service_label (&place) : NULL;
  /* Translators: a service of a device, and one of its values: "Lamp · On" */
  return service != NULL ? g_strdup_printf (_("%s · %s"), service, label) : g_steal_pointer (&label);
}

/* Longer lists are counted. */
#define MAX_LISTED 8
#define MAX_LISTED_WORD 24

static char *plain_value (BoJson value);

/* (nullable): "mon, tue, wed", where there are few and each can be said in a word */
static char *
few_values (BoJson array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  BoJsonIter iter;
  BoJson value;

  if (bo_json_kind (array) != BO_JSON_KIND_ARRAY || bo_json_size (array) == 0 || bo_json_size (array) > MAX_LISTED)
    return NULL;
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      BoJsonKind kind = bo_json_kind (value);
      g_autofree char *word = kind == BO_JSON_KIND_STRING || kind == BO_JSON_KIND_NUMBER ? plain_value (value) : NULL;

      if (word == NULL || strlen (word) > MAX_LISTED_WORD)
        return NULL;
      g_strv_builder_add (builder, word);
    }
  words = g_strv_builder_end (builder);
  /* Translators: what stands between the entries of a list: “mon, tue, wed” */
  return g_strjoinv (C_ ("list", ", "), words);
}

static char *
plain_value (BoJson value)
{
  char *list = few_values (value);
  bool flag;

  if (list != NULL)
    return list;

  switch (bo_json_kind (value))
    {
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
      return g_strdup ("—");
    case BO_JSON_KIND_STRING:
      return bo_json_dup_string (value);
    case BO_JSON_KIND_BOOL:
      return g_strdup (bo_json_get_bool (value, &flag) && flag ? _("Yes") : _("No"));
    case BO_JSON_KIND_NUMBER:
      return bo_json_dup (value);
    case BO_JSON_KIND_ARRAY:
    case BO_JSON_KIND_OBJECT:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d entry", "%d entries", bo_json_size (value)),
                              (int) bo_json_size (value));
    }
  return g_strdup ("—");
}

bool
bo_sentence_says_all (BoJson value)
{
  g_autofree char *list = few_values (value);

  return list != NULL || bo_json_kind (value) < BO_JSON_KIND_ARRAY;
}

/*
 * bo_sentence_value:
 *
 * Returns: (transfer full): a value as its characteristic means it
 */
char *
bo_sentence_value (const char *document,
                   const char *path,
                   const char *json)
{
  BoJson value = json != NULL ? bo_json_wrap (json) : BO_JSON_NONE;
  g_auto(Place) place = { 0 };
  char *text = NULL;

  find_place (&place, document, path);
  if (place.spec != NULL && place.is_value && bo_json_kind (value) > BO_JSON_KIND_NULL)
    {
      BoValue read = bo_value_read (&place.spec->type, value);

      text = bo_value_to_display (&place.spec->type, &read);
    }
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      text = plain_value (value);
    }
  return text != NULL ? text : g_strdup ("—");
}

/* --- edits --- */

static const char *
id_of (const BoCharacteristicSpec *spec)
{
  return spec != NULL ? spec->id : "";
}

static bool
is_one_of (const char        *id,
           const char *const *ids)
{
  return g_strv_contains (ids, id);
}

/* (nullable): NULL where the value is no switch */
static char *
switch_sentence (const BoCharacteristicSpec *spec,
                 const char                 *json,
                 const char                 *name)
{
  BoValue value = bo_value_read (&spec->type, bo_json_wrap (json));
  const char *id = spec->id;
  bool on = value.integer != 0;

  if (value.kind != BO_VALUE_BOOL && value.kind != BO_VALUE_INT)
    return NULL;
  else if (g_str_equal (id, "on") || g_str_equal (id, "active"))
    return g_strdup_printf (on ? _("Turn %s on") : _("Turn %s off"), name);
  else if (g_str_equal (id, "lock_target_state"))
    return g_strdup_printf (on ? _("Lock %s") : _("Unlock %s"), name);
  else if (g_str_equal (id, "target_door_state"))
    return g_strdup_printf (on ? _("Close %s") : _("Open %s"), name);

  return NULL;
}

static char *
change_sentence (BoJsonChange *change,
                 const char   *document,
                 const char   *name)
{
  /* What a person means who sets "the lamp", not one of its values. */
  static const char *const main_values[] = {
    "brightness", "target_position", "target_temperature", "rotation_speed", "volume",
    "security_system_target_state", NULL,
  };
  g_autofree char *label = bo_sentence_path_label (document, change->path);
  g_autofree char *value = bo_sentence_value (document, change->path, change->after);
  g_auto(Place) place = { 0 };
  char *sentence = NULL;

  find_place (&place, document, change->path);
  if (change->after == NULL)
    return g_strdup_printf (_("Remove %s from %s"), label, name);
  else if (g_str_equal (change->path, "/name"))
    {
      g_autofree char *before = bo_sentence_value (document, change->path, change->before);

      return g_strdup_printf (_("Rename %s to %s"), change->before != NULL ? before : name, value);
    }
  else if (place.spec != NULL && place.is_value)
    sentence = switch_sentence (place.spec, change->after, name);

  if (sentence != NULL)
    return sentence;
  else if (place.is_value && is_one_of (id_of (place.spec), main_values))
    return g_strdup_printf (_("Set %s to %s"), name, value);
  else if (bo_json_kind (bo_json_wrap (change->after)) >= BO_JSON_KIND_ARRAY
           || strlen (value) > 60)
    return g_strdup_printf (_("Change %s of %s"), label, name);

  return g_strdup_printf (_("Set %s of %s to %s"), label, name, value);
}

/* The last value of each path counts, with what was there before the first. */
static void
fold_edit (GPtrArray *changes,
           BoEdit    *edit)
{
  for (unsigned int i = 0; i < edit->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i);
      BoJsonChange *same = NULL;

      for (unsigned int j = 0; j < changes->len && same == NULL; j++)
        if (g_str_equal (((BoJsonChange *) g_ptr_array_index (changes, j))->path, change->path))
          same = g_ptr_array_index (changes, j);

      if (same == NULL)
        g_ptr_array_add (changes, bo_json_change_new (change->path, change->before, change->after));
      else
        {
          g_free (same->after);
          same->after = g_strdup (change->after);
        }
    }
}

static char *
name_of (GPtrArray *edits,
         BoEntity  *shown)
{
  if (shown != NULL && *shown->name != '\0')
    return g_strdup (shown->name);

  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->kind == BO_EDIT_CREATE && edit->changes != NULL && edit->changes->len > 0)
        {
          BoJsonChange *whole = g_ptr_array_index (edit->changes, 0);
          char *name = whole->after != NULL ? bo_json_member_string (bo_json_wrap (whole->after), "name") : NULL;

          if (name != NULL)
            return name;
        }
    }
  return g_strdup (_("something unnamed"));
}

static bool
has_kind (GPtrArray *edits,
          BoEditKind kind)
{
  for (unsigned int i = 0; i < edits->len; i++)
    if (((BoEdit *) g_ptr_array_index (edits, i))->kind == kind)
      return true;
  return false;
}

/*
 * bo_sentence_edits:
 *
 * Returns: (transfer full): what the edits of one entity come to, a sentence
 */
char *
bo_sentence_edits (GPtrArray *edits,
                   BoEntity  *shown)
{
  g_autofree char *name = name_of (edits, shown);
  g_autofree char *document = shown != NULL ? bo_entity_to_document (shown) : g_strdup ("{}");
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);

  if (has_kind (edits, BO_EDIT_DELETE))
    return g_strdup_printf (_("Remove %s"), name);
  if (has_kind (edits, BO_EDIT_CREATE))
    return g_strdup_printf (_("Add %s"), name);

  for (unsigned int i = 0; i < edits->len; i++)
    if (((BoEdit *) g_ptr_array_index (edits, i))->changes != NULL)
      fold_edit (changes, g_ptr_array_index (edits, i));
  if (changes->len == 0)
    return g_strdup_printf (_("Send %s"), name);
  if (changes->len == 1)
    return change_sentence (g_ptr_array_index (changes, 0), document, name);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Change %d thing of %s", "Change %d things of %s", changes->len),
                          (int) changes->len, name);
}

/*
 * bo_sentence_only_path:
 *
 * Returns: (transfer full) (nullable): the one path that the edits of an entity change; %NULL where they are about
 *   several, or about the whole of it
 */
char *
bo_sentence_only_path (GPtrArray *edits)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);

  if (has_kind (edits, BO_EDIT_DELETE) || has_kind (edits, BO_EDIT_CREATE))
    return NULL;
  for (unsigned int i = 0; i < edits->len; i++)
    if (((BoEdit *) g_ptr_array_index (edits, i))->changes != NULL)
      fold_edit (changes, g_ptr_array_index (edits, i));
  return changes->len == 1 ? g_strdup (((BoJsonChange *) g_ptr_array_index (changes, 0))->path) : NULL;
}

static char *
return_line (const char         *document,
             const BoJsonChange *change)
{
  g_autofree char *label = bo_sentence_path_label (document, change->path);
  g_autofree char *value = bo_sentence_value (document, change->path, change->after);

  if (change->after == NULL)
    /* Translators: a value, “Brightness”, that nobody but this device has */
    return g_strdup_printf (_("%s goes: the hub has no such value."), label);
  /* Translators: “Brightness”, “80 %” */
  return g_strdup_printf (_("%s returns to %s."), label, value);
}

static char *
return_of_values (BoEntity   *shown,
                  BoEntity   *held,
                  const char *name)
{
  g_autofree char *now = bo_entity_to_document (shown);
  g_autofree char *then = bo_entity_to_document (held);
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (now), bo_json_wrap (then));
  g_autoptr(GString) text = g_string_new (NULL);

  if (changes->len == 0)
    return g_strdup_printf (_("%s stays as it is: the hub holds the same."), name);
  for (unsigned int i = 0; i < MIN (changes->len, MAX_RETURNS); i++)
    {
      g_autofree char *line = return_line (then, g_ptr_array_index (changes, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (changes->len > MAX_RETURNS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%d more value returns to what the hub holds.",
                                                 "%d more values return to what the hub holds.",
                                                 changes->len - MAX_RETURNS),
                              (int) (changes->len - MAX_RETURNS));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/*
 * bo_sentence_return:
 *
 * Returns: (transfer full): what comes back when the edits of an entity are
 * discarded, a sentence a line
 */
char *
bo_sentence_return (BoEntity   *shown,
                    BoEntity   *held,
                    const char *name)
{
  bool gone = shown == NULL || bo_entity_is_deleted (shown);

  if (held == NULL)
    return g_strdup_printf (_("%s goes: the hub never had it."), name);
  if (bo_entity_is_deleted (held))
    return g_strdup_printf (_("%s goes: it was removed at the hub."), name);
  return gone ? g_strdup_printf (_("%s comes back."), name) : return_of_values (shown, held, name);
}

/*
 * bo_sentence_edge_return:
 *
 * Returns: (transfer full): what comes back when an edge isn't sent, a sentence
 */
char *
bo_sentence_edge_return (BoEdge     *edge,
                         const char *from,
                         const char *to,
                         const char *old_to)
{
  bool is_place = g_str_equal (edge->type, "located_in") || g_str_equal (edge->type, "part_of");

  if (is_place && old_to != NULL)
    return g_strdup_printf (_("%s returns to %s."), from, old_to);
  if (is_place)
    return g_strdup_printf (_("%s leaves %s."), from, to);
  if (old_to != NULL)
    return g_strdup_printf (_("%s is connected with %s again."), from, old_to);
  return g_strdup_printf (_("%s is no longer connected with %s."), from, to);
}

/*
 * bo_sentence_edge:
 *
 * Returns: (transfer full): what sending an edge does, a sentence
 */
char *
bo_sentence_edge (BoEdge     *edge,
                  const char *from,
                  const char *to,
                  const char *old_to)
{
  bool is_place = g_str_equal (edge->type, "located_in") || g_str_equal (edge->type, "part_of");

  if (bo_edge_is_deleted (edge))
    return is_place ? g_strdup_printf (_("Take %s out of %s"), from, to)
                    : g_strdup_printf (_("Disconnect %s from %s"), from, to);
  else if (is_place && old_to != NULL)
    return g_strdup_printf (_("Move %s to %s"), from, to);
  else if (is_place)
    return g_strdup_printf (_("Put %s into %s"), from, to);

  return g_strdup_printf (_("Connect %s with %s"), from, to);
}
