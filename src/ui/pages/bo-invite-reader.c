/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-invite-reader.h"
#include "bo-qr-read.h"

/* Where pictures of invitations come from: a file, the clipboard, a drop on the page. */

typedef struct
{
  BoInviteFunc  func;
  gpointer      data;
  GCancellable *cancellable;
} Reader;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_cancellable_cancel (reader->cancellable);
  g_object_unref (reader->cancellable);
  g_free (reader);
}

static Reader *
reader_of (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), "bo-invite-reader");
}

/* What else is in the picture, an address of a poster say, is left alone. */
static char *
find_invitation (GStrv texts, GError **error)
{
  g_autoptr (GError) first = NULL;
  char *found = NULL;

  for (size_t i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (BoInvitation) invitation = bo_invitation_parse (texts[i], first == NULL ? &first : NULL);

      if (invitation != NULL && found != NULL)
        {
          g_free (found);
          g_set_error_literal (error, BO_ERROR, BO_ERROR_AMBIGUOUS,
                               _("There are several invitations in this picture. Cut out the one you want."));
          return NULL;
        }
      if (invitation != NULL)
        found = g_strdup (texts[i]);
    }
  if (found == NULL)
    g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                         _("The code in this picture is no invitation to a home. Nothing was done with it."));
  return found;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  Reader *reader = reader_of (page);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = bo_qr_read_finish (result, &error);
  g_autofree char *text = texts != NULL ? find_invitation (texts, &error) : NULL;

  if (reader != NULL && gtk_widget_get_root (page) != NULL)
    reader->func (text, error, reader->data);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  Reader *reader = reader_of (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream != NULL && reader != NULL)
    bo_qr_read_async (G_INPUT_STREAM (stream), reader->cancellable, read_cb, g_object_ref (page));
  else if (reader != NULL && gtk_widget_get_root (page) != NULL)
    reader->func (NULL, error, reader->data);
}

/**
 * bo_invite_reader_take_file:
 * @page: with a reader
 * @file: a picture
 */
void
bo_invite_reader_take_file (GtkWidget *page, GFile *file)
{
  Reader *reader = reader_of (page);

  g_file_read_async (file, G_PRIORITY_DEFAULT, reader->cancellable, opened_cb, g_object_ref (page));
}

static void
chosen_cb (GFile *file, gpointer page)
{
  bo_invite_reader_take_file (page, file);
}

/**
 * bo_invite_reader_choose:
 * @page: with a reader
 *
 * Asks for a file.
 */
void
bo_invite_reader_choose (GtkWidget *page)
{
  GtkFileFilter *pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  bo_ask_open (page, _("Open a Picture of an Invitation"), pictures, chosen_cb);
}

/* --- the clipboard --- */

static void
text_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  Reader *reader = reader_of (page);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (BoInvitation) invitation = text != NULL ? bo_invitation_parse (text, &error) : NULL;

  if (reader != NULL && gtk_widget_get_root (page) != NULL)
    reader->func (invitation != NULL ? text : NULL, error, reader->data);
}

static void
picture_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  Reader *reader = reader_of (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream != NULL && reader != NULL)
    bo_qr_read_async (stream, reader->cancellable, read_cb, g_object_ref (page));
  else if (reader != NULL && gtk_widget_get_root (page) != NULL)
    reader->func (NULL, error, reader->data);
}

static const char *const picture_types[] = { "image/png", "image/jpeg", "image/webp", "image/bmp", NULL };

static bool
holds_picture (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  for (size_t i = 0; picture_types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, picture_types[i]))
      return true;
  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE);
}

/**
 * bo_invite_reader_paste:
 * @page: with a reader
 *
 * Takes the picture or the text that was copied.
 */
void
bo_invite_reader_paste (GtkWidget *page)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (page);
  Reader *reader = reader_of (page);

  if (holds_picture (clipboard))
    gdk_clipboard_read_async (clipboard, (const char **) picture_types, G_PRIORITY_DEFAULT, reader->cancellable,
                              picture_pasted_cb, g_object_ref (page));
  else
    gdk_clipboard_read_text_async (clipboard, reader->cancellable, text_pasted_cb, g_object_ref (page));
}

/* --- the drop --- */

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *page)
{
  GFile *file = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_value_get_object (value) : NULL;

  if (file == NULL)
    return FALSE;
  bo_invite_reader_take_file (page, file);
  return TRUE;
}

/**
 * bo_invite_reader_attach:
 * @page: what takes invitations
 * @func: called with each that was read, or with why it was not, while @page is shown
 * @data: for @func
 *
 * Lets @page take a picture of an invitation by a drop, from the clipboard and from a file.
 */
void
bo_invite_reader_attach (GtkWidget *page, BoInviteFunc func, gpointer data)
{
  Reader *reader = g_new0 (Reader, 1);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  reader->func = func;
  reader->data = data;
  reader->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (page), "bo-invite-reader", reader, reader_free);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), page, 0);
  gtk_widget_add_controller (page, GTK_EVENT_CONTROLLER (target));
}
