/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-engine-private.h"

#include <string.h>

/* Pushing, and finding the one change that the hub refuses (FAULTS §1). */

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
skip (BoEngine *self, const char *id)
{
  if (self->skip == NULL)
    self->skip = set_new ();
  g_hash_table_add (self->skip, g_strdup (id));
}

/* What was put off belongs to one cycle. */
void
_bo_engine_reset_push (BoEngine *self)
{
  g_clear_pointer (&self->skip, g_hash_table_unref);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_ptr_array_set_size (self->trials, 0);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->suspect, _bo_batch_item_free);
  self->refused = 0;
}

void
_bo_engine_compose (BoEngine *self)
{
  g_clear_pointer (&self->only, g_hash_table_unref);
  if (self->trials->len > 0)
    self->only = g_ptr_array_steal_index (self->trials, self->trials->len - 1);
  _bo_engine_job (self, BO_STAGE_COMPOSE, _bo_job_compose (self->skip, self->only, self->absent));
}

/* A batch is composed: it goes out; where nothing is left, the cycle goes on. */
void
_bo_engine_push (BoEngine *self, BoJobOutcome *outcome)
{
  if (outcome->due && self->only == NULL)
    {
      _bo_engine_merge (self, NULL);
      return;
    }
  if (outcome->body == NULL && self->only != NULL)
    {
      _bo_engine_compose (self);
      return;
    }
  if (outcome->body == NULL)
    {
      _bo_engine_phase (self, BO_PHASE_VERIFYING, NULL);
      _bo_engine_job (self, BO_STAGE_VERIFY, _bo_job_verify ());
      return;
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (outcome->items);
  g_free (self->cursor);
  self->cursor = g_strdup (self->state->resume_cursor);
  self->status.done = 0;
  self->status.total = self->items->len;
  _bo_engine_phase (self, BO_PHASE_PUSHING, NULL);
  _bo_engine_send (self, BO_STAGE_PUSH, "POST", "/api/v1/sync/", outcome->body);
}

/* An answer to a push is stored. What it didn't name waits for another cycle. */
void
_bo_engine_taken (BoEngine *self, BoJobOutcome *outcome)
{
  for (unsigned int i = 0; outcome->items != NULL && i < outcome->items->len; i++)
    skip (self, ((BoBatchItem *) g_ptr_array_index (outcome->items, i))->id);
  self->status.done = outcome->pushed;
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

/* The index of the change that a 422 names, or -1. */
static int64_t
find_index (BoReply *reply)
{
  BoJson root, part;
  int64_t index = -1;
  size_t length;
  const char *text;

  if (reply->body == NULL)
    return -1;
  text = g_bytes_get_data (reply->body, &length);
  if (!bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL))
    return -1;
  part = bo_json_at (root, "/detail/0/loc/1");
  if (bo_json_string_is (part, "changes"))
    bo_json_get_int64 (bo_json_at (root, "/detail/0/loc/2"), &index);
  return index;
}

static unsigned int
count_ids (GPtrArray *items)
{
  unsigned int count = 0;

  /* A pair of one entity is one thing to refuse. */
  for (unsigned int i = 0; i < items->len; i++)
    if (i == 0 || strcmp (((BoBatchItem *) g_ptr_array_index (items, i))->id,
                          ((BoBatchItem *) g_ptr_array_index (items, i - 1))->id) != 0)
      count++;
  return count;
}

static GHashTable *
take_ids (GPtrArray *items, unsigned int from, unsigned int to)
{
  GHashTable *ids = set_new ();

  for (unsigned int i = from; i < to; i++)
    g_hash_table_add (ids, g_strdup (((BoBatchItem *) g_ptr_array_index (items, i))->id));
  return ids;
}

/* The named change goes alone, and the rest together; without a name, each half by itself. */
static void
split (BoEngine *self, int64_t index)
{
  GPtrArray *items = self->items;
  GHashTable *rest = take_ids (items, 0, items->len), *part;

  if (index >= 0 && index < items->len)
    part = take_ids (items, (unsigned int) index, (unsigned int) index + 1);
  else
    part = take_ids (items, 0, (items->len + 1) / 2);
  if (g_hash_table_size (part) == g_hash_table_size (rest))
    {
      g_hash_table_unref (part);
      part = take_ids (items, 0, 1);
    }
  {
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init (&iter, part);
    while (g_hash_table_iter_next (&iter, &id, NULL))
      g_hash_table_remove (rest, id);
  }
  g_ptr_array_add (self->trials, rest);
  g_ptr_array_add (self->trials, part);
  _bo_engine_compose (self);
}

void
_bo_engine_refused (BoEngine *self, BoReply *reply)
{
  BoBatchItem *item = g_ptr_array_index (self->items, 0);

  if (count_ids (self->items) > 1)
    {
      split (self, find_index (reply));
      return;
    }
  g_free (self->reason);
  self->reason = _bo_reply_reason (reply);
  g_clear_pointer (&self->suspect, _bo_batch_item_free);
  self->suspect = _bo_batch_item_new (item->id, item->version, item->revision, item->edge);
  self->refused++;
  skip (self, item->id);
  _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_refuse (self->suspect, self->reason, false));
}

/* The refusal is counted; the third time the hub is asked whether it holds the version. */
void
_bo_engine_counted (BoEngine *self, BoJobOutcome *outcome)
{
  g_autofree char *id = NULL, *version = NULL, *path = NULL;

  if (outcome->fetch_id == NULL)
    {
      _bo_engine_compose (self);
      return;
    }
  id = g_uri_escape_string (outcome->fetch_id, NULL, FALSE);
  version = g_uri_escape_string (outcome->fetch_version, NULL, FALSE);
  path = g_strdup_printf ("/api/v1/graph/entities/%s?version=%s&include_relationships=false", id, version);
  _bo_engine_send (self, BO_STAGE_LOOK, "GET", path, NULL);
}

void
_bo_engine_looked (BoEngine *self, BoReply *reply)
{
  if (reply->status == 200)
    _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_accept (self->suspect));
  else
    _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_refuse (self->suspect, self->reason, true));
}
