/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "bo-compare-page.h"
#include "bo-moment.h"
#include "bo-palette.h"
#include "bo-past.h"
#include "bo-preferences.h"
#include "bo-shot.h"
#include "bo-tour-private.h"

#define PATIENCE_SECONDS 60

typedef struct
{
  const char *name;
  char       *address;
} Stop;

static const BoTourSize sizes[] = { { "1024", 1024, 700 }, { "360", 360, 640 } };
static const BoTourSize large = { "3840", 3840, 2160 };
static const BoTourSize tall = { "tall", 1024, 1600 };

/* What is looked at on a large display, and from right to left: names of stops. */
static const char *const at_large[] = { "home", "sync", NULL };
/* Charts stand below. */
static const char *const at_tall[] = { "sensor", NULL };
static const char *const mirrored[] = { "home", "light", "thermostat", "sensor", "history", "compare", "people", "places",
                                        "keep", "activity", "conflict", NULL };

static const struct
{
  const char    *name;
  AdwColorScheme scheme;
} schemes[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

static void
stop_clear (gpointer data)
{
  g_free (((Stop *) data)->address);
}

static gboolean
patience_cb (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

bool
_bo_tour_wait_for (bool (*done) (gpointer data), gpointer data)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, patience_cb, &late);

  while (!late && !done (data))
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (source);
  return !late;
}

static bool
is_at_rest (gpointer data)
{
  BoClient *client = bo_page_get_client (BO_PAGE (data));

  return bo_client_get_phase (client) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (client) == 0;
}

static bool
is_sized (gpointer data)
{
  GtkWidget *window = ((gpointer *) data)[0];
  const BoTourSize *size = ((gpointer *) data)[1];

  return gtk_widget_get_width (window) == size->width && gtk_widget_get_height (window) == size->height;
}

static void
add_stop (GArray *stops, const char *name, const char *kind, const char *id)
{
  Stop stop = { name, id != NULL ? g_strdup_printf ("%s:%s", kind, id) : g_strdup (kind) };

  g_array_append_val (stops, stop);
}

static BoRoom *
fullest_room (BoClient *client)
{
  GListModel *rooms = bo_client_list_rooms (client);
  BoRoom *best = NULL;
  unsigned int most = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);
      unsigned int n = g_list_model_get_n_items (bo_room_get_accessories (room));

      if (n > most)
        {
          most = n;
          best = room;
        }
    }
  return best;
}

/* (nullable): the first accessory with a service of @type, that has @characteristic too. */
static BoAccessory *
find_accessory (BoClient *client, const char *type, const char *characteristic)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_find_service (accessory, type) != NULL
          && bo_accessory_find_characteristic (accessory, characteristic) != NULL)
        return accessory;
    }
  return NULL;
}

static void
add_accessory (GArray *stops, BoClient *client, const char *name, const char *type, const char *characteristic)
{
  BoAccessory *accessory = find_accessory (client, type, characteristic);

  if (accessory != NULL)
    add_stop (stops, name, "accessory", bo_thing_get_id (BO_THING (accessory)));
}

/* One of each kind, as the rehearsal made them. */
static void
add_conflicts (GArray *stops, BoClient *client)
{
  static const struct
  {
    const char    *name;
    BoConflictKind kind;
    bool           base;
  } looks[] = {
    { "conflict", BO_CONFLICT_DECIDED, true },
    { "conflict-no-base", BO_CONFLICT_DECIDED, false },
    { "conflict-deleted", BO_CONFLICT_DELETED, false },
    { "conflict-moved", BO_CONFLICT_MOVED, true },
  };
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    for (unsigned int j = 0; j < g_list_model_get_n_items (conflicts); j++)
      {
        g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, j);
        const BoConflict *conflict = bo_conflict_item_get_conflict (item);

        if (conflict->reviewed || conflict->kind != looks[i].kind || (conflict->base != NULL) != looks[i].base)
          continue;
        add_stop (stops, looks[i].name, "conflict", conflict->id);
        break;
      }
}

/* The home as it was, some rooms of it, and what changed since. */
static void
add_past (GArray *stops, BoClient *client, int64_t then)
{
  BoRoom *room = fullest_room (client);
  BoAccessory *accessory = find_accessory (client, "thermostat", "target_temperature");
  Stop past = { "past", bo_past_address (then, NULL) };
  Stop compare = { "compare", bo_compare_address (then, 0) };

  g_array_append_val (stops, past);
  if (room != NULL)
    {
      Stop stop = { "past-room", bo_past_address (then, bo_thing_get_id (BO_THING (room))) };

      g_array_append_val (stops, stop);
    }
  if (accessory != NULL)
    {
      Stop stop = { "past-accessory", bo_past_address (then, bo_thing_get_id (BO_THING (accessory))) };

      g_array_append_val (stops, stop);
    }
  g_array_append_val (stops, compare);
}

