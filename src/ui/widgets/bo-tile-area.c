/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile-area-private.h"

#include "bo-draw-private.h"
#include "bo-tile-private.h"

#define TILE_WIDTH 168
#define NARROW_TILE_WIDTH 144
#define NARROW 480
#define SPACING 12

struct _BoTileArea
{
  GtkWidget      parent_instance;
  GListModel    *model;
  BoTileOrder   *order;
  GHashTable    *tiles;     /* BoAccessory → BoTile, both alive as long as the tile is a child */
  GPtrArray     *spare;     /* BoTile without an accessory, still children, to be used again */
  GtkWidget     *headings[BO_TILE_HEADINGS];
  GtkWidget     *header;
  GtkWidget     *footer;
  GtkWidget     *prototype;
  BoAccessory   *cursor;    /* whose tile has or last had the focus */
  GtkAdjustment *adjustments[2];
  bool           grouped;
  bool           show_room;
  bool           read_only;
  bool           scrolling;
  bool           reload;    /* the order is older than the model */
  int            margin;    /* at the sides and above; none inside a page, which has its own */
  int            columns;
  int            tile_width;
  int            tile_height;
  int            heading_height;
  int            header_height;
  int            footer_height;
};

enum
{
  OPERATE,
  OPEN,
  REORDER,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} BoTileAreaProperty;

G_DEFINE_FINAL_TYPE_WITH_CODE (BoTileArea, bo_tile_area, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Where things are */

static void
ensure_order (BoTileArea *self)
{
  if (!self->reload)
    return;
  self->reload = false;
  _bo_tile_order_load (self->order, self->model, self->grouped);
  if (self->cursor != NULL && _bo_tile_order_find (self->order, self->cursor) < 0)
    g_clear_object (&self->cursor);
}

/* All heights and the rows for @width; the height of the whole. */
static int
arrange (BoTileArea *self,
         int         width)
{
  int inner = MAX (width - 2 * self->margin, NARROW_TILE_WIDTH);
  int least = inner < NARROW ? NARROW_TILE_WIDTH : TILE_WIDTH;

  ensure_order (self);
  self->columns = MAX (1, (inner + SPACING) / (least + SPACING));
  self->tile_width = (inner - (self->columns - 1) * SPACING) / self->columns;
  self->tile_height = _bo_tile_uniform_height (self->prototype, self->tile_width, self->show_room);
  self->heading_height = _bo_height_of (self->headings[0], inner);
  self->header_height = _bo_height_of (self->header, width);
  self->footer_height = _bo_height_of (self->footer, width);
  _bo_tile_order_arrange (self->order, self->columns, self->tile_height, self->heading_height, SPACING);
  return self->header_height + self->footer_height + 2 * self->margin + _bo_tile_order_height (self->order);
}

static int
tiles_top (BoTileArea *self)
{
  return self->header_height + self->margin;
}

/* Tiles come and go */

static void
operate_cb (BoTileArea       *self,
            BoCharacteristic *characteristic,
            const char       *json)
{
  g_signal_emit (self, signals[OPERATE], 0, characteristic, json);
}

static void
activate_cb (BoTileArea *self,
             BoTile     *tile)
{
  g_signal_emit (self, signals[OPEN], 0, bo_tile_get_accessory (tile));
}

static GtkWidget *
new_tile (BoTileArea *self)
{
  GtkWidget *tile = bo_tile_new (NULL);

  g_signal_connect_object (tile, "operate", G_CALLBACK (operate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tile, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (tile, GTK_WIDGET (self));
  return tile;
}

static GtkWidget *
tile_of (BoTileArea  *self,
         BoAccessory *accessory)
{
  GtkWidget *tile = g_hash_table_lookup (self->tiles, accessory);

  if (tile != NULL)
    return tile;
  if (self->spare->len > 0)
    tile = g_ptr_array_steal_index (self->spare, self->spare->len - 1);
  else
    tile = new_tile (self);
  bo_tile_set_show_room (BO_TILE (tile), self->show_room);
  bo_tile_set_read_only (BO_TILE (tile), self->read_only);
  bo_tile_set_accessory (BO_TILE (tile), accessory);
  g_hash_table_insert (self->tiles, accessory, tile);
  return tile;
}

static bool
is_wanted (BoTileArea  *self,
           BoAccessory *accessory,
           unsigned     first,
           unsigned     end)
{
  int place = _bo_tile_order_find (self->order, accessory);

  return place >= 0 && ((unsigned) place >= first && (unsigned) place < end);
}

/* Takes the tiles outside first…end out of use; one with the focus stays. */
static void
release_tiles (BoTileArea *self,
               unsigned    first,
               unsigned    end)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self));
  GHashTableIter iter;
  gpointer accessory;
  gpointer tile;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &accessory, &tile))
    {
      bool gone = _bo_tile_order_find (self->order, accessory) < 0;

      if (is_wanted (self, accessory, first, end) || (tile == focused && !gone))
        continue;
      g_hash_table_iter_remove (&iter);
      gtk_widget_set_child_visible (tile, FALSE);
      bo_tile_set_accessory (tile, NULL);
      g_ptr_array_add (self->spare, tile);
    }
}

