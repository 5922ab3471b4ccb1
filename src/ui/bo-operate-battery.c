/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* The day on which a battery was changed: chosen in a calendar, kept as a note about the accessory. */

typedef struct
{
  GtkWidget   *dialog; /* outlives the rest */
  BoWish      *wish;   /* its thing is the accessory */
  GtkCalendar *calendar;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  _bo_wish_free (question->wish);
  g_free (question);
}

static GDateTime *
day_to_time (const char *day)
{
  int year, month, number;

  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &number) != 3)
    return NULL;
  return g_date_time_new_local (year, month, number, 12, 0, 0);
}

char *
bo_operate_day_to_text (const char *day)
{
  g_autoptr (GDateTime) time = day_to_time (day);

  /* Translators: a day, see g_date_time_format(): "3 March 2026" */
  return time != NULL ? g_date_time_format (time, _("%-d %B %Y")) : g_strdup (day);
}

static char *
sentence_for (const char *day)
{
  g_autofree char *text = bo_operate_day_to_text (day);

  return g_strdup_printf (_("The battery was changed on %s."), text);
}

/* What the note says goes along, where nobody wrote anything else into it. */
static void
change_sentence (BoDraft *draft, BoAccessory *accessory, const char *sentence)
{
  BoDocument *note = NULL;
  g_autofree char *before = bo_accessory_dup_battery_changed (accessory, &note);
  g_autofree char *said = before != NULL ? sentence_for (before) : NULL;

  if (note != NULL && g_strcmp0 (bo_document_get_body (note), said) == 0)
    bo_compose_set_body (draft, note, sentence, NULL);
}

static char *
dup_day (Question *question)
{
  g_autoptr (GDateTime) time = gtk_calendar_get_date (question->calendar);

  return g_date_time_format (time, "%Y-%m-%d");
}

static void
answered_cb (gpointer data)
{
  Question *question = data;
  BoWish *wish = _bo_wish_next (question->wish);
  g_autofree char *day = dup_day (question);
  g_autofree char *sentence = sentence_for (day);
  g_autofree char *id = bo_uuid_random ();
  g_autofree char *name = NULL;
  BoAccessory *accessory;
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL)
    return;
  accessory = BO_ACCESSORY (wish->thing);
  name = g_strdup_printf (_("Battery of “%s”"), bo_thing_get_display_name (wish->thing));
  draft = bo_draft_new ();
  change_sentence (draft, accessory, sentence);
  bo_compose_battery_changed (draft, accessory, id, day, name, sentence, &error);
  wish->done = g_strdup (_("The day was noted"));
  _bo_wish_try (wish, draft, error);
}

/* Nobody changes a battery tomorrow. */
static void
selected_cb (Question *question)
{
  g_autofree char *day = dup_day (question);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  bo_ask_set_ready (question->dialog, g_strcmp0 (day, today) <= 0);
}

/**
 * bo_operate_note_battery:
 * @from: a widget of the window
 * @client: the client
 * @accessory: whose battery
 *
 * Asks for the day, beginning with the one that is noted, else with today.
 */
void
bo_operate_note_battery (GtkWidget *from, BoClient *client, BoAccessory *accessory)
{
  g_autofree char *day = bo_accessory_dup_battery_changed (accessory, NULL);
  g_autoptr (GDateTime) noted = day != NULL ? day_to_time (day) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);
  g_autofree char *body =
    g_strdup_printf (_("It is kept as a note about “%s”."), bo_thing_get_display_name (BO_THING (accessory)));
  GtkWidget *calendar = gtk_calendar_new ();
  Question *question = g_new0 (Question, 1);

  question->wish = _bo_wish_new (from, client, BO_THING (accessory));
  question->calendar = GTK_CALENDAR (calendar);
  gtk_calendar_select_day (question->calendar, noted != NULL ? noted : now);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Day"), -1);
  question->dialog = bo_ask_with (from, _("When Was the Battery Changed?"), body, calendar, _("_Note"), false,
                                  answered_cb, question, question_free);
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (selected_cb), question);
  selected_cb (question);
}
