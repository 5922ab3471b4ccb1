/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-conflict-page.h"
#include "bo-conflict-sides.h"
#include "bo-conflict-table.h"
#include "bo-decision.h"
#include "bo-kit.h"

struct _BoConflictPage
{
  BoPage          parent_instance;

  GtkLabel       *heading;
  GtkLabel       *sentence;
  GtkLabel       *rule;
  AdwBin         *sides;
  BoFold         *fold;
  GtkWidget      *nothing;
  GtkWidget      *buttons;
  GtkWidget      *theirs_button;
  GtkWidget      *mine_button;
  GtkWidget      *save_button;

  BoConflictItem *item;
  GPtrArray      *fields;  /* of BoConflictField */
  GPtrArray      *same;    /* of BoConflictField: what nobody changed, for "Show All" */
  GPtrArray      *paths;   /* of BoConflictPath: theirs */
  GtkWidget      *all_button;
  GPtrArray      *firsts;  /* of GtkWidget, borrowed: the first radio of each choice shown */
  char           *mine;    /* labels of the sides */
  char           *theirs;
  bool            deleted_here;
  bool            deleted_there;
  bool            built;
  bool            narrow;
};

G_DEFINE_FINAL_TYPE (BoConflictPage, bo_conflict_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoConflictPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

static const BoConflict *
conflict_of (BoConflictPage *self)
{
  return bo_conflict_item_get_conflict (self->item);
}

static BoConflictItem *
find_item (BoClient *client, const char *id)
{
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);

      if (g_strcmp0 (bo_conflict_item_get_id (item), id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* --- the decision --- */

static void
decide_side (BoConflictPage *self, BoKept side, const char *done)
{
  BoDecision *decision = bo_decision_new (GTK_WIDGET (self), client_of (self));

  bo_decision_add (decision, self->item, side);
  bo_decision_make (decision, done, true);
}

static void
decide_merge (BoConflictPage *self, const char *document)
{
  BoDecision *decision = bo_decision_new (GTK_WIDGET (self), client_of (self));

  bo_decision_add_document (decision, self->item, document);
  bo_decision_make (decision, _("The merge was saved"), true);
}

static void
theirs_cb (BoConflictPage *self)
{
  decide_side (self, BO_KEPT_THEIRS, self->deleted_there ? _("It stays removed") : _("The hub’s version was kept"));
}

static void
mine_cb (BoConflictPage *self)
{
  decide_side (self, BO_KEPT_MINE, self->deleted_here ? _("It is removed") : _("Your version is used"));
}

/* (nullable): what is there now, with every choice made */
static char *
merged_document (BoConflictPage *self, GError **error)
{
  const BoConflict *conflict = conflict_of (self);
  char *document = bo_decision_now (client_of (self), self->item);

  if (document == NULL)
    document = g_strdup (conflict->result != NULL ? conflict->result : conflict->theirs);
  for (unsigned int i = 0; document != NULL && i < self->fields->len; i++)
    {
      char *next = bo_conflict_field_apply (g_ptr_array_index (self->fields, i), document, error);

      g_free (document);
      document = next;
    }
  return document;
}

static void
save_cb (BoConflictPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = merged_document (self, &error);

  if (document != NULL)
    decide_merge (self, document);
  else
    bo_toast (GTK_WIDGET (self), error != NULL ? error->message : _("There is nothing to merge."));
}

/* --- keys: J and K go over the rows, 1 and 2 choose a side, Ctrl+Enter saves --- */

static GtkWidget *
other_of (GtkWidget *radio)
{
  return g_object_get_data (G_OBJECT (radio), "bo-other");
}

static int
focused_row (BoConflictPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  for (unsigned int i = 0; focus != NULL && i < self->firsts->len; i++)
    {
      GtkWidget *radio = g_ptr_array_index (self->firsts, i);

      if (focus == radio || focus == other_of (radio))
        return (int) i;
    }
  return -1;
}

static gboolean
move_key_cb (GtkWidget *widget, GVariant *by, gpointer data)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (widget);
  int row = focused_row (self);

  if (self->firsts->len == 0)
    return GDK_EVENT_PROPAGATE;
  row = row < 0 ? 0 : CLAMP (row + g_variant_get_int32 (by), 0, (int) self->firsts->len - 1);
  gtk_widget_grab_focus (g_ptr_array_index (self->firsts, row));
  return GDK_EVENT_STOP;
}

static gboolean
side_key_cb (GtkWidget *widget, GVariant *side, gpointer data)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (widget);
  int row = focused_row (self);
  GtkWidget *radio;

  if (row < 0)
    return GDK_EVENT_PROPAGATE;
  radio = g_ptr_array_index (self->firsts, row);
  if (g_variant_get_int32 (side) != BO_KEPT_MINE)
    radio = other_of (radio);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), TRUE);
  gtk_widget_grab_focus (radio);
  return GDK_EVENT_STOP;
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (widget);

  if (gtk_widget_get_visible (self->save_button) && gtk_widget_is_sensitive (self->save_button))
    save_cb (self);
  return GDK_EVENT_STOP;
}

