/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include <json-glib/json-glib.h>

#include "bo-join-page.h"
#include "page-around.h"

/* The window in a language nobody speaks (po/pseudo.py): every word a person can see or hear is in brackets
   and has accents, or it is the home's own; and there is room for all of it. BO_SHOTS=FOLDER keeps pictures.
 */

static const char *const sides[] = { "label", "tooltip", "placeholder", "name", "description", "value" };

/* Units, which are the same in all languages, what the hub calls itself, and what the toolkit says. */
static const char *const known[] = {
  "Blowing-Off " BO_VERSION, "inbetweenies-v2", "°C", "°F", "lx", "ppm", "µg/m³", "kWh", "PDF", "(None)", "Shortcuts", "Glazing",
};

static GPtrArray *own;    /* the home's own words, the longest first */
static GHashTable *told;  /* complaints, each once */
static const char *where; /* the page */

/* --- the home's own words --- */

static void
add_own (const char *text)
{
  if (strlen (text) > 1)
    g_ptr_array_add (own, g_strdup (text));
}

static void
add_strings (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr (GList) elements = json_array_get_elements (json_node_get_array (node));

      for (GList *at = elements; at != NULL; at = at->next)
        add_strings (at->data);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *at = members; at != NULL; at = at->next)
        add_strings (at->data);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_auto (GStrv) parts = g_strsplit_set (json_node_get_string (node), "|\n", -1);

      for (int i = 0; parts[i] != NULL; i++)
        add_own (g_str_has_prefix (parts[i], "## ") ? parts[i] + 3 : parts[i]);
    }
}

/* Days and months come from the locale. */
static void
add_calendar (void)
{
  for (int i = 1; i <= 12; i++)
    {
      g_autoptr (GDateTime) month = g_date_time_new_utc (2024, i, 1, 0, 0, 0);
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, i, 0, 0, 0);
      static const char *const formats[] = { "%A", "%a", "%B", "%b" };

      for (size_t j = 0; j < G_N_ELEMENTS (formats); j++)
        {
          g_autofree char *text = g_date_time_format (j < 2 ? day : month, formats[j]);

          add_own (text);
        }
    }
}

static int
by_length (gconstpointer a, gconstpointer b)
{
  return (int) strlen (*(char *const *) b) - (int) strlen (*(char *const *) a);
}

static void
learn_own (void)
{
  static const char *const more[] = {
    "Ana’s laptop",
    "Living room tablet",
    "Dining light",
    "Ceiling lamp above the long table",
    "Ceiling light lamp above the long table",
    "Ceiling Dining light",
    "ana",
    "Ana’s phone",
    "homekit",
    "programme",
  };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "hub", "demo-home.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  own = g_ptr_array_new_with_free_func (g_free);
  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  add_strings (json_parser_get_root (parser));
  add_calendar ();
  add_own (g_get_user_name ());
  for (size_t i = 0; i < G_N_ELEMENTS (more); i++)
    add_own (more[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    add_own (known[i]);
  g_ptr_array_sort (own, by_length);
}

/* (transfer full): @text without the home's own words, addresses and identifiers */
static char *
without_own (const char *text)
{
  g_autoptr (GRegex) addresses
      = g_regex_new ("https?://\\S+|^/.+$|/\\S+/\\S+|\\b[0-9a-f]{2,}(?:[-:][0-9a-f]{2,})+\\b"
                     "|\\b[0-9A-F]{10}\\b|&(?:amp|lt|gt|quot|apos);",
                     0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (addresses, text, -1, 0, "", 0, NULL);
  g_autoptr (GString) left = g_string_new (plain);

  for (unsigned int i = 0; i < own->len; i++)
    g_string_replace (left, g_ptr_array_index (own, i), "", 0);
  return g_string_free (g_steal_pointer (&left), FALSE);
}

/* --- complaints --- */

static char *
whereabouts (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 5 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    g_string_append_printf (text, "%s%s", i > 0 ? " in " : "", G_OBJECT_TYPE_NAME (widget));
  return g_string_free (text, FALSE);
}

static void
complain (GtkWidget *widget, const char *what, const char *text)
{
  g_autofree char *place = whereabouts (widget);
  char *complaint = g_strdup_printf ("%s: “%s”: %s", what, text, place);

  if (!g_hash_table_add (told, complaint))
    return;
  g_test_message ("%s: %s", where, complaint);
  g_test_fail ();
}

static bool
has_plain_vowel (const char *text)
{
  return strpbrk (text, "aeiouAEIOU") != NULL;
}

static void
check_text (GtkWidget *widget, const char *what, const char *text)
{
  g_autofree char *left = NULL;

  if (text == NULL || *text == '\0')
    return;
  left = without_own (text);
  if (has_plain_vowel (left))
    complain (widget, what, text);
}

/* --- what there is to read and to hear --- */

static void
check_accessible (GtkWidget *widget)
{
  static const GtkAccessibleProperty properties[] = {
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *text = accessible_text (widget, properties[i]);

      check_text (widget, sides[3 + i], text);
    }
}

static void
check_menu (GtkWidget *widget, GMenuModel *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  for (int i = 0; menu != NULL && i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      check_text (widget, "menu", label);
      for (size_t j = 0; j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GMenuModel) below = g_menu_model_get_item_link (menu, i, links[j]);

          check_menu (widget, below);
        }
    }
}

static void
check_placeholder (GtkWidget *widget)
{
  g_autofree char *text = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "placeholder-text") == NULL)
    return;
  g_object_get (widget, "placeholder-text", &text, NULL);
  check_text (widget, sides[2], text);
}

