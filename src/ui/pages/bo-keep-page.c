/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-keep-page.h"
#include "bo-kit.h"

#define MAX_NAMES 8

struct _BoKeepPage
{
  BoPage        parent_instance;

  GtkWidget    *back_up;
  GtkWidget    *export;
  GtkWidget    *import;
  GtkRevealer  *busy;
  GtkLabel     *busy_text;
  GtkWidget    *failure;
  GtkLabel     *failed_what;
  GtkLabel     *failed_why;
  GCancellable *cancellable; /* while something is under way */
};

G_DEFINE_FINAL_TYPE (BoKeepPage, bo_keep_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoKeepPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

static void
refresh (BoKeepPage *self)
{
  bool idle = self->cancellable == NULL;

  gtk_widget_set_sensitive (self->back_up, idle);
  gtk_widget_set_sensitive (self->export, idle);
  gtk_widget_set_sensitive (self->import, idle && !bo_client_get_read_only (client_of (self)));
  gtk_revealer_set_reveal_child (self->busy, !idle);
}

/* One thing at a time; (nullable): NULL while another is under way */
static GCancellable *
begin (BoKeepPage *self, const char *text)
{
  if (self->cancellable != NULL)
    return NULL;
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->busy_text, text);
  gtk_widget_set_visible (self->failure, FALSE);
  refresh (self);
  return self->cancellable;
}

/* Whether there is still somebody to tell. */
static bool
end (BoKeepPage *self)
{
  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return false;
  refresh (self);
  return true;
}

static void
say_failure (BoKeepPage *self, const char *what, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      bo_toast (GTK_WIDGET (self), _("It was stopped."));
      return;
    }
  /* A reason may be longer than a toast. */
  gtk_label_set_text (self->failed_what, what);
  gtk_label_set_text (self->failed_why, error->message);
  gtk_widget_set_visible (self->failure, TRUE);
}

/* --- copies --- */

static void
end_writing (BoKeepPage *self, GObject *source, GAsyncResult *result, const char *done, const char *failed)
{
  g_autoptr (GError) error = NULL;
  gboolean written = bo_client_write_finish (BO_CLIENT (source), result, &error);

  if (!end (self))
    return;
  if (written)
    bo_toast (GTK_WIDGET (self), done);
  else
    say_failure (self, failed, error);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoKeepPage) self = data;

  end_writing (self, source, result, _("The backup is whole, and on the disk."), _("The home was not backed up."));
}

/**
 * bo_keep_page_back_up:
 * @self: the page
 * @path: where to
 *
 * Copies the home with its history and what waits.
 */
void
bo_keep_page_back_up (BoKeepPage *self, const char *path)
{
  GCancellable *cancellable = begin (self, _("Backing up the home…"));

  if (cancellable != NULL)
    bo_client_backup_async (client_of (self), path, cancellable, backed_up_cb, g_object_ref (self));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoKeepPage) self = data;

  end_writing (self, source, result, _("The home was exported."), _("The home was not exported."));
}

/**
 * bo_keep_page_export:
 * @self: the page
 * @path: where to
 *
 * Writes the home as JSON, a thing a line.
 */
void
bo_keep_page_export (BoKeepPage *self, const char *path)
{
  GCancellable *cancellable = begin (self, _("Exporting the home…"));

  if (cancellable != NULL)
    bo_client_export_async (client_of (self), path, cancellable, exported_cb, g_object_ref (self));
}

/* --- import --- */

typedef struct
{
  BoKeepPage     *self;
  char           *path;
  GtkCheckButton *replace; /* nullable: in the question */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->self);
  g_free (import->path);
  g_free (import);
}

static Import *
import_new (BoKeepPage *self, const char *path)
{
  Import *import = g_new0 (Import, 1);

  import->self = g_object_ref (self);
  import->path = g_strdup (path);
  return import;
}

typedef struct
{
  BoKeepPage *self;
  BoImport   *done;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->self);
  bo_import_free (undo->done);
  g_free (undo);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoKeepPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  if (!end (self))
    return;
  if (error != NULL)
    say_failure (self, _("The import was not taken back."), error);
  else
    bo_toast (GTK_WIDGET (self), _("The home is as it was before the import."));
}

static void
undo_cb (gpointer data)
{
  Undo *undo = data;

  if (begin (undo->self, _("Taking the import back…")) != NULL)
    bo_client_undo_import_async (client_of (undo->self), undo->done, NULL, undone_cb, g_object_ref (undo->self));
}

