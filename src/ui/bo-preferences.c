/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-notify.h"
#include "bo-preferences-private.h"
#include "bo-preferences.h"
#include "bo-search.h"
#include "bo-window.h"

#define HALF_HOURS 48

struct _BoPreferences
{
  AdwPreferencesWindow parent_instance;

  BoClient  *client;
  GSettings *settings;
  bool       loading;   /* the rows follow what is kept, not the other way round */
  GtkSwitch *kinds[BO_N_NOTICE_KINDS]; /* NULL for what is always told */

  AdwPreferencesPage  *general;
  AdwComboRow         *unit;
  AdwComboRow         *start;
  AdwComboRow         *density;
  GtkSwitch           *background;
  GtkSwitch           *search;
  GtkSwitch           *names;
  GtkSwitch           *discovery;
  AdwPreferencesGroup *kinds_group;
  AdwExpanderRow      *quiet;
  AdwComboRow         *from;
  AdwComboRow         *to;
};

G_DEFINE_FINAL_TYPE (BoPreferences, bo_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
save_rules (BoPreferences *self)
{
  BoNoticeRules rules = { 0 };

  if (self->loading)
    return;
  for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
    rules.muted[kind] = self->kinds[kind] != NULL && !gtk_switch_get_active (self->kinds[kind]);
  rules.quiet = adw_expander_row_get_enable_expansion (self->quiet);
  rules.from = (int) adw_combo_row_get_selected (self->from) * 30;
  rules.to = (int) adw_combo_row_get_selected (self->to) * 30;
  rules.discreet = !gtk_switch_get_active (self->names);
  bo_notify_save_rules (self->client, &rules);
}

static void
load_rules (BoPreferences *self)
{
  BoNoticeRules rules;

  bo_notify_read_rules (self->client, &rules);
  self->loading = true;
  for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
    if (self->kinds[kind] != NULL)
      gtk_switch_set_active (self->kinds[kind], !rules.muted[kind]);
  adw_combo_row_set_selected (self->from, (unsigned int) rules.from / 30);
  adw_combo_row_set_selected (self->to, (unsigned int) rules.to / 30);
  adw_expander_row_set_enable_expansion (self->quiet, rules.quiet);
  gtk_switch_set_active (self->names, !rules.discreet);
  self->loading = false;
}

/* Every half hour, as the locale writes the time. */
static void
fill_hours (AdwComboRow *row)
{
  g_autoptr (GtkStringList) hours = gtk_string_list_new (NULL);

  for (int i = 0; i < HALF_HOURS; i++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (2000, 1, 1, i / 2, i % 2 * 30, 0);
      /* Translators: a time of the day, as g_date_time_format() takes it: 22:30 */
      g_autofree char *text = g_date_time_format (time, _("%H:%M"));

      gtk_string_list_append (hours, text);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (hours));
}

GtkWidget *
_bo_preferences_row (const char *title, const char *subtitle, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  return row;
}

/* The toolkit doesn't say what the switch of an expander is of. */
static void
name_switch (GtkWidget *widget, const char *name)
{
  if (GTK_IS_SWITCH (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_switch (child, name);
}

static void
allow_cb (GtkSwitch *toggle, GParamSpec *pspec, BoPreferences *self)
{
  bo_client_set_setting (self->client, g_object_get_data (G_OBJECT (toggle), "bo-forbids"),
                         gtk_switch_get_active (toggle) ? NULL : "1");
}

/* @toggle is off where the home's setting @key forbids something. */
static void
bind_allowed (BoPreferences *self, GtkSwitch *toggle, const char *key)
{
  gtk_switch_set_active (toggle, bo_client_get_setting (self->client, key) == NULL);
  g_object_set_data (G_OBJECT (toggle), "bo-forbids", (gpointer) key);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (allow_cb), self, 0);
}

static void
add_kind (BoPreferences *self, BoNoticeKind kind)
{
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_group_add (self->kinds_group, _bo_preferences_row (bo_notice_kind_to_text (kind), NULL, toggle));
  self->kinds[kind] = GTK_SWITCH (toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (save_rules), self, G_CONNECT_SWAPPED);
}

static gboolean
enum_to_row (GValue *value, GVariant *variant, gpointer data)
{
  const char *const *nicks = data;
  const char *nick = g_variant_get_string (variant, NULL);

  for (unsigned int i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], nick))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
row_to_enum (const GValue *value, const GVariantType *type, gpointer data)
{
  const char *const *nicks = data;
  unsigned int selected = g_value_get_uint (value);

  return selected < g_strv_length ((char **) nicks) ? g_variant_new_string (nicks[selected]) : NULL;
}

static void
bind_combo (BoPreferences *self, const char *key, AdwComboRow *row, const char *const *nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, enum_to_row,
                                row_to_enum, (gpointer) nicks, NULL);
}

