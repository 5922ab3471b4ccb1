/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-items-private.h"
#include "bo-lists.h"

/* The rows of the lists: what a binding reads is what a getter says; and what waits, over a store. */

#define V1 "2026-06-15T09:41:02.000001+00:00-000417-alice"
#define EARLY "2026-06-15T09:40:00.000000+00:00-000001-ana"
#define LATE "2026-06-15T09:45:00.000000+00:00-000001-ana"
#define EDITED INT64_C (1781516520000000) /* 2026-06-15T09:42:00 */

static char *
property_text (void       *object,
               const char *name)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), name);
  g_auto(GValue) value = G_VALUE_INIT;

  g_assert_nonnull (pspec);
  g_value_init (&value, pspec->value_type);
  g_object_get_property (object, name, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  if (G_VALUE_HOLDS_BOOLEAN (&value))
    return g_strdup (g_value_get_boolean (&value) ? "yes" : "no");
  if (G_VALUE_HOLDS_INT64 (&value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));
  g_assert_true (G_VALUE_HOLDS_INT (&value));
  return g_strdup_printf ("%d", g_value_get_int (&value));
}

typedef struct
{
  const char *name;
  const char *value;
} Expected;

/* All properties there are, no more and no fewer. */
static void
assert_properties (void           *object,
                   const Expected *expected,
                   unsigned int    n_expected)
{
  unsigned int n = 0;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  g_assert_cmpuint (n, ==, n_expected);
  g_assert_nonnull (pspecs);
  for (unsigned int i = 0; i < n_expected; i++)
    {
      g_autofree char *text = property_text (object, expected[i].name);

      g_test_message ("%s", expected[i].name);
      g_assert_cmpstr (text, ==, expected[i].value);
    }
}

static void
test_pending_item (void)
{
  static const Expected expected[] = {
    { "id", "l" }, { "name", "Lamp" }, { "sentence", "Turn Lamp on" }, { "queued-at", "5" }, { "status", "4" },
    { "expires", "9" }, { "problem", "Refused." }, { "forecast", "Will be joined with Ana’s change" },
    { "returns", "On returns to Off." }, { "thing-id", "l" }, { "path", "/content/on" },
  };
  BoPendingRow row = {
    .id = g_strdup ("l"), .name = g_strdup ("Lamp"), .sentence = g_strdup ("Turn Lamp on"),
    .problem = g_strdup ("Refused."), .forecast = g_new0 (BoForecast, 1), .queued_at = 5, .expires = 9,
    .status = BO_STATUS_QUARANTINED, .returns = g_strdup ("On returns to Off."), .thing_id = g_strdup ("l"),
    .path = g_strdup ("/content/on"),
  };
  g_autoptr(BoPendingItem) item = NULL;

  *row.forecast = (BoForecast) { BO_FORECAST_JOINED, g_strdup ("Ana"), 0 };
  item = _bo_pending_item_new (row);
  assert_properties (item, expected, G_N_ELEMENTS (expected));
  g_assert_cmpint (bo_pending_item_get_status (item), ==, BO_STATUS_QUARANTINED);
}

