/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-error-page.h"
#include "bo-kit.h"
#include "bo-operate.h"

struct _BoErrorPage
{
  BoPage         parent_instance;
  AdwStatusPage *status;
  GtkWidget     *retry;
};

G_DEFINE_FINAL_TYPE (BoErrorPage, bo_error_page, BO_TYPE_PAGE)

static void
refresh (BoErrorPage *self)
{
  const char *sentence = bo_client_get_store_error (bo_page_get_client (BO_PAGE (self)));
  g_autofree char *escaped = g_markup_escape_text (sentence != NULL ? sentence : _("It can be read again."), -1);

  adw_status_page_set_description (self->status, escaped);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoErrorPage) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->retry, TRUE);
  if (bo_client_open_finish (BO_CLIENT (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", "home");
}

static void
retry_cb (BoErrorPage *self)
{
  gtk_widget_set_sensitive (self->retry, FALSE);
  bo_client_open_async (bo_page_get_client (BO_PAGE (self)), BO_OPEN_DEFAULT, NULL, opened_cb, g_object_ref (self));
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    bo_toast (page, error->message);
}

/* Where the file lies: what is done about it is done outside. */
static void
show_folder_cb (BoErrorPage *self)
{
  g_autofree char *path = bo_client_dup_store_path (bo_page_get_client (BO_PAGE (self)));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME, NULL,
                     folder_shown_cb, g_object_ref (self));
}

static GtkWidget *
pill (BoErrorPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
file_list (BoErrorPage *self)
{
  g_autofree char *path = bo_client_dup_store_path (bo_page_get_client (BO_PAGE (self)));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = bo_kit_row (_("File"), path, NULL);

  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static GtkWidget *
contents (BoErrorPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->retry = pill (self, _("_Try Again"), G_CALLBACK (retry_cb));
  gtk_widget_add_css_class (self->retry, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), self->retry);
  gtk_box_append (GTK_BOX (buttons), pill (self, _("Show _Folder"), G_CALLBACK (show_folder_cb)));
  gtk_box_append (GTK_BOX (box), file_list (self));
  gtk_box_append (GTK_BOX (box), buttons);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static void
bo_error_page_constructed (GObject *object)
{
  BoErrorPage *self = BO_ERROR_PAGE (object);

  G_OBJECT_CLASS (bo_error_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Blowing-Off"));
  adw_status_page_set_child (self->status, contents (self));
  g_signal_connect_object (bo_page_get_client (BO_PAGE (self)), "notify::store-error", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
bo_error_page_class_init (BoErrorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_error_page_constructed;
}

static void
bo_error_page_init (BoErrorPage *self)
{
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->status, "drive-harddisk-symbolic");
  adw_status_page_set_title (self->status, _("This Home Could Not Be Opened"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->status));
}
