/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>

#include "bo-base.h"
#include "bo-battery-row.h"
#include "bo-bell-row.h"
#include "bo-connections.h"
#include "bo-gallery-home-private.h"
#include "bo-heater-row.h"
#include "bo-history-list.h"
#include "bo-standing.h"

/* Wide enough for a row, narrow enough that two stand side by side. */
#define LIST_WIDTH 384

static GtkWidget *
add_flow (GtkWidget  *page,
          const char *title)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, title));

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  return flow;
}

static void
flow_add (GtkWidget *flow,
          GtkWidget *list)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  _bo_gallery_flow_add (flow, clamp);
  gtk_widget_set_valign (clamp, GTK_ALIGN_START);
}

/* --- what stands beside a service --- */

/* (transfer none): a list in @flow, for the states of a row one below the other */
static GtkListBox *
add_list (GtkWidget *flow)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  flow_add (flow, list);
  return GTK_LIST_BOX (list);
}

static void
add_bells (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (BoBellRule rule = BO_BELL_AS_ALL; rule <= BO_BELL_NEVER; rule++)
    {
      GtkWidget *row = bo_bell_row_new ();

      bo_bell_row_set_rule (BO_BELL_ROW (row), rule);
      gtk_list_box_append (list, row);
    }
}

/* Nobody noted it; somebody did; as a guest sees it. */
static void
add_batteries (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *row = bo_battery_row_new ();

      bo_battery_row_set_day (BO_BATTERY_ROW (row), i > 0 ? _("3 March 2026") : NULL);
      bo_battery_row_set_read_only (BO_BATTERY_ROW (row), i > 1);
      gtk_list_box_append (list, row);
    }
}

static void
add_heaters (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *row = bo_heater_row_new ();

      bo_heater_row_set_minutes (BO_HEATER_ROW (row), i == 0 ? 10 : 1);
      bo_heater_row_set_drives (BO_HEATER_ROW (row), i > 0);
      gtk_list_box_append (list, row);
    }
}

static void
add_beside (GtkWidget *page)
{
  GtkWidget *flow = add_flow (page, _("Beside a Service"));

  add_bells (flow);
  add_batteries (flow);
  add_heaters (flow);
}

/* --- what asks for a person --- */

/* Refused, for a reason and for none; changed by somebody, by nobody knows whom; as a guest sees it. */
static const struct
{
  const char  *id;
  BoSyncStatus status;
  const char  *problem;
  const char  *rival;
  const char  *sentence;
  bool         guest;
} standings[] = {
  { "refused", BO_STATUS_QUARANTINED, N_("The hub doesn’t know this room any more."), NULL, NULL, false },
  { "refused-somehow", BO_STATUS_QUARANTINED, NULL, NULL, NULL, false },
  { "two", BO_STATUS_CONFLICT, NULL, "Ana", N_("The hub kept Ana’s change, 21 minutes newer. Yours is safe."), false },
  { "two-somehow", BO_STATUS_CONFLICT, NULL, NULL, NULL, false },
  { "two-guest", BO_STATUS_CONFLICT, NULL, "Ben’s telephone in the kitchen", NULL, true },
};

static GtkWidget *
standing_of (BoModel *model,
             size_t   index)
{
  BoThing *thing = bo_model_lookup (model, standings[index].id);
  GtkWidget *standing = bo_standing_new (BO_ACCESSORY (thing));

  bo_thing_set_rival (thing, standings[index].rival);
  if (standings[index].sentence != NULL)
    bo_standing_set_sentence (BO_STANDING (standing), _(standings[index].sentence));
  bo_standing_set_read_only (BO_STANDING (standing), standings[index].guest);
  return standing;
}