static void
test_activity_items (void)
{
  static const struct { BoActivityKind kind; const char *sentence, *icon; } cases[] = {
    { BO_ACTIVITY_EDITED, "Changed Lamp here", "document-edit-symbolic" },
    { BO_ACTIVITY_SENT, "Sent Lamp to the hub", "go-up-symbolic" },
    { BO_ACTIVITY_RECEIVED, "Received Lamp from the hub", "go-down-symbolic" },
    { BO_ACTIVITY_MERGED, "Merged two changes of Lamp", "object-select-symbolic" },
    { BO_ACTIVITY_CONFLICT, "Lamp was changed in two places", "dialog-question-symbolic" },
    { BO_ACTIVITY_EXPIRED, "A change of Lamp was too old to be sent, and was not", "alarm-symbolic" },
    { BO_ACTIVITY_DISCARDED, "Discarded a change of Lamp", "edit-undo-symbolic" },
    { BO_ACTIVITY_QUARANTINED, "The hub refused a change of Lamp; it is kept here", "dialog-warning-symbolic" },
    { BO_ACTIVITY_UNREADABLE, "Received Lamp, which can’t be read", "dialog-warning-symbolic" },
    { BO_ACTIVITY_REOFFERED, "Offered Lamp again, which the hub had lost", "view-refresh-symbolic" },
    { BO_ACTIVITY_RESYNC, "Read everything from the hub anew", "view-refresh-symbolic" },
    { BO_ACTIVITY_DIVERGED, "What is here and what the hub holds differ", "dialog-warning-symbolic" },
    { BO_ACTIVITY_FAILED, "Synchronising failed", "dialog-error-symbolic" },
    { BO_ACTIVITY_CONNECTED, "Connected to the hub", "network-server-symbolic" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kind = g_strdup_printf ("%d", (int) cases[i].kind);
      const Expected expected[] = {
        { "kind", kind }, { "sentence", cases[i].sentence }, { "when", "7" }, { "entity-id", "l" },
        { "icon-name", cases[i].icon },
      };
      g_autoptr(BoActivityItem) item = _bo_activity_item_new (bo_activity_new (cases[i].kind, "l", 7), "Lamp", NULL, NULL);

      assert_properties (item, expected, G_N_ELEMENTS (expected));
      g_assert_cmpint (bo_activity_item_get_kind (item), ==, cases[i].kind);
      g_assert_cmpstr (bo_activity_item_get_entity_id (item), ==, "l");
    }
}

static BoConflict *
conflict_of (BoConflictKind kind,
             const char    *mine)
{
  BoConflict *conflict = bo_conflict_new ();

  conflict->id = g_strdup ("c");
  conflict->kind = kind;
  conflict->name = g_strdup (kind == BO_CONFLICT_MERGED ? "" : "Lamp");
  conflict->mine = g_strdup (mine);
  conflict->mine_user = g_strdup ("ben");
  conflict->theirs_user = g_strdup ("Ana");
  conflict->when_us = 7;
  conflict->reviewed = kind == BO_CONFLICT_MOVED;
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/name", NULL, NULL, NULL, NULL, BO_KEPT_MINE, true));
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/k", NULL, NULL, NULL, NULL, BO_KEPT_THEIRS, true));
  return conflict;
}

static void
test_conflict_items (void)
{
  static const struct { BoConflictKind kind; const char *mine, *title, *sentence, *reviewed; } cases[] = {
    { BO_CONFLICT_MERGED, "{}", "Something unnamed was changed in two places",
      "Your change and Ana’s change are both in it.", "no" },
    { BO_CONFLICT_DECIDED, "{}", "Lamp was changed in two places",
      "Some values of your change were kept, and some of Ana’s change. All of them are safe.", "no" },
    { BO_CONFLICT_DELETED, "{\"content\":{\"deleted\":true}}", "Lamp was changed in one place and removed in another",
      "You removed it while Ana changed it. Both are kept in its history.", "no" },
    { BO_CONFLICT_DELETED, "{\"content\":{}}", "Lamp was changed in one place and removed in another",
      "It was removed by Ana while you changed it. Your change is kept in its history.", "no" },
    { BO_CONFLICT_MOVED, "{}", "Lamp was moved to two places",
      "You and Ana moved it. The move that reached the hub last stands.", "yes" },
  };
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Expected expected[] = {
        { "id", "c" }, { "title", cases[i].title }, { "sentence", cases[i].sentence },
        { "reviewed", cases[i].reviewed }, { "when", "7" },
      };
      g_autoptr(BoConflictItem) item = _bo_conflict_item_new (conflict_of (cases[i].kind, cases[i].mine), people);

      assert_properties (item, expected, G_N_ELEMENTS (expected));
    }
}

/* --- what waits --- */

