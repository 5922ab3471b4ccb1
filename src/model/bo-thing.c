/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-thing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

/* No house is as high; what is beyond says nothing. */
#define ZONE_LEVEL_LIMIT 100000
/* What is left of a name, however little room there is. */
#define SHORTEST_NAME 4

typedef struct
{
  BoParsed     *parsed;
  BoSyncStatus  status;
  char         *problem;   /* nullable */
  char         *rival;     /* nullable */
  BoHome       *home;      /* cleared by the model before the home leaves */
  BoList       *documents; /* made when first asked for */
  char         *sort_key;
  bool          deleted;
} BoThingPrivate;

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_DISPLAY_NAME,
  PROP_ENTITY_TYPE,
  PROP_STATUS,
  PROP_PROBLEM,
  PROP_RIVAL,
  PROP_HOME,
  PROP_DELETED,
} BoThingProperty;

static GParamSpec *properties[PROP_DELETED + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BoThing, bo_thing, G_TYPE_OBJECT)

#define PRIVATE(self) ((BoThingPrivate *) bo_thing_get_instance_private (self))

static void
bo_thing_finalize (GObject *object)
{
  BoThingPrivate *priv = PRIVATE (BO_THING (object));

  g_clear_pointer (&priv->parsed, _bo_parsed_unref);
  g_clear_object (&priv->documents);
  g_clear_pointer (&priv->sort_key, g_free);
  g_clear_pointer (&priv->problem, g_free);
  g_clear_pointer (&priv->rival, g_free);

  G_OBJECT_CLASS (bo_thing_parent_class)->finalize (object);
}

