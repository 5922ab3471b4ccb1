/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* Pages of the preferences that are about one home: (transfer floating), for the window @client's home is shown in. */
GtkWidget *_bo_preferences_sync     (BoClient *client);
GtkWidget *_bo_preferences_advanced (BoClient *client, bool demo);
/* (transfer floating): a group of rows that lead to pages about the home */
GtkWidget *_bo_preferences_home     (void);
/* Closes @preferences and does @action in the window they are of. @target: (nullable) */
void       _bo_preferences_leave    (GtkWindow *preferences, const char *action, GVariant *target);

/* A row with @control at its end, which a click on the row operates. */
GtkWidget *_bo_preferences_row      (const char *title, const char *subtitle, GtkWidget *control);

G_END_DECLS
