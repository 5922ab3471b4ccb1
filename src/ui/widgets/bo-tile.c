/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-adjust-private.h"
#include "bo-day.h"
#include "bo-draw-private.h"
#include "bo-state-badge.h"
#include "bo-tile-private.h"

#define WIDTH 144
#define RADIUS 12
#define ICON 44

struct _BoTile
{
  GtkWidget     parent_instance;
  BoAccessory  *accessory;
  GSignalGroup *signals;
  GSignalGroup *noticed;   /* of the value whose age is said */
  unsigned int  refresh;
  bool          show_room;
  bool          read_only;
  bool          active;
  GdkRGBA       tint;
  GtkWidget    *box;
  GtkWidget    *button;
  GtkWidget    *image;
  GtkWidget    *badge;
  GtkWidget    *hint;      /* what the icon does, under the pointer or with the focus */
  GtkWidget    *name;
  GtkWidget    *room;
  GtkWidget    *summary;
  GtkWidget    *popover;
};

enum
{
  OPERATE,
  ACTIVATE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

typedef enum
{
  PROP_ACCESSORY = 1,
  PROP_SHOW_ROOM,
  PROP_READ_ONLY,
} BoTileProperty;

static GParamSpec *properties[PROP_READ_ONLY + 1];

G_DEFINE_FINAL_TYPE (BoTile, bo_tile, GTK_TYPE_WIDGET)

/* What is shown */

static const char *
group_color (BoAccessoryGroup group)
{
  switch (group)
    {
    case BO_ACCESSORY_GROUP_LIGHTS: return "tile_light_color";
    case BO_ACCESSORY_GROUP_CLIMATE: return "tile_climate_color";
    case BO_ACCESSORY_GROUP_OPENINGS: return "tile_opening_color";
    case BO_ACCESSORY_GROUP_SECURITY: return "tile_security_color";
    case BO_ACCESSORY_GROUP_MEDIA: return "tile_media_color";
    case BO_ACCESSORY_GROUP_SENSORS: return "tile_sensor_color";
    case BO_ACCESSORY_GROUP_OTHER: break;
    }
  return "accent_bg_color";
}

static void
update_tint (BoTile *self)
{
  BoService *service = bo_accessory_get_primary_service (self->accessory);
  BoAccessoryGroup group = bo_accessory_get_group (self->accessory);
  double red, green, blue;

  /* What doesn't answer isn't drawn as if it were known to be on. */
  self->active = bo_accessory_get_active (self->accessory) && bo_accessory_get_reachable (self->accessory);
  self->tint = _bo_draw_named_color (GTK_WIDGET (self), group_color (group), 1);
  if (group == BO_ACCESSORY_GROUP_LIGHTS && service != NULL && _bo_light_color (service, &red, &green, &blue))
    self->tint = (GdkRGBA){ red, green, blue, 1 };
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "alert"))
    self->tint = _bo_draw_named_color (GTK_WIDGET (self), "error_bg_color", 1);
  gtk_widget_remove_css_class (self->button, "on-light");
  gtk_widget_remove_css_class (self->button, "on-dark");
  if (self->active)
    gtk_widget_add_css_class (self->button, _bo_is_light (&self->tint) ? "on-light" : "on-dark");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               bool        set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static bool
has_tap (BoTile *self)
{
  BoCharacteristic *tap = self->accessory != NULL && !self->read_only
                          ? bo_accessory_get_tap_characteristic (self->accessory) : NULL;

  return tap != NULL && bo_characteristic_get_writable (tap);
}

/* Only where nothing else stands there: where a change stands matters more. */
static void
update_hint (BoTile *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self));
  bool asked = (flags & GTK_STATE_FLAG_PRELIGHT) != 0
               || (gtk_widget_has_focus (GTK_WIDGET (self)) && (flags & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0);

  gtk_widget_set_visible (self->hint, asked && *gtk_label_get_text (GTK_LABEL (self->hint)) != '\0'
                                        && !gtk_widget_get_visible (self->badge));
}

