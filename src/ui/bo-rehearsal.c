/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-rehearsal.h"

/* How long the lists may take to show what the journal has. */
#define PATIENCE_SECONDS 10

/* The steps, in order; each ends by beginning the next. This device keeps its edit back until
   the other's is at the hub: that is what makes the two collide. */
typedef enum
{
  STEP_OPEN_OTHER,
  STEP_CONNECT_OTHER,
  STEP_PULL_OTHER,
  STEP_EDIT_HERE,
  STEP_EDIT_OTHER,
  STEP_PUSH_OTHER,
  STEP_SYNC_HERE,
  STEP_CLOSE_OTHER,
  STEP_DONE,
} Step;

/* What collides. */
typedef enum
{
  KIND_VALUES,   /* two values */
  KIND_REMOVED,  /* a change and a removal */
  KIND_MOVED,    /* two places */
  KIND_MADE,     /* made on both sides: no base */
  N_KINDS,
} Kind;

typedef struct
{
  BoClient *other;
  char     *folder;
  char     *password;
  char     *accessory_id;
  char     *other_ids[N_KINDS]; /* nullable: of the lights for the seldom kinds */
  char     *characteristic_id;
  double    brightness;         /* of the light, before: both sides set it to something else */
  char     *conflict_id;
  char     *made_id;
  int64_t   began_us;
  GError   *error;
  Step      step;
  Kind      kind;     /* the edit under way */
  Kind      n_kinds;
  gboolean  paused;             /* this device was, before */
  unsigned long listed;            /* while its conflict is waited for */
  unsigned int patience;
} Rehearsal;

static void next (GTask *task);

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
rehearsal_free (gpointer data)
{
  Rehearsal *self = data;

  g_clear_object (&self->other);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->password);
  g_free (self->accessory_id);
  for (Kind kind = 0; kind < N_KINDS; kind++)
    g_free (self->other_ids[kind]);
  g_free (self->characteristic_id);
  g_free (self->conflict_id);
  g_free (self->made_id);
  g_clear_error (&self->error);
  g_free (self);
}

/* Each kind has an edit on either side. */
static bool
is_repeated (Rehearsal *self)
{
  if (self->step != STEP_EDIT_HERE && self->step != STEP_EDIT_OTHER)
    return false;
  self->kind = (self->kind + 1) % self->n_kinds;
  return self->kind != KIND_VALUES;
}

/* A failed step goes straight to the clearing up. */
static void
step_ended (GTask *task, GError *error)
{
  Rehearsal *self = g_task_get_task_data (task);

  if (error != NULL && self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  if (self->error != NULL && self->step < STEP_CLOSE_OTHER)
    self->step = STEP_CLOSE_OTHER;
  else if (!is_repeated (self))
    self->step++;
  next (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  bo_client_open_finish (BO_CLIENT (source), result, &error);
  step_ended (G_TASK (data), error);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  bo_client_connect_finish (BO_CLIENT (source), result, &error);
  step_ended (G_TASK (data), error);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autoptr (BoSyncReport) report = bo_client_sync_finish (BO_CLIENT (source), result, &error);

  step_ended (G_TASK (data), error);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  step_ended (G_TASK (data), error);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  bo_client_close_finish (BO_CLIENT (source), result, &error);
  step_ended (G_TASK (data), error);
}

static BoCharacteristic *
find_brightness (BoClient *client, const char *accessory_id)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);
      BoCharacteristic *brightness = bo_accessory_find_characteristic (accessory, "brightness");

      if (brightness != NULL && bo_characteristic_get_writable (brightness)
          && (accessory_id == NULL || g_str_equal (bo_thing_get_id (BO_THING (accessory)), accessory_id)))
        return brightness;
    }
  return NULL;
}

static const char *
id_of (gpointer thing)
{
  return bo_thing_get_id (BO_THING (thing));
}

/* Lights in rooms, a different one for each kind: once edited they may be found no more. */
static void
find_others (Rehearsal *self, BoClient *client)
{
  GListModel *accessories = bo_client_list_accessories (client);
  Kind kind = KIND_REMOVED;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories) && kind < KIND_MADE; i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_find_characteristic (accessory, "brightness") != NULL && bo_accessory_get_room (accessory) != NULL
          && !g_str_equal (id_of (accessory), self->accessory_id))
        self->other_ids[kind++] = g_strdup (id_of (accessory));
    }
}

