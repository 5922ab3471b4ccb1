/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-conflict-sides.h"
#include "bo-kit.h"

/* (nullable): the thing that an edge's document names as @end */
static BoThing *
thing_at (BoClient *client, const char *edge, const char *end)
{
  g_autofree char *id = edge != NULL ? bo_json_member_string (bo_json_wrap (edge), end) : NULL;

  return id != NULL ? bo_model_lookup (bo_client_get_model (client), id) : NULL;
}

BoThing *
bo_conflict_thing (BoClient *client, BoConflictItem *item)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);

  if (conflict->kind == BO_CONFLICT_MOVED)
    return thing_at (client, conflict->mine, "from_entity_id");
  return bo_model_lookup (bo_client_get_model (client), conflict->entity_id);
}

char *
bo_conflict_title (BoClient *client, BoConflictItem *item)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  BoThing *thing = conflict->kind == BO_CONFLICT_MOVED ? bo_conflict_thing (client, item) : NULL;

  if (thing == NULL)
    return g_strdup (bo_conflict_item_get_title (item));
  return g_strdup_printf (_("%s was moved to two places"), bo_thing_get_display_name (thing));
}

char *
bo_conflict_place (BoClient *client, const char *edge)
{
  BoThing *place = thing_at (client, edge, "to_entity_id");

  return g_strdup (place != NULL ? bo_thing_get_display_name (place) : _("A place that is not there any more"));
}

static void
add_side (GtkListBox *list, const char *who, const char *what, const char *icon_name)
{
  GtkWidget *row = bo_kit_row (what, who, icon_name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
}

static void
add_removal (GtkListBox *list, const char *who, const char *document)
{
  if (bo_conflict_is_removal (document))
    add_side (list, who, _("Removed it"), "user-trash-symbolic");
  else
    add_side (list, who, _("Changed it"), "document-edit-symbolic");
}

static void
add_move (GtkListBox *list, BoClient *client, const char *who, const char *edge)
{
  g_autofree char *place = bo_conflict_place (client, edge);
  g_autofree char *text = g_strdup_printf (_("Moved it to %s"), place);

  add_side (list, who, text, "bo-room-symbolic");
}

static void
add_place (GtkListBox *list, BoClient *client, const char *when, const char *edge, const char *icon_name)
{
  g_autofree char *place = bo_conflict_place (client, edge);

  add_side (list, when, place, icon_name);
}

GtkWidget *
bo_conflict_sides_new (BoClient *client, BoConflictItem *item, const char *now)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  g_autofree char *mine = bo_conflict_item_get_mine_label (item);
  g_autofree char *theirs = bo_conflict_item_get_theirs_label (item);
  GtkListBox *list;

  if (conflict->kind != BO_CONFLICT_DELETED && conflict->kind != BO_CONFLICT_MOVED)
    return NULL;
  list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  if (conflict->kind == BO_CONFLICT_DELETED)
    {
      add_removal (list, mine, conflict->mine);
      add_removal (list, theirs, conflict->theirs);
      add_side (list, _("Now"), now == NULL || bo_conflict_is_removal (now) ? _("Removed") : _("In the home"),
                "go-home-symbolic");
      return GTK_WIDGET (list);
    }
  add_move (list, client, mine, conflict->mine);
  add_move (list, client, theirs, conflict->theirs);
  if (conflict->base != NULL)
    add_place (list, client, _("Before"), conflict->base, "document-open-recent-symbolic");
  if (now != NULL)
    add_place (list, client, _("Now"), now, "object-select-symbolic");
  return GTK_WIDGET (list);
}
