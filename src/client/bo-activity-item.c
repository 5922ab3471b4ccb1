/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"
#include "bo-sentence.h"

struct _BoActivityItem
{
  GObject     parent_instance;
  BoActivity *activity;
  char       *sentence;
  char       *who;       /* "" for nobody in particular */
};

typedef enum
{
  PROP_KIND = 1,
  PROP_SENTENCE,
  PROP_WHEN,
  PROP_ENTITY_ID,
  PROP_ICON_NAME,
  N_PROPS
} BoActivityItemProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BoActivityItem, bo_activity_item, G_TYPE_OBJECT)

static void
bo_activity_item_get_property (GObject     *object,
                               unsigned int property_id,
                               GValue      *value,
                               GParamSpec  *pspec)
{
  BoActivityItem *self = BO_ACTIVITY_ITEM (object);

  switch ((BoActivityItemProperty) property_id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->activity->kind);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_WHEN:
      g_value_set_int64 (value, self->activity->when_us);
      break;
    case PROP_ENTITY_ID:
      g_value_set_string (value, self->activity->entity_id);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, bo_activity_item_get_icon_name (self));
      break;
    case N_PROPS:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
bo_activity_item_finalize (GObject *object)
{
  BoActivityItem *self = BO_ACTIVITY_ITEM (object);

  g_clear_pointer (&self->activity, bo_activity_free);
  g_free (self->sentence);
  g_free (self->who);

  G_OBJECT_CLASS (bo_activity_item_parent_class)->finalize (object);
}

static void
bo_activity_item_class_init (BoActivityItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bo_activity_item_get_property;
  object_class->finalize = bo_activity_item_finalize;
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, INT32_MAX, 0, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_WHEN] = g_param_spec_int64 ("when", NULL, NULL, INT64_MIN, INT64_MAX, 0, flags);
  properties[PROP_ENTITY_ID] = g_param_spec_string ("entity-id", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bo_activity_item_init (BoActivityItem *self)
{
}

/* "Ana, Ana’s laptop" */
static char *
describe_who (BoActivity *activity,
              GHashTable *people)
{
  const char *name = activity->user_id != NULL ? _bo_people_name (people, activity->user_id) : "";
  const char *device = activity->device_name != NULL ? activity->device_name : "";

  if (*name != '\0' && *device != '\0')
    return g_strdup_printf (_("%1$s, %2$s"), name, device);
  return g_strdup (*name != '\0' ? name : device);
}

BoActivityItem *
_bo_activity_item_new (BoActivity *activity,
                       const char *name,
                       const char *document,
                       GHashTable *people)
{
  BoActivityItem *self = g_object_new (BO_TYPE_ACTIVITY_ITEM, NULL);

  self->activity = activity;
  self->sentence = bo_sentence_activity (activity, name, document);
  self->who = describe_who (activity, people);
  return self;
}

bool
_bo_activity_item_equal (BoActivityItem *a,
                         BoActivityItem *b)
{
  return a->activity->seq == b->activity->seq && g_str_equal (a->sentence, b->sentence)
         && g_str_equal (a->who, b->who);
}

/**
 * bo_activity_item_get_kind:
 * @self: an item
 *
 * Returns: what sort of thing happened
 */
BoActivityKind
bo_activity_item_get_kind (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), BO_ACTIVITY_EDITED);

  return self->activity->kind;
}

/**
 * bo_activity_item_get_sentence:
 * @self: an item
 *
 * Returns: (transfer none): what happened, translated
 */
const char *
bo_activity_item_get_sentence (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), NULL);

  return self->sentence;
}

/**
 * bo_activity_item_get_when:
 * @self: an item
 *
 * Returns: when it happened, µs since 1970 UTC
 */
int64_t
bo_activity_item_get_when (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), 0);

  return self->activity->when_us;
}

/**
 * bo_activity_item_get_entity_id:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what it happened to
 */
const char *
bo_activity_item_get_entity_id (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), NULL);

  return self->activity->entity_id;
}

/**
 * bo_activity_item_get_who:
 * @self: an item
 *
 * Returns: (transfer none): whose doing it was, and on what: "Ana, Ana’s laptop"; "" for nobody in particular
 */