static void
open_other (GTask *task, Rehearsal *self)
{
  BoClient *client = g_task_get_source_object (task);
  BoCharacteristic *brightness = find_brightness (client, self->accessory_id);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("blowing-off-rehearsal-XXXXXX", &error);
  if (brightness == NULL || self->folder == NULL)
    {
      if (error == NULL)
        g_set_error (&error, BO_ERROR, BO_ERROR_NOT_FOUND, "%s",
                     _("A test conflict needs a light that can be dimmed, and this home has none."));
      step_ended (task, g_steal_pointer (&error));
      return;
    }
  g_free (self->accessory_id);
  self->accessory_id = g_strdup (bo_thing_get_id (BO_THING (bo_characteristic_get_accessory (brightness))));
  self->characteristic_id = g_strdup (bo_characteristic_get_id (brightness));
  self->brightness = bo_characteristic_get_double (brightness, 0);
  find_others (self, client);
  self->other = bo_client_new (self->folder);
  bo_client_open_async (self->other, BO_OPEN_NO_SYNC | BO_OPEN_NO_KEYRING, NULL, opened_cb, task);
}

static void
connect_other (GTask *task, Rehearsal *self)
{
  BoClient *client = g_task_get_source_object (task);
  BoCredentials credentials = {
    .password = self->password, .user_id = "Ana", .device_name = _("Ana’s phone")
  };

  bo_client_connect_async (self->other, bo_client_get_server_url (client), &credentials, NULL, connected_cb, task);
}

/* The n-th of the rooms in which @accessory isn't. */
static void
move_to_nth (BoClient *client, BoAccessory *accessory, int n, GTask *task)
{
  GListModel *rooms = bo_client_list_rooms (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      if (room == bo_accessory_get_room (accessory) || n-- > 0)
        continue;
      bo_client_move_async (client, id_of (accessory), id_of (bo_accessory_get_room (accessory)), id_of (room), NULL,
                            edited_cb, task);
      return;
    }
  step_ended (task, NULL);
}

/* The edits of one side that make the seldom kinds. */
static void
edit_seldom (GTask *task, Rehearsal *self, BoClient *client, bool here)
{
  const char *id = self->other_ids[self->kind];
  BoThing *light = id != NULL ? bo_model_lookup (bo_client_get_model (client), id) : NULL;
  const char *text = here ? "{\"text\": \"Paper on Monday\"}" : "{\"text\": \"Paper on Tuesday\", \"by\": \"Ana\"}";

  if (self->kind == KIND_MADE)
    bo_client_put_entity_async (client, self->made_id, "note", here ? _("Bins") : _("The bins"), text, NULL, edited_cb,
                                task);
  else if (light == NULL)
    step_ended (task, NULL);
  else if (self->kind == KIND_MOVED)
    move_to_nth (client, BO_ACCESSORY (light), here ? 0 : 1, task);
  else if (here)
    bo_client_rename_async (client, id, _("Reading lamp"), NULL, edited_cb, task);
  else
    bo_client_remove_async (client, id, NULL, edited_cb, task);
}

/* Both sides change the brightness, each to something else; the other one switches it too,
   so that there is a field only one side touched. */
static void
edit_here (GTask *task, Rehearsal *self)
{
  BoClient *client = g_task_get_source_object (task);

  bo_client_set_paused (client, true);
  if (self->kind != KIND_VALUES)
    edit_seldom (task, self, client, true);
  else
    bo_client_update_characteristic_async (client, self->accessory_id, self->characteristic_id,
                                           self->brightness == 40 ? "55" : "40", false, NULL, edited_cb, task);
}

static void
edit_value_other (GTask *task, Rehearsal *self)
{
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  BoThing *thing = bo_model_lookup (bo_client_get_model (self->other), self->accessory_id);
  BoCharacteristic *on = BO_IS_ACCESSORY (thing) ? bo_accessory_find_characteristic (BO_ACCESSORY (thing), "on") : NULL;

  g_ptr_array_add (writes, bo_write_new (self->accessory_id, self->characteristic_id,
                                         self->brightness == 75 ? "90" : "75"));
  if (on != NULL)
    {
      g_autofree char *json = bo_characteristic_edit_bool (on, !bo_characteristic_get_bool (on, false), NULL);

      if (json != NULL)
        g_ptr_array_add (writes, bo_write_new (self->accessory_id, bo_characteristic_get_id (on), json));
    }
  bo_client_update_many_async (self->other, writes, false, NULL, edited_cb, task);
}

