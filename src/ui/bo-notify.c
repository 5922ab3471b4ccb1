/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-bell.h"
#include "bo-notify.h"
#include "bo-offline.h"

/* How often the quiet hours and what waits are looked at, in seconds. */
#define TICK_SECONDS 30
/* While thousands of changes arrive, the home isn't looked through for each. */
#define SOON_MS 500
/* A door that is open while somebody carries things in is no news; a hub that starts anew neither. */
#define OPEN_US (10 * 60 * G_USEC_PER_SEC)
#define AWAY_US (30 * 60 * G_USEC_PER_SEC)

struct _BoNotify
{
  GObject parent_instance;

  BoClient     *client;
  BoNotices    *notices;
  GHashTable   *posted;     /* ids of states, to be withdrawn when they end */
  GHashTable   *open_since; /* accessory id -> int64_t, µs */
  GHashTable   *rung;       /* accessory id -> int64_t, µs: the ring that was told */
  int64_t       started_us;
  unsigned int  tick_source;
  unsigned int  soon_source;
};

G_DEFINE_FINAL_TYPE (BoNotify, bo_notify, G_TYPE_OBJECT)

/* One round: what is so now. */
typedef struct
{
  BoNotify     *self;
  GHashTable   *states;
  BoNoticeRules rules;
  int64_t       now_us;
  int           minute;
} Round;

static void changed_cb (BoNotify *self);

static int
minute_setting (BoClient *client, const char *key, int otherwise)
{
  const char *text = bo_client_get_setting (client, key);
  int64_t minute = otherwise;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, 24 * 60 - 1, &minute, NULL);
  return (int) minute;
}

void
bo_notify_read_rules (BoClient *client, BoNoticeRules *rules)
{
  *rules = (BoNoticeRules){ 0 };
  for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
    {
      g_autofree char *key = g_strconcat ("notify.mute.", bo_notice_kind_to_string (kind), NULL);

      rules->muted[kind] = bo_client_get_setting (client, key) != NULL;
    }
  rules->quiet = bo_client_get_setting (client, "notify.quiet") != NULL;
  rules->discreet = bo_client_get_setting (client, "notify.discreet") != NULL;
  rules->from = minute_setting (client, "notify.quiet.from", 22 * 60);
  rules->to = minute_setting (client, "notify.quiet.to", 7 * 60);
}

void
bo_notify_save_rules (BoClient *client, const BoNoticeRules *rules)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *from = g_strdup_printf ("%d", rules->from);
  g_autofree char *to = g_strdup_printf ("%d", rules->to);
  BoSetting settings[BO_N_NOTICE_KINDS + 4] = {
    { "notify.quiet", rules->quiet ? "1" : NULL },
    { "notify.quiet.from", from },
    { "notify.quiet.to", to },
    { "notify.discreet", rules->discreet ? "1" : NULL },
  };

  for (BoNoticeKind kind = BO_NOTICE_ALARM; kind < BO_N_NOTICE_KINDS; kind++)
    {
      g_ptr_array_add (keys, g_strconcat ("notify.mute.", bo_notice_kind_to_string (kind), NULL));
      settings[4 + kind] = (BoSetting){ g_ptr_array_index (keys, kind), rules->muted[kind] ? "1" : NULL };
    }
  bo_client_set_settings (client, settings, G_N_ELEMENTS (settings));
}

static void
post (Round *round, BoNoticeKind kind, const char *id, const char *title, const char *body, const char *address)
{
  bo_notices_post (round->self->notices, kind, id, title, body, address, &round->rules, round->minute);
}

/* Takes @id. */
static void
post_state (Round *round, BoNoticeKind kind, char *id, const char *title, const char *body, const char *address)
{
  post (round, kind, id, title, body, address);
  g_hash_table_add (round->self->posted, g_strdup (id));
  g_hash_table_add (round->states, id);
}

static bool
is_open (BoAccessory *accessory)
{
  static const char *const types[] = { "lock_mechanism", "garage_door_opener", "door", "contact_sensor" };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (bo_accessory_find_service (accessory, types[i]) != NULL)
      return bo_accessory_get_active (accessory);
  return false;
}