/* Some of it is in, or all. */
static char *
imported_text (const BoImport *import)
{
  unsigned long n = import->back->len;

  if (g_error_matches (import->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup_printf (ngettext ("It was stopped when %lu thing was imported.",
                                      "It was stopped when %lu things were imported.", n), n);
  return g_strdup_printf (ngettext ("%lu thing was imported.", "%lu things were imported.", n), n);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoKeepPage) self = data;
  g_autoptr (GError) error = NULL;
  BoImport *import = bo_client_import_finish (BO_CLIENT (source), result, &error);
  g_autofree char *text = NULL;
  Undo *undo;

  if (!end (self))
    {
      bo_import_free (import);
      return;
    }
  if (import == NULL)
    {
      say_failure (self, _("Not everything was imported."), error);
      return;
    }
  undo = g_new0 (Undo, 1);
  undo->self = g_object_ref (self);
  undo->done = import;
  text = imported_text (import);
  if (import->stopped != NULL && !g_error_matches (import->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_failure (self, _("Not everything was imported."), import->stopped);
  bo_toast_undo (GTK_WIDGET (self), text, undo_cb, undo, undo_free);
}

static void
import_confirmed_cb (gpointer data)
{
  Import *import = data;
  bool replace = import->replace != NULL && gtk_check_button_get_active (import->replace);
  GCancellable *cancellable = begin (import->self, _("Importing…"));

  if (cancellable != NULL)
    bo_client_import_async (client_of (import->self), import->path, replace ? BO_IMPORT_REPLACE : BO_IMPORT_ADD,
                            cancellable, imported_cb, g_object_ref (import->self));
}

static void
add_count (GtkListBox *list, const char *title, int64_t count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  if (count > 0)
    gtk_list_box_append (list, bo_kit_property_row (title, text));
}

/* (transfer full) (nullable): the first of @lines, and that there are more */
static char *
few_of (GPtrArray *lines, int64_t total, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < MIN (lines->len, MAX_NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", (char *) g_ptr_array_index (lines, i));
  if (total > MAX_NAMES)
    g_string_append (text, separator), g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

static void
add_words (GtkBox *box, char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (box, label);
  g_free (text);
}

/* Counts first, then the names of what differs, then what can't be used and why. */
static GtkWidget *
preview_of (Import *import, BoImport *found)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  add_count (GTK_LIST_BOX (list), _("New here"), found->added);
  add_count (GTK_LIST_BOX (list), _("Different here"), found->changed);
  add_count (GTK_LIST_BOX (list), _("The same here"), found->same);
  add_count (GTK_LIST_BOX (list), _("Deleted ones, left out"), found->removed);
  add_count (GTK_LIST_BOX (list), _("Can’t be used"), found->refused);
  gtk_box_append (GTK_BOX (box), list);
  if (found->changed > 0)
    {
      add_words (GTK_BOX (box), few_of (found->names, found->changed, ", "));
      import->replace = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("_Replace what is different here")));
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (import->replace));
    }
  if (found->refused > 0)
    add_words (GTK_BOX (box), few_of (found->problems, found->refused, "\n"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static void
replace_toggled_cb (GtkCheckButton *replace, GtkWidget *dialog)
{
  bo_ask_set_ready (dialog, gtk_check_button_get_active (replace));
}

static void
show_preview (Import *import, BoImport *found)
{
  bool anything = found->added + found->changed > 0;
  GtkWidget *extra = preview_of (import, found);
  GtkWidget *dialog;

  dialog = bo_ask_with (GTK_WIDGET (import->self), anything ? _("Import This?") : _("There Is Nothing to Import"),
                        anything ? _("Nothing is imported yet. Nothing here is removed, and Undo takes it back.")
                                 : _("Nothing in this file is new or different here."),
                        extra, anything ? _("_Import") : NULL, false, import_confirmed_cb, import, import_free);
  if (anything && found->added == 0)
    {
      bo_ask_set_ready (dialog, false);
      g_signal_connect_object (import->replace, "toggled", G_CALLBACK (replace_toggled_cb), dialog, 0);
    }
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoImport) found = bo_client_import_finish (BO_CLIENT (source), result, &error);

  if (end (import->self) && found != NULL)
    {
      show_preview (import, found);
      return;
    }
  if (error != NULL && gtk_widget_get_root (GTK_WIDGET (import->self)) != NULL)
    say_failure (import->self, _("The file could not be looked through."), error);
  import_free (import);
}

/**
 * bo_keep_page_import:
 * @self: the page
 * @path: a file as export writes it
 *
 * Looks the file through, shows what it would do, and does that when it is wanted.
 */
void
bo_keep_page_import (BoKeepPage *self, const char *path)
{
  GCancellable *cancellable = begin (self, _("Looking the file through…"));

  if (cancellable != NULL)
    bo_client_import_async (client_of (self), path, BO_IMPORT_PREVIEW, cancellable, previewed_cb,
                            import_new (self, path));
}

/* --- choosing files --- */

static void
back_up_chosen_cb (GFile *file, gpointer self)
{
  bo_keep_page_back_up (self, g_file_peek_path (file));
}

static void
export_chosen_cb (GFile *file, gpointer self)
{
  bo_keep_page_export (self, g_file_peek_path (file));
}

static void
import_chosen_cb (GFile *file, gpointer self)
{
  bo_keep_page_import (self, g_file_peek_path (file));
}

static char *
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);

  return g_date_time_format (now, "%Y-%m-%d");
}

static void
back_up_cb (BoKeepPage *self)
{
  g_autofree char *date = today ();
  /* Translators: the name of a file; %s is a date */
  g_autofree char *name = g_strdup_printf (_("Home %s.db"), date);

  bo_ask_save (GTK_WIDGET (self), _("Back Up the Home"), name, back_up_chosen_cb);
}

static void
export_cb (BoKeepPage *self)
{
  g_autofree char *date = today ();
  /* Translators: the name of a file; %s is a date */
  g_autofree char *name = g_strdup_printf (_("Home %s.jsonl"), date);

  bo_ask_save (GTK_WIDGET (self), _("Export the Home"), name, export_chosen_cb);
}

static void
import_cb (BoKeepPage *self)
{
  bo_ask_open (GTK_WIDGET (self), _("Import a Home"), NULL, import_chosen_cb);
}

static void
stop_cb (BoKeepPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- the page --- */

static GtkWidget *
add_row (GtkListBox *list, BoKeepPage *self, const char *title, const char *subtitle, const char *icon_name,
         GCallback activated)
{
  GtkWidget *row = bo_kit_row (title, subtitle, icon_name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", activated, self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
  return row;
}

static GtkListBox *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (box, group);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
busy_bar (BoKeepPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *stop = gtk_button_new_with_mnemonic (_("_Stop"));

  gtk_spinner_set_spinning (GTK_SPINNER (spinner), TRUE);
  self->busy_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->busy_text, 0);
  gtk_label_set_wrap (self->busy_text, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->busy_text), TRUE);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (bar, "bo-bar");
  gtk_box_append (GTK_BOX (bar), spinner);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->busy_text));
  gtk_box_append (GTK_BOX (bar), stop);
  self->busy = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->busy, bar);
  return GTK_WIDGET (self->busy);
}

