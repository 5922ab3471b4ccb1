/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-palette-entry.h"
#include "bo-place.h"
#include "bo-scope.h"
#include "bo-shortcut.h"
#include "bo-window.h"

/* Bytes of a document that are looked through. */
#define MAX_BODY 4096

static const struct
{
  const char *action;
  const char *title;
  const char *icon_name;
  bool        writes; /* not for a guest */
  bool        demo;   /* for a demo home alone */
} actions[] = {
  { "win.sync-now", N_ ("Synchronise Now"), "emblem-synchronizing-symbolic" },
  { "win.all-off", N_ ("Turn Off All Lights"), "bo-light-symbolic", true },
  { "win.view-at", N_ ("View the Home at…"), "document-open-recent-symbolic" },
  { "win.test-conflict", N_ ("Make a Test Conflict"), "bo-conflict-symbolic", .demo = true },
  { "win.add-accessory", N_ ("Add Accessory"), "list-add-symbolic", true },
  { "win.add-room", N_ ("Add Room"), "list-add-symbolic", true },
  { "win.toggle-sidebar", N_ ("Show or Hide the Sidebar"), "sidebar-show-symbolic" },
  { "win.preferences", N_ ("Preferences"), "preferences-system-symbolic" },
  { "win.connect", N_ ("Connect to a Hub"), "network-server-symbolic" },
  { "win.show-help-overlay", N_ ("Keyboard Shortcuts"), "preferences-desktop-keyboard-shortcuts-symbolic" },
  { "app.about", N_ ("About Blowing-Off"), "help-about-symbolic" },
  { "app.quit", N_ ("Quit"), "application-exit-symbolic" },
};

static void
entry_free (gpointer data)
{
  BoPaletteEntry *entry = data;

  g_free (entry->key);
  g_free (entry->title);
  g_free (entry->detail);
  g_free (entry->icon_name);
  g_free (entry->accelerator);
  g_free (entry->folded);
  g_free (entry->folded_detail);
  g_free (entry->body);
  g_free (entry);
}

static BoPaletteEntry *
add (GPtrArray *entries, const char *verb, const char *object, const char *title, const char *detail,
     const char *icon_name)
{
  BoPaletteEntry *entry = g_new0 (BoPaletteEntry, 1);

  entry->key = g_strdup_printf ("%s %s", verb, object);
  entry->title = g_strdup (title);
  entry->detail = g_strdup (detail);
  entry->icon_name = g_strdup (icon_name);
  g_ptr_array_add (entries, entry);
  return entry;
}

static BoPaletteEntry *
add_place (GPtrArray *entries, BoPlace *place)
{
  return add (entries, "go", bo_place_get_address (place), bo_place_get_title (place),
              bo_place_get_room (place) != NULL ? bo_place_get_heading (place) : _("Page"),
              bo_place_get_icon_name (place));
}

static void
add_rooms (GPtrArray *entries, BoClient *client)
{
  g_autoptr (GPtrArray) places = bo_places_of (client);

  for (unsigned int i = 0; i < places->len; i++)
    if (bo_place_get_room (places->pdata[i]) != NULL)
      add_place (entries, places->pdata[i]);
}

/* Everywhere the sidebar leads to, and where it leads by a button of its own. */
static void
add_places (GPtrArray *entries, GtkWidget *window, BoClient *client)
{
  g_autoptr (GPtrArray) places = bo_places_of (client);
  int room = 0;

  for (unsigned int i = 0; i < places->len; i++)
    {
      BoPaletteEntry *entry = add_place (entries, places->pdata[i]);

      if (bo_place_get_room (places->pdata[i]) != NULL)
        {
          g_autoptr (GVariant) index = g_variant_ref_sink (g_variant_new_int32 (room++));

          entry->accelerator = bo_shortcut_of_action (window, "win.room", index);
        }
    }
  add (entries, "go", "compare", _("Compare Two Times"), _("Page"), "document-open-recent-symbolic");
  add (entries, "go", "sync", _("Synchronisation"), _("Page"), "emblem-synchronizing-symbolic");
}

static void
add_accessory (GPtrArray *entries, gpointer item)
{
  BoRoom *room = bo_accessory_get_room (item);
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (item), NULL);

  add (entries, "go", address, bo_thing_get_display_name (item),
       room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No Room"), bo_accessory_get_icon_name (item));
}

static void
add_scene (GPtrArray *entries, BoThing *scene, const char *detail)
{
  add (entries, "run", bo_thing_get_id (scene), bo_thing_get_display_name (scene), detail, "bo-scene-symbolic");
}

static void
add_scene_to_run (GPtrArray *entries, gpointer item)
{
  add_scene (entries, item, _("Run this scene"));
}

