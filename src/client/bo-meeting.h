/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client-types.h"

G_BEGIN_DECLS

/* What is said of a BoMeeting before the two are joined: the same in the window and in a terminal. */

typedef enum
{
  BO_MEETING_HERE,
  BO_MEETING_UNREAD,
  BO_MEETING_THERE,
  BO_MEETING_NAMESAKES,
  BO_MEETING_BOTH,
} BoMeetingGroupKind;

/**
 * BoMeetingGroup: some of a meeting.
 * @kind: which
 * @title: "Added to the Hub"
 * @more: what that means
 * @things: (nullable) (element-type BoMet): the meeting's; %NULL where it is no list
 */
typedef struct
{
  BoMeetingGroupKind kind;
  const char        *title;
  const char        *more;
  GPtrArray         *things;
} BoMeetingGroup;

#define BO_MEETING_GROUPS 4

/* How many; all as long as @meeting */
unsigned int bo_meeting_list_groups  (const BoMeeting *meeting, BoMeetingGroup groups[BO_MEETING_GROUPS]);
/* (transfer full): "Join “Cabin” to This Hub?"; @home: (nullable): the name of the home that is here */
char        *bo_meeting_dup_question (const char *home);
/* What joining means. */
const char  *bo_meeting_get_text     (const BoMeeting *meeting);
/* "Accessory", "Room", "Manual"; never NULL */
const char  *bo_met_get_label        (const BoMet *met);
/* Its name, or that it has none */
const char  *bo_met_get_name         (const BoMet *met);

G_END_DECLS
