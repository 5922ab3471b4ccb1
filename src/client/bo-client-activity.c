/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* The journal for other programs. Read page by page, so that whoever else reads comes in between. */

#define PAGE 500

typedef struct
{
  char          *path;
  BoActivityFunc fits;
  gpointer       fits_data;
  GDestroyNotify destroy;
  GHashTable    *people;  /* nullable */
  int64_t        before;  /* the oldest line that was read; 0: none yet */
  bool           ended;
  GString       *lines;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  if (saving->destroy != NULL)
    saving->destroy (saving->fits_data);
  g_clear_pointer (&saving->people, g_hash_table_unref);
  g_string_free (saving->lines, TRUE);
  g_free (saving->path);
  g_free (saving);
}

static void *
page_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Saving *saving = data;
  g_autoptr(GPtrArray) page = bo_store_list_activity (store, saving->before, PAGE, error);

  if (page == NULL)
    return NULL;

  g_ptr_array_set_free_func (page, NULL); /* each goes into its item */
  for (unsigned int i = 0; i < page->len; i++)
    {
      BoActivity *line = g_ptr_array_index (page, i);
      g_autoptr(BoActivityItem) item = NULL;
      g_autofree char *text = NULL;

      saving->before = line->seq;
      item = _bo_lists_make_line (store, line, saving->people);
      if (!saving->fits (item, saving->fits_data))
        continue;
      text = bo_activity_item_to_line (item);
      g_string_append (saving->lines, text);
    }
  saving->ended = page->len < PAGE;
  return BO_STORES_DONE;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_pointer (task, BO_STORES_DONE, NULL);
  else
    g_task_return_error (task, error);
}

static void
write_lines (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  g_autoptr(GFile) file = g_file_new_for_path (saving->path);
  g_autoptr(GBytes) bytes = g_bytes_new (saving->lines->str, saving->lines->len);

  /* Anew, else one that is there keeps its mode. */
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       g_task_get_cancellable (task), written_cb, task);
}

static void read_page (GTask *task);

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  GTask *task = data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (saving->ended)
    write_lines (task);
  else
    read_page (task);
}

/* Takes @task. */
static void
read_page (GTask *task)
{
  BoClient *self = g_task_get_source_object (task);

  if (self->stores != NULL)
    {
      bo_stores_read_async (self->stores, page_func, g_task_get_task_data (task), NULL, NULL,
                            g_task_get_cancellable (task), page_read_cb, task);
      return;
    }

  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The activity was not saved: the home is not open."));
  g_object_unref (task);
}

/**
 * bo_client_save_activity_async:
 * @self: an open client
 * @path: the file; one that is there is replaced
 * @fits: which lines are wanted; called on another thread
 * @fits_data: for @fits
 * @destroy: (nullable): frees @fits_data
 * @cancellable: (nullable): gives up between two pages
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Writes what the journal holds, not only what was loaded of it, the newest first; see bo_activity_item_to_line(). The
 * file is private (0600). Ends with bo_client_write_finish().
 */
void
bo_client_save_activity_async (BoClient            *self,
                               const char          *path,
                               BoActivityFunc       fits,
                               gpointer             fits_data,
                               GDestroyNotify       destroy,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  Saving *saving;
  GTask *task;
  GHashTable *people;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (fits != NULL);

  saving = g_new0 (Saving, 1);
  people = bo_lists_get_people (self->lists);
  saving->path = g_strdup (path);
  saving->fits = fits;
  saving->fits_data = fits_data;
  saving->destroy = destroy;
  saving->people = people != NULL ? g_hash_table_ref (people) : NULL;
  saving->lines = g_string_new (NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_save_activity_async);
  g_task_set_task_data (task, saving, saving_free);
  read_page (task);
}
