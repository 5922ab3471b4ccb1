/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-forecast.h"
#include "bo-items-private.h"

static bool
touches (GPtrArray  *edits,
         const char *path)
{
  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      for (unsigned int j = 0; edit->changes != NULL && j < edit->changes->len; j++)
        {
          const char *mine = ((BoJsonChange *) g_ptr_array_index (edit->changes, j))->path;

          if (bo_json_path_covers (mine, path) || bo_json_path_covers (path, mine))
            return true;
        }
    }
  return false;
}

static bool
overlaps (BoRecord  *record,
          GPtrArray *edits)
{
  g_autofree char *base = bo_entity_to_document (record->confirmed);
  g_autofree char *theirs = bo_entity_to_document (record->aside);
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (base), bo_json_wrap (theirs));

  for (unsigned int i = 0; i < changes->len; i++)
    if (touches (edits, ((BoJsonChange *) g_ptr_array_index (changes, i))->path))
      return true;
  return false;
}

BoForecast *
bo_forecast_new (BoRecord   *record,
                 GPtrArray  *edits,
                 GHashTable *people)
{
  BoEdit *last = edits->len > 0 ? g_ptr_array_index (edits, edits->len - 1) : NULL;
  BoForecast *self;

  if (last == NULL || record->aside == NULL || record->confirmed == NULL)
    return NULL;

  self = g_new0 (BoForecast, 1);
  self->who = g_strdup (record->device_name != NULL ? record->device_name
                                                    : _bo_people_name (people, record->aside->user_id));
  if (bo_entity_is_deleted (record->aside))
    self->outcome = BO_FORECAST_ASKED;
  else if (!bo_version_parse_time (record->aside->version, &self->theirs_us) || !overlaps (record, edits))
    self->outcome = BO_FORECAST_JOINED;
  else
    self->outcome = self->theirs_us > last->time_us ? BO_FORECAST_LOST : BO_FORECAST_REPLACES;
  return self;
}

void
bo_forecast_free (BoForecast *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self);
}

bool
bo_forecast_equal (const BoForecast *a,
                   const BoForecast *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->outcome == b->outcome && a->theirs_us == b->theirs_us && g_strcmp0 (a->who, b->who) == 0;
}

char *
bo_forecast_to_text (const BoForecast *self)
{
  g_autofree char *clock = bo_time_to_clock (self->theirs_us, bo_clock_now ());

  switch (self->outcome)
    {
    case BO_FORECAST_ASKED:
      return g_strdup_printf (_("%s removed it meanwhile; you will be asked"), self->who);
    case BO_FORECAST_JOINED:
      return g_strdup_printf (_("Will be joined with %s’s change"), self->who);
    case BO_FORECAST_LOST:
      return g_strdup_printf (_("Would lose to %s’s change of %s"), self->who, clock);
    case BO_FORECAST_REPLACES:
      return g_strdup_printf (_("Would replace %s’s change of %s"), self->who, clock);
    }
  g_assert_not_reached ();
}
