/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-adjust-private.h"
#include "bo-day.h"
#include "bo-service-control-private.h"
#include "bo-service-row.h"

typedef struct
{
  GtkWidget     *widget; /* a child of the box, which owns it */
  BoControlSync  sync;
} Part;

struct _BoServiceControl
{
  GtkWidget     parent_instance;
  BoService    *service;
  char         *reason;
  bool          show_more;
  GHashTable   *taken;     /* BoCharacteristic: shown by the large control */
  GArray       *parts;     /* of Part */
  unsigned int  pending;
  GtkWidget    *box;
  GtkWidget    *reason_label;
  GtkWidget    *list;      /* nullable: of one row, the rest */
  GtkWidget    *rest;
  GtkWidget    *presets;   /* nullable */
};

enum
{
  OPERATE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

typedef enum
{
  PROP_SERVICE = 1,
  PROP_READ_ONLY_REASON,
  PROP_SHOW_MORE,
} BoServiceControlProperty;

static GParamSpec *properties[PROP_SHOW_MORE + 1];

G_DEFINE_FINAL_TYPE (BoServiceControl, bo_service_control, GTK_TYPE_WIDGET)

static const struct
{
  const char *service;
  void      (*build) (BoServiceControl *self);
} kinds[] = {
  { "lightbulb", _bo_control_build_light },
  { "switch", _bo_control_build_toggle },
  { "outlet", _bo_control_build_toggle },
  { "fan", _bo_control_build_fan },
  { "fan_v2", _bo_control_build_fan },
  { "air_purifier", _bo_control_build_fan },
  { "thermostat", _bo_control_build_thermostat },
  { "heater_cooler", _bo_control_build_heater_cooler },
  { "humidifier_dehumidifier", _bo_control_build_humidifier },
  { "window_covering", _bo_control_build_covering },
  { "door", _bo_control_build_covering },
  { "window", _bo_control_build_covering },
  { "garage_door_opener", _bo_control_build_garage },
  { "lock_mechanism", _bo_control_build_lock },
  { "security_system", _bo_control_build_security },
  { "television", _bo_control_build_media },
  { "speaker", _bo_control_build_media },
  { "smart_speaker", _bo_control_build_media },
  { "television_speaker", _bo_control_build_media },
  { "valve", _bo_control_build_water },
  { "faucet", _bo_control_build_water },
  { "irrigation_system", _bo_control_build_water },
  { "battery", _bo_control_build_battery },
  { "air_quality_sensor", _bo_control_build_sensor },
  { "carbon_dioxide_sensor", _bo_control_build_sensor },
  { "carbon_monoxide_sensor", _bo_control_build_sensor },
  { "contact_sensor", _bo_control_build_sensor },
  { "humidity_sensor", _bo_control_build_sensor },
  { "leak_sensor", _bo_control_build_sensor },
  { "light_sensor", _bo_control_build_sensor },
  { "motion_sensor", _bo_control_build_sensor },
  { "occupancy_sensor", _bo_control_build_sensor },
  { "smoke_sensor", _bo_control_build_sensor },
  { "temperature_sensor", _bo_control_build_sensor },
  { "doorbell", _bo_control_build_doorbell },
  { "stateless_programmable_switch", _bo_control_build_sensor },
  { "filter_maintenance", _bo_control_build_filter },
};

/* For the kinds */

BoCharacteristic *
_bo_control_find (BoServiceControl *self,
                  const char       *type)
{
  return bo_service_find (self->service, type);
}

BoCharacteristic *
_bo_control_take (BoServiceControl *self,
                  const char       *type)
{
  BoCharacteristic *found = bo_service_find (self->service, type);

  if (found != NULL)
    g_hash_table_add (self->taken, found);
  return found;
}

void
_bo_control_take_all (BoServiceControl  *self,
                      const char *const *types)
{
  for (; *types != NULL; types++)
    _bo_control_take (self, *types);
}

bool
_bo_control_is_read_only (BoServiceControl *self)
{
  return self->reason != NULL;
}

void
_bo_control_add (BoServiceControl *self,
                 GtkWidget        *widget,
                 BoControlSync     sync)
{
  Part part = { widget, sync };

  gtk_box_append (GTK_BOX (self->box), widget);
  if (sync == NULL)
    return;
  g_array_append_val (self->parts, part);
  sync (self, widget);
}

void
_bo_control_set_presets (BoServiceControl *self,
                         GtkWidget        *presets)
{
  self->presets = presets;
}

void
_bo_control_operate (BoServiceControl *self,
                     BoCharacteristic *characteristic,
                     char             *json)
{
  g_autofree char *owned = json;

  if (owned != NULL && self->reason == NULL)
    g_signal_emit (self, signals[OPERATE], 0, characteristic, owned);
  else
    bo_service_control_refresh (self);
}

void
_bo_control_set_number (BoServiceControl *self,
                        const char       *type,
                        double            value)
{
  BoCharacteristic *characteristic = bo_service_find (self->service, type);

  if (characteristic != NULL)
    _bo_control_operate (self, characteristic, _bo_adjust_number (characteristic, value));
}

/* The rest folds away */

static void
row_operate_cb (BoServiceControl *self,
                BoCharacteristic *characteristic,
                const char       *json)
{
  _bo_control_operate (self, characteristic, g_strdup (json));
}

static void
add_rest (BoServiceControl *self)
{
  GtkWidget *row = bo_service_row_new_rest (self->service, self->taken);
  GtkWidget *list;

  if (bo_service_row_get_n_values (BO_SERVICE_ROW (row)) == 0)
    {
      g_object_ref_sink (row);
      g_object_unref (row);
      return;
    }
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bo_service_get_label (self->service), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (self->box), list);
  g_signal_connect_object (row, "operate", G_CALLBACK (row_operate_cb), self, G_CONNECT_SWAPPED);
  self->list = list;
  self->rest = row;
}