static void
drop_spares (BoTileArea *self)
{
  while (self->spare->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->spare, self->spare->len - 1));
}

/* Allocation */

static void
allocate_tile (BoTileArea *self,
               GtkWidget  *tile,
               unsigned    column,
               int         y,
               int         width)
{
  int x = self->margin + (int) column * (self->tile_width + SPACING);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x - self->tile_width;
  gtk_widget_size_allocate (tile, &(GtkAllocation){ x, y, self->tile_width, self->tile_height }, -1);
}

static void
allocate_row (BoTileArea      *self,
              const BoTileRow *row,
              int              y,
              int              width,
              bool             used[BO_TILE_HEADINGS])
{
  if (row->heading >= 0)
    {
      used[row->heading] = true;
      gtk_widget_set_child_visible (self->headings[row->heading], TRUE);
      gtk_widget_size_allocate (self->headings[row->heading],
                                &(GtkAllocation){ self->margin, y, width - 2 * self->margin, self->heading_height }, -1);
      return;
    }
  for (unsigned i = 0; i < row->count; i++)
    {
      GtkWidget *tile = tile_of (self, _bo_tile_order_get (self->order, row->first + i));

      gtk_widget_set_child_visible (tile, TRUE);
      allocate_tile (self, tile, i, y, width);
    }
}

static void
allocate_edge (GtkWidget *widget,
               int        y,
               int        width,
               int        height)
{
  if (widget != NULL && gtk_widget_should_layout (widget))
    gtk_widget_size_allocate (widget, &(GtkAllocation){ 0, y, width, height }, -1);
}

static void
allocate_rows (BoTileArea *self,
               int         scroll,
               int         width,
               int         height)
{
  bool used[BO_TILE_HEADINGS] = { false };
  int top = scroll - tiles_top (self) - height / 2;
  int bottom = top + 2 * height;
  unsigned n_rows = _bo_tile_order_n_rows (self->order);
  unsigned first = 0;
  unsigned end = 0;

  while (first < n_rows && _bo_tile_order_row (self->order, first)->y + self->tile_height < top)
    first++;
  for (end = first; end < n_rows && _bo_tile_order_row (self->order, end)->y < bottom; end++)
    ;
  if (first < end)
    {
      const BoTileRow *last = _bo_tile_order_row (self->order, end - 1);

      release_tiles (self, _bo_tile_order_row (self->order, first)->first, last->first + last->count);
    }
  else
    release_tiles (self, 0, 0);
  for (unsigned i = first; i < end; i++)
    allocate_row (self, _bo_tile_order_row (self->order, i),
                  tiles_top (self) + _bo_tile_order_row (self->order, i)->y - scroll, width, used);
  for (int i = 0; i < BO_TILE_HEADINGS; i++)
    if (!used[i])
      gtk_widget_set_child_visible (self->headings[i], FALSE);
}

/* A tile kept for its focus alone is put where it would be, out of sight. */
static void
allocate_focused (BoTileArea *self,
                  int         scroll,
                  int         width)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self));
  int place;
  const BoTileRow *row;

  if (!BO_IS_TILE (focused) || bo_tile_get_accessory (BO_TILE (focused)) == NULL)
    return;
  place = _bo_tile_order_find (self->order, bo_tile_get_accessory (BO_TILE (focused)));
  if (place < 0)
    return;
  row = _bo_tile_order_row (self->order, _bo_tile_order_row_of (self->order, place));
  allocate_tile (self, focused, place - row->first, tiles_top (self) + row->y - scroll, width);
}

