/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-match.h"
#include "bo-operate.h"
#include "bo-palette-item.h"
#include "bo-palette.h"

/* Nobody reads further than this; they type another letter. */
#define MAX_FOUND 40

struct _BoPalette
{
  AdwWindow           parent_instance;
  BoWindow           *window;
  BoClient           *client;
  GPtrArray          *items; /* BoPaletteItem: what there was when it was opened */
  GListStore         *found;

  GtkSearchEntry     *entry;
  GtkStack           *stack;
  GtkListView        *list;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (BoPalette, bo_palette, ADW_TYPE_WINDOW)

/* --- finding --- */

typedef struct
{
  BoPaletteItem *item;
  int            score;
  unsigned int   position;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->score != other->score)
    return other->score - one->score;
  return one->position < other->position ? -1 : one->position > other->position;
}

static GArray *
find (BoPalette *self, const char *needle)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (unsigned int i = 0; i < self->items->len; i++)
    {
      BoPaletteItem *item = g_ptr_array_index (self->items, i);
      Hit hit = { item, bo_palette_item_match (item, needle), i };

      if (hit.score > 0)
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  return hits;
}

static void
search_cb (BoPalette *self)
{
  g_autofree char *needle = bo_match_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GArray) hits = find (self, needle);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (unsigned int i = 0; i < MIN (hits->len, MAX_FOUND); i++)
    g_ptr_array_add (items, g_array_index (hits, Hit, i).item);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, 0);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "nothing");
}

/* --- choosing --- */

static void
run_scene (BoPalette *self, const char *id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (self->client), id);

  if (thing != NULL && BO_IS_SCENE (thing))
    bo_operate_scene (GTK_WIDGET (self->window), self->client, BO_SCENE (thing));
}

/* The palette is gone before anything it leads to comes up. */
static void
choose (BoPalette *self, BoPaletteItem *item)
{
  g_autoptr (BoPalette) kept = g_object_ref (self);
  g_autoptr (BoPaletteItem) chosen = g_object_ref (item);
  const char *target = bo_palette_item_get_target (chosen);

  gtk_window_close (GTK_WINDOW (self));
  switch (bo_palette_item_get_kind (chosen))
    {
    case BO_PALETTE_PLACE:
      bo_window_show_page (kept->window, target);
      break;
    case BO_PALETTE_ACTION:
      gtk_widget_activate_action (GTK_WIDGET (kept->window), target, NULL);
      break;
    case BO_PALETTE_SCENE:
      run_scene (kept, target);
      break;
    }
}

static void
activate_cb (BoPalette *self, unsigned int position)
{
  g_autoptr (BoPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (item != NULL)
    choose (self, item);
}

static void
entry_activate_cb (BoPalette *self)
{
  activate_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
move (BoPalette *self, int by)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->found));
  int to = CLAMP ((int) gtk_single_selection_get_selected (self->selection) + by, 0, n - 1);

  if (n == 0)
    return;
  gtk_single_selection_set_selected (self->selection, (unsigned int) to);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (unsigned int) to);
}

/* The focus stays in the entry: one can go on typing. */
static gboolean
key_cb (GtkEventControllerKey *controller, unsigned int keyval, unsigned int keycode, GdkModifierType state,
        BoPalette *self)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
      move (self, 8);
      return TRUE;
    case GDK_KEY_Page_Up:
      move (self, -8);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- rows --- */

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *keys = gtk_shortcut_label_new ("");

  gtk_widget_add_css_class (row, "bo-palette-row");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  add_label (words, NULL);
  add_label (words, "bo-palette-where");
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), keys);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  BoPaletteItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *words = gtk_widget_get_next_sibling (icon), *keys = gtk_widget_get_next_sibling (words);
  GtkWidget *title = gtk_widget_get_first_child (words), *where = gtk_widget_get_next_sibling (title);
  const char *accelerator = bo_palette_item_get_accelerator (item);
  g_autofree char *spoken = g_strjoin (", ", bo_palette_item_get_title (item), bo_palette_item_get_subtitle (item),
                                       NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), bo_palette_item_get_icon_name (item));
  gtk_label_set_text (GTK_LABEL (title), bo_palette_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (where), bo_palette_item_get_subtitle (item));
  gtk_shortcut_label_set_accelerator (GTK_SHORTCUT_LABEL (keys), accelerator != NULL ? accelerator : "");
  gtk_widget_set_visible (keys, accelerator != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (list_item)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* --- the dialog --- */

static void
bo_palette_dispose (GObject *object)
{
  BoPalette *self = BO_PALETTE (object);

  g_clear_object (&self->window);
  g_clear_object (&self->client);
  g_clear_object (&self->found);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (bo_palette_parent_class)->dispose (object);
}

static void
bo_palette_class_init (BoPaletteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/bo-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, BoPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, BoPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, BoPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
bo_palette_init (BoPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (BO_TYPE_PALETTE_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

BoPalette *
bo_palette_open (BoWindow *window, BoClient *client)
{
  BoPalette *self = g_object_new (BO_TYPE_PALETTE, "transient-for", window, NULL);

  self->window = g_object_ref (window);
  self->client = g_object_ref (client);
  self->items = bo_palette_items_of (client);
  search_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}

void
bo_palette_set_text (BoPalette *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  search_cb (self);
}
