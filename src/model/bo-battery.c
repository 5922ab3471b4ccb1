/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-compose-private.h"

/* The day on which somebody changed a battery: a note about the accessory that says so in its content, too. */

#define MEMBER "battery_changed"
#define PATH "/content/" MEMBER

/* "2026-03-03", a day that exists */
static bool
is_day (const char *text)
{
  int year, month, day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return false;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return false;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  return year > 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* (nullable) */
static char *
day_of (BoThing *document)
{
  BoEntity *entity = bo_thing_get_entity (document);
  BoJson content = bo_json_wrap (entity != NULL ? entity->content : "{}");
  g_autofree char *day = bo_json_member_string (content, MEMBER);

  return day != NULL && is_day (day) ? g_steal_pointer (&day) : NULL;
}

/**
 * bo_accessory_dup_battery_changed:
 * @self: an accessory
 * @note: (out) (optional) (transfer none) (nullable): the note that says so
 *
 * Returns: (nullable) (transfer full): the last day on which its battery was changed, "2026-03-03"; %NULL where nobody
 *   noted one
 */
char *
bo_accessory_dup_battery_changed (BoAccessory *self,
                                  BoDocument **note)
{
  GListModel *documents;
  char *last = NULL;

  g_return_val_if_fail (BO_IS_ACCESSORY (self), NULL);

  if (note != NULL)
    *note = NULL;
  documents = bo_thing_get_documents (BO_THING (self));
  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoThing) document = g_list_model_get_item (documents, i);
      g_autofree char *day = day_of (document);

      if (day == NULL || (last != NULL && strcmp (day, last) <= 0))
        continue;
      g_free (last);
      last = g_steal_pointer (&day);
      if (note != NULL)
        *note = BO_DOCUMENT (document);
    }
  return last;
}

/**
 * bo_compose_battery_changed:
 * @draft: a draft
 * @accessory: whose battery it is
 * @id: of the note, where there is none yet
 * @day: "2026-03-03"
 * @name: of a new note
 * @body: its text
 * @error: return location
 *
 * Notes the day in the notes that name one, or in a new one. What a person wrote into those stays.
 *
 * Returns: whether it was added; %BO_ERROR_USAGE for what is no day, and as bo_compose_document()
 */
gboolean
bo_compose_battery_changed (BoDraft      *draft,
                            BoAccessory  *accessory,
                            const char   *id,
                            const char   *day,
                            const char   *name,
                            const char   *body,
                            GError      **error)
{
  GListModel *documents = bo_thing_get_documents (BO_THING (accessory));
  g_autofree char *json = bo_json_quote (day);
  bool there = false;

  if (!is_day (day))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("“%s” is no day of the calendar"), day);
      return FALSE;
    }
  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoThing) document = g_list_model_get_item (documents, i);
      g_autofree char *known = day_of (document);

      if (known != NULL)
        _bo_draft_add_edit (draft, bo_thing_get_id (document), PATH, json);
      there |= known != NULL;
    }
  if (there)
    return TRUE;
  return _bo_compose_document (draft, id, "note", name, body, MEMBER, json, BO_THING (accessory), error);
}
