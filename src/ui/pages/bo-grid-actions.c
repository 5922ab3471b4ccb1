/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-grid-actions.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-settle.h"

static BoClient *
client_of (GtkWidget *grid)
{
  return g_object_get_data (G_OBJECT (grid), "bo-client");
}

static void
operate_cb (GtkWidget *grid, BoCharacteristic *characteristic, const char *json)
{
  bo_operate (grid, client_of (grid), characteristic, json);
}

static void
open_cb (GtkWidget *grid, BoAccessory *accessory)
{
  bo_kit_go (grid, "accessory", bo_thing_get_id (BO_THING (accessory)));
}

/* (nullable): the accessory an action of the menu is about */
static BoAccessory *
accessory_of (GtkWidget *grid, GVariant *id)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client_of (grid)), g_variant_get_string (id, NULL));

  return thing != NULL && BO_IS_ACCESSORY (thing) ? BO_ACCESSORY (thing) : NULL;
}

static void
details_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  bo_kit_go (grid, "accessory", g_variant_get_string (id, NULL));
}

static void
favourite_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  BoFavourites *favourites = bo_favourites_of (client_of (grid));
  const char *text = g_variant_get_string (id, NULL);

  bo_favourites_set (favourites, text, !bo_favourites_has (favourites, text));
}

static void
move_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  BoAccessory *accessory = accessory_of (grid, id);

  if (accessory != NULL)
    bo_operate_move (grid, client_of (grid), accessory);
}

static void
rename_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  BoAccessory *accessory = accessory_of (grid, id);

  if (accessory != NULL)
    bo_operate_rename (grid, client_of (grid), BO_THING (accessory));
}

/* To what is written about it; where that is nothing, to the first word. */
static void
notes_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  BoAccessory *accessory = accessory_of (grid, id);
  GListModel *documents = accessory != NULL ? bo_thing_get_documents (BO_THING (accessory)) : NULL;

  if (documents == NULL)
    return;
  if (g_list_model_get_n_items (documents) > 0 || bo_client_get_read_only (client_of (grid)))
    bo_kit_go (grid, "notes", g_variant_get_string (id, NULL));
  else
    bo_operate_write_document (grid, client_of (grid), NULL, BO_THING (accessory));
}

static void
history_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  bo_kit_go (grid, "history", g_variant_get_string (id, NULL));
}

static void
retry_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  bo_settle_retry (grid, client_of (grid), g_variant_get_string (id, NULL));
}

static void
review_cb (GSimpleAction *action, GVariant *id, gpointer grid)
{
  bo_settle_review (grid, client_of (grid), g_variant_get_string (id, NULL));
}

static void
reorder_cb (BoTileGrid *grid, BoAccessory *accessory, int by, BoArrangement *arrangement)
{
  bo_arrangement_move (arrangement, GTK_WIDGET (grid), bo_tile_grid_get_model (grid), accessory, by);
}

static void
place_cb (BoTileGrid *grid, BoAccessory *accessory, BoAccessory *onto, BoArrangement *arrangement)
{
  bo_arrangement_place (arrangement, GTK_WIDGET (grid), bo_tile_grid_get_model (grid), accessory, onto);
}

void
bo_grid_actions_arrange (BoTileGrid *grid, BoArrangement *arrangement)
{
  g_signal_connect_object (grid, "reorder", G_CALLBACK (reorder_cb), arrangement, 0);
  g_signal_connect_object (grid, "place", G_CALLBACK (place_cb), arrangement, 0);
}

static void
read_only_cb (BoTileGrid *grid)
{
  bo_tile_grid_set_read_only (grid, bo_client_get_read_only (client_of (GTK_WIDGET (grid))));
}

void
bo_grid_actions_install (BoTileGrid *grid, BoClient *client)
{
  static const GActionEntry entries[] = {
    { "details", details_cb, "s" }, { "favourite", favourite_cb, "s" }, { "move", move_cb, "s" },
    { "rename", rename_cb, "s" },   { "notes", notes_cb, "s" },         { "history", history_cb, "s" },
    { "retry", retry_cb, "s" },     { "review", review_cb, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  /* Read for the tiles' sake, too: who else changed something is known by the conflicts. */
  bo_client_list_conflicts (client);
  g_object_set_data_full (G_OBJECT (grid), "bo-client", g_object_ref (client), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), grid);
  gtk_widget_insert_action_group (GTK_WIDGET (grid), "tile", G_ACTION_GROUP (group));
  g_signal_connect (grid, "operate", G_CALLBACK (operate_cb), NULL);
  g_signal_connect (grid, "open", G_CALLBACK (open_cb), NULL);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (read_only_cb), grid, G_CONNECT_SWAPPED);
  read_only_cb (grid);
}
