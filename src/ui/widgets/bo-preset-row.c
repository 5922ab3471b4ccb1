/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-preset-row.h"

#include <glib/gi18n-lib.h>

#include "bo-preset-chip.h"
#include "bo-wrap-layout.h"

struct _BoPresetRow
{
  GtkWidget   parent_instance;
  BoService  *service;
  GListModel *presets; /* nullable */
  GtkWidget  *add;     /* the last child */
  GtkWidget  *menu;    /* nullable: a popover */
};

enum
{
  CHOSEN,
  SAVE,
  RENAME,
  REMOVE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoPresetRow, bo_preset_row, GTK_TYPE_WIDGET)

static bool
is_position (BoPresetRow *self)
{
  return g_strcmp0 (bo_preset_kind_of (self->service), "position") == 0;
}

/* (nullable) */
static BoPreset *
preset_of (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "bo-preset");
}

/* (nullable): the chip that has the focus */
static GtkWidget *
focused_chip (BoPresetRow *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus != NULL && preset_of (focus) != NULL ? focus : NULL;
}

/* --- the menu of a chip --- */

static void
menu_closed_cb (BoPresetRow *self)
{
  GtkWidget *chip = g_object_get_data (G_OBJECT (self->menu), "bo-chip");

  if (chip != NULL && gtk_widget_get_parent (chip) == GTK_WIDGET (self))
    gtk_widget_grab_focus (chip);
}

static GtkWidget *
build_menu (BoPresetRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (menu, _("Re_name…"), "preset.rename");
  g_menu_append (menu, _("R_emove"), "preset.remove");
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_object (popover, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
show_menu (BoPresetRow *self,
           GtkWidget   *chip)
{
  graphene_rect_t bounds;

  if (self->menu == NULL)
    self->menu = build_menu (self);
  if (!gtk_widget_compute_bounds (chip, GTK_WIDGET (self), &bounds))
    return;
  g_object_set_data_full (G_OBJECT (self->menu), "bo-chip", g_object_ref (chip), g_object_unref);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGesture  *gesture,
            int          n_press,
            double       x,
            double       y,
            BoPresetRow *self)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static void
long_pressed_cb (GtkGesture  *gesture,
                 double       x,
                 double       y,
                 BoPresetRow *self)
{
  pressed_cb (gesture, 1, x, y, self);
}

static void
action_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BoPresetRow *self = BO_PRESET_ROW (widget);
  GtkWidget *chip = self->menu != NULL ? g_object_get_data (G_OBJECT (self->menu), "bo-chip") : NULL;

  if (chip != NULL)
    g_signal_emit (self, signals[g_str_equal (name, "preset.remove") ? REMOVE : RENAME], 0, preset_of (chip));
}

static gboolean
delete_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  GtkWidget *chip = focused_chip (BO_PRESET_ROW (widget));

  if (chip != NULL)
    g_signal_emit (widget, signals[REMOVE], 0, preset_of (chip));
  return chip != NULL;
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  GtkWidget *chip = focused_chip (BO_PRESET_ROW (widget));

  if (chip != NULL)
    show_menu (BO_PRESET_ROW (widget), chip);
  return chip != NULL;
}

/* --- the chips --- */

/* A press doesn't toggle: the model says what is pressed. */
static void
clicked_cb (GtkWidget   *chip,
            BoPresetRow *self)
{
  g_autoptr (BoPreset) preset = g_object_ref (preset_of (chip));
  bool matches = bo_preset_matches (preset, self->service);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), matches);
  if (!matches)
    g_signal_emit (self, signals[CHOSEN], 0, preset);
}

static void
save_cb (BoPresetRow *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static GtkWidget *
build_chip (BoPresetRow *self,
            BoPreset    *preset)
{
  GtkWidget *chip = _bo_preset_chip_new (preset);
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  g_object_set_data_full (G_OBJECT (chip), "bo-preset", g_object_ref (preset), g_object_unref);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (long_pressed_cb), self, 0);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (secondary));
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (hold));
  return chip;
}

static void
remove_chips (BoPresetRow *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)), *next; child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (preset_of (child) != NULL)
        gtk_widget_unparent (child);
    }
}

/* The focus stays where it was in the row: on the next one where its chip went. */
static void
rebuild (BoPresetRow *self)
{
  GtkWidget *focus = focused_chip (self);
  int place = -1;

  for (GtkWidget *child = focus; child != NULL; child = gtk_widget_get_prev_sibling (child))
    place++;
  remove_chips (self);
  for (unsigned int i = 0; self->presets != NULL && i < g_list_model_get_n_items (self->presets); i++)
    {
      g_autoptr (BoPreset) preset = g_list_model_get_item (self->presets, i);

      if (bo_preset_fits (preset, self->service))
        gtk_widget_insert_before (build_chip (self, preset), GTK_WIDGET (self), self->add);
    }
  bo_preset_row_refresh (self);
  focus = place >= 0 ? gtk_widget_get_first_child (GTK_WIDGET (self)) : NULL;
  for (; focus != NULL && focus != self->add && place > 0; place--)
    focus = gtk_widget_get_next_sibling (focus);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}

void
bo_preset_row_refresh (BoPresetRow *self)
{
  bool saved = false;

  g_return_if_fail (BO_IS_PRESET_ROW (self));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (preset_of (child) != NULL)
      {
        bool matches = bo_preset_matches (preset_of (child), self->service);

        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), matches);
        saved |= matches;
      }
  gtk_widget_set_visible (self->add, !saved);
}

/* --- the object --- */

static void
bo_preset_row_dispose (GObject *object)
{
  BoPresetRow *self = BO_PRESET_ROW (object);

  if (self->presets != NULL)
    g_signal_handlers_disconnect_by_data (self->presets, self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  remove_chips (self);
  g_clear_pointer (&self->add, gtk_widget_unparent);
  g_clear_object (&self->presets);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (bo_preset_row_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "preset.rename", NULL, action_cb);
  gtk_widget_class_install_action (klass, "preset.remove", NULL, action_cb);
  gtk_widget_class_add_binding (klass, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

static void
bo_preset_row_class_init (BoPresetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_preset_row_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  BO_TYPE_PRESET);
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RENAME] = g_signal_new ("rename", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  BO_TYPE_PRESET);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  BO_TYPE_PRESET);
  add_bindings (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, BO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_preset_row_init (BoPresetRow *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
bo_preset_row_new (BoService *service)
{
  BoPresetRow *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_PRESET_ROW, NULL);
  self->service = g_object_ref (service);
  self->add = _bo_preset_chip_new_to_add (is_position (self) ? _("Save This Position") : _("Save This Colour"));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_position (self) ? _("Saved positions") : _("Saved colours"), -1);
  return GTK_WIDGET (self);
}

BoService *
bo_preset_row_get_service (BoPresetRow *self)
{
  g_return_val_if_fail (BO_IS_PRESET_ROW (self), NULL);
  return self->service;
}

void
bo_preset_row_set_presets (BoPresetRow *self,
                           GListModel  *presets)
{
  g_return_if_fail (BO_IS_PRESET_ROW (self));

  if (self->presets != NULL)
    g_signal_handlers_disconnect_by_data (self->presets, self);
  g_set_object (&self->presets, presets);
  if (presets != NULL)
    g_signal_connect_object (presets, "items-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  rebuild (self);
}
