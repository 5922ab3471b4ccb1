/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-preferences-private.h"

/* How this device synchronises, and how long what is changed here may wait. */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

typedef struct
{
  int         seconds;
  const char *text;
} Choice;

static const Choice asks[] = {
  { 0, N_ ("As It Seems Fit") },          { 5 * MINUTE, N_ ("Every 5 Minutes") },
  { 15 * MINUTE, N_ ("Every 15 Minutes") }, { HOUR, N_ ("Every Hour") },
  { BO_ASK_NEVER, N_ ("Only When I Ask") },
};
static const Choice comforts[] = {
  { HOUR, N_ ("1 Hour") }, { 6 * HOUR, N_ ("6 Hours") }, { DAY, N_ ("1 Day") }, { 3 * DAY, N_ ("3 Days") },
};
static const Choice mechanicals[] = {
  { 2 * MINUTE, N_ ("2 Minutes") }, { 5 * MINUTE, N_ ("5 Minutes") }, { 10 * MINUTE, N_ ("10 Minutes") },
  { 30 * MINUTE, N_ ("30 Minutes") },
};

/* The rows of one page; they die with it. */
typedef struct
{
  BoClient    *client;
  AdwComboRow *ask;
  GtkSwitch   *sparing;
  AdwComboRow *comfort;
  AdwComboRow *mechanical;
} Rows;

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  g_object_unref (rows->client);
  g_free (rows);
}

/* What is not among the choices shows as the next longer one. */
static unsigned int
find_choice (const Choice *choices, unsigned int n, int seconds)
{
  for (unsigned int i = 0; i < n; i++)
    if (choices[i].seconds == seconds)
      return i;
  for (unsigned int i = 0; i < n; i++)
    if (choices[i].seconds > seconds)
      return i;
  return n - 1;
}

static AdwComboRow *
combo (AdwPreferencesGroup *group, const char *title, const Choice *choices, unsigned int n, int seconds)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);

  for (unsigned int i = 0; i < n; i++)
    gtk_string_list_append (texts, _(choices[i].text));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (texts));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (choices, n, seconds));
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static void
save (Rows *rows)
{
  BoSyncRules rules = {
    asks[adw_combo_row_get_selected (rows->ask)].seconds,
    gtk_switch_get_active (rows->sparing),
    comforts[adw_combo_row_get_selected (rows->comfort)].seconds,
    mechanicals[adw_combo_row_get_selected (rows->mechanical)].seconds,
  };

  bo_client_set_sync_rules (rows->client, &rules);
}

static AdwPreferencesGroup *
group (AdwPreferencesPage *page, const char *title, const char *description)
{
  GtkWidget *made = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (made), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (made), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (made));
  return ADW_PREFERENCES_GROUP (made);
}

/* --- what this device is called --- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);
  GtkWidget *window = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_WINDOW);

  if (error != NULL && window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (error->message));
}

static void
apply_cb (AdwEntryRow *row, BoClient *client)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*name != '\0')
    bo_client_name_device_async (client, name, NULL, named_cb, g_object_ref (row));
}

static void
add_device (AdwPreferencesPage *page, BoClient *client)
{
  const char *name = bo_client_get_device_name (client);
  AdwPreferencesGroup *device = group (page, _("This Device"), _("Others see this name beside what you change here."));
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : g_get_host_name ());
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_sensitive (row, bo_client_get_store_error (client) == NULL);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), client, 0);
  adw_preferences_group_add (device, row);
}

static void
add_asking (AdwPreferencesPage *page, Rows *rows, const BoSyncRules *rules)
{
  AdwPreferencesGroup *asking = group (page, _("Looking for Changes"),
                                       _("A hub that tells of changes itself is not asked. What you change is sent "
                                         "at once, whatever is chosen here."));
  GtkWidget *sparing = gtk_switch_new ();

  rows->ask = combo (asking, _("Ask the Hub"), asks, G_N_ELEMENTS (asks), rules->ask_seconds);
  rows->sparing = GTK_SWITCH (sparing);
  gtk_switch_set_active (rows->sparing, rules->sparing);
  adw_preferences_group_add (asking, _bo_preferences_row (_("Less Often on Metered Networks"), NULL, sparing));
}

static void
add_waiting (AdwPreferencesPage *page, Rows *rows, const BoSyncRules *rules)
{
  AdwPreferencesGroup *waiting
      = group (page, _("Changes That Wait"),
               _("What could not be sent within this time is not sent any more, and you are told. It holds for what "
                 "is changed from now on."));
  GtkWidget *away = bo_kit_row (_("Unlocking, Opening, Disarming"),
                                _("10 minutes, after you confirmed it. This can’t be changed."), NULL);

  rows->comfort = combo (waiting, _("Lights, Climate, Media"), comforts, G_N_ELEMENTS (comforts),
                         rules->comfort_seconds);
  rows->mechanical = combo (waiting, _("Blinds, Doors, Unknown Devices"), mechanicals, G_N_ELEMENTS (mechanicals),
                            rules->mechanical_seconds);
  adw_preferences_group_add (waiting, away);
}

GtkWidget *
_bo_preferences_sync (BoClient *client)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  Rows *rows = g_new0 (Rows, 1);
  BoSyncRules rules;

  bo_client_get_sync_rules (client, &rules);
  rows->client = g_object_ref (client);
  adw_preferences_page_set_name (page, "sync");
  adw_preferences_page_set_title (page, _("Sync"));
  adw_preferences_page_set_icon_name (page, "emblem-synchronizing-symbolic");
  add_device (page, client);
  add_asking (page, rows, &rules);
  add_waiting (page, rows, &rules);
  g_signal_connect_swapped (rows->ask, "notify::selected", G_CALLBACK (save), rows);
  g_signal_connect_swapped (rows->sparing, "notify::active", G_CALLBACK (save), rows);
  g_signal_connect_swapped (rows->comfort, "notify::selected", G_CALLBACK (save), rows);
  g_signal_connect_swapped (rows->mechanical, "notify::selected", G_CALLBACK (save), rows);
  g_object_set_data_full (G_OBJECT (page), "bo-rows", rows, rows_free);
  return GTK_WIDGET (page);
}
