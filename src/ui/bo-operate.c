/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

BoWish *
_bo_wish_new (GtkWidget *from, BoClient *client, BoThing *thing)
{
  AdwToastOverlay *toasts = bo_toasts_of (from);
  BoWish *wish = g_new0 (BoWish, 1);

  g_weak_ref_init (&wish->toasts, toasts != NULL ? (gpointer) toasts : (gpointer) gtk_widget_get_root (from));
  wish->client = g_object_ref (client);
  g_set_object (&wish->thing, thing);
  return wish;
}

void
_bo_wish_free (BoWish *wish)
{
  g_weak_ref_clear (&wish->toasts);
  g_clear_object (&wish->client);
  g_clear_object (&wish->thing);
  g_clear_pointer (&wish->back, bo_draft_free);
  g_clear_object (&wish->from_place);
  g_clear_object (&wish->to_place);
  g_clear_pointer (&wish->writes, g_ptr_array_unref);
  g_clear_pointer (&wish->done, g_free);
  g_clear_pointer (&wish->id, g_free);
  g_free (wish);
}

/* (nullable): where to speak, as long as the window is there */
GtkWidget *
_bo_wish_dup_widget (BoWish *wish)
{
  return g_weak_ref_get (&wish->toasts);
}

static void
wish_free_cb (gpointer data)
{
  _bo_wish_free (data);
}

void
_bo_wish_finish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoWish *wish = data;
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  if (widget != NULL && error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bo_toast (widget, error->message);
  else if (widget != NULL && error == NULL && wish->done != NULL && wish->undo != NULL)
    {
      bo_toast_undo (widget, wish->done, wish->undo, wish, wish_free_cb);
      return;
    }
  else if (widget != NULL && error == NULL && wish->done != NULL)
    bo_toast (widget, wish->done);
  _bo_wish_free (wish);
}

BoWish *
_bo_wish_next (BoWish *wish)
{
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);

  return widget != NULL ? _bo_wish_new (widget, wish->client, wish->thing) : NULL;
}

/* --- what leads away from safety is asked first --- */

static bool
hub_away (BoClient *client)
{
  gboolean paused = FALSE;

  g_object_get (client, "paused", &paused, NULL);
  if (paused)
    return true;
  switch (bo_client_get_phase (client))
    {
    case BO_PHASE_OFFLINE:
    case BO_PHASE_SIGN_IN:
    case BO_PHASE_WRONG_SERVER:
    case BO_PHASE_STOPPED:
      return true;
    case BO_PHASE_NO_HUB:
    case BO_PHASE_CONNECTING:
    case BO_PHASE_UP_TO_DATE:
    case BO_PHASE_PULLING:
    case BO_PHASE_MERGING:
    case BO_PHASE_PUSHING:
    case BO_PHASE_VERIFYING:
    case BO_PHASE_READ_ONLY:
    case BO_PHASE_DIVERGED:
      return false;
    }
  return false;
}

/* What will happen, and when: nothing that opens a door happens at a time nobody expects. */
static char *
consequence (BoClient *client, int expiry_seconds)
{
  int minutes = MAX (1, expiry_seconds / 60);

  if (bo_client_get_server_url (client) == NULL)
    return g_strdup (_("This home has no hub, so no device is told. The wish is only noted on this device."));
  if (!hub_away (client))
    return g_strdup (_("The hub is told at once."));
  /* Paused or unreachable, it is the same to the person: not now. */
  return g_strdup_printf (ngettext ("The hub can't be told now. This happens when connected, within %d minute; "
                                    "after that it is dropped.",
                                    "The hub can't be told now. This happens when connected, within %d minutes; "
                                    "after that it is dropped.",
                                    (unsigned long) minutes),
                          minutes);
}

static bool
is_characteristic (BoCharacteristic *characteristic, const char *id)
{
  const BoCharacteristicSpec *spec = bo_characteristic_get_spec (characteristic);

  return spec != NULL && g_str_equal (spec->id, id);
}

/* It forgets how long it was in use: a press by mistake can't be taken back. */
static bool
is_reset (BoCharacteristic *characteristic)
{
  return is_characteristic (characteristic, "reset_filter_indication");
}

