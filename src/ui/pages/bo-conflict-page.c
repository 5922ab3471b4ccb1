/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bar.h"
#include "bo-conflict-fields.h"
#include "bo-conflict-page.h"
#include "bo-conflict-sides.h"
#include "bo-conflict-table.h"
#include "bo-conflict-words.h"
#include "bo-day.h"
#include "bo-decision.h"
#include "bo-kit.h"
#include "bo-operate.h"

struct _BoConflictPage
{
  BoPage          parent_instance;

  BoBar          *bar;
  GtkWidget      *stepper;
  GtkLabel       *step;
  GtkWidget      *previous_button;
  GtkWidget      *next_button;
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
  GPtrArray      *same;    /* nullable, of BoConflictField: what nobody changed, for "Show All" */
  GtkWidget      *all_button;
  GPtrArray      *firsts;  /* of GtkWidget, borrowed: the first radio of each choice shown */
  char           *mine;    /* labels of the sides */
  char           *theirs;
  char           *now;     /* nullable: the document when it was looked at last */
  unsigned int    source;
  bool            was_reviewed; /* when the page was opened */
  bool            decided;      /* since then, and not here */
  bool            deciding;
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

/* (nullable): what is there now, with the values of one side, or of every choice (BOTH) */
static char *
compose (BoConflictPage *self, BoKept side, GError **error)
{
  const BoConflict *conflict = conflict_of (self);
  char *document = bo_decision_now (client_of (self), self->item);

  if (document == NULL)
    document = g_strdup (conflict->result != NULL ? conflict->result : conflict->theirs);
  for (unsigned int i = 0; document != NULL && i < self->fields->len; i++)
    {
      BoConflictField *field = g_ptr_array_index (self->fields, i);
      char *next = side == BO_KEPT_BOTH ? bo_conflict_field_apply (field, document, error)
                                        : bo_conflict_field_apply_side (field, side, document, error);

      g_free (document);
      document = next;
    }
  return document;
}

static bool
is_outdated (BoConflictPage *self, const char *now)
{
  bool whole = conflict_of (self)->kind == BO_CONFLICT_MOVED || conflict_of (self)->kind == BO_CONFLICT_DELETED;

  if (now == NULL || self->now == NULL || bo_conflict_is_removal (now) != bo_conflict_is_removal (self->now))
    return now != self->now;
  if (whole)
    return conflict_of (self)->kind == BO_CONFLICT_MOVED && !g_str_equal (now, self->now);
  for (unsigned int i = 0; i < self->fields->len; i++)
    if (bo_conflict_field_is_outdated (g_ptr_array_index (self->fields, i), now))
      return true;
  return false;
}

static void renew (BoConflictPage *self);

/* Nothing is decided over what nobody has seen. */
static bool
may_decide (BoConflictPage *self)
{
  g_autofree char *now = bo_decision_now (client_of (self), self->item);

  if (!is_outdated (self, now))
    return true;
  renew (self);
  bo_toast (GTK_WIDGET (self), _("It was changed meanwhile: look again before you decide"));
  return false;
}

static void
decide (BoConflictPage *self, const char *document, const char *resolution, const char *done)
{
  BoDecision *decision = bo_decision_new (GTK_WIDGET (self), client_of (self));

  self->deciding = true;
  bo_decision_add_document (decision, self->item, document, resolution);
  bo_decision_make (decision, done, true);
}

/* One side as it is shown here: where things went on, that is newer than in the conflict. */
static void
decide_side (BoConflictPage *self, BoKept side, const char *done)
{
  bool whole = conflict_of (self)->kind == BO_CONFLICT_DELETED || conflict_of (self)->kind == BO_CONFLICT_MOVED;
  g_autofree char *document = NULL;

  if (!may_decide (self))
    return;
  document = whole ? bo_decision_outcome (NULL, self->item, side) : compose (self, side, NULL);

  if (document == NULL)
    document = bo_decision_outcome (NULL, self->item, side);
  decide (self, document, side == BO_KEPT_MINE ? "mine" : "theirs", done);
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

static void
save_cb (BoConflictPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;

  if (!may_decide (self))
    return;
  document = compose (self, BO_KEPT_BOTH, &error);
  if (document != NULL)
    decide (self, document, "edited", _("The merge was saved"));
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

/* (transfer container): the fields that differ, and all others where they are asked for */
static GPtrArray *
shown_fields (BoConflictPage *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  g_ptr_array_extend (shown, self->fields, NULL, NULL);
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_button)))
    return shown;
  if (self->same == NULL)
    self->same = bo_conflict_fields_rest (client_of (self), self->item);
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

/* --- several conflicts about one thing --- */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const BoConflict *one = bo_conflict_item_get_conflict (*(BoConflictItem *const *) a);
  const BoConflict *other = bo_conflict_item_get_conflict (*(BoConflictItem *const *) b);

