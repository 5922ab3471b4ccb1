/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-value.h"

G_BEGIN_DECLS

/**
 * BoSample:
 * @time_us: from when on, µs since 1970 UTC
 * @value: what it was until the next sample; NAN where nothing is known
 *
 * A point of a numeric characteristic's course. A value holds until it changes: between two
 * samples there is no slope.
 */
typedef struct
{
  int64_t time_us;
  double  value;
} BoSample;

/* How many samples a course has at most; what is denser keeps the least and the greatest of each stretch. */
#define BO_SERIES_MAX 1000

/* Takes a value into a course (element-type BoSample) that has its samples in the order of time;
   what says nothing new is left out. @raw: BO_JSON_NONE where there is none. */
void    bo_series_add  (GArray *series, int64_t time_us, const BoValueType *type, BoJson raw);
/* (transfer full): the part from @from_us to @to_us: the value that held at its beginning comes first, at that
   time; thinned to BO_SERIES_MAX. */
GArray *bo_series_part (GArray *series, int64_t from_us, int64_t to_us);
/* Whether it goes from state to state (yes and no, or one of a few) rather than up and down. */
bool    bo_series_is_states (const BoValueType *type);
/* A sample's value for people: "21.5 °C", "Open"; "" where nothing is known */
char   *bo_series_to_display (const BoValueType *type, double value);
/* The least and the greatest; false where nothing is known. */
bool    bo_series_limits (GArray *series, double *least, double *greatest);
/* What held at @time_us; NAN before the first sample. */
double  bo_series_at   (GArray *series, int64_t time_us);

G_END_DECLS