static void
test_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "test-notification", NULL);
}

static void
bo_preferences_dispose (GObject *object)
{
  BoPreferences *self = BO_PREFERENCES (object);

  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bo_preferences_parent_class)->dispose (object);
}

static void
bo_preferences_class_init (BoPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/bo-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, general);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, unit);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, start);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, density);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, background);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, search);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, names);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, discovery);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, kinds_group);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, quiet);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, from);
  gtk_widget_class_bind_template_child (widget_class, BoPreferences, to);
  gtk_widget_class_install_action (widget_class, "preferences.test-notification", NULL, test_cb);
}

static void
bo_preferences_init (BoPreferences *self)
{
  static const char *const units[] = { "auto", "celsius", "fahrenheit", NULL };
  static const char *const starts[] = { "last", "home", "favourites", NULL };
  static const char *const densities[] = { "comfortable", "compact", NULL };

  self->settings = g_settings_new (BO_APPLICATION_ID);
  self->loading = true;
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_combo (self, "temperature-unit", self->unit, units);
  bind_combo (self, "start-page", self->start, starts);
  bind_combo (self, "density", self->density, densities);
  g_settings_bind (self->settings, "run-in-background", self->background, "active", G_SETTINGS_BIND_DEFAULT);
  name_switch (GTK_WIDGET (self->quiet), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->quiet)));
  fill_hours (self->from);
  fill_hours (self->to);
  for (BoNoticeKind kind = BO_NOTICE_OPEN; kind < BO_N_NOTICE_KINDS; kind++)
    add_kind (self, kind);
  g_signal_connect_object (self->quiet, "notify::enable-expansion", G_CALLBACK (save_rules), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "notify::selected", G_CALLBACK (save_rules), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "notify::selected", G_CALLBACK (save_rules), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "notify::active", G_CALLBACK (save_rules), self, G_CONNECT_SWAPPED);
}

void
_bo_preferences_leave (GtkWindow *preferences, const char *action, GVariant *target)
{
  g_autoptr (GVariant) kept = target != NULL ? g_variant_ref_sink (target) : NULL;
  GtkWindow *found = gtk_window_get_transient_for (preferences);
  g_autoptr (GtkWindow) window = found != NULL ? g_object_ref (found) : NULL;

  if (window == NULL)
    return;
  gtk_window_destroy (preferences);
  gtk_widget_activate_action_variant (GTK_WIDGET (window), action, kept);
}

BoPreferences *
bo_preferences_new (GtkWindow *window, BoClient *client)
{
  BoPreferences *self = g_object_new (BO_TYPE_PREFERENCES, "transient-for", window, NULL);
  bool demo = BO_IS_WINDOW (window) && bo_window_is_demo (BO_WINDOW (window));

  self->client = g_object_ref (client);
  load_rules (self);
  bind_allowed (self, self->discovery, BO_SETTING_NO_DISCOVERY);
  bind_allowed (self, self->search, BO_SETTING_NO_SEARCH);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (_bo_preferences_sync (client)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              ADW_PREFERENCES_PAGE (_bo_preferences_advanced (client, demo)));
  adw_preferences_page_add (self->general, ADW_PREFERENCES_GROUP (_bo_preferences_home ()));
  return self;
}
