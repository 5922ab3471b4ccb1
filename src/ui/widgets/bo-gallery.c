/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bo-gallery-home-private.h"
#include "bo-gallery-private.h"
#include "bo-service-row.h"
#include "bo-widgets.h"

GtkWidget *
_bo_gallery_add_section (GtkWidget  *page,
                         const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "title-2");
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (GTK_BOX (page), section);
  return section;
}

GtkWidget *
_bo_gallery_add_flow (GtkWidget *section)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 18);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  gtk_box_append (GTK_BOX (section), flow);
  return flow;
}

void
_bo_gallery_flow_add (GtkWidget *flow,
                      GtkWidget *child)
{
  GtkWidget *cell = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (cell, FALSE);
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (cell), child);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), cell, -1);
}

static void
add_dial (GtkWidget  *flow,
          const char *label,
          const char *caption,
          BoDialTint  tint,
          bool        range)
{
  GtkWidget *dial = bo_dial_new (label);

  bo_dial_set_range (BO_DIAL (dial), range);
  bo_dial_set_value (BO_DIAL (dial), range ? 19 : tint == BO_DIAL_TINT_COOLING ? 23 : 21.5);
  bo_dial_set_high (BO_DIAL (dial), 25);
  bo_dial_set_current (BO_DIAL (dial), tint == BO_DIAL_TINT_COOLING ? 26 : 20.8);
  bo_dial_set_unit (BO_DIAL (dial), "°C", 1);
  bo_dial_set_tint (BO_DIAL (dial), tint);
  bo_dial_set_caption (BO_DIAL (dial), caption);
  bo_dial_set_read_only (BO_DIAL (dial), tint == BO_DIAL_TINT_NONE);
  _bo_gallery_flow_add (flow, dial);
}

static void
add_dials (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Dials")));

  add_dial (flow, _("Heating"), _("Heat to"), BO_DIAL_TINT_HEATING, false);
  add_dial (flow, _("Cooling"), _("Cool to"), BO_DIAL_TINT_COOLING, false);
  add_dial (flow, _("Automatic"), _("Keep between"), BO_DIAL_TINT_AUTO, true);
  add_dial (flow, _("Off"), _("Off"), BO_DIAL_TINT_NONE, false);
}

static void
add_sliders (GtkWidget *page)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("Sliders"));
  GtkWidget *brightness = bo_big_slider_new (_("Brightness"), "bo-light-on-symbolic");
  GtkWidget *volume = bo_big_slider_new (_("Volume"), "bo-speaker-symbolic");
  GtkWidget *warmth = bo_color_temperature_strip_new (_("Colour temperature"));

  bo_big_slider_set_unit (BO_BIG_SLIDER (brightness), "%", 0);
  bo_big_slider_set_value (BO_BIG_SLIDER (brightness), 62);
  bo_big_slider_set_tint (BO_BIG_SLIDER (brightness), &(GdkRGBA){ 0.96, 0.77, 0.27, 1 });
  bo_big_slider_set_unit (BO_BIG_SLIDER (volume), "%", 0);
  bo_color_temperature_strip_set_kelvin (BO_COLOR_TEMPERATURE_STRIP (warmth), 2700);
  gtk_box_append (GTK_BOX (section), brightness);
  gtk_box_append (GTK_BOX (section), volume);
  gtk_box_append (GTK_BOX (section), warmth);
}

static void
add_drawings (GtkWidget *page)
{
  static const double positions[] = { 40, 70, 35 };
  const char *labels[] = { _("Blind"), _("Door"), _("Garage door") };
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Colours and Openings")));
  GtkWidget *disc = bo_color_disc_new (_("Colour"));

  bo_color_disc_set_color (BO_COLOR_DISC (disc), 265, 60);
  _bo_gallery_flow_add (flow, disc);
  for (int i = BO_BLIND_SLATS; i <= BO_BLIND_GARAGE; i++)
    {
      GtkWidget *blind = bo_blind_new (labels[i], i);

      bo_blind_set_position (BO_BLIND (blind), positions[i]);
      _bo_gallery_flow_add (flow, blind);
    }
}

static void
add_locks (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Locks")));

  for (int i = BO_LOCK_UNKNOWN; i <= BO_LOCK_UNLOCKING; i++)
    {
      GtkWidget *lock = bo_lock_button_new (_("Front door"));

      bo_lock_button_set_state (BO_LOCK_BUTTON (lock), i);
      _bo_gallery_flow_add (flow, lock);
    }
}

/* @values: as many as @types; a list with them under three names, the last a long one */
static GListModel *
three_presets (const char   *type,
               const double *values)
{
  static const char *const names[] = { "Evening", "Work", "As Ana likes it when we watch a film together" };
  GListStore *presets = g_list_store_new (BO_TYPE_PRESET);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BoPresetValue value = { type, values[i] };
      g_autoptr (BoPreset) preset = bo_preset_new (names[i], &value, 1);

      g_list_store_append (presets, preset);
    }
  return G_LIST_MODEL (presets);
}

