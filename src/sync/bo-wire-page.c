/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-wire-private.h"

struct _BoWirePage
{
  BoSyncResponse *response;
  BoJsonIter      iter;
  bool            clean;
  bool            empty;
  GArray         *with_edges; /* BoJson: changes */
  unsigned int    n_edges;    /* of them, read */
};

/**
 * bo_wire_page_open:
 * @text: the body of an answer to `POST /api/v1/sync/`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Reads all of an answer but its changes, as bo_sync_response_decode() does. Any thread.
 *
 * Returns: (transfer full): the answer, its changes still to be read; or %NULL with an error
 */
BoWirePage *
bo_wire_page_open (const char *text, gssize length, GError **error)
{
  g_autoptr(BoWirePage) self = g_new0 (BoWirePage, 1);
  BoJson changes, first;
  BoJsonIter iter;

  self->with_edges = g_array_new (FALSE, FALSE, sizeof (BoJson));
  self->response = _bo_wire_read_envelope (text, length, &changes, &self->clean, error);
  if (self->response == NULL)
    return NULL;
  bo_json_iter_init (&self->iter, changes);
  iter = self->iter;
  self->empty = !bo_json_iter_next (&iter, NULL, &first);
  return g_steal_pointer (&self);
}

/**
 * bo_wire_page_free:
 * @page: (nullable) (transfer full): an answer
 */
void
bo_wire_page_free (BoWirePage *page)
{
  if (page == NULL)
    return;
  bo_sync_response_free (page->response);
  g_array_unref (page->with_edges);
  g_free (page);
}

/**
 * bo_wire_page_get_response:
 * @page: an answer
 *
 * Returns: (transfer none): what stands around the changes
 */
BoSyncResponse *
bo_wire_page_get_response (BoWirePage *page)
{
  return page->response;
}

/**
 * bo_wire_page_is_empty:
 * @page: an answer
 *
 * Returns: whether there is no change in it, read or not
 */
bool
bo_wire_page_is_empty (BoWirePage *page)
{
  return page->empty;
}

/**
 * bo_wire_page_next:
 * @page: an answer
 *
 * Reads the next change. One that can't be read has a `problem` (FAULTS §2).
 *
 * Returns: (nullable) (transfer full): the change, or %NULL behind the last
 */
BoChange *
bo_wire_page_next (BoWirePage *page)
{
  BoChange *change;
  BoJson span;

  if (!bo_json_iter_next (&page->iter, NULL, &span))
    return NULL;
  change = _bo_wire_read_change (span, page->clean);
  if (change->edges->len > 0)
    g_array_append_val (page->with_edges, span);
  return change;
}

/**
 * bo_wire_page_next_edges:
 * @page: an answer whose changes were all read
 *
 * Edges come behind all entities (PROTOCOL §3.6): they are read a second time.
 *
 * Returns: (nullable) (transfer full) (element-type BoEdge): the edges of the next change that has some, or %NULL
 *   behind the last
 */
GPtrArray *
bo_wire_page_next_edges (BoWirePage *page)
{
  if (page->n_edges == page->with_edges->len)
    return NULL;
  return _bo_wire_read_edges (g_array_index (page->with_edges, BoJson, page->n_edges++), page->clean);
}

/**
 * bo_sync_response_decode:
 * @text: the body of an answer to `POST /api/v1/sync/`
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Reads an answer as a whole, as tests and tools want it; a synchronisation reads a page. A change that can't be
 * read becomes one with a `problem`; where the envelope can't be read nothing of it is used (FAULTS §2). Any thread.
 *
 * Returns: (transfer full): the answer; %NULL with %BO_ERROR_WRONG_SERVER where it is of another
 *   protocol, %BO_ERROR_TOO_LARGE, or %BO_ERROR_INVALID_DATA
 */
BoSyncResponse *
bo_sync_response_decode (const char *text, gssize length, GError **error)
{
  g_autoptr(BoWirePage) page = bo_wire_page_open (text, length, error);
  BoChange *change;

  if (page == NULL)
    return NULL;
  while ((change = bo_wire_page_next (page)) != NULL)
    g_ptr_array_add (page->response->changes, change);
  return g_steal_pointer (&page->response);
}