/* "Turn off Hall lamp" would need a verb for every kind; what it will be says it for all. */
static void
update_button (BoTile *self)
{
  const char *name = bo_thing_get_display_name (BO_THING (self->accessory));
  BoCharacteristic *tap = has_tap (self) ? bo_accessory_get_tap_characteristic (self->accessory) : NULL;
  BoService *service = tap != NULL ? bo_characteristic_get_service (tap) : NULL;
  g_autofree char *json = service != NULL ? bo_service_get_tap_value (service) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;

  if (json != NULL)
    {
      BoValue value = bo_value_read (bo_characteristic_get_value_type (tap), bo_json_wrap (json));

      words = bo_value_to_display (bo_characteristic_get_value_type (tap), &value);
      /* Translators: what pressing does: the name of a device and the state it is set to, "Hall lamp: Off" */
      text = g_strdup_printf (_("Set %s: %s"), name, words);
      /* Translators: what pressing the icon does, in little room: "Set: Off" */
      hint = g_strdup_printf (_("Set: %s"), words);
    }
  else
    /* Translators: opens the details of a device */
    text = g_strdup_printf (_("Details of %s"), name);
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  set_css_class (self->button, "no-tap", tap == NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  update_hint (self);
}

/* What the tile's name has no words for, and its badge no room: who listens hears it after the name. */
static void
update_description (BoTile *self)
{
  g_autofree char *reason = bo_thing_dup_reason (BO_THING (self->accessory));

  if (reason != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
update_texts (BoTile *self)
{
  BoThing *thing = BO_THING (self->accessory);
  BoRoom *room = bo_accessory_get_room (self->accessory);
  g_autofree char *summary = _bo_tile_dup_summary (self->accessory);
  g_autofree char *spoken = bo_accessory_get_spoken (self->accessory);
  g_autofree char *alert = bo_accessory_get_alert (self->accessory);

  gtk_label_set_text (GTK_LABEL (self->name), bo_thing_get_display_name (thing));
  gtk_label_set_text (GTK_LABEL (self->room), room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room"));
  gtk_widget_set_visible (self->room, self->show_room);
  gtk_label_set_text (GTK_LABEL (self->summary), *summary != '\0' || alert == NULL ? summary : alert);
  gtk_widget_set_tooltip_text (self->summary, alert != NULL ? alert : summary);
  set_css_class (GTK_WIDGET (self), "alert", alert != NULL);
  set_css_class (GTK_WIDGET (self), "unreachable", !bo_accessory_get_reachable (self->accessory));
  if (alert != NULL && bo_thing_get_status (thing) == BO_STATUS_SYNCED)
    bo_state_badge_set_text (BO_STATE_BADGE (self->badge), "bo-alert-symbolic", _("Needs attention"), "error");
  else
    bo_state_badge_set_accessory (BO_STATE_BADGE (self->badge), self->accessory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  update_description (self);
}

static void
update (BoTile *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  if (self->accessory == NULL)
    return;
  g_signal_group_set_target (self->noticed, _bo_tile_noticed (self->accessory));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), bo_accessory_get_icon_name (self->accessory));
  update_texts (self);
  update_tint (self);
  update_button (self);
}

static gboolean
refresh_cb (gpointer data)
{
  BoTile *self = data;

  self->refresh = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A batch notifies several properties: one update before the next frame is enough. */
static void
queue_refresh (BoTile *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, self, NULL);
}

/* What a person does */

static void
emit_operate (BoTile           *self,
              BoCharacteristic *characteristic,
              const char       *json)
{
  if (json != NULL)
    g_signal_emit (self, signals[OPERATE], 0, characteristic, json);
}

static void
activate (BoTile *self)
{
  if (self->accessory != NULL)
    g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
tap (BoTile *self)
{
  BoCharacteristic *characteristic;
  g_autofree char *json = NULL;

  if (!has_tap (self))
    {
      activate (self);
      return;
    }
  characteristic = bo_accessory_get_tap_characteristic (self->accessory);
  json = bo_service_get_tap_value (bo_characteristic_get_service (characteristic));
  emit_operate (self, characteristic, json);
}

/**
 * bo_tile_adjust:
 * @steps: how many steps up, or down where negative
 *
 * Asks by ::operate for more or less of what there is most of a reason to
 * adjust: brightness, volume, position, target temperature. Does nothing for
 * an accessory without.
 */
void
bo_tile_adjust (BoTile *self,
                int     steps)
{
  BoCharacteristic *characteristic;
  g_autofree char *json = NULL;
  double value;

  g_return_if_fail (BO_IS_TILE (self));

  characteristic = self->accessory != NULL && !self->read_only ? _bo_adjustable (self->accessory) : NULL;
  if (characteristic == NULL)
    return;
  value = bo_characteristic_get_double (characteristic, 0) + steps * _bo_adjust_step (characteristic);
  json = _bo_adjust_number (characteristic, value);
  emit_operate (self, characteristic, json);
}

static void
popover_closed_cb (BoTile *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
show_menu (BoTile *self,
           double  x,
           double  y)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->accessory == NULL)
    return;
  menu = _bo_tile_menu (self->accessory);
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (popover_closed_cb), self, G_CONNECT_SWAPPED);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ x, y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static gboolean
space_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  tap (BO_TILE (widget));
  return GDK_EVENT_STOP;
}

static gboolean
enter_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  activate (BO_TILE (widget));
  return GDK_EVENT_STOP;
}

static gboolean
adjust_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  bo_tile_adjust (BO_TILE (widget), g_variant_get_int32 (args));
  return GDK_EVENT_STOP;
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  show_menu (BO_TILE (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  return GDK_EVENT_STOP;
}

static void
body_released_cb (GtkGestureClick *gesture,
                  int              n_press,
                  double           x,
                  double           y,
                  BoTile          *self)
{
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    activate (self);
}

static void
secondary_cb (GtkGestureClick *gesture,
              int              n_press,
              double           x,
              double           y,
              BoTile          *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               BoTile              *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x, y);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 BoTile        *self)
{
  g_autoptr (GdkPaintable) picture = NULL;

  if (self->accessory == NULL || self->read_only)
    return NULL;
  picture = gtk_widget_paintable_new (GTK_WIDGET (self));
  gtk_drag_source_set_icon (source, picture, x, y);
  return gdk_content_provider_new_typed (BO_TYPE_ACCESSORY, self->accessory);
}

/* Drawing */

static void
bo_tile_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  BoTile *self = BO_TILE (widget);
  graphene_rect_t bounds;
  graphene_rect_t card = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRoundedRect round;

  if (self->active && self->accessory != NULL)
    {
      GdkRGBA wash = self->tint;

      wash.alpha = 0.14;
      gsk_rounded_rect_init_from_rect (&round, &card, RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &round);
      gtk_snapshot_append_color (snapshot, &wash, &card);
      gtk_snapshot_pop (snapshot);
      if (gtk_widget_compute_bounds (self->button, widget, &bounds))
        _bo_draw_disc (snapshot, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2,
                       bounds.size.width / 2, &self->tint);
    }
  GTK_WIDGET_CLASS (bo_tile_parent_class)->snapshot (widget, snapshot);
}

