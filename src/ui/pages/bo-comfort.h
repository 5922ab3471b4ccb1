/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoComfort: between which values a person finds it comfortable, in the unit of the model; NAN for no such limit. Kept
 * on this device, in the file of the home.
 */
typedef struct
{
  double low;
  double high;
} BoComfort;

/* Whether limits make sense for it: a number that is measured. */
bool      bo_comfort_applies (BoCharacteristic *characteristic);
/* What is kept is read as if a stranger had written it: what makes no sense is no limit. @text: (nullable) */
BoComfort bo_comfort_parse   (const char *text);
/* (nullable) (transfer full): NULL where there is no limit */
char     *bo_comfort_format  (BoComfort comfort);
BoComfort bo_comfort_of      (BoClient *client, BoCharacteristic *characteristic);
/* -1 below, 1 above, 0 within */
int       bo_comfort_side    (BoComfort comfort, double value);
/* (nullable) (transfer full): "Above your limits since 14:02": of the last of @series (of BoSample), which begins at
   @from_us; NULL without a limit or a value */
char     *bo_comfort_sentence (BoComfort comfort, GArray *series, int64_t from_us);

/**
 * BoComfortButton:
 *
 * Opens a small form for the limits of a characteristic; hidden for those that have none.
 *
 * ::changed: other limits were chosen, and are kept
 */
#define BO_TYPE_COMFORT_BUTTON (bo_comfort_button_get_type ())
G_DECLARE_FINAL_TYPE (BoComfortButton, bo_comfort_button, BO, COMFORT_BUTTON, AdwBin)

GtkWidget *bo_comfort_button_new                (BoClient *client);
void       bo_comfort_button_set_characteristic (BoComfortButton *self, BoCharacteristic *characteristic);

G_END_DECLS
