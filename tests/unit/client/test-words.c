/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-types.h"
#include "bo-items-private.h"
#include "bo-sentence.h"
#include "bo-since.h"
#include "bo-trend.h"

#define SECOND INT64_C (1000000)
#define MINUTE (60 * SECOND)
#define DAY (24 * 60 * MINUTE)
/* Wednesday, 17 June 2026, 10:02 UTC */
#define NOW (INT64_C (1781690520) * SECOND)

static void
test_ages (void)
{
  static const struct { int64_t ago; const char *age, *clock; } cases[] = {
    { -5 * MINUTE, "just now", "10:07" },
    { 30 * SECOND, "just now", "10:01" },
    { 2 * MINUTE, "2 min", "10:00" },
    { 59 * MINUTE, "59 min", "09:03" },
    { 2 * 60 * MINUTE, "08:02", "08:02" },
    { DAY, "yesterday 10:02", "yesterday 10:02" },
    { 45 * DAY, "3 May", "3 May 10:02" },
    { 400 * DAY, "13 May 2025", "13 May 2025" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *age = bo_time_to_age (NOW - cases[i].ago, NOW);
      g_autofree char *clock = bo_time_to_clock (NOW - cases[i].ago, NOW);

      g_assert_cmpstr (age, ==, cases[i].age);
      g_assert_cmpstr (clock, ==, cases[i].clock);
    }
}

static void
test_moments (void)
{
  static const struct { int64_t ago; const char *moment; } cases[] = {
    { 2 * MINUTE, "today 10:00" },
    { DAY, "Tue 10:02" },
    { 6 * DAY, "Thu 10:02" },
    { 7 * DAY, "10 June, 10:02" },
    { 400 * DAY, "13 May 2025, 10:02" },
    { -2 * DAY, "19 June, 10:02" },
  };
  g_autofree char *none = bo_time_to_moment (0, NOW);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moment = bo_time_to_moment (NOW - cases[i].ago, NOW);

      g_assert_cmpstr (moment, ==, cases[i].moment);
    }
  g_assert_cmpstr (none, ==, "");
}

#define CHARACTERISTIC(id, type, value) \
  "{\"id\":\"" id "\",\"characteristic_type\":\"" type "\",\"value\":" value "}"

#define DEVICE(services) \
  "{\"services\":[" services "],\"state\":{\"power\":\"on\"}}"

#define LAMP DEVICE ("{\"id\":\"s\",\"service_type\":\"lightbulb\",\"characteristics\":[" \
                     CHARACTERISTIC ("o", "on", "true") "," CHARACTERISTIC ("b", "brightness", "75") "]}")