static BoEntity *
lamp (const char *version,
      const char *content)
{
  return bo_entity_new ("l", version, "device", "Lamp", content, NULL, "ana", NULL);
}

/* A lamp that the hub has, an edit of its brightness that waits, and what a pull brought meanwhile. */
static void
put_waiting (BoStore    *store,
             const char *aside_version,
             const char *aside_content)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(BoRecord) record = bo_record_new ("l");
  g_autoptr(BoEdit) edit = bo_edit_new ("l", BO_EDIT_CHANGE);

  record->confirmed = lamp (V1, "{\"level\":1,\"colour\":1}");
  record->shown = lamp ("draft", "{\"level\":2,\"colour\":1}");
  record->aside = aside_version != NULL ? lamp (aside_version, aside_content) : NULL;
  record->hub_version = g_strdup (aside_version != NULL ? aside_version : V1);
  record->status = BO_STATUS_PENDING;
  edit->time_us = EDITED;
  edit->expires_us = EDITED + 1;
  edit->user_id = g_strdup ("ben");
  if (edit->changes == NULL)
    edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
  g_ptr_array_add (edit->changes, bo_json_change_new ("/content/level", "1", "2"));
  g_assert_true (bo_sync_store_begin (rows, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_record (rows, record, NULL));
  g_assert_true (bo_sync_store_add_edit (rows, edit, NULL));
  g_assert_true (bo_sync_store_commit (rows, NULL));
}

static void
put_in_conflict (BoStore    *store,
                 const char *user,
                 const char *device)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(BoRecord) record = bo_sync_store_get_record (rows, "l", NULL);
  g_autoptr(BoConflict) conflict = bo_conflict_new ();

  record->status = BO_STATUS_CONFLICT;
  conflict->id = g_strdup ("c");
  conflict->entity_id = g_strdup ("l");
  conflict->mine_user = g_strdup ("ben");
  conflict->theirs_user = g_strdup (user);
  conflict->theirs_device = g_strdup (device);
  g_assert_true (bo_sync_store_begin (rows, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_record (rows, record, NULL));
  g_assert_true (user == NULL || bo_sync_store_put_conflict (rows, conflict, NULL));
  g_assert_true (bo_sync_store_commit (rows, NULL));
}

/* What waits while a decision about the same thing is asked for says who else changed it, as the thing itself does. */
static void
test_rivals (void)
{
  static const struct { const char *user, *device, *notice; } cases[] = {
    { NULL, NULL, "Changed elsewhere — review" },
    { "ana", "Phone", "Changed by Ana — review" },
    { "ben", "Phone", "Changed by Phone — review" },
  };
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (people, (char *) "ana", (char *) "Ana");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      BoStore *store = bo_store_open (":memory:", false, 7, &error);
      g_autoptr(GPtrArray) items = NULL;
      g_autofree char *notice = NULL;

      g_assert_no_error (error);
      put_waiting (store, NULL, NULL);
      put_in_conflict (store, cases[i].user, cases[i].device);
      items = _bo_lists_read_pending (store, people, &error);
      g_assert_no_error (error);
      notice = bo_pending_item_dup_notice (g_ptr_array_index (items, 0));
      g_assert_cmpstr (notice, ==, cases[i].notice);
      bo_store_close (store);
    }
}

