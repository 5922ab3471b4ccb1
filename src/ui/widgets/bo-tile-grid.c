/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile-grid.h"

#include "bo-tile-area-private.h"

struct _BoTileGrid
{
  GtkWidget   parent_instance;
  GListModel *model;
  GtkWidget  *header;
  GtkWidget  *footer;
  GtkWidget  *scroller;
  GtkWidget  *area;
  bool        grouped;
  bool        show_room;
  bool        read_only;
  bool        scrolling;
};

enum
{
  OPERATE,
  OPEN,
  REORDER,
  PLACE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

typedef enum
{
  PROP_MODEL = 1,
  PROP_GROUPED,
  PROP_SHOW_ROOM,
  PROP_READ_ONLY,
  PROP_SCROLLING,
  PROP_HEADER,
  PROP_FOOTER,
} BoTileGridProperty;

static GParamSpec *properties[PROP_FOOTER + 1];

G_DEFINE_FINAL_TYPE (BoTileGrid, bo_tile_grid, GTK_TYPE_WIDGET)

static void
operate_cb (BoTileGrid       *self,
            BoCharacteristic *characteristic,
            const char       *json)
{
  g_signal_emit (self, signals[OPERATE], 0, characteristic, json);
}

static void
open_cb (BoTileGrid  *self,
         BoAccessory *accessory)
{
  g_signal_emit (self, signals[OPEN], 0, accessory);
}

static void
reorder_cb (BoTileGrid  *self,
            BoAccessory *accessory,
            int          by)
{
  g_signal_emit (self, signals[REORDER], 0, accessory, by);
}

static void
place_cb (BoTileGrid  *self,
          BoAccessory *accessory,
          BoAccessory *onto)
{
  g_signal_emit (self, signals[PLACE], 0, accessory, onto);
}

static void
bo_tile_grid_dispose (GObject *object)
{
  BoTileGrid *self = BO_TILE_GRID (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  if (self->area != NULL && gtk_widget_get_parent (self->area) != NULL)
    gtk_widget_unparent (self->area);
  g_clear_object (&self->area);
  self->header = NULL;
  self->footer = NULL;
  g_clear_object (&self->model);
  G_OBJECT_CLASS (bo_tile_grid_parent_class)->dispose (object);
}

static void
bo_tile_grid_get_property (GObject      *object,
                           unsigned int  id,
                           GValue       *value,
                           GParamSpec   *pspec)
{
  BoTileGrid *self = BO_TILE_GRID (object);

  switch ((BoTileGridProperty) id)
    {
    case PROP_MODEL: g_value_set_object (value, self->model); break;
    case PROP_GROUPED: g_value_set_boolean (value, self->grouped); break;
    case PROP_SHOW_ROOM: g_value_set_boolean (value, self->show_room); break;
    case PROP_READ_ONLY: g_value_set_boolean (value, self->read_only); break;
    case PROP_SCROLLING: g_value_set_boolean (value, self->scrolling); break;
    case PROP_HEADER: g_value_set_object (value, self->header); break;
    case PROP_FOOTER: g_value_set_object (value, self->footer); break;
    }
}

static void
bo_tile_grid_set_property (GObject      *object,
                           unsigned int  id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoTileGrid *self = BO_TILE_GRID (object);

  switch ((BoTileGridProperty) id)
    {
    case PROP_MODEL: bo_tile_grid_set_model (self, g_value_get_object (value)); break;
    case PROP_GROUPED: bo_tile_grid_set_grouped (self, g_value_get_boolean (value)); break;
    case PROP_SHOW_ROOM: bo_tile_grid_set_show_room (self, g_value_get_boolean (value)); break;
    case PROP_READ_ONLY: bo_tile_grid_set_read_only (self, g_value_get_boolean (value)); break;
    case PROP_SCROLLING: bo_tile_grid_set_scrolling (self, g_value_get_boolean (value)); break;
    case PROP_HEADER: bo_tile_grid_set_header (self, g_value_get_object (value)); break;
    case PROP_FOOTER: bo_tile_grid_set_footer (self, g_value_get_object (value)); break;
    }
}

static void
bo_tile_grid_class_init (BoTileGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_tile_grid_dispose;
  object_class->get_property = bo_tile_grid_get_property;
  object_class->set_property = bo_tile_grid_set_property;
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_GROUPED] = g_param_spec_boolean ("grouped", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_ROOM] = g_param_spec_boolean ("show-room", NULL, NULL, FALSE, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_SCROLLING] = g_param_spec_boolean ("scrolling", NULL, NULL, TRUE, flags);
  properties[PROP_HEADER] = g_param_spec_object ("header", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOOTER] = g_param_spec_object ("footer", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_TILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
  signals[OPEN] = g_signal_new ("open", BO_TYPE_TILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, BO_TYPE_ACCESSORY);
  signals[REORDER] = g_signal_new ("reorder", BO_TYPE_TILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_ACCESSORY, G_TYPE_INT);
  signals[PLACE] = g_signal_new ("place", BO_TYPE_TILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, BO_TYPE_ACCESSORY, BO_TYPE_ACCESSORY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tile-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
place_area (BoTileGrid *self)
{
  if (self->scrolling)
    {
      self->scroller = gtk_scrolled_window_new ();
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->area);
      gtk_widget_set_vexpand (self->scroller, TRUE);
      gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
    }
  else
    gtk_widget_set_parent (self->area, GTK_WIDGET (self));
}

static void
bo_tile_grid_init (BoTileGrid *self)
{
  self->scrolling = true;
  self->area = g_object_ref_sink (g_object_new (BO_TYPE_TILE_AREA, NULL));
  g_signal_connect_object (self->area, "operate", G_CALLBACK (operate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area, "reorder", G_CALLBACK (reorder_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area, "place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  place_area (self);
}

/**
 * bo_tile_grid_new:
 * @model: (nullable): of BoAccessory
 * @grouped: whether under headings
 */
GtkWidget *
bo_tile_grid_new (GListModel *model,
                  bool        grouped)
{
  return g_object_new (BO_TYPE_TILE_GRID, "model", model, "grouped", (gboolean) grouped, NULL);
}

GListModel *
bo_tile_grid_get_model (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), NULL);
  return self->model;
}

void
bo_tile_grid_set_model (BoTileGrid *self,
                        GListModel *model)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (!g_set_object (&self->model, model))
    return;
  _bo_tile_area_set_model (BO_TILE_AREA (self->area), model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

bool
bo_tile_grid_get_grouped (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), false);
  return self->grouped;
}

void
bo_tile_grid_set_grouped (BoTileGrid *self,
                          bool        grouped)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->grouped == grouped)
    return;
  self->grouped = grouped;
  _bo_tile_area_set_grouped (BO_TILE_AREA (self->area), grouped);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPED]);
}