/* Names may be longer than any room for them, the row of a choice opens to show
   all of it, and a line to type in may begin to say what for; other words may not. */
static void
check_room (GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  g_autofree char *left = without_own (gtk_label_get_text (label));
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (gtk_widget_get_width (widget) < width || gtk_widget_get_height (widget) < height)
    complain (widget, "clipped", gtk_label_get_text (label));
  if (has_plain_vowel (gtk_label_get_text (label)) && strpbrk (left, "[") == NULL)
    return;
  if (pango_layout_is_ellipsized (layout) && gtk_widget_get_ancestor (widget, BO_TYPE_TILE) == NULL
      && gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) == NULL
      && gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT) == NULL)
    complain (widget, "shortened", gtk_label_get_text (label));
}

/* What the toolkit's own widgets say of themselves. */
static bool
is_toolkit (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_SCROLLBAR (widget) || ADW_IS_AVATAR (widget)
         || GTK_IS_SHORTCUT_LABEL (widget)
         || (GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL)
         || (GTK_IS_IMAGE (widget) && GTK_IS_SEARCH_ENTRY (gtk_widget_get_parent (widget)));
}

static void
visit (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget) || is_toolkit (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      check_text (widget, sides[0], gtk_label_get_text (GTK_LABEL (widget)));
      check_room (GTK_LABEL (widget));
    }
  check_text (widget, sides[1], gtk_widget_get_tooltip_text (widget));
  check_placeholder (widget);
  check_accessible (widget);
  if (GTK_IS_MENU_BUTTON (widget))
    check_menu (widget, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit (child);
}

static void
check_window (GtkWidget *window, const char *name)
{
  where = name;
  unfold (window);
  bo_shot_wait (window);
  visit (window);
}

/* The innermost that needs more than a phone has, without what is around it. */
static GtkWidget *
find_wide (GtkWidget *widget, int room)
{
  GtkWidget *found;
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= room || !gtk_widget_get_mapped (widget))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((found = find_wide (child, room - 24)) != NULL)
      return found;
  return widget;
}

static void
check_width (GtkWidget *page)
{
  GtkWidget *wide = find_wide (page, 360);
  int minimum = 0;
  g_autofree char *text = NULL;

  if (wide == NULL)
    return;
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  text = g_strdup_printf ("%d", minimum);
  complain (wide, "too wide for a phone", text);
}

static void
check_page (Home *home, const char *address, const char *name, int width)
{
  g_autofree char *size = g_strdup_printf ("%s at %d", name, width);
  BoPage *page = page_open (home, home->client, address, width, 700);

  check_window (home->window, size);
  check_width (GTK_WIDGET (page));
  keep_picture (home, name, width, false);
  page_close (home, page);
}

static void
check_both (Home *home, const char *address, const char *name)
{
  check_page (home, address, name, 1024);
  check_page (home, address, name, 360);
}

/* --- the pages --- */

static void
check_each (Home *home, GListModel *things, const char *place)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (things, i);
      g_autofree char *address = g_strconcat (place, ":", bo_thing_get_id (thing), NULL);

      check_both (home, address, bo_thing_get_display_name (thing));
    }
}

static void
check_conflicts (Home *home)
{
  g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home->client), 0);
  g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);

  check_both (home, address, "conflict");
}

static void
home_set_up (Home *home)
{
  set_up_conflict (home);
  set_value (home->client, "Floor lamp", "on", "true");
}

