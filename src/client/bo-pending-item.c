/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-items-private.h"

struct _BoPendingItem
{
  GObject      parent_instance;
  BoPendingRow row;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_SENTENCE,
  PROP_QUEUED_AT,
  PROP_STATUS,
  PROP_EXPIRES,
  PROP_PROBLEM,
  PROP_FORECAST,
  PROP_RETURNS,
  PROP_THING_ID,
  PROP_PATH,
  N_PROPS
} BoPendingItemProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BoPendingItem, bo_pending_item, G_TYPE_OBJECT)

static void
bo_pending_item_get_property (GObject     *object,
                              unsigned int property_id,
                              GValue      *value,
                              GParamSpec  *pspec)
{
  BoPendingItem *self = BO_PENDING_ITEM (object);

  switch ((BoPendingItemProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->row.id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->row.name);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->row.sentence);
      break;
    case PROP_QUEUED_AT:
      g_value_set_int64 (value, self->row.queued_at);
      break;
    case PROP_STATUS:
      g_value_set_int (value, self->row.status);
      break;
    case PROP_EXPIRES:
      g_value_set_int64 (value, self->row.expires);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->row.problem);
      break;
    case PROP_FORECAST:
      g_value_take_string (value, bo_pending_item_dup_forecast (self));
      break;
    case PROP_RETURNS:
      g_value_set_string (value, self->row.returns);
      break;
    case PROP_THING_ID:
      g_value_set_string (value, self->row.thing_id);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->row.path);
      break;
    case N_PROPS:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
bo_pending_item_finalize (GObject *object)
{
  BoPendingItem *self = BO_PENDING_ITEM (object);

  g_free (self->row.id);
  g_free (self->row.name);
  g_free (self->row.sentence);
  g_free (self->row.problem);
  bo_forecast_free (self->row.forecast);
  g_free (self->row.rival);
  g_free (self->row.returns);
  g_free (self->row.thing_id);
  g_free (self->row.path);

  G_OBJECT_CLASS (bo_pending_item_parent_class)->finalize (object);
}

static void
bo_pending_item_class_init (BoPendingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bo_pending_item_get_property;
  object_class->finalize = bo_pending_item_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_QUEUED_AT] = g_param_spec_int64 ("queued-at", NULL, NULL, INT64_MIN, INT64_MAX, 0, flags);
  properties[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, 0, INT32_MAX, 0, flags);
  properties[PROP_EXPIRES] = g_param_spec_int64 ("expires", NULL, NULL, INT64_MIN, INT64_MAX, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_FORECAST] = g_param_spec_string ("forecast", NULL, NULL, NULL, flags);
  properties[PROP_RETURNS] = g_param_spec_string ("returns", NULL, NULL, NULL, flags);
  properties[PROP_THING_ID] = g_param_spec_string ("thing-id", NULL, NULL, NULL, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bo_pending_item_init (BoPendingItem *self)
{
}

BoPendingItem *
_bo_pending_item_new (BoPendingRow row)
{
  BoPendingItem *self = g_object_new (BO_TYPE_PENDING_ITEM, NULL);

  self->row = row;
  return self;
}

bool
_bo_pending_item_equal (BoPendingItem *a,
                        BoPendingItem *b)
{
  return g_str_equal (a->row.id, b->row.id)
         && g_strcmp0 (a->row.name, b->row.name) == 0
         && g_strcmp0 (a->row.sentence, b->row.sentence) == 0
         && g_strcmp0 (a->row.problem, b->row.problem) == 0
         && bo_forecast_equal (a->row.forecast, b->row.forecast)
         && g_strcmp0 (a->row.rival, b->row.rival) == 0
         && g_strcmp0 (a->row.returns, b->row.returns) == 0
         && g_strcmp0 (a->row.path, b->row.path) == 0
         && a->row.queued_at == b->row.queued_at
         && a->row.expires == b->row.expires
         && a->row.status == b->row.status;
}

/**
 * bo_pending_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): id of the entity or edge; for discard and retry
 */
const char *
bo_pending_item_get_id (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.id;
}

/**
 * bo_pending_item_get_name:
 * @self: an item
 *
 * Returns: (transfer none): what the thing is called
 */
const char *
bo_pending_item_get_name (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.name;
}

/**
 * bo_pending_item_get_sentence:
 * @self: an item
 *
 * Returns: (transfer none): "Set Hall lamp to 40 %", translated
 */
const char *
bo_pending_item_get_sentence (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.sentence;
}

/**
 * bo_pending_item_get_queued_at:
 * @self: an item
 *
 * Returns: since when it waits, µs since 1970 UTC
 */
int64_t
bo_pending_item_get_queued_at (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), 0);

  return self->row.queued_at;
}

/**
 * bo_pending_item_get_status:
 * @self: an item
 *
 * Returns: pending, sending or quarantined; in conflict where it waits while a
 * decision about the same thing is asked for
 */
BoSyncStatus
bo_pending_item_get_status (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), BO_STATUS_PENDING);

  return self->row.status;
}

/**
 * bo_pending_item_dup_notice:
 * @self: an item
 *
 * Returns: (transfer full): its status in words, with who else changed it as a
 * thing's own notice has it
 */
char *
bo_pending_item_dup_notice (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return bo_thing_status_dup_notice (self->row.status, self->row.rival);
}

/**
 * bo_pending_item_get_expires:
 * @self: an item
 *
 * Returns: when the first of its changes leaves the queue unsent, µs since 1970 UTC; 0 never
 */
int64_t
bo_pending_item_get_expires (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), 0);

  return self->row.expires;
}

/**
 * bo_pending_item_get_problem:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): why the hub refused it, a sentence
 */
const char *
bo_pending_item_get_problem (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.problem;
}

/**
 * bo_pending_item_dup_forecast:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how it would fare against what the hub
 * holds meanwhile, a sentence of the day on which it is read (PROTOCOL §5)
 */
char *
bo_pending_item_dup_forecast (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.forecast != NULL ? bo_forecast_to_text (self->row.forecast) : NULL;
}

/**
 * bo_pending_item_get_returns:
 * @self: an item
 *
 * Returns: (transfer none): what comes back when it is discarded, a sentence a line
 */
const char *
bo_pending_item_get_returns (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.returns;
}

/**
 * bo_pending_item_get_thing_id:
 * @self: an item
 *
 * Returns: (transfer none): what it is about; of an edge what it starts at
 */
const char *
bo_pending_item_get_thing_id (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.thing_id;
}

/**
 * bo_pending_item_get_path:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): where in the thing the value is that
 * waits; %NULL where it is not one value
 */
const char *
bo_pending_item_get_path (BoPendingItem *self)
{
  g_return_val_if_fail (BO_IS_PENDING_ITEM (self), NULL);

  return self->row.path;
}
