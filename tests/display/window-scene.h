/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-demo.h"
#include "bo-palette-entry.h"
#include "bo-tile.h"
#include "bo-window.h"
#include "scene.h"

/* The demo home in a real window, hands that press and click, and another device to see what they did. */

typedef struct
{
  BoDemo     *demo;
  BoClient   *client;
  BoClient   *other;
  BoWindow   *window;
  char       *folder;
} Fixture;

typedef struct
{
  BoClient   *client;
  const char *id;
  bool        before;
} Switch;

/* (transfer full): what every program begins with, instead of scene_init(): the application the windows belong to, and
   g_test_init() */
AdwApplication *window_scene_init (int *argc, char ***argv);

bool is_true (gpointer data);
void xdotool (const char *const *arguments);
void press (const char *key);
void click (BoWindow *window, GtkWidget *widget);
void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);
BoAccessory *find_light (BoClient *client);
bool is_on (BoClient *client, const char *id);
bool is_switched (gpointer data);
GtkWidget *show_tile (Fixture *fixture, BoAccessory *light);
void assert_seen_at_hub (Fixture *fixture, const char *id, bool on);
bool is_at_details (gpointer data);
bool is_at_room (gpointer data);
void go_to_tile (GtkWidget *tile);
/* From wherever the focus is to @widget, or into it, by Tab and Down alone. */
void go_to (GtkWidget *widget);
void connect_client (BoClient *client, const char *url, const BoCredentials *credentials);
/* (nullable): the window of @type that is open */
gpointer find_toplevel (GType type);
bool is_palette_ready (gpointer data);
/* Enter would take the entry with the title @data. */
bool is_selected (gpointer data);
bool is_back_at_window (gpointer data);
/* (transfer full): all that the palette offers */
BoPaletteGathering *gather_all (Fixture *fixture);