/* --- what is shown --- */

static void
add_same (BoConflictPage *self, const char *path, BoJson value)
{
  const BoConflict *conflict = conflict_of (self);
  g_autofree char *json = bo_json_dup (value);
  BoConflictPath *same;

  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *changed = g_ptr_array_index (conflict->paths, i);

      if (bo_json_path_covers (changed->path, path) || bo_json_path_covers (path, changed->path))
        return;
    }
  same = bo_conflict_path_new (path, json, json, json, json, BO_KEPT_BOTH, false);
  g_ptr_array_add (self->paths, same);
  g_ptr_array_add (self->same, bo_conflict_field_new (client_of (self), self->item, same));
}

/* Every value of @value that is no container; elements of arrays by their ids, and arrays without
   ids as one. */
static void
add_leaves (BoConflictPage *self, const char *path, BoJson value)
{
  bool object = bo_json_kind (value) == BO_JSON_KIND_OBJECT;
  BoJsonIter iter;
  BoJson key, member;

  if (!object && (bo_json_kind (value) != BO_JSON_KIND_ARRAY
                  || bo_json_kind (bo_json_member (bo_json_element (value, 0), "id")) != BO_JSON_KIND_STRING))
    {
      add_same (self, path, value);
      return;
    }
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &key, &member))
    {
      g_autofree char *name = object ? bo_json_dup_string (key) : bo_json_member_string (member, "id");
      g_autofree char *segment = object || name == NULL ? g_strdup (name) : g_strconcat ("=", name, NULL);
      g_autofree char *inner = segment != NULL ? bo_json_path_append (path, segment) : NULL;

      if (inner != NULL)
        add_leaves (self, inner, member);
    }
}

/* (transfer container): the fields that differ, and all others where they are asked for */
static GPtrArray *
shown_fields (BoConflictPage *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_button)) && self->same->len == 0
      && conflict_of (self)->mine != NULL && conflict_of (self)->kind != BO_CONFLICT_MOVED)
    add_leaves (self, "", bo_json_wrap (self->deleted_here ? conflict_of (self)->theirs : conflict_of (self)->mine));
  g_ptr_array_extend (shown, self->fields, NULL, NULL);
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_button)))
    g_ptr_array_extend (shown, self->same, NULL, NULL);
  return shown;
}

static void
build (BoConflictPage *self)
{
  g_autoptr (GPtrArray) shown = NULL;
  BoConflictColumns columns = {
    self->mine, self->theirs, conflict_of (self)->base != NULL,
    conflict_of (self)->kind != BO_CONFLICT_DELETED && conflict_of (self)->kind != BO_CONFLICT_MOVED,
  };
  bool narrow = bo_fold_get_narrow (self->fold);
  bool single = self->fields->len == 0;

  if (self->built && narrow == self->narrow)
    return;
  self->built = true;
  self->narrow = narrow;
  g_ptr_array_set_size (self->firsts, 0);
  gtk_widget_set_visible (self->nothing, single && columns.choices);
  gtk_widget_set_visible (GTK_WIDGET (self->fold), !single);
  shown = shown_fields (self);
  adw_bin_set_child (ADW_BIN (self->fold), narrow ? bo_conflict_cards_new (shown, &columns, self->firsts)
                                                  : bo_conflict_grid_new (shown, &columns, self->firsts));
}

static void
all_toggled_cb (BoConflictPage *self)
{
  self->built = false;
  build (self);
}

static void
add_all_button (BoConflictPage *self)
{
  self->all_button = gtk_toggle_button_new_with_mnemonic (_("Show _All"));
  gtk_widget_set_tooltip_text (self->all_button, _("Also show the fields that nobody changed"));
  gtk_widget_set_visible (self->all_button, conflict_of (self)->kind != BO_CONFLICT_MOVED);
  bo_page_set_header_widget (BO_PAGE (self), self->all_button);
  g_signal_connect_object (self->all_button, "toggled", G_CALLBACK (all_toggled_cb), self, G_CONNECT_SWAPPED);
}

/* Why the hub kept what it kept, and how far clocks can be trusted. */
static char *
rule_of (BoConflictPage *self)
{
  const BoConflict *conflict = conflict_of (self);
  double gap = fabs ((double) bo_client_get_status (client_of (self))->clock_offset_us / G_USEC_PER_SEC);
  GString *text = g_string_new (NULL);

  if (conflict->kind == BO_CONFLICT_MERGED)
    g_string_append (text, _("Nothing was changed on both sides, so both changes are in the result."));
  else if (conflict->kind == BO_CONFLICT_MOVED)
    g_string_append (text, _("It can be in one place only: the newer move was kept."));
  else if (conflict->kind == BO_CONFLICT_DELETED)
    g_string_append (text, _("One side removed it while the other changed it."));
  else
    g_string_append (text, _("Where both sides changed the same field, the newer change was kept."));
  if (gap > 1)
    g_string_append_printf (text, _(" The clocks of this device and the hub differ by %.1f seconds."), gap);
  if (conflict->base == NULL)
    g_string_append (text, _(" What was there before both changes is not known on this device."));
  return g_string_free (text, FALSE);
}

