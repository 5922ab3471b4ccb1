/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"
#include "bo-preset.h"

/* Other lights become as one is: in what a person chooses, those that can. */

typedef enum
{
  ASPECT_ON,
  ASPECT_BRIGHTNESS,
  ASPECT_COLOR,
  N_ASPECTS,
} Aspect;

typedef struct
{
  BoService *light;
  GtkWidget *row;
  GtkWidget *check;
  GtkWidget *group; /* of its room */
} Target;

typedef struct
{
  GtkWidget *dialog;              /* outlives the rest */
  BoWish    *wish;                /* its thing is the accessory of the light */
  BoService *light;
  BoPreset  *color;               /* nullable: what it shines in */
  GtkSwitch *switches[N_ASPECTS]; /* nullable: what it hasn't */
  GtkWidget *nobody;              /* said where no light can */
  GPtrArray *targets;             /* of Target */
} Copy;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_object_unref (target->light);
  g_free (target);
}

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  _bo_wish_free (copy->wish);
  g_object_unref (copy->light);
  g_clear_object (&copy->color);
  g_ptr_array_unref (copy->targets);
  g_free (copy);
}

/* --- what a light has --- */

static const char *const types[] = { [ASPECT_ON] = "on", [ASPECT_BRIGHTNESS] = "brightness" };

/* (nullable): the value of an aspect other than the colour, where it can be written */
static BoCharacteristic *
value_of (BoService *light, Aspect aspect)
{
  BoCharacteristic *found = bo_service_find (light, types[aspect]);

  return found != NULL && bo_characteristic_get_writable (found) ? found : NULL;
}

static bool
can_take (Copy *copy, BoService *light, Aspect aspect)
{
  if (aspect == ASPECT_COLOR)
    return copy->color != NULL && bo_preset_fits (copy->color, light);
  return value_of (light, aspect) != NULL;
}

/* (nullable) (transfer full): what stands there in words */
static char *
words_for (BoService *light, Aspect aspect)
{
  g_autoptr (BoPreset) color = NULL;

  if (aspect != ASPECT_COLOR)
    return value_of (light, aspect) != NULL ? g_strdup (bo_characteristic_get_display (value_of (light, aspect))) : NULL;
  color = bo_preset_new_of (light, NULL);
  return color != NULL ? bo_preset_to_text (color) : NULL;
}

static bool
is_wanted (Copy *copy, Aspect aspect)
{
  return copy->switches[aspect] != NULL && gtk_switch_get_active (copy->switches[aspect]);
}

/* "On · 80 % · 2700 K": all that is wanted of @light */
static char *
describe (Copy *copy, BoService *light)
{
  char *text = NULL;

  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    {
      g_autofree char *words = is_wanted (copy, aspect) ? words_for (light, aspect) : NULL;
      g_autofree char *before = text;

      if (words == NULL)
        text = g_steal_pointer (&before);
      else
        text = before != NULL ? g_strdup_printf (_("%1$s · %2$s"), before, words) : g_steal_pointer (&words);
    }
  return text != NULL ? text : g_strdup ("");
}

/* --- what is chosen --- */

static bool
is_possible (Copy *copy, Target *target)
{
  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    if (is_wanted (copy, aspect) && !can_take (copy, target->light, aspect))
      return false;
  return is_wanted (copy, ASPECT_ON) || is_wanted (copy, ASPECT_BRIGHTNESS) || is_wanted (copy, ASPECT_COLOR);
}

static bool
is_chosen (Target *target)
{
  return gtk_widget_get_visible (target->row) && gtk_check_button_get_active (GTK_CHECK_BUTTON (target->check));
}

/* What it is now, and what it will be. */
static void
show_target (Copy *copy, Target *target)
{
  g_autofree char *before = describe (copy, target->light);
  g_autofree char *after = describe (copy, copy->light);
  /* Translators: what a light is, and what it will be */
  g_autofree char *text = g_strcmp0 (before, after) == 0 ? g_strdup_printf (_("%s, as it is"), before)
                                                         : g_strdup_printf (_("%1$s → %2$s"), before, after);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (target->row), text);
}