static void
bo_thing_get_property (GObject    *object,
                       unsigned    property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  BoThing *self = BO_THING (object);

  switch ((BoThingProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, bo_thing_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, bo_thing_get_name (self));
      break;
    case PROP_DISPLAY_NAME:
      g_value_set_string (value, bo_thing_get_display_name (self));
      break;
    case PROP_ENTITY_TYPE:
      g_value_set_string (value, bo_thing_get_entity_type (self));
      break;
    case PROP_STATUS:
      g_value_set_enum (value, bo_thing_get_status (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, bo_thing_get_problem (self));
      break;
    case PROP_RIVAL:
      g_value_set_string (value, bo_thing_get_rival (self));
      break;
    case PROP_HOME:
      g_value_set_object (value, bo_thing_get_home (self));
      break;
    case PROP_DELETED:
      g_value_set_boolean (value, bo_thing_get_deleted (self));
      break;
    }
}

static void
bo_thing_update_nothing (BoThing *self,
                         gpointer update,
                         gpointer parsed)
{
}

static void
bo_thing_class_init (BoThingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_thing_finalize;
  object_class->get_property = bo_thing_get_property;
  klass->update = bo_thing_update_nothing;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, flags);
  properties[PROP_ENTITY_TYPE] = g_param_spec_string ("entity-type", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, BO_TYPE_SYNC_STATUS, BO_STATUS_SYNCED, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_RIVAL] = g_param_spec_string ("rival", NULL, NULL, NULL, flags);
  properties[PROP_HOME] = g_param_spec_object ("home", NULL, NULL, BO_TYPE_HOME, flags);
  properties[PROP_DELETED] = g_param_spec_boolean ("deleted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_thing_init (BoThing *self)
{
}

/* "Lamp 2" before "Lamp 10"; of one name, the ids decide, so that keys are unique. */
char *
_bo_sort_key (const char *name,
              const char *id)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *key = g_utf8_collate_key_for_filename (folded, -1);

  return g_strconcat (key, "\001", id, NULL);
}

/* Zones stand as their house does: by the number that says where they lie, lowest first; those
   without one come after, by name. */
static char *
zone_sort_key (BoEntity *entity)
{
  static const char *const names[] = { "level", "floor", "order", "sort" };
  g_autofree char *by_name = _bo_sort_key (entity->name, entity->id);
  BoJson content = bo_json_wrap (entity->content);
  double level;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (bo_json_get_double (bo_json_member (content, names[i]), &level) && ABS (level) < ZONE_LEVEL_LIMIT)
      return g_strdup_printf ("0%012" G_GINT64_FORMAT "\001%s", (int64_t) ((level + ZONE_LEVEL_LIMIT) * 1000), by_name);
  return g_strconcat ("1", by_name, NULL);
}

static void
notify_differences (BoThing  *self,
                    BoParsed *old,
                    BoParsed *parsed)
{
  GObject *object = G_OBJECT (self);

  if (g_strcmp0 (old->entity->name, parsed->entity->name) != 0)
    {
      g_object_notify_by_pspec (object, properties[PROP_NAME]);
      g_object_notify_by_pspec (object, properties[PROP_DISPLAY_NAME]);
    }
  if (g_strcmp0 (old->entity->entity_type, parsed->entity->entity_type) != 0)
    g_object_notify_by_pspec (object, properties[PROP_ENTITY_TYPE]);
}

static void
set_standing (BoThing      *self,
              BoSyncStatus  status,
              const char   *problem)
{
  BoThingPrivate *priv = PRIVATE (self);

  if (priv->status != status)
    {
      priv->status = status;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
    }
  if (g_strcmp0 (priv->problem, problem) != 0)
    {
      g_free (priv->problem);
      priv->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
}

void
_bo_thing_set_standing (BoThing      *self,
                        BoUpdate     *update,
                        BoSyncStatus  status,
                        const char   *problem)
{
  _bo_update_touch (update, self);
  set_standing (self, status, problem);
}

/* Collating a name takes longer than all else of most updates, and names seldom change. */
static bool
update_sort_key (BoThing  *self,
                 BoParsed *old,
                 BoParsed *parsed)
{
  BoThingPrivate *priv = PRIVATE (self);
  g_autofree char *old_key = NULL;

  if (old != NULL && parsed->kind != BO_KIND_ZONE && strcmp (old->entity->name, parsed->entity->name) == 0)
    return false;
  old_key = g_steal_pointer (&priv->sort_key);
  if (parsed->kind == BO_KIND_ZONE)
    priv->sort_key = zone_sort_key (parsed->entity);
  else
    priv->sort_key = _bo_sort_key (parsed->entity->name, parsed->entity->id);
  return g_strcmp0 (old_key, priv->sort_key) != 0;
}

bool
_bo_thing_update (BoThing  *self,
                  BoUpdate *update,
                  BoParsed *parsed)
{
  BoThingPrivate *priv = PRIVATE (self);
  g_autoptr (BoParsed) old = g_steal_pointer (&priv->parsed);
  bool moved = update_sort_key (self, old, parsed);

  _bo_update_touch (update, self);
  priv->parsed = _bo_parsed_ref (parsed);
  BO_THING_GET_CLASS (self)->update (self, update, parsed);
  set_standing (self, parsed->status, parsed->problem);
  if (old != NULL)
    notify_differences (self, old, parsed);

  return moved;
}

BoThing *
_bo_thing_new (BoUpdate *update,
               BoParsed *parsed)
{
  BoThing *self = NULL;

  switch (parsed->kind)
    {
    case BO_KIND_HOME:
      self = g_object_new (BO_TYPE_HOME, NULL);
      break;
    case BO_KIND_ZONE:
      self = g_object_new (BO_TYPE_ZONE, NULL);
      break;
    case BO_KIND_ROOM:
      self = g_object_new (BO_TYPE_ROOM, NULL);
      break;
    case BO_KIND_ACCESSORY:
      self = g_object_new (BO_TYPE_ACCESSORY, NULL);
      break;
    case BO_KIND_SCENE:
      self = g_object_new (BO_TYPE_SCENE, NULL);
      break;
    case BO_KIND_DOCUMENT:
      self = g_object_new (BO_TYPE_DOCUMENT, NULL);
      break;
    case BO_KIND_NONE:
    default:
      g_assert_not_reached ();
    }

  _bo_thing_update (self, update, parsed);
  return self;
}

const char *
_bo_thing_get_sort_key (BoThing *self)
{
  return PRIVATE (self)->sort_key;
}

BoParsed *
_bo_thing_get_parsed (BoThing *self)
{
  return PRIVATE (self)->parsed;
}

BoList *
_bo_thing_documents (BoThing *self)
{
  BoThingPrivate *priv = PRIVATE (self);

  if (priv->documents == NULL)
    priv->documents = _bo_list_new (BO_TYPE_DOCUMENT);
  return priv->documents;
}

void
_bo_thing_set_home (BoThing  *self,
                    BoUpdate *update,
                    BoHome   *home)
{
  BoThingPrivate *priv = PRIVATE (self);

  if (priv->home == home)
    return;
  _bo_update_touch (update, self);
  priv->home = home;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOME]);
}

