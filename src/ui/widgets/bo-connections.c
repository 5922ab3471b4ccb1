/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-connections.h"
#include "bo-kit-parts.h"

/* Edges that say something of an accessory to a person, and what. */
static const struct
{
  const char *type;
  bool        outgoing;
  const char *words;
} ties[] = {
  { "controls", false, N_("Is controlled by this") },
  { "controls", true, N_("Controls this") },
  { "controlled_by_app", true, N_("Is controlled by this app") },
  { "depends_on", true, N_("Works only with this") },
};

static void
add (GtkListBox *list, const char *words, BoThing *thing, const char *icon_name)
{
  g_autofree char *address = NULL;

  if (BO_IS_ACCESSORY (thing))
    address = g_strconcat ("accessory:", bo_thing_get_id (thing), NULL);
  else if (BO_IS_ROOM (thing))
    address = g_strconcat ("room:", bo_thing_get_id (thing), NULL);
  else if (BO_IS_DOCUMENT (thing))
    address = g_strconcat ("document:", bo_thing_get_id (thing), NULL);
  else if (BO_IS_SCENE (thing))
    address = g_strdup ("scenes");
  else
    return;
  gtk_list_box_append (list, bo_kit_link_row (bo_thing_get_display_name (thing), words, icon_name, address));
}

static const char *
icon_of (BoThing *thing)
{
  if (BO_IS_ACCESSORY (thing))
    return bo_accessory_get_icon_name (BO_ACCESSORY (thing));
  return BO_IS_DOCUMENT (thing) ? bo_document_get_icon_name (BO_DOCUMENT (thing)) : "bo-room-symbolic";
}

static void
add_place (GtkListBox *list, BoAccessory *accessory)
{
  GListModel *rooms = bo_accessory_get_rooms (accessory);
  BoAccessory *bridge = bo_accessory_get_bridge (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (rooms, i);

      add (list, _("Is in this room"), room, "bo-room-symbolic");
    }
  if (bridge != NULL)
    add (list, _("Reached through this bridge"), BO_THING (bridge), bo_accessory_get_icon_name (bridge));
}

static void
add_ties (GtkListBox *list, BoModel *model, const char *id)
{
  for (size_t i = 0; i < G_N_ELEMENTS (ties); i++)
    {
      g_autoptr (GPtrArray) edges = bo_model_get_edges (model, id, ties[i].type);

      for (unsigned int j = 0; j < edges->len; j++)
        {
          BoEdge *edge = g_ptr_array_index (edges, j);
          bool outgoing = g_str_equal (edge->from_id, id);
          BoThing *other = bo_model_lookup (model, outgoing ? edge->to_id : edge->from_id);

          if (outgoing == ties[i].outgoing && other != NULL)
            add (list, _(ties[i].words), other, icon_of (other));
        }
    }
}

static bool
scene_uses (BoScene *scene, const char *id)
{
  for (size_t i = 0; i < bo_scene_get_n_actions (scene); i++)
    if (g_strcmp0 (bo_scene_get_action (scene, i)->accessory_id, id) == 0)
      return true;
  return false;
}

static void
add_scenes (GtkListBox *list, BoModel *model, const char *id)
{
  GListModel *scenes = bo_model_get_scenes (model);

  for (unsigned int i = 0; i < g_list_model_get_n_items (scenes); i++)
    {
      g_autoptr (BoScene) scene = g_list_model_get_item (scenes, i);

      if (scene_uses (scene, id))
        add (list, _("Is part of this scene"), BO_THING (scene), "bo-scene-symbolic");
    }
}

bool
bo_connections_has_document (BoDocument *document)
{
  static const char *const types[] = { "app", "door", "window", NULL };

  return bo_document_get_automatic (document)
         || g_strv_contains (types, bo_thing_get_entity_type (BO_THING (document)));
}

static void
add_automations (GtkListBox *list, BoThing *accessory)
{
  GListModel *documents = bo_thing_get_documents (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoDocument) document = g_list_model_get_item (documents, i);

      if (bo_document_get_automatic (document))
        add (list, _("Is part of this automation"), BO_THING (document), bo_document_get_icon_name (document));
    }
}

void
bo_connections_fill (GtkListBox *list, BoModel *model, BoAccessory *accessory)
{
  const char *id = bo_thing_get_id (BO_THING (accessory));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  add_place (list, accessory);
  add_ties (list, model, id);
  add_scenes (list, model, id);
  add_automations (list, BO_THING (accessory));
}
