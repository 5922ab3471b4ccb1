/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* What is told outside the window, and when: decided without a clock, a display or a desktop. */

typedef enum
{
  BO_NOTICE_ALARM,     /* leak, smoke, a jammed lock: always told, at once */
  BO_NOTICE_OPEN,      /* a door left open or unlocked */
  BO_NOTICE_RING,      /* somebody is at the door */
  BO_NOTICE_CONFLICT,  /* changed in two places */
  BO_NOTICE_LOST,      /* a change that expired or was refused */
  BO_NOTICE_HUB_AWAY,  /* the hub hasn't answered for long */
  BO_N_NOTICE_KINDS,
} BoNoticeKind;

/* Minutes of the day; quiet from @from (inclusive) to @to, over midnight where @to is earlier; never where equal. */
typedef struct
{
  bool muted[BO_N_NOTICE_KINDS];
  bool quiet;
  int  from;
  int  to;
  bool discreet; /* what happened, not to what: others may read the screen */
} BoNoticeRules;

typedef enum { BO_NOTICE_DROP, BO_NOTICE_SHOW, BO_NOTICE_HOLD } BoNoticeVerdict;

BoNoticeVerdict bo_notice_decide (BoNoticeKind kind, const BoNoticeRules *rules, int minute);
/* "conflict" …: as settings name it; translated: as the preferences do */
const char     *bo_notice_kind_to_string (BoNoticeKind kind);
const char     *bo_notice_kind_to_text   (BoNoticeKind kind);

/* Where notices go. @address: what a click shows, see BoPage. */
typedef struct
{
  void (*send)     (const char *id, const char *title, const char *body, const char *address, bool urgent, gpointer data);
  void (*withdraw) (const char *id, gpointer data);
} BoNoticeSink;

/**
 * BoNotices:
 *
 * Holds back what comes in quiet hours, and tells it in one summary when they end. What is no longer so is taken
 * back, told or not. An id is told once until it is withdrawn. Main thread.
 */
typedef struct _BoNotices BoNotices;

/* @sink outlives it */
BoNotices *bo_notices_new       (const BoNoticeSink *sink, gpointer data);
void       bo_notices_free      (BoNotices *self);
/* At @minute of the day. */
void       bo_notices_post      (BoNotices *self, BoNoticeKind kind, const char *id, const char *title, const char *body, const char *address, const BoNoticeRules *rules, int minute);
void       bo_notices_withdraw  (BoNotices *self, const char *id);
/* Time passed, or the rules changed. */
void       bo_notices_tick      (BoNotices *self, const BoNoticeRules *rules, int minute);

G_END_DECLS
