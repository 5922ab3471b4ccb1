/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-error-page.h"
#include "bo-kit.h"

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

/* Where the file lies: what is done about it is done outside. */
static void
show_folder_cb (BoErrorPage *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "blowing-off", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (folder);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static GtkWidget *
buttons (BoErrorPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *folder = gtk_button_new_with_mnemonic (_("Show _Folder"));

  self->retry = gtk_button_new_with_mnemonic (_("_Try Again"));
  gtk_widget_add_css_class (self->retry, "pill");
  gtk_widget_add_css_class (self->retry, "suggested-action");
  gtk_widget_add_css_class (folder, "pill");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->retry);
  gtk_box_append (GTK_BOX (box), folder);
  g_signal_connect_object (self->retry, "clicked", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (folder, "clicked", G_CALLBACK (show_folder_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
bo_error_page_constructed (GObject *object)
{
  BoErrorPage *self = BO_ERROR_PAGE (object);

  G_OBJECT_CLASS (bo_error_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Blowing-Off"));
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
  adw_status_page_set_child (self->status, buttons (self));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->status));
}