static void
test_edits (void)
{
  static const struct { const char *path, *before, *after, *sentence; } cases[] = {
    { "/name", "\"Lamp\"", "\"Hall lamp\"", "Rename Lamp to Hall lamp" },
    { "/content/services/=s/characteristics/=o/value", "false", "true", "Turn Hall lamp on" },
    { "/content/services/=s/characteristics/=o/value", "true", "false", "Turn Hall lamp off" },
    { "/content/services/=s/characteristics/=b/value", "75", "40", "Set Hall lamp to 40 %" },
    { "/content/state/power", "\"off\"", "\"on\"", "Turn Hall lamp on" },
    { "/content/serial_number", "\"1\"", "\"2\"", "Set Serial number of Hall lamp to 2" },
    { "/content/serial_number", "\"1\"", NULL, "Remove Serial number from Hall lamp" },
    { "/content/users", "[]", "[1]", "Change People of Hall lamp" },
  };
  g_autoptr(BoEntity) lamp = bo_entity_new ("l", "1", "device", "Hall lamp", LAMP, NULL, NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edit_free);
      BoEdit *edit = bo_edit_new ("l", BO_EDIT_CHANGE);
      g_autofree char *sentence = NULL;

      if (edit->changes == NULL)
        edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
      g_ptr_array_add (edit->changes, bo_json_change_new (cases[i].path, cases[i].before, cases[i].after));
      g_ptr_array_add (edits, edit);
      sentence = bo_sentence_edits (edits, lamp);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static BoEdit *
make_edit (BoEditKind  kind,
           const char *path,
           const char *before,
           const char *after)
{
  BoEdit *edit = bo_edit_new ("l", kind);

  if (edit->changes == NULL)
    edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
  if (path != NULL)
    g_ptr_array_add (edit->changes, bo_json_change_new (path, before, after));
  return edit;
}

/* Several edits of one thing are one sentence: what they come to. */
static void
test_several_edits (void)
{
  static const char *const sentences[] = {
    "Rename Lamp to Third", "Change 2 things of Hall lamp", "Remove Hall lamp", "Add Desk lamp", "Add something unnamed",
    "Send Hall lamp", "Close Gate", "Unlock Gate", "Set Gate to 21", NULL,
  };
  g_autoptr(BoEntity) hall = bo_entity_new ("l", "1", "device", "Hall lamp", LAMP, NULL, NULL, NULL);
  g_autoptr(BoEntity) gate = bo_entity_new ("g", "1", "device", "Gate", "{\"state\":{}}", NULL, NULL, NULL);

  for (int i = 0; sentences[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edit_free);
      g_autofree char *sentence = NULL;
      BoEntity *shown = i < 3 || i == 5 ? hall : i > 5 ? gate : NULL;

      if (i < 3)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CHANGE, "/name", "\"Lamp\"", "\"Second\""));
      if (i < 2)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CHANGE, i == 0 ? "/name" : "/content/a", "\"Second\"", "\"Third\""));
      else if (i == 2)
        g_ptr_array_add (edits, make_edit (BO_EDIT_DELETE, NULL, NULL, NULL));
      else if (i < 5)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CREATE, "", NULL, i == 3 ? "{\"name\":\"Desk lamp\"}" : "{}"));
      else if (i == 6)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CHANGE, "/content/state/target_door_state", "0", "1"));
      else if (i == 7)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CHANGE, "/content/state/locked", "true", "false"));
      else if (i == 8)
        g_ptr_array_add (edits, make_edit (BO_EDIT_CHANGE, "/content/state/target_temperature", "20", "21"));
      sentence = bo_sentence_edits (edits, shown);
      if (i == 8)
        g_assert_true (g_str_has_prefix (sentence, "Set Gate to 21"));
      else
        g_assert_cmpstr (sentence, ==, sentences[i]);
    }
}

static void
test_edges (void)
{
  g_autoptr(BoEdge) place = bo_edge_new ("e", "a", "", "b", "", "located_in", "{}", NULL, 0);
  g_autoptr(BoEdge) gone = bo_edge_new ("e", "a", "", "b", "", "located_in", "{\"deleted\":true}", NULL, 0);
  g_autofree char *put = bo_sentence_edge (place, "Lamp", "Hall", NULL);
  g_autofree char *move = bo_sentence_edge (place, "Lamp", "Hall", "Attic");
  g_autofree char *take = bo_sentence_edge (gone, "Lamp", "Hall", NULL);

  g_assert_cmpstr (put, ==, "Put Lamp into Hall");
  g_assert_cmpstr (move, ==, "Move Lamp to Hall");
  g_assert_cmpstr (take, ==, "Take Lamp out of Hall");
}

static void
test_activity (void)
{
  g_autoptr(BoActivity) sent = bo_activity_new (BO_ACTIVITY_SENT, NULL, NOW);
  g_autoptr(BoActivity) expired = bo_activity_new (BO_ACTIVITY_EXPIRED, "l", NOW);
  g_autofree char *counted = NULL;
  g_autofree char *named = NULL;

  sent->detail = g_strdup ("{\"count\":3}");
  expired->detail = g_strdup ("{\"name\":\"100 %s lamp\"}");
  counted = bo_sentence_activity (sent, NULL, NULL);
  named = bo_sentence_activity (expired, NULL, NULL);
  g_assert_cmpstr (counted, ==, "Sent 3 changes to the hub");
  g_assert_cmpstr (named, ==, "A change of 100 %s lamp was too old to be sent, and was not");
}

