/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* Wishes about the things themselves: their names, their places, whether they are there. */

static void
wish_free_cb (gpointer data)
{
  _bo_wish_free (data);
}

/* --- rename --- */

static void
rename_answered_cb (const char *text, gpointer data)
{
  BoWish *wish = _bo_wish_next (data);
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL || g_strcmp0 (text, bo_thing_get_name (wish->thing)) == 0)
    {
      g_clear_pointer (&wish, _bo_wish_free);
      return;
    }
  draft = bo_draft_new ();
  wish->done = g_strdup_printf (_("“%1$s” is called “%2$s” now"), bo_thing_get_display_name (wish->thing), text);
  bo_compose_rename (draft, wish->thing, text, &error);
  _bo_wish_try (wish, draft, error);
}

/**
 * bo_operate_rename:
 * @from: a widget of the window
 * @client: the client
 * @thing: what to rename
 *
 * Asks for a name and gives it to @thing.
 */
void
bo_operate_rename (GtkWidget *from, BoClient *client, BoThing *thing)
{
  g_autofree char *heading = g_strdup_printf (_("Rename “%s”"), bo_thing_get_display_name (thing));

  bo_ask_text (from, heading, _("Name"), bo_thing_get_name (thing), _("_Rename"), rename_answered_cb,
               _bo_wish_new (from, client, thing), wish_free_cb);
}

/* --- move --- */

static const char *
id_of (gpointer thing)
{
  return thing != NULL ? bo_thing_get_id (BO_THING (thing)) : NULL;
}

static void
undo_move_cb (gpointer data)
{
  BoWish *done = data;
  BoWish *wish = _bo_wish_next (done);

  if (wish != NULL)
    bo_client_move_async (wish->client, id_of (done->thing), id_of (done->to_place), id_of (done->from_place), NULL,
                          _bo_wish_finish_cb, wish);
}

/**
 * bo_operate_move_to:
 * @from: a widget of the window
 * @client: the client
 * @accessory: what moves
 * @room: (nullable): where to; %NULL: to no room
 *
 * Moves @accessory out of its (first) room, and offers to move it back.
 */
void
bo_operate_move_to (GtkWidget *from, BoClient *client, BoAccessory *accessory, BoRoom *room)
{
  BoRoom *old = bo_accessory_get_room (accessory);
  const char *name = bo_thing_get_display_name (BO_THING (accessory));
  BoWish *wish;

  if (old == room)
    return;
  wish = _bo_wish_new (from, client, BO_THING (accessory));
  g_set_object (&wish->from_place, (BoThing *) old);
  g_set_object (&wish->to_place, (BoThing *) room);
  wish->undo = undo_move_cb;
  if (room != NULL)
    wish->done = g_strdup_printf (_("“%s” moved to %s"), name, bo_thing_get_display_name (BO_THING (room)));
  else
    wish->done = g_strdup_printf (_("“%s” is in no room now"), name);
  bo_client_move_async (client, id_of (accessory), id_of (old), id_of (room), NULL, _bo_wish_finish_cb, wish);
}

/* --- choosing where to --- */

typedef struct
{
  GtkWidget  *dialog;
  BoWish     *wish;
  GListModel *places; /* of BoRoom or BoZone, as they were when asked */
} Chooser;

static void
chooser_free (gpointer data)
{
  Chooser *chooser = data;

  _bo_wish_free (chooser->wish);
  g_object_unref (chooser->places);
  g_free (chooser);
}

static GtkWidget *
place_row (const char *title, const char *subtitle, bool current)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (current)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("It is here now"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  return row;
}

static GtkWidget *
place_list (GListModel *places, gpointer current, const char *none)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), place_row (none, NULL, current == NULL));
  for (unsigned int i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (BoThing) place = g_list_model_get_item (places, i);
      BoZone *zone = BO_IS_ROOM (place) ? bo_room_get_zone (BO_ROOM (place)) : NULL;

      gtk_list_box_append (GTK_LIST_BOX (list),
                           place_row (bo_thing_get_display_name (place),
                                      zone != NULL ? bo_thing_get_display_name (BO_THING (zone)) : NULL,
                                      place == current));
    }
  return list;
}