void
_bo_thing_set_deleted (BoThing  *self,
                       BoUpdate *update)
{
  BoThingPrivate *priv = PRIVATE (self);

  if (priv->deleted)
    return;
  _bo_update_touch (update, self);
  priv->deleted = true;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELETED]);
}

/**
 * bo_thing_get_id:
 * @self: a thing
 *
 * Returns: the entity's id
 */
const char *
bo_thing_get_id (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->parsed->entity->id;
}

/**
 * bo_thing_get_name:
 * @self: a thing
 *
 * Returns: what a person calls it, as written; may be empty
 */
const char *
bo_thing_get_name (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->parsed->entity->name;
}

static const char *
unnamed (BoKind kind)
{
  switch (kind)
    {
    case BO_KIND_HOME:
      return _ ("Unnamed home");
    case BO_KIND_ZONE:
      return _ ("Unnamed zone");
    case BO_KIND_ROOM:
      return _ ("Unnamed room");
    case BO_KIND_ACCESSORY:
      return _ ("Unnamed accessory");
    case BO_KIND_SCENE:
      return _ ("Unnamed scene");
    case BO_KIND_DOCUMENT:
    case BO_KIND_NONE:
    default:
      return _ ("Unnamed");
    }
}

/**
 * bo_thing_get_display_name:
 * @self: a thing
 *
 * Returns: its name, or "Unnamed room" and the like where that is empty; translated
 */
const char *
bo_thing_get_display_name (BoThing *self)
{
  const char *name = bo_thing_get_name (self);

  g_return_val_if_fail (name != NULL, NULL);

  return *name != '\0' ? name : unnamed (PRIVATE (self)->parsed->kind);
}

/**
 * bo_thing_get_entity_type:
 * @self: a thing
 *
 * Returns: its type on the graph: `device`, `room`, …
 */
const char *
bo_thing_get_entity_type (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->parsed->entity->entity_type;
}

/**
 * bo_thing_get_entity:
 * @self: a thing
 *
 * Returns: (transfer none): the version shown
 */
BoEntity *
bo_thing_get_entity (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->parsed->entity;
}

/**
 * bo_thing_get_status:
 * @self: a thing
 *
 * Returns: where it stands between this device and the hub
 */
BoSyncStatus
bo_thing_get_status (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), BO_STATUS_SYNCED);

  return PRIVATE (self)->status;
}

/**
 * bo_thing_get_problem:
 * @self: a thing
 *
 * Returns: (nullable): why it is quarantined or unreadable, a sentence
 */
const char *
bo_thing_get_problem (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->problem;
}

/**
 * bo_thing_get_home:
 * @self: a thing
 *
 * What says nothing of its home is in the primary one.
 *
 * Returns: (nullable) (transfer none): the home it is in; %NULL for a home itself
 */
BoHome *
bo_thing_get_home (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->home;
}

/**
 * bo_thing_get_documents:
 * @self: a thing
 *
 * Returns: (transfer none): of BoDocument: what any edge ties to it, by name; live
 */
GListModel *
bo_thing_get_documents (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return G_LIST_MODEL (_bo_thing_documents (self));
}

/**
 * bo_thing_get_deleted:
 * @self: a thing
 *
 * Returns: whether it has left the model
 */
bool
bo_thing_get_deleted (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), true);

  return PRIVATE (self)->deleted;
}

/**
 * bo_thing_get_rival:
 * @self: a thing
 *
 * Returns: (transfer none) (nullable): who else changed it, "Ana"; of use only while its status is
 *   %BO_STATUS_CONFLICT
 */
const char *
bo_thing_get_rival (BoThing *self)
{
  g_return_val_if_fail (BO_IS_THING (self), NULL);

  return PRIVATE (self)->rival;
}

/**
 * bo_thing_set_rival:
 * @self: a thing
 * @rival: (nullable): a name
 *
 * For the client, whose journal knows.
 */
