/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "page-around.h"

/* How well everything on every page stands out from what is behind it, as drawn, in the light and the dark style;
   ADW_DEBUG_HIGH_CONTRAST=1 adds that of high contrast. WCAG 2.1: text 4.5 : 1, large text, icons and lines 3 : 1. */

#define SCALE 2         /* so that strokes have a middle */
#define WIDTH 720
#define HEIGHT 1000
#define TEXT_RATIO 4.5
#define LARGE_RATIO 3.0
#define LARGE_PIXELS 24
#define LARGE_BOLD_PIXELS 18.6

typedef struct
{
  uint32_t *pixels; /* 0xaarrggbb */
  int       width;
  int       height;
} Picture;

static const char *scheme;
static GHashTable *told;

/* --- colours --- */

static double
linear (unsigned int byte)
{
  double part = byte / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (uint32_t pixel)
{
  return 0.2126 * linear (pixel >> 16 & 255) + 0.7152 * linear (pixel >> 8 & 255) + 0.0722 * linear (pixel & 255);
}

static double
ratio (uint32_t a, uint32_t b)
{
  double light = MAX (luminance (a), luminance (b)), dark = MIN (luminance (a), luminance (b));

  return (light + 0.05) / (dark + 0.05);
}

/* --- pictures --- */

/* (nullable): %NULL while it is about to be drawn anew */
static GskRenderNode *
draw_node (GtkWidget *window, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_snapshot_scale (snapshot, SCALE, SCALE);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
take (GtkWidget *window, Picture *picture)
{
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  while ((node = draw_node (window, width, height)) == NULL)
    bo_shot_wait (window);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width * SCALE, height * SCALE));
  picture->width = gdk_texture_get_width (texture);
  picture->height = gdk_texture_get_height (texture);
  picture->pixels = g_new (uint32_t, (size_t) picture->width * picture->height);
  gdk_texture_download (texture, (unsigned char *) picture->pixels, (size_t) picture->width * 4);
}

static void
count (GHashTable *counts, uint32_t pixel, int more)
{
  gpointer key = GUINT_TO_POINTER (pixel);

  g_hash_table_insert (counts, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + more));
}

/* (transfer full): how often each colour is there */
static GHashTable *
colors_of (const Picture *picture, const graphene_rect_t *area)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  int left = (int) area->origin.x * SCALE, right = (int) ((area->origin.x + area->size.width) * SCALE);

  for (int y = (int) area->origin.y * SCALE; y < (area->origin.y + area->size.height) * SCALE; y++)
    {
      const uint32_t *row = picture->pixels + (size_t) y * picture->width;
      int from = left;

      for (int x = left + 1; x <= right; x++)
        if (x == right || row[x] != row[from])
          {
            count (counts, row[from], x - from);
            from = x;
          }
    }
  return counts;
}

/* The commonest colour is what is behind; what stands out from it most is in front. */
static double
measure (const Picture *picture, const graphene_rect_t *area)
{
  g_autoptr (GHashTable) counts = colors_of (picture, area);
  GHashTableIter iter;
  gpointer key, value;
  uint32_t back = 0;
  int most = 0;
  double best = 1;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_INT (value) > most)
      {
        most = GPOINTER_TO_INT (value);
        back = GPOINTER_TO_UINT (key);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    best = MAX (best, ratio (GPOINTER_TO_UINT (key), back));
  return best;
}

/* --- what is on a page --- */

static double
wanted (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double pixels = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    pixels = pixels * 96 / 72;
  if (!GTK_IS_LABEL (widget) || pixels >= LARGE_PIXELS
      || (pixels >= LARGE_BOLD_PIXELS && pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD))
    return LARGE_RATIO;
  return TEXT_RATIO;
}

static bool
is_cut (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t area;

  return window != NULL && gtk_widget_compute_bounds (widget, window, &area)
         && !graphene_rect_contains_rect (&GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (window),
                                                               gtk_widget_get_height (window)),
                                          &area);
}

/* Nothing lies over it and nothing cuts it. */
static bool
find_area (GtkWidget *window, GtkWidget *widget, graphene_rect_t *area)
{
  GtkWidget *picked;

  if (!gtk_widget_compute_bounds (widget, window, area) || area->size.width < 1 || area->size.height < 1)
    return false;
  if (area->origin.x < 0 || area->origin.y < 0 || area->origin.x + area->size.width > gtk_widget_get_width (window)
      || area->origin.y + area->size.height > gtk_widget_get_height (window))
    return false;
  if (is_cut (widget))
    return false;
  picked = gtk_widget_pick (window, area->origin.x + area->size.width / 2, area->origin.y + area->size.height / 2,
                            GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);
  return picked != NULL && (picked == widget || gtk_widget_is_ancestor (widget, picked)
                            || gtk_widget_is_ancestor (picked, widget));
}