static GtkLabel *
add_line (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
failure_card (BoKeepPage *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->failure = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->failure, "card");
  gtk_widget_add_css_class (self->failure, "bo-alert");
  gtk_box_append (GTK_BOX (self->failure), gtk_image_new_from_icon_name ("dialog-error-symbolic"));
  gtk_box_append (GTK_BOX (self->failure), words);
  self->failed_what = add_line (words, "heading");
  self->failed_why = add_line (words, NULL);
  gtk_widget_set_visible (self->failure, FALSE);
  return self->failure;
}

static void
bo_keep_page_constructed (GObject *object)
{
  BoKeepPage *self = BO_KEEP_PAGE (object);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkListBox *list;

  G_OBJECT_CLASS (bo_keep_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Backup and Import"));
  gtk_box_append (GTK_BOX (box), failure_card (self));
  list = add_group (GTK_BOX (box), _("Keep a Copy"));
  self->back_up = add_row (list, self, _("Back Up…"),
                           _("All of this device: the home, its history, and what waits for the hub"),
                           "drive-harddisk-symbolic", G_CALLBACK (back_up_cb));
  self->export = add_row (list, self, _("Export…"), _("The home as it is now, as text (JSON) for other programs"),
                          "document-save-as-symbolic", G_CALLBACK (export_cb));
  list = add_group (GTK_BOX (box), _("Bring In"));
  self->import = add_row (list, self, _("Import…"),
                          _("An exported home; what it would do is shown first, and nothing here is removed"),
                          "document-open-symbolic", G_CALLBACK (import_cb));
  gtk_box_append (GTK_BOX (outer), busy_bar (self));
  gtk_box_append (GTK_BOX (outer), bo_kit_scrolled_list (box));
  adw_bin_set_child (ADW_BIN (self), outer);
  g_signal_connect_object (client_of (self), "notify::read-only", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
bo_keep_page_dispose (GObject *object)
{
  BoKeepPage *self = BO_KEEP_PAGE (object);

  /* What is being written is written; only its end is told to nobody. */
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (bo_keep_page_parent_class)->dispose (object);
}

static void
bo_keep_page_class_init (BoKeepPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_keep_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_keep_page_dispose;
}

static void
bo_keep_page_init (BoKeepPage *self)
{
}
