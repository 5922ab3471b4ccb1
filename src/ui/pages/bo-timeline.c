/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-timeline.h"

struct _BoTimeline
{
  AdwBin         parent_instance;
  BoClient      *client;
  GListModel    *all;
  GListModel    *shown;
  GtkFilter     *filter;
  GtkListView   *list;
  GtkStack      *stack;
  AdwStatusPage *empty;
  GtkDropDown   *person;
  GtkDropDown   *room;
  GtkDropDown   *kind;
  GPtrArray     *people;  /* ids, as the choice has them after its first row */
  GPtrArray     *rooms;   /* likewise */
  unsigned int   source;
};

G_DEFINE_FINAL_TYPE (BoTimeline, bo_timeline, ADW_TYPE_BIN)

/* --- what is shown --- */

/* (nullable): the chosen of @ids; the first row of @choice is all of them */
static const char *
chosen_of (GtkDropDown *choice, GPtrArray *ids)
{
  unsigned int index = gtk_drop_down_get_selected (choice);

  return index > 0 && index <= ids->len ? g_ptr_array_index (ids, index - 1) : NULL;
}

static bool
is_in_room (BoTimeline *self, const char *id, const char *room_id)
{
  BoThing *thing = id != NULL ? bo_model_lookup (bo_client_get_model (self->client), id) : NULL;
  GListModel *rooms = thing != NULL && BO_IS_ACCESSORY (thing) ? bo_accessory_get_rooms (BO_ACCESSORY (thing)) : NULL;

  for (unsigned int i = 0; rooms != NULL && i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (rooms, i);

      if (g_str_equal (bo_thing_get_id (room), room_id))
        return true;
    }
  return g_strcmp0 (id, room_id) == 0;
}

static gboolean
matches (gpointer item, gpointer data)
{
  BoTimeline *self = data;
  BoLines lines = (BoLines) gtk_drop_down_get_selected (self->kind);
  const char *person = chosen_of (self->person, self->people);
  const char *room = chosen_of (self->room, self->rooms);

  if (lines != BO_LINES_ALL && bo_kit_lines_of (bo_activity_item_get_kind (item)) != lines)
    return FALSE;
  if (person != NULL && g_strcmp0 (bo_activity_item_get_user_id (item), person) != 0)
    return FALSE;
  return room == NULL || is_in_room (self, bo_activity_item_get_entity_id (item), room);
}

static void
refresh_stack (BoTimeline *self)
{
  bool any = g_list_model_get_n_items (self->all) > 0;

  adw_status_page_set_title (self->empty, any ? _("Nothing Like That") : _("Nothing Recorded Yet"));
  adw_status_page_set_description (self->empty, any ? _("Choose another person, room or kind.")
                                                    : _("Records of this home begin on this device now."));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (self->shown) > 0 ? "list" : "empty");
}

static void
filter_cb (BoTimeline *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_stack (self);
}

/* --- who and where there is to choose --- */

static bool
same_ids (GPtrArray *a, GPtrArray *b)
{
  bool same = a->len == b->len;

  for (unsigned int i = 0; i < a->len && same; i++)
    same = g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return same;
}

/* What was chosen stays so, where it is still there. @ids, @names: taken */
static void
offer (GtkDropDown *choice, GPtrArray **held, GPtrArray *ids, GtkStringList *names)
{
  g_autofree char *chosen = g_strdup (chosen_of (choice, *held));
  unsigned int at = 0;
  bool there = chosen != NULL && g_ptr_array_find_with_equal_func (ids, chosen, g_str_equal, &at);

  if (gtk_drop_down_get_model (choice) != NULL && same_ids (*held, ids))
    {
      g_ptr_array_unref (ids);
      g_object_unref (names);
      return;
    }
  g_ptr_array_unref (*held);
  *held = ids;
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (choice, there ? at + 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (choice), ids->len > 0);
  g_object_unref (names);
}

static void
offer_people (BoTimeline *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GtkStringList *names = gtk_string_list_new ((const char *const[]){ _("Everybody"), NULL });

  for (unsigned int i = 0; i < g_list_model_get_n_items (self->all); i++)
    {
      g_autoptr (BoActivityItem) item = g_list_model_get_item (self->all, i);
      const char *id = bo_activity_item_get_user_id (item);
      g_autofree char *name = NULL;

      if (id == NULL || *id == '\0' || g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        continue;
      name = bo_client_dup_user_name (self->client, id);
      g_ptr_array_add (ids, g_strdup (id));
      gtk_string_list_append (names, name);
    }
  offer (self->person, &self->people, ids, names);
}

static void
offer_rooms (BoTimeline *self)
{
  GListModel *rooms = bo_client_list_rooms (self->client);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GtkStringList *names = gtk_string_list_new ((const char *const[]){ _("All Rooms"), NULL });

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (rooms, i);

      g_ptr_array_add (ids, g_strdup (bo_thing_get_id (room)));
      gtk_string_list_append (names, bo_thing_get_display_name (room));
    }
  offer (self->room, &self->rooms, ids, names);
}

static gboolean
refresh_cb (gpointer data)
{
  BoTimeline *self = data;

  self->source = 0;
  offer_people (self);
  offer_rooms (self);
  refresh_stack (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoTimeline *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

/* --- what is done --- */

static void
activated_cb (BoTimeline *self, unsigned int position)
{
  g_autoptr (BoActivityItem) item = g_list_model_get_item (self->shown, position);

  if (item != NULL)
    bo_kit_go_to_thing (GTK_WIDGET (self), self->client, bo_activity_item_get_entity_id (item));
}

/* --- building --- */

static GtkDropDown *
choice (BoTimeline *self, GtkWidget *box, GtkWidget *drop_down)
{
  gtk_box_append (GTK_BOX (box), drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  return GTK_DROP_DOWN (drop_down);
}

static GtkWidget *
tools (BoTimeline *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (box, g_object_new (BO_TYPE_WRAP_LAYOUT, NULL));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  self->person = choice (self, box, bo_kit_drop_down (NULL, _("Whose doing is shown")));
  self->room = choice (self, box, bo_kit_drop_down (NULL, _("Which room is shown")));
  self->kind = choice (self, box, bo_kit_lines_chooser ());
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static void
build (BoTimeline *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), tools (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (self->all), g_object_ref (self->filter)));
  self->list = bo_kit_journal (self->shown);
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_status_page_set_icon_name (self->empty, "document-open-recent-symbolic");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, bo_kit_journal_scroller (self->list, self->shown, self->client), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
bo_timeline_dispose (GObject *object)
{
  BoTimeline *self = BO_TIMELINE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->all);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_timeline_parent_class)->dispose (object);
}

static void
bo_timeline_finalize (GObject *object)
{
  BoTimeline *self = BO_TIMELINE (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->rooms);
  G_OBJECT_CLASS (bo_timeline_parent_class)->finalize (object);
}

static void
bo_timeline_class_init (BoTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_timeline_finalize;
}

static void
bo_timeline_init (BoTimeline *self)
{
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->rooms = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
bo_timeline_new (BoClient *client)
{
  BoTimeline *self = g_object_new (BO_TYPE_TIMELINE, NULL);

  self->client = g_object_ref (client);
  self->all = g_object_ref (bo_client_list_activity (client));
  build (self);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);
  return GTK_WIDGET (self);
}
