/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/* "1": the desktop finds nothing of this home */
#define BO_SETTING_NO_SEARCH "search.off"

/* What the desktop's search needs of the program. */
typedef struct
{
  /* (transfer none) (nullable): whose home is searched; may still be opening. NULL: there is no home yet. */
  BoClient *(*open) (gpointer data);
  /* Shows the page of @address in a window; NULL: @typed in the palette. @time: of the event. */
  void      (*show) (const char *address, const char *typed, uint32_t time, gpointer data);
} BoSearchHost;

/**
 * BoSearch:
 *
 * The home in the search of GNOME Shell (org.gnome.Shell.SearchProvider2): rooms, accessories, scenes and documents,
 * in the palette's order. A result shows where a thing is; nothing is ever operated from there. Ranking runs on a
 * thread of its own, so that a window that is open goes on drawing. While it answers it holds the application.
 */
#define BO_TYPE_SEARCH (bo_search_get_type ())
G_DECLARE_FINAL_TYPE (BoSearch, bo_search, BO, SEARCH, GObject)

/* @host and @data outlive it */
BoSearch *bo_search_new        (const BoSearchHost *host, gpointer data);
/* Answers at @path of @connection until it is disposed of or unregistered. */
gboolean  bo_search_register   (BoSearch *self, GDBusConnection *connection, const char *path, GError **error);
void      bo_search_unregister (BoSearch *self);

G_END_DECLS
