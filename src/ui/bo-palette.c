/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate.h"
#include "bo-palette-entry.h"
#include "bo-palette.h"

/* As many rows as anybody looks at. */
#define MAX_ROWS 30
#define MAX_RECENT 8
#define RECENT_KEY "palette.recent"
/* So long the thread that draws gathers at a time. */
#define GATHER_US 2000

struct _BoPalette
{
  AdwWindow parent_instance;

  BoClient           *client;
  BoPaletteGathering *gathering;
  unsigned int        source;  /* 0: all of it is gathered */
  unsigned int        ranked;  /* so many of what is gathered have been looked at */
  GPtrArray          *shown;   /* of what is gathered, row by row */

  GtkEditable *entry;
  GtkListBox  *list;
  GtkStack    *stack;
};

G_DEFINE_FINAL_TYPE (BoPalette, bo_palette, ADW_TYPE_WINDOW)

static char **
recent_keys (BoPalette *self)
{
  const char *kept = bo_client_get_setting (self->client, RECENT_KEY);

  return g_strsplit (kept != NULL ? kept : "", "\n", MAX_RECENT + 1);
}

static void
remember (BoPalette *self, const BoPaletteEntry *entry)
{
  g_auto (GStrv) old = recent_keys (self);
  g_autoptr (GString) kept = g_string_new (entry->key);

  for (int i = 0, n = 1; old[i] != NULL && n < MAX_RECENT; i++)
    if (*old[i] != '\0' && !g_str_equal (old[i], entry->key))
      {
        g_string_append_printf (kept, "\n%s", old[i]);
        n++;
      }
  bo_client_set_setting (self->client, RECENT_KEY, kept->str);
}

static GtkWidget *
create_words (const BoPaletteEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (entry->title);
  GtkWidget *detail = gtk_label_new (entry->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
create_row (const BoPaletteEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", entry->title, entry->detail);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entry->icon_name));
  gtk_box_append (GTK_BOX (box), create_words (entry));
  if (entry->accelerator != NULL)
    {
      GtkWidget *key = gtk_shortcut_label_new (entry->accelerator);

      gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), key);
    }
  gtk_widget_add_css_class (row, "bo-palette-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static int
selected_index (BoPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

/* The row is brought into sight, and told to a screen reader that stays in the line. */
static void
select_row (BoPalette *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  if (row == NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      return;
    }
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (double) bounds.origin.y,
                               (double) (bounds.origin.y + bounds.size.height));
}

/* Rows before the first that is another one stay as they are. Takes @best. */
static void
show_rows (BoPalette *self, GPtrArray *best)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->shown);
  GtkListBoxRow *row;
  unsigned int same = 0;

  self->shown = best;
  while (same < MIN (old->len, best->len) && old->pdata[same] == best->pdata[same])
    same++;
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) same)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (unsigned int i = same; i < best->len; i++)
    gtk_list_box_append (self->list, create_row (best->pdata[i]));
  /* Nobody knows yet that nothing fits. */
  gtk_stack_set_visible_child_name (self->stack, best->len > 0 || self->source != 0 ? "list" : "nothing");
}

static GPtrArray *
rank (BoPalette *self, GPtrArray *entries)
{
  g_auto (GStrv) recent = recent_keys (self);

  self->ranked = bo_palette_gathered (self->gathering)->len;
  return bo_palette_rank (entries, gtk_editable_get_text (self->entry), (const char *const *) recent, MAX_ROWS,
                          BO_RANK_DEFAULT);
}

static void
update_rows (BoPalette *self)
{
  show_rows (self, rank (self, bo_palette_gathered (self->gathering)));
  select_row (self, 0);
}

/* The best of all are the best of those that were the best so far and of what came since. Who has gone to a row stays
   there; who hasn't is at the best one. */
static void
add_rows (BoPalette *self)
{
  GPtrArray *gathered = bo_palette_gathered (self->gathering);
  g_autoptr (GPtrArray) candidates = g_ptr_array_copy (self->shown, NULL, NULL);
  int index = selected_index (self);
  BoPaletteEntry *chosen = index > 0 ? self->shown->pdata[index] : NULL;
  unsigned int at = 0;

  for (unsigned int i = self->ranked; i < gathered->len; i++)
    g_ptr_array_add (candidates, gathered->pdata[i]);
  show_rows (self, rank (self, candidates));
  if (chosen == NULL || !g_ptr_array_find (self->shown, chosen, &at))
    at = 0;
  select_row (self, (int) at);
}

