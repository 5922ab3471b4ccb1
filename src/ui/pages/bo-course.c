/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-chart.h"
#include "bo-comfort-form.h"
#include "bo-comfort-words.h"
#include "bo-course.h"
#include "bo-day.h"
#include "bo-kit.h"
#include "bo-state-badge.h"

#define HOUR INT64_C (3600000000)
#define MAX_ROWS 100

struct _BoCourse
{
  AdwBin          parent_instance;
  BoClient       *client;
  BoAccessory    *accessory;
  GPtrArray      *characteristics; /* BoCharacteristic */
  GtkDropDown    *which;
  GtkDropDown    *span;
  GtkToggleButton *as_table;
  GtkStack       *stack;
  BoChart        *chart;
  GtkListBox     *table;
  GtkLabel       *begins;
  GtkLabel       *limits;
  BoStateBadge   *comfort;         /* how the value now stands to what is comfortable */
  GtkWidget      *comfort_button;
  BoComfortForm  *comfort_form;
  GArray         *series;          /* nullable: what is shown */
  GtkLabel       *rows;            /* how many the table has, where it hasn't all */
  GtkLabel       *empty;
  GCancellable   *reading;         /* nullable */
  int64_t         from_us;
  int64_t         to_us;
  unsigned int    source;
};

G_DEFINE_FINAL_TYPE (BoCourse, bo_course, ADW_TYPE_BIN)

static const struct
{
  const char *name;
  int         hours;
} spans[] = {
  { N_("24 Hours"), 24 },
  { N_("7 Days"), 7 * 24 },
  { N_("30 Days"), 30 * 24 },
  { N_("All"), 0 },
};

/* --- what has a course --- */

static bool
has_course (BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);

  return !bo_characteristic_get_hidden (characteristic) && bo_characteristic_get_readable (characteristic)
         && (bo_series_is_states (type) || type->format == BO_FORMAT_FLOAT || bo_format_is_integer (type->format));
}

static void
collect (GPtrArray *found, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      GListModel *all = bo_service_get_characteristics (service);

      for (unsigned int j = 0; j < g_list_model_get_n_items (all) && !bo_service_get_hidden (service); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (all, j);

          if (has_course (characteristic))
            g_ptr_array_add (found, g_steal_pointer (&characteristic));
        }
    }
}

/* Of a bell or a button there is nothing else to ask. */
static bool
is_press (BoCharacteristic *characteristic)
{
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (characteristic);

  return spec != NULL && g_str_equal (spec->id, "programmable_switch_event");
}

/* What people ask for most: how warm, how much, how bright; then what it is in, then bare numbers. */
static int
rank (BoCharacteristic *characteristic)
{
  static const BoUnit order[] = { BO_UNIT_CELSIUS, BO_UNIT_PERCENTAGE, BO_UNIT_LUX };
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoService *service = bo_characteristic_get_service (characteristic);
  const BoServiceSpec *spec = service != NULL ? bo_service_get_spec (service) : NULL;
  bool battery = spec != NULL && g_str_equal (spec->id, "battery");
  int rank = (bo_characteristic_get_writable (characteristic) ? 10 : 0) + (battery ? 40 : 0);

  if (is_press (characteristic))
    return -1;
  if (bo_series_is_states (type))
    return rank + 20;
  if (type->unit == BO_UNIT_NONE || type->unit == BO_UNIT_SECONDS)
    return rank + 60;
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++, rank++)
    if (type->unit == order[i])
      return rank;
  return rank;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return rank (*(BoCharacteristic *const *) a) - rank (*(BoCharacteristic *const *) b);
}

/* (nullable): NULL while there is nothing with a course */
static BoCharacteristic *
chosen (BoCourse *self)
{
  unsigned int index = gtk_drop_down_get_selected (self->which);

  return index < self->characteristics->len ? g_ptr_array_index (self->characteristics, index) : NULL;
}

/* What is being read is of no use any more: it may be of another characteristic. */
static void
give_up_reading (BoCourse *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* --- the table --- */

/* A bell rings, however its button is called. */
static bool
is_ring (BoCharacteristic *characteristic, double value)
{
  BoService *service = bo_characteristic_get_service (characteristic);
  const BoServiceSpec *spec = service != NULL ? bo_service_get_spec (service) : NULL;

  return is_press (characteristic) && spec != NULL && g_str_equal (spec->id, "doorbell") && value == 0;
}

static char *
describe (BoCharacteristic *characteristic, double value)
{
  if (isnan (value))
    return g_strdup (_("Not known"));
  if (is_ring (characteristic, value))
    return g_strdup (_("Rang"));
  return bo_series_to_display (bo_characteristic_get_value_type (characteristic), value);
}

static GtkWidget *
value_row (BoCharacteristic *characteristic, const BoSample *sample)
{
  g_autofree char *when = bo_age_to_text (sample->time_us);
  g_autofree char *what = describe (characteristic, sample->value);

  return bo_kit_property_row (when, what);
}

/* Between two presses nothing is to be told. */
static bool
is_told (BoCharacteristic *characteristic, const BoSample *sample)
{
  return !is_press (characteristic) || !isnan (sample->value);
}

static void
fill_table (BoCourse *self, GArray *series)
{
  g_autofree char *text = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->table, 0)) != NULL)
    gtk_list_box_remove (self->table, GTK_WIDGET (row));
  for (unsigned int i = series->len; i > 0 && series->len - i < MAX_ROWS; i--)
    if (is_told (chosen (self), &g_array_index (series, BoSample, i - 1)))
      gtk_list_box_append (self->table, value_row (chosen (self), &g_array_index (series, BoSample, i - 1)));
  if (series->len > MAX_ROWS)
    text = g_strdup_printf (_("The newest %1$u of %2$u values are listed. A shorter time has fewer."), MAX_ROWS,
                            series->len);
  gtk_label_set_text (self->rows, text != NULL ? text : "");
}

