/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-kit.h"
#include "bo-moment.h"

#define EVENING 20
#define MINUTE_US (60 * INT64_C (1000000))
#define NEVER_US (-1)

struct _BoMoment
{
  AdwBin         parent_instance;
  GtkCalendar   *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkWidget     *choices;
  GtkWidget     *beginning;  /* the button */
  GtkLabel      *words;
  int64_t        begins_us;  /* 0: not known yet, or nothing is */
  GCancellable  *reading;
  bool           setting;
};

G_DEFINE_FINAL_TYPE (BoMoment, bo_moment, ADW_TYPE_BIN)

static unsigned int changed_signal;

/* --- the moment --- */

int64_t
bo_moment_get_time (BoMoment *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) time = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day),
                                                      gtk_spin_button_get_value_as_int (self->hour),
                                                      gtk_spin_button_get_value_as_int (self->minute), 0);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/* What is wrong with a moment is said where it is chosen. */
static void
say (BoMoment *self)
{
  int64_t time_us = bo_moment_get_time (self);
  g_autofree char *begins = bo_time_to_moment (self->begins_us, bo_clock_now ());
  g_autofree char *text = NULL;

  if (time_us > bo_clock_now ())
    text = g_strdup (_("This is still to come. Choose a time that has been."));
  else if (self->begins_us > 0 && time_us < self->begins_us)
    text = g_strdup_printf (_("Records on this device begin %s."), begins);
  gtk_label_set_text (self->words, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), text != NULL);
}

static void
changed_cb (BoMoment *self)
{
  if (self->setting)
    return;
  say (self);
  g_signal_emit (self, changed_signal, 0);
}

void
bo_moment_set_time (BoMoment *self, int64_t time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  if (time == NULL)
    return;
  self->setting = true;
  gtk_calendar_select_day (self->calendar, time);
  gtk_spin_button_set_value (self->hour, g_date_time_get_hour (time));
  gtk_spin_button_set_value (self->minute, g_date_time_get_minute (time));
  self->setting = false;
  changed_cb (self);
}

/* --- the usual ones --- */

static GDateTime *
now_local (void)
{
  return g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);
}

static void
hour_ago_cb (BoMoment *self)
{
  bo_moment_set_time (self, bo_clock_now () - 60 * MINUTE_US);
}

static void
evening_cb (BoMoment *self)
{
  g_autoptr (GDateTime) now = now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -1);
  g_autoptr (GDateTime) evening = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                         g_date_time_get_day_of_month (day), EVENING, 0, 0);

  if (evening != NULL)
    bo_moment_set_time (self, g_date_time_to_unix (evening) * G_USEC_PER_SEC);
}

static void
week_ago_cb (BoMoment *self)
{
  g_autoptr (GDateTime) now = now_local ();
  g_autoptr (GDateTime) week = g_date_time_add_weeks (now, -1);

  bo_moment_set_time (self, g_date_time_to_unix (week) * G_USEC_PER_SEC);
}

/* Whole minutes: the first that has something in it. */
static void
beginning_cb (BoMoment *self)
{
  bo_moment_set_time (self, self->begins_us + MINUTE_US - 1);
}

static void
began_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoMoment) self = data;
  int64_t begins_us = bo_client_beginning_finish (BO_CLIENT (source), result, NULL);

  if (self->reading == NULL)
    return;
  self->begins_us = MAX (begins_us, 0);
  gtk_widget_set_visible (self->beginning, self->begins_us > 0);
  say (self);
}

/* --- building --- */

static GtkWidget *
add_choice (BoMoment *self, const char *label, GCallback chosen)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "bo-chip");
  g_signal_connect_object (button, "clicked", chosen, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->choices), button);
  return button;
}

/* The toolkit gives the arrows of a calendar no names. */
static void
name_arrows (GtkWidget *widget, int *n)
{
  static const char *const names[] = {
    N_ ("Previous Month"),
    N_ ("Next Month"),
    N_ ("Previous Year"),
    N_ ("Next Year"),
  };

  if (GTK_IS_BUTTON (widget) && *n < (int) G_N_ELEMENTS (names))
    bo_kit_name (widget, _(names[(*n)++]));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_arrows (child, n);
}

static void
add_choices (BoMoment *self)
{
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_layout_manager (self->choices, g_object_new (BO_TYPE_WRAP_LAYOUT, NULL));
  add_choice (self, _("An Hour Ago"), G_CALLBACK (hour_ago_cb));
  add_choice (self, _("Yesterday Evening"), G_CALLBACK (evening_cb));
  add_choice (self, _("A Week Ago"), G_CALLBACK (week_ago_cb));
  self->beginning = add_choice (self, _("Where Records Begin"), G_CALLBACK (beginning_cb));
  gtk_widget_set_visible (self->beginning, FALSE);
}