static void
add_standings (GtkWidget *page)
{
  GtkWidget *flow = add_flow (page, _("What Asks for a Person"));
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (standings); i++)
    {
      g_autoptr (BoEntity) entity = bo_entity_new (standings[i].id, "1", "device", "Hall lamp", "{}", NULL, NULL, NULL);
      const char *problem = standings[i].problem;

      bo_model_batch_add_entity (batch, entity, standings[i].status, problem != NULL ? _(problem) : NULL, NULL);
    }
  bo_model_apply (model, batch);
  for (size_t i = 0; i < G_N_ELEMENTS (standings); i++)
    flow_add (flow, standing_of (model, i));
  g_object_set_data_full (G_OBJECT (flow), "bo-model", model, g_object_unref);
}

/* --- what an accessory is tied to --- */

static BoModel *
tied_home_new (void)
{
  static const char *const things[][4] = {
    { "hall", "room", "Hall", "{}" },
    { "lamp", "device", "Hall lamp",
      "{\"bridge_id\":\"bridge\",\"services\":[{\"id\":\"s\",\"service_type\":\"lightbulb\",\"is_primary\":true}]}" },
    { "bridge", "device", "Bridge", "{\"is_bridge\":true}" },
    { "button", "device", "Button on the wall between the hall and the stairs to the cellar", "{}" },
    { "app", "app", "Lumen", "{}" },
    { "motion", "automation", "Hall light on motion", "{}" },
    { "evening", "automation", "Evening", "{\"kind\":\"scene\",\"actions\":[{\"accessory_id\":\"lamp\"}]}" },
  };
  static const char *const edges[][3] = {
    { "lamp", "located_in", "hall" },     { "button", "controls", "lamp" },      { "lamp", "controlled_by_app", "app" },
    { "lamp", "depends_on", "bridge" },   { "lamp", "documented_by", "motion" },
  };
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (things); i++)
    _bo_gallery_add_entity (batch, things[i][0], things[i][1], things[i][2], things[i][3], BO_STATUS_SYNCED);
  for (size_t i = 0; i < G_N_ELEMENTS (edges); i++)
    _bo_gallery_add_edge (batch, edges[i][0], edges[i][1], edges[i][2]);
  bo_model_apply (model, batch);
  return model;
}

/* Tied in every way there is, and in one. */
static void
add_connections (GtkWidget *page)
{
  static const char *const ids[] = { "lamp", "button" };
  GtkWidget *flow = add_flow (page, _("Connections"));
  BoModel *model = tied_home_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    bo_connections_fill (add_list (flow), model, BO_ACCESSORY (bo_model_lookup (model, ids[i])));
  g_object_set_data_full (G_OBJECT (flow), "bo-model", model, g_object_unref);
}

/* --- what happened --- */

/* A change, several in one, a merge, of yesterday and of long ago; and nothing. */
static void
add_histories (GtkWidget *page)
{
  GtkWidget *flow = add_flow (page, _("History"));
  GtkWidget *full = bo_history_list_new ();
  const struct
  {
    const char *title;
    const char *who;
    int         hours;
  } entries[] = {
    { _("On: Off → On"), _("This device"), 0 },
    { _("Brightness: 40 % → 60 %\nColour temperature: 2700 K → 4000 K\nand 2 details more"), "Ana", 1 },
    { _("Both sides were merged\nName: “Lamp” → “Hall lamp”"), _("Ben, Ben’s telephone in the kitchen"), 26 },
    { _("Added"), _("Somebody"), 800 * 24 },
  };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (size_t i = 0; i < G_N_ELEMENTS (entries); i++)
    g_ptr_array_add (list, bo_history_entry_new (entries[i].title, entries[i].title, entries[i].who,
                                                 bo_clock_now () - entries[i].hours * INT64_C (3600) * G_USEC_PER_SEC));
  bo_history_list_set_entries (BO_HISTORY_LIST (full), list);
  flow_add (flow, full);
  flow_add (flow, bo_history_list_new ());
}

void
_bo_gallery_add_details (GtkWidget *page)
{
  add_beside (page);
  add_standings (page);
  add_connections (page);
  add_histories (page);
}