/* --- reading --- */

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* It says where records begin: before that nothing is drawn, and that isn't nothing. */
static void
say_beginning (BoCourse *self, GArray *series)
{
  bool later = series->len > 0 && g_array_index (series, BoSample, 0).time_us > self->from_us;
  bool all = series->len > 0 && spans[gtk_drop_down_get_selected (self->span)].hours == 0;
  g_autofree char *when = later || all ? bo_age_to_text (g_array_index (series, BoSample, 0).time_us) : NULL;
  g_autofree char *text = when != NULL ? g_strdup_printf (_("Records on this device begin %s"), when) : NULL;

  show_text (self->begins, text);
}

static void
began_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoCourse) self = BO_COURSE (data);
  int64_t begins_us = bo_client_beginning_finish (BO_CLIENT (source), result, NULL);
  g_autofree char *when = bo_time_to_moment (begins_us, bo_clock_now ());
  g_autofree char *text = begins_us > 0 ? g_strdup_printf (_("Nothing was recorded of this. Records on this device "
                                                             "begin %s."), when) : NULL;

  if (self->accessory != NULL && text != NULL)
    gtk_label_set_text (self->empty, text);
}

static void
show_page (BoCourse *self)
{
  bool table = gtk_toggle_button_get_active (self->as_table);

  if (gtk_list_box_get_row_at_index (self->table, 0) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
  gtk_widget_set_visible (GTK_WIDGET (self->rows), table && *gtk_label_get_text (self->rows) != '\0');
}

static void
show_comfort (BoCourse *self)
{
  BoComfort comfort = chosen (self) != NULL ? bo_characteristic_get_comfort (chosen (self)) : BO_COMFORT_NONE;
  int side = 0;
  g_autofree char *sentence = self->series != NULL
                              ? bo_comfort_sentence (comfort, self->series, self->from_us, &side) : NULL;

  bo_chart_set_comfort (self->chart, comfort);
  bo_state_badge_set_text (self->comfort, bo_comfort_icon_name (side), sentence, side != 0 ? "warning" : NULL);
}

static void
chosen_cb (BoCourse *self, double low, double high)
{
  if (chosen (self) != NULL)
    bo_client_set_comfort (self->client, chosen (self), (BoComfort){ low, high });
  show_comfort (self);
}

/* What isn't measured has no limits. */
static void
offer_limits (BoCourse *self)
{
  bool measured = chosen (self) != NULL && bo_characteristic_get_measured (chosen (self));

  gtk_widget_set_visible (self->comfort_button, measured);
  bo_comfort_form_set_characteristic (self->comfort_form, measured ? chosen (self) : NULL);
}

/* All there is begins with the first sample. */
static void
show_series (BoCourse *self, GArray *series)
{
  g_autofree char *limits = NULL;

  if (self->from_us == 0)
    self->from_us = series->len > 0 ? MIN (g_array_index (series, BoSample, 0).time_us, self->to_us - 1)
                                    : self->to_us - HOUR;
  bo_chart_set_label (self->chart, bo_characteristic_get_label (chosen (self)));
  bo_chart_set_series (self->chart, series, bo_characteristic_get_value_type (chosen (self)), self->from_us,
                       self->to_us);
  limits = bo_chart_dup_limits (self->chart);
  show_text (self->limits, limits);
  g_clear_pointer (&self->series, g_array_unref);
  self->series = g_array_ref (series);
  offer_limits (self);
  show_comfort (self);
  fill_table (self, series);
  say_beginning (self, series);
  show_page (self);
  if (series->len == 0)
    bo_client_beginning_async (self->client, self->reading, began_cb, g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoCourse) self = BO_COURSE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) series = bo_client_series_finish (BO_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->accessory == NULL || chosen (self) == NULL)
    return;
  if (series == NULL)
    {
      show_text (self->begins, error->message);
      return;
    }
  show_series (self, series);
}

