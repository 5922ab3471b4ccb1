/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-entity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-error.h"
#include "bo-json.h"

/* One allocation: the count, the fields, the parents' pointers, then all the strings. A home
   of 50,000 entities is 50,000 blocks, not half a million. */
typedef struct
{
  gatomicrefcount references;
  _Atomic char    deleted; /* 0 until somebody asks, then 'y' or 'n': it is asked often */
  BoEntity        entity;
  const char     *parents[];
} Block;

G_DEFINE_BOXED_TYPE (BoEntity, bo_entity, bo_entity_ref, bo_entity_unref)

static Block *
block_of (BoEntity *self)
{
  return (Block *) ((char *) self - G_STRUCT_OFFSET (Block, entity));
}

static const char *
put_string (char      **at,
            const char *string)
{
  size_t size = strlen (string) + 1;
  const char *put = memcpy (*at, string, size);

  *at += size;
  return put;
}

static size_t
measure_parents (const char *const *parents,
                 size_t            *bytes)
{
  size_t n = 0;

  for (; parents != NULL && parents[n] != NULL; n++)
    *bytes += strlen (parents[n]) + 1;

  return n;
}

/**
 * bo_entity_new:
 * @id: identity
 * @version: names this edit
 * @entity_type: `home`, `room`, …, or one nobody knows
 * @name: what a person calls it
 * @content: (nullable): text of a JSON object, kept byte for byte and not checked here; %NULL for `{}`
 * @source_type: (nullable): where it comes from; %NULL for `manual`
 * @user_id: (nullable): who made this version; %NULL for the empty string
 * @parent_versions: (nullable) (array zero-terminated=1): what it was made from
 *
 * Copies its arguments into a new entity (PROTOCOL §1). Foreign content goes
 * through bo_json_scan() before. Any thread.
 *
 * Returns: (transfer full): the entity
 */
BoEntity *
bo_entity_new (const char        *id,
               const char        *version,
               const char        *entity_type,
               const char        *name,
               const char        *content,
               const char        *source_type,
               const char        *user_id,
               const char *const *parent_versions)
{
  const char *strings[] = { id,
                            version,
                            entity_type,
                            name,
                            content != NULL ? content : "{}",
                            source_type != NULL ? source_type : "manual",
                            user_id != NULL ? user_id : "" };
  size_t bytes = 0, n_parents;
  Block *block;
  char *at;

  g_return_val_if_fail (id != NULL && version != NULL && entity_type != NULL && name != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (strings); i++)
    bytes += strlen (strings[i]) + 1;
  n_parents = measure_parents (parent_versions, &bytes);

  block = g_malloc (sizeof (Block) + (n_parents + 1) * sizeof (char *) + bytes);
  at = (char *) &block->parents[n_parents + 1];
  for (size_t i = 0; i < G_N_ELEMENTS (strings); i++)
    strings[i] = put_string (&at, strings[i]);
  for (size_t i = 0; i < n_parents; i++)
    block->parents[i] = put_string (&at, parent_versions[i]);
  block->parents[n_parents] = NULL;

  g_atomic_ref_count_init (&block->references);
  block->deleted = 0;
  block->entity = (BoEntity){ .id = strings[0],
                              .version = strings[1],
                              .entity_type = strings[2],
                              .name = strings[3],
                              .content = strings[4],
                              .source_type = strings[5],
                              .user_id = strings[6],
                              .parent_versions = block->parents };
  return &block->entity;
}

/**
 * bo_entity_ref:
 * @self: an entity
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
BoEntity *
bo_entity_ref (BoEntity *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&block_of (self)->references);
  return self;
}

/**
 * bo_entity_unref:
 * @self: (transfer full): an entity
 *
 * Gives up a reference; the last one frees it. Any thread.
 */
void
bo_entity_unref (BoEntity *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&block_of (self)->references))
    g_free (block_of (self));
}

/**
 * bo_entity_is_deleted:
 * @self: an entity
 *
 * Whether this version is a tombstone: `content.deleted` is true (PROTOCOL §3.1).
 *
 * Returns: true if it is
 */
bool
bo_entity_is_deleted (BoEntity *self)
{
  Block *block;

  g_return_val_if_fail (self != NULL, false);

  block = block_of (self);
  if (block->deleted == 0)
    block->deleted = bo_json_member_bool (bo_json_wrap (self->content), "deleted", false) ? 'y' : 'n';
  return block->deleted == 'y';
}

/**
 * bo_entity_has_parent:
 * @self: an entity
 * @version: a version string
 *
 * Whether this version was made from @version: then it fast-forwards it
 * (PROTOCOL §3.3). Grandparents don't count.
 *
 * Returns: true if it was
 */