static bool
is_shown (GtkWidget *widget)
{
  const char *icon = GTK_IS_IMAGE (widget) ? gtk_image_get_icon_name (GTK_IMAGE (widget)) : NULL;

  return (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
         || (icon != NULL && g_str_has_suffix (icon, "-symbolic"));
}

static void
complain (GtkWidget *widget, const char *page, double found, double least)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                           : gtk_image_get_icon_name (GTK_IMAGE (widget));
  GString *where = g_string_new (NULL);
  GtkWidget *at = widget;

  for (int i = 0; i < 5 && at != NULL; i++, at = gtk_widget_get_parent (at))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (at);
      g_autofree char *names = g_strjoinv (".", classes);

      g_string_append_printf (where, " < %s.%s", gtk_widget_get_css_name (at), names);
    }
  if (g_hash_table_add (told, g_strdup_printf ("%s%s", scheme, where->str)))
    {
      g_test_message ("%s, %s: %.2f of %.1f: “%s”%s", page, scheme, found, least, text, where->str);
      g_test_fail ();
    }
  g_string_free (where, TRUE);
}

/* The colours of the marks in a switch, of days and of the button that is suggested are the desktop's. */
static bool
is_toolkit (GtkWidget *widget)
{
  return GTK_IS_CALENDAR (widget) || GTK_IS_SWITCH (widget) || gtk_widget_has_css_class (widget, "suggested-action");
}

static void
visit (GtkWidget *window, GtkWidget *widget, const Picture *picture, const char *page)
{
  graphene_rect_t area;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || is_toolkit (widget))
    return;
  if (is_shown (widget) && find_area (window, widget, &area))
    {
      double found = measure (picture, &area);

      if (found + 0.005 < wanted (widget))
        complain (widget, page, found, wanted (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    visit (window, child, picture, page);
}

static void
check (GtkWidget *window, const char *page)
{
  Picture picture;

  bo_shot_wait (window);
  take (window, &picture);
  visit (window, window, &picture, page);
  g_free (picture.pixels);
}

static bool
is_same (const Picture *a, const Picture *b)
{
  return a->width == b->width && a->height == b->height
         && memcmp (a->pixels, b->pixels, (size_t) a->width * a->height * 4) == 0;
}

/* A dialog fades in, whatever animations are told: until it is drawn twice alike, or never will be. */
static void
check_still (GtkWidget *window, const char *name)
{
  Picture now = { 0 }, before = { 0 };
  bool still = false;

  for (int i = 0; i < 30 && !still; i++)
    {
      g_free (before.pixels);
      before = now;
      bo_shot_wait (window);
      take (window, &now);
      still = before.pixels != NULL && is_same (&before, &now);
    }
  g_free (before.pixels);
  g_free (now.pixels);
  check (window, name);
}

static void
check_page (Home *home, const char *address)
{
  BoPage *page = page_open (home, home->client, address, WIDTH, HEIGHT);

  check (home->window, address);
  page_close (home, page);
}

static void
check_thing (Home *home, const char *place, gpointer thing)
{
  g_autofree char *address = g_strconcat (place, ":", bo_thing_get_id (thing), NULL);

  check_page (home, address);
}

static void
choose_scheme (bool dark)
{
  scheme = dark ? "dark" : "light";
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static bool
has_conflict (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_conflicts (client)) > 0;
}

static void
check_all (Home *home)
{
  static const char *const addresses[] = {
    "home", "favourites", "filter:lights", "filter:unreachable", "sync:waiting", "sync:review", "sync:activity",
    "sync:health", "scenes", "automations", "documents", "history", "people", "places", "keep", "welcome", "welcome:connect",
  };
  static const char *const accessories[] = { "Floor lamp", "Hall thermostat", "Front door lock", "Shed contact" };
  g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home->client), 0);
  g_autofree char *conflict = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    check_page (home, addresses[i]);
  check_page (home, conflict);
  for (size_t i = 0; i < G_N_ELEMENTS (accessories); i++)
    {
      BoAccessory *accessory = accessory_named (home->client, accessories[i]);

      check_thing (home, "accessory", accessory);
      check_thing (home, "room", bo_accessory_get_room (accessory));
    }
}

