/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>

#include "bo-tile-order-private.h"

#define ALARM 0

struct _BoTileOrder
{
  GPtrArray  *accessories; /* in the order shown; owned */
  GHashTable *places;      /* accessory → place + 1 */
  unsigned    counts[BO_TILE_HEADINGS];
  bool        grouped;
  GArray     *rows;
  int         height;
};

BoTileOrder *
_bo_tile_order_new (void)
{
  BoTileOrder *self = g_new0 (BoTileOrder, 1);

  self->accessories = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (BoTileRow));
  return self;
}

void
_bo_tile_order_free (BoTileOrder *self)
{
  g_ptr_array_unref (self->accessories);
  g_hash_table_unref (self->places);
  g_array_unref (self->rows);
  g_free (self);
}

static void
append (BoTileOrder *self,
        BoAccessory *accessory)
{
  g_ptr_array_add (self->accessories, g_object_ref (accessory));
  g_hash_table_insert (self->places, accessory, GUINT_TO_POINTER (self->accessories->len));
}

const char *
_bo_tile_heading_to_text (int heading)
{
  return heading == ALARM ? _("Alarm") : bo_accessory_group_to_text ((BoAccessoryGroup) (heading - 1));
}

static int
heading_of (BoAccessory *accessory)
{
  return bo_accessory_get_alarming (accessory) ? ALARM : (int) bo_accessory_get_group (accessory) + 1;
}

bool
_bo_tile_order_is_stale (BoTileOrder *self)
{
  for (unsigned i = 0; self->grouped && i < self->accessories->len; i++)
    if ((heading_of (self->accessories->pdata[i]) == ALARM) != (i < self->counts[ALARM]))
      return true;
  return false;
}

/* A stable sort by group: one pass a group, over a list read once. */
void
_bo_tile_order_load (BoTileOrder *self,
                     GListModel  *model,
                     bool         grouped)
{
  unsigned n = model != NULL ? g_list_model_get_n_items (model) : 0;
  g_autoptr (GPtrArray) all = g_ptr_array_new_full (n, g_object_unref);

  for (unsigned i = 0; i < n; i++)
    g_ptr_array_add (all, g_list_model_get_item (model, i));
  g_ptr_array_set_size (self->accessories, 0);
  g_hash_table_remove_all (self->places);
  memset (self->counts, 0, sizeof self->counts);
  self->grouped = grouped;
  for (int group = 0; group < (grouped ? BO_TILE_HEADINGS : 1); group++)
    for (unsigned i = 0; i < n; i++)
      if (!grouped || heading_of (all->pdata[i]) == group)
        {
          append (self, all->pdata[i]);
          self->counts[group]++;
        }
}

static void
add_row (BoTileOrder *self,
         int          heading,
         unsigned     first,
         unsigned     count,
         int          height)
{
  BoTileRow row = { heading, first, count, self->height };

  g_array_append_val (self->rows, row);
  self->height += height;
}

void
_bo_tile_order_arrange (BoTileOrder *self,
                        int          columns,
                        int          tile_height,
                        int          heading_height,
                        int          spacing)
{
  unsigned place = 0;

  g_array_set_size (self->rows, 0);
  self->height = 0;
  for (int group = 0; group < BO_TILE_HEADINGS; group++)
    {
      unsigned end = place + self->counts[group];

      if (self->grouped && end > place)
        add_row (self, group, place, 0, heading_height);
      for (; place < end; place += MIN ((unsigned) columns, end - place))
        add_row (self, -1, place, MIN ((unsigned) columns, end - place), tile_height + spacing);
    }
  self->height = MAX (0, self->height - spacing);
}

int
_bo_tile_order_height (BoTileOrder *self)
{
  return self->height;
}

unsigned
_bo_tile_order_size (BoTileOrder *self)
{
  return self->accessories->len;
}

BoAccessory *
_bo_tile_order_get (BoTileOrder *self,
                    unsigned     place)
{
  return place < self->accessories->len ? self->accessories->pdata[place] : NULL;
}

int
_bo_tile_order_find (BoTileOrder *self,
                     BoAccessory *accessory)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->places, accessory)) - 1;
}

unsigned
_bo_tile_order_n_rows (BoTileOrder *self)
{
  return self->rows->len;
}

const BoTileRow *
_bo_tile_order_row (BoTileOrder *self,
                    unsigned     row)
{
  return &g_array_index (self->rows, BoTileRow, row);
}

unsigned
_bo_tile_order_row_of (BoTileOrder *self,
                       unsigned     place)
{
  unsigned low = 0;
  unsigned high = self->rows->len;

  /* The last row that begins at the place or before it; a heading begins where its first tile does. */
  while (high - low > 1)
    {
      unsigned middle = (low + high) / 2;

      if (_bo_tile_order_row (self, middle)->first <= place)
        low = middle;
      else
        high = middle;
    }
  return low;
}

unsigned
_bo_tile_order_vertical (BoTileOrder *self,
                         unsigned     place,
                         int          rows)
{
  unsigned row = _bo_tile_order_row_of (self, place);
  unsigned column = place - _bo_tile_order_row (self, row)->first;
  int step = rows < 0 ? -1 : 1;

  for (int at = (int) row + step; at >= 0 && at < (int) self->rows->len && rows != 0; at += step)
    {
      const BoTileRow *other = _bo_tile_order_row (self, at);

      if (other->heading >= 0)
        continue;
      place = other->first + MIN (column, other->count - 1);
      rows -= step;
    }
  return place;
}

int
_bo_tile_order_step (BoTileOrder *self,
                     unsigned     place,
                     unsigned     key,
                     int          page,
                     bool         rtl)
{
  int to = place;

  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left: to += rtl ? 1 : -1; break;
    case GDK_KEY_Right: case GDK_KEY_KP_Right: to += rtl ? -1 : 1; break;
    case GDK_KEY_Up: case GDK_KEY_KP_Up: to = _bo_tile_order_vertical (self, place, -1); break;
    case GDK_KEY_Down: case GDK_KEY_KP_Down: to = _bo_tile_order_vertical (self, place, 1); break;
    case GDK_KEY_Page_Up: to = _bo_tile_order_vertical (self, place, -page); break;
    case GDK_KEY_Page_Down: to = _bo_tile_order_vertical (self, place, page); break;
    case GDK_KEY_Home: to = 0; break;
    case GDK_KEY_End: to = (int) self->accessories->len - 1; break;
    default: return -1;
    }
  return to == (int) place || to < 0 || to >= (int) self->accessories->len ? -1 : to;
}
