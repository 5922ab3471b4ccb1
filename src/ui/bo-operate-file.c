/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* The file of a document: kept on this device, described to the others. */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoWish *wish = data;
  GError *error = NULL;
  g_autofree char *description = bo_client_keep_file_finish (BO_CLIENT (source), result, &error);
  BoDraft *draft = bo_draft_new ();

  if (description != NULL)
    bo_compose_set_file (draft, BO_DOCUMENT (wish->thing), description);
  _bo_wish_try (wish, draft, error);
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
  BoWish *wish = _bo_wish_new (from, client, BO_THING (document));
  g_autofree char *name = g_file_get_basename (file);

  if (bo_client_get_read_only (client))
    {
      _bo_wish_free (wish);
      bo_toast (from, _("Nothing can be attached here: this home can only be looked at."));
      return;
    }
  wish->done = g_strdup_printf (_("“%s” is kept on this device"), name != NULL ? name : "");
  bo_client_keep_file_async (client, bo_thing_get_id (BO_THING (document)), file, NULL, kept_cb, wish);
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
