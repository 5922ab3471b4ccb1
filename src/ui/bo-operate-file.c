/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* The file of a document: kept on this device, described to the others. */

/* Says why not, where nothing may be changed. */
static bool
may_attach (GtkWidget *from, BoClient *client)
{
  if (!bo_client_get_read_only (client))
    return true;
  bo_toast (from, _("Nothing can be attached here: this home can only be looked at."));
  return false;
}

/* (transfer full): what a new document of the file @name is called: "boiler.pdf" is "boiler" */
static char *
title_of (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (size_t) (dot - name)) : g_strdup (name);
}

/* A new document about the thing, where the wish has an id for it; else the thing is the document. */
static void
compose_file (BoWish *wish, BoDraft *draft, const char *description, GError **error)
{
  if (wish->id != NULL)
    {
      g_autofree char *name = bo_json_member_string (bo_json_wrap (description), "name");
      g_autofree char *title = title_of (name != NULL ? name : "");

      bo_compose_document_of_file (draft, wish->id, "manual", title, description, wish->thing, error);
    }
  else
    bo_compose_set_file (draft, BO_DOCUMENT (wish->thing), description);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoWish *wish = data;
  GError *error = NULL;
  g_autofree char *description = bo_client_keep_file_finish (BO_CLIENT (source), result, &error);
  BoDraft *draft = bo_draft_new ();

  if (description != NULL)
    compose_file (wish, draft, description, &error);
  _bo_wish_try (wish, draft, error);
}

/* @id: (nullable) (transfer full): of a new document about @thing; NULL: @thing is the document */
static void
keep (GtkWidget *from, BoClient *client, BoThing *thing, char *id, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  BoWish *wish = _bo_wish_new (from, client, thing);

  wish->id = id;
  wish->done = g_strdup_printf (_("“%s” is kept on this device"), name != NULL ? name : "");
  bo_client_keep_file_async (client, id != NULL ? id : bo_thing_get_id (thing), file, NULL, kept_cb, wish);
}

/**
 * bo_operate_add_file:
 * @from: a widget of the window
 * @client: the client
 * @about: an accessory or a room
 * @file: any file
 *
 * Keeps a copy of @file on this device and adds a manual about @about that it belongs to, with an Undo.
 */
void
bo_operate_add_file (GtkWidget *from, BoClient *client, BoThing *about, GFile *file)
{
  if (may_attach (from, client))
    keep (from, client, about, bo_uuid_random (), file);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, BoThing *about)
{
  GtkWidget *page = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GFile *file = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_value_get_object (value) : NULL;

  if (file == NULL)
    return FALSE;
  bo_operate_add_file (page, g_object_get_data (G_OBJECT (target), "bo-client"), about, file);
  return TRUE;
}

/**
 * bo_operate_take_files:
 * @page: what is dropped on
 * @client: the client
 * @about: what the files are about
 *
 * A file dropped on @page is added as by bo_operate_add_file().
 */
void
bo_operate_take_files (GtkWidget *page, BoClient *client, BoThing *about)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_object_set_data_full (G_OBJECT (target), "bo-client", g_object_ref (client), g_object_unref);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), about, 0);
  gtk_widget_add_controller (page, GTK_EVENT_CONTROLLER (target));
}

/**
 * bo_operate_attach:
 * @from: a widget of the window
 * @client: the client
 * @document: to what
 * @file: any file
 *
 * Keeps a copy of @file on this device, and says so in @document.
 */
void
bo_operate_attach (GtkWidget *from, BoClient *client, BoDocument *document, GFile *file)
{
  if (may_attach (from, client))
    keep (from, client, BO_THING (document), NULL, file);
}

/**
 * bo_operate_detach:
 * @from: a widget of the window
 * @client: the client
 * @document: of what
 *
 * The document has no file any more; the copy stays for an Undo.
 */
void
bo_operate_detach (GtkWidget *from, BoClient *client, BoDocument *document)
{
  BoWish *wish = _bo_wish_new (from, client, BO_THING (document));
  BoDraft *draft = bo_draft_new ();

  bo_compose_set_file (draft, document, NULL);
  wish->done = g_strdup (_("The file belongs to this document no more"));
  _bo_wish_apply (wish, draft);
}
