/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"
#include "bo-sentence.h"

#define MINUTE (60 * INT64_C (1000000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

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

/* What can be said of whoever is on the other side; a name that is ours says nothing. */
typedef struct
{
  const char *user;    /* nullable */
  const char *device;  /* nullable */
  bool        ours;    /* the same person */
} Other;

static const char *
name_or_null (const char *name,
              const char *own)
{
  return name != NULL && *name != '\0' && g_strcmp0 (name, own) != 0 ? name : NULL;
}

const char *
_bo_people_name (GHashTable *people,
                 const char *user_id)
{
  const char *name = people != NULL && user_id != NULL ? g_hash_table_lookup (people, user_id) : NULL;

  return name != NULL && *name != '\0' ? name : user_id;
}

static Other
find_other (const BoConflict *conflict,
            const char       *theirs_name)
{
  bool ours = conflict->theirs_user != NULL && g_strcmp0 (conflict->theirs_user, conflict->mine_user) == 0;

  return (Other){ ours ? NULL : name_or_null (theirs_name, NULL), name_or_null (conflict->theirs_device, NULL), ours };
}

/* "Ana’s change from Ana’s phone": stands inside a sentence, never at its beginning. */
static char *
name_change (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device: “Ana’s change from Ana’s phone” */
    return g_strdup_printf (_("%s’s change from %s"), other.user, other.device);
  else if (other.device != NULL)
    /* Translators: the name of a device: “the change from Ana’s phone” */
    return g_strdup_printf (_("the change from %s"), other.device);
  else if (other.user != NULL)
    return g_strdup_printf (_("%s’s change"), other.user);

  return g_strdup (other.ours ? _("the change from another of your devices") : _("somebody else’s change"));
}

/* "Ana (Ana’s phone)": who did it, inside a sentence. */
static char *
name_other (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("%s (%s)"), other.user, other.device);
  else if (other.device != NULL || other.user != NULL)
    return g_strdup (other.device != NULL ? other.device : other.user);

  return g_strdup (other.ours ? _("another of your devices") : _("somebody else"));
}

/* "made 21 minutes later" than the other change */
static char *
say_later (int64_t gap_us)
{
  int64_t gap = ABS (gap_us);
  int64_t unit = gap < MINUTE ? G_USEC_PER_SEC : gap < HOUR ? MINUTE : gap < DAY ? HOUR : DAY;
  int count = (int) MIN (gap / unit, INT32_MAX);

  if (unit == G_USEC_PER_SEC)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "made %d second later", "made %d seconds later", count), count);
  else if (unit == MINUTE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "made %d minute later", "made %d minutes later", count), count);
  else if (unit == HOUR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "made %d hour later", "made %d hours later", count), count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "made %d day later", "made %d days later", count), count);
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

static bool
has_kept (const BoConflict *conflict,
          BoKept            kept)
{
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      if (path->overlap && path->kept == kept)
        return true;
    }
  return false;
}

/* The later one is kept, and a tie goes to the greater version: what is said is what the clocks said. */
static char *
theirs_sentence (const char *change,
                 int64_t     newer_us)
{
  g_autofree char *later = say_later (newer_us);

  if (ABS (newer_us) < G_USEC_PER_SEC)
    return g_strdup_printf (_("The hub kept %s, made at the same moment. Yours is safe."), change);
  else if (newer_us > 0)
    /* Translators: “Ana’s change from Ana’s phone”, “made 5 minutes later” */
    return g_strdup_printf (_("The hub kept %s, %s. Yours is safe."), change, later);

  return g_strdup_printf (_("The hub kept %s. Yours is safe."), change);
}

static char *
mine_sentence (const char *change,
               int64_t     newer_us)
{
  g_autofree char *later = say_later (newer_us);

  if (ABS (newer_us) < G_USEC_PER_SEC)
    return g_strdup_printf (_("Your change was kept, and %s, made at the same moment, is safe."), change);
  else if (newer_us < 0)
    /* Translators: “made 5 minutes later”, “Ana’s change from Ana’s phone” */
    return g_strdup_printf (_("Your change was kept, %s, and %s is safe."), later, change);

  return g_strdup_printf (_("Your change was kept, and %s is safe."), change);
}

static char *
decided_sentence (const BoConflict *conflict,
                  const char       *change)
{
  int64_t newer_us = conflict->theirs_us - conflict->mine_us;
  bool mine = has_kept (conflict, BO_KEPT_MINE);
  bool other = has_kept (conflict, BO_KEPT_THEIRS);

  if (mine && other)
    return g_strdup_printf (_("Some values of your change were kept, and some of %s. All of them are safe."), change);

  return other ? theirs_sentence (change, newer_us) : mine_sentence (change, newer_us);
}

static bool
is_tombstone (const char *document)
{
  bool deleted = false;

  return document != NULL && bo_json_get_bool (bo_json_at (bo_json_wrap (document), "/content/deleted"), &deleted)
         && deleted;
}

static char *
make_sentence (const BoConflict *conflict,
               const char       *theirs_name)
{
  g_autofree char *change = name_change (find_other (conflict, theirs_name));
  g_autofree char *who = name_other (find_other (conflict, theirs_name));

  switch (conflict->kind)
    {
    case BO_CONFLICT_MERGED:
      return g_strdup_printf (_("Your change and %s are both in it."), change);
    case BO_CONFLICT_DECIDED:
      return decided_sentence (conflict, change);
    case BO_CONFLICT_DELETED:
      return is_tombstone (conflict->mine)
               ? g_strdup_printf (_("You removed it while %s changed it. Both are kept in its history."), who)
               : g_strdup_printf (_("It was removed by %s while you changed it. Your change is kept in its history."),
                                  who);
    case BO_CONFLICT_MOVED:
      return g_strdup_printf (_("You and %s moved it. The move that reached the hub last stands."), who);
    }
  return g_strdup ("");
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
  self->sentence = make_sentence (conflict, self->theirs_name);
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
    if (documents[i] != NULL && !is_tombstone (documents[i]))
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

  return make_sentence (conflict, conflict->theirs_user);
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