static void
changed_cb (Copy *copy)
{
  unsigned int n_chosen = 0, n_possible = 0;

  for (unsigned int i = 0; i < copy->targets->len; i++)
    gtk_widget_set_visible (((Target *) copy->targets->pdata[i])->group, FALSE);
  for (unsigned int i = 0; i < copy->targets->len; i++)
    {
      Target *target = g_ptr_array_index (copy->targets, i);
      bool possible = is_possible (copy, target);

      gtk_widget_set_visible (target->row, possible);
      if (!possible)
        continue;
      gtk_widget_set_visible (target->group, TRUE);
      show_target (copy, target);
      n_possible++;
      n_chosen += is_chosen (target);
    }
  gtk_widget_set_visible (copy->nobody, n_possible == 0);
  if (copy->dialog != NULL)
    bo_ask_set_ready (copy->dialog, n_chosen > 0);
}

/* --- doing it --- */

static void
compose_color (Copy *copy, BoDraft *draft, BoService *light)
{
  size_t n;
  const BoPresetValue *values = bo_preset_get_values (copy->color, &n);

  for (size_t i = 0; i < n; i++)
    {
      BoCharacteristic *to = bo_service_find (light, values[i].type);
      g_autofree char *json = to != NULL ? bo_characteristic_edit_double (to, values[i].value, NULL) : NULL;

      if (json != NULL)
        bo_compose_set (draft, BO_THING (bo_service_get_accessory (light)), bo_characteristic_get_path (to), json);
    }
}

static void
compose_value (Copy *copy, BoDraft *draft, BoService *light, Aspect aspect)
{
  BoCharacteristic *from = value_of (copy->light, aspect), *to = value_of (light, aspect);
  g_autofree char *json =
    aspect == ASPECT_ON ? bo_characteristic_edit_bool (to, bo_characteristic_get_bool (from, false), NULL)
                        : bo_characteristic_edit_double (to, bo_characteristic_get_double (from, 0), NULL);

  if (json != NULL)
    bo_compose_set (draft, BO_THING (bo_service_get_accessory (light)), bo_characteristic_get_path (to), json);
}

static void
compose_target (Copy *copy, BoDraft *draft, Target *target)
{
  if (is_wanted (copy, ASPECT_ON))
    compose_value (copy, draft, target->light, ASPECT_ON);
  if (is_wanted (copy, ASPECT_BRIGHTNESS))
    compose_value (copy, draft, target->light, ASPECT_BRIGHTNESS);
  if (is_wanted (copy, ASPECT_COLOR))
    compose_color (copy, draft, target->light);
}

/* The home may have changed meanwhile: what is there no longer, or can't any more, is left out. */
static bool
is_still_there (Copy *copy, Target *target)
{
  return bo_service_get_accessory (target->light) != NULL && bo_service_get_accessory (copy->light) != NULL
         && is_possible (copy, target);
}

static void
confirmed_cb (gpointer data)
{
  Copy *copy = data;
  BoWish *wish = _bo_wish_next (copy->wish);
  BoDraft *draft;
  unsigned long n = 0;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  for (unsigned int i = 0; i < copy->targets->len; i++)
    {
      Target *target = g_ptr_array_index (copy->targets, i);

      if (!is_chosen (target) || !is_still_there (copy, target))
        continue;
      compose_target (copy, draft, target);
      n++;
    }
  wish->done = g_strdup_printf (ngettext ("%lu light is as “%s” now", "%lu lights are as “%s” now", n), n,
                                bo_thing_get_display_name (wish->thing));
  _bo_wish_apply (wish, draft);
}

/* --- the question --- */

static GtkWidget *
boxed_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static GtkWidget *
plain_row (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  return row;
}

/* What is copied, each to be left out. */
static GtkWidget *
aspects_list (Copy *copy)
{
  const char *labels[] = { _("On or off"), _("Brightness"), _("Colour") };
  GtkWidget *list = boxed_list ();

  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    {
      g_autofree char *words = can_take (copy, copy->light, aspect) ? words_for (copy->light, aspect) : NULL;
      GtkWidget *row, *button;

      if (words == NULL || *words == '\0')
        continue;
      row = plain_row (labels[aspect]);
      button = gtk_switch_new ();
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      gtk_switch_set_active (GTK_SWITCH (button), TRUE);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, labels[aspect], -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
      g_signal_connect_swapped (button, "notify::active", G_CALLBACK (changed_cb), copy);
      copy->switches[aspect] = GTK_SWITCH (button);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}

static bool
is_light (BoService *service)
{
  const BoServiceSpec *spec = bo_service_get_spec (service);

  return spec != NULL && g_str_equal (spec->id, "lightbulb");
}

static unsigned int
count_lights (BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);
  unsigned int n = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      n += is_light (service);
    }
  return n;
}

