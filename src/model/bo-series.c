/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-series.h"

#include <math.h>

static BoSample *
sample (GArray      *series,
        unsigned int index)
{
  return &g_array_index (series, BoSample, index);
}

static bool
same (double a,
      double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
push (GArray *series,
      int64_t time_us,
      double  value)
{
  BoSample next = { time_us, value };

  g_array_append_val (series, next);
}

/**
 * bo_series_add:
 * @series: (element-type BoSample): a course
 * @time_us: from when on it holds; not before the last sample
 * @type: of the characteristic
 * @raw: its value as it stands in the content
 *
 * Any thread.
 */
void
bo_series_add (GArray            *series,
               int64_t            time_us,
               const BoValueType *type,
               BoJson             raw)
{
  BoValue value = bo_value_read (type, raw);
  double number = bo_value_is_number (&value) && isfinite (value.number) ? value.number : NAN;

  if (series->len > 0 && same (sample (series, series->len - 1)->value, number))
    return;
  if (series->len > 0 && sample (series, series->len - 1)->time_us >= time_us)
    sample (series, series->len - 1)->value = number;
  else
    push (series, time_us, number);
}

/* Of a stretch the first, the least and the greatest stay, in the order they came. */
static void
keep_extremes (GArray      *thin,
               GArray      *series,
               unsigned int first,
               unsigned int end)
{
  unsigned int least = first, greatest = first;

  for (unsigned int i = first; i < end; i++)
    {
      if (sample (series, i)->value < sample (series, least)->value)
        least = i;
      if (sample (series, i)->value > sample (series, greatest)->value)
        greatest = i;
    }
  g_array_append_val (thin, *sample (series, first));
  if (MIN (least, greatest) != first)
    g_array_append_val (thin, *sample (series, MIN (least, greatest)));
  if (MAX (least, greatest) != MIN (least, greatest))
    g_array_append_val (thin, *sample (series, MAX (least, greatest)));
}

static GArray *
thin_out (GArray *series)
{
  GArray *thin = g_array_new (FALSE, FALSE, sizeof (BoSample));
  unsigned int stretch = (series->len * 3 + BO_SERIES_MAX - 1) / BO_SERIES_MAX;

  for (unsigned int i = 0; i < series->len; i += stretch)
    keep_extremes (thin, series, i, MIN (i + stretch, series->len));
  g_array_unref (series);
  return thin;
}

GArray *
bo_series_part (GArray *series,
                int64_t from_us,
                int64_t to_us)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (BoSample));

  for (unsigned int i = 0; i < series->len && sample (series, i)->time_us <= to_us; i++)
    {
      if (sample (series, i)->time_us <= from_us)
        g_array_set_size (part, 0);
      push (part, MAX (sample (series, i)->time_us, from_us), sample (series, i)->value);
    }
  return part->len > BO_SERIES_MAX ? thin_out (part) : part;
}

bool
bo_series_is_states (const BoValueType *type)
{
  return type->format == BO_FORMAT_BOOL || type->n_valid_values > 0;
}

char *
bo_series_to_display (const BoValueType *type,
                      double             value)
{
  BoValue read = { .kind = type->format == BO_FORMAT_BOOL   ? BO_VALUE_BOOL
                           : type->n_valid_values > 0 ? BO_VALUE_INT
                                                      : BO_VALUE_DOUBLE,
                   .boolean = value != 0,
                   .integer = isnan (value) ? 0 : (int64_t) value,
                   .number = value };

  return isnan (value) ? g_strdup ("") : bo_value_to_display (type, &read);
}

bool
bo_series_limits (GArray *series,
                  double *least,
                  double *greatest)
{
  bool any = false;

  for (unsigned int i = 0; i < series->len; i++)
    {
      double value = sample (series, i)->value;

      if (isnan (value))
        continue;
      *least = any ? fmin (*least, value) : value;
      *greatest = any ? fmax (*greatest, value) : value;
      any = true;
    }
  return any;
}

double
bo_series_at (GArray *series,
              int64_t time_us)
{
  double value = NAN;

  for (unsigned int i = 0; i < series->len && sample (series, i)->time_us <= time_us; i++)
    value = sample (series, i)->value;
  return value;
}