static void
add_scene_to_see (GPtrArray *entries, gpointer item)
{
  add_scene (entries, item, _("Scene"));
}

/* The palette opens at once, however long the manuals are; the page of the documents searches them whole. */
static char *
copy_beginning (const char *text)
{
  const char *end = text;

  g_utf8_validate (text, (gssize) strnlen (text, MAX_BODY), &end);
  return g_strndup (text, (size_t) (end - text));
}

static void
add_document (GPtrArray *entries, gpointer item)
{
  g_autofree char *address = g_strconcat ("document:", bo_thing_get_id (item), NULL);
  g_autofree char *text = bo_document_to_text (item);
  BoPaletteEntry *entry = add (entries, "go", address, bo_thing_get_display_name (item),
                               bo_document_get_type_label (item), bo_document_get_icon_name (item));

  entry->body = copy_beginning (text);
}

/* --- little by little --- */

typedef void (*AddFunc) (GPtrArray *entries, gpointer item);

typedef struct
{
  GListModel *list;   /* nullable */
  AddFunc     func;
} Part;

enum
{
  PART_SCENES,
  PART_ACCESSORIES,
  PART_DOCUMENTS,
  N_PARTS
};

struct _BoPaletteGathering
{
  GPtrArray   *entries;
  GPtrArray   *deeds;   /* nullable: of BoPaletteEntry, after the scenes */
  Part         parts[N_PARTS];
  unsigned int part;
  GPtrArray   *items;   /* nullable until its turn: of @part */
  unsigned int index;
};

static GPtrArray *
deeds_of (GtkWidget *window, bool read_only)
{
  GPtrArray *deeds = g_ptr_array_new_with_free_func (entry_free);
  bool demo = BO_IS_WINDOW (window) && bo_window_is_demo (BO_WINDOW (window));

  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      BoPaletteEntry *entry;

      if ((read_only && actions[i].writes) || (actions[i].demo && !demo))
        continue;
      entry = add (deeds, "do", actions[i].action, _(actions[i].title), _("Action"), actions[i].icon_name);
      entry->accelerator = bo_shortcut_of_action (window, actions[i].action, NULL);
    }
  return deeds;
}

BoPaletteGathering *
bo_palette_gather (BoClient *client, GtkWidget *window)
{
  BoPaletteGathering *self = g_new0 (BoPaletteGathering, 1);
  bool read_only = bo_client_get_read_only (client);
  GListModel *lists[N_PARTS] = {
    [PART_SCENES] = window == NULL || !read_only ? bo_scope_scenes (client) : NULL,
    [PART_ACCESSORIES] = bo_scope_accessories (client),
    [PART_DOCUMENTS] = bo_model_get_documents (bo_client_get_model (client)),
  };
  AddFunc funcs[N_PARTS] = { window != NULL ? add_scene_to_run : add_scene_to_see, add_accessory, add_document };

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (size_t i = 0; i < N_PARTS; i++)
    self->parts[i] = (Part) { lists[i] != NULL ? g_object_ref (lists[i]) : NULL, funcs[i] };
  if (window != NULL)
    {
      add_places (self->entries, window, client);
      self->deeds = deeds_of (window, read_only);
    }
  else
    add_rooms (self->entries, client);
  return self;
}

/* Of a list that changes while it is gone through one thing would come twice, and another not at all. */
static GPtrArray *
copy_list (GListModel *list)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (items, g_list_model_get_item (list, i));
  return items;
}

static void
end_part (BoPaletteGathering *self)
{
  if (self->deeds != NULL)
    g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&self->deeds));
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->part++;
  self->index = 0;
}

/* false: there is nothing more */
static bool
gather_one (BoPaletteGathering *self)
{
  if (self->part == N_PARTS)
    return false;
  if (self->items == NULL)
    self->items = copy_list (self->parts[self->part].list);
  else if (self->index < self->items->len)
    self->parts[self->part].func (self->entries, self->items->pdata[self->index++]);
  else
    end_part (self);
  return true;
}

bool
bo_palette_gather_some (BoPaletteGathering *self, int64_t patience_us)
{
  int64_t until_us = bo_clock_monotonic () + patience_us;

  while (gather_one (self))
    if (bo_clock_monotonic () >= until_us)
      return false;
  return true;
}

GPtrArray *
bo_palette_gathered (BoPaletteGathering *self)
{
  return self->entries;
}

void
bo_palette_gathering_free (BoPaletteGathering *self)
{
  for (size_t i = 0; i < N_PARTS; i++)
    g_clear_object (&self->parts[i].list);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->deeds, g_ptr_array_unref);
  g_ptr_array_unref (self->entries);
  g_free (self);
}
