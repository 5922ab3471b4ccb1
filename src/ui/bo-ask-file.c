/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"

/* Which file to read or to write. */

typedef struct
{
  GWeakRef   from;
  BoFileFunc chosen;
} FileQuestion;

static void
file_question_free (gpointer data, GClosure *closure)
{
  FileQuestion *question = data;

  g_weak_ref_clear (&question->from);
  g_free (question);
}

/* Who asked may have left the window meanwhile: then nobody wants to know. */
static void
response_cb (GtkNativeDialog *dialog, int response, FileQuestion *question)
{
  g_autoptr (GtkNativeDialog) chooser = dialog; /* nobody else holds it */
  g_autoptr (GtkWidget) from = g_weak_ref_get (&question->from);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && from != NULL && gtk_widget_get_root (from) != NULL)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    question->chosen (file, from);
  else if (file != NULL)
    bo_toast (from, _("Choose a file on this device"));
}

/* Takes @chooser. */
static void
show (GtkFileChooserNative *chooser, GtkWidget *from, BoFileFunc chosen)
{
  FileQuestion *question = g_new0 (FileQuestion, 1);

  g_weak_ref_init (&question->from, from);
  question->chosen = chosen;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (response_cb), question, file_question_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkFileChooserNative *
chooser_new (GtkWidget *from, const char *title, GtkFileChooserAction action, const char *answer)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, answer, NULL);
}

/**
 * bo_ask_save:
 * @from: a widget of the window
 * @title: what is saved
 * @name: what the file may be called
 * @chosen: called with a file that has a path, and @from
 *
 * Asks where to write a file.
 */
void
bo_ask_save (GtkWidget *from, const char *title, const char *name, BoFileFunc chosen)
{
  GtkFileChooserNative *chooser = chooser_new (from, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  show (chooser, from, chosen);
}

/**
 * bo_ask_open:
 * @from: a widget of the window
 * @title: what is opened
 * @filter: (nullable) (transfer full): which files are offered; all of them otherwise
 * @chosen: called with a file that has a path, and @from
 *
 * Asks which file to read.
 */
void
bo_ask_open (GtkWidget *from, const char *title, GtkFileFilter *filter, BoFileFunc chosen)
{
  GtkFileChooserNative *chooser = chooser_new (from, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  if (filter != NULL)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_clear_object (&filter);
  show (chooser, from, chosen);
}