static char *
question_for (BoCharacteristic *characteristic, const char **answer)
{
  BoService *service = bo_characteristic_get_service (characteristic);
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);
  const BoServiceSpec *spec = service != NULL ? bo_service_get_spec (service) : NULL;
  const char *kind = spec != NULL ? spec->id : "";
  const char *name = accessory != NULL ? bo_thing_get_display_name (BO_THING (accessory)) : "";

  /* A garage door has a lock, too. */
  if (g_str_equal (kind, "lock_mechanism") || is_characteristic (characteristic, "lock_target_state"))
    {
      *answer = _("_Unlock");
      return g_strdup_printf (_("Unlock “%s”?"), name);
    }
  if (g_str_equal (kind, "security_system"))
    {
      *answer = _("_Turn Off");
      return g_strdup_printf (_("Turn Off “%s”?"), name);
    }
  if (g_str_equal (kind, "garage_door_opener") || g_str_equal (kind, "door") || g_str_equal (kind, "window"))
    {
      *answer = _("_Open");
      return g_strdup_printf (_("Open “%s”?"), name);
    }
  if (g_str_equal (kind, "valve") || g_str_equal (kind, "faucet") || g_str_equal (kind, "irrigation_system"))
    {
      *answer = _("_Turn On Water");
      return g_strdup_printf (_("Turn On the Water of “%s”?"), name);
    }
  *answer = _("_Change");
  return g_strdup_printf (_("Change “%s”?"), name);
}

static void
write_now (BoWish *wish, bool confirmed)
{
  g_autoptr (GPtrArray) writes = g_ptr_array_ref (wish->writes);

  if (writes->len == 1)
    {
      const BoWrite *write = g_ptr_array_index (writes, 0);

      bo_client_update_characteristic_async (wish->client, write->accessory_id, write->characteristic_id,
                                             write->value, confirmed, NULL, _bo_wish_finish_cb, wish);
    }
  else
    bo_client_update_many_async (wish->client, writes, confirmed, NULL, _bo_wish_finish_cb, wish);
}

typedef struct
{
  BoWish *wish; /* NULL once it was handed on */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->wish, _bo_wish_free);
  g_free (asked);
}

static void
write_confirmed_cb (gpointer data)
{
  Asked *asked = data;

  write_now (g_steal_pointer (&asked->wish), true);
}

static void
ask_to_write (GtkWidget *from, BoWish *wish, const char *heading, const char *answer, int expiry_seconds)
{
  g_autofree char *body = consequence (wish->client, expiry_seconds);
  Asked *asked = g_new0 (Asked, 1);

  asked->wish = wish;
  bo_ask (from, heading, body, answer, true, write_confirmed_cb, asked, asked_free);
}

static GPtrArray *
one_write (BoCharacteristic *characteristic, const char *json)
{
  GPtrArray *writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);

  g_ptr_array_add (writes, bo_write_new (accessory != NULL ? bo_thing_get_id (BO_THING (accessory)) : NULL,
                                         bo_characteristic_get_id (characteristic), json));
  return writes;
}

static void
reset_confirmed_cb (gpointer data)
{
  Asked *asked = data;

  write_now (g_steal_pointer (&asked->wish), false);
}

static void
ask_to_reset (GtkWidget *from, BoWish *wish)
{
  g_autofree char *heading = g_strdup_printf (_("Reset the Filter of “%s”?"), bo_thing_get_display_name (wish->thing));
  Asked *asked = g_new0 (Asked, 1);

  asked->wish = wish;
  bo_ask (from, heading, _("It counts from new again. Do this once the filter is replaced or cleaned."), _("_Reset"),
          false, reset_confirmed_cb, asked, asked_free);
}

/**
 * bo_operate_asks:
 * @characteristic: what would be changed
 * @json: the value
 *
 * Returns: whether bo_operate() asks before it writes; until then a control shows what is
 */
bool
bo_operate_asks (BoCharacteristic *characteristic, const char *json)
{
  return bo_characteristic_get_safety (characteristic, json).needs_confirmation || is_reset (characteristic);
}

/**
 * bo_operate:
 * @from: a widget of the window
 * @client: the client
 * @characteristic: what to change
 * @json: the value, as bo_characteristic_edit_*() made it
 *
 * Writes a value. What leads away from safety (UX §2, class C) is asked about first, by every route, and so is the
 * reset of a filter.
 */
