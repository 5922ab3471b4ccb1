/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"
#include "bo-walk.h"

/* What a home without a hub and a hub would be together, before either has anything of the other (UX §3). */

typedef struct
{
  BoStores  *stores;
  BoSignIn  *sign_in;   /* nullable: not yet */
  BoWalk    *walk;      /* nullable: not yet */
  BoMeeting *meeting;
} Meet;

static void
meet_free (Meet *meet)
{
  g_clear_pointer (&meet->sign_in, _bo_sign_in_free);
  g_clear_pointer (&meet->walk, bo_walk_free);
  g_clear_pointer (&meet->meeting, bo_meeting_free);
  bo_stores_unref (meet->stores);
  g_free (meet);
}

static void
met_free (BoMet *met)
{
  g_free (met->id);
  g_free (met->kind);
  g_free (met->name);
  g_free (met);
}

static BoMeeting *
meeting_new (void)
{
  BoMeeting *meeting = g_new0 (BoMeeting, 1);

  meeting->here = g_ptr_array_new_with_free_func ((GDestroyNotify) met_free);
  meeting->there = g_ptr_array_new_with_free_func ((GDestroyNotify) met_free);
  meeting->namesakes = g_ptr_array_new_with_free_func ((GDestroyNotify) met_free);
  meeting->both = g_ptr_array_new_with_free_func ((GDestroyNotify) met_free);
  return meeting;
}

/**
 * bo_meeting_free:
 * @meeting: (transfer full): what was found
 *
 * Wipes the token, then frees.
 */
void
bo_meeting_free (BoMeeting *meeting)
{
  _bo_wipe (&meeting->token);
  g_free (meeting->url);
  g_free (meeting->pin);
  g_free (meeting->role);
  g_free (meeting->unread);
  g_ptr_array_unref (meeting->here);
  g_ptr_array_unref (meeting->there);
  g_ptr_array_unref (meeting->namesakes);
  g_ptr_array_unref (meeting->both);
  g_free (meeting);
}

/* --- comparing, on the reader's thread --- */

static void
add (GPtrArray  *group,
     const char *id,
     const char *kind,
     const char *name)
{
  BoMet *met = g_new (BoMet, 1);

  *met = (BoMet){ g_strdup (id), g_strdup (kind), g_strdup (name) };
  g_ptr_array_add (group, met);
}

/* Those that a person would take for one thing. */
static char *
call_of (const char *kind,
         const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = normal != NULL ? g_utf8_casefold (g_strstrip (normal), -1) : g_strdup (name);

  return g_strconcat (kind, "\x1f", folded, NULL);
}

typedef struct
{
  Meet       *meet;
  GHashTable *known;   /* (element-type utf8): ids that both have */
  GPtrArray  *own;     /* (element-type BoEntity): what this device alone has */
} Comparison;

static gboolean
look_at (BoRecord *taken,
         gpointer  data)
{
  g_autoptr(BoRecord) record = taken;
  Comparison *comparison = data;
  BoEntity *shown = record->shown;
  BoListed *listed = g_hash_table_lookup (comparison->meet->walk->things, record->id);

  if (shown == NULL || bo_entity_is_deleted (shown))
    return TRUE;
  if (listed == NULL || listed->deleted)
    {
      g_ptr_array_add (comparison->own, bo_entity_ref (shown));
      return TRUE;
    }
  g_hash_table_add (comparison->known, listed->id);
  add (comparison->meet->meeting->both, shown->id, bo_walk_kind_of (shown), shown->name);
  return TRUE;
}

