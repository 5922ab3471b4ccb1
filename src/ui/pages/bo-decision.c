/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-conflict-sides.h"
#include "bo-decision.h"
#include "bo-kit.h"
#include "bo-operate.h"

/* One conflict and what is to become of it. */
typedef struct
{
  BoConflictItem *item;
  BoKept          side;
  char           *document;   /* nullable: rather than a side */
  const char     *resolution; /* of the document */
  char           *before;     /* nullable: the document as it was shown */
  char           *after;      /* nullable: and once it was decided */
  bool            done;
} Choice;

/* Outlives the page: a toast holds it for its Undo. */
struct _BoDecision
{
  GWeakRef     root;
  BoClient    *client;
  GPtrArray   *choices;
  unsigned int at;      /* the choice under way */
  GError      *error;   /* nullable: the first */
  char        *done;
  bool         lead_on;
};

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->item);
  g_free (choice->document);
  g_free (choice->before);
  g_free (choice->after);
  g_free (choice);
}

static void
clear (gpointer data)
{
  BoDecision *self = data;

  g_weak_ref_clear (&self->root);
  g_object_unref (self->client);
  g_ptr_array_unref (self->choices);
  g_clear_error (&self->error);
  g_free (self->done);
}

static void
release (gpointer self)
{
  g_rc_box_release_full (self, clear);
}

static Choice *
choice_at (BoDecision *self, unsigned int at)
{
  return g_ptr_array_index (self->choices, at);
}

static const char *
id_of (Choice *choice)
{
  return bo_conflict_item_get_id (choice->item);
}

/* --- what is there now --- */

/* (nullable): the side of a move that stands now */
static const char *
standing_move (BoClient *client, const BoConflict *conflict)
{
  const char *const sides[] = { conflict->mine, conflict->theirs, conflict->base };
  g_autofree char *from = bo_json_member_string (bo_json_wrap (conflict->mine), "from_entity_id");
  g_autoptr (GPtrArray) edges = from != NULL ? bo_model_get_edges (bo_client_get_model (client), from, NULL) : NULL;

  for (unsigned int i = 0; edges != NULL && i < edges->len; i++)
    {
      BoEdge *edge = g_ptr_array_index (edges, i);

      for (size_t j = 0; g_str_equal (edge->id, conflict->entity_id) && j < G_N_ELEMENTS (sides); j++)
        {
          g_autofree char *to = sides[j] != NULL ? bo_json_member_string (bo_json_wrap (sides[j]), "to_entity_id") : NULL;

          if (g_strcmp0 (to, edge->to_id) == 0)
            return sides[j];
        }
    }
  return NULL;
}

char *
bo_decision_now (BoClient *client, BoConflictItem *item)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), conflict->entity_id);
  BoEntity *entity = thing != NULL ? bo_thing_get_entity (thing) : NULL;

  if (conflict->kind == BO_CONFLICT_MOVED)
    return g_strdup (standing_move (client, conflict));
  if (entity != NULL || conflict->kind != BO_CONFLICT_DELETED)
    return entity != NULL ? bo_entity_to_document (entity) : NULL;
  return g_strdup (bo_conflict_is_removal (conflict->mine) ? conflict->mine : conflict->theirs);
}

char *
bo_decision_outcome (const char *now, BoConflictItem *item, BoKept side)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  const char *whole = side == BO_KEPT_MINE ? conflict->mine : conflict->theirs;
  g_autofree char *document = g_strdup (now);

  if (conflict->kind == BO_CONFLICT_MOVED || conflict->kind == BO_CONFLICT_DELETED || document == NULL)
    return g_strdup (whole);
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *path = g_ptr_array_index (conflict->paths, i);
      const char *value = side == BO_KEPT_MINE ? path->mine : path->theirs;
      bool there = bo_json_kind (bo_json_at (bo_json_wrap (document), path->path)) != BO_JSON_KIND_NONE;
      char *next;

      if (value == NULL && !there)
        continue;
      next = value != NULL ? bo_json_set (document, path->path, value, NULL)
                           : bo_json_remove (document, path->path, NULL);
      if (next == NULL)
        return g_strdup (whole);
      g_free (document);
      document = next;
    }
  return g_steal_pointer (&document);
}

/* (nullable) (transfer full) */
static BoConflictItem *
find_next (BoClient *client, BoConflictItem *item)
{
  GListModel *conflicts = bo_client_list_conflicts (client);
  const BoConflict *decided = bo_conflict_item_get_conflict (item);
  g_autoptr (BoConflictItem) any = NULL;

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) other = g_list_model_get_item (conflicts, i);
      const BoConflict *conflict = bo_conflict_item_get_conflict (other);

      if (conflict->reviewed || g_str_equal (conflict->id, decided->id))
        continue;
      if (g_str_equal (conflict->entity_id, decided->entity_id))
        return g_steal_pointer (&other);
      if (any == NULL)
        any = g_steal_pointer (&other);
    }
  return g_steal_pointer (&any);
}

/* --- taking it back, the last one first --- */

static void undo_next (BoDecision *self);

static void
say_error (BoDecision *self)
{
  g_autoptr (GtkWidget) root = g_weak_ref_get (&self->root);

  if (root != NULL && self->error != NULL)
    bo_toast (root, self->error->message);
  g_clear_error (&self->error);
}

/* Remembers the first of several errors; takes @error. */
static void
note_error (BoDecision *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}

static void
unreviewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  note_error (data, error);
  undo_next (data);
}

