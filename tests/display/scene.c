/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scene.h"

#include "bo-day.h"
#include "bo-widgets.h"

/* Long enough for a busy machine; what is waited for comes at once. A frame of a long list takes a hundred times as long
 * under the address sanitizer, which looks at the stack of each allocation. */
#ifdef __SANITIZE_ADDRESS__
#define PATIENCE_SECONDS 900
#else
#define PATIENCE_SECONDS 120
#endif

void
scene_init (int *argc, char ***argv)
{
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (argc, argv, NULL);
}

/* --- waiting --- */

static gboolean
late_cb (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

void
wait_for (GAsyncResult **result)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);

  while (*result == NULL && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

void
wait_until (const char *what, Condition condition, gpointer data)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("Waited %d s in vain: %s", PATIENCE_SECONDS, what);
  g_source_remove (source);
}

void
edit_finish (BoClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  wait_for (result);
  id = bo_client_edit_finish (client, *result, &error);
  g_assert_no_error (error);
  g_clear_object (result);
}

void
sync_now (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_client_sync_async (client, NULL, take_result_cb, &result);
  wait_for (&result);
  report = bo_client_sync_finish (client, result, &error);
  g_assert_no_error (error);
}

/* --- looking --- */

void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

/* (nullable): what @widget calls itself in words */
static const char *
words_of (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return NULL;
}

unsigned int
count_labelled (GtkWidget *from, const char *words)
{
  unsigned int n = GTK_IS_LABEL (from) && gtk_widget_get_mapped (from)
                   && g_str_equal (gtk_label_get_text (GTK_LABEL (from)), words);

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_labelled (child, words);
  return n;
}

GtkWidget *
find_labelled (GtkWidget *from, const char *label)
{
  const char *words = words_of (from);
  g_autofree char *plain = words != NULL ? g_strdup (words) : NULL;

  if (plain != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (plain, "_", -1);
      g_autofree char *joined = g_strjoinv ("", parts);

      if (gtk_widget_get_child_visible (from) && gtk_widget_get_mapped (from) && g_str_equal (joined, label))
        return from;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labelled (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find_type (GtkWidget *from, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (from), type) && gtk_widget_get_mapped (from) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

GtkWidget *
find_tooltip (GtkWidget *from, const char *tooltip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (from) && gtk_widget_get_mapped (from)
      && g_strcmp0 (gtk_widget_get_tooltip_text (from), tooltip) == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tooltip (child, tooltip);
  return found;
}

GtkWidget *
row_titled (GtkWidget *from, const char *title)
{
  if (ADW_IS_ENTRY_ROW (from) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (from)), title))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = row_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
unfold (GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    unfold (child);
}

/* --- the home --- */

BoAccessory *
accessory_named (BoClient *client, const char *name)
{
  g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (client), BO_TYPE_ACCESSORY, name);

  g_assert_cmpuint (found->len, >, 0);
  return g_ptr_array_index (found, 0);
}

double
number (BoClient *client, const char *accessory, const char *type)
{
  BoCharacteristic *found = bo_accessory_find_characteristic (accessory_named (client, accessory), type);

  g_assert_nonnull (found);
  return bo_characteristic_get_double (found, -1);
}

/* --- midnight --- */

char *
go_to_another_day (int64_t time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  /* The day before, or the one after */
  int hours = g_date_time_get_hour (utc) < 12 ? -1 - g_date_time_get_hour (utc) : 24 - g_date_time_get_hour (utc);
  g_autoptr (GDateTime) there = g_date_time_add_hours (utc, hours);
  g_autofree char *elsewhere = g_strdup_printf ("%+03d", hours);

  g_setenv ("TZ", elsewhere, TRUE);
  bo_day_look (bo_day_get ());
  return g_date_time_format (there, "%H:%M");
}

void
come_back (void)
{
  g_setenv ("TZ", "UTC", TRUE);
  bo_day_look (bo_day_get ());
}