static void
configure_adjustment (BoTileArea *self,
                      int         height,
                      int         page)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (height - page, 0));

  gtk_adjustment_configure (adjustment, value, 0, MAX (height, page), page * 0.1, page * 0.9, page);
}

static void
bo_tile_area_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  BoTileArea *self = BO_TILE_AREA (widget);
  int whole = arrange (self, width);
  int scroll = 0;

  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    {
      configure_adjustment (self, whole, height);
      scroll = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
    }
  allocate_focused (self, scroll, width);
  allocate_edge (self->header, -scroll, width, self->header_height);
  allocate_rows (self, scroll, width, height);
  allocate_edge (self->footer, whole - self->footer_height - scroll, width, self->footer_height);
}

static GtkSizeRequestMode
bo_tile_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bo_tile_area_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  BoTileArea *self = BO_TILE_AREA (widget);
  int tile = MAX (_bo_minimum_width (self->prototype), NARROW_TILE_WIDTH);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (MAX (_bo_minimum_width (self->header), _bo_minimum_width (self->footer)), tile + 2 * self->margin);
      *natural = MAX (*minimum, 4 * TILE_WIDTH + 3 * SPACING + 2 * self->margin);
      return;
    }
  *natural = arrange (self, for_size >= 0 ? for_size : 2 * TILE_WIDTH + SPACING + 2 * self->margin);
  *minimum = self->scrolling ? 0 : *natural;
}

/* Focus */

static void
scroll_to (BoTileArea *self,
           int         y,
           int         height)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, y - SPACING, y + height + SPACING);
}

static void
scroll_to_place (BoTileArea *self,
                 unsigned    place)
{
  unsigned row = _bo_tile_order_row_of (self->order, place);
  int y;
  int height = self->tile_height;

  /* Not laid out yet: the allocation to come begins at the top anyway. */
  if (row >= _bo_tile_order_n_rows (self->order))
    return;
  y = _bo_tile_order_row (self->order, row)->y;

  /* The first row of a group brings its heading along. */
  if (row > 0 && _bo_tile_order_row (self->order, row - 1)->heading >= 0)
    {
      height += self->heading_height;
      y -= self->heading_height;
    }
  scroll_to (self, tiles_top (self) + y, height);
}

static bool
focus_place (BoTileArea *self,
             unsigned    place)
{
  BoAccessory *accessory = _bo_tile_order_get (self->order, place);
  GtkWidget *tile;

  if (accessory == NULL)
    return false;
  tile = tile_of (self, accessory);
  gtk_widget_set_child_visible (tile, TRUE);
  scroll_to_place (self, place);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return gtk_widget_grab_focus (tile);
}

static void
bo_tile_area_set_focus_child (GtkWidget *widget,
                              GtkWidget *child)
{
  BoTileArea *self = BO_TILE_AREA (widget);

  GTK_WIDGET_CLASS (bo_tile_area_parent_class)->set_focus_child (widget, child);
  if (BO_IS_TILE (child) && bo_tile_get_accessory (BO_TILE (child)) != NULL)
    {
      int place = _bo_tile_order_find (self->order, bo_tile_get_accessory (BO_TILE (child)));

      g_set_object (&self->cursor, bo_tile_get_accessory (BO_TILE (child)));
      if (place >= 0)
        scroll_to_place (self, place);
    }
}

static bool
enter_tiles (BoTileArea *self,
             bool        backwards)
{
  int place = self->cursor != NULL ? _bo_tile_order_find (self->order, self->cursor) : -1;
  unsigned size = _bo_tile_order_size (self->order);

  if (size == 0)
    return false;
  return focus_place (self, place >= 0 ? (unsigned) place : backwards ? size - 1 : 0);
}