static void
add_document (GArray *stops, BoClient *client, const char *type)
{
  GListModel *documents = bo_model_get_documents (bo_client_get_model (client));

  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoDocument) document = g_list_model_get_item (documents, i);

      if (g_str_equal (bo_thing_get_entity_type (BO_THING (document)), type))
        {
          add_stop (stops, type, "document", bo_thing_get_id (BO_THING (document)));
          return;
        }
    }
}


static GArray *
plan (BoClient *client, int64_t then)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  BoRoom *room = fullest_room (client);

  g_array_set_clear_func (stops, stop_clear);
  add_stop (stops, "home", "home", NULL);
  if (room != NULL)
    add_stop (stops, "room", "room", bo_thing_get_id (BO_THING (room)));
  add_accessory (stops, client, "light", "lightbulb", "hue");
  add_accessory (stops, client, "thermostat", "thermostat", "target_temperature");
  add_accessory (stops, client, "blind", "window_covering", "target_position");
  add_accessory (stops, client, "lock", "lock_mechanism", "lock_target_state");
  add_accessory (stops, client, "sensor", "temperature_sensor", "current_temperature");
  add_stop (stops, "scenes", "scenes", NULL);
  add_stop (stops, "automations", "automations", NULL);
  add_document (stops, client, "schedule");
  add_stop (stops, "documents", "documents", NULL);
  add_document (stops, client, "procedure");
  add_stop (stops, "history", "history", NULL);
  add_past (stops, client, then);
  add_stop (stops, "people", "people", NULL);
  add_stop (stops, "places", "places", NULL);
  add_stop (stops, "keep", "keep", NULL);
  add_stop (stops, "sync", "sync:waiting", NULL);
  add_stop (stops, "review", "sync:review", NULL);
  add_stop (stops, "activity", "sync:activity", NULL);
  add_stop (stops, "health", "sync:health", NULL);
  add_conflicts (stops, client);
  return stops;
}

gboolean
_bo_tour_take (BoWindow *window, const char *directory, const char *name, const char *scheme, const BoTourSize *size,
               GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%s.png", name, scheme, size->name);
  g_autofree char *path = g_build_filename (directory, file, NULL);

  if (!bo_shot_save (GTK_WIDGET (window), path, error))
    return FALSE;
  g_print ("%s: %s\n", file, bo_page_get_title (bo_window_get_page (window)));
  return TRUE;
}

gboolean
_bo_tour_take_dialog (GtkWidget *dialog, const char *directory, const char *name, const char *scheme,
                      const BoTourSize *size, GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%s.png", name, scheme, size->name);
  g_autofree char *path = g_build_filename (directory, file, NULL);
  gboolean saved;

  gtk_window_present (GTK_WINDOW (dialog));
  bo_shot_wait (dialog);
  saved = bo_shot_save (dialog, path, error);
  gtk_window_destroy (GTK_WINDOW (dialog));
  return saved;
}

static gboolean
take_preferences (BoWindow *window, const char *directory, const char *scheme, const BoTourSize *size, GError **error)
{
  static const char *const pages[] = { "general", "sync", "notifications", "privacy", "advanced" };
  BoClient *client = bo_page_get_client (bo_window_get_page (window));

  for (size_t i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *preferences = GTK_WIDGET (bo_preferences_new (GTK_WINDOW (window), client));
      g_autofree char *name = g_strdup_printf ("preferences-%s", pages[i]);

      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), pages[i]);
      gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (size->width, 640), 560);
      if (!_bo_tour_take_dialog (preferences, directory, name, scheme, size, error))
        return FALSE;
    }
  return TRUE;
}

