/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accessory-page.h"
#include "bo-compare-page.h"
#include "bo-conflict-page.h"
#include "bo-documents-page.h"
#include "bo-error-page.h"
#include "bo-filter.h"
#include "bo-history-page.h"
#include "bo-home-page.h"
#include "bo-keep-page.h"
#include "bo-onboarding.h"
#include "bo-past-page.h"
#include "bo-people-page.h"
#include "bo-places-page.h"
#include "bo-room-page.h"
#include "bo-scenes-page.h"
#include "bo-sync-page.h"

static void
load_style (void)
{
  static bool loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = true;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/the_goodies/BlowingOff/pages/pages.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static bool
is_thing (BoClient *client, const char *id, GType type)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), id);

  return thing != NULL && g_type_is_a (G_OBJECT_TYPE (thing), type);
}

static bool
is_conflict (BoClient *client, const char *id)
{
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);

      if (g_str_equal (bo_conflict_item_get_id (item), id))
        return true;
    }
  return false;
}

static bool
is_moment (const char *argument)
{
  const char *id = NULL;
  int64_t time_us = 0;

  return bo_past_page_parse (argument, &time_us, &id);
}

/* The class for an address whose thing, if it names one, is there; else G_TYPE_INVALID. */
static GType
type_for (const char *place, const char *id, BoClient *client)
{
  BoFilter filter;

  if (g_str_equal (place, "home"))
    return BO_TYPE_HOME_PAGE;
  if (g_str_equal (place, "room"))
    return is_thing (client, id, BO_TYPE_ROOM) ? BO_TYPE_ROOM_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "no-room") || g_str_equal (place, "favourites"))
    return BO_TYPE_ROOM_PAGE;
  if (g_str_equal (place, "filter"))
    return bo_filter_from_id (id, &filter) ? BO_TYPE_ROOM_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "accessory") || g_str_equal (place, "notes"))
    return is_thing (client, id, BO_TYPE_ACCESSORY) ? BO_TYPE_ACCESSORY_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "sync"))
    return BO_TYPE_SYNC_PAGE;
  if (g_str_equal (place, "conflict"))
    return is_conflict (client, id) ? BO_TYPE_CONFLICT_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "scenes"))
    return BO_TYPE_SCENES_PAGE;
  if (g_str_equal (place, "documents") || g_str_equal (place, "automations"))
    return BO_TYPE_DOCUMENTS_PAGE;
  if (g_str_equal (place, "document"))
    return is_thing (client, id, BO_TYPE_DOCUMENT) ? BO_TYPE_DOCUMENT_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "history"))
    return BO_TYPE_HISTORY_PAGE;
  if (g_str_equal (place, "compare"))
    return BO_TYPE_COMPARE_PAGE;
  if (g_str_equal (place, "past"))
    return is_moment (id) ? BO_TYPE_PAST_PAGE : G_TYPE_INVALID;
  if (g_str_equal (place, "keep"))
    return BO_TYPE_KEEP_PAGE;
  if (g_str_equal (place, "places"))
    return BO_TYPE_PLACES_PAGE;
  if (g_str_equal (place, "people"))
    return BO_TYPE_PEOPLE_PAGE;
  if (g_str_equal (place, "welcome"))
    return BO_TYPE_ONBOARDING;
  if (g_str_equal (place, "error"))
    return BO_TYPE_ERROR_PAGE;
  return G_TYPE_INVALID;
}

/**
 * bo_page_create:
 * @address: where to go
 * @client: the client
 *
 * Makes the page for an address.
 *
 * Returns: (transfer floating) (nullable): the page; %NULL where there is none, or where what it
 *   would show is not there
 */
BoPage *
bo_page_create (const char *address, BoClient *client)
{
  const char *colon = strchr (address, ':');
  g_autofree char *place = colon != NULL ? g_strndup (address, (size_t) (colon - address)) : g_strdup (address);
  GType type = type_for (place, colon != NULL ? colon + 1 : "", client);

  if (type == G_TYPE_INVALID)
    return NULL;
  load_style ();
  return g_object_new (type, "client", client, "address", address, NULL);
}
