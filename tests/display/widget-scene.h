/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-widgets.h"

/* Widgets alone, with the gallery's home, and what they asked for last. */

typedef struct
{
  BoModel  *model;
  unsigned  operated;
  unsigned  activated;
  char     *type;
  char     *json;
} Fixture;

void set_up    (Fixture *fixture, const void *data);
void tear_down (Fixture *fixture, const void *data);

/* (nullable): the button in @from that a person finds by @name: its words, its tooltip, or what is read aloud */
GtkWidget *find_button (GtkWidget *from, const char *name);