  if (one->when_us != other->when_us)
    return one->when_us < other->when_us ? -1 : 1;
  return strcmp (one->id, other->id);
}

/* (transfer full): this one and the others that are open about the same thing, the oldest first */
static GPtrArray *
list_siblings (BoConflictPage *self)
{
  GListModel *conflicts = bo_client_list_conflicts (client_of (self));
  GPtrArray *siblings = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      const BoConflict *conflict = bo_conflict_item_get_conflict (item);

      if (g_str_equal (conflict->id, conflict_of (self)->id)
          || (!conflict->reviewed && g_str_equal (conflict->entity_id, conflict_of (self)->entity_id)))
        g_ptr_array_add (siblings, g_steal_pointer (&item));
    }
  g_ptr_array_sort (siblings, compare_times);
  return siblings;
}

static unsigned int
position_among (BoConflictPage *self, GPtrArray *siblings)
{
  for (unsigned int i = 0; i < siblings->len; i++)
    if (g_str_equal (bo_conflict_item_get_id (g_ptr_array_index (siblings, i)), conflict_of (self)->id))
      return i;
  return 0;
}

static void
refresh_stepper (BoConflictPage *self)
{
  g_autoptr (GPtrArray) siblings = list_siblings (self);
  unsigned int at = position_among (self, siblings);
  g_autofree char *text = g_strdup_printf (_("%1$u of %2$u conflicts about it"), at + 1, siblings->len);

  gtk_label_set_text (self->step, text);
  gtk_widget_set_visible (self->stepper, siblings->len > 1);
  gtk_widget_set_sensitive (self->previous_button, at > 0);
  gtk_widget_set_sensitive (self->next_button, at + 1 < siblings->len);
}

static void
step (BoConflictPage *self, int by)
{
  g_autoptr (GPtrArray) siblings = list_siblings (self);
  int at = (int) position_among (self, siblings) + by;
  g_autoptr (GtkWidget) root = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  if (at < 0 || at >= (int) siblings->len)
    return;
  gtk_widget_activate_action (root, "win.back", NULL);
  bo_kit_go (root, "conflict", bo_conflict_item_get_id (g_ptr_array_index (siblings, at)));
}

static void
previous_cb (BoConflictPage *self)
{
  step (self, -1);
}

static void
next_cb (BoConflictPage *self)
{
  step (self, 1);
}

static void
refresh_words (BoConflictPage *self)
{
  g_autofree char *rule = bo_conflict_rule (conflict_of (self),
                                            bo_client_get_status (client_of (self))->clock_offset_us);
  g_autofree char *title = bo_conflict_title (client_of (self), self->item);

  gtk_label_set_text (self->heading, title);
  gtk_label_set_text (self->sentence, bo_conflict_item_get_sentence (self->item));
  gtk_label_set_text (self->rule, rule);
}

/* --- while it is looked at, things go on --- */

static void
show_sides (BoConflictPage *self)
{
  GtkWidget *sides = bo_conflict_sides_new (client_of (self), self->item, self->now);

  adw_bin_set_child (self->sides, sides);
  gtk_widget_set_visible (GTK_WIDGET (self->sides), sides != NULL);
}

static void
say_outdated (BoConflictPage *self)
{
  BoThing *thing = bo_conflict_thing (client_of (self), self->item);
  BoSyncStatus status = thing != NULL ? bo_thing_get_status (thing) : BO_STATUS_SYNCED;
  bool here = status == BO_STATUS_PENDING || status == BO_STATUS_SENDING;

  bo_bar_say (self->bar, "view-refresh-symbolic",
              here ? _("It was changed on this device meanwhile.") : _("The hub has something newer."), _("_Refresh"),
              NULL);
}

