/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoBellRule: what a person is told of one bell. Kept on this device, in the file of the home: "notify.bell.ID", whose
 * value is "always", "never", or nothing: as the preferences say of all bells.
 */
typedef enum
{
  BO_BELL_AS_ALL,
  BO_BELL_ALWAYS, /* in quiet hours too */
  BO_BELL_NEVER,
} BoBellRule;

/* What is kept is read as if a stranger had written it: what makes no sense is no rule. */
BoBellRule        bo_bell_rule_of  (BoClient *client, BoAccessory *accessory);
/* (nullable) (transfer none): what says that it rang; NULL for what is no bell */
BoCharacteristic *bo_bell_press_of (BoAccessory *accessory);

/* (transfer floating): a row of a list in which the rule of @accessory, a bell, is chosen. A guest may choose, too: it
   is about this device. */
GtkWidget        *bo_bell_row_new  (BoClient *client, BoAccessory *accessory);

G_END_DECLS