/* Where nothing is shown large, there is nothing that the rest could stand behind. */
static void
open_rest (BoServiceControl *self)
{
  if (self->rest != NULL && self->parts->len == 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->rest), TRUE);
}

static void
build (BoServiceControl *self)
{
  const BoServiceSpec *spec = bo_service_get_spec (self->service);

  for (size_t i = 0; spec != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].service, spec->id) == 0)
      kinds[i].build (self);
  add_rest (self);
  open_rest (self);
}

/* Following the model */

/**
 * bo_service_control_refresh:
 *
 * Shows again what the model says: also after an operation that somebody
 * declined to carry out.
 */
void
bo_service_control_refresh (BoServiceControl *self)
{
  g_return_if_fail (BO_IS_SERVICE_CONTROL (self));

  g_clear_handle_id (&self->pending, g_source_remove);
  for (unsigned int i = 0; i < self->parts->len; i++)
    {
      Part *part = &g_array_index (self->parts, Part, i);

      part->sync (self, part->widget);
    }
  if (self->rest != NULL)
    {
      bo_service_row_set_read_only (BO_SERVICE_ROW (self->rest), self->reason != NULL);
      bo_service_row_refresh (BO_SERVICE_ROW (self->rest));
    }
  if (self->list != NULL)
    gtk_widget_set_visible (self->list, self->show_more);
}

