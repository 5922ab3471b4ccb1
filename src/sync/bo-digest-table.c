/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"

#include <string.h>

#include "bo-sha256.h"

/* The rows lie packed in the form that is summed up, in chunks; each chunk knows the sum of all
   before it. A change costs the search for its chunk, moving what lies behind it there, and
   summing up from that chunk on. A row takes its own bytes and some twenty more. */

#define CHUNK_ROWS 128
/* Chunks grow by steps, so that a row more isn't always a new place. */
#define STEP 512

/* Where a row begins, in bytes, and how much of it is the id. */
typedef struct
{
  size_t offset;
  size_t id_length;
} Row;

typedef struct
{
  BoSha256     before;    /* valid where the chunk is among the first _BoDigestTable.known */
  Row          rows[CHUNK_ROWS];
  unsigned int n_rows;    /* never 0 */
  size_t       length;
  size_t       allocated;
  char        *bytes;
} Chunk;

/* @known: of so many chunks it is known what comes before them; before the first is nothing
   @sum: (nullable): of everything */
struct _BoDigestTable
{
  GPtrArray   *chunks;
  unsigned int known;
  size_t       count;
  char        *sum;
};

static void
chunk_free (Chunk *chunk)
{
  g_free (chunk->bytes);
  g_free (chunk);
}

static Chunk *
chunk_new (void)
{
  Chunk *chunk = g_new (Chunk, 1);

  chunk->n_rows = 0;
  chunk->length = 0;
  chunk->allocated = 0;
  chunk->bytes = NULL;
  bo_sha256_init (&chunk->before);
  return chunk;
}

/**
 * bo_digest_table_new:
 *
 * Returns: (transfer full): a table without rows
 */
BoDigestTable *
bo_digest_table_new (void)
{
  BoDigestTable *self = g_new0 (BoDigestTable, 1);

  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_free);
  self->known = 1;
  return self;
}

/**
 * bo_digest_table_free:
 * @self: (nullable) (transfer full): a table that is not wanted any more
 */
void
bo_digest_table_free (BoDigestTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->chunks);
  g_free (self->sum);
  g_free (self);
}

/**
 * bo_digest_table_count:
 * @self: a table
 *
 * Returns: how many rows it has
 */
size_t
bo_digest_table_count (BoDigestTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->count;
}

/* --- looking up --- */

static Chunk *
get_chunk (BoDigestTable *self,
           unsigned int   index)
{
  return g_ptr_array_index (self->chunks, index);
}

/* In the order of bytes, a shorter one before what it begins. */
static int
compare_id (const char  *id,
            size_t       length,
            const Chunk *chunk,
            unsigned int index)
{
  const Row *row = &chunk->rows[index];
  int order = memcmp (id, chunk->bytes + row->offset, MIN (length, row->id_length));

  return order != 0 ? order : (length > row->id_length) - (length < row->id_length);
}

/* The last chunk that doesn't begin behind @id; the first, where all do. */
static unsigned int
find_chunk (BoDigestTable *self,
            const char    *id,
            size_t         length)
{
  unsigned int low = 0;
  unsigned int high = self->chunks->len;

  while (high - low > 1)
    {
      unsigned int middle = low + (high - low) / 2;

      if (compare_id (id, length, get_chunk (self, middle), 0) < 0)
        high = middle;
      else
        low = middle;
    }
  return low;
}