/* What the hub alone has, and can be shown. */
static GPtrArray *
list_theirs (Comparison *comparison)
{
  GPtrArray *theirs = g_ptr_array_new ();
  GHashTableIter iter;
  void *listed;

  g_hash_table_iter_init (&iter, comparison->meet->walk->things);
  while (g_hash_table_iter_next (&iter, NULL, &listed))
    if (!((BoListed *) listed)->deleted && !((BoListed *) listed)->unreadable
        && !g_hash_table_contains (comparison->known, ((BoListed *) listed)->id))
      g_ptr_array_add (theirs, listed);
  return theirs;
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Namesakes of both sides are one line, however many they are. */
static void
part_by_name (Comparison *comparison)
{
  BoMeeting *meeting = comparison->meet->meeting;
  g_autoptr(GPtrArray) theirs = list_theirs (comparison);
  g_autoptr(GHashTable) calls = set_new ();
  g_autoptr(GHashTable) shared = set_new ();

  for (unsigned int i = 0; i < theirs->len; i++)
    {
      BoListed *listed = g_ptr_array_index (theirs, i);

      g_hash_table_add (calls, call_of (listed->kind, listed->name));
    }
  for (unsigned int i = 0; i < comparison->own->len; i++)
    {
      BoEntity *own = g_ptr_array_index (comparison->own, i);
      const char *kind = bo_walk_kind_of (own);
      g_autofree char *call = call_of (kind, own->name);

      if (!g_hash_table_contains (calls, call))
        add (meeting->here, own->id, kind, own->name);
      else if (g_hash_table_add (shared, g_strdup (call)))
        add (meeting->namesakes, own->id, kind, own->name);
    }
  for (unsigned int i = 0; i < theirs->len; i++)
    {
      BoListed *listed = g_ptr_array_index (theirs, i);
      g_autofree char *call = call_of (listed->kind, listed->name);

      if (!g_hash_table_contains (shared, call))
        add (meeting->there, listed->id, listed->kind, listed->name);
    }
}

/* Places before what is in them. */
static int
rank_of (const char *kind)
{
  static const char *const kinds[] = { "home", "zone", "room", "device", "scene", NULL };
  int rank = 0;

  while (kinds[rank] != NULL && !g_str_equal (kinds[rank], kind))
    rank++;
  return rank;
}

static int
compare_met (const void *a,
             const void *b)
{
  const BoMet *one = *(BoMet **) a;
  const BoMet *other = *(BoMet **) b;
  int order = rank_of (one->kind) - rank_of (other->kind);

  if (order == 0)
    order = strcmp (one->kind, other->kind);
  if (order == 0)
    order = g_utf8_collate (one->name, other->name);
  return order != 0 ? order : strcmp (one->id, other->id);
}

static void *
compare_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  Meet *meet = data;
  BoMeeting *meeting = meet->meeting;
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);
  Comparison comparison = { meet, known, own };

  if (!bo_store_foreach_record (store, 0, look_at, &comparison, error))
    return NULL;
  part_by_name (&comparison);
  g_ptr_array_sort (meeting->here, compare_met);
  g_ptr_array_sort (meeting->there, compare_met);
  g_ptr_array_sort (meeting->namesakes, compare_met);
  g_ptr_array_sort (meeting->both, compare_met);
  return BO_STORES_DONE;
}

/* --- on the main thread --- */

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GTask) task = data;
  Meet *meet = g_task_get_task_data (task);
  BoMeeting *meeting = meet->meeting;
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  meeting->url = g_strdup (bo_http_get_url (meet->sign_in->http));
  meeting->pin = g_strdup (bo_http_get_pin (meet->sign_in->http));
  meeting->token = g_steal_pointer (&meet->sign_in->token);
  meeting->role = g_steal_pointer (&meet->sign_in->role);
  g_task_return_pointer (task, g_steal_pointer (&meet->meeting), (GDestroyNotify) bo_meeting_free);
}

/* Whoever was let in may join, though the hub can't tell all it holds: synchronising sets apart what hinders it. */
static bool
is_worth_a_look (const GError *error)
{
  return error->domain == BO_ERROR && error->code != BO_ERROR_AUTHENTICATION && error->code != BO_ERROR_PERMISSION
         && error->code != BO_ERROR_THROTTLED;
}

static void
walked_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  Meet *meet = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  meet->meeting = meeting_new ();
  meet->walk = bo_walk_finish (result, &error);
  if (meet->walk == NULL && !is_worth_a_look (error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (meet->walk == NULL)
    {
      meet->meeting->unread = g_strdup (error->message);
      meet->walk = bo_walk_new ();
      g_error_free (error);
    }

  bo_stores_read_async (meet->stores, compare_func, meet, NULL, NULL, cancellable, compared_cb,
                        g_steal_pointer (&task));
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = BO_CLIENT (source);
  Meet *meet = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  meet->sign_in = _bo_client_sign_in_finish (self, result, &error);
  if (meet->sign_in == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  bo_walk_async (meet->sign_in->http, meet->stores, bo_client_get_device_id (self), meet->sign_in->user_id,
                 cancellable, walked_cb, g_steal_pointer (&task));
}

/**
 * bo_client_meet_async:
 * @self: an open client
 * @server_url: as for bo_client_connect_async()
 * @credentials: likewise
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Looks at what this home and a hub would be together. Signs in, reads what the hub holds and compares it with what is
 * here; nothing is sent and nothing kept, on either side. With the token and the certificate of the result
 * bo_client_connect_async() joins the two without another login.
 */
void
bo_client_meet_async (BoClient            *self,
                      const char          *server_url,
                      const BoCredentials *credentials,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  GTask *task;
  Meet *meet;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (credentials != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_meet_async);
  if (self->stores == NULL)
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
      g_object_unref (task);
      return;
    }

  meet = g_new0 (Meet, 1);
  meet->stores = bo_stores_ref (self->stores);
  g_task_set_task_data (task, meet, (GDestroyNotify) meet_free);
  _bo_client_sign_in_async (self, server_url, credentials, cancellable, signed_in_cb, task);
}

/**
 * bo_client_meet_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: those of bo_client_connect_finish(); %BO_ERROR_INVALID_DATA where the hub's answers can't be read.
 *
 * Returns: (transfer full) (nullable): what was found
 */
BoMeeting *
bo_client_meet_finish (BoClient      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