void
bo_operate (GtkWidget *from, BoClient *client, BoCharacteristic *characteristic, const char *json)
{
  BoSafety safety = bo_characteristic_get_safety (characteristic, json);
  BoAccessory *accessory = bo_characteristic_get_accessory (characteristic);
  BoWish *wish = _bo_wish_new (from, client, accessory != NULL ? BO_THING (accessory) : NULL);

  wish->writes = one_write (characteristic, json);
  if (safety.needs_confirmation)
    {
      const char *answer = NULL;
      g_autofree char *heading = question_for (characteristic, &answer);

      ask_to_write (from, wish, heading, answer, safety.expiry_seconds);
    }
  else if (is_reset (characteristic) && accessory != NULL)
    ask_to_reset (from, wish);
  else
    write_now (wish, false);
}

/* The shortest life among what has to be confirmed; 0 when nothing has to. */
static int
expiry_of_writes (BoClient *client, GPtrArray *writes)
{
  int shortest = 0;

  for (unsigned int i = 0; i < writes->len; i++)
    {
      const BoWrite *write = g_ptr_array_index (writes, i);
      BoCharacteristic *characteristic = bo_model_lookup_characteristic (bo_client_get_model (client),
                                                                         write->accessory_id,
                                                                         write->characteristic_id);
      BoSafety safety;

      if (characteristic == NULL)
        continue;
      safety = bo_characteristic_get_safety (characteristic, write->value);
      if (safety.needs_confirmation)
        shortest = shortest == 0 ? MAX (1, safety.expiry_seconds) : MIN (shortest, safety.expiry_seconds);
    }
  return shortest;
}

/* Takes @wish; @writes go out in one transaction, after a question where one of them needs it. */
void
_bo_wish_write (BoWish *wish, GPtrArray *writes, const char *heading, const char *answer)
{
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);
  int expiry = expiry_of_writes (wish->client, writes);

  g_clear_pointer (&wish->writes, g_ptr_array_unref);
  wish->writes = g_ptr_array_ref (writes);
  if (expiry == 0)
    write_now (wish, false);
  else if (widget != NULL)
    ask_to_write (widget, wish, heading, answer, expiry);
  else
    _bo_wish_free (wish);
}

/* --- drafts, and their way back --- */

/* The shortest life among what has to be confirmed; 0 when nothing has to. */
static int
expiry_of_draft (BoClient *client, BoDraft *draft)
{
  int shortest = 0;

  for (unsigned int i = 0; i < draft->edits->len; i++)
    {
      const BoDraftEdit *edit = g_ptr_array_index (draft->edits, i);
      BoCharacteristic *characteristic = bo_model_lookup_path (bo_client_get_model (client), edit->entity_id,
                                                               edit->path);
      BoSafety safety;

      if (characteristic == NULL)
        continue;
      safety = bo_characteristic_get_safety (characteristic, edit->value);
      if (safety.needs_confirmation)
        shortest = shortest == 0 ? MAX (1, safety.expiry_seconds) : MIN (shortest, safety.expiry_seconds);
    }
  return shortest;
}

static void
take_back (BoWish *wish)
{
  bo_client_apply_async (wish->client, g_steal_pointer (&wish->back), NULL, _bo_wish_finish_cb, wish);
}

static void
take_back_confirmed_cb (gpointer data)
{
  Asked *asked = data;

  asked->wish->back->confirmed = true;
  take_back (g_steal_pointer (&asked->wish));
}

static void
ask_to_take_back (BoWish *wish, int expiry)
{
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);
  g_autofree char *body = consequence (wish->client, expiry);
  Asked *asked = g_new0 (Asked, 1);

  asked->wish = wish;
  bo_ask (widget, _("Undo, Although a Door or an Alarm Is Among It?"), body, _("_Undo"), true, take_back_confirmed_cb,
          asked, asked_free);
}

