/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-people-page.h"

#define AVATAR_SIZE 40

struct _BoPeoplePage
{
  BoPage      parent_instance;

  BoHome     *home;     /* nullable: before the first one is there */
  GtkWidget  *group;
  GtkWidget  *add;
  GtkListBox *list;
  GtkWidget  *empty;
  GtkLabel   *reason;
};

G_DEFINE_FINAL_TYPE (BoPeoplePage, bo_people_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoPeoplePage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

static const char *
name_of (BoUser *user)
{
  return *bo_user_get_name (user) != '\0' ? bo_user_get_name (user) : _("Somebody without a name");
}

static const char *
what_they_may (BoUser *user)
{
  if (bo_user_get_is_owner (user))
    return bo_user_get_remote_access_allowed (user) ? _("Owner · remote access") : _("Owner");
  if (bo_user_get_is_administrator (user))
    return bo_user_get_remote_access_allowed (user) ? _("Administrator · remote access") : _("Administrator");
  return bo_user_get_remote_access_allowed (user) ? _("Member · remote access") : _("Member");
}

static void
edit_cb (GtkWidget *row, BoPeoplePage *self)
{
  BoUser *user = g_object_get_data (G_OBJECT (row), "bo-user");

  if (self->home != NULL && !bo_client_get_read_only (client_of (self)))
    bo_operate_edit_user (GTK_WIDGET (self), client_of (self), self->home, user);
}

static void
remove_cb (GtkWidget *button, BoPeoplePage *self)
{
  BoUser *user = g_object_get_data (G_OBJECT (button), "bo-user");

  if (self->home != NULL)
    bo_operate_remove_user (GTK_WIDGET (self), client_of (self), self->home, user);
}

static GtkWidget *
remove_button (BoPeoplePage *self, BoUser *user)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove “%s”"), name_of (user));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  bo_kit_name (button, label);
  g_object_set_data_full (G_OBJECT (button), "bo-user", g_object_ref (user), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  return button;
}

static GtkWidget *
user_row (gpointer item, gpointer data)
{
  BoPeoplePage *self = data;
  BoUser *user = item;
  GtkWidget *row = bo_kit_row (name_of (user), what_they_may (user), NULL);
  bool writable = !bo_client_get_read_only (client_of (self));

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (AVATAR_SIZE, bo_user_get_name (user), TRUE));
  if (writable && !bo_user_get_is_owner (user))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove_button (self, user));
  if (writable)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("document-edit-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), writable);
  g_object_set_data_full (G_OBJECT (row), "bo-user", g_object_ref (user), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, 0);
  return row;
}

/* A handful of rows: they are made anew, also when a name changed in place. */
static void
refresh (BoPeoplePage *self)
{
  BoHome *home = bo_client_get_home (client_of (self));
  GListModel *users = home != NULL ? bo_home_get_users (home) : NULL;
  const char *reason = bo_kit_read_only_reason (client_of (self));

  g_set_object (&self->home, home);
  gtk_list_box_bind_model (self->list, users, user_row, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), users != NULL && g_list_model_get_n_items (users) > 0);
  gtk_widget_set_visible (self->empty, users == NULL || g_list_model_get_n_items (users) == 0);
  gtk_widget_set_sensitive (self->add, home != NULL && reason == NULL);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  bo_page_set_subtitle (BO_PAGE (self), home != NULL ? bo_thing_get_display_name (BO_THING (home)) : "");
}

static void
changed_cb (BoPeoplePage *self, char **ids)
{
  const char *id = self->home != NULL ? bo_thing_get_id (BO_THING (self->home)) : NULL;

  if (id == NULL || g_strv_contains ((const char *const *) ids, id))
    refresh (self);
}

static void
add_cb (BoPeoplePage *self)
{
  if (self->home != NULL)
    bo_operate_edit_user (GTK_WIDGET (self), client_of (self), self->home, NULL);
}

static GtkWidget *
add_button (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Add"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  bo_kit_name (button, _("Add a person"));
  return button;
}

static GtkWidget *
people_group (BoPeoplePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = gtk_list_box_new ();

  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("People of the Home"));
  self->add = add_button ();
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), self->add);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (card), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (card, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (card), bo_kit_row (_("Nobody Yet"), _("Add who lives here. The first one owns the home."),
                                                        "avatar-default-symbolic"));
  self->empty = card;
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), card);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), box);
  return self->group;
}

static void
bo_people_page_constructed (GObject *object)
{
  BoPeoplePage *self = BO_PEOPLE_PAGE (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  G_OBJECT_CLASS (bo_people_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("People"));
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_xalign (self->reason, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), people_group (self));
  gtk_box_append (GTK_BOX (box), bo_guests_view_new (client_of (self)));
  adw_bin_set_child (ADW_BIN (self), bo_kit_scrolled_list (box));
  g_signal_connect_object (client_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "notify::read-only", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
bo_people_page_dispose (GObject *object)
{
  BoPeoplePage *self = BO_PEOPLE_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->home);
  G_OBJECT_CLASS (bo_people_page_parent_class)->dispose (object);
}

static void
bo_people_page_class_init (BoPeoplePageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_people_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_people_page_dispose;
}

static void
bo_people_page_init (BoPeoplePage *self)
{
}