const char *
bo_activity_item_get_who (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), "");

  return self->who;
}

/**
 * bo_activity_item_get_user_id:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): whose doing it was, where that is known
 */
const char *
bo_activity_item_get_user_id (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), NULL);

  return self->activity->user_id;
}

/**
 * bo_activity_item_get_icon_name:
 * @self: an item
 *
 * Returns: (transfer none): a symbolic icon that says the same
 */
const char *
bo_activity_item_get_icon_name (BoActivityItem *self)
{
  g_return_val_if_fail (BO_IS_ACTIVITY_ITEM (self), NULL);

  switch (self->activity->kind)
    {
    case BO_ACTIVITY_EDITED:
      return "document-edit-symbolic";
    case BO_ACTIVITY_SENT:
      return "go-up-symbolic";
    case BO_ACTIVITY_RECEIVED:
      return "go-down-symbolic";
    case BO_ACTIVITY_MERGED:
    case BO_ACTIVITY_ELSEWHERE:
      return "object-select-symbolic";
    case BO_ACTIVITY_CONFLICT:
      return "dialog-question-symbolic";
    case BO_ACTIVITY_EXPIRED:
    case BO_ACTIVITY_LATE:
      return "alarm-symbolic";
    case BO_ACTIVITY_DISCARDED:
      return "edit-undo-symbolic";
    case BO_ACTIVITY_QUARANTINED:
    case BO_ACTIVITY_UNREADABLE:
    case BO_ACTIVITY_DIVERGED:
    case BO_ACTIVITY_STRANGE:
      return "dialog-warning-symbolic";
    case BO_ACTIVITY_REOFFERED:
    case BO_ACTIVITY_RESYNC:
      return "view-refresh-symbolic";
    case BO_ACTIVITY_FAILED:
      return "dialog-error-symbolic";
    case BO_ACTIVITY_CONNECTED:
      return "network-server-symbolic";
    }
  return "dialog-information-symbolic";
}

/* For programs: never translated, never changed. */
static const char *
kind_name (BoActivityKind kind)
{
  switch (kind)
    {
    case BO_ACTIVITY_EDITED: return "edited";
    case BO_ACTIVITY_SENT: return "sent";
    case BO_ACTIVITY_RECEIVED: return "received";
    case BO_ACTIVITY_MERGED: return "merged";
    case BO_ACTIVITY_CONFLICT: return "conflict";
    case BO_ACTIVITY_EXPIRED: return "expired";
    case BO_ACTIVITY_DISCARDED: return "discarded";
    case BO_ACTIVITY_QUARANTINED: return "quarantined";
    case BO_ACTIVITY_UNREADABLE: return "unreadable";
    case BO_ACTIVITY_REOFFERED: return "reoffered";
    case BO_ACTIVITY_RESYNC: return "resync";
    case BO_ACTIVITY_DIVERGED: return "diverged";
    case BO_ACTIVITY_FAILED: return "failed";
    case BO_ACTIVITY_CONNECTED: return "connected";
    case BO_ACTIVITY_LATE: return "late";
    case BO_ACTIVITY_STRANGE: return "strange";
    case BO_ACTIVITY_ELSEWHERE: return "elsewhere";
    }
  return "other";
}

/**
 * bo_activity_item_to_line:
 * @self: a line of the journal
 *
 * The same for other programs: an object of JSON on a line, with `when` (UTC), `kind`, `sentence` and, where there is
 * one, `entity_id`. On any thread.
 *
 * Returns: (transfer full): ends with a newline
 */
char *
bo_activity_item_to_line (BoActivityItem *self)
{
  g_autofree char *when = bo_time_format (self->activity->when_us);
  BoJsonWriter *json = bo_json_writer_new ();
  g_autofree char *line = NULL;

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "when", when);
  bo_json_writer_member_string (json, "kind", kind_name (self->activity->kind));
  bo_json_writer_member_string (json, "sentence", self->sentence);
  if (self->activity->entity_id != NULL)
    bo_json_writer_member_string (json, "entity_id", self->activity->entity_id);
  bo_json_writer_end_object (json);
  line = bo_json_writer_end (json, NULL);
  return g_strconcat (line, "\n", NULL);
}