static gboolean
refresh_cb (gpointer data)
{
  BoCourse *self = data;
  int hours;

  self->source = 0;
  give_up_reading (self);
  if (chosen (self) == NULL)
    return G_SOURCE_REMOVE;
  self->reading = g_cancellable_new ();
  self->to_us = bo_clock_now ();
  hours = spans[gtk_drop_down_get_selected (self->span)].hours;
  self->from_us = hours > 0 ? self->to_us - hours * HOUR : 0;
  bo_client_series_async (self->client, chosen (self), self->from_us, self->to_us, self->reading, read_cb,
                          g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoCourse *self)
{
  give_up_reading (self);
  bo_kit_gather (&self->source, refresh_cb, self);
}

static bool
same (GPtrArray *a, GPtrArray *b)
{
  bool same = a->len == b->len;

  for (unsigned int i = 0; i < a->len && same; i++)
    same = g_ptr_array_index (a, i) == g_ptr_array_index (b, i);
  return same;
}

/* What was chosen stays so, where it is still there. */
static void
offer (BoCourse *self, GPtrArray *found)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->characteristics);
  unsigned int index = gtk_drop_down_get_selected (self->which), at = 0;

  self->characteristics = g_ptr_array_ref (found);
  for (unsigned int i = 0; i < found->len; i++)
    gtk_string_list_append (labels, bo_characteristic_get_label (g_ptr_array_index (found, i)));
  gtk_drop_down_set_model (self->which, G_LIST_MODEL (labels));
  if (index < old->len && g_ptr_array_find (found, g_ptr_array_index (old, index), &at))
    gtk_drop_down_set_selected (self->which, at);
  /* Presses are a list of times; a strip has nothing to show of them. */
  if (old->len == 0 && found->len > 0)
    gtk_toggle_button_set_active (self->as_table, is_press (g_ptr_array_index (found, 0)));
  gtk_widget_set_visible (GTK_WIDGET (self), found->len > 0);
}

/* Services and characteristics come and go with the values. */
static void
accessory_cb (BoCourse *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  collect (found, self->accessory);
  /* What is measured comes before what is wished for. */
  g_ptr_array_sort (found, compare);
  if (!same (found, self->characteristics))
    offer (self, found);
  changed_cb (self);
}

/* --- building --- */

static GtkWidget *
comfort_button (BoCourse *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->comfort_button = gtk_menu_button_new ();
  self->comfort_form = BO_COMFORT_FORM (bo_comfort_form_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->comfort_form));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->comfort_button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->comfort_button), "face-smile-symbolic");
  bo_kit_name (self->comfort_button, _("What is comfortable"));
  gtk_widget_set_visible (self->comfort_button, FALSE);
  g_signal_connect_object (self->comfort_form, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return self->comfort_button;
}

static GtkWidget *
bar (BoCourse *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_append (names, _(spans[i].name));
  self->which = GTK_DROP_DOWN (bo_kit_drop_down (NULL, _("What is shown")));
  self->span = GTK_DROP_DOWN (bo_kit_drop_down (names, _("How far back")));
  self->as_table = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->as_table), "view-list-symbolic");
  bo_kit_name (GTK_WIDGET (self->as_table), _("Show as a table"));
  gtk_widget_set_layout_manager (box, g_object_new (BO_TYPE_WRAP_LAYOUT, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->which));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->span));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->as_table));
  gtk_box_append (GTK_BOX (box), comfort_button (self));
  return box;
}

static GtkWidget *
small_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
build (BoCourse *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->empty = GTK_LABEL (small_label (_("Nothing was recorded of this.")));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->chart = BO_CHART (bo_chart_new (_ ("Chart")));
  self->table = GTK_LIST_BOX (gtk_list_box_new ());
  self->begins = GTK_LABEL (small_label (NULL));
  self->limits = GTK_LABEL (small_label (NULL));
  self->comfort = BO_STATE_BADGE (bo_state_badge_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->comfort), GTK_ALIGN_START);
  self->rows = GTK_LABEL (small_label (NULL));
  gtk_list_box_set_selection_mode (self->table, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "boxed-list");
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_box_append (GTK_BOX (box), bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->comfort));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->limits));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->begins));
  gtk_box_append (GTK_BOX (box), words);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
bo_course_dispose (GObject *object)
{
  BoCourse *self = BO_COURSE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  give_up_reading (self);
  g_clear_object (&self->accessory);
  g_clear_object (&self->client);
  g_clear_pointer (&self->characteristics, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_array_unref);
  G_OBJECT_CLASS (bo_course_parent_class)->dispose (object);
}

static void
bo_course_class_init (BoCourseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_course_dispose;
}

/* What was of today is of yesterday. */
static void
day_cb (BoCourse *self)
{
  if (self->series == NULL || chosen (self) == NULL)
    return;
  fill_table (self, self->series);
  say_beginning (self, self->series);
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

static void
bo_course_init (BoCourse *self)
{
  self->characteristics = g_ptr_array_new_with_free_func (g_object_unref);
  build (self);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_course_new (BoClient *client, BoAccessory *accessory)
{
  BoCourse *self = g_object_new (BO_TYPE_COURSE, NULL);

  self->client = g_object_ref (client);
  self->accessory = g_object_ref (accessory);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  accessory_cb (self);
  g_signal_connect_object (self->which, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->as_table, "toggled", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accessory, "values-changed", G_CALLBACK (accessory_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_accessory_get_services (accessory), "items-changed", G_CALLBACK (accessory_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