/* What was shown before is back; now it may ask for attention again. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoDecision *self = data;
  GError *error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  note_error (self, error);
  if (error == NULL)
    bo_client_unreview_conflict_async (self->client, id_of (choice_at (self, self->at)), NULL, unreviewed_cb, self);
  else
    undo_next (self);
}

/* (transfer full): what is there now, with each value that the decision changed, and nobody since, as it was
   before: what was done in between stays. */
static char *
take_back (const Choice *choice, const char *now)
{
  g_autoptr (GPtrArray) changes = bo_json_diff (bo_json_wrap (choice->after), bo_json_wrap (choice->before));
  char *document = g_strdup (now);

  for (unsigned int i = 0; i < changes->len; i++)
    {
      const BoJsonChange *change = g_ptr_array_index (changes, i);
      char *next;

      if (!bo_json_equal (bo_json_at (bo_json_wrap (now), change->path),
                          bo_json_at (bo_json_wrap (choice->after), change->path)))
        continue;
      next = change->after != NULL ? bo_json_set (document, change->path, change->after, NULL)
                                   : bo_json_remove (document, change->path, NULL);
      if (next == NULL)
        continue;
      g_free (document);
      document = next;
    }
  return document;
}

static char *
document_before (BoDecision *self, const Choice *choice)
{
  bool whole = bo_conflict_item_get_conflict (choice->item)->kind == BO_CONFLICT_MOVED || choice->after == NULL
               || bo_conflict_is_removal (choice->before) || bo_conflict_is_removal (choice->after);
  g_autofree char *now = whole ? NULL : bo_decision_now (self->client, choice->item);

  return now != NULL ? take_back (choice, now) : g_strdup (choice->before);
}

/* Takes @self. */
static void
undo_next (BoDecision *self)
{
  while (self->at > 0)
    {
      Choice *choice = choice_at (self, --self->at);
      g_autofree char *document = NULL;

      if (!choice->done || choice->before == NULL)
        continue;
      document = document_before (self, choice);
      bo_client_resolve_conflict_async (self->client, id_of (choice), document, "edited", NULL, undone_cb, self);
      return;
    }
  say_error (self);
  release (self);
}

static void
undo_cb (gpointer data)
{
  BoDecision *self = data;

  self->at = self->choices->len;
  undo_next (g_rc_box_acquire (self));
}

/* --- carrying it out --- */

static void make_next (BoDecision *self);

void
bo_decision_lead_on (GtkWidget *from, BoClient *client, BoConflictItem *item)
{
  g_autoptr (BoConflictItem) next = find_next (client, item);
  g_autoptr (GtkWidget) root = g_object_ref (GTK_WIDGET (gtk_widget_get_root (from)));

  gtk_widget_activate_action (root, "win.back", NULL);
  if (next != NULL)
    bo_kit_go (root, "conflict", bo_conflict_item_get_id (next));
}

/* Takes @self. */
static void
finish (BoDecision *self)
{
  g_autoptr (GtkWidget) root = g_weak_ref_get (&self->root);
  bool any = false;
  bool back = false;

  for (unsigned int i = 0; i < self->choices->len; i++)
    {
      any = any || choice_at (self, i)->done;
      back = back || (choice_at (self, i)->done && choice_at (self, i)->before != NULL);
    }
  say_error (self);
  if (root != NULL && any && self->lead_on)
    bo_decision_lead_on (root, self->client, choice_at (self, 0)->item);
  if (root != NULL && back)
    bo_toast_undo (root, self->done, undo_cb, g_rc_box_acquire (self), release);
  else if (root != NULL && any)
    bo_toast (root, self->done);
  release (self);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BoDecision *self = data;
  Choice *choice = choice_at (self, self->at++);
  GError *error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  choice->done = error == NULL;
  choice->after = choice->done ? bo_decision_now (self->client, choice->item) : NULL;
  note_error (self, error);
  make_next (self);
}

static void
make_next (BoDecision *self)
{
  const char *resolution;
  Choice *choice;

  if (self->at == self->choices->len)
    {
      finish (self);
      return;
    }
  choice = choice_at (self, self->at);
  choice->before = bo_decision_now (self->client, choice->item);
  if (choice->document != NULL)
    resolution = choice->resolution;
  else
    {
      /* Only now: one before it may have been about the same thing. */
      resolution = choice->side == BO_KEPT_MINE ? "mine" : "theirs";
      choice->document = bo_decision_outcome (choice->before, choice->item, choice->side);
    }
  bo_client_resolve_conflict_async (self->client, id_of (choice), choice->document, resolution, NULL, resolved_cb, self);
}

BoDecision *
bo_decision_new (GtkWidget *from, BoClient *client)
{
  BoDecision *self = g_rc_box_new0 (BoDecision);

  g_weak_ref_init (&self->root, gtk_widget_get_root (from));
  self->client = g_object_ref (client);
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  return self;
}

static Choice *
add (BoDecision *self, BoConflictItem *item)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->item = g_object_ref (item);
  g_ptr_array_add (self->choices, choice);
  return choice;
}

void
bo_decision_add (BoDecision *self, BoConflictItem *item, BoKept side)
{
  add (self, item)->side = side;
}

void
bo_decision_add_document (BoDecision *self, BoConflictItem *item, const char *document, const char *resolution)
{
  Choice *choice = add (self, item);

  choice->document = g_strdup (document);
  choice->resolution = g_intern_string (resolution);
}

void
bo_decision_make (BoDecision *self, const char *done, bool lead_on)
{
  self->done = g_strdup (done);
  self->lead_on = lead_on;
  make_next (self);
}
