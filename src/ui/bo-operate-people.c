/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* The people of a home: elements of its content, edited like everything else in it. */

typedef struct
{
  GtkWidget   *dialog; /* outlives the rest */
  BoWish      *wish;   /* its thing is the home */
  char        *user_id; /* nullable: somebody new */
  GtkEditable *name;
  GtkSwitch   *administrator;
  GtkSwitch   *owner;
  GtkSwitch   *remote;
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  _bo_wish_free (person->wish);
  g_free (person->user_id);
  g_free (person);
}

/* (nullable) (transfer full): somebody else may have removed them while the question was open */
static BoUser *
find_user (BoHome *home, const char *id)
{
  GListModel *users = bo_home_get_users (home);

  for (unsigned int i = 0; i < g_list_model_get_n_items (users); i++)
    {
      g_autoptr (BoUser) user = g_list_model_get_item (users, i);

      if (g_str_equal (bo_user_get_id (user), id))
        return g_steal_pointer (&user);
    }
  return NULL;
}

static GError *
error_gone (void)
{
  return g_error_new_literal (BO_ERROR, BO_ERROR_NOT_FOUND, _("This person was removed from the home meanwhile."));
}

static void
compose_new (Person *person, BoDraft *draft, BoHome *home, const char *name, GError **error)
{
  g_autofree char *id = bo_uuid_random ();
  /* A home without people is the first one's. */
  bool first = g_list_model_get_n_items (bo_home_get_users (home)) == 0;

  bo_compose_user (draft, home, id, name, first || gtk_switch_get_active (person->administrator), first,
                   gtk_switch_get_active (person->remote), error);
}

static void
compose_change (Person *person, BoDraft *draft, BoHome *home, const char *name, GError **error)
{
  g_autoptr (BoUser) user = find_user (home, person->user_id);

  if (user != NULL)
    bo_compose_edit_user (draft, home, user, name, gtk_switch_get_active (person->administrator),
                          gtk_switch_get_active (person->owner), gtk_switch_get_active (person->remote), error);
  else
    g_propagate_error (error, error_gone ());
}

static void
person_confirmed_cb (gpointer data)
{
  Person *person = data;
  BoWish *wish = _bo_wish_next (person->wish);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (person->name)));
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  if (person->user_id == NULL)
    compose_new (person, draft, BO_HOME (wish->thing), name, &error);
  else
    compose_change (person, draft, BO_HOME (wish->thing), name, &error);
  if (error == NULL && draft->edits->len == 0)
    {
      bo_draft_free (draft);
      _bo_wish_free (wish);
      return;
    }
  wish->done = g_strdup_printf (person->user_id == NULL ? _("“%s” was added") : _("“%s” was changed"), name);
  _bo_wish_try (wish, draft, error);
}

static void
name_changed_cb (GtkEditable *entry, Person *person)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  bo_ask_set_ready (person->dialog, *name != '\0' && strlen (name) <= BO_MAX_NAME);
}

static void
name_activated_cb (GtkEditable *entry, Person *person)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*name != '\0')
    bo_ask_answer (person->dialog);
}

/* An owner is an administrator, whatever the switch said. */
static void
owner_cb (Person *person)
{
  bool owner = gtk_switch_get_active (person->owner);

  if (owner)
    gtk_switch_set_active (person->administrator, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (person->administrator), !owner);
}

static GtkSwitch *
add_switch (GtkListBox *list, const char *title, const char *subtitle, bool active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_append (list, row);
  return GTK_SWITCH (toggle);
}

static GtkWidget *
person_list (Person *person, BoUser *user, bool first)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *name = adw_entry_row_new ();
  bool owner = user != NULL ? bo_user_get_is_owner (user) : first;

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  person->name = GTK_EDITABLE (name);
  if (user != NULL)
    gtk_editable_set_text (person->name, bo_user_get_name (user));
  person->administrator = add_switch (GTK_LIST_BOX (list), _("Administrator"), _("May change the home itself"),
                                      owner || (user != NULL && bo_user_get_is_administrator (user)));
  person->owner = add_switch (GTK_LIST_BOX (list), _("Owner"), _("The home is theirs, and nobody else’s"), owner);
  person->remote = add_switch (GTK_LIST_BOX (list), _("Remote Access"), _("May reach the home from elsewhere"),
                               user != NULL && bo_user_get_remote_access_allowed (user));
  /* Ownership is handed over to somebody, never put down; and a new person is known first. */
  gtk_widget_set_sensitive (GTK_WIDGET (person->owner), user != NULL && !owner);
  owner_cb (person);
  g_signal_connect_swapped (person->owner, "notify::active", G_CALLBACK (owner_cb), person);
  return list;
}

/**
 * bo_operate_edit_user:
 * @from: a widget of the window
 * @client: the client
 * @home: whose people
 * @user: (nullable): whom to change; %NULL: somebody new
 *
 * Asks who it is and what they may do, and changes the home. The home keeps one owner.
 */
void
bo_operate_edit_user (GtkWidget *from, BoClient *client, BoHome *home, BoUser *user)
{
  Person *person = g_new0 (Person, 1);
  GtkWidget *list;

  person->wish = _bo_wish_new (from, client, BO_THING (home));
  person->user_id = user != NULL ? g_strdup (bo_user_get_id (user)) : NULL;
  list = person_list (person, user, g_list_model_get_n_items (bo_home_get_users (home)) == 0);
  person->dialog = bo_ask_with (from, user != NULL ? _("Edit Person") : _("Add a Person"), NULL, list,
                                user != NULL ? _("_Save") : _("_Add"), false, person_confirmed_cb, person,
                                person_free);
  g_signal_connect (person->name, "changed", G_CALLBACK (name_changed_cb), person);
  g_signal_connect (person->name, "entry-activated", G_CALLBACK (name_activated_cb), person);
  name_changed_cb (person->name, person);
  gtk_widget_grab_focus (GTK_WIDGET (person->name));
}

static void
removal_confirmed_cb (gpointer data)
{
  BoWish *asked = data;
  BoWish *wish = _bo_wish_next (asked);
  g_autoptr (BoUser) user = wish != NULL ? find_user (BO_HOME (wish->thing), asked->id) : NULL;
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  if (user == NULL)
    error = error_gone ();
  else if (bo_compose_remove_user (draft, BO_HOME (wish->thing), user, &error))
    wish->done = g_strdup_printf (_("“%s” was removed"), bo_user_get_name (user));
  _bo_wish_try (wish, draft, error);
}

static void
wish_free_cb (gpointer data)
{
  _bo_wish_free (data);
}

/**
 * bo_operate_remove_user:
 * @from: a widget of the window
 * @client: the client
 * @home: whose people
 * @user: whom to remove
 *
 * Asks, and removes @user from @home.
 */
void
bo_operate_remove_user (GtkWidget *from, BoClient *client, BoHome *home, BoUser *user)
{
  g_autofree char *heading = g_strdup_printf (_("Remove “%s” From This Home?"), bo_user_get_name (user));
  BoWish *wish = _bo_wish_new (from, client, BO_THING (home));

  wish->id = g_strdup (bo_user_get_id (user));
  bo_ask (from, heading, _("What they did stays in the history. Passwords and invitations are the hub’s, and stay too."),
          _("_Remove"), true, removal_confirmed_cb, wish, wish_free_cb);
}
