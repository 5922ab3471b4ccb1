/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-match.h"
#include "bo-palette-item.h"
#include "bo-place.h"

struct _BoPaletteItem
{
  GObject       parent_instance;
  BoPaletteKind kind;
  char         *target;
  char         *title;
  char         *subtitle;
  char         *icon_name;
  const char   *accelerator;
  char         *folded;      /* the title */
  char         *folded_all;  /* the title and where it is */
};

G_DEFINE_FINAL_TYPE (BoPaletteItem, bo_palette_item, G_TYPE_OBJECT)

static const struct
{
  const char *action;
  const char *title;
  const char *icon_name;
  const char *accelerator;
  bool        writes; /* not for a guest */
} actions[] = {
  { "win.sync-now", N_("Synchronise Now"), "emblem-synchronizing-symbolic", "<ctrl>r", false },
  { "win.add-room", N_("Add Room"), "list-add-symbolic", NULL, true },
  { "win.add-accessory", N_("Add Accessory"), "list-add-symbolic", NULL, true },
  { "win.connect", N_("Connect to a Hub"), "network-server-symbolic", NULL, false },
  { "win.toggle-sidebar", N_("Show or Hide the Sidebar"), "sidebar-show-symbolic", "F9", false },
  { "win.show-help-overlay", N_("Keyboard Shortcuts"), "input-keyboard-symbolic", "<ctrl>question", false },
  { "app.about", N_("About Blowing-Off"), "help-about-symbolic", NULL, false },
};

static void
bo_palette_item_finalize (GObject *object)
{
  BoPaletteItem *self = BO_PALETTE_ITEM (object);

  g_free (self->target);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->icon_name);
  g_free (self->folded);
  g_free (self->folded_all);
  G_OBJECT_CLASS (bo_palette_item_parent_class)->finalize (object);
}

static void
bo_palette_item_class_init (BoPaletteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_palette_item_finalize;
}

static void
bo_palette_item_init (BoPaletteItem *self)
{
}

/**
 * bo_palette_item_new:
 * @kind: what happens when it is chosen
 * @target: see BoPaletteKind
 * @title: what it is called
 * @subtitle: (nullable): what and where it is
 * @icon_name: a symbolic icon
 * @accelerator: (nullable): a static string, its keys
 *
 * Returns: (transfer full): the item
 */
BoPaletteItem *
bo_palette_item_new (BoPaletteKind kind, const char *target, const char *title, const char *subtitle,
                     const char *icon_name, const char *accelerator)
{
  BoPaletteItem *self = g_object_new (BO_TYPE_PALETTE_ITEM, NULL);
  g_autofree char *all = g_strconcat (title, " ", subtitle != NULL ? subtitle : "", NULL);

  self->kind = kind;
  self->target = g_strdup (target);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  self->icon_name = g_strdup (icon_name);
  self->accelerator = accelerator;
  self->folded = bo_match_fold (title);
  self->folded_all = bo_match_fold (all);
  return self;
}

BoPaletteKind
bo_palette_item_get_kind (BoPaletteItem *self)
{
  return self->kind;
}

const char *
bo_palette_item_get_target (BoPaletteItem *self)
{
  return self->target;
}

const char *
bo_palette_item_get_title (BoPaletteItem *self)
{
  return self->title;
}

const char *
bo_palette_item_get_subtitle (BoPaletteItem *self)
{
  return self->subtitle;
}

const char *
bo_palette_item_get_icon_name (BoPaletteItem *self)
{
  return self->icon_name;
}

const char *
bo_palette_item_get_accelerator (BoPaletteItem *self)
{
  return self->accelerator;
}

int
bo_palette_item_match (BoPaletteItem *self, const char *needle)
{
  int title = bo_match_score (needle, self->folded);

  return title > 0 ? title * 2 : bo_match_score (needle, self->folded_all);
}

/* --- what there is --- */

static void
add (GPtrArray *items, BoPaletteKind kind, const char *target, const char *title, const char *subtitle,
     const char *icon_name)
{
  g_ptr_array_add (items, bo_palette_item_new (kind, target, title, subtitle, icon_name, NULL));
}

static void
add_actions (GPtrArray *items, BoClient *client)
{
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    if (!actions[i].writes || !bo_client_get_read_only (client))
      g_ptr_array_add (items, bo_palette_item_new (BO_PALETTE_ACTION, actions[i].action, _(actions[i].title),
                                                   _("Action"), actions[i].icon_name, actions[i].accelerator));
}

static void
add_places (GPtrArray *items, BoClient *client)
{
  g_autoptr (GPtrArray) places = bo_places_of (client);

  for (unsigned int i = 0; i < places->len; i++)
    {
      BoPlace *place = g_ptr_array_index (places, i);
      const char *subtitle = bo_place_get_room (place) == NULL ? _("Page") : bo_place_get_heading (place);

      add (items, BO_PALETTE_PLACE, bo_place_get_address (place), bo_place_get_title (place), subtitle,
           bo_place_get_icon_name (place));
    }
  add (items, BO_PALETTE_PLACE, "sync", _("Synchronisation"), _("Page"), "emblem-synchronizing-symbolic");
}

/* "Lights · Hall, Stairs" */
static char *
describe (BoAccessory *accessory)
{
  bool other = bo_accessory_get_group (accessory) == BO_ACCESSORY_GROUP_OTHER;
  const char *group = bo_accessory_group_to_text (bo_accessory_get_group (accessory));
  GListModel *rooms = bo_accessory_get_rooms (accessory);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *where = NULL;

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (rooms, i);

      g_strv_builder_add (builder, bo_thing_get_display_name (room));
    }
  names = g_strv_builder_end (builder);
  where = g_strjoinv (", ", names);
  if (other && *where != '\0')
    return g_steal_pointer (&where);
  /* Translators: of an accessory: its group and its room, "Lights · Hall" */
  return *where != '\0' ? g_strdup_printf (C_ ("palette", "%s · %s"), group, where) : g_strdup (group);
}

static void
add_accessory (GPtrArray *items, gpointer accessory)
{
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (accessory), NULL);
  g_autofree char *subtitle = describe (accessory);

  add (items, BO_PALETTE_PLACE, address, bo_thing_get_display_name (accessory), subtitle,
       bo_accessory_get_icon_name (accessory));
}

static void
add_scene (GPtrArray *items, gpointer scene)
{
  add (items, BO_PALETTE_SCENE, bo_thing_get_id (scene), bo_thing_get_display_name (scene), _("Run this scene"),
       "media-playback-start-symbolic");
}

static void
add_document (GPtrArray *items, gpointer document)
{
  g_autofree char *address = g_strconcat ("document:", bo_thing_get_id (document), NULL);

  add (items, BO_PALETTE_PLACE, address, bo_thing_get_display_name (document), bo_document_get_type_label (document),
       bo_document_get_icon_name (document));
}

static void
add_each (GPtrArray *items, GListModel *model, void (*func) (GPtrArray *items, gpointer item))
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      func (items, item);
    }
}

/**
 * bo_palette_items_of:
 * @client: an opened client
 *
 * Returns: (transfer full) (element-type BoPaletteItem): what can be found, as it is now
 */
GPtrArray *
bo_palette_items_of (BoClient *client)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  BoModel *model = bo_client_get_model (client);

  add_places (items, client);
  add_each (items, bo_model_get_scenes (model), add_scene);
  add_actions (items, client);
  add_each (items, bo_client_list_accessories (client), add_accessory);
  add_each (items, bo_model_get_documents (model), add_document);
  return items;
}