/* What the hub holds comes back, be it meanwhile another value than the one that was changed here. */
static void
test_returns (void)
{
  static const struct { const char *version, *content, *returns; } cases[] = {
    { NULL, NULL, "Level returns to 1." },
    { LATE, "{\"level\":3,\"colour\":1}", "Level returns to 3." },
    { LATE, "{\"level\":1,\"colour\":2}", "Level returns to 1.\nColour returns to 2." },
    { LATE, "{\"colour\":1}", "Level goes: the hub has no such value." },
    { LATE, "{\"level\":2,\"colour\":1}", "Lamp stays as it is: the hub holds the same." },
    { LATE, "{\"deleted\":true}", "Lamp goes: it was removed at the hub." },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      BoStore *store = bo_store_open (":memory:", false, 7, &error);
      g_autoptr(GPtrArray) items = NULL;

      g_assert_no_error (error);
      put_waiting (store, cases[i].version, cases[i].content);
      items = _bo_lists_read_pending (store, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (bo_pending_item_get_returns (g_ptr_array_index (items, 0)), ==, cases[i].returns);
      g_assert_cmpstr (bo_pending_item_get_path (g_ptr_array_index (items, 0)), ==, "/content/level");
      g_assert_cmpstr (bo_pending_item_get_thing_id (g_ptr_array_index (items, 0)), ==, "l");
      bo_store_close (store);
    }
}

/* A line for each, readable by itself. */
static void
test_activity_lines (void)
{
  g_autoptr(BoActivityItem) one = _bo_activity_item_new (bo_activity_new (BO_ACTIVITY_SENT, "l", EDITED), "A \"lamp\"",
                                                         NULL, NULL);
  g_autoptr(BoActivityItem) other = _bo_activity_item_new (bo_activity_new (BO_ACTIVITY_FAILED, NULL, EDITED), NULL,
                                                           NULL, NULL);
  g_autofree char *first = bo_activity_item_to_line (one);
  g_autofree char *second = bo_activity_item_to_line (other);

  g_assert_cmpstr (first, ==,
                   "{\"when\":\"2026-06-15T09:42:00.000000+00:00\",\"kind\":\"sent\","
                   "\"sentence\":\"Sent A \\\"lamp\\\" to the hub\",\"entity_id\":\"l\"}\n");
  g_assert_cmpstr (second, ==,
                   "{\"when\":\"2026-06-15T09:42:00.000000+00:00\",\"kind\":\"failed\","
                   "\"sentence\":\"Synchronising failed\"}\n");
}

static void
test_forecasts (void)
{
  static const struct { const char *version, *content, *forecast; } cases[] = {
    { NULL, NULL, NULL },
    { LATE, "{\"level\":1,\"colour\":2}", "Will be joined with Ana’s change" },
    { "no time at all", "{\"level\":3}", "Will be joined with Ana’s change" },
    { LATE, "{\"level\":3,\"colour\":1}", "Would lose to Ana’s change of " },
    { EARLY, "{\"level\":3,\"colour\":1}", "Would replace Ana’s change of " },
    { LATE, "{\"deleted\":true}", "Ana removed it meanwhile; you will be asked" },
  };
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (people, (char *) "ana", (char *) "Ana");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      BoStore *store = bo_store_open (":memory:", false, 7, &error);
      g_autoptr(GPtrArray) items = NULL;
      g_autofree char *forecast = NULL;

      g_assert_no_error (error);
      put_waiting (store, cases[i].version, cases[i].content);
      items = _bo_lists_read_pending (store, people, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 1);
      forecast = bo_pending_item_dup_forecast (g_ptr_array_index (items, 0));
      g_assert_cmpint (bo_pending_item_get_expires (g_ptr_array_index (items, 0)), ==, EDITED + 1);
      g_assert_cmpint (bo_pending_item_get_queued_at (g_ptr_array_index (items, 0)), ==, EDITED);
      g_assert_true (cases[i].forecast == NULL ? forecast == NULL : g_str_has_prefix (forecast, cases[i].forecast));
      bo_store_close (store);
    }
}

