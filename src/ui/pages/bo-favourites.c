/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-kit.h"

/**
 * BoFavourites:
 *
 * What a person wants near, on this device. One object for each client, so that every page
 * hears of a change made on another.
 *
 * ::changed: (signal)
 */
struct _BoFavourites
{
  GObject   parent_instance;
  BoClient *client; /* owns this */
};

G_DEFINE_FINAL_TYPE (BoFavourites, bo_favourites, G_TYPE_OBJECT)

static unsigned int changed_signal;

static void
bo_favourites_class_init (BoFavouritesClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_favourites_init (BoFavourites *self)
{
}

BoFavourites *
bo_favourites_of (BoClient *client)
{
  BoFavourites *self = g_object_get_data (G_OBJECT (client), "bo-favourites");

  if (self == NULL)
    {
      self = g_object_new (BO_TYPE_FAVOURITES, NULL);
      self->client = client;
      g_object_set_data_full (G_OBJECT (client), "bo-favourites", self, g_object_unref);
    }
  return self;
}

bool
bo_favourites_has (BoFavourites *self, const char *id)
{
  g_autofree char *key = g_strconcat ("favourite.", id, NULL);

  return bo_client_get_setting (self->client, key) != NULL;
}

void
bo_favourites_set (BoFavourites *self, const char *id, bool favourite)
{
  g_autofree char *key = g_strconcat ("favourite.", id, NULL);

  if (favourite == bo_favourites_has (self, id))
    return;
  bo_client_set_setting (self->client, key, favourite ? "1" : NULL);
  g_signal_emit (self, changed_signal, 0);
}