/* --- gathering what there is --- */

static gboolean
gather_cb (gpointer data)
{
  BoPalette *self = data;
  bool done = bo_palette_gather_some (self->gathering, GATHER_US);

  if (done)
    self->source = 0;
  add_rows (self);
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* Whoever is quick gets what fits best of all, too. */
static void
gather_rest (BoPalette *self)
{
  if (self->source == 0)
    return;
  while (!bo_palette_gather_some (self->gathering, GATHER_US))
    ;
  g_clear_handle_id (&self->source, g_source_remove);
  add_rows (self);
}

/* What it opens with is there at once; anew for another home. */
static void
gather (BoPalette *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  BoPaletteGathering *before = g_steal_pointer (&self->gathering);

  g_clear_handle_id (&self->source, g_source_remove);
  self->gathering = bo_palette_gather (self->client, window);
  if (!bo_palette_gather_some (self->gathering, GATHER_US))
    self->source = g_idle_add (gather_cb, self);
  update_rows (self);
  g_clear_pointer (&before, bo_palette_gathering_free);
}

/* --- taking one --- */

/* The palette is gone by the time the window acts: a question it asks is over the window. */
static void
run (GtkWidget *window, BoClient *client, const char *key)
{
  const char *object = strchr (key, ' ') + 1;

  if (g_str_has_prefix (key, "go "))
    gtk_widget_activate_action (window, "win.show", "s", object);
  else if (g_str_has_prefix (key, "do "))
    gtk_widget_activate_action (window, object, NULL);
  else
    {
      BoThing *thing = bo_model_lookup (bo_client_get_model (client), object);

      if (thing != NULL && BO_IS_SCENE (thing))
        bo_operate_scene (window, client, BO_SCENE (thing));
    }
}

static void
take (BoPalette *self, int index)
{
  g_autoptr (GtkWindow) window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (BoClient) client = g_object_ref (self->client);
  g_autofree char *key = NULL;

  if (window != NULL)
    g_object_ref (window);
  if (window == NULL || index < 0 || (unsigned int) index >= self->shown->len)
    return;
  key = g_strdup (((BoPaletteEntry *) self->shown->pdata[index])->key);
  remember (self, self->shown->pdata[index]);
  gtk_window_destroy (GTK_WINDOW (self));
  run (GTK_WIDGET (window), client, key);
}

static void
activated_cb (BoPalette *self)
{
  gather_rest (self);
  take (self, selected_index (self));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, BoPalette *self)
{
  take (self, gtk_list_box_row_get_index (row));
}

static gboolean
key_cb (GtkEventControllerKey *controller, unsigned int key, unsigned int code, GdkModifierType state, BoPalette *self)
{
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down        ? 1
             : key == GDK_KEY_Up || key == GDK_KEY_KP_Up          ? -1
             : key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down ? 6
             : key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up     ? -6
                                                                       : 0;

  if (step == 0 || self->shown->len == 0)
    return GDK_EVENT_PROPAGATE;
  select_row (self, CLAMP (selected_index (self) + step, 0, (int) self->shown->len - 1));
  return GDK_EVENT_STOP;
}

const char *
bo_palette_get_selected (BoPalette *self)
{
  int index = selected_index (self);

  return index >= 0 ? ((BoPaletteEntry *) self->shown->pdata[index])->title : NULL;
}

static void
bo_palette_dispose (GObject *object)
{
  BoPalette *self = BO_PALETTE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->gathering, bo_palette_gathering_free);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_palette_parent_class)->dispose (object);
}

static void
bo_palette_class_init (BoPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/bo-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, BoPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, BoPalette, list);
  gtk_widget_class_bind_template_child (widget_class, BoPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bo_palette_init (BoPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_ptr_array_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

BoPalette *
bo_palette_new (GtkWindow *window, BoClient *client, const char *typed)
{
  BoPalette *self = g_object_new (BO_TYPE_PALETTE, "transient-for", window, NULL);
  int width = gtk_widget_get_width (GTK_WIDGET (window));

  self->client = g_object_ref (client);
  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width - 24, 320, 560), 440);
  gtk_editable_set_text (self->entry, typed);
  gather (self);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::home", G_CALLBACK (gather), self, G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
  return self;
}
