/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-notices.h"

#define NIGHT (23 * 60)
#define MORNING (7 * 60)

static const BoNoticeRules nightly = { .quiet = true, .from = 22 * 60, .to = MORNING };

/* A desktop that keeps a record. */
static void
send_cb (const char *id, const char *title, const char *body, const char *address, bool urgent, gpointer data)
{
  g_string_append_printf (data, "+%s%s|%s|%s;", urgent ? "!" : "", id, title, address);
}

static void
withdraw_cb (const char *id, gpointer data)
{
  g_string_append_printf (data, "-%s;", id);
}

static const BoNoticeSink sink = { send_cb, withdraw_cb };

static void
assert_told (GString *record, const char *expected)
{
  g_assert_cmpstr (record->str, ==, expected);
  g_string_truncate (record, 0);
}

static void
test_decide (void)
{
  static const struct
  {
    int  from;
    int  to;
    int  minute;
    bool quiet;
  } cases[] = {
    { 1320, 420, 1319, false }, { 1320, 420, 1320, true }, { 1320, 420, 0, true },
    { 1320, 420, 419, true },   { 1320, 420, 420, false }, { 600, 660, 599, false },
    { 600, 660, 600, true },    { 600, 660, 660, false },  { 600, 600, 600, false },
  };
  BoNoticeRules rules = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rules = (BoNoticeRules){ .quiet = true, .from = cases[i].from, .to = cases[i].to };
      for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
        g_assert_cmpint (bo_notice_decide (kind, &rules, cases[i].minute), ==,
                         cases[i].quiet && kind != BO_NOTICE_ALARM ? BO_NOTICE_HOLD : BO_NOTICE_SHOW);
      rules.quiet = false;
      g_assert_cmpint (bo_notice_decide (BO_NOTICE_OPEN, &rules, cases[i].minute), ==, BO_NOTICE_SHOW);
    }
  for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
    rules.muted[kind] = true;
  g_assert_cmpint (bo_notice_decide (BO_NOTICE_CONFLICT, &rules, 0), ==, BO_NOTICE_DROP);
  g_assert_cmpint (bo_notice_decide (BO_NOTICE_ALARM, &rules, 0), ==, BO_NOTICE_SHOW);
}

static void
test_once (void)
{
  g_autoptr (GString) record = g_string_new (NULL);
  BoNotices *notices = bo_notices_new (&sink, record);

  bo_notices_post (notices, BO_NOTICE_ALARM, "a", "Leak", "Sink", "accessory:a", &nightly, NIGHT);
  bo_notices_post (notices, BO_NOTICE_ALARM, "a", "Leak", "Sink", "accessory:a", &nightly, NIGHT);
  assert_told (record, "+!a|Leak|accessory:a;");
  bo_notices_withdraw (notices, "a");
  bo_notices_withdraw (notices, "a");
  assert_told (record, "-a;");
  bo_notices_post (notices, BO_NOTICE_ALARM, "a", "Leak", "Sink", "accessory:a", &nightly, NIGHT);
  assert_told (record, "+!a|Leak|accessory:a;");
  bo_notices_free (notices);
}

static void
test_summary (void)
{
  g_autoptr (GString) record = g_string_new (NULL);
  BoNotices *notices = bo_notices_new (&sink, record);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%d", i);

      bo_notices_post (notices, BO_NOTICE_CONFLICT, id, "Lamp", "", "conflict:c", &nightly, NIGHT);
    }
  bo_notices_tick (notices, &nightly, MORNING - 1);
  assert_told (record, "");
  /* Settled elsewhere in the night: nobody hears of it. */
  bo_notices_withdraw (notices, "c1");
  bo_notices_tick (notices, &nightly, MORNING);
  assert_told (record, "+summary|2 things happened in the quiet hours|sync:activity;");
  bo_notices_tick (notices, &nightly, MORNING + 1);
  assert_told (record, "");

  bo_notices_post (notices, BO_NOTICE_OPEN, "d", "Door", "Open", "accessory:d", &nightly, NIGHT);
  bo_notices_tick (notices, &nightly, MORNING);
  assert_told (record, "+d|Door|accessory:d;");
  bo_notices_free (notices);
}

/* What was held and is no longer wanted isn't told either. */
static void
test_muted_meanwhile (void)
{
  g_autoptr (GString) record = g_string_new (NULL);
  BoNotices *notices = bo_notices_new (&sink, record);
  BoNoticeRules rules = nightly;

  bo_notices_post (notices, BO_NOTICE_LOST, "x", "Lost", "", "sync", &rules, NIGHT);
  rules.muted[BO_NOTICE_LOST] = true;
  bo_notices_tick (notices, &rules, MORNING);
  assert_told (record, "");
  bo_notices_free (notices);
}

/* Others may read the screen: what happened is told, not to what. */
static void
test_discreet (void)
{
  g_autoptr (GString) record = g_string_new (NULL);
  BoNotices *notices = bo_notices_new (&sink, record);
  BoNoticeRules rules = { .discreet = true };

  bo_notices_post (notices, BO_NOTICE_ALARM, "a", "Leak at the sink", "Kitchen", "accessory:a", &rules, NIGHT);
  assert_told (record, "+!a|There is an alarm in your home|accessory:a;");
  bo_notices_free (notices);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/notices/decide", test_decide);
  g_test_add_func ("/ui/notices/once", test_once);
  g_test_add_func ("/ui/notices/summary", test_summary);
  g_test_add_func ("/ui/notices/muted-meanwhile", test_muted_meanwhile);
  g_test_add_func ("/ui/notices/discreet", test_discreet);
  return g_test_run ();
}