/* What was changed is said with its values, as many as there is room for; what came into being has none. */
static void
test_activity_changes (void)
{
  static const struct { const char *detail, *sentence; } cases[] = {
    { "{}", "Changed Lamp here" },
    { "{\"count\":1,\"changes\":[{\"path\":\"\",\"after\":{}}]}", "Added Lamp here" },
    { "{\"count\":1,\"changes\":[{\"path\":\"/name\",\"before\":\"Light\",\"after\":\"Lamp\"}]}",
      "Changed Lamp here: Name Light → Lamp" },
    { "{\"count\":1,\"changes\":[{\"path\":\"/name\",\"before\":\"Lamp\",\"after\":\"Lamp\"}]}",
      "Changed Lamp here: Name as before" },
    { "{\"count\":1,\"changes\":[{\"path\":\"/name\"}]}", "Changed Lamp here: Name" },
    { "{\"count\":5,\"changes\":[{\"path\":\"/name\"},{\"path\":\"/name\"},{\"path\":\"/name\"},"
      "{\"path\":\"/name\"},{\"path\":\"/name\"}]}", "Changed Lamp here: Name, Name, Name and 2 more" },
    { "{\"changes\":7}", "Changed Lamp here" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BoActivity) edited = bo_activity_new (BO_ACTIVITY_EDITED, "l", NOW);
      g_autofree char *sentence = NULL;

      edited->detail = g_strdup (cases[i].detail);
      sentence = bo_sentence_activity (edited, "Lamp", NULL);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static BoStoreVersion *
version_at (int64_t     time_us,
            const char *content)
{
  BoStoreVersion *version = g_new0 (BoStoreVersion, 1);

  version->entity = bo_entity_new ("l", "1", "device", "Lamp", content, NULL, NULL, NULL);
  version->time_us = time_us;
  return version;
}

/* The oldest of the unbroken run that leads up to now. */
static void
test_since (void)
{
  g_autoptr(GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_store_version_free);

  g_assert_cmpint (bo_since_of (versions, "/content/a"), ==, 0);
  g_ptr_array_add (versions, version_at (1, "{\"a\":1}"));
  g_ptr_array_add (versions, version_at (2, "{\"a\":2}"));
  g_ptr_array_add (versions, version_at (3, "{\"a\":1}"));
  g_ptr_array_add (versions, version_at (4, "{\"a\":1.0,\"b\":0}"));
  g_assert_cmpint (bo_since_of (versions, "/content/a"), ==, 3);
  g_assert_cmpint (bo_since_of (versions, "/content/b"), ==, 4);
  g_assert_cmpint (bo_since_of (versions, "/content/c"), ==, 0);
}

static void
assert_trend (int64_t     minutes_ago,
              const char *before,
              const char *now,
              int         trend)
{
  g_autoptr(GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_store_version_free);

  g_ptr_array_add (versions, version_at (NOW - minutes_ago * 60 * G_USEC_PER_SEC, before));
  g_ptr_array_add (versions, version_at (NOW - G_USEC_PER_SEC, "{\"a\":\"unknown\"}"));
  g_ptr_array_add (versions, version_at (NOW, now));
  g_assert_cmpint (bo_trend_of (versions, "/content/a", 0.2), ==, trend);
}

/* Against an hour before, or the oldest that is known; what differs little, or isn't measured, goes nowhere. */
static void
test_trend (void)
{
  g_autoptr(GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_store_version_free);

  assert_trend (61, "{\"a\":20}", "{\"a\":21}", 1);
  assert_trend (5, "{\"a\":21}", "{\"a\":20.5}", -1);
  assert_trend (61, "{\"a\":20}", "{\"a\":20.1}", 0);
  assert_trend (61, "{\"a\":20}", "{\"a\":null}", 0);
  g_assert_cmpint (bo_trend_of (versions, "/content/a", 0.2), ==, 0);
  g_ptr_array_add (versions, version_at (NOW - INT64_C (3) * 3600 * G_USEC_PER_SEC, "{\"a\":10}"));
  g_ptr_array_add (versions, version_at (NOW - INT64_C (2) * 3600 * G_USEC_PER_SEC, "{\"a\":20}"));
  g_ptr_array_add (versions, version_at (NOW, "{\"a\":20.1}"));
  g_assert_cmpint (bo_trend_of (versions, "/content/a", 0.2), ==, 0);
  g_assert_cmpint (bo_trend_of (versions, "/content/a", 0), ==, 0);
  g_assert_cmpfloat (bo_trend_margin (bo_catalogue_characteristic ("current_temperature")), >, 0);
  g_assert_cmpfloat (bo_trend_margin (bo_catalogue_characteristic ("brightness")), ==, 0);
}

/* An edit that waits is newer than all versions; one that lost against what is shown doesn't count. */
static void
test_since_shown (void)
{
  g_autoptr(GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_store_version_free);
  g_autofree char *version = bo_version_format (NOW, 1, "ben");
  g_autoptr(BoEntity) draft = bo_entity_new ("l", version, "device", "Lamp", "{\"a\":2}", NULL, NULL, NULL);
  g_autoptr(BoEntity) lost = bo_entity_new ("l", "lost", "device", "Lamp", "{\"a\":3}", NULL, NULL, NULL);
  BoStoreVersion *loser = version_at (2, "{\"a\":3}");

  g_ptr_array_add (versions, version_at (1, "{\"a\":1}"));
  bo_since_end_with (versions, draft);
  g_assert_cmpint (bo_since_of (versions, "/content/a"), ==, NOW);
  bo_entity_unref (loser->entity);
  loser->entity = g_steal_pointer (&lost);
  g_ptr_array_add (versions, loser);
  bo_since_end_with (versions, draft);
  g_assert_cmpint (bo_since_of (versions, "/content/a"), ==, NOW);
}

/* --- sentences of conflicts --- */

static BoConflictItem *
conflict_between (const char *user,
                  const char *device,
                  BoKept      kept,
                  int64_t     theirs_later)
{
  BoConflict *conflict = bo_conflict_new ();
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (people, (char *) "u-7", (char *) "Ana");
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/name", NULL, NULL, NULL, NULL, kept, true));
  conflict->id = g_strdup ("c");
  conflict->kind = BO_CONFLICT_DECIDED;
  conflict->mine_user = g_strdup ("ben");
  conflict->theirs_user = g_strdup (user);
  conflict->theirs_device = g_strdup (device);
  conflict->mine_us = NOW;
  conflict->theirs_us = NOW + theirs_later;
  return _bo_conflict_item_new (conflict, people);
}

static void
test_conflicts (void)
{
  static const struct { const char *user, *device; BoKept kept; int64_t later; const char *sentence; } cases[] = {
    { "Ana", "Ana’s phone", BO_KEPT_THEIRS, SECOND / 5,
      "The hub kept Ana’s change from Ana’s phone. Both were made at the same moment. Yours is safe." },
    { "Ana", "Ana’s phone", BO_KEPT_THEIRS, SECOND,
      "The hub kept Ana’s change from Ana’s phone. It was made 1 second later. Yours is safe." },
    { "u-7", NULL, BO_KEPT_THEIRS, 42 * SECOND, "The hub kept Ana’s change. It was made 42 seconds later. Yours is safe." },
    { "ben", "Kitchen tablet", BO_KEPT_THEIRS, MINUTE,
      "The hub kept the change from Kitchen tablet. It was made 1 minute later. Yours is safe." },
    { "ben", NULL, BO_KEPT_THEIRS, -DAY, "The hub kept the change from another of your devices. Yours is safe." },
    { NULL, NULL, BO_KEPT_THEIRS, 3 * 60 * MINUTE,
      "The hub kept somebody else’s change. It was made 3 hours later. Yours is safe." },
    { "Ana", "Ana’s phone", BO_KEPT_MINE, -2 * DAY,
      "Your change was kept. It was made 2 days later. Ana’s change from Ana’s phone is safe." },
    { "Ana", NULL, BO_KEPT_MINE, 0, "Your change was kept. Both were made at the same moment. Ana’s change is safe." },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BoConflictItem) item = conflict_between (cases[i].user, cases[i].device, cases[i].kept, cases[i].later);

      g_assert_cmpstr (bo_conflict_item_get_sentence (item), ==, cases[i].sentence);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/ages", test_ages);
  g_test_add_func ("/words/moments", test_moments);
  g_test_add_func ("/words/edits", test_edits);
  g_test_add_func ("/words/several-edits", test_several_edits);
  g_test_add_func ("/words/edges", test_edges);
  g_test_add_func ("/words/activity", test_activity);
  g_test_add_func ("/words/activity-changes", test_activity_changes);
  g_test_add_func ("/words/since", test_since);
  g_test_add_func ("/words/trend", test_trend);
  g_test_add_func ("/words/since-shown", test_since_shown);
  g_test_add_func ("/words/conflicts", test_conflicts);
  return g_test_run ();
}
