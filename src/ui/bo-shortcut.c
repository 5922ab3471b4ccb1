/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-shortcut.h"

/**
 * bo_shortcuts_of:
 * @window: a window
 *
 * Returns: (transfer container) (element-type GtkShortcut): borrowed shortcuts, valid as long as @window
 */
GPtrArray *
bo_shortcuts_of (GtkWidget *window)
{
  GPtrArray *shortcuts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        for (unsigned int j = 0; j < g_list_model_get_n_items (controller); j++)
          g_ptr_array_add (shortcuts, g_list_model_get_item (controller, j));
    }
  return shortcuts;
}

static bool
does (GtkShortcut *shortcut, const char *name, GVariant *argument)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  GVariant *given = gtk_shortcut_get_arguments (shortcut);

  if (!GTK_IS_NAMED_ACTION (action) || !g_str_equal (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)), name))
    return false;
  return argument == NULL || (given != NULL && g_variant_equal (given, argument));
}

/**
 * bo_shortcut_of_action:
 * @window: a window
 * @action: its full name, "win.sync-now"
 * @argument: (nullable): what it is activated with
 *
 * Returns: (transfer full) (nullable): the key, as gtk_accelerator_parse() reads it
 */
char *
bo_shortcut_of_action (GtkWidget *window, const char *action, GVariant *argument)
{
  g_autoptr (GPtrArray) shortcuts = bo_shortcuts_of (window);

  for (unsigned int i = 0; i < shortcuts->len; i++)
    if (does (shortcuts->pdata[i], action, argument))
      return gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcuts->pdata[i]));
  return NULL;
}