static void
move_room_to (GtkWidget *from, BoClient *client, BoRoom *room, BoZone *zone)
{
  BoZone *old = bo_room_get_zone (room);
  const char *name = bo_thing_get_display_name (BO_THING (room));
  BoWish *wish;

  if (old == zone)
    return;
  wish = _bo_wish_new (from, client, BO_THING (room));
  g_set_object (&wish->from_place, (BoThing *) old);
  g_set_object (&wish->to_place, (BoThing *) zone);
  wish->undo = undo_move_cb;
  if (zone != NULL)
    wish->done = g_strdup_printf (_("“%s” moved to %s"), name, bo_thing_get_display_name (BO_THING (zone)));
  else
    wish->done = g_strdup_printf (_("“%s” is in no zone now"), name);
  bo_client_move_async (client, id_of (room), id_of (old), id_of (zone), NULL, _bo_wish_finish_cb, wish);
}

static void
place_chosen_cb (GtkListBox *list, GtkListBoxRow *row, Chooser *chooser)
{
  g_autoptr (BoThing) place = NULL;
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (chooser->wish);
  BoThing *thing = chooser->wish->thing;
  int index = gtk_list_box_row_get_index (row);

  if (index > 0)
    place = g_list_model_get_item (chooser->places, (unsigned int) index - 1);
  if (widget != NULL && BO_IS_ACCESSORY (thing))
    bo_operate_move_to (widget, chooser->wish->client, BO_ACCESSORY (thing), (BoRoom *) place);
  else if (widget != NULL)
    move_room_to (widget, chooser->wish->client, BO_ROOM (thing), (BoZone *) place);
  gtk_window_destroy (GTK_WINDOW (chooser->dialog));
}

static GListModel *
snapshot_of (GListModel *model)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

static void
choose (GtkWidget *from, BoClient *client, BoThing *thing, GListModel *places, gpointer current, const char *none)
{
  g_autofree char *heading = g_strdup_printf (_("Move “%s” to…"), bo_thing_get_display_name (thing));
  Chooser *chooser = g_new0 (Chooser, 1);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list;

  chooser->wish = _bo_wish_new (from, client, thing);
  chooser->places = snapshot_of (places);
  list = place_list (chooser->places, current, none);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  chooser->dialog = bo_ask_with (from, heading, NULL, scrolled, NULL, false, NULL, chooser, chooser_free);
  g_signal_connect (list, "row-activated", G_CALLBACK (place_chosen_cb), chooser);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)));
}

/**
 * bo_operate_move:
 * @from: a widget of the window
 * @client: the client
 * @accessory: what to move
 *
 * Asks for a room and moves @accessory there.
 */
void
bo_operate_move (GtkWidget *from, BoClient *client, BoAccessory *accessory)
{
  choose (from, client, BO_THING (accessory), bo_client_list_rooms (client), bo_accessory_get_room (accessory),
          _("No room"));
}

/**
 * bo_operate_zone:
 * @from: a widget of the window
 * @client: the client
 * @room: what to move
 *
 * Asks for a zone and moves @room there.
 */
void
bo_operate_zone (GtkWidget *from, BoClient *client, BoRoom *room)
{
  choose (from, client, BO_THING (room), bo_model_get_zones (bo_client_get_model (client)), bo_room_get_zone (room),
          _("No zone"));
}

/* --- remove --- */

static void
remove_confirmed_cb (gpointer data)
{
  BoWish *wish = _bo_wish_next (data);
  BoDraft *draft;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  if (BO_IS_ROOM (wish->thing))
    bo_compose_remove_room (draft, bo_client_get_model (wish->client), BO_ROOM (wish->thing), NULL);
  else
    bo_compose_remove (draft, bo_client_get_model (wish->client), wish->thing);
  wish->done = g_strdup_printf (_("“%s” was removed"), bo_thing_get_display_name (wish->thing));
  _bo_wish_apply (wish, draft);
}

static const char *
what_removing_means (BoThing *thing)
{
  if (BO_IS_ROOM (thing))
    return _("Its accessories stay, in “No room”.");
  if (BO_IS_ZONE (thing))
    return _("Its rooms stay, without a zone.");
  if (BO_IS_HOME (thing))
    return _("Its rooms and accessories stay, without a home. Its people go with it.");
  if (BO_IS_ACCESSORY (thing))
    return _("It leaves this home on every device. What happened to it stays in the history.");
  return _("It is removed on every device. What happened to it stays in the history.");
}