static void
undo_draft_cb (gpointer data)
{
  BoWish *done = data;
  BoWish *wish = _bo_wish_next (done);
  int expiry;

  if (wish == NULL || done->back == NULL)
    {
      g_clear_pointer (&wish, _bo_wish_free);
      return;
    }
  wish->back = g_steal_pointer (&done->back);
  expiry = expiry_of_draft (wish->client, wish->back);
  if (expiry > 0)
    ask_to_take_back (wish, expiry);
  else
    take_back (wish);
}

void
_bo_wish_apply (BoWish *wish, BoDraft *draft)
{
  wish->back = bo_draft_invert (draft, bo_client_get_model (wish->client));
  wish->undo = undo_draft_cb;
  bo_client_apply_async (wish->client, draft, NULL, _bo_wish_finish_cb, wish);
}

void
_bo_wish_try (BoWish *wish, BoDraft *draft, GError *error)
{
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);

  if (error == NULL)
    {
      _bo_wish_apply (wish, draft);
      return;
    }
  if (widget != NULL)
    bo_toast (widget, error->message);
  g_error_free (error);
  bo_draft_free (draft);
  _bo_wish_free (wish);
}

/* --- values, and their way back --- */

void
_bo_wish_undo_writes_cb (gpointer data)
{
  BoWish *wish = data;
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (wish);

  if (widget != NULL && wish->writes->len > 0)
    _bo_wish_write (_bo_wish_new (widget, wish->client, wish->thing), wish->writes,
                    _("Undo, Although a Door or an Alarm Is Among It?"), _("_Undo"));
}

/* --- scenes --- */

/* @before: (out): what an Undo writes: the values as they are now */
static int
look_at_scene (BoClient *client, BoScene *scene, GPtrArray *before)
{
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);

  for (size_t i = 0; i < bo_scene_get_n_actions (scene); i++)
    {
      const BoSceneAction *action = bo_scene_get_action (scene, i);
      BoCharacteristic *characteristic;

      if (action->characteristic_id == NULL)
        continue;
      g_ptr_array_add (writes, bo_write_new (action->accessory_id, action->characteristic_id, action->value));
      characteristic = bo_model_lookup_characteristic (bo_client_get_model (client), action->accessory_id,
                                                       action->characteristic_id);
      if (characteristic != NULL && bo_characteristic_get_raw (characteristic) != NULL
          && action->accessory_id != NULL)
        g_ptr_array_add (before, bo_write_new (action->accessory_id, bo_characteristic_get_id (characteristic),
                                               bo_characteristic_get_raw (characteristic)));
    }
  return expiry_of_writes (client, writes);
}

static void
run_scene (BoWish *wish, bool confirmed)
{
  bo_client_run_scene_async (wish->client, wish->id, confirmed, NULL, _bo_wish_finish_cb, wish);
}

static void
scene_confirmed_cb (gpointer data)
{
  Asked *asked = data;

  run_scene (g_steal_pointer (&asked->wish), true);
}

static void
ask_to_run (GtkWidget *from, BoWish *wish, const char *name, int expiry)
{
  g_autofree char *heading = g_strdup_printf (_("Run “%s”?"), name);
  g_autofree char *when = consequence (wish->client, expiry);
  g_autofree char *body = g_strconcat (_("This scene unlocks, opens or disarms something."), "\n", when, NULL);
  Asked *asked = g_new0 (Asked, 1);

  asked->wish = wish;
  bo_ask (from, heading, body, _("_Run"), true, scene_confirmed_cb, asked, asked_free);
}

/**
 * bo_operate_scene:
 * @from: a widget of the window
 * @client: the client
 * @scene: what to run
 *
 * Runs a scene, and offers to put back what was there before.
 */
void
bo_operate_scene (GtkWidget *from, BoClient *client, BoScene *scene)
{
  BoWish *wish = _bo_wish_new (from, client, BO_THING (scene));
  const char *name = bo_thing_get_display_name (BO_THING (scene));
  int expiry;

  wish->writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  wish->id = g_strdup (bo_thing_get_id (BO_THING (scene)));
  wish->done = g_strdup_printf (_("“%s” was run"), name);
  wish->undo = _bo_wish_undo_writes_cb;
  expiry = look_at_scene (client, scene, wish->writes);
  if (expiry > 0)
    ask_to_run (from, wish, name, expiry);
  else
    run_scene (wish, false);
}