bool
bo_tile_grid_get_show_room (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), false);
  return self->show_room;
}

void
bo_tile_grid_set_show_room (BoTileGrid *self,
                            bool        show_room)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->show_room == show_room)
    return;
  self->show_room = show_room;
  _bo_tile_area_set_show_room (BO_TILE_AREA (self->area), show_room);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_ROOM]);
}

bool
bo_tile_grid_get_read_only (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), false);
  return self->read_only;
}

void
bo_tile_grid_set_read_only (BoTileGrid *self,
                            bool        read_only)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  _bo_tile_area_set_read_only (BO_TILE_AREA (self->area), read_only);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

bool
bo_tile_grid_get_scrolling (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), false);
  return self->scrolling;
}

void
bo_tile_grid_set_scrolling (BoTileGrid *self,
                            bool        scrolling)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->scrolling == scrolling)
    return;
  if (self->scrolling)
    {
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), NULL);
      g_clear_pointer (&self->scroller, gtk_widget_unparent);
    }
  else
    gtk_widget_unparent (self->area);
  self->scrolling = scrolling;
  _bo_tile_area_set_scrolling (BO_TILE_AREA (self->area), scrolling);
  place_area (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCROLLING]);
}

/**
 * bo_tile_grid_regroup:
 * @self: a grid of tiles
 *
 * Under headings what is an alarm stands above everything else; this looks whether one began or ended.
 */
void
bo_tile_grid_regroup (BoTileGrid *self)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  _bo_tile_area_regroup (BO_TILE_AREA (self->area));
}

GtkWidget *
bo_tile_grid_get_header (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), NULL);
  return self->header;
}

void
bo_tile_grid_set_header (BoTileGrid *self,
                         GtkWidget  *header)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->header == header)
    return;
  self->header = header;
  _bo_tile_area_set_header (BO_TILE_AREA (self->area), header);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADER]);
}

GtkWidget *
bo_tile_grid_get_footer (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), NULL);
  return self->footer;
}

void
bo_tile_grid_set_footer (BoTileGrid *self,
                         GtkWidget  *footer)
{
  g_return_if_fail (BO_IS_TILE_GRID (self));
  if (self->footer == footer)
    return;
  self->footer = footer;
  _bo_tile_area_set_footer (BO_TILE_AREA (self->area), footer);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOOTER]);
}

bool
bo_tile_grid_focus (BoTileGrid  *self,
                    BoAccessory *accessory)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), false);
  return _bo_tile_area_focus (BO_TILE_AREA (self->area), accessory);
}

BoAccessory *
bo_tile_grid_get_focused (BoTileGrid *self)
{
  g_return_val_if_fail (BO_IS_TILE_GRID (self), NULL);
  return _bo_tile_area_get_focused (BO_TILE_AREA (self->area));
}
