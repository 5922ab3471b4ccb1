/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-notices.h"

G_BEGIN_DECLS

/**
 * BoNotify:
 *
 * Watches a home for what is told outside the window, and gives it to a sink in the words of the window. What was so
 * before it began isn't news, but for alarms. Main thread.
 *
 * Settings of the home: "notify.mute.KIND" "1"; "notify.quiet" "1", "notify.quiet.from" and "notify.quiet.to" in
 * minutes of the day; "notify.discreet" "1": without names. Of one bell: BoBellRule.
 */
#define BO_TYPE_NOTIFY (bo_notify_get_type ())
G_DECLARE_FINAL_TYPE (BoNotify, bo_notify, BO, NOTIFY, GObject)

/* @sink and @data outlive it */
BoNotify *bo_notify_new        (BoClient *client, const BoNoticeSink *sink, gpointer data);
void      bo_notify_look       (BoNotify *self);
/* What the person chose; quiet hours are off, and from 22:00 to 07:00, unless they say otherwise. */
void      bo_notify_read_rules (BoClient *client, BoNoticeRules *rules);
void      bo_notify_save_rules (BoClient *client, const BoNoticeRules *rules);

G_END_DECLS
