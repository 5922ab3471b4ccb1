/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-conflict-sides.h"
#include "bo-day.h"
#include "bo-decision-preview.h"
#include "bo-kit.h"
#include "bo-sync-page.h"

/* Conflicts: those that want a look first, by room, then those that had one. Several can be selected and decided
   in one go. */

#define BO_TYPE_REVIEW_VIEW (bo_review_view_get_type ())
G_DECLARE_FINAL_TYPE (BoReviewView, bo_review_view, BO, REVIEW_VIEW, AdwBin)

struct _BoReviewView
{
  AdwBin        parent_instance;
  BoClient     *client;
  GtkStack     *stack;
  GtkWidget    *head;
  GtkWidget    *select;   /* the toggle that begins and ends selecting */
  GtkBox       *rooms;
  GPtrArray    *groups;   /* of Group */
  GHashTable   *selected; /* ids of conflicts */
  GtkRevealer  *bar;
  GtkLabel     *count;
  GtkWidget    *theirs;
  GtkWidget    *mine;
  bool          updating; /* checks follow what is selected, not the other way round */
  unsigned int  source;
};

G_DEFINE_FINAL_TYPE (BoReviewView, bo_review_view, ADW_TYPE_BIN)

/* The conflicts of one room. */
typedef struct
{
  BoReviewView *view;
  char         *id;    /* of the room; "" for what is in none */
  GtkWidget    *list;
  GListModel   *model;
  GtkWidget    *check; /* nullable: all of them */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->id);
  g_object_unref (group->model);
  g_free (group);
}

static bool
is_selecting (BoReviewView *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->select));
}

/* --- which --- */

/* (nullable): the room in which what @item is about stands, or which it is about */
static BoRoom *
room_of (BoClient *client, BoConflictItem *item)
{
  BoThing *thing = bo_conflict_thing (client, item);

  if (BO_IS_ACCESSORY (thing))
    return bo_accessory_get_room (BO_ACCESSORY (thing));
  return BO_IS_ROOM (thing) ? BO_ROOM (thing) : NULL;
}

static const char *
room_id_of (BoClient *client, BoConflictItem *item)
{
  BoRoom *room = room_of (client, item);

  return room != NULL ? bo_thing_get_id (BO_THING (room)) : "";
}

static gboolean
is_of_group (gpointer item, gpointer data)
{
  const char *id = g_object_get_data (data, "bo-room");

  return !bo_conflict_item_get_reviewed (item)
         && g_str_equal (room_id_of (g_object_get_data (data, "bo-client"), item), id);
}

static gboolean
is_reviewed (gpointer item, gpointer data)
{
  return bo_conflict_item_get_reviewed (item);
}

static const char *
room_name (BoClient *client, const char *id)
{
  BoThing *room = bo_model_lookup (bo_client_get_model (client), id);

  return room != NULL ? bo_thing_get_display_name (room) : _("No Room");
}

static int
compare_rooms (gconstpointer a, gconstpointer b, gpointer client)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;

  if (*one == '\0' || *other == '\0')
    return (*one == '\0') - (*other == '\0');
  return g_utf8_collate (room_name (client, one), room_name (client, other));
}

/* (transfer container): ids of the rooms in which something wants a look, by name; what is in none comes last */
static GPtrArray *
list_rooms (BoReviewView *self)
{
  GListModel *conflicts = bo_client_list_conflicts (self->client);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      const char *id = room_id_of (self->client, item);

      if (!bo_conflict_item_get_reviewed (item)
          && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
  g_ptr_array_sort_with_data (ids, compare_rooms, self->client);
  return ids;
}

/* --- selecting --- */

static unsigned int
count_selected (BoReviewView *self, GListModel *model)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (model, i);

      n += g_hash_table_contains (self->selected, bo_conflict_item_get_id (item));
    }
  return n;
}

static void
refresh_bar (BoReviewView *self)
{
  int count = (int) g_hash_table_size (self->selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%d selected", "%d selected", (unsigned long) count), count);

  gtk_label_set_text (self->count, text);
  gtk_widget_set_sensitive (self->theirs, count > 0);
  gtk_widget_set_sensitive (self->mine, count > 0);
  gtk_revealer_set_reveal_child (self->bar, is_selecting (self));
}

static void
refresh_group (BoReviewView *self, Group *group)
{
  unsigned int n = count_selected (self, group->model);
  unsigned int all = g_list_model_get_n_items (group->model);

  for (GtkWidget *row = gtk_widget_get_first_child (group->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "bo-check");
      BoConflictItem *item = g_object_get_data (G_OBJECT (row), "bo-item");

      if (check != NULL)
        gtk_check_button_set_active (check, g_hash_table_contains (self->selected, bo_conflict_item_get_id (item)));
    }
  if (group->check == NULL)
    return;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (group->check), n > 0 && n == all);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (group->check), n > 0 && n < all);
}