/* A merge that is on its way has no edit; an edge that moved says where it came from. */
static void
test_merges_and_edges (void)
{
  g_autoptr(GError) error = NULL;
  BoStore *store = bo_store_open (":memory:", false, 7, &error);
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(BoRecord) record = bo_record_new ("l");
  g_autoptr(BoEdge) before = bo_edge_new ("e", "l", "", "attic", "", "located_in", "{}", NULL, 0);
  g_autoptr(BoEdge) after = bo_edge_new ("e", "l", "", "hall", "", "located_in", "{}", NULL, 0);
  g_autoptr(BoEdgeRecord) edge = bo_edge_record_new (after);
  g_autoptr(GPtrArray) items = NULL;

  record->confirmed = lamp (V1, "{}");
  record->outgoing = lamp (LATE, "{\"a\":1}");
  record->shown = bo_entity_ref (record->outgoing);
  record->hub_version = g_strdup (V1);
  record->status = BO_STATUS_SENDING;
  edge->confirmed = bo_edge_ref (before);
  edge->pending = true;
  edge->edited_at = EDITED;
  edge->revision = 1;
  edge->status = BO_STATUS_PENDING;
  g_assert_true (bo_sync_store_begin (rows, BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_record (rows, record, NULL));
  g_assert_true (bo_sync_store_put_edge (rows, edge, NULL));
  g_assert_true (bo_sync_store_commit (rows, NULL));

  items = _bo_lists_read_pending (store, people, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (bo_pending_item_get_sentence (g_ptr_array_index (items, 0)), ==, "Send Lamp");
  g_assert_cmpint (bo_pending_item_get_status (g_ptr_array_index (items, 0)), ==, BO_STATUS_SENDING);
  g_assert_cmpstr (bo_pending_item_get_sentence (g_ptr_array_index (items, 1)), ==, "Move Lamp to something unnamed");
  g_assert_cmpstr (bo_pending_item_get_returns (g_ptr_array_index (items, 1)), ==, "Lamp returns to something unnamed.");
  bo_store_close (store);
}

/* A list that can't be read is no empty list. */
static void
test_unreadable (void)
{
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  int n = 0;

  for (bool done = false; !done; n++)
    {
      g_autoptr(GError) error = NULL;
      BoStore *store = bo_store_open (":memory:", false, 7, &error);
      g_autoptr(GPtrArray) items = NULL;

      g_assert_no_error (error);
      put_waiting (store, LATE, "{\"level\":3}");
      bo_store_fail_after (store, n + 1, 10);
      items = _bo_lists_read_pending (store, people, &error);
      bo_store_fail_after (store, 0, 0);
      g_assert_true ((items == NULL) == (error != NULL));
      done = items != NULL;
      g_assert_cmpint (n, <, 200);
      bo_store_close (store);
    }
  g_assert_cmpint (n, >, 3);
}

/* Whose doing it was: the name the home has for who is known, and the device. */
static void
test_who (void)
{
  static const struct { const char *user, *device, *who; } cases[] = {
    { NULL, NULL, "" },
    { "ana", NULL, "Ana" },
    { "ana", "Laptop", "Ana, Laptop" },
    { "ben", "Phone", "ben, Phone" },
    { NULL, "Phone", "Phone" },
  };
  g_autoptr(GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (people, (char *) "ana", (char *) "Ana");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BoActivity *activity = bo_activity_new (BO_ACTIVITY_RECEIVED, "l", 7);
      g_autoptr(BoActivityItem) item = NULL;

      activity->user_id = g_strdup (cases[i].user);
      activity->device_name = g_strdup (cases[i].device);
      item = _bo_activity_item_new (activity, "Lamp", NULL, people);
      g_assert_cmpstr (bo_activity_item_get_who (item), ==, cases[i].who);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/items/pending", test_pending_item);
  g_test_add_func ("/items/activity", test_activity_items);
  g_test_add_func ("/items/conflict", test_conflict_items);
  g_test_add_func ("/items/forecasts", test_forecasts);
  g_test_add_func ("/items/rivals", test_rivals);
  g_test_add_func ("/items/returns", test_returns);
  g_test_add_func ("/items/activity-lines", test_activity_lines);
  g_test_add_func ("/items/merges-and-edges", test_merges_and_edges);
  g_test_add_func ("/items/unreadable", test_unreadable);
  g_test_add_func ("/items/who", test_who);
  return g_test_run ();
}
