/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"
#include "bo-sentence.h"

struct _BoConflictItem
{
  GObject     parent_instance;
  BoConflict *conflict;
  char       *theirs_name;  /* nullable: of the other person */
  char       *title;
  char       *sentence;
};

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_SENTENCE,
  PROP_REVIEWED,
  PROP_WHEN,
  N_PROPS
} BoConflictItemProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BoConflictItem, bo_conflict_item, G_TYPE_OBJECT)

static void
bo_conflict_item_get_property (GObject     *object,
                               unsigned int property_id,
                               GValue      *value,
                               GParamSpec  *pspec)
{
  BoConflictItem *self = BO_CONFLICT_ITEM (object);

  switch ((BoConflictItemProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->conflict->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_REVIEWED:
      g_value_set_boolean (value, self->conflict->reviewed);
      break;
    case PROP_WHEN:
      g_value_set_int64 (value, self->conflict->when_us);
      break;
    case N_PROPS:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
bo_conflict_item_finalize (GObject *object)
{
  BoConflictItem *self = BO_CONFLICT_ITEM (object);

  g_clear_pointer (&self->conflict, bo_conflict_free);
  g_free (self->theirs_name);
  g_free (self->title);
  g_free (self->sentence);

  G_OBJECT_CLASS (bo_conflict_item_parent_class)->finalize (object);
}

static void
bo_conflict_item_class_init (BoConflictItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bo_conflict_item_get_property;
  object_class->finalize = bo_conflict_item_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_REVIEWED] = g_param_spec_boolean ("reviewed", NULL, NULL, FALSE, flags);
  properties[PROP_WHEN] = g_param_spec_int64 ("when", NULL, NULL, INT64_MIN, INT64_MAX, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bo_conflict_item_init (BoConflictItem *self)
{
}

/* --- words --- */

static char *
make_title (const BoConflict *conflict)
{
  const char *name = conflict->name != NULL && *conflict->name != '\0' ? conflict->name : _("Something unnamed");

  switch (conflict->kind)
    {
    case BO_CONFLICT_MERGED:
    case BO_CONFLICT_DECIDED:
      return g_strdup_printf (_("%s was changed in two places"), name);
    case BO_CONFLICT_DELETED:
      return g_strdup_printf (_("%s was changed in one place and removed in another"), name);
    case BO_CONFLICT_MOVED:
      return g_strdup_printf (_("%s was moved to two places"), name);
    }
  return g_strdup (name);
}

const char *
_bo_people_name (GHashTable *people,
                 const char *user_id)
{
  const char *name = people != NULL && user_id != NULL ? g_hash_table_lookup (people, user_id) : NULL;

  return name != NULL && *name != '\0' ? name : user_id;
}

static const char *
whose (const char *device,
       const char *user,
       const char *fallback)
{
  if (device != NULL && *device != '\0')
    return device;
  else if (user != NULL && *user != '\0')
    return user;

  return fallback;
}

static char *
make_label (const char *who,
            int64_t     when_us)
{
  g_autofree char *clock = bo_time_to_clock (when_us, bo_clock_now ());

  /* Translators: who, and when: "Ana’s laptop, 09:41" */
  return *clock != '\0' ? g_strdup_printf (_("%s, %s"), who, clock) : g_strdup (who);
}

BoConflictItem *
_bo_conflict_item_new (BoConflict *conflict,
                       GHashTable *people)
{
  BoConflictItem *self = g_object_new (BO_TYPE_CONFLICT_ITEM, NULL);

  self->conflict = conflict;
  self->theirs_name = g_strdup (_bo_people_name (people, conflict->theirs_user));
  self->title = make_title (conflict);
  self->sentence = _bo_conflict_sentence (conflict, self->theirs_name);
  return self;
}

bool
_bo_conflict_item_equal (BoConflictItem *a,
                         BoConflictItem *b)
{
  return g_str_equal (a->conflict->id, b->conflict->id)
         && a->conflict->reviewed == b->conflict->reviewed
         && a->conflict->reviewed_us == b->conflict->reviewed_us
         && g_strcmp0 (a->conflict->result_version, b->conflict->result_version) == 0
         && g_strcmp0 (a->conflict->winner, b->conflict->winner) == 0
         && g_str_equal (a->title, b->title)
         && g_str_equal (a->sentence, b->sentence)
         && g_strcmp0 (a->theirs_name, b->theirs_name) == 0;
}

/**
 * bo_conflict_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): of the journal's entry
 */
const char *
bo_conflict_item_get_id (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->conflict->id;
}

/**
 * bo_conflict_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none): "Hall lamp was changed in two places"
 */
const char *
bo_conflict_item_get_title (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->title;
}

/**
 * bo_conflict_item_get_sentence:
 * @self: an item
 *
 * Returns: (transfer none): who won, by how much, and what became of the other
 */
const char *
bo_conflict_item_get_sentence (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->sentence;
}

/**
 * bo_conflict_item_get_conflict:
 * @self: an item
 *
 * Returns: (transfer none): all about it; as long as the item
 */
const BoConflict *
bo_conflict_item_get_conflict (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->conflict;
}

/**
 * bo_conflict_item_get_reviewed:
 * @self: an item
 *
 * Returns: whether it asks for no attention any more
 */
bool
bo_conflict_item_get_reviewed (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), false);

  return self->conflict->reviewed;
}

/**
 * bo_conflict_item_get_mine_label:
 * @self: an item
 *
 * Returns: (transfer full): this device's side: "Ana’s laptop, 09:41"
 */
char *
bo_conflict_item_get_mine_label (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return make_label (whose (self->conflict->mine_device, NULL, _("This device")), self->conflict->mine_us);
}

/**
 * bo_conflict_item_get_theirs_label:
 * @self: an item
 *
 * Returns: (transfer full): the hub's side: "Hub (Ben’s phone), 10:02"
 */
char *
bo_conflict_item_get_theirs_label (BoConflictItem *self)
{
  const char *who;
  g_autofree char *side = NULL;

  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  who = whose (self->conflict->theirs_device, self->theirs_name, NULL);
  side = who != NULL ? g_strdup_printf (_("Hub (%s)"), who) : g_strdup (_("Hub"));
  return make_label (side, self->conflict->theirs_us);
}

/* The side that holds most of what paths lead through. */
static const char *
document_of (const BoConflict *conflict)
{
  const char *documents[] = { conflict->result, conflict->mine, conflict->theirs, conflict->base };

  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    if (documents[i] != NULL && !bo_conflict_is_removal (documents[i]))
      return documents[i];
  return "{}";
}

/**
 * bo_conflict_to_sentence:
 * @conflict: an entry of the journal
 *
 * The words of [method@Bo.ConflictItem.get_sentence] for where there are no names of people.
 *
 * Returns: (transfer full): who won, by how much, and what became of the other
 */
char *
bo_conflict_to_sentence (const BoConflict *conflict)
{
  g_return_val_if_fail (conflict != NULL, NULL);

  return _bo_conflict_sentence (conflict, conflict->theirs_user);
}

/**
 * bo_conflict_path_get_label:
 * @conflict: an entry of the journal
 * @path: one of its paths
 *
 * Returns: (transfer full): "Brightness", "Name", "Lamp · On"
 */
char *
bo_conflict_path_get_label (const BoConflict     *conflict,
                            const BoConflictPath *path)
{
  g_return_val_if_fail (conflict != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return bo_sentence_path_label (document_of (conflict), path->path);
}

/**
 * bo_conflict_path_display:
 * @conflict: an entry of the journal
 * @path: one of its paths
 * @json: (nullable): base, mine, theirs or result of it
 *
 * Returns: (transfer full): "40 %", "On", "—" where absent
 */
char *
bo_conflict_path_display (const BoConflict     *conflict,
                          const BoConflictPath *path,
                          const char           *json)
{
  g_return_val_if_fail (conflict != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return bo_sentence_value (document_of (conflict), path->path, json);
}