bool
bo_entity_has_parent (BoEntity   *self,
                      const char *version)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (version != NULL, false);

  return g_strv_contains (self->parent_versions, version);
}

/**
 * bo_entity_same_data:
 * @self: an entity
 * @other: another
 *
 * Whether both say the same: name, type, source, and content by value, so that
 * `1.0` and `1`, or another order of keys, make no difference. Who made them,
 * when, and from what is left aside. Such a pair is never merged (PROTOCOL §5).
 *
 * Returns: true if they do
 */
bool
bo_entity_same_data (BoEntity *self,
                     BoEntity *other)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (other != NULL, false);

  if (self == other)
    return true;
  if (!g_str_equal (self->name, other->name) || !g_str_equal (self->entity_type, other->entity_type) ||
      !g_str_equal (self->source_type, other->source_type))
    return false;

  return g_str_equal (self->content, other->content) ||
         bo_json_equal (bo_json_wrap (self->content), bo_json_wrap (other->content));
}

/**
 * bo_entity_to_document:
 * @self: an entity
 *
 * What a field-level merge looks at, as one JSON document (PROTOCOL §5):
 * `{"name":…,"entity_type":…,"source_type":…,"content":{…}}`, the content byte
 * for byte. Paths of edits and conflicts are paths in it, such as `/name` or
 * `/content/state/power`.
 *
 * Returns: (transfer full): the text
 */
char *
bo_entity_to_document (BoEntity *self)
{
  g_autoptr(BoJsonWriter) writer = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "name", self->name);
  bo_json_writer_member_string (writer, "entity_type", self->entity_type);
  bo_json_writer_member_string (writer, "source_type", self->source_type);
  bo_json_writer_member_raw (writer, "content", self->content);
  bo_json_writer_end_object (writer);

  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* A member that must be a string where it is there at all. */
static gboolean
take_string (BoJson      document,
             const char *member,
             char      **string,
             GError    **error)
{
  BoJson value = bo_json_member (document, member);

  *string = NULL;
  if (bo_json_kind (value) == BO_JSON_KIND_NONE)
    return TRUE;

  if ((*string = bo_json_dup_string (value)) != NULL)
    return TRUE;

  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA,
               _("The entity can't be made: its “%s” is no text. Give it a text."), member);
  return FALSE;
}

static gboolean
take_content (BoJson   document,
              char   **content,
              GError **error)
{
  BoJson value = bo_json_member (document, "content");
  BoJsonKind kind = bo_json_kind (value);

  *content = NULL;
  if (kind == BO_JSON_KIND_NONE)
    return TRUE;

  if (kind == BO_JSON_KIND_OBJECT)
    {
      *content = bo_json_dup (value);
      return TRUE;
    }

  g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                       _("The entity can't be made: its content is no JSON object. Give it an object."));
  return FALSE;
}

/**
 * bo_entity_from_document:
 * @id: identity
 * @version: names this edit
 * @document: what bo_entity_to_document() writes
 * @user_id: (nullable): who makes this version
 * @parent_versions: (nullable) (array zero-terminated=1): what it is made from
 * @error: return location
 *
 * Makes an entity of a document that was edited or merged. Its content is kept
 * byte for byte. A missing name is empty, a missing source `manual`, a missing
 * content `{}`; the type must be there. Members of other names have no place in
 * an entity and are left out.
 *
 * Returns: (transfer full): the entity; %NULL with %BO_ERROR_INVALID_DATA where
 *   @document is no JSON object or a member is of the wrong kind,
 *   %BO_ERROR_TOO_LARGE where it is nested too deep
 */
BoEntity *
bo_entity_from_document (const char        *id,
                         const char        *version,
                         const char        *document,
                         const char        *user_id,
                         const char *const *parent_versions,
                         GError           **error)
{
  g_autofree char *name = NULL, *entity_type = NULL, *source_type = NULL, *content = NULL;
  BoJson scanned;

  g_return_val_if_fail (id != NULL && version != NULL && document != NULL, NULL);

  /* The document is one level around the content. */
  if (!bo_json_scan (document, -1, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, &scanned, error) ||
      !take_string (scanned, "name", &name, error) ||
      !take_string (scanned, "entity_type", &entity_type, error) ||
      !take_string (scanned, "source_type", &source_type, error) ||
      !take_content (scanned, &content, error))
    return NULL;

  if (entity_type == NULL)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("The entity can't be made: the document says no type. "
                             "Give it an object with an “entity_type”."));
      return NULL;
    }

  return bo_entity_new (id, version, entity_type, name != NULL ? name : "", content, source_type, user_id,
                        parent_versions);
}