static void
test_pages (gconstpointer dark)
{
  Home home = { 0 };

  set_up_conflict (&home);
  wait_until ("the conflict", has_conflict, home.client);
  choose_scheme (dark != NULL);
  check_all (&home);
  home_stop (&home);
}

/* The window with what is around the pages, and every question. */
static void
test_around (gconstpointer dark)
{
  AdwApplication *application = application_get ();
  Home home = { 0 };
  BoPage *page;

  set_up_conflict (&home);
  choose_scheme (dark != NULL);
  each_around (&home, application, 1024, check_still);
  page = page_open (&home, home.client, "scenes", 1024, 700);
  each_question (&home, GTK_WIDGET (page), check_still);
  page_close (&home, page);
  home_stop (&home);
}

static void
show_alone (GtkWidget *window, GtkWidget *child, bool dark)
{
  choose_scheme (dark);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  bo_shot_wait (window);
}

/* Every widget in every state. */
static void
test_gallery (gconstpointer dark)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *gallery = bo_gallery_new ();
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gallery));

  show_alone (window, gallery, dark != NULL);
  for (double at = 0; at < gtk_adjustment_get_upper (scroll); at += gtk_adjustment_get_page_size (scroll) / 2)
    {
      gtk_adjustment_set_value (scroll, at);
      check (window, "gallery");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* People have one of 14 colours, by their name. */
static void
test_people (gconstpointer dark)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *flow = gtk_flow_box_new ();
  g_autoptr (GHashTable) colors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 26; i++)
    for (int j = 0; j < 3; j++)
      {
        g_autofree char *name = g_strdup_printf ("%c%c", 'A' + i, 'A' + j);
        GtkWidget *avatar = adw_avatar_new (40, name, TRUE);
        g_auto (GStrv) classes = gtk_widget_get_css_classes (gtk_widget_get_first_child (avatar));

        for (int k = 0; classes[k] != NULL; k++)
          if (g_str_has_prefix (classes[k], "color"))
            g_hash_table_add (colors, g_strdup (classes[k]));
        gtk_flow_box_insert (GTK_FLOW_BOX (flow), avatar, -1);
      }
  g_assert_cmpuint (g_hash_table_size (colors), ==, 14);
  show_alone (window, flow, dark != NULL);
  check (window, "people");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Lines and shapes that are drawn in colours with names; the two a shape lies on are the window's and a card's. */
static void
test_drawn (gconstpointer dark)
{
  static const char *const names[] = { "accent_color", "dial_heating_color", "dial_cooling_color", "error_color" };
  static const char *const grounds[] = { "window_bg_color", "view_bg_color" };
  GtkWidget *window = gtk_window_new ();
  GtkStyleContext *style = gtk_widget_get_style_context (window);

  choose_scheme (dark != NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (grounds); i++)
    {
      const char *pair[] = { names[i / G_N_ELEMENTS (grounds)], grounds[i % G_N_ELEMENTS (grounds)] };
      uint32_t pixels[2];

      for (int j = 0; j < 2; j++)
        {
          GdkRGBA color;

          g_assert_true (gtk_style_context_lookup_color (style, pair[j], &color));
          pixels[j] = (uint32_t) (color.red * 255 + 0.5) << 16 | (uint32_t) (color.green * 255 + 0.5) << 8
                      | (uint32_t) (color.blue * 255 + 0.5);
        }
      if (ratio (pixels[0], pixels[1]) < LARGE_RATIO)
        {
          g_test_message ("%s: %s on %s: %.2f", scheme, pair[0], pair[1], ratio (pixels[0], pixels[1]));
          g_test_fail ();
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  scene_init (&argc, &argv);
  g_test_set_nonfatal_assertions ();
  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_cmpint (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()), ==,
                   g_getenv ("ADW_DEBUG_HIGH_CONTRAST") != NULL);
  g_test_add_data_func ("/contrast/light/drawn", NULL, test_drawn);
  g_test_add_data_func ("/contrast/light/gallery", NULL, test_gallery);
  g_test_add_data_func ("/contrast/light/pages", NULL, test_pages);
  g_test_add_data_func ("/contrast/light/people", NULL, test_people);
  g_test_add_data_func ("/contrast/light/around", NULL, test_around);
  g_test_add_data_func ("/contrast/dark/drawn", &told, test_drawn);
  g_test_add_data_func ("/contrast/dark/gallery", &told, test_gallery);
  g_test_add_data_func ("/contrast/dark/pages", &told, test_pages);
  g_test_add_data_func ("/contrast/dark/people", &told, test_people);
  g_test_add_data_func ("/contrast/dark/around", &told, test_around);
  return g_test_run ();
}
