/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-arrangement.h"
#include "bo-operate.h"

struct _BoArrangement
{
  GObject     parent_instance;
  BoClient   *client; /* owns this */
  char       *key;
  GHashTable *places; /* id → place + 1 */
  GtkSorter  *sorter;
};

G_DEFINE_FINAL_TYPE (BoArrangement, bo_arrangement, G_TYPE_OBJECT)

static void
read_places (BoArrangement *self)
{
  const char *setting = bo_client_get_setting (self->client, self->key);
  g_auto (GStrv) ids = g_strsplit (setting != NULL ? setting : "", "\n", -1);

  g_hash_table_remove_all (self->places);
  for (unsigned int i = 0; ids[i] != NULL; i++)
    g_hash_table_insert (self->places, g_strdup (ids[i]), GUINT_TO_POINTER (i + 1));
}

static unsigned int
place_of (BoArrangement *self, gconstpointer accessory)
{
  unsigned int place =
    GPOINTER_TO_UINT (g_hash_table_lookup (self->places, bo_thing_get_id ((BoThing *) accessory)));

  return place > 0 ? place : G_MAXUINT;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  unsigned int one = place_of (data, a), other = place_of (data, b);

  if (one != other)
    return one < other ? -1 : 1;
  return one < G_MAXUINT ? 0
                         : g_utf8_collate (bo_thing_get_display_name ((BoThing *) a),
                                           bo_thing_get_display_name ((BoThing *) b));
}

static void
bo_arrangement_finalize (GObject *object)
{
  BoArrangement *self = BO_ARRANGEMENT (object);

  gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (self->sorter), NULL, NULL, NULL);
  g_object_unref (self->sorter);
  g_hash_table_unref (self->places);
  g_free (self->key);
  G_OBJECT_CLASS (bo_arrangement_parent_class)->finalize (object);
}

static void
bo_arrangement_class_init (BoArrangementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_arrangement_finalize;
}

static void
bo_arrangement_init (BoArrangement *self)
{
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
}

BoArrangement *
bo_arrangement_of (BoClient *client, const char *scope)
{
  g_autofree char *key = g_strconcat ("order.", scope, NULL);
  g_autofree char *name = g_strconcat ("bo-", key, NULL);
  BoArrangement *self = g_object_get_data (G_OBJECT (client), name);

  if (self == NULL)
    {
      self = g_object_new (BO_TYPE_ARRANGEMENT, NULL);
      self->client = client;
      self->key = g_steal_pointer (&key);
      g_object_set_data_full (G_OBJECT (client), name, self, g_object_unref);
    }
  read_places (self);
  return self;
}

GListModel *
bo_arrangement_sort (BoArrangement *self, GListModel *model)
{
  return G_LIST_MODEL (gtk_sort_list_model_new (model, g_object_ref (self->sorter)));
}

/* --- changing it --- */

static void
set_order (BoArrangement *self, const char *order)
{
  bo_client_set_setting (self->client, self->key, order);
  read_places (self);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

typedef struct
{
  BoArrangement *arrangement;
  char          *before;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->arrangement);
  g_free (undo->before);
  g_free (undo);
}

static void
undo_cb (gpointer data)
{
  Undo *undo = data;

  set_order (undo->arrangement, undo->before);
}

static int
find (GListModel *model, gpointer accessory)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if ((gpointer) item == accessory)
        return (int) i;
    }
  return -1;
}

/* "a\nb\nc": what is shown, with the one at @from put to where @to is */
static char *
write_order (GListModel *model, int from, int to)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gpointer moved;

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BoThing) item = g_list_model_get_item (model, i);

      g_ptr_array_add (ids, (gpointer) bo_thing_get_id (item));
    }
  moved = g_ptr_array_steal_index (ids, (unsigned int) from);
  g_ptr_array_insert (ids, to, moved);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv ("\n", (char **) ids->pdata);
}

static void
put (BoArrangement *self, GtkWidget *from, GListModel *sorted, BoAccessory *accessory, int place, int to)
{
  g_autofree char *order = write_order (sorted, place, to);
  g_autofree char *text = NULL;
  Undo *undo = g_new (Undo, 1);

  *undo = (Undo) { g_object_ref (self), g_strdup (bo_client_get_setting (self->client, self->key)) };
  set_order (self, order);
  text = g_strdup_printf (_("“%s” has another place now"), bo_thing_get_display_name (BO_THING (accessory)));
  bo_toast_undo (from, text, undo_cb, undo, undo_free);
}

void
bo_arrangement_move (BoArrangement *self, GtkWidget *from, GListModel *sorted, BoAccessory *accessory, int by)
{
  int n = (int) g_list_model_get_n_items (sorted), place = find (sorted, accessory);

  for (int to = place + by; place >= 0 && to >= 0 && to < n; to += by)
    {
      g_autoptr (BoAccessory) other = g_list_model_get_item (sorted, (unsigned int) to);

      if (bo_accessory_get_group (other) != bo_accessory_get_group (accessory))
        continue;
      put (self, from, sorted, accessory, place, to);
      return;
    }
}

void
bo_arrangement_place (BoArrangement *self, GtkWidget *from, GListModel *sorted, BoAccessory *accessory,
                      BoAccessory *onto)
{
  int place = find (sorted, accessory), to = find (sorted, onto);

  if (place < 0 || to < 0 || place == to)
    return;
  put (self, from, sorted, accessory, place, to);
}