/* "07", not "7": it is a time. */
static gboolean
output_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static GtkSpinButton *
spin (BoMoment *self, int last, const char *name)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, last, 1);

  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 2);
  bo_kit_name (spin, name);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_SPIN_BUTTON (spin);
}

static GtkWidget *
time_box (BoMoment *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->hour = spin (self, 23, _("Hour"));
  self->minute = spin (self, 59, _("Minute"));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  /* A time is written from left to right everywhere. */
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hour));
  gtk_box_append (GTK_BOX (box), gtk_label_new (":"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->minute));
  return box;
}

static void
bo_moment_dispose (GObject *object)
{
  BoMoment *self = BO_MOMENT (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (bo_moment_parent_class)->dispose (object);
}

static void
bo_moment_class_init (BoMomentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_moment_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_moment_init (BoMoment *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_label_new (NULL);
  int n = 0;

  self->reading = g_cancellable_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->words = GTK_LABEL (words);
  bo_kit_name (GTK_WIDGET (self->calendar), _("Day"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->calendar), NULL);
  name_arrows (GTK_WIDGET (self->calendar), &n);
  add_choices (self);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_widget_set_visible (words, FALSE);
  gtk_box_append (GTK_BOX (box), self->choices);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), time_box (self));
  gtk_box_append (GTK_BOX (box), words);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_moment_new (BoClient *client, int64_t time_us)
{
  BoMoment *self = g_object_new (BO_TYPE_MOMENT, NULL);

  bo_moment_set_time (self, time_us);
  bo_client_beginning_async (client, self->reading, began_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/* --- asking --- */

typedef struct
{
  GtkWidget     *dialog; /* outlives this */
  BoMoment      *moment; /* in it */
  BoMomentFunc   answered;
  gpointer       data;
  GDestroyNotify destroy;
  int64_t        chosen_us; /* NEVER_US: what the moment says */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  if (asked->destroy != NULL)
    asked->destroy (asked->data);
  g_free (asked);
}

static void
confirmed_cb (gpointer data)
{
  Asked *asked = data;

  asked->answered (asked->chosen_us != NEVER_US ? asked->chosen_us : bo_moment_get_time (asked->moment), asked->data);
}

static void
now_cb (GtkWidget *button, Asked *asked)
{
  asked->chosen_us = 0;
  bo_ask_answer (asked->dialog);
}

static void
moment_changed_cb (BoMoment *moment, Asked *asked)
{
  bo_ask_set_ready (asked->dialog, bo_moment_get_time (moment) <= bo_clock_now ());
}

GtkWidget *
bo_moment_ask (GtkWidget *from, BoClient *client, const char *heading, const char *answer, const char *now_answer,
               int64_t time_us, BoMomentFunc answered, gpointer data, GDestroyNotify destroy)
{
  Asked *asked = g_new0 (Asked, 1);
  GtkWidget *moment = bo_moment_new (client, time_us);

  asked->moment = BO_MOMENT (moment);
  asked->answered = answered;
  asked->data = data;
  asked->destroy = destroy;
  asked->chosen_us = NEVER_US;
  asked->dialog = bo_ask_with (from, heading, NULL, moment, answer, false, confirmed_cb, asked, asked_free);
  if (now_answer != NULL)
    {
      GtkWidget *now = gtk_button_new_with_label (now_answer);

      gtk_widget_add_css_class (now, "bo-chip");
      g_signal_connect (now, "clicked", G_CALLBACK (now_cb), asked);
      gtk_box_prepend (GTK_BOX (asked->moment->choices), now);
    }
  g_signal_connect (moment, "changed", G_CALLBACK (moment_changed_cb), asked);
  moment_changed_cb (asked->moment, asked);
  return asked->dialog;
}

/* --- View Home at… --- */

char *
bo_past_address (int64_t time_us, const char *id)
{
  return id != NULL ? g_strdup_printf ("past:%" G_GINT64_FORMAT ":%s", time_us, id)
                    : g_strdup_printf ("past:%" G_GINT64_FORMAT, time_us);
}

static void
view_cb (int64_t time_us, gpointer from)
{
  g_autofree char *address = bo_past_address (time_us, NULL);

  gtk_widget_activate_action (from, "win.show", "s", address);
}

void
bo_moment_view (GtkWidget *from, BoClient *client)
{
  bo_moment_ask (from, client, _("View the Home at…"), _("_View"), NULL, bo_clock_now () - 60 * MINUTE_US, view_cb,
                 g_object_ref (from), g_object_unref);
}
