/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile-grid.h"
#include "page-home.h"

/* For those who don't see the page, or have no pointer: names, states, and the way there by keys. */

#define MAX_STOPS 600

/* What widgets of the toolkit are made of is the toolkit's; its window of shortcuts is wholly. */
static bool
is_inner (GtkWidget *widget)
{
  const GType owners[] = {
    GTK_TYPE_SPIN_BUTTON,  GTK_TYPE_MENU_BUTTON, GTK_TYPE_DROP_DOWN,       ADW_TYPE_ENTRY_ROW,
    GTK_TYPE_SEARCH_ENTRY, GTK_TYPE_ENTRY,       ADW_TYPE_VIEW_SWITCHER,   ADW_TYPE_VIEW_SWITCHER_BAR,
    GTK_TYPE_POPOVER,      GTK_TYPE_SCROLLBAR,   GTK_TYPE_WINDOW_CONTROLS, GTK_TYPE_PASSWORD_ENTRY,
    GTK_TYPE_EXPANDER,     ADW_TYPE_COMBO_ROW,   GTK_TYPE_SHORTCUTS_WINDOW,
  };

  if (gtk_widget_get_parent (widget) == NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (owners); i++)
    if (gtk_widget_get_ancestor (gtk_widget_get_parent (widget), owners[i]) != NULL)
      return !GTK_IS_EXPANDER (gtk_widget_get_ancestor (gtk_widget_get_parent (widget), owners[i]));
  /* libadwaita 1.2 has no class of its toasts to ask for. */
  return g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), "AdwToastWidget");
}

/* Something of ours that a click does something to. */
static bool
is_clicked (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = NULL;
  bool found = false;

  if (!g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Bo") && !GTK_IS_BOX (widget) && !ADW_IS_BIN (widget)
      && !GTK_IS_DRAWING_AREA (widget) && !GTK_IS_IMAGE (widget))
    return false;
  controllers = gtk_widget_observe_controllers (widget);
  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers) && !found; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      found = GTK_IS_GESTURE_CLICK (controller)
              && gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE;
    }
  return found;
}

static bool
is_operated (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget)
         || GTK_IS_SWITCH (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_EDITABLE (widget)
         || is_clicked (widget)
         || (GTK_IS_LIST_BOX_ROW (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)));
}

static char *
whereabouts (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 5 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    g_string_append_printf (text, "%s%s", i > 0 ? " in " : "", G_OBJECT_TYPE_NAME (widget));
  return g_string_free (text, FALSE);
}

static void
complain (GtkWidget *widget, const char *page, const char *what, const char *more)
{
  g_autofree char *where = whereabouts (widget);
  g_autofree char *label = accessible_text (widget, GTK_ACCESSIBLE_PROPERTY_LABEL);

  g_test_message ("%s: %s: %s (%s)", page, what, where, more != NULL ? more : label != NULL ? label : "");
  g_test_fail ();
}

/* --- names --- */

/* (transfer full) (nullable): the toolkit tells it where something else is expected */
char *
accessible_text (GtkWidget *widget, GtkAccessibleProperty property)
{
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), property))
    return NULL;
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), property, "\001");
}

static bool
has_words (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return true;
  return false;
}

/* What is in a menu that isn't open names nothing. */
static bool
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && has_words (gtk_label_get_text (GTK_LABEL (widget))))
    return true;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child) && has_text (child))
      return true;
  return false;
}

/* An empty label is no name; a type's name is none either. */
static void
check_name (GtkWidget *widget, const char *page)
{
  g_autofree char *label = accessible_text (widget, GTK_ACCESSIBLE_PROPERTY_LABEL);

  if (label != NULL && (g_str_has_prefix (label, "Gtk") || g_str_has_prefix (label, "Adw")))
    complain (widget, page, "called by its type", label);
  /* The toolkit says that a button is labelled by what is in it, a picture too. */
  if (label != NULL ? has_words (label)
                    : !GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget)
                          && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return;
  if (label == NULL && (ADW_IS_ENTRY_ROW (widget) || !GTK_IS_EDITABLE (widget)) && has_text (widget))
    return;
  complain (widget, page, "without a name", gtk_widget_get_tooltip_text (widget));
}

/* --- states --- */

static void
check_state (GtkWidget *widget, const char *page, GtkAccessibleState state, const char *what)
{
  if (!gtk_test_accessible_has_state (GTK_ACCESSIBLE (widget), state))
    complain (widget, page, "doesn't say", what);
}

/* The toolkit looks after its own; of least values that are 0 nothing is kept. */
static void
check_value (GtkWidget *widget, const char *page)
{
  g_autofree char *text = accessible_text (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);

  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Bo") && !has_words (text))
    complain (widget, page, "doesn't say", "its value");
}

static void
check_states (GtkWidget *widget, const char *page)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  if (GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget))
    check_state (widget, page, GTK_ACCESSIBLE_STATE_CHECKED, "whether it is on");
  if (role == GTK_ACCESSIBLE_ROLE_SLIDER || role == GTK_ACCESSIBLE_ROLE_SPIN_BUTTON)
    check_value (widget, page);
}

/* --- where a finger hits --- */

#define TARGET 44

/* All buttons and lines that can be pressed, but those of the toolkit's own that can be done without: of a number's
 * field, of the window's frame. */
static bool
is_target (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) == NULL
         && gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL;
}