/* Where @id is, or would be. */
static unsigned int
find_row (const Chunk *chunk,
          const char  *id,
          size_t       length,
          bool        *found)
{
  unsigned int low = 0;
  unsigned int high = chunk->n_rows;

  *found = false;
  while (low < high)
    {
      unsigned int middle = low + (high - low) / 2;
      int order = compare_id (id, length, chunk, middle);

      if (order == 0)
        {
          *found = true;
          return middle;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* --- changing --- */

static size_t
end_of (const Chunk *chunk,
        unsigned int index)
{
  return index + 1 < chunk->n_rows ? chunk->rows[index + 1].offset : chunk->length;
}

/* Makes room for @size bytes where there were @old ones, and moves the rows from @first on. */
static void
resize (Chunk       *chunk,
        size_t       offset,
        size_t       old,
        size_t       size,
        unsigned int first)
{
  size_t length = chunk->length - old + size;

  if (length > chunk->allocated)
    {
      chunk->allocated = (length + STEP - 1) / STEP * STEP;
      chunk->bytes = g_realloc (chunk->bytes, chunk->allocated);
    }
  if (chunk->length > offset + old)
    memmove (chunk->bytes + offset + size, chunk->bytes + offset + old, chunk->length - offset - old);
  for (unsigned int i = first; i < chunk->n_rows; i++)
    chunk->rows[i].offset += size - old;
  chunk->length = length;
}

static void
write_row (Chunk       *chunk,
           unsigned int index,
           const char  *id,
           const char  *version,
           size_t       version_length)
{
  const Row *row = &chunk->rows[index];
  char *at = chunk->bytes + row->offset;

  memcpy (at, id, row->id_length);
  at[row->id_length] = '\x1f';
  memcpy (at + row->id_length + 1, version, version_length);
  at[row->id_length + 1 + version_length] = '\x1e';
}

static void
insert_row (Chunk       *chunk,
            unsigned int index,
            const char  *id,
            size_t       length,
            const char  *version,
            size_t       version_length)
{
  size_t offset = index < chunk->n_rows ? chunk->rows[index].offset : chunk->length;

  resize (chunk, offset, 0, length + version_length + 2, index);
  memmove (chunk->rows + index + 1, chunk->rows + index, (chunk->n_rows - index) * sizeof (Row));
  chunk->rows[index] = (Row){ .offset = offset, .id_length = length };
  chunk->n_rows++;
  write_row (chunk, index, id, version, version_length);
}

static bool
has_version (const Chunk *chunk,
             unsigned int index,
             const char  *version,
             size_t       version_length)
{
  const Row *row = &chunk->rows[index];
  size_t size = end_of (chunk, index) - row->offset;

  return size == row->id_length + version_length + 2 &&
         memcmp (chunk->bytes + row->offset + row->id_length + 1, version, version_length) == 0;
}

/* Whether anything changed. */
static bool
replace_row (Chunk       *chunk,
             unsigned int index,
             const char  *id,
             const char  *version,
             size_t       version_length)
{
  const Row *row = &chunk->rows[index];

  if (has_version (chunk, index, version, version_length))
    return false;
  resize (chunk, row->offset, end_of (chunk, index) - row->offset,
          row->id_length + version_length + 2, index + 1);
  write_row (chunk, index, id, version, version_length);
  return true;
}

static void
remove_row (Chunk       *chunk,
            unsigned int index)
{
  size_t offset = chunk->rows[index].offset;

  resize (chunk, offset, end_of (chunk, index) - offset, 0, index + 1);
  memmove (chunk->rows + index, chunk->rows + index + 1, (chunk->n_rows - index - 1) * sizeof (Row));
  chunk->n_rows--;
}

/* The rows of @chunk from @first on, in a chunk of their own. */
static Chunk *
split (Chunk       *chunk,
       unsigned int first)
{
  Chunk *rest = chunk_new ();
  size_t offset = chunk->rows[first].offset;

  resize (rest, 0, 0, chunk->length - offset, 0);
  memcpy (rest->bytes, chunk->bytes + offset, rest->length);
  rest->n_rows = chunk->n_rows - first;
  for (unsigned int i = 0; i < rest->n_rows; i++)
    rest->rows[i] = (Row){ chunk->rows[first + i].offset - offset, chunk->rows[first + i].id_length };

  chunk->n_rows = first;
  chunk->length = offset;
  chunk->allocated = (offset + STEP - 1) / STEP * STEP;
  chunk->bytes = g_realloc (chunk->bytes, chunk->allocated);
  return rest;
}

/* Rows that come in order fill their chunks; among others a full one is halved. */
static void
insert_at (BoDigestTable *self,
           unsigned int   at,
           unsigned int   index,
           const char    *id,
           size_t         length,
           const char    *version,
           size_t         version_length)
{
  Chunk *chunk;

  if (self->chunks->len == 0)
    g_ptr_array_add (self->chunks, chunk_new ());
  chunk = get_chunk (self, at);

  if (chunk->n_rows == CHUNK_ROWS && at + 1 == self->chunks->len && index == CHUNK_ROWS)
    {
      chunk = chunk_new ();
      g_ptr_array_add (self->chunks, chunk);
      index = 0;
    }
  else if (chunk->n_rows == CHUNK_ROWS)
    {
      Chunk *rest = split (chunk, CHUNK_ROWS / 2);

      g_ptr_array_insert (self->chunks, (int) at + 1, rest);
      if (index > chunk->n_rows)
        {
          index -= chunk->n_rows;
          chunk = rest;
        }
    }
  insert_row (chunk, index, id, length, version, version_length);
  self->count++;
}

static void
remove_at (BoDigestTable *self,
           unsigned int   at,
           unsigned int   index)
{
  Chunk *chunk = get_chunk (self, at);

  remove_row (chunk, index);
  if (chunk->n_rows == 0)
    {
      /* What came before it comes before the one that moves up. */
      if (at + 1 < self->chunks->len)
        get_chunk (self, at + 1)->before = chunk->before;
      g_ptr_array_remove_index (self->chunks, at);
    }
  self->count--;
}

static void
put (BoDigestTable *self,
     const char    *id,
     size_t         length,
     const char    *version,
     size_t         version_length)
{
  unsigned int at = find_chunk (self, id, length);
  unsigned int index = 0;
  bool found = false;

  if (at < self->chunks->len)
    index = find_row (get_chunk (self, at), id, length, &found);

  if (!found && version == NULL)
    return;
  if (!found)
    insert_at (self, at, index, id, length, version, version_length);
  else if (version == NULL)
    remove_at (self, at, index);
  else if (!replace_row (get_chunk (self, at), index, id, version, version_length))
    return;

  g_clear_pointer (&self->sum, g_free);
  self->known = MIN (self->known, MIN (at, MAX (self->chunks->len, 1) - 1) + 1);
}

/**
 * bo_digest_table_put:
 * @self: a table
 * @id: any id
 * @version: (nullable): its version from now on; %NULL: it has no row
 *
 * Rows may come in any order; in ascending order of ids it is fastest. What bo_key_escape() escaped is summed up as the
 * hub holds it.
 */
void
bo_digest_table_put (BoDigestTable *self,
                     const char    *id,
                     const char    *version)
{
  g_autofree char *held_id = NULL, *held_version = NULL;
  size_t length = 0, version_length = 0;

  g_return_if_fail (self != NULL && id != NULL);

  if (bo_key_readable (id) && (version == NULL || bo_key_readable (version)))
    {
      put (self, id, strlen (id), version, version != NULL ? strlen (version) : 0);
      return;
    }
  held_id = bo_key_unescape (id, &length);
  held_version = version != NULL ? bo_key_unescape (version, &version_length) : NULL;
  put (self, held_id, length, held_version, version_length);
}

static char *
sum_up (BoDigestTable *self)
{
  BoSha256 sum;

  bo_sha256_init (&sum);
  if (self->chunks->len > 0)
    sum = get_chunk (self, self->known - 1)->before;
  for (unsigned int i = self->known - 1; i < self->chunks->len; i++)
    {
      Chunk *chunk = get_chunk (self, i);

      chunk->before = sum;
      bo_sha256_update (&sum, chunk->bytes, chunk->length);
    }
  self->known = MAX (self->chunks->len, 1);
  return bo_sha256_end (&sum);
}

/**
 * bo_digest_table_sum:
 * @self: a table
 *
 * Sums up from the first change since the last time.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
bo_digest_table_sum (BoDigestTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->sum == NULL)
    self->sum = sum_up (self);
  return g_strdup (self->sum);
}
