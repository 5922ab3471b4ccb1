/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-rules-private.h"

#include <string.h>

#define EDGE_FETCH 1000
/* What an entity and an edge weigh beside their texts. */
#define CHANGE_BYTES 400

typedef struct
{
  BoHubRules     *rules;
  BoSyncRequest  *request;
  BoSyncResponse *response;
  GHashTable     *by_id;  /* id → BoChange in this page */
  GArray         *places; /* Place, one a change */
  int64_t         at;     /* the last row looked at */
  size_t          bytes;
} Page;

typedef struct
{
  int64_t   seq;
  BoChange *change;
} Place;

static bool
wanted (BoSyncRequest *request,
        BoEntity      *entity)
{
  if (request->entity_types != NULL && request->entity_types[0] != NULL &&
      !g_strv_contains ((const char *const *) request->entity_types, entity->entity_type))
    return false;
  if (request->modified_by != NULL && request->modified_by[0] != NULL &&
      !g_strv_contains ((const char *const *) request->modified_by, entity->user_id))
    return false;
  return true;
}

/* A page always takes one change, however heavy: it must get on. */
static bool
fits (Page  *page,
      size_t bytes)
{
  if (page->response->changes->len == 0)
    return true;
  return page->response->changes->len < BO_WIRE_PAGE_SIZE && page->bytes + bytes <= BO_HUB_PAGE_BYTES;
}

static BoChange *
add_change (Page           *page,
            const BoHubRow *row)
{
  BoChange *change = bo_change_new (bo_entity_is_deleted (row->entity) ? BO_CHANGE_DELETE : BO_CHANGE_UPDATE,
                                    row->entity);
  Place place = { row->seq, change };

  g_array_append_val (page->places, place);
  g_free (change->device_name);
  change->device_name = g_strdup (row->device_name);
  g_ptr_array_add (page->response->changes, change);
  g_hash_table_insert (page->by_id, (void *) change->entity->id, change);
  return change;
}

static bool
take_entity (Page           *page,
             const BoHubRow *row)
{
  size_t bytes = strlen (row->entity->content) + CHANGE_BYTES;

  if (g_hash_table_contains (page->by_id, row->entity->id) || !wanted (page->request, row->entity))
    return true;
  if (!fits (page, bytes))
    return false;

  page->bytes += bytes;
  add_change (page, row);
  return true;
}

/* An edge rides with the entity it starts at, which is sent again where it hasn't changed: a
   client that takes only entities applies what it holds already, and none ever meets a change
   without an entity. */
static bool
take_edge (Page               *page,
           const BoHubEdgeRow *row,
           GError            **error)
{
  size_t bytes = strlen (row->edge->properties) + CHANGE_BYTES;
  BoChange *change = g_hash_table_lookup (page->by_id, row->edge->from_id);

  if (change == NULL)
    {
      g_autoptr(BoHubRow) from = bo_hub_store_get_current (page->rules->store, row->edge->from_id, error);

      if (from == NULL || !wanted (page->request, from->entity))
        return true;
      bytes += strlen (from->entity->content) + CHANGE_BYTES;
      if (!fits (page, bytes))
        return false;
      change = add_change (page, from);
    }
  else if (page->bytes + bytes > BO_HUB_PAGE_BYTES)
    return false;

  page->bytes += bytes;
  g_ptr_array_add (change->edges, bo_edge_ref (row->edge));
  return true;
}

/* The last row that both lists are known to reach: behind a full list there may be more. */
static int64_t
find_horizon (GPtrArray *rows,
              GPtrArray *edges)
{
  int64_t horizon = G_MAXINT64;

  if (rows->len > BO_WIRE_PAGE_SIZE)
    horizon = ((BoHubRow *) g_ptr_array_index (rows, rows->len - 1))->seq;
  if (edges->len >= EDGE_FETCH)
    horizon = MIN (horizon, ((BoHubEdgeRow *) g_ptr_array_index (edges, edges->len - 1))->seq);
  return horizon;
}

/* Takes both lists in the order of their rows up to @horizon. @error must not be NULL.
   Returns false where the page is full; where @error is set, nothing is known. */