static gboolean
pending_cb (gpointer data)
{
  BoServiceControl *self = data;

  self->pending = 0;
  bo_service_control_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (BoServiceControl *self)
{
  if (self->pending == 0)
    self->pending = g_idle_add_full (G_PRIORITY_HIGH_IDLE, pending_cb, self, NULL);
}

static void
watch (BoServiceControl *self)
{
  GListModel *all = bo_service_get_characteristics (self->service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (all, i);

      g_signal_connect_object (characteristic, "notify", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
    }
}

/* The object */

static void
bo_service_control_constructed (GObject *object)
{
  BoServiceControl *self = BO_SERVICE_CONTROL (object);

  G_OBJECT_CLASS (bo_service_control_parent_class)->constructed (object);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bo_service_get_label (self->service), -1);
  build (self);
  watch (self);
}

static void
bo_service_control_dispose (GObject *object)
{
  BoServiceControl *self = BO_SERVICE_CONTROL (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_array_set_size (self->parts, 0);
  self->list = self->rest = self->presets = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_hash_table_remove_all (self->taken);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (bo_service_control_parent_class)->dispose (object);
}

static void
bo_service_control_finalize (GObject *object)
{
  BoServiceControl *self = BO_SERVICE_CONTROL (object);

  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (bo_service_control_parent_class)->finalize (object);
}

static void
bo_service_control_get_property (GObject      *object,
                                 unsigned int  id,
                                 GValue       *value,
                                 GParamSpec   *pspec)
{
  BoServiceControl *self = BO_SERVICE_CONTROL (object);

  switch ((BoServiceControlProperty) id)
    {
    case PROP_SERVICE:
      g_value_set_object (value, self->service);
      break;
    case PROP_READ_ONLY_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_SHOW_MORE:
      g_value_set_boolean (value, self->show_more);
      break;
    }
}

static void
bo_service_control_set_property (GObject      *object,
                                 unsigned int  id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  BoServiceControl *self = BO_SERVICE_CONTROL (object);

  switch ((BoServiceControlProperty) id)
    {
    case PROP_SERVICE:
      self->service = g_value_dup_object (value);
      break;
    case PROP_READ_ONLY_REASON:
      bo_service_control_set_read_only_reason (self, g_value_get_string (value));
      break;
    case PROP_SHOW_MORE:
      bo_service_control_set_show_more (self, g_value_get_boolean (value));
      break;
    }
}

static void
bo_service_control_class_init (BoServiceControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = bo_service_control_constructed;
  object_class->dispose = bo_service_control_dispose;
  object_class->finalize = bo_service_control_finalize;
  object_class->get_property = bo_service_control_get_property;
  object_class->set_property = bo_service_control_set_property;
  properties[PROP_SERVICE] = g_param_spec_object ("service", NULL, NULL, BO_TYPE_SERVICE,
                                                  flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_READ_ONLY_REASON] = g_param_spec_string ("read-only-reason", NULL, NULL, NULL,
                                                           flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOW_MORE] = g_param_spec_boolean ("show-more", NULL, NULL, TRUE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_SERVICE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "service-control");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_service_control_init (BoServiceControl *self)
{
  self->show_more = true;
  self->taken = g_hash_table_new (NULL, NULL);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->reason_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->reason_label), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->reason_label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->reason_label, "dim-label");
  gtk_widget_set_visible (self->reason_label, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->reason_label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (bo_service_control_refresh), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_service_control_new (BoService *service)
{
  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);
  return g_object_new (BO_TYPE_SERVICE_CONTROL, "service", service, NULL);
}

BoService *
bo_service_control_get_service (BoServiceControl *self)
{
  g_return_val_if_fail (BO_IS_SERVICE_CONTROL (self), NULL);
  return self->service;
}

BoPresetRow *
bo_service_control_get_presets (BoServiceControl *self)
{
  g_return_val_if_fail (BO_IS_SERVICE_CONTROL (self), NULL);
  return self->presets != NULL ? BO_PRESET_ROW (self->presets) : NULL;
}

/**
 * bo_service_control_set_read_only_reason:
 * @reason: (nullable): a sentence; %NULL allows changes
 */
void
bo_service_control_set_read_only_reason (BoServiceControl *self,
                                         const char       *reason)
{
  g_return_if_fail (BO_IS_SERVICE_CONTROL (self));
  if (g_strcmp0 (self->reason, reason) == 0)
    return;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  gtk_label_set_text (GTK_LABEL (self->reason_label), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason_label, reason != NULL);
  bo_service_control_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY_REASON]);
}

void
bo_service_control_set_show_more (BoServiceControl *self,
                                  bool              show_more)
{
  g_return_if_fail (BO_IS_SERVICE_CONTROL (self));
  if (self->show_more == show_more)
    return;
  self->show_more = show_more;
  bo_service_control_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_MORE]);
}