static void
edit_other (GTask *task, Rehearsal *self)
{
  if (self->kind != KIND_VALUES)
    edit_seldom (task, self, self->other, false);
  else
    edit_value_other (task, self);
}

static void
sync_here (GTask *task)
{
  BoClient *client = g_task_get_source_object (task);

  bo_client_set_paused (client, false);
  bo_client_sync_async (client, NULL, synced_cb, task);
}

/* (nullable) (transfer full): the conflict that came of it */
static char *
find_conflict (Rehearsal *self, BoClient *client)
{
  GListModel *conflicts = bo_client_list_conflicts (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      const BoConflict *conflict = bo_conflict_item_get_conflict (item);

      if (g_str_equal (conflict->entity_id, self->accessory_id) && conflict->when_us >= self->began_us)
        return g_strdup (conflict->id);
    }
  return NULL;
}

static void
finish (GTask *task, Rehearsal *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->listed != 0)
    g_signal_handler_disconnect (bo_client_list_conflicts (g_task_get_source_object (task)), self->listed);
  self->listed = 0;
  bo_client_set_paused (g_task_get_source_object (task), self->paused);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->conflict_id == NULL)
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_FAILED, "%s",
                             _("Both changes reached the hub, but no conflict was recorded."));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->conflict_id), g_free);
  g_object_unref (task);
}

static void
listed_cb (GTask *task)
{
  Rehearsal *self = g_task_get_task_data (task);

  self->conflict_id = find_conflict (self, g_task_get_source_object (task));
  if (self->conflict_id != NULL)
    finish (task, self);
}

static gboolean
patience_cb (gpointer data)
{
  GTask *task = data;
  Rehearsal *self = g_task_get_task_data (task);

  self->patience = 0;
  finish (task, self);
  return G_SOURCE_REMOVE;
}

/* What is in the journal is read for the lists beside the thread that synchronises. */
static void
await_conflict (GTask *task, Rehearsal *self)
{
  BoClient *client = g_task_get_source_object (task);

  self->conflict_id = self->error == NULL ? find_conflict (self, client) : NULL;
  if (self->error != NULL || self->conflict_id != NULL)
    {
      finish (task, self);
      return;
    }
  self->listed = g_signal_connect_swapped (bo_client_list_conflicts (client), "items-changed", G_CALLBACK (listed_cb),
                                           task);
  self->patience = g_timeout_add_seconds (PATIENCE_SECONDS, patience_cb, task);
}

/* Begins the step that is due; @task is kept until the last. */
static void
next (GTask *task)
{
  Rehearsal *self = g_task_get_task_data (task);

  switch (self->step)
    {
    case STEP_OPEN_OTHER:
      open_other (task, self);
      break;
    case STEP_CONNECT_OTHER:
      connect_other (task, self);
      break;
    case STEP_PULL_OTHER:
    case STEP_PUSH_OTHER:
      bo_client_sync_async (self->other, NULL, synced_cb, task);
      break;
    case STEP_EDIT_HERE:
      edit_here (task, self);
      break;
    case STEP_EDIT_OTHER:
      edit_other (task, self);
      break;
    case STEP_SYNC_HERE:
      sync_here (task);
      break;
    case STEP_CLOSE_OTHER:
      if (self->other != NULL)
        bo_client_close_async (self->other, NULL, closed_cb, task);
      else
        step_ended (task, NULL);
      break;
    case STEP_DONE:
      await_conflict (task, self);
      break;
    }
}

void
bo_rehearsal_run_async (BoClient *client, const char *password, bool every_kind, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Rehearsal *self = g_new0 (Rehearsal, 1);

  g_task_set_source_tag (task, bo_rehearsal_run_async);
  self->password = g_strdup (password);
  self->began_us = bo_clock_now ();
  self->made_id = bo_uuid_random ();
  g_object_get (client, "paused", &self->paused, NULL);
  self->n_kinds = every_kind ? N_KINDS : KIND_VALUES + 1;
  g_task_set_task_data (task, self, rehearsal_free);
  next (task);
}

char *
bo_rehearsal_run_finish (BoClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