static bool
take_rows (Page      *page,
           GPtrArray *rows,
           GPtrArray *edges,
           int64_t    horizon,
           GError   **error)
{
  unsigned int r = 0;
  unsigned int e = 0;

  while (r < rows->len || e < edges->len)
    {
      BoHubRow *row = r < rows->len ? g_ptr_array_index (rows, r) : NULL;
      BoHubEdgeRow *edge = e < edges->len ? g_ptr_array_index (edges, e) : NULL;
      bool is_row = edge == NULL || (row != NULL && row->seq < edge->seq);
      int64_t seq = is_row ? row->seq : edge->seq;

      if (seq > horizon)
        break;
      if (is_row ? !take_entity (page, row) : !take_edge (page, edge, error))
        return false;
      if (*error != NULL)
        break;

      page->at = seq;
      if (is_row)
        r++;
      else
        e++;
    }
  return true;
}

static GPtrArray *
fetch_edges (Page    *page,
             GError **error)
{
  if (page->request->sync_type == BO_SYNC_TYPE_ENTITIES)
    return g_ptr_array_new ();
  return bo_hub_store_list_edges (page->rules->store, page->at, EDGE_FETCH, error);
}

/* Each round reads a bounded number of rows behind the cursor, whatever remains behind those. */
static gboolean
fill (Page    *page,
      bool    *drained,
      GError **error)
{
  int64_t horizon;

  *drained = false;
  do
    {
      g_autoptr(GPtrArray) rows = NULL;
      g_autoptr(GPtrArray) edges = NULL;
      g_autoptr(GError) failure = NULL;

      rows = bo_hub_store_list_current (page->rules->store, page->at, BO_WIRE_PAGE_SIZE + 1, error);
      if (rows == NULL || (edges = fetch_edges (page, error)) == NULL)
        return FALSE;

      horizon = find_horizon (rows, edges);
      if (!take_rows (page, rows, edges, horizon, &failure))
        return TRUE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  while (horizon != G_MAXINT64);

  *drained = true;
  return TRUE;
}

/* Only a delta goes on from somewhere; everything else begins at the beginning (PROTOCOL §3.1).
   @past_end: the cursor lies behind all rows: this database was restored from a backup. */
static gboolean
find_start (Page    *page,
            int64_t  last_seq,
            bool    *past_end,
            GError **error)
{
  BoSyncRequest *request = page->request;
  int64_t since_us;

  *past_end = false;
  if (request->sync_type != BO_SYNC_TYPE_DELTA)
    return TRUE;

  if (request->cursor != NULL)
    {
      if (!_bo_hub_parse_cursor (request->cursor, &page->at, error))
        return FALSE;
      *past_end = page->at > last_seq;
      return TRUE;
    }

  if (request->since == NULL || !bo_time_parse (request->since, &since_us, NULL))
    return TRUE;
  return bo_hub_store_seq_at (page->rules->store, since_us, &page->at, error);
}

static int
compare_places (const void *a,
                const void *b)
{
  const Place *x = a;
  const Place *y = b;

  return (x->seq > y->seq) - (x->seq < y->seq);
}

/* In the order in which the hub wrote them, those sent again for an edge too. */
static void
put_in_order (Page *page)
{
  g_array_sort (page->places, compare_places);
  for (unsigned int i = 0; i < page->places->len; i++)
    page->response->changes->pdata[i] = g_array_index (page->places, Place, i).change;
}

static void
set_cursors (Page   *page,
             bool    drained,
             int64_t last_seq)
{
  if (!drained)
    page->response->cursor = g_strdup_printf ("%" G_GINT64_FORMAT, page->at);
  page->response->resume_cursor = g_strdup_printf ("%" G_GINT64_FORMAT, drained ? last_seq : page->at);
}

gboolean
_bo_hub_page (BoHubRules     *self,
              BoSyncRequest  *request,
              BoSyncResponse *response,
              GError        **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Page page = { .rules = self, .request = request, .response = response, .by_id = by_id, .places = places };
  BoHubStamp last;
  bool drained = true;

  if (!bo_hub_store_get_last (self->store, &last, error) ||
      !find_start (&page, last.seq, &response->cursor_reset, error))
    return FALSE;
  if (!response->cursor_reset && !fill (&page, &drained, error))
    return FALSE;

  put_in_order (&page);
  set_cursors (&page, drained, last.seq);
  return TRUE;
}