void
bo_thing_set_rival (BoThing    *self,
                    const char *rival)
{
  BoThingPrivate *priv;

  g_return_if_fail (BO_IS_THING (self));

  priv = PRIVATE (self);
  if (g_strcmp0 (priv->rival, rival) == 0)
    return;
  g_free (priv->rival);
  priv->rival = g_strdup (rival);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RIVAL]);
}

/**
 * bo_thing_status_to_text:
 * @status: a status
 *
 * The one wording of a thing's state (UX §0, rule 1).
 *
 * Returns: (nullable): the words, translated; %NULL when there is nothing to say
 */
const char *
bo_thing_status_to_text (BoSyncStatus status)
{
  switch (status)
    {
    case BO_STATUS_PENDING:
      return _ ("Waiting to send");
    case BO_STATUS_SENDING:
      return _ ("Sending");
    case BO_STATUS_CONFLICT:
      return _ ("Changed elsewhere — review");
    case BO_STATUS_QUARANTINED:
      return _ ("Failed: refused by the hub · Retry");
    case BO_STATUS_UNREADABLE:
      return _ ("Can’t be shown");
    case BO_STATUS_SYNCED:
    default:
      return NULL;
    }
}

/* (transfer full): @name in @room characters, or the least that says anything */
static char *
shorten (const char *name,
         long        room)
{
  long rest = MAX (room - 1, SHORTEST_NAME);
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (name, -1) <= MAX (room, SHORTEST_NAME + 1))
    return g_strdup (name);
  beginning = g_utf8_substring (name, 0, rest);
  return g_strconcat (g_strchomp (beginning), "…", NULL);
}

static char *
say_rival (const char *name)
{
  /* Translators: %s is a person, or a device */
  return g_strdup_printf (_ ("Changed by %s — review"), name);
}

/**
 * bo_thing_status_dup_notice:
 * @status: a status
 * @rival: (nullable): who else changed what has it, "Ana"
 *
 * Returns: (transfer full) (nullable): the same words, with @rival where it is in conflict: "Changed by Ana — review"
 */
char *
bo_thing_status_dup_notice (BoSyncStatus status,
                            const char  *rival)
{
  return status == BO_STATUS_CONFLICT && rival != NULL ? say_rival (rival) : g_strdup (bo_thing_status_to_text (status));
}

/**
 * bo_thing_dup_notice:
 * @self: a thing
 *
 * The same words, and who else changed it where that is known.
 *
 * Returns: (transfer full) (nullable): the words, translated; %NULL when there is nothing to say
 */
char *
bo_thing_dup_notice (BoThing *self)
{
  return bo_thing_dup_brief_notice (self, INT_MAX);
}

/**
 * bo_thing_dup_brief_notice:
 * @self: a thing
 * @room: how many characters there is room for
 *
 * The same where there is little room: what gives way is the name of whoever else changed it, as far as that goes, and
 * never the words around it.
 *
 * Returns: (transfer full) (nullable): the words, translated; %NULL when there is nothing to say
 */
char *
bo_thing_dup_brief_notice (BoThing *self,
                           int      room)
{
  BoSyncStatus status = bo_thing_get_status (self);
  const char *rival = status == BO_STATUS_CONFLICT ? bo_thing_get_rival (self) : NULL;
  g_autofree char *around = NULL;
  g_autofree char *name = NULL;

  if (rival == NULL)
    return g_strdup (bo_thing_status_to_text (status));
  around = say_rival ("");
  name = shorten (rival, room - g_utf8_strlen (around, -1));
  return say_rival (name);
}

/**
 * bo_thing_dup_reason:
 * @self: a thing
 *
 * Why it failed, in the words of whoever refused it, and what that means here: more than a notice has room for.
 *
 * Returns: (transfer full) (nullable): whole sentences, a line each, translated; %NULL where nothing failed
 */
char *
bo_thing_dup_reason (BoThing *self)
{
  const char *problem = bo_thing_get_problem (self);

  if (bo_thing_get_status (self) != BO_STATUS_QUARANTINED)
    return g_strdup (problem);
  if (problem == NULL)
    return g_strdup (_ ("Your change is kept here."));
  return g_strjoin ("\n", problem, _ ("Your change is kept here."), NULL);
}
