/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include "bo-merge.h"

#include <string.h>

/* The latest common ancestors of two versions, found by painting both families downwards, the
   latest version first, until everything left to look at is common. Parents come from anywhere:
   cycles, self-parents and versions nobody has must do no harm (FAULTS §2). */

#define LEFT 1
#define RIGHT 2
#define MAX_NODES 512
#define MAX_BASES 4
#define BASE_DEPTH 3

typedef struct
{
  char     *version;
  BoEntity *entity; /* NULL: not looked up yet, or not held */
  int64_t   time_us;
  int       paint;
  bool      queued;
  bool      common;
} Node;

typedef struct
{
  BoRules    *rules;
  const char *id;
  GHashTable *nodes; /* version → Node */
  GPtrArray  *order; /* the same, in order of discovery */
  int         seen;
} Trace;

static void
node_free (Node *node)
{
  g_free (node->version);
  g_clear_pointer (&node->entity, bo_entity_unref);
  g_free (node);
}

static void
paint (Trace *trace, const char *version, BoEntity *entity, int paint_bits)
{
  Node *node = g_hash_table_lookup (trace->nodes, version);

  if (node == NULL)
    {
      node = g_new0 (Node, 1);
      node->version = g_strdup (version);
      /* A version that says no time may be anywhere: it is looked at first. */
      if (!bo_version_parse_time (version, &node->time_us))
        node->time_us = INT64_MAX;
      g_hash_table_insert (trace->nodes, node->version, node);
      g_ptr_array_add (trace->order, node);
    }
  if (entity != NULL && node->entity == NULL)
    node->entity = bo_entity_ref (entity);
  if ((node->paint | paint_bits) == node->paint)
    return;
  node->paint |= paint_bits;
  node->queued = true;
}

static Node *
pop (Trace *trace)
{
  Node *best = NULL;
  bool open = false;

  for (unsigned int i = 0; i < trace->order->len; i++)
    {
      Node *node = g_ptr_array_index (trace->order, i);

      if (!node->queued)
        continue;
      open = open || node->paint != (LEFT | RIGHT);
      if (best == NULL || node->time_us > best->time_us)
        best = node;
    }
  /* All that is left is common. The latest of it are bases, and need their content. */
  if (!open && best != NULL)
    for (unsigned int i = 0; i < trace->order->len; i++)
      {
        Node *node = g_ptr_array_index (trace->order, i);

        if (node->queued && !node->common)
          return node;
      }
  return open ? best : NULL;
}

static bool
is_absent (Trace *trace, const char *version)
{
  g_autofree char *key = g_strconcat (trace->id, "\x1f", version, NULL);

  return trace->rules->absent != NULL && g_hash_table_contains (trace->rules->absent, key);
}

static gboolean
get_held (Trace *trace, const char *version, BoEntity **entity, GError **error)
{
  Node *node = g_hash_table_lookup (trace->nodes, version);

  if (node != NULL && node->entity != NULL)
    *entity = bo_entity_ref (node->entity);
  else
    BO_GET (entity, error, get_version, trace->rules->store, trace->id, version);
  return TRUE;
}

static gboolean
look_up (Trace *trace, Node *node, GError **error)
{
  return node->entity != NULL || get_held (trace, node->version, &node->entity, error);
}