static void
bo_tile_state_flags_changed (GtkWidget     *widget,
                             GtkStateFlags  before)
{
  if (BO_TILE (widget)->button != NULL)
    update_hint (BO_TILE (widget));
}

static void
css_changed (GtkWidget         *widget,
             GtkCssStyleChange *change)
{
  BoTile *self = BO_TILE (widget);

  GTK_WIDGET_CLASS (bo_tile_parent_class)->css_changed (widget, change);
  if (self->accessory != NULL && self->button != NULL)
    queue_refresh (self);
}

/* The object */

static void
bo_tile_dispose (GObject *object)
{
  BoTile *self = BO_TILE (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->noticed);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->button = NULL;
  g_clear_object (&self->accessory);
  G_OBJECT_CLASS (bo_tile_parent_class)->dispose (object);
}

static void
bo_tile_get_property (GObject      *object,
                      unsigned int  id,
                      GValue       *value,
                      GParamSpec   *pspec)
{
  BoTile *self = BO_TILE (object);

  switch ((BoTileProperty) id)
    {
    case PROP_ACCESSORY:
      g_value_set_object (value, self->accessory);
      break;
    case PROP_SHOW_ROOM:
      g_value_set_boolean (value, self->show_room);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    }
}

static void
bo_tile_set_property (GObject      *object,
                      unsigned int  id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  BoTile *self = BO_TILE (object);

  switch ((BoTileProperty) id)
    {
    case PROP_ACCESSORY:
      bo_tile_set_accessory (self, g_value_get_object (value));
      break;
    case PROP_SHOW_ROOM:
      bo_tile_set_show_room (self, g_value_get_boolean (value));
      break;
    case PROP_READ_ONLY:
      bo_tile_set_read_only (self, g_value_get_boolean (value));
      break;
    }
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    unsigned int    key;
    GdkModifierType modifiers;
    int             steps;
  } adjusts[] = {
    { GDK_KEY_plus, 0, 1 },      { GDK_KEY_plus, GDK_SHIFT_MASK, 1 }, { GDK_KEY_equal, 0, 1 },
    { GDK_KEY_KP_Add, 0, 1 },    { GDK_KEY_minus, 0, -1 },            { GDK_KEY_KP_Subtract, 0, -1 },
  };

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, space_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, space_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (adjusts); i++)
    gtk_widget_class_add_binding (widget_class, adjusts[i].key, adjusts[i].modifiers, adjust_cb, "i", adjusts[i].steps);
}