static void
name_buttons (BoConflictPage *self)
{
  const BoConflict *conflict = conflict_of (self);
  const char *reason = bo_kit_read_only_reason (client_of (self));

  if (conflict->kind == BO_CONFLICT_DELETED)
    {
      gtk_button_set_label (GTK_BUTTON (self->theirs_button), self->deleted_there ? _("_Delete") : _("_Restore"));
      gtk_button_set_label (GTK_BUTTON (self->mine_button), self->deleted_there ? _("_Restore") : _("_Delete"));
      gtk_widget_add_css_class (self->deleted_there ? self->mine_button : self->theirs_button, "suggested-action");
      gtk_widget_add_css_class (self->deleted_there ? self->theirs_button : self->mine_button, "destructive-action");
    }
  gtk_widget_set_visible (self->save_button,
                          conflict->kind != BO_CONFLICT_DELETED && conflict->kind != BO_CONFLICT_MOVED);
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (reason != NULL && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "win.back") != 0)
      {
        gtk_widget_set_sensitive (button, FALSE);
        gtk_widget_set_tooltip_text (button, reason);
      }
}

static void
refresh_words (BoConflictPage *self)
{
  g_autofree char *rule = rule_of (self);
  g_autofree char *title = bo_conflict_title (client_of (self), self->item);

  gtk_label_set_text (self->heading, title);
  gtk_label_set_text (self->sentence, bo_conflict_item_get_sentence (self->item));
  gtk_label_set_text (self->rule, rule);
  bo_page_set_subtitle (BO_PAGE (self), bo_conflict_item_get_reviewed (self->item) ? _("Reviewed") : "");
}

static void
fill_fields (BoConflictPage *self)
{
  const BoConflict *conflict = conflict_of (self);

  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      if (conflict->kind != BO_CONFLICT_MOVED && !g_str_equal (path->path, "/content/deleted"))
        g_ptr_array_add (self->fields, bo_conflict_field_new (client_of (self), self->item, path));
    }
}

static void
bo_conflict_page_constructed (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  G_OBJECT_CLASS (bo_conflict_page_parent_class)->constructed (object);
  self->item = find_item (client_of (self), bo_page_get_argument (BO_PAGE (self)));
  g_assert (self->item != NULL); /* the factory looked */
  bo_page_set_title (BO_PAGE (self), _("Conflict"));
  self->mine = bo_conflict_item_get_mine_label (self->item);
  self->theirs = bo_conflict_item_get_theirs_label (self->item);
  self->deleted_here = bo_conflict_is_removal (conflict_of (self)->mine);
  self->deleted_there = bo_conflict_is_removal (conflict_of (self)->theirs);
  adw_bin_set_child (self->sides, bo_conflict_sides_new (client_of (self), self->item));
  gtk_widget_set_visible (GTK_WIDGET (self->sides), adw_bin_get_child (self->sides) != NULL);
  fill_fields (self);
  add_all_button (self);
  refresh_words (self);
  name_buttons (self);
  g_signal_connect_object (self->item, "notify", G_CALLBACK (refresh_words), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fold, "notify::narrow", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  build (self);
}

static void
bo_conflict_page_dispose (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  g_ptr_array_set_size (self->firsts, 0);
  G_OBJECT_CLASS (bo_conflict_page_parent_class)->dispose (object);
}

static void
bo_conflict_page_finalize (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->same, g_ptr_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->firsts, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_free (self->mine);
  g_free (self->theirs);
  G_OBJECT_CLASS (bo_conflict_page_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_j, 0, move_key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_k, 0, move_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_1, 0, side_key_cb, "i", BO_KEPT_MINE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_2, 0, side_key_cb, "i", BO_KEPT_THEIRS);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
bo_conflict_page_class_init (BoConflictPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bo_conflict_page_constructed;
  object_class->dispose = bo_conflict_page_dispose;
  object_class->finalize = bo_conflict_page_finalize;
  g_type_ensure (BO_TYPE_FOLD);
  g_type_ensure (BO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-conflict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, heading);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, rule);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, sides);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, fold);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, theirs_button);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, mine_button);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, theirs_cb);
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  add_keys (widget_class);
}

static void
bo_conflict_page_init (BoConflictPage *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->same = g_ptr_array_new_with_free_func (g_object_unref);
  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_path_free);
  self->firsts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