/* Whether @version is made from @ancestor, as far as is held here. */
static gboolean
is_made_from (Trace *trace, const char *version, const char *ancestor, bool *is, GError **error)
{
  g_autoptr(GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func (g_free);

  *is = false;
  g_ptr_array_add (open, g_strdup (version));
  for (unsigned int i = 0; i < open->len && open->len < MAX_NODES && !*is; i++)
    {
      g_autoptr(BoEntity) entity = NULL;

      if (!g_hash_table_add (met, g_ptr_array_index (open, i)))
        continue;
      if (!get_held (trace, g_ptr_array_index (open, i), &entity, error))
        return FALSE;
      for (size_t j = 0; entity != NULL && entity->parent_versions[j] != NULL; j++)
        g_ptr_array_add (open, g_strdup (entity->parent_versions[j]));
      *is = entity != NULL && g_strv_contains ((const char *const *) entity->parent_versions, ancestor);
    }
  return TRUE;
}

/* A hub writes into a first version that comes once more what it held then (PROTOCOL §3.3): something later, and made
   from that very version. Who believed that would take what it has lost for what was made from everything. */
static gboolean
is_written_in (Trace *trace, Node *node, const char *parent, bool *is, GError **error)
{
  g_autoptr(BoEntity) held = NULL;
  int64_t time_us;

  *is = false;
  if (!bo_version_parse_time (parent, &time_us) || time_us <= node->time_us)
    return TRUE;
  /* It came without any before, or was made here. */
  BO_GET (&held, error, get_version, trace->rules->store, trace->id, node->version);
  *is = held != NULL && held->parent_versions[0] == NULL;
  return *is || is_made_from (trace, parent, node->version, is, error);
}

/* Looks at one node. A missing one ends the trace: the caller fetches it and traces again. */
static gboolean
visit (Trace *trace, Node *node, BoLineage *lineage, GError **error)
{
  node->queued = false;
  if (!look_up (trace, node, error))
    return FALSE;
  if (node->entity == NULL && !is_absent (trace, node->version))
    {
      lineage->missing = g_strdup (node->version);
      return TRUE;
    }
  /* An ancestor of something common is common, and no base. */
  if (node->paint == (LEFT | RIGHT))
    {
      if (!node->common && node->entity != NULL && lineage->bases->len < MAX_BASES)
        g_ptr_array_add (lineage->bases, bo_entity_ref (node->entity));
      node->common = true;
      return TRUE;
    }
  trace->seen++;
  for (size_t i = 0; node->entity != NULL && node->entity->parent_versions[i] != NULL; i++)
    {
      bool written_in;

      if (!is_written_in (trace, node, node->entity->parent_versions[i], &written_in, error))
        return FALSE;
      if (!written_in)
        paint (trace, node->entity->parent_versions[i], NULL, node->paint);
    }
  return TRUE;
}

static bool
has_paint (Trace *trace, const char *version, int bits)
{
  Node *node = g_hash_table_lookup (trace->nodes, version);

  return node != NULL && (node->paint & bits) == bits;
}

static gboolean
run (Trace *trace, BoLineage *lineage, BoEntity *tip, BoEntity *other, GError **error)
{
  Node *node;

  paint (trace, tip->version, tip, LEFT);
  paint (trace, other->version, other, RIGHT);
  while (lineage->missing == NULL && trace->seen < MAX_NODES && (node = pop (trace)) != NULL)
    if (!visit (trace, node, lineage, error))
      return FALSE;
  if (has_paint (trace, other->version, LEFT))
    lineage->kind = BO_LINEAGE_INCLUDED;
  else if (has_paint (trace, tip->version, RIGHT))
    lineage->kind = BO_LINEAGE_AHEAD;
  else
    lineage->kind = lineage->missing != NULL ? BO_LINEAGE_MISSING : BO_LINEAGE_APART;
  return TRUE;
}

static gboolean
trace_families (BoLineage *self, BoRules *rules, BoEntity *tip, BoEntity *other, GError **error)
{
  Trace trace = { .rules = rules, .id = tip->id };
  gboolean success;

  *self = (BoLineage) { .bases = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref) };
  trace.nodes = g_hash_table_new (g_str_hash, g_str_equal);
  trace.order = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  success = run (&trace, self, tip, other, error);
  g_hash_table_unref (trace.nodes);
  g_ptr_array_unref (trace.order);
  return success;
}

/* Where families cross more than once, the common ancestors are merged to a base, and so are theirs:
   what that needs has to be here too. */
static gboolean
trace_bases (BoLineage *self, BoRules *rules, int depth, GError **error)
{
  for (unsigned int i = 1; i < self->bases->len && depth > 0 && self->kind == BO_LINEAGE_APART; i++)
    {
      g_auto(BoLineage) below = { 0 };

      if (!trace_families (&below, rules, g_ptr_array_index (self->bases, 0), g_ptr_array_index (self->bases, i),
                           error) ||
          !trace_bases (&below, rules, depth - 1, error))
        return FALSE;
      if (below.kind != BO_LINEAGE_MISSING)
        continue;
      self->kind = BO_LINEAGE_MISSING;
      self->missing = g_steal_pointer (&below.missing);
    }
  return TRUE;
}

/* How @other stands to @tip. Neither needs to be in the history. */
gboolean
_bo_lineage_trace (BoLineage *self, BoRules *rules, BoEntity *tip, BoEntity *other, GError **error)
{
  return trace_families (self, rules, tip, other, error) && trace_bases (self, rules, BASE_DEPTH, error);
}

void
_bo_lineage_clear (BoLineage *self)
{
  g_clear_pointer (&self->missing, g_free);
  g_clear_pointer (&self->bases, g_ptr_array_unref);
}

static int64_t
version_time_cb (const char *path, gpointer data)
{
  return _bo_version_time (data);
}

static gboolean base_of (GPtrArray *bases, BoRules *rules, int depth, char **document, GError **error);

/* Where families cross more than once, the base is what the common ancestors merge to. */
static gboolean
join_base (BoEntity *first, BoEntity *next, BoRules *rules, int depth, char **document, GError **error)
{
  g_auto(BoLineage) lineage = { 0 };
  g_autofree char *base = NULL, *theirs = bo_entity_to_document (next);
  char *merged;

  if (!_bo_lineage_trace (&lineage, rules, first, next, error))
    return FALSE;
  if (lineage.kind == BO_LINEAGE_INCLUDED)
    return TRUE;
  if (!base_of (lineage.bases, rules, depth - 1, &base, error))
    return FALSE;
  merged = bo_merge (base, *document, theirs, first->version, next->version, version_time_cb,
                     (gpointer) first->version, _bo_version_time (next->version), NULL, error);
  if (merged == NULL)
    return FALSE;
  g_free (*document);
  *document = merged;
  return TRUE;
}

static gboolean
base_of (GPtrArray *bases, BoRules *rules, int depth, char **document, GError **error)
{
  if (bases->len == 0)
    return TRUE;
  *document = bo_entity_to_document (g_ptr_array_index (bases, 0));
  for (unsigned int i = 1; i < bases->len && depth > 0; i++)
    if (!join_base (g_ptr_array_index (bases, 0), g_ptr_array_index (bases, i), rules, depth, document, error))
      return FALSE;
  return TRUE;
}

/* The document both sides began with; NULL where it is unknown. */
gboolean
_bo_lineage_base (BoLineage *self, BoRules *rules, char **document, GError **error)
{
  *document = NULL;
  return base_of (self->bases, rules, BASE_DEPTH, document, error);
}
