/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-page.h"

typedef struct
{
  BoClient  *client;
  char      *address;
  char      *title;
  char      *subtitle;
  GtkWidget *header_widget;
  bool       gone;
} BoPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BoPage, bo_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_CLIENT = 1,
  PROP_ADDRESS,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_GONE,
} BoPageProperty;

static GParamSpec *properties[PROP_GONE + 1];

static void
bo_page_get_property (GObject *object, unsigned int id, GValue *value, GParamSpec *pspec)
{
  BoPagePrivate *priv = bo_page_get_instance_private (BO_PAGE (object));

  switch ((BoPageProperty) id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, priv->client);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, priv->address);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_GONE:
      g_value_set_boolean (value, priv->gone);
      break;
    }
}

static void
bo_page_set_property (GObject *object, unsigned int id, const GValue *value, GParamSpec *pspec)
{
  BoPage *self = BO_PAGE (object);
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  switch ((BoPageProperty) id)
    {
    case PROP_CLIENT:
      priv->client = g_value_dup_object (value);
      break;
    case PROP_ADDRESS:
      priv->address = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      bo_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      bo_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_GONE:
      break;
    }
}

static void
bo_page_dispose (GObject *object)
{
  BoPagePrivate *priv = bo_page_get_instance_private (BO_PAGE (object));

  g_clear_object (&priv->header_widget);
  G_OBJECT_CLASS (bo_page_parent_class)->dispose (object);
}

static void
bo_page_finalize (GObject *object)
{
  BoPagePrivate *priv = bo_page_get_instance_private (BO_PAGE (object));

  g_clear_object (&priv->client);
  g_clear_pointer (&priv->address, g_free);
  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->subtitle, g_free);
  G_OBJECT_CLASS (bo_page_parent_class)->finalize (object);
}

static void
bo_page_class_init (BoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bo_page_get_property;
  object_class->set_property = bo_page_set_property;
  object_class->dispose = bo_page_dispose;
  object_class->finalize = bo_page_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, BO_TYPE_CLIENT, once);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, "", once);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  properties[PROP_GONE] = g_param_spec_boolean ("gone", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_page_init (BoPage *self)
{
}

BoClient *
bo_page_get_client (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  return priv->client;
}

const char *
bo_page_get_address (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  return priv->address;
}

const char *
bo_page_get_argument (BoPage *self)
{
  const char *colon = strchr (bo_page_get_address (self), ':');

  return colon != NULL ? colon + 1 : "";
}

const char *
bo_page_get_title (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  return priv->title != NULL ? priv->title : "";
}

const char *
bo_page_get_subtitle (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  return priv->subtitle != NULL ? priv->subtitle : "";
}

static void
set_string (BoPage *self, char **field, const char *value, BoPageProperty property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
bo_page_set_title (BoPage *self, const char *title)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  set_string (self, &priv->title, title, PROP_TITLE);
}

void
bo_page_set_subtitle (BoPage *self, const char *subtitle)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  set_string (self, &priv->subtitle, subtitle, PROP_SUBTITLE);
}

/**
 * bo_page_set_gone:
 * @self: a page
 *
 * Says that what the page shows no longer exists; the window leaves it.
 */
void
bo_page_set_gone (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  if (priv->gone)
    return;
  priv->gone = true;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
}

/**
 * bo_page_set_header_widget:
 * @self: a page
 * @widget: (transfer floating): a widget for the header bar
 *
 * Gives the window something to show at the end of its header bar with this page.
 */
void
bo_page_set_header_widget (BoPage *self, GtkWidget *widget)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  g_return_if_fail (priv->header_widget == NULL);
  priv->header_widget = g_object_ref_sink (widget);
}

GtkWidget *
bo_page_get_header_widget (BoPage *self)
{
  BoPagePrivate *priv = bo_page_get_instance_private (self);

  return priv->header_widget;
}