/* Tab goes header → tiles → footer; among tiles the arrows go. */
static gboolean
bo_tile_area_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  BoTileArea *self = BO_TILE_AREA (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  bool backwards = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;
  int stage = backwards ? 2 : 0;

  if (child != NULL && child == self->header)
    stage = 0;
  else if (child != NULL && child == self->footer)
    stage = 2;
  else if (child != NULL)
    stage = backwards ? 0 : 2;
  for (; stage >= 0 && stage <= 2; stage += backwards ? -1 : 1)
    {
      GtkWidget *edge = stage == 0 ? self->header : self->footer;

      if (stage == 1 ? enter_tiles (self, backwards) : edge != NULL && gtk_widget_child_focus (edge, direction))
        return TRUE;
    }
  return FALSE;
}

static bool
move_cursor (BoTileArea   *self,
             unsigned int  key,
             unsigned      place)
{
  bool rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int page = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) / (self->tile_height + SPACING) - 1);
  int to = _bo_tile_order_step (self->order, place, key, page, rtl);

  return to >= 0 && focus_place (self, to);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        unsigned int           key,
        unsigned int           code,
        GdkModifierType        modifiers,
        BoTileArea            *self)
{
  BoAccessory *focused = _bo_tile_area_get_focused (self);
  int place = focused != NULL ? _bo_tile_order_find (self->order, focused) : -1;
  bool rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (place < 0)
    return GDK_EVENT_PROPAGATE;
  modifiers &= gtk_accelerator_get_default_mod_mask ();
  if (modifiers == GDK_ALT_MASK && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    {
      g_signal_emit (self, signals[REORDER], 0, focused, (key == GDK_KEY_Right) != rtl ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  return modifiers == 0 && move_cursor (self, key, place);
}

/* The model */

static void
items_changed_cb (BoTileArea   *self,
                  unsigned int  position,
                  unsigned int  removed,
                  unsigned int  added)
{
  bool had_focus = _bo_tile_area_get_focused (self) != NULL;
  int place = had_focus ? _bo_tile_order_find (self->order, self->cursor) : -1;

  self->reload = true;
  ensure_order (self);
  /* What had the focus left: its place passes on to its successor. */
  if (had_focus && self->cursor == NULL && _bo_tile_order_size (self->order) > 0)
    {
      arrange (self, MAX (gtk_widget_get_width (GTK_WIDGET (self)), TILE_WIDTH));
      focus_place (self, MIN ((unsigned) MAX (place, 0), _bo_tile_order_size (self->order) - 1));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The scrollable */

static void
set_adjustment (BoTileArea     *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_allocate), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
bo_tile_area_get_property (GObject      *object,
                           unsigned int  id,
                           GValue       *value,
                           GParamSpec   *pspec)
{
  BoTileArea *self = BO_TILE_AREA (object);

  switch ((BoTileAreaProperty) id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    }
}

static void
bo_tile_area_set_property (GObject      *object,
                           unsigned int  id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoTileArea *self = BO_TILE_AREA (object);

  switch ((BoTileAreaProperty) id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break;
    }
}

static void
bo_tile_area_dispose (GObject *object)
{
  BoTileArea *self = BO_TILE_AREA (object);
  GtkWidget *child;

  _bo_tile_area_set_model (self, NULL);
  for (int i = 0; i < 2; i++)
    set_adjustment (self, i, NULL);
  g_clear_object (&self->cursor);
  g_hash_table_remove_all (self->tiles);
  g_ptr_array_set_size (self->spare, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->header = NULL;
  self->footer = NULL;
  g_clear_object (&self->prototype);
  G_OBJECT_CLASS (bo_tile_area_parent_class)->dispose (object);
}

static void
bo_tile_area_finalize (GObject *object)
{
  BoTileArea *self = BO_TILE_AREA (object);

  g_clear_pointer (&self->order, _bo_tile_order_free);
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  G_OBJECT_CLASS (bo_tile_area_parent_class)->finalize (object);
}

static void
bo_tile_area_class_init (BoTileAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_tile_area_dispose;
  object_class->finalize = bo_tile_area_finalize;
  object_class->get_property = bo_tile_area_get_property;
  object_class->set_property = bo_tile_area_set_property;
  widget_class->get_request_mode = bo_tile_area_get_request_mode;
  widget_class->measure = bo_tile_area_measure;
  widget_class->size_allocate = bo_tile_area_size_allocate;
  widget_class->focus = bo_tile_area_focus;
  widget_class->set_focus_child = bo_tile_area_set_focus_child;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_TILE_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
  signals[OPEN] = g_signal_new ("open", BO_TYPE_TILE_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, BO_TYPE_ACCESSORY);
  signals[REORDER] = g_signal_new ("reorder", BO_TYPE_TILE_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_ACCESSORY, G_TYPE_INT);
  g_signal_new ("place", BO_TYPE_TILE_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, BO_TYPE_ACCESSORY, BO_TYPE_ACCESSORY);
  gtk_widget_class_set_css_name (widget_class, "tile-area");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_heading (BoTileArea *self,
             int         heading)
{
  GtkWidget *label = gtk_label_new (_bo_tile_heading_to_text (heading));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_css_classes (label, (const char *[]){ "heading", "tile-heading", NULL });
  gtk_widget_set_child_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->headings[heading] = label;
}

static void
bo_tile_area_init (BoTileArea *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->order = _bo_tile_order_new ();
  self->tiles = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new ();
  self->prototype = _bo_tile_new_prototype ();
  for (int i = 0; i < BO_TILE_HEADINGS; i++)
    add_heading (self, i);
  /* The prototype is measured with the style it would have in here. */
  gtk_widget_set_child_visible (self->prototype, FALSE);
  gtk_widget_set_parent (self->prototype, GTK_WIDGET (self));
  _bo_tile_area_set_scrolling (self, true);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  _bo_tile_drop_install (GTK_WIDGET (self));
}

void
_bo_tile_area_set_model (BoTileArea *self,
                         GListModel *model)
{
  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, 0);
}

void
_bo_tile_area_set_grouped (BoTileArea *self,
                           bool        grouped)
{
  self->grouped = grouped;
  items_changed_cb (self, 0, 0, 0);
}

static void
set_all (BoTileArea *self,
         void      (*set) (BoTile *tile, bool value),
         bool        value)
{
  GHashTableIter iter;
  gpointer tile;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &tile))
    set (tile, value);
  drop_spares (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
_bo_tile_area_set_show_room (BoTileArea *self,
                             bool        show_room)
{
  self->show_room = show_room;
  set_all (self, bo_tile_set_show_room, show_room);
}

void
_bo_tile_area_set_read_only (BoTileArea *self,
                             bool        read_only)
{
  self->read_only = read_only;
  set_all (self, bo_tile_set_read_only, read_only);
}

void
_bo_tile_area_set_scrolling (BoTileArea *self,
                             bool        scrolling)
{
  self->scrolling = scrolling;
  self->margin = scrolling ? SPACING : 0;
  /* What scrolls is cut at its edge; a part of a page may cast its shadow over it. */
  gtk_widget_set_overflow (GTK_WIDGET (self), scrolling ? GTK_OVERFLOW_HIDDEN : GTK_OVERFLOW_VISIBLE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_edge (BoTileArea  *self,
          GtkWidget  **edge,
          GtkWidget   *widget)
{
  if (*edge == widget)
    return;
  g_clear_pointer (edge, gtk_widget_unparent);
  *edge = widget;
  if (widget != NULL)
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

void
_bo_tile_area_set_header (BoTileArea *self,
                          GtkWidget  *header)
{
  set_edge (self, &self->header, header);
}

void
_bo_tile_area_set_footer (BoTileArea *self,
                          GtkWidget  *footer)
{
  set_edge (self, &self->footer, footer);
}

bool
_bo_tile_area_focus (BoTileArea  *self,
                     BoAccessory *accessory)
{
  int place;

  ensure_order (self);
  place = _bo_tile_order_find (self->order, accessory);
  if (place < 0)
    return false;
  arrange (self, MAX (gtk_widget_get_width (GTK_WIDGET (self)), TILE_WIDTH));
  return focus_place (self, place);
}

BoAccessory *
_bo_tile_area_get_focused (BoTileArea *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return BO_IS_TILE (child) ? bo_tile_get_accessory (BO_TILE (child)) : NULL;
}

unsigned
_bo_tile_area_n_tiles (BoTileArea *self)
{
  return g_hash_table_size (self->tiles);
}

void
_bo_tile_area_regroup (BoTileArea *self)
{
  if (!self->reload && _bo_tile_order_is_stale (self->order))
    items_changed_cb (self, 0, 0, 0);
}