static void
refresh_checks (BoReviewView *self)
{
  self->updating = true;
  for (unsigned int i = 0; i < self->groups->len; i++)
    refresh_group (self, g_ptr_array_index (self->groups, i));
  self->updating = false;
  refresh_bar (self);
}

static void
pick (BoReviewView *self, BoConflictItem *item, bool picked)
{
  if (picked)
    g_hash_table_add (self->selected, g_strdup (bo_conflict_item_get_id (item)));
  else
    g_hash_table_remove (self->selected, bo_conflict_item_get_id (item));
}

static void
checked_cb (GtkCheckButton *check, GtkWidget *row)
{
  BoReviewView *self = BO_REVIEW_VIEW (gtk_widget_get_ancestor (row, BO_TYPE_REVIEW_VIEW));

  if (self == NULL || self->updating)
    return;
  pick (self, g_object_get_data (G_OBJECT (row), "bo-item"), gtk_check_button_get_active (check));
  refresh_checks (self);
}

static void
pick_group (BoReviewView *self, Group *group, bool picked)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (group->model); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (group->model, i);

      pick (self, item, picked);
    }
}

static void
room_checked_cb (GtkCheckButton *check, Group *group)
{
  BoReviewView *self = group->view;

  if (self->updating)
    return;
  pick_group (self, group, gtk_check_button_get_active (check));
  refresh_checks (self);
}

/* --- rows --- */

static void
item_cb (GObject *item, GParamSpec *pspec, GtkWidget *row)
{
  BoConflictItem *conflict = BO_CONFLICT_ITEM (item);
  g_autofree char *title = bo_conflict_title (g_object_get_data (G_OBJECT (row), "bo-client"), conflict);
  g_autofree char *when = bo_time_to_clock (bo_conflict_item_get_conflict (conflict)->when_us, bo_clock_now ());
  g_autofree char *subtitle = g_strdup_printf (_("%1$s\n%2$s"), bo_conflict_item_get_sentence (conflict), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
day_cb (BoDay *day, GtkWidget *row)
{
  item_cb (g_object_get_data (G_OBJECT (row), "bo-item"), NULL, row);
}

static GtkWidget *
fill_row (GtkWidget *row, BoClient *client, BoConflictItem *conflict)
{
  g_object_set_data_full (G_OBJECT (row), "bo-client", g_object_ref (client), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "bo-item", g_object_ref (conflict), g_object_unref);
  item_cb (G_OBJECT (conflict), NULL, row);
  g_signal_connect_object (conflict, "notify", G_CALLBACK (item_cb), row, 0);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (day_cb), row, 0);
  return row;
}

static GtkWidget *
link_row (gpointer item, gpointer client)
{
  BoConflictItem *conflict = item;
  g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (conflict), NULL);
  const char *icon_name = "view-dual-symbolic";

  if (bo_conflict_item_get_conflict (conflict)->kind == BO_CONFLICT_DELETED)
    icon_name = "user-trash-symbolic";
  else if (bo_conflict_item_get_reviewed (conflict))
    icon_name = "object-select-symbolic";
  return fill_row (bo_kit_link_row ("", "", icon_name, address), client, conflict);
}

static GtkWidget *
check_row (gpointer item, gpointer client)
{
  GtkWidget *row = fill_row (bo_kit_row ("", "", NULL), client, item);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "bo-check", check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (checked_cb), row, 0);
  return row;
}

static GtkWidget *
list_for (GListModel *model, GtkListBoxCreateWidgetFunc create, BoClient *client)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, create, g_object_ref (client), g_object_unref);
  return list;
}

/* --- rooms --- */

static GListModel *
filtered (BoReviewView *self, GtkCustomFilterFunc func, const char *room)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (NULL, NULL, NULL));

  g_object_set_data_full (G_OBJECT (filter), "bo-client", g_object_ref (self->client), g_object_unref);
  g_object_set_data_full (G_OBJECT (filter), "bo-room", g_strdup (room), g_free);
  gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (filter), func, filter, NULL);
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (bo_client_list_conflicts (self->client)), filter));
}

static void
add_room (BoReviewView *self, const char *id)
{
  GtkWidget *widget = adw_preferences_group_new ();
  const char *name = room_name (self->client, id);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *all = g_strdup_printf (_("Everything in “%s”"), name);
  Group *group = g_new0 (Group, 1);

  group->view = self;
  group->id = g_strdup (id);
  group->model = filtered (self, is_of_group, id);
  group->list = list_for (group->model, is_selecting (self) ? check_row : link_row, self->client);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), group->list);
  if (is_selecting (self))
    {
      group->check = gtk_check_button_new_with_label (_("All"));
      bo_kit_name (group->check, all);
      g_signal_connect (group->check, "toggled", G_CALLBACK (room_checked_cb), group);
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (widget), group->check);
    }
  g_ptr_array_add (self->groups, group);
  gtk_box_append (self->rooms, widget);
}