static void
bo_tile_class_init (BoTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_tile_dispose;
  object_class->get_property = bo_tile_get_property;
  object_class->set_property = bo_tile_set_property;
  widget_class->snapshot = bo_tile_snapshot;
  widget_class->css_changed = css_changed;
  widget_class->state_flags_changed = bo_tile_state_flags_changed;

  properties[PROP_ACCESSORY] = g_param_spec_object ("accessory", NULL, NULL, BO_TYPE_ACCESSORY, flags);
  properties[PROP_SHOW_ROOM] = g_param_spec_boolean ("show-room", NULL, NULL, FALSE, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[OPERATE] = g_signal_new ("operate", BO_TYPE_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, BO_TYPE_CHARACTERISTIC, G_TYPE_STRING);
  signals[ACTIVATE] = g_signal_new ("activate", BO_TYPE_TILE, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[ACTIVATE]);
  add_bindings (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static GtkWidget *
build_label (const char *style,
             int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (lines > 1)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), lines);
      /* Not narrower than its ellipsis, which GTK 4.8 takes for a mistake. */
      gtk_label_set_width_chars (GTK_LABEL (label), 3);
    }
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
build_top (BoTile *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = gtk_button_new ();
  self->image = gtk_image_new ();
  self->badge = bo_state_badge_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), self->image);
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 20);
  gtk_widget_set_size_request (self->button, ICON, ICON);
  gtk_widget_set_valign (self->button, GTK_ALIGN_START);
  /* Space does the same, so that a tile is one stop for the keyboard. */
  gtk_widget_set_focusable (self->button, FALSE);
  gtk_widget_add_css_class (self->button, "tile-icon");
  gtk_widget_add_css_class (self->button, "circular");
  self->hint = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->hint, "tile-hint");
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_set_hexpand (self->hint, TRUE);
  gtk_widget_set_halign (self->hint, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->badge, TRUE);
  bo_state_badge_set_emblem (BO_STATE_BADGE (self->badge));
  gtk_box_append (GTK_BOX (top), self->button);
  gtk_box_append (GTK_BOX (top), self->badge);
  gtk_box_append (GTK_BOX (top), self->hint);
  gtk_box_append (GTK_BOX (self->box), top);
}