static void
look (BoConflictPage *self)
{
  g_autofree char *now = bo_decision_now (client_of (self), self->item);
  g_autoptr (BoConflictItem) item = find_item (client_of (self), bo_conflict_item_get_id (self->item));

  self->decided = !self->was_reviewed && (item == NULL || bo_conflict_item_get_reviewed (item));
  bo_page_set_subtitle (BO_PAGE (self), self->was_reviewed || self->decided ? _("Reviewed") : "");
  refresh_stepper (self);
  /* What this page does itself leads away from it. */
  if (self->deciding)
    return;
  if (self->decided)
    bo_bar_say (self->bar, "object-select-symbolic", _("This was decided elsewhere."), _("_Go On"), NULL);
  else if (is_outdated (self, now))
    say_outdated (self);
  else
    bo_bar_hide (self->bar);
}

static gboolean
look_cb (gpointer data)
{
  BoConflictPage *self = data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoConflictPage *self)
{
  bo_kit_gather (&self->source, look_cb, self);
}

/* Since when what is shown now is so, 0 unknown */
static int64_t
since_when (BoConflictPage *self)
{
  BoThing *thing = bo_conflict_thing (client_of (self), self->item);
  BoEntity *entity = thing != NULL ? bo_thing_get_entity (thing) : NULL;
  int64_t when_us = 0;

  return entity != NULL && bo_version_parse_time (entity->version, &when_us) ? when_us : 0;
}

/* What was chosen stays chosen, as far as the fields are still there. */
static void
renew (BoConflictPage *self)
{
  int64_t since_us = since_when (self);

  g_free (self->now);
  self->now = bo_decision_now (client_of (self), self->item);
  for (unsigned int i = self->fields->len; self->now != NULL && i > 0; i--)
    {
      BoConflictField *field = g_ptr_array_index (self->fields, i - 1);

      if (bo_conflict_field_is_possible (field, self->now))
        bo_conflict_field_renew (field, self->now, since_us);
      else
        g_ptr_array_remove_index (self->fields, i - 1);
    }
  self->built = false;
  build (self);
  show_sides (self);
  look (self);
}

static void
bar_cb (BoConflictPage *self)
{
  if (self->decided)
    bo_decision_lead_on (GTK_WIDGET (self), client_of (self), self->item);
  else
    renew (self);
}

/* By person, device and time */
static void
name_sides (BoConflictPage *self)
{
  g_free (self->mine);
  g_free (self->theirs);
  self->mine = bo_conflict_item_get_mine_label (self->item);
  self->theirs = bo_conflict_item_get_theirs_label (self->item);
}

/* What was of today is of yesterday; what was chosen stays so. */
static void
day_cb (BoConflictPage *self)
{
  name_sides (self);
  self->built = false;
  build (self);
  show_sides (self);
}

static void
bo_conflict_page_constructed (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  G_OBJECT_CLASS (bo_conflict_page_parent_class)->constructed (object);
  self->item = find_item (client_of (self), bo_page_get_argument (BO_PAGE (self)));
  g_assert (self->item != NULL); /* the factory looked */
  bo_page_set_title (BO_PAGE (self), _("Conflict"));
  name_sides (self);
  self->deleted_here = bo_conflict_is_removal (conflict_of (self)->mine);
  self->deleted_there = bo_conflict_is_removal (conflict_of (self)->theirs);
  self->was_reviewed = bo_conflict_item_get_reviewed (self->item);
  self->now = bo_decision_now (client_of (self), self->item);
  self->fields = bo_conflict_fields_list (client_of (self), self->item, self->now);
  show_sides (self);
  add_all_button (self);
  refresh_words (self);
  name_buttons (self);
  g_signal_connect_object (self->bar, "action", G_CALLBACK (bar_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_conflicts (client_of (self)), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fold, "notify::narrow", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  build (self);
  look (self);
}

static void
bo_conflict_page_dispose (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_ptr_array_set_size (self->firsts, 0);
  G_OBJECT_CLASS (bo_conflict_page_parent_class)->dispose (object);
}

static void
bo_conflict_page_finalize (GObject *object)
{
  BoConflictPage *self = BO_CONFLICT_PAGE (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->same, g_ptr_array_unref);
  g_clear_pointer (&self->firsts, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->now);
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
  g_type_ensure (BO_TYPE_BAR);
  g_type_ensure (BO_TYPE_FOLD);
  g_type_ensure (BO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-conflict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, bar);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, stepper);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, step);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, BoConflictPage, next_button);
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
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_cb);
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  add_keys (widget_class);
}

static void
bo_conflict_page_init (BoConflictPage *self)
{
  self->firsts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