/* --- validation --- */

/* Control characters (the digest's separators 0x1E and 0x1F among them, PROTOCOL §3.5) would
   make one id read as two. */
/* U+FFFF is no character: it stands for what can't be kept (bo_key_escape()). */
#define NO_CHARACTER 0xffff

static bool
is_printable (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return false;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) || g_utf8_get_char (at) == NO_CHARACTER)
      return false;

  return true;
}

/* What is wrong with an id or a version, in whole sentences; they name the limits. */
typedef struct
{
  size_t      limit;
  const char *too_long;
  const char *empty;
  const char *unprintable;
} KeyRule;

G_STATIC_ASSERT (BO_MAX_ID == 64);

static const KeyRule id_rule = {
  BO_MAX_ID,
  N_("The entity can't be sent: its id is longer than 64 bytes. Shorten it."),
  N_("The entity can't be sent: its id is empty. Give it one."),
  N_("The entity can't be sent: its id holds characters that can't be printed. Take them out."),
};

G_STATIC_ASSERT (BO_MAX_VERSION == 255);

static const KeyRule version_rule = {
  BO_MAX_VERSION,
  N_("The entity can't be sent: its version is longer than 255 bytes. Shorten it."),
  N_("The entity can't be sent: its version is empty. Give it one."),
  N_("The entity can't be sent: its version holds characters that can't be printed. Take them out."),
};

static gboolean
check_key (const KeyRule *rule,
           const char    *text,
           GError       **error)
{
  size_t length = strlen (text);

  if (length > 0 && length <= rule->limit && is_printable (text))
    return TRUE;

  if (length > rule->limit)
    g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE, _(rule->too_long));
  else if (length == 0)
    g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA, _(rule->empty));
  else
    g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA, _(rule->unprintable));
  return FALSE;
}

static gboolean
check_name (const char *name,
            GError    **error)
{
  if (!g_utf8_validate (name, -1, NULL))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("The entity can't be sent: its name is not valid UTF-8. Enter it again."));
      return FALSE;
    }
  if (g_utf8_strlen (name, -1) > BO_MAX_NAME)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                   _("The entity can't be sent: its name is longer than %d characters. Shorten it."),
                   BO_MAX_NAME);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_content (const char *content,
               GError    **error)
{
  size_t length = strlen (content);
  BoJson document;

  if (length > BO_MAX_CONTENT)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                   _("The entity can't be sent: its content is %zu bytes long, and %d are allowed. "
                     "Take something out."), length, BO_MAX_CONTENT);
      return FALSE;
    }
  if (!bo_json_scan (content, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, error))
    {
      g_prefix_error (error, "%s ", _("The entity can't be sent, because of its content."));
      return FALSE;
    }
  if (bo_json_kind (document) != BO_JSON_KIND_OBJECT)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("The entity can't be sent: its content is no JSON object. Give it an object."));
      return FALSE;
    }

  return TRUE;
}

/* Parents may be of others' making, and a hub takes odd ones: a version made on top of such a
   one must still be able to name it. */
static gboolean
check_parents (const char *const *parents,
               GError           **error)
{
  for (size_t i = 0; parents[i] != NULL; i++)
    {
      if (strlen (parents[i]) > BO_MAX_VERSION)
        g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                     _("The entity can't be sent: a version it was made from has a name of more than %d "
                       "bytes. Make the edit again on the hub's version."), BO_MAX_VERSION);
      else if (!g_utf8_validate (parents[i], -1, NULL))
        g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA,
                             _("The entity can't be sent: a version it was made from has a name that is not "
                               "valid UTF-8. Make the edit again on the hub's version."));
      else
        continue;
      return FALSE;
    }

  return TRUE;
}

/**
 * bo_entity_validate:
 * @self: an entity
 * @error: return location
 *
 * Whether it may be sent, by the limits of PROTOCOL §4, last paragraph: id 1 to
 * 64 and version 1 to 255 bytes of UTF-8 without control characters, parents at
 * most 255 bytes each, name at most 255 characters, content a JSON object of at
 * most 1 MiB and 64 levels. Unknown types pass: they are a hub's to judge.
 *
 * Returns: %FALSE with %BO_ERROR_TOO_LARGE or %BO_ERROR_INVALID_DATA if not
 */
gboolean
bo_entity_validate (BoEntity *self,
                    GError  **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!check_key (&id_rule, self->id, error) ||
      !check_key (&version_rule, self->version, error) ||
      !check_name (self->name, error) || !check_content (self->content, error))
    return FALSE;

  return check_parents (self->parent_versions, error);
}
