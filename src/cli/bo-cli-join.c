/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "bo-meeting.h"

/* Of a group, names that are listed; a terminal has no more lines than that. */
#define MAX_NAMED 10

static void
print_line (const char *indent, const char *text)
{
  g_autofree char *plain = _bo_cli_plain (text);

  fprintf (stderr, "%s%s\n", indent, plain);
}

static void
print_group (const BoMeetingGroup *group)
{
  unsigned int count = group->things != NULL ? group->things->len : 0, named = MIN (count, MAX_NAMED);
  /* Translators: a part of what is listed, how many that are, and what it means: “Comes Here (3): Only at the hub so
     far” */
  g_autofree char *head = group->things != NULL ? g_strdup_printf (_("%s (%u): %s"), group->title, count, group->more)
                                                : g_strdup_printf (_("%s: %s"), group->title, group->more);

  print_line ("", head);
  for (unsigned int i = 0; i < named; i++)
    {
      const BoMet *met = g_ptr_array_index (group->things, i);
      /* Translators: a thing and what it is: “Hall lamp (Accessory)” */
      g_autofree char *line = g_strdup_printf (_("%s (%s)"), bo_met_get_name (met), bo_met_get_label (met));

      print_line ("  ", line);
    }
  if (named < count)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("And %u more", "And %u more", count - named), count - named);

      print_line ("  ", more);
    }
}

/* (nullable): the name of the home that is here, where there is one */
static const char *
home_of (const BoMeeting *meeting)
{
  GPtrArray *groups[] = { meeting->here, meeting->namesakes, meeting->both };

  for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
    for (unsigned int j = 0; j < groups[i]->len; j++)
      {
        const BoMet *met = g_ptr_array_index (groups[i], j);

        if (g_str_equal (met->kind, "home"))
          return bo_met_get_name (met);
      }
  return NULL;
}

gboolean
_bo_cli_agree_to_join (BoCli *cli, const BoMeeting *meeting, GError **error)
{
  BoMeetingGroup groups[BO_MEETING_GROUPS];
  unsigned int n = bo_meeting_list_groups (meeting, groups);
  g_autofree char *question = bo_meeting_dup_question (home_of (meeting));

  print_line ("", bo_meeting_get_text (meeting));
  for (unsigned int i = 0; i < n; i++)
    print_group (&groups[i]);
  if (_bo_cli_arguments_has (cli->arguments, "yes") || !_bo_cli_has_person () || _bo_cli_ask (question))
    return TRUE;
  g_set_error_literal (error, BO_ERROR, BO_ERROR_FAILED, _("Nothing was joined, and nothing was sent."));
  return FALSE;
}