static void
remove_rooms (BoReviewView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rooms))) != NULL)
    gtk_box_remove (self->rooms, child);
  g_ptr_array_set_size (self->groups, 0);
}

static bool
shows_rooms (BoReviewView *self, GPtrArray *ids)
{
  if (ids->len != self->groups->len)
    return false;
  for (unsigned int i = 0; i < ids->len; i++)
    if (!g_str_equal (g_ptr_array_index (ids, i), ((Group *) g_ptr_array_index (self->groups, i))->id))
      return false;
  return true;
}

static void
show_rooms (BoReviewView *self, GPtrArray *ids)
{
  remove_rooms (self);
  for (unsigned int i = 0; i < ids->len; i++)
    add_room (self, g_ptr_array_index (ids, i));
}

/* What was decided meanwhile can't be selected any more. */
static void
forget_decided (BoReviewView *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->selected);

  self->selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned int i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);

      for (unsigned int j = 0; j < g_list_model_get_n_items (group->model); j++)
        {
          g_autoptr (BoConflictItem) item = g_list_model_get_item (group->model, j);

          if (g_hash_table_contains (before, bo_conflict_item_get_id (item)))
            pick (self, item, true);
        }
    }
}

static gboolean
refresh_cb (gpointer data)
{
  BoReviewView *self = data;
  g_autoptr (GPtrArray) ids = list_rooms (self);
  bool any = g_list_model_get_n_items (bo_client_list_conflicts (self->client)) > 0;

  self->source = 0;
  if (!shows_rooms (self, ids))
    show_rooms (self, ids);
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  gtk_widget_set_visible (self->head, ids->len > 0);
  gtk_widget_set_visible (self->select, bo_client_get_conflict_count (self->client) > 1);
  if (ids->len == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->select), FALSE);
  forget_decided (self);
  refresh_checks (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoReviewView *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static void
select_cb (BoReviewView *self)
{
  g_autoptr (GPtrArray) ids = list_rooms (self);

  gtk_button_set_label (GTK_BUTTON (self->select), is_selecting (self) ? _("_Cancel") : _("_Select"));
  g_hash_table_remove_all (self->selected);
  show_rooms (self, ids);
  refresh_checks (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BoReviewView *self = BO_REVIEW_VIEW (widget);

  if (!is_selecting (self))
    return GDK_EVENT_PROPAGATE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->select), FALSE);
  gtk_widget_grab_focus (self->select);
  return GDK_EVENT_STOP;
}

static gboolean
select_all_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BoReviewView *self = BO_REVIEW_VIEW (widget);

  if (!is_selecting (self))
    return GDK_EVENT_PROPAGATE;
  for (unsigned int i = 0; i < self->groups->len; i++)
    pick_group (self, g_ptr_array_index (self->groups, i), true);
  refresh_checks (self);
  return GDK_EVENT_STOP;
}

/* --- deciding --- */

typedef struct
{
  BoReviewView *view;
  GPtrArray    *items; /* the oldest first: of several about one thing the newest has the last word */
  BoKept        side;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->view);
  g_ptr_array_unref (wish->items);
  g_free (wish);
}

/* (transfer full) */
static GPtrArray *
list_selected (BoReviewView *self)
{
  GListModel *conflicts = bo_client_list_conflicts (self->client);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = g_list_model_get_n_items (conflicts); i > 0; i--)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i - 1);

      if (!bo_conflict_item_get_reviewed (item)
          && g_hash_table_contains (self->selected, bo_conflict_item_get_id (item)))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

static void
confirmed_cb (gpointer data)
{
  Wish *wish = data;
  BoReviewView *self = wish->view;
  int count = (int) wish->items->len;
  BoDecision *decision = bo_decision_new (GTK_WIDGET (self), self->client);
  g_autofree char *done = NULL;

  if (wish->side == BO_KEPT_MINE)
    done = g_strdup_printf (ngettext ("Your version is used, %d conflict is decided",
                                      "Your versions are used, %d conflicts are decided", (unsigned long) count),
                            count);
  else
    done = g_strdup_printf (ngettext ("The hub’s version was kept, %d conflict is decided",
                                      "The hub’s versions were kept, %d conflicts are decided", (unsigned long) count),
                            count);
  for (unsigned int i = 0; i < wish->items->len; i++)
    bo_decision_add (decision, g_ptr_array_index (wish->items, i), wish->side);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->select), FALSE);
  bo_decision_make (decision, done, false);
}

