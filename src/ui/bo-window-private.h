/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-home-switcher.h"
#include "bo-sidebar.h"
#include "bo-sync-button.h"
#include "bo-trust.h"
#include "bo-window.h"

G_BEGIN_DECLS

struct _BoWindow
{
  AdwApplicationWindow parent_instance;

  BoClient  *client;
  GSettings *settings;
  BoDemo    *demo;        /* nullable */
  GPtrArray *trail;       /* addresses one can go back to, the oldest first */
  BoPage    *page;        /* in front; owned by @pages or @alone_bin */
  BoHome    *scope;       /* (nullable) (unowned): of several homes, the one that is looked at */
  char      *wanted;      /* (nullable): where to begin, once the home is read */
  char      *typed;       /* (nullable): what the palette begins with then */

  GtkStack        *stack;
  AdwLeaflet      *leaflet;
  GtkWidget       *sidebar_box;
  GtkWidget       *content_box;
  AdwHeaderBar    *sidebar_header;
  AdwHeaderBar    *content_header;
  BoHomeSwitcher  *home_switcher;
  AdwWindowTitle  *page_title;
  AdwWindowTitle  *alone_title;
  AdwBin          *alone_bin;
  AdwBin          *header_bin;
  GtkWidget       *back_button;
  GtkWidget       *away_box; /* what stands in for the sidebar while it is put away */
  BoSyncButton    *away_sync;
  GtkStack        *pages;
  BoSidebar       *sidebar;
  BoTrustBar      *trust_bar;
};

void _bo_window_install_actions (GtkWidgetClass *widget_class);
void _bo_window_go_back         (BoWindow *self);
void _bo_window_listen          (BoWindow *self);
void _bo_window_rehearse        (BoWindow *self);

G_END_DECLS