static void
look_at_open (Round *round, BoAccessory *accessory, const char *address)
{
  const char *id = bo_thing_get_id (BO_THING (accessory));
  const int64_t *since = g_hash_table_lookup (round->self->open_since, id);

  if (since == NULL)
    g_hash_table_insert (round->self->open_since, g_strdup (id), g_memdup2 (&round->now_us, sizeof (int64_t)));
  else if (round->now_us - *since >= OPEN_US)
    {
      g_autofree char *summary = bo_accessory_get_summary (accessory);

      post_state (round, BO_NOTICE_OPEN, g_strconcat ("open:", id, NULL),
                  bo_thing_get_display_name (BO_THING (accessory)), summary, address);
    }
}

/* When it rang is found out after that it rang. */
static void
follow_bell (BoNotify *self, BoCharacteristic *press)
{
  if (g_signal_handler_find (press, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL, changed_cb, self) == 0)
    g_signal_connect_object (press, "notify::since", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* An event: it stays told, until it rings again. What is chosen for this bell goes before what is for all. */
static void
tell_ring (Round *round, BoAccessory *accessory, int64_t since_us, const char *where, const char *address)
{
  BoBellRule rule = bo_bell_rule_of (round->self->client, accessory);
  BoNoticeRules rules = round->rules;
  const char *name = bo_thing_get_display_name (BO_THING (accessory));
  g_autofree char *id = g_strconcat ("ring:", bo_thing_get_id (BO_THING (accessory)), NULL);
  g_autofree char *when = bo_time_to_clock (since_us, round->now_us);
  g_autofree char *title = g_strdup_printf (_("%s rang"), name);
  /* Translators: in which room a bell rang, and when: "Hall · 14:02" */
  g_autofree char *body = g_strdup_printf (_("%1$s · %2$s"), where, when);

  bo_notices_withdraw (round->self->notices, id);
  if (rule == BO_BELL_NEVER)
    return;
  if (rule == BO_BELL_ALWAYS)
    rules.muted[BO_NOTICE_RING] = rules.quiet = false;
  bo_notices_post (round->self->notices, BO_NOTICE_RING, id, title, body, address, &rules, round->minute);
}

static void
look_at_bell (Round *round, BoAccessory *accessory, const char *where, const char *address)
{
  BoCharacteristic *press = bo_bell_press_of (accessory);
  const char *id = bo_thing_get_id (BO_THING (accessory));
  const int64_t *told = g_hash_table_lookup (round->self->rung, id);
  BoValue value;
  int64_t since_us;

  if (press == NULL)
    return;
  follow_bell (round->self, press);
  value = bo_characteristic_get_value (press);
  since_us = bo_characteristic_get_since (press);
  if (!bo_value_is_number (&value) || since_us < round->self->started_us || (told != NULL && *told == since_us))
    return;
  g_hash_table_insert (round->self->rung, g_strdup (id), g_memdup2 (&since_us, sizeof since_us));
  tell_ring (round, accessory, since_us, where, address);
}

static void
look_at_accessories (Round *round)
{
  GListModel *accessories = bo_client_list_accessories (round->self->client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);
      const char *id = bo_thing_get_id (BO_THING (accessory));
      BoRoom *room = bo_accessory_get_room (accessory);
      g_autofree char *address = g_strconcat ("accessory:", id, NULL);
      g_autofree char *alarm = bo_accessory_get_alarm (accessory);
      const char *where = room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room");

      if (is_open (accessory))
        look_at_open (round, accessory, address);
      else
        g_hash_table_remove (round->self->open_since, id);
      if (alarm != NULL)
        post_state (round, BO_NOTICE_ALARM, g_strconcat ("alarm:", id, NULL), alarm, where, address);
      look_at_bell (round, accessory, where, address);
    }
}

static void
look_at_conflicts (Round *round)
{
  GListModel *conflicts = bo_client_list_conflicts (round->self->client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      char *id = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);
      int64_t when = 0;

      g_object_get (item, "when", &when, NULL);
      if (!bo_conflict_item_get_reviewed (item) && when >= round->self->started_us)
        post_state (round, BO_NOTICE_CONFLICT, id, bo_conflict_item_get_title (item),
                    bo_conflict_item_get_sentence (item), id);
      else
        g_free (id);
    }
}

