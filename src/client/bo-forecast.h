/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-types.h"

G_BEGIN_DECLS

/**
 * BoForecast:
 * @outcome: what would become of what waits here
 * @who: whose change it meets
 * @theirs_us: of when that is, µs since 1970 UTC
 *
 * How what waits would fare against what the hub holds meanwhile (PROTOCOL §5: of two changes of one path the later
 * wins). What the hub holds stands aside, so that it can be told before anything is sent.
 */
typedef enum { BO_FORECAST_ASKED, BO_FORECAST_JOINED, BO_FORECAST_LOST, BO_FORECAST_REPLACES } BoForecastOutcome;

typedef struct
{
  BoForecastOutcome outcome;
  char             *who;
  int64_t           theirs_us;
} BoForecast;

/* (transfer full) (nullable): for the edits of @record, oldest first; %NULL where nothing stands aside. Any thread.
   @people: (nullable): names by user id */
BoForecast *bo_forecast_new     (BoRecord *record, GPtrArray *edits, GHashTable *people);
void        bo_forecast_free    (BoForecast *self);
bool        bo_forecast_equal   (const BoForecast *a, const BoForecast *b);
/* (transfer full): a sentence, translated, of the day on which it is read */
char       *bo_forecast_to_text (const BoForecast *self);

G_END_DECLS