static void
check_size (GtkWidget *widget, const char *page)
{
  graphene_rect_t box;
  g_autofree char *size = NULL;

  if (!is_target (widget) || !gtk_widget_compute_bounds (widget, widget, &box))
    return;
  size = g_strdup_printf ("%.1f × %.1f", box.size.width, box.size.height);
  if (box.size.width < TARGET || box.size.height < TARGET)
    complain (widget, page, "too small for a finger", size);
}

static void
check_names (GtkWidget *widget, const char *page)
{
  bool stops = gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget)
               && gtk_widget_get_can_focus (widget) && !GTK_IS_SCROLLED_WINDOW (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if ((stops || is_operated (widget)) && !is_inner (widget))
    {
      check_name (widget, page);
      check_states (widget, page);
      check_size (widget, page);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, page);
}

/* --- the way there --- */

/* Those that are on. */
static void
list_chosen (GtkWidget *widget, GHashTable *chosen)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)))
    g_hash_table_add (chosen, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_chosen (child, chosen);
}

/* An arrow that comes to a check button chooses it. */
static void
choose_again (GtkWidget *widget, GHashTable *chosen)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), g_hash_table_contains (chosen, widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    choose_again (child, chosen);
}

/* One stop of Tab serves a whole group, whose members arrows reach. */
static void
walk_group (GtkWidget *root, GHashTable *reached)
{
  static const GtkDirectionType directions[] = { GTK_DIR_DOWN, GTK_DIR_RIGHT, GTK_DIR_UP, GTK_DIR_LEFT };
  GtkWindow *window = GTK_WINDOW (root);
  GtkWidget *stop = gtk_window_get_focus (window);

  for (size_t i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      for (int n = 0; n < MAX_STOPS; n++)
        {
          gtk_widget_child_focus (root, directions[i]);
          if (gtk_window_get_focus (window) == NULL
              || !g_hash_table_add (reached, gtk_window_get_focus (window)))
            break;
        }
      gtk_widget_grab_focus (stop);
    }
}

static GHashTable *
walk (GtkWidget *root, GHashTable *chosen)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) stops = g_hash_table_new (NULL, NULL);
  GtkWindow *window = GTK_WINDOW (root);

  gtk_window_set_focus (window, NULL);
  for (int i = 0; i < MAX_STOPS; i++)
    {
      gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
      if (gtk_window_get_focus (window) == NULL)
        continue;
      if (!g_hash_table_add (stops, gtk_window_get_focus (window)))
        break;
      g_hash_table_add (reached, gtk_window_get_focus (window));
      walk_group (root, reached);
      choose_again (root, chosen);
    }
  return reached;
}

/* Something below @widget has been reached. */
static bool
is_reached_within (GtkWidget *widget, GHashTable *reached)
{
  GHashTableIter iter;
  gpointer focus;

  g_hash_table_iter_init (&iter, reached);
  while (g_hash_table_iter_next (&iter, &focus, NULL))
    if (gtk_widget_is_ancestor (focus, widget))
      return true;
  return false;
}

/* The focus stays where one types, and what is chosen by arrows is told from there. */
static bool
is_pointed_at (GtkWidget *widget, GHashTable *reached)
{
  GHashTableIter iter;
  gpointer focus;

  if (!GTK_IS_LIST_BOX_ROW (widget) || gtk_widget_get_focusable (widget))
    return false;
  g_hash_table_iter_init (&iter, reached);
  while (g_hash_table_iter_next (&iter, &focus, NULL))
    for (GtkWidget *at = focus; at != NULL; at = gtk_widget_get_parent (at))
      if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (at), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT))
        return true;
  return false;
}

/* An entry's line has the focus in its place, a dial's handle in that of its buttons; the keys of tiles have
   tests of their own (test-widgets). */
static bool
is_reached (GtkWidget *widget, GHashTable *reached)
{
  GtkWidget *dial = gtk_widget_get_ancestor (widget, BO_TYPE_DIAL);

  if (g_hash_table_contains (reached, widget) || gtk_widget_get_ancestor (widget, BO_TYPE_TILE_GRID) != NULL
      || is_pointed_at (widget, reached))
    return true;
  if (dial != NULL && !gtk_widget_get_focusable (widget))
    return is_reached_within (dial, reached);
  return (GTK_IS_EDITABLE (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget)
          || is_clicked (widget))
         && is_reached_within (widget, reached);
}

/* A row that only carries a switch, and what an expander opens, are reached with what they carry. */
static void
check_reached (GtkWidget *widget, GHashTable *reached, const char *page)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (is_operated (widget) && gtk_widget_is_sensitive (widget) && gtk_widget_get_can_target (widget)
      && !is_inner (widget) && !is_reached (widget, reached))
    complain (widget, page, "not reached by keys", gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_reached (child, reached, page);
}

void
check_reach_in (GtkWidget *window, GtkWidget *part, const char *name)
{
  g_autoptr (GHashTable) reached = NULL;
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);

  /* What has just been put in has its size with the next frame. */
  bo_shot_wait (window);
  check_names (window, name);
  list_chosen (window, chosen);
  reached = walk (window, chosen);
  check_reached (part, reached, name);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
}

void
check_reach (Home *home, BoPage *page, const char *name)
{
  check_reach_in (home->window, GTK_WIDGET (page), name);
}
