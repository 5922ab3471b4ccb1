/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-service-row.h"

#include <glib/gi18n-lib.h>

#include "bo-value-row.h"

struct _BoServiceRow
{
  AdwExpanderRow parent_instance;
  BoService     *service;
  GPtrArray     *values;  /* of BoValueRow, owned by this widget */
  bool           whole;   /* not only the rest of it */
  unsigned int   pending;
};

enum
{
  OPERATE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoServiceRow, bo_service_row, ADW_TYPE_EXPANDER_ROW)

/**
 * bo_service_row_refresh:
 *
 * Shows what the model says.
 */
void
bo_service_row_refresh (BoServiceRow *self)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (BO_IS_SERVICE_ROW (self));

  g_clear_handle_id (&self->pending, g_source_remove);
  for (unsigned int i = 0; i < self->values->len; i++)
    bo_value_row_refresh (g_ptr_array_index (self->values, i));
  if (!self->whole)
    return;
  summary = bo_service_get_summary (self->service);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (self), bo_service_get_icon_name (self->service));
}

static gboolean
pending_cb (gpointer data)
{
  BoServiceRow *self = data;

  self->pending = 0;
  bo_service_row_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (BoServiceRow *self)
{
  if (self->pending == 0)
    self->pending = g_idle_add_full (G_PRIORITY_HIGH_IDLE, pending_cb, self, NULL);
}

static void
row_operate_cb (BoServiceRow     *self,
                BoCharacteristic *characteristic,
                const char       *json)
{
  g_signal_emit (self, signals[OPERATE], 0, characteristic, json);
}

static bool
has_row (BoCharacteristic *characteristic,
         GHashTable       *shown)
{
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (characteristic);

  if ((shown != NULL && g_hash_table_contains (shown, characteristic)) || bo_characteristic_get_hidden (characteristic))
    return false;
  return spec == NULL || !g_str_equal (spec->id, "name");
}

static void
add_values (BoServiceRow *self,
            GHashTable   *shown)
{
  GListModel *all = bo_service_get_characteristics (self->service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (all, i);
      GtkWidget *row;

      if (!has_row (characteristic, shown))
        continue;
      row = bo_value_row_new (characteristic);
      g_signal_connect_object (row, "operate", G_CALLBACK (row_operate_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (characteristic, "notify", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_ptr_array_add (self->values, row);
    }
}

static bool
can_be_set (BoService  *service,
            GHashTable *shown)
{
  GListModel *all = bo_service_get_characteristics (service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (all, i);

      if (has_row (characteristic, shown) && bo_characteristic_get_writable (characteristic))
        return true;
    }
  return false;
}

static GtkWidget *
create (BoService  *service,
        GHashTable *shown,
        const char *title)
{
  BoServiceRow *self = g_object_new (BO_TYPE_SERVICE_ROW, NULL);

  self->service = g_object_ref (service);
  self->whole = shown == NULL;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  add_values (self, shown);
  bo_service_row_refresh (self);
  return GTK_WIDGET (self);
}

static void
bo_service_row_dispose (GObject *object)
{
  BoServiceRow *self = BO_SERVICE_ROW (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_ptr_array_set_size (self->values, 0);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (bo_service_row_parent_class)->dispose (object);
}

static void
bo_service_row_finalize (GObject *object)
{
  g_clear_pointer (&BO_SERVICE_ROW (object)->values, g_ptr_array_unref);
  G_OBJECT_CLASS (bo_service_row_parent_class)->finalize (object);
}

static void
bo_service_row_class_init (BoServiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_service_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_service_row_finalize;
  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_SERVICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
}

static void
bo_service_row_init (BoServiceRow *self)
{
  self->values = g_ptr_array_new ();
}

GtkWidget *
bo_service_row_new (BoService *service)
{
  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);
  return create (service, NULL, bo_service_get_label (service));
}

GtkWidget *
bo_service_row_new_rest (BoService  *service,
                         GHashTable *shown)
{
  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);
  g_return_val_if_fail (shown != NULL, NULL);
  return create (service, shown, can_be_set (service, shown) ? _("More Settings") : _("More Readings"));
}

BoService *
bo_service_row_get_service (BoServiceRow *self)
{
  g_return_val_if_fail (BO_IS_SERVICE_ROW (self), NULL);
  return self->service;
}

unsigned int
bo_service_row_get_n_values (BoServiceRow *self)
{
  g_return_val_if_fail (BO_IS_SERVICE_ROW (self), 0);
  return self->values->len;
}

void
bo_service_row_set_read_only (BoServiceRow *self,
                              bool          read_only)
{
  g_return_if_fail (BO_IS_SERVICE_ROW (self));

  for (unsigned int i = 0; i < self->values->len; i++)
    bo_value_row_set_read_only (g_ptr_array_index (self->values, i), read_only);
}