static void
ask (BoReviewView *self, BoKept side)
{
  Wish *wish = g_new (Wish, 1);
  GtkWidget *preview;
  bool removes;
  int count;
  g_autofree char *body = NULL;

  *wish = (Wish){ g_object_ref (self), list_selected (self), side };
  count = (int) wish->items->len;
  body = g_strdup_printf (ngettext ("%d conflict is decided. This is what becomes of it:",
                                    "%d conflicts are decided. This is what becomes of them:", (unsigned long) count),
                          count);
  preview = bo_decision_preview_new (self->client, wish->items, side, &removes);
  bo_ask_with (GTK_WIDGET (self), side == BO_KEPT_MINE ? _("Use Your Versions?") : _("Keep the Hub’s Versions?"), body,
               preview, side == BO_KEPT_MINE ? _("Use _Mine") : _("Keep _Hub’s"), removes, confirmed_cb, wish, wish_free);
}

static void
theirs_cb (BoReviewView *self)
{
  ask (self, BO_KEPT_THEIRS);
}

static void
mine_cb (BoReviewView *self)
{
  ask (self, BO_KEPT_MINE);
}

/* --- the view --- */

static void
bo_review_view_dispose (GObject *object)
{
  BoReviewView *self = BO_REVIEW_VIEW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->client != NULL)
    remove_rooms (self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_review_view_parent_class)->dispose (object);
}

static void
bo_review_view_finalize (GObject *object)
{
  BoReviewView *self = BO_REVIEW_VIEW (object);

  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->selected);
  G_OBJECT_CLASS (bo_review_view_parent_class)->finalize (object);
}

static void
bo_review_view_class_init (BoReviewViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_review_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_review_view_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_a, GDK_CONTROL_MASK, select_all_cb, NULL);
}

static void
bo_review_view_init (BoReviewView *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GtkWidget *
head_new (BoReviewView *self)
{
  const char *reason = bo_kit_read_only_reason (self->client);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("To Review"));

  self->select = gtk_toggle_button_new_with_mnemonic (_("_Select"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "title-4");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_sensitive (self->select, reason == NULL);
  gtk_widget_set_tooltip_text (self->select, reason != NULL ? reason : _("Select several and decide them in one go"));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->select);
  g_signal_connect_object (self->select, "toggled", G_CALLBACK (select_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
bar_button (BoReviewView *self, GtkBox *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
  return button;
}

static GtkWidget *
bar_new (BoReviewView *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->bar = GTK_REVEALER (gtk_revealer_new ());
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_layout_manager (buttons, g_object_new (BO_TYPE_WRAP_LAYOUT, NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_box_append (box, GTK_WIDGET (self->count));
  self->theirs = bar_button (self, GTK_BOX (buttons), _("Keep _Hub’s…"), G_CALLBACK (theirs_cb));
  self->mine = bar_button (self, GTK_BOX (buttons), _("Use _Mine…"), G_CALLBACK (mine_cb));
  gtk_box_append (box, buttons);
  gtk_widget_add_css_class (GTK_WIDGET (box), "bo-choices");
  gtk_revealer_set_transition_type (self->bar, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->bar, GTK_WIDGET (box));
  return GTK_WIDGET (self->bar);
}

static GtkWidget *
reviewed_new (BoReviewView *self)
{
  g_autoptr (GListModel) model = filtered (self, is_reviewed, NULL);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Reviewed"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list_for (model, link_row, self->client));
  bo_kit_show_when_any (group, model);
  return group;
}

/* Where none can be made, in a home where people live, the window's action is disabled, and the button isn't there. */
static GtkWidget *
rehearse_button (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Make a Test Conflict"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.test-conflict");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_object_bind_property (button, "sensitive", button, "visible", G_BINDING_SYNC_CREATE);
  return button;
}

static GtkWidget *
empty_new (void)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "view-dual-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Conflicts"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("When two people change the same thing at once, both versions are kept, "
                                     "and you can compare them here."));
  adw_status_page_set_child (ADW_STATUS_PAGE (empty), rehearse_button ());
  return empty;
}

GtkWidget *
bo_review_view_new (BoClient *client)
{
  BoReviewView *self = g_object_new (BO_TYPE_REVIEW_VIEW, NULL);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->client = g_object_ref (client);
  self->head = head_new (self);
  self->rooms = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rooms));
  gtk_box_append (GTK_BOX (box), reviewed_new (self));
  gtk_stack_add_named (self->stack, bo_kit_scrolled_list (box), "list");
  gtk_stack_add_named (self->stack, empty_new (), "empty");
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (outer), bar_new (self));
  adw_bin_set_child (ADW_BIN (self), outer);
  g_signal_connect_object (bo_client_list_conflicts (client), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh_cb (self);
  return GTK_WIDGET (self);
}
