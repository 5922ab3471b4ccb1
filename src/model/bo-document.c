/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-things-private.h"

struct _BoDocument
{
  BoThing parent_instance;

  BoList *subjects;
  char   *body;
};

typedef enum
{
  PROP_BODY = 1,
  PROP_DOCUMENT_TYPE,
} BoDocumentProperty;

static const struct
{
  const char *type;
  const char *label;
  const char *icon_name;
  bool        automatic;
} types[] = {
  { "manual", N_ ("Manual"), "bo-manual-symbolic" },
  { "note", N_ ("Note"), "bo-note-symbolic" },
  { "procedure", N_ ("Procedure"), "bo-procedure-symbolic" },
  { "schedule", N_ ("Schedule"), "bo-schedule-symbolic", true },
  { "automation", N_ ("Automation"), "bo-automation-symbolic", true },
  { "door", N_ ("Door"), "bo-door-symbolic" },
  { "window", N_ ("Window"), "bo-window-symbolic" },
  { "app", N_ ("App"), "bo-app-symbolic" },
};

static GParamSpec *properties[PROP_DOCUMENT_TYPE + 1];

G_DEFINE_FINAL_TYPE (BoDocument, bo_document, BO_TYPE_THING)

static void
bo_document_update (BoThing *thing,
                    gpointer update,
                    gpointer parsed)
{
  BoDocument *self = BO_DOCUMENT (thing);
  const char *body = ((BoParsed *) parsed)->body;

  if (g_strcmp0 (self->body, body) == 0)
    return;
  g_free (self->body);
  self->body = g_strdup (body);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BODY]);
}

static void
bo_document_finalize (GObject *object)
{
  BoDocument *self = BO_DOCUMENT (object);

  g_clear_object (&self->subjects);
  g_clear_pointer (&self->body, g_free);

  G_OBJECT_CLASS (bo_document_parent_class)->finalize (object);
}

static void
bo_document_get_property (GObject    *object,
                          unsigned    property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  BoDocument *self = BO_DOCUMENT (object);

  switch ((BoDocumentProperty) property_id)
    {
    case PROP_BODY:
      g_value_set_string (value, self->body);
      break;
    case PROP_DOCUMENT_TYPE:
      g_value_set_string (value, bo_thing_get_entity_type (BO_THING (self)));
      break;
    }
}

static void
bo_document_class_init (BoDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_document_finalize;
  object_class->get_property = bo_document_get_property;
  BO_THING_CLASS (klass)->update = bo_document_update;

  properties[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, NULL, flags);
  properties[PROP_DOCUMENT_TYPE] = g_param_spec_string ("document-type", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_document_init (BoDocument *self)
{
  self->subjects = _bo_list_new (BO_TYPE_THING);
}

/**
 * bo_document_get_body:
 * @self: a document
 *
 * Returns: the text its content holds; "" without any
 */
const char *
bo_document_get_body (BoDocument *self)
{
  g_return_val_if_fail (BO_IS_DOCUMENT (self), NULL);

  return self->body;
}

/**
 * bo_document_get_body_path:
 * @self: a document
 *
 * Returns: (nullable): where that text stands, or would, in the entity's document
 */
const char *
bo_document_get_body_path (BoDocument *self)
{
  g_return_val_if_fail (BO_IS_DOCUMENT (self), NULL);

  return _bo_thing_get_parsed (BO_THING (self))->body_path;
}

/**
 * bo_document_type_to_label:
 * @type: on the graph: `manual`, `note`, …
 *
 * Returns: "Manual", "Note", …, translated; the type itself where nobody knows it
 */
const char *
bo_document_type_to_label (const char *type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return _ (types[i].label);

  return type;
}

/**
 * bo_document_type_to_icon_name:
 * @type: on the graph
 *
 * Returns: a symbolic icon for it
 */
const char *
bo_document_type_to_icon_name (const char *type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return types[i].icon_name;

  return "bo-document-symbolic";
}

/**
 * bo_document_get_type_label:
 * @self: a document
 *
 * Returns: as bo_document_type_to_label()
 */
const char *
bo_document_get_type_label (BoDocument *self)
{
  return bo_document_type_to_label (bo_thing_get_entity_type (BO_THING (self)));
}

/**
 * bo_document_get_icon_name:
 * @self: a document
 *
 * Returns: a symbolic icon for its type
 */
const char *
bo_document_get_icon_name (BoDocument *self)
{
  return bo_document_type_to_icon_name (bo_thing_get_entity_type (BO_THING (self)));
}

/**
 * bo_document_get_automatic:
 * @self: a document
 *
 * Returns: whether it says what happens by itself: a schedule, an automation
 */
bool
bo_document_get_automatic (BoDocument *self)
{
  const char *type;

  g_return_val_if_fail (BO_IS_DOCUMENT (self), false);

  type = bo_thing_get_entity_type (BO_THING (self));
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return types[i].automatic;

  return false;
}

/**
 * bo_document_get_subjects:
 * @self: a document
 *
 * Returns: (transfer none): of BoThing, by name: what edges tie it to, either way; live
 */
GListModel *
bo_document_get_subjects (BoDocument *self)
{
  g_return_val_if_fail (BO_IS_DOCUMENT (self), NULL);

  return G_LIST_MODEL (self->subjects);
}

BoList *
_bo_document_subjects (BoDocument *self)
{
  return self->subjects;
}
