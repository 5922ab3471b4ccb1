/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-meeting.h"

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "home", N_("Home") },  { "zone", N_("Zone") },   { "room", N_("Room") },
  { "device", N_("Accessory") }, { "scene", N_("Scene") },
};

static bool
is_guest (const BoMeeting *meeting)
{
  return g_strcmp0 (meeting->role, "guest") == 0;
}

/**
 * bo_meeting_list_groups:
 * @meeting: what was found
 * @groups: (out caller-allocates): what is to be told of it, in this order
 *
 * Returns: how many there are
 */
unsigned int
bo_meeting_list_groups (const BoMeeting *meeting,
                        BoMeetingGroup   groups[BO_MEETING_GROUPS])
{
  bool guest = is_guest (meeting);
  unsigned int n = 0;

  groups[n++] = (BoMeetingGroup){ BO_MEETING_HERE, guest ? _("Stays on This Device") : _("Added to the Hub"),
                                  guest ? _("The hub doesn’t get it") : _("Only on this device so far"),
                                  meeting->here };
  if (meeting->unread != NULL)
    {
      groups[n++] = (BoMeetingGroup){ BO_MEETING_UNREAD, _("What the Hub Holds Could Not Be Read"), meeting->unread,
                                      NULL };
      return n;
    }
  groups[n++] = (BoMeetingGroup){ BO_MEETING_THERE, _("Comes Here"), _("Only at the hub so far"), meeting->there };
  if (meeting->namesakes->len > 0)
    groups[n++] = (BoMeetingGroup){ BO_MEETING_NAMESAKES, _("Same Name on Both Sides"),
                                    guest ? _("Different things: here you will see both")
                                          : _("Different things: they stay two. Rename or remove one of them "
                                              "afterwards"),
                                    meeting->namesakes };
  if (meeting->both->len > 0)
    groups[n++] = (BoMeetingGroup){ BO_MEETING_BOTH, _("On Both Sides Already"),
                                    _("Where the two differ, both are kept for you to compare"), meeting->both };
  return n;
}

/**
 * bo_meeting_dup_question:
 * @home: (nullable): the name of the home that is here
 *
 * Returns: (transfer full): what a person is asked
 */
char *
bo_meeting_dup_question (const char *home)
{
  return home != NULL ? g_strdup_printf (_("Join “%s” to This Hub?"), home)
                      : g_strdup (_("Join What Is Here to This Hub?"));
}

/**
 * bo_meeting_get_text:
 * @meeting: what was found
 *
 * Returns: (transfer none): what joining means; a guest is told that nothing is sent
 */
const char *
bo_meeting_get_text (const BoMeeting *meeting)
{
  return is_guest (meeting) ? _("You are a guest there: you may look, and nothing of this device is ever sent. What is "
                                "here stays here, next to the hub’s things.")
                            : _("Nothing has been sent yet. Joining adds each side’s things to the other; nothing on "
                                "either side is removed.");
}

/**
 * bo_met_get_label:
 * @met: a thing
 *
 * Returns: (transfer none): what kind of thing it is, translated
 */
const char *
bo_met_get_label (const BoMet *met)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, met->kind))
      return _(kinds[i].label);
  return bo_document_type_to_label (met->kind);
}

/**
 * bo_met_get_name:
 * @met: a thing
 *
 * Returns: (transfer none): what it is called
 */
const char *
bo_met_get_name (const BoMet *met)
{
  return *met->name != '\0' ? met->name : _("Unnamed");
}