/* Empty, one of them as it is now, all different from it. */
static void
add_presets (GtkWidget *page,
             BoModel   *model)
{
  static const char *const ids[] = { "light-color", "light-warm", "light-cold", "blind" };
  GtkWidget *section = _bo_gallery_add_section (page, _("Saved Colours and Positions"));
  g_autoptr (GListModel) warmths = three_presets ("color_temperature", (double[]){ 370, 200, 454 });
  g_autoptr (GListModel) positions = three_presets ("target_position", (double[]){ 60, 30, 0 });
  GListModel *presets[] = { NULL, warmths, warmths, positions };

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      BoAccessory *accessory = BO_ACCESSORY (bo_model_lookup (model, ids[i]));
      GtkWidget *row = bo_preset_row_new (bo_accessory_get_primary_service (accessory));

      bo_preset_row_set_presets (BO_PRESET_ROW (row), presets[i]);
      gtk_box_append (GTK_BOX (section), row);
    }
}

static void
add_badges (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("States")));
  GtkWidget *busy = bo_sync_indicator_new ();
  GtkWidget *waiting = bo_sync_indicator_new ();
  GtkWidget *review = bo_sync_indicator_new ();

  for (int i = BO_STATUS_PENDING; i <= BO_STATUS_UNREADABLE; i++)
    {
      GtkWidget *badge = bo_state_badge_new ();

      bo_state_badge_set_status (BO_STATE_BADGE (badge), i);
      _bo_gallery_flow_add (flow, badge);
    }
  bo_sync_indicator_set (BO_SYNC_INDICATOR (busy), "emblem-synchronizing-symbolic", _("Up to date"), NULL, NULL);
  bo_sync_indicator_set_busy (BO_SYNC_INDICATOR (busy), true);
  bo_sync_indicator_set (BO_SYNC_INDICATOR (waiting), "bo-waiting-symbolic", _("Offline"), _("3 waiting"), NULL);
  bo_sync_indicator_set (BO_SYNC_INDICATOR (review), "bo-conflict-symbolic", _("1 to review"), NULL, "warning");
  _bo_gallery_flow_add (flow, busy);
  _bo_gallery_flow_add (flow, waiting);
  _bo_gallery_flow_add (flow, review);
}

static void
add_control (GtkWidget   *flow,
             BoAccessory *accessory,
             bool         guest)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *name = gtk_label_new (bo_thing_get_display_name (BO_THING (accessory)));
  BoService *service = bo_accessory_get_primary_service (accessory);
  GtkWidget *control;

  if (service == NULL)
    {
      g_autoptr (GListModel) services = g_object_ref (bo_accessory_get_services (accessory));
      g_autoptr (BoService) first = g_list_model_get_item (services, 0);

      service = first;
    }
  if (service == NULL)
    return;
  control = bo_service_control_new (service);
  if (guest)
    bo_service_control_set_read_only_reason (BO_SERVICE_CONTROL (control), _("Guests can look, but not change this."));
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "gallery-card");
  gtk_box_append (GTK_BOX (card), name);
  gtk_box_append (GTK_BOX (card), control);
  gtk_widget_set_size_request (card, 300, -1);
  _bo_gallery_flow_add (flow, card);
}

static void
add_controls (GtkWidget  *page,
              GListModel *accessories)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Services")));

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      add_control (flow, accessory, i == 0);
    }
}

/* What has no large control: folded and open, for a guest too, and a value of each kind. */
static void
add_rows (GtkWidget *page,
          BoModel   *model)
{
  static const char *const ids[] = { "thermostat", "battery", "unknown" };
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      BoAccessory *accessory = BO_ACCESSORY (bo_model_lookup (model, ids[i]));
      g_autoptr (BoService) service = g_list_model_get_item (bo_accessory_get_services (accessory), 0);
      GtkWidget *row = bo_service_row_new (service);

      bo_service_row_set_read_only (BO_SERVICE_ROW (row), i == 1);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), i > 0);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (GTK_BOX (_bo_gallery_add_section (page, _("Rows"))), list);
}

/**
 * bo_gallery_new:
 *
 * Returns: (transfer floating): a scrolling page with every widget in all its states. Nothing
 *   on it is connected to anything.
 */
GtkWidget *
bo_gallery_new (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 36);
  BoModel *model = _bo_gallery_home_new ();
  GtkWidget *tiles;

  bo_widgets_init ();
  tiles = bo_tile_grid_new (bo_model_get_accessories (model), true);
  bo_tile_grid_set_scrolling (BO_TILE_GRID (tiles), false);
  gtk_widget_add_css_class (page, "gallery");
  gtk_widget_add_css_class (clamp, "background");
  gtk_box_append (GTK_BOX (_bo_gallery_add_section (page, _("Tiles"))), tiles);
  _bo_gallery_add_bars (page);
  _bo_gallery_add_parts (page);
  _bo_gallery_add_charts (page, model);
  add_dials (page);
  add_sliders (page);
  add_drawings (page);
  add_presets (page, model);
  add_locks (page);
  add_badges (page);
  add_rows (page, model);
  _bo_gallery_add_details (page);
  add_controls (page, bo_model_get_accessories (model));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  g_object_set_data_full (G_OBJECT (scroller), "bo-model", model, g_object_unref);
  return scroller;
}