/* The palette, as it opens and with a word in it. */
static gboolean
take_palette (BoWindow *window, const char *directory, const char *scheme, const BoTourSize *size, GError **error)
{
  static const struct
  {
    const char *name;
    const char *typed;
  } looks[] = { { "palette", "" }, { "palette-typed", "lamp" }, { "palette-nothing", "qqxz" } };
  BoClient *client = bo_page_get_client (bo_window_get_page (window));

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      GtkWidget *palette = GTK_WIDGET (bo_palette_new (GTK_WINDOW (window), client, looks[i].typed));

      if (!_bo_tour_take_dialog (palette, directory, looks[i].name, scheme, size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_moment (BoWindow *window, const char *directory, const char *scheme, const BoTourSize *size, GError **error)
{
  BoClient *client = bo_page_get_client (bo_window_get_page (window));
  GtkWidget *dialog = bo_moment_ask (GTK_WIDGET (window), client, "View the Home at…", "_View", NULL, bo_clock_now (),
                                     NULL, NULL, NULL);

  return _bo_tour_take_dialog (dialog, directory, "moment", scheme, size, error);
}

gboolean
_bo_tour_resize (BoWindow *window, const BoTourSize *size)
{
  gpointer sized[] = { window, (gpointer) size };

  gtk_window_set_default_size (GTK_WINDOW (window), size->width, size->height);
  if (_bo_tour_wait_for (is_sized, sized))
    return TRUE;
  g_printerr ("The window is %d×%d, not %d×%d.\n", gtk_widget_get_width (GTK_WIDGET (window)),
              gtk_widget_get_height (GTK_WIDGET (window)), size->width, size->height);
  return FALSE;
}

/* @names: (nullable): only these */
static gboolean
walk_pages (BoWindow *window, GArray *stops, const char *const *names, const char *directory, const char *scheme,
            const BoTourSize *size, GError **error)
{
  _bo_tour_resize (window, size);
  for (unsigned int i = 0; i < stops->len; i++)
    {
      Stop *stop = &g_array_index (stops, Stop, i);

      if (names != NULL && !g_strv_contains (names, stop->name))
        continue;
      bo_window_show_page (window, stop->address);
      if (g_strcmp0 (bo_window_get_address (window), stop->address) != 0)
        {
          g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The page “%s” did not come up.", stop->name);
          return FALSE;
        }
      bo_shot_wait (GTK_WIDGET (window));
      if (!_bo_tour_take (window, directory, stop->name, scheme, size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk (BoWindow *window, GArray *stops, const char *const *names, const char *directory, const char *scheme,
      const BoTourSize *size, GError **error)
{
  return walk_pages (window, stops, names, directory, scheme, size, error)
         && take_palette (window, directory, scheme, size, error) && take_moment (window, directory, scheme, size, error)
         && take_preferences (window, directory, scheme, size, error);
}

static gboolean
walk_mirrored (BoWindow *window, GArray *stops, const char *directory, GError **error)
{
  gboolean taken = TRUE;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  for (size_t i = 0; i < G_N_ELEMENTS (sizes) && taken; i++)
    taken = walk (window, stops, mirrored, directory, "rtl", &sizes[i], error);
  taken = taken && walk_pages (window, stops, at_tall, directory, "rtl", &tall, error);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  return taken;
}

/* Every page at every size in every colour, and some of them as few people see them. */
static gboolean
walk_all (BoWindow *window, GArray *stops, const char *directory, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
      for (size_t j = 0; j < G_N_ELEMENTS (sizes); j++)
        if (!walk (window, stops, NULL, directory, schemes[i].name, &sizes[j], error))
          return FALSE;
      if (!walk_pages (window, stops, at_large, directory, schemes[i].name, &large, error)
          || !walk_pages (window, stops, at_tall, directory, schemes[i].name, &tall, error))
        return FALSE;
    }
  return walk_mirrored (window, stops, directory, error);
}

/* What @window shows, at every size and in every colour. */
static gboolean
stand (BoWindow *window, const char *directory, const char *name, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (schemes); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
        _bo_tour_resize (window, &sizes[j]);
        bo_shot_wait (GTK_WIDGET (window));
        if (!_bo_tour_take (window, directory, name, schemes[i].name, &sizes[j], error))
          return FALSE;
      }
  return TRUE;
}

/* What a person who has no picture wants to know of the home. */
static void
tell (BoClient *client)
{
  g_autofree char *sentence = bo_client_get_sentence (client, NULL);

  g_print ("%s: %u rooms, %u accessories, %" G_GINT64_FORMAT " to review. %s.\n",
           bo_client_get_home (client) != NULL ? bo_thing_get_display_name (BO_THING (bo_client_get_home (client))) : "?",
           g_list_model_get_n_items (bo_client_list_rooms (client)),
           g_list_model_get_n_items (bo_client_list_accessories (client)), bo_client_get_conflict_count (client),
           sentence);
}

static bool
is_read (gpointer past)
{
  return bo_past_get_model (past) != NULL || bo_past_get_error (past) != NULL;
}

/* Before the conflict: something changed since. */
static int64_t
time_before (BoConflictItem *item)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);

  return MIN (conflict->mine_us, conflict->theirs_us) > 0 ? MIN (conflict->mine_us, conflict->theirs_us) - 1
                                                         : bo_clock_now ();
}

gboolean
bo_tour_run (BoWindow *window, const char *directory, GError **error)
{
  BoPage *page = bo_window_get_page (window);
  BoClient *client = page != NULL ? bo_page_get_client (page) : NULL;
  g_autoptr (GArray) stops = NULL;
  g_autoptr (BoPast) past = NULL;
  int64_t then = bo_clock_now ();

  g_return_val_if_fail (client != NULL, FALSE);

  if (g_mkdir_with_parents (directory, 0755) != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The folder “%s” could not be made.", directory);
      return FALSE;
    }
  if (!_bo_tour_wait_for (is_at_rest, page))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_TIMEOUT, "The home was not synchronised within a minute.");
      return FALSE;
    }
  if (g_list_model_get_n_items (bo_client_list_conflicts (client)) > 0)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (client), 0);

      then = time_before (item);
    }
  tell (client);
  stops = plan (client, then);
  /* Held, it is there at once on every page of it. */
  past = bo_past_at (client, then);
  _bo_tour_wait_for (is_read, past);
  if (!walk_all (window, stops, directory, error))
    return FALSE;
  if (bo_client_get_conflict_count (client) == 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "There was no conflict to show.");
      return FALSE;
    }
  return _bo_tour_states (gtk_window_get_application (GTK_WINDOW (window)), directory, stand, error);
}
