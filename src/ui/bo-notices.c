/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-notices.h"

#define SUMMARY_ID "summary"
#define MAX_IN_SUMMARY 5

typedef struct
{
  BoNoticeKind kind;
  char        *id;
  char        *title;
  char        *body;
  char        *address;
} Notice;

struct _BoNotices
{
  const BoNoticeSink *sink;
  gpointer            data;
  GHashTable         *known; /* ids that were told or are held */
  GPtrArray          *held;  /* of Notice, the oldest first */
};

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_free (notice->id);
  g_free (notice->title);
  g_free (notice->body);
  g_free (notice->address);
  g_free (notice);
}

static bool
is_quiet (const BoNoticeRules *rules, int minute)
{
  if (!rules->quiet || rules->from == rules->to)
    return false;
  if (rules->from < rules->to)
    return minute >= rules->from && minute < rules->to;
  return minute >= rules->from || minute < rules->to;
}

/**
 * bo_notice_decide:
 * @kind: of what
 * @rules: what the person chose
 * @minute: of the day, 0 to 1439
 *
 * Returns: whether it is told now, after the quiet hours, or not at all; alarms are told, whatever was chosen
 */
BoNoticeVerdict
bo_notice_decide (BoNoticeKind kind, const BoNoticeRules *rules, int minute)
{
  if (kind == BO_NOTICE_ALARM)
    return BO_NOTICE_SHOW;
  if (rules->muted[kind])
    return BO_NOTICE_DROP;
  return is_quiet (rules, minute) ? BO_NOTICE_HOLD : BO_NOTICE_SHOW;
}

const char *
bo_notice_kind_to_string (BoNoticeKind kind)
{
  static const char *const names[BO_N_NOTICE_KINDS] = { "alarm", "open", "ring", "conflict", "lost", "hub-away" };

  return names[kind];
}

const char *
bo_notice_kind_to_text (BoNoticeKind kind)
{
  static const char *const texts[BO_N_NOTICE_KINDS] = {
    N_ ("Alarms"),
    N_ ("Doors Left Open or Unlocked"),
    N_ ("Doorbell Rings"),
    N_ ("Conflicts to Review"),
    N_ ("Changes That Expired or Were Refused"),
    N_ ("Hub Out of Reach"),
  };

  return _(texts[kind]);
}

/* What a locked screen may show: what happened, not to what. */
static const char *
discreet_sentence (BoNoticeKind kind)
{
  static const char *const sentences[BO_N_NOTICE_KINDS] = {
    N_ ("There is an alarm in your home"),
    N_ ("A door was left open or unlocked"),
    N_ ("Somebody rang the doorbell"),
    N_ ("Something was changed in two places"),
    N_ ("A change expired or was refused"),
    N_ ("The hub is out of reach"),
  };

  return _(sentences[kind]);
}

BoNotices *
bo_notices_new (const BoNoticeSink *sink, gpointer data)
{
  BoNotices *self = g_new0 (BoNotices, 1);

  self->sink = sink;
  self->data = data;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_ptr_array_new_with_free_func (notice_free);
  return self;
}

void
bo_notices_free (BoNotices *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->held);
  g_free (self);
}

void
bo_notices_post (BoNotices *self, BoNoticeKind kind, const char *id, const char *title, const char *body,
                 const char *address, const BoNoticeRules *rules, int minute)
{
  BoNoticeVerdict verdict = bo_notice_decide (kind, rules, minute);
  Notice *notice;

  if (rules->discreet)
    {
      title = discreet_sentence (kind);
      body = NULL;
    }

  if (!g_hash_table_add (self->known, g_strdup (id)) || verdict == BO_NOTICE_DROP)
    return;
  if (verdict == BO_NOTICE_SHOW)
    {
      self->sink->send (id, title, body, address, kind == BO_NOTICE_ALARM, self->data);
      return;
    }
  notice = g_new0 (Notice, 1);
  notice->kind = kind;
  notice->id = g_strdup (id);
  notice->title = g_strdup (title);
  notice->body = g_strdup (body);
  notice->address = g_strdup (address);
  g_ptr_array_add (self->held, notice);
}

/**
 * bo_notices_withdraw:
 * @self: the notices
 * @id: of one that is no longer so
 *
 * Takes it back, and lets it be told anew. Does nothing for what was never posted.
 */
void
bo_notices_withdraw (BoNotices *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  if (!g_hash_table_remove (self->known, kept))
    return;
  for (unsigned int i = 0; i < self->held->len; i++)
    if (g_str_equal (((Notice *) self->held->pdata[i])->id, kept))
      {
        g_ptr_array_remove_index (self->held, i);
        return;
      }
  self->sink->withdraw (kept, self->data);
}

/* One is told as it is; of several, each is a line. A click on several shows what happened. */
static void
tell_held (BoNotices *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *title = NULL;
  unsigned int n = self->held->len;
  const Notice *first = self->held->pdata[0];

  if (n == 1)
    {
      self->sink->send (first->id, first->title, first->body, first->address, false, self->data);
      return;
    }
  for (unsigned int i = 0; i < MIN (n, MAX_IN_SUMMARY); i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", ((Notice *) self->held->pdata[i])->title);
  if (n > MAX_IN_SUMMARY)
    {
      g_string_append_c (lines, '\n');
      g_string_append_printf (lines, ngettext ("%u more", "%u more", n - MAX_IN_SUMMARY), n - MAX_IN_SUMMARY);
    }
  title = g_strdup_printf (ngettext ("%u thing happened in the quiet hours", "%u things happened in the quiet hours", n),
                           n);
  self->sink->send (SUMMARY_ID, title, lines->str, "sync:activity", false, self->data);
}

void
bo_notices_tick (BoNotices *self, const BoNoticeRules *rules, int minute)
{
  for (unsigned int i = self->held->len; i-- > 0;)
    if (rules->muted[((Notice *) self->held->pdata[i])->kind])
      g_ptr_array_remove_index (self->held, i);
  if (self->held->len == 0 || is_quiet (rules, minute))
    return;
  tell_held (self);
  g_ptr_array_set_size (self->held, 0);
}
