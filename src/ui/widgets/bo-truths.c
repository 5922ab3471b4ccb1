/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-day.h"
#include "bo-kit-parts.h"
#include "bo-truths.h"

#define MAX_WHOLE 12

struct _BoTruths
{
  AdwBin            parent_instance;
  BoAccessory      *accessory;
  BoCharacteristic *characteristic;
  char             *accepted;    /* nullable: JSON text */
  bool              hub;
  GtkWidget        *wanted_row;
  GtkWidget        *accepted_row;
  GtkWidget        *reported_row;
  GtkLabel         *wanted_value;
  GtkLabel         *accepted_value;
  GtkLabel         *reported_value;
};

G_DEFINE_FINAL_TYPE (BoTruths, bo_truths, ADW_TYPE_BIN)

static GtkWidget *
truth_row (const char *title, const char *icon_name, GtkLabel **value)
{
  GtkWidget *row = bo_kit_row (title, NULL, icon_name);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  *value = GTK_LABEL (label);
  return row;
}

/* Only what is long is shortened: a number never. */
static void
show_value (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (text, -1), MAX_WHOLE));
}

static char *
since_text (int64_t since)
{
  g_autofree char *time = since > 0 ? bo_time_to_clock (since, bo_clock_now ()) : NULL;

  return time != NULL ? g_strdup_printf (_("Since %s"), time) : g_strdup ("");
}

/* (nullable): why the hub has another value than is wanted here */
static const char *
note_of (BoTruths *self)
{
  if (!bo_characteristic_get_pending (self->characteristic))
    return NULL;
  if (bo_thing_get_status (BO_THING (self->accessory)) == BO_STATUS_QUARANTINED)
    return _("The hub refused your change");
  return _("Your change is on its way to it");
}

/* Without a hub nobody accepted anything. */
static void
refresh_accepted (BoTruths *self)
{
  const BoValueType *type = bo_characteristic_get_value_type (self->characteristic);
  bool pending = bo_characteristic_get_pending (self->characteristic);
  g_autofree char *text = NULL;
  const char *note = note_of (self);

  gtk_widget_set_visible (self->accepted_row, self->hub);
  if (!pending)
    text = g_strdup (bo_characteristic_get_display (self->characteristic));
  else if (self->accepted != NULL)
    {
      BoValue value = bo_value_read (type, bo_json_wrap (self->accepted));

      text = bo_value_to_display (type, &value);
    }
  else
    text = g_strdup ("—");
  show_value (self->accepted_value, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->accepted_row), note != NULL ? note : "");
}

static void
refresh_reported (BoTruths *self)
{
  BoCharacteristic *reported = bo_characteristic_get_reported (self->characteristic);
  g_autofree char *since = reported != NULL ? since_text (bo_characteristic_get_since (reported)) : NULL;

  gtk_widget_set_visible (self->reported_row, reported != NULL);
  if (reported == NULL)
    return;
  show_value (self->reported_value, bo_characteristic_get_display (reported));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reported_row), since);
}

static void
refresh (BoTruths *self)
{
  g_autofree char *since = since_text (bo_characteristic_get_since (self->characteristic));

  show_value (self->wanted_value, bo_characteristic_get_display (self->characteristic));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->wanted_row), since);
  refresh_accepted (self);
  refresh_reported (self);
}

BoCharacteristic *
bo_truths_get_characteristic (BoTruths *self)
{
  return self->characteristic;
}

void
bo_truths_set_hub (BoTruths *self, bool hub)
{
  self->hub = hub;
  refresh (self);
}

void
bo_truths_set_accepted (BoTruths *self, const char *json)
{
  g_free (self->accepted);
  self->accepted = g_strdup (json);
  refresh (self);
}

static void
bo_truths_dispose (GObject *object)
{
  BoTruths *self = BO_TRUTHS (object);

  g_clear_object (&self->accessory);
  g_clear_object (&self->characteristic);
  g_clear_pointer (&self->accepted, g_free);
  G_OBJECT_CLASS (bo_truths_parent_class)->dispose (object);
}

static void
bo_truths_class_init (BoTruthsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_truths_dispose;
}

static void
bo_truths_init (BoTruths *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->hub = true;
  self->wanted_row = truth_row (_("Wanted here"), "user-home-symbolic", &self->wanted_value);
  self->accepted_row = truth_row (_("Accepted by the hub"), "network-server-symbolic", &self->accepted_value);
  self->reported_row = truth_row (_("Reported by the device"), "network-wireless-symbolic", &self->reported_value);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->wanted_row);
  gtk_list_box_append (GTK_LIST_BOX (list), self->accepted_row);
  gtk_list_box_append (GTK_LIST_BOX (list), self->reported_row);
  adw_bin_set_child (ADW_BIN (self), list);
}

GtkWidget *
bo_truths_new (BoAccessory *accessory, BoCharacteristic *characteristic)
{
  BoTruths *self = g_object_new (BO_TYPE_TRUTHS, NULL);
  BoCharacteristic *reported = bo_characteristic_get_reported (characteristic);

  self->accessory = g_object_ref (accessory);
  self->characteristic = g_object_ref (characteristic);
  g_signal_connect_object (accessory, "notify::status", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (characteristic, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  if (reported != NULL)
    g_signal_connect_object (reported, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