/**
 * bo_operate_remove:
 * @from: a widget of the window
 * @client: the client
 * @thing: what to remove
 *
 * Asks, and removes @thing.
 */
void
bo_operate_remove (GtkWidget *from, BoClient *client, BoThing *thing)
{
  g_autofree char *heading = g_strdup_printf (_("Remove “%s”?"), bo_thing_get_display_name (thing));

  bo_ask (from, heading, what_removing_means (thing), _("_Remove"), true, remove_confirmed_cb,
          _bo_wish_new (from, client, thing), wish_free_cb);
}

/* --- add --- */

static void
create_room (BoWish *wish, const char *home_id, const char *name)
{
  bo_client_create_room_async (wish->client, home_id, NULL, name, NULL, _bo_wish_finish_cb, wish);
}

static void
home_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoWish *wish = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);
  g_autofree char *home_id = bo_client_edit_finish (BO_CLIENT (source), result, &error);
  g_autofree char *name = g_steal_pointer (&wish->id);

  if (home_id != NULL)
    {
      create_room (wish, home_id, name);
      return;
    }
  if (widget != NULL)
    bo_toast (widget, error->message);
  _bo_wish_free (wish);
}

static void
room_named_cb (const char *text, gpointer data)
{
  BoWish *wish = _bo_wish_next (data);
  BoHome *home;

  if (wish == NULL)
    return;
  home = bo_client_get_home (wish->client);
  wish->done = g_strdup_printf (_("“%s” was added"), text);
  if (home != NULL)
    create_room (wish, id_of (home), text);
  else
    {
      wish->id = g_strdup (text);
      bo_client_create_home_async (wish->client, _("My Home"), NULL, home_made_cb, wish);
    }
}

static void
home_named_cb (const char *text, gpointer data)
{
  BoWish *wish = _bo_wish_next (data);
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  wish->done = g_strdup_printf (_("“%s” was added"), text);
  bo_compose_home (draft, id, text, bo_client_get_home (wish->client) == NULL, &error);
  _bo_wish_try (wish, draft, error);
}

/**
 * bo_operate_add_home:
 * @from: a widget of the window
 * @client: the client
 *
 * Asks for a name and makes a home next to those that are there.
 */
void
bo_operate_add_home (GtkWidget *from, BoClient *client)
{
  bo_ask_text (from, _("Add a Home"), _("Name"), NULL, _("_Add"), home_named_cb, _bo_wish_new (from, client, NULL),
               wish_free_cb);
}

static void
zone_named_cb (const char *text, gpointer data)
{
  BoWish *wish = _bo_wish_next (data);
  BoHome *home = wish != NULL ? bo_client_get_home (wish->client) : NULL;
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GError *error = NULL;

  if (home == NULL)
    {
      g_clear_pointer (&wish, _bo_wish_free);
      return;
    }
  draft = bo_draft_new ();
  wish->done = g_strdup_printf (_("“%s” was added"), text);
  bo_compose_zone (draft, id, text, id_of (home), &error);
  _bo_wish_try (wish, draft, error);
}

/**
 * bo_operate_add_zone:
 * @from: a widget of the window
 * @client: the client of a home
 *
 * Asks for a name and makes a zone, to which rooms can then be moved.
 */
void
bo_operate_add_zone (GtkWidget *from, BoClient *client)
{
  bo_ask_text (from, _("Add a Zone"), _("Name"), NULL, _("_Add"), zone_named_cb, _bo_wish_new (from, client, NULL),
               wish_free_cb);
}

/**
 * bo_operate_add_room:
 * @from: a widget of the window
 * @client: the client
 *
 * Asks for a name and makes a room, and a home for it where there is none.
 */
void
bo_operate_add_room (GtkWidget *from, BoClient *client)
{
  bo_ask_text (from, _("Add a Room"), _("Name"), NULL, _("_Add"), room_named_cb,
               _bo_wish_new (from, client, NULL), wish_free_cb);
}