/* Events, not states: what was lost once stays told. */
static void
look_at_activity (Round *round)
{
  GListModel *activity = bo_client_list_activity (round->self->client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (activity); i++)
    {
      g_autoptr (BoActivityItem) item = g_list_model_get_item (activity, i);
      BoActivityKind kind = bo_activity_item_get_kind (item);
      const char *entity = bo_activity_item_get_entity_id (item);
      g_autofree char *id = NULL;

      if (bo_activity_item_get_when (item) < round->self->started_us)
        return;
      if (kind != BO_ACTIVITY_EXPIRED && kind != BO_ACTIVITY_LATE && kind != BO_ACTIVITY_QUARANTINED)
        continue;
      id = g_strdup_printf ("lost:%" G_GINT64_FORMAT ":%s", bo_activity_item_get_when (item),
                            entity != NULL ? entity : "");
      post (round, BO_NOTICE_LOST, id, bo_activity_item_get_sentence (item), NULL, "sync:activity");
    }
}

static void
look_at_hub (Round *round)
{
  BoClient *client = round->self->client;
  const BoEngineStatus *status = bo_client_get_status (client);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (bo_client_get_phase (client) != BO_PHASE_OFFLINE || status->last_success_us == 0
      || round->now_us - MAX (status->last_success_us, round->self->started_us) < AWAY_US)
    return;
  title = bo_client_get_sentence (client, NULL);
  body = bo_offline_sentence (client);
  post_state (round, BO_NOTICE_HUB_AWAY, g_strdup ("hub-away"), title, body, "sync:health");
}

static void
withdraw_ended (Round *round)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, round->self->posted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (round->states, id))
      {
        bo_notices_withdraw (round->self->notices, id);
        g_hash_table_iter_remove (&iter);
      }
}

/**
 * bo_notify_look:
 * @self: what watches
 *
 * Goes over the home now; it does so by itself soon after a change, and now and then.
 */
void
bo_notify_look (BoNotify *self)
{
  Round round = { .self = self, .now_us = bo_clock_now () };
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (round.now_us / G_USEC_PER_SEC);
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean opened = FALSE;

  g_object_get (self->client, "opened", &opened, NULL);
  if (!opened)
    return;
  round.states = states;
  round.minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  bo_notify_read_rules (self->client, &round.rules);
  look_at_accessories (&round);
  look_at_conflicts (&round);
  look_at_activity (&round);
  look_at_hub (&round);
  withdraw_ended (&round);
  bo_notices_tick (self->notices, &round.rules, round.minute);
}

static gboolean
tick_cb (gpointer data)
{
  bo_notify_look (BO_NOTIFY (data));
  return G_SOURCE_CONTINUE;
}

static gboolean
soon_cb (gpointer data)
{
  BO_NOTIFY (data)->soon_source = 0;
  bo_notify_look (BO_NOTIFY (data));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoNotify *self)
{
  if (self->soon_source == 0)
    self->soon_source = g_timeout_add (SOON_MS, soon_cb, self);
}

static void
bo_notify_dispose (GObject *object)
{
  BoNotify *self = BO_NOTIFY (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_pointer (&self->notices, bo_notices_free);
  g_clear_pointer (&self->posted, g_hash_table_unref);
  g_clear_pointer (&self->open_since, g_hash_table_unref);
  g_clear_pointer (&self->rung, g_hash_table_unref);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_notify_parent_class)->dispose (object);
}

static void
bo_notify_class_init (BoNotifyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_notify_dispose;
}

static void
bo_notify_init (BoNotify *self)
{
  self->posted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->open_since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rung = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->started_us = bo_clock_now ();
  self->tick_source = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

BoNotify *
bo_notify_new (BoClient *client, const BoNoticeSink *sink, gpointer data)
{
  BoNotify *self = g_object_new (BO_TYPE_NOTIFY, NULL);

  self->client = g_object_ref (client);
  self->notices = bo_notices_new (sink, data);
  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::opened", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_conflicts (client), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_list_activity (client), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  return self;
}