static void
build (BoTile *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "tile-box");
  build_top (self);
  self->name = build_label ("tile-name", 2);
  self->room = build_label ("tile-room", 1);
  self->summary = build_label ("tile-summary", 1);
  gtk_widget_set_visible (self->room, FALSE);
  gtk_widget_set_vexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (texts), self->room);
  gtk_box_append (GTK_BOX (texts), self->name);
  gtk_box_append (GTK_BOX (texts), self->summary);
  gtk_box_append (GTK_BOX (self->box), texts);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
add_controllers (BoTile *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *body = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (body, "released", G_CALLBACK (body_released_cb), self);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_cb), self);
  g_signal_connect (press, "pressed", G_CALLBACK (long_press_cb), self);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (body));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (secondary));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

static void
bo_tile_init (BoTile *self)
{
  build (self);
  add_controllers (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (tap), self, G_CONNECT_SWAPPED);
  self->noticed = g_signal_group_new (BO_TYPE_CHARACTERISTIC);
  g_signal_group_connect_swapped (self->noticed, "notify::since", G_CALLBACK (queue_refresh), self);
  g_signal_group_connect_swapped (self->noticed, "notify::trend", G_CALLBACK (queue_refresh), self);
  self->signals = g_signal_group_new (BO_TYPE_ACCESSORY);
  g_signal_group_connect_swapped (self->signals, "values-changed", G_CALLBACK (queue_refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (queue_refresh), self);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
}

/**
 * bo_tile_new:
 * @accessory: (nullable): what to show
 */
GtkWidget *
bo_tile_new (BoAccessory *accessory)
{
  return g_object_new (BO_TYPE_TILE, "accessory", accessory, NULL);
}

/**
 * bo_tile_get_accessory:
 *
 * Returns: (nullable) (transfer none): what it shows
 */
BoAccessory *
bo_tile_get_accessory (BoTile *self)
{
  g_return_val_if_fail (BO_IS_TILE (self), NULL);
  return self->accessory;
}

void
bo_tile_set_accessory (BoTile      *self,
                       BoAccessory *accessory)
{
  g_return_if_fail (BO_IS_TILE (self));
  if (!g_set_object (&self->accessory, accessory))
    return;
  g_signal_group_set_target (self->signals, accessory);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCESSORY]);
}

bool
bo_tile_get_show_room (BoTile *self)
{
  g_return_val_if_fail (BO_IS_TILE (self), false);
  return self->show_room;
}

void
bo_tile_set_show_room (BoTile *self,
                       bool    show_room)
{
  g_return_if_fail (BO_IS_TILE (self));
  if (self->show_room == show_room)
    return;
  self->show_room = show_room;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_ROOM]);
}

bool
bo_tile_get_read_only (BoTile *self)
{
  g_return_val_if_fail (BO_IS_TILE (self), false);
  return self->read_only;
}

void
bo_tile_set_read_only (BoTile *self,
                       bool    read_only)
{
  g_return_if_fail (BO_IS_TILE (self));
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

GtkWidget *
_bo_tile_new_prototype (void)
{
  BoTile *self = g_object_new (BO_TYPE_TILE, NULL);

  gtk_label_set_text (GTK_LABEL (self->name), "X\nX");
  gtk_label_set_text (GTK_LABEL (self->summary), "X");
  gtk_label_set_text (GTK_LABEL (self->room), "X");
  bo_state_badge_set_text (BO_STATE_BADGE (self->badge), "bo-waiting-symbolic", "X\nX", NULL);
  return g_object_ref_sink (GTK_WIDGET (self));
}

int
_bo_tile_uniform_height (GtkWidget *prototype,
                         int        width,
                         bool       show_room)
{
  int height;

  gtk_widget_set_visible (BO_TILE (prototype)->room, show_room);
  gtk_widget_measure (prototype, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}