/* Of an accessory with several lights, which of them. */
static char *
title_of (BoService *light)
{
  BoAccessory *accessory = bo_service_get_accessory (light);
  const char *name = bo_thing_get_display_name (BO_THING (accessory));

  if (count_lights (accessory) == 1)
    return g_strdup (name);
  return g_strdup_printf (_("%1$s · %2$s"), name, bo_service_get_label (light));
}

static void
add_target (Copy *copy, BoService *light, GtkWidget *group, GtkWidget *list)
{
  g_autofree char *title = title_of (light);
  Target *target = g_new0 (Target, 1);

  target->light = g_object_ref (light);
  target->group = group;
  target->row = plain_row (title);
  target->check = gtk_check_button_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (target->check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (target->row), target->check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (target->row), target->check);
  g_signal_connect_swapped (target->check, "toggled", G_CALLBACK (changed_cb), copy);
  g_ptr_array_add (copy->targets, target);
  gtk_list_box_append (GTK_LIST_BOX (list), target->row);
}

static void
add_lights_of (Copy *copy, BoAccessory *accessory, GtkWidget *group, GtkWidget *list)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      if (is_light (service) && service != copy->light)
        add_target (copy, service, group, list);
    }
}

/* @room: (nullable): those in no room */
static void
add_room (Copy *copy, GtkWidget *box, BoRoom *room)
{
  GListModel *all = bo_client_list_accessories (copy->wish->client);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No Room"));
  GtkWidget *list = boxed_list ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (heading, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (heading)), -1);
  gtk_box_append (GTK_BOX (group), heading);
  gtk_box_append (GTK_BOX (group), list);
  gtk_box_append (GTK_BOX (box), group);
  gtk_widget_set_visible (group, FALSE);
  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (all, i);

      if (bo_accessory_get_room (accessory) == room)
        add_lights_of (copy, accessory, group, list);
    }
}

static GtkWidget *
content (Copy *copy)
{
  GListModel *rooms = bo_client_list_rooms (copy->wish->client);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  copy->nobody = gtk_label_new (_("No other light has all of this."));
  gtk_label_set_wrap (GTK_LABEL (copy->nobody), TRUE);
  gtk_widget_add_css_class (copy->nobody, "dim-label");
  gtk_box_append (GTK_BOX (box), aspects_list (copy));
  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      add_room (copy, box, room);
    }
  add_room (copy, box, NULL);
  gtk_box_append (GTK_BOX (box), copy->nobody);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 380);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

/**
 * bo_operate_copy_light:
 * @from: a widget of the window
 * @client: the client
 * @light: a service that is a light
 *
 * Asks what of @light is copied, and to which others; a light that lacks some of it isn't offered. Each is changed in
 * one step, all in one transaction; the toast takes all back.
 */
void
bo_operate_copy_light (GtkWidget *from, BoClient *client, BoService *light)
{
  BoAccessory *accessory = bo_service_get_accessory (light);
  g_autofree char *heading = NULL;
  Copy *copy;
  GtkWidget *extra;

  if (accessory == NULL)
    return;
  heading = g_strdup_printf (_("Copy “%s” to Other Lights"), bo_thing_get_display_name (BO_THING (accessory)));
  copy = g_new0 (Copy, 1);
  copy->wish = _bo_wish_new (from, client, BO_THING (accessory));
  copy->light = g_object_ref (light);
  copy->color = bo_preset_new_of (light, NULL);
  copy->targets = g_ptr_array_new_with_free_func (target_free);
  extra = content (copy);
  changed_cb (copy);
  copy->dialog = bo_ask_with (from, heading, NULL, extra, _("_Copy"), false, confirmed_cb, copy, copy_free);
  changed_cb (copy);
}