static void
test_pages (void)
{
  static const char *const addresses[] = {
    "home",
    "favourites",
    "no-room",
    "filter:lights",
    "filter:open",
    "filter:climate",
    "filter:unlocked",
    "filter:low-battery",
    "filter:unreachable",
    "sync:waiting",
    "sync:review",
    "sync:activity",
    "sync:health",
    "scenes",
    "automations", "documents",
    "history",
    "people",
    "places",
    "keep",
    "welcome",
    "welcome:connect",
  };
  Home home = { 0 };
  BoModel *model;

  home_set_up (&home);
  model = bo_client_get_model (home.client);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      BoPage *page = bo_page_create (addresses[i], home.client);

      if (page == NULL)
        g_error ("There is no page %s", addresses[i]);
      g_object_unref (g_object_ref_sink (page));
      check_both (&home, addresses[i], addresses[i]);
    }
  check_each (&home, bo_model_get_rooms (model), "room");
  check_each (&home, bo_model_get_accessories (model), "accessory");
  check_each (&home, bo_model_get_documents (model), "document");
  check_conflicts (&home);
  home_stop (&home);
}

/* --- joining a hub --- */

static GPtrArray *
met_new (const char *kind, const char *name)
{
  GPtrArray *group = g_ptr_array_new_with_free_func (g_free);
  BoMet *met = g_new (BoMet, 1);

  *met = (BoMet){ (char *) "", (char *) kind, (char *) name };
  g_ptr_array_add (group, met);
  return group;
}

static void
check_join (Home *home, const char *role, int width)
{
  g_autoptr (GPtrArray) here = met_new ("home", "Linden House");
  g_autoptr (GPtrArray) there = met_new ("zone", "Kitchen");
  g_autoptr (GPtrArray) namesakes = met_new ("device", "Dining light");
  g_autoptr (GPtrArray) both = met_new ("scene", "");
  BoMeeting meeting = { NULL, NULL, NULL, (char *) role, here, there, namesakes, both };
  g_autofree char *size = g_strdup_printf ("join as %s at %d", role, width);
  GtkWidget *page = g_object_new (BO_TYPE_JOIN_PAGE, NULL);

  adw_bin_set_child (home->bin, page);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (home->header), adw_window_title_new ("", ""));
  gtk_window_set_default_size (GTK_WINDOW (home->window), width, 700);
  gtk_window_present (GTK_WINDOW (home->window));
  bo_join_page_show (BO_JOIN_PAGE (page), &meeting, width > 360 ? "Kitchen" : NULL);
  check_window (home->window, size);
  check_width (page);
  keep_picture (home, role, width, false);
  gtk_widget_set_visible (home->window, FALSE);
  adw_bin_set_child (home->bin, NULL);
}

static void
test_join (void)
{
  Home home = { 0 };

  home_start (&home, true);
  window_set_up (&home);
  check_join (&home, "admin", 1024);
  check_join (&home, "admin", 360);
  check_join (&home, "guest", 1024);
  check_join (&home, "guest", 360);
  home_stop (&home);
}

/* --- questions --- */

static void
check_question (GtkWidget *dialog, const char *name)
{
  check_window (dialog, name);
  keep_window (dialog, name);
}

static void
test_questions (void)
{
  Home home = { 0 };
  BoPage *page;

  home_set_up (&home);
  page = page_open (&home, home.client, "scenes", 360, 640);
  each_question (&home, GTK_WIDGET (page), check_question);
  page_close (&home, page);
  home_stop (&home);
}

/* --- what is around the pages --- */

static void
test_window (void)
{
  static const int widths[] = { 1024, 360 };
  AdwApplication *application = application_get ();
  Home home = { 0 };

  home_set_up (&home);
  for (size_t i = 0; i < G_N_ELEMENTS (widths); i++)
    each_around (&home, application, widths[i], check_window);
  home_stop (&home);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BO_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  scene_init (&argc, &argv);
  /* All of it is wanted at once, not the first complaint. */
  g_test_set_nonfatal_assertions ();
  g_assert_true (g_str_has_prefix (dgettext (GETTEXT_PACKAGE, "Home"), "["));
  learn_own ();
  g_test_add_func ("/pseudo/pages", test_pages);
  g_test_add_func ("/pseudo/join", test_join);
  g_test_add_func ("/pseudo/questions", test_questions);
  g_test_add_func ("/pseudo/window", test_window);
  return g_test_run ();
}
