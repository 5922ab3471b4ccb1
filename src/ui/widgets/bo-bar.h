/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoBar:
 *
 * A bar above what it is about, that slides in with a sentence and out when there is nothing to say. It may offer
 * one thing to do, and may be put aside.
 *
 * ::action: the button was pressed
 * ::dismissed: the person has read it
 */
#define BO_TYPE_BAR (bo_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoBar, bo_bar, BO, BAR, AdwBin)

GtkWidget  *bo_bar_new  (void);
/* @action: (nullable): the words of the button, with a mnemonic; @dismiss: (nullable): what the cross does */
void        bo_bar_say  (BoBar *self, const char *icon_name, const char *text, const char *action, const char *dismiss);
void        bo_bar_hide (BoBar *self);
/* (nullable): what it says now */
const char *bo_bar_get_text (BoBar *self);

G_END_DECLS
