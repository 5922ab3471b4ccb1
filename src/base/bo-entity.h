/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

#define BO_TYPE_ENTITY (bo_entity_get_type ())

/**
 * BoEntity:
 * @id: identity, stable for ever; compared as bytes
 * @version: names this edit (PROTOCOL §2)
 * @entity_type: `home`, `room`, …; an unknown one is kept as it is
 * @name: what a person calls it
 * @content: the text of a JSON object, exactly as received or edited
 * @source_type: `homekit`, `matter`, `manual`, `imported`, `generated`
 * @user_id: who made this version
 * @parent_versions: (array zero-terminated=1): what it was made from; two or more are a merge
 * @checksum: (nullable): never filled by today's hubs
 *
 * One version of one node of the home graph (PROTOCOL §1). Immutable and
 * reference-counted: may be shared between threads. The fields are read-only.
 */
struct _BoEntity
{
  const char        *id;
  const char        *version;
  const char        *entity_type;
  const char        *name;
  const char        *content;
  const char        *source_type;
  const char        *user_id;
  const char *const *parent_versions;
  const char        *checksum;
};

GType     bo_entity_get_type    (void);
/* NULL for: content means "{}", source_type "manual", user_id "", parent_versions none. */
BoEntity *bo_entity_new         (const char        *id,
                                 const char        *version,
                                 const char        *entity_type,
                                 const char        *name,
                                 const char        *content,
                                 const char        *source_type,
                                 const char        *user_id,
                                 const char *const *parent_versions);
BoEntity *bo_entity_ref         (BoEntity *self);
void      bo_entity_unref       (BoEntity *self);
/* content.deleted is true */
bool      bo_entity_is_deleted  (BoEntity *self);
/* whether @version is one of the parents */
bool      bo_entity_has_parent  (BoEntity *self, const char *version);
/* name, type, source and content alike by value; id, version, author and parents aside */
bool      bo_entity_same_data   (BoEntity *self, BoEntity *other);
/* the members a field-level merge looks at, as one JSON document:
   {"name":…,"entity_type":…,"source_type":…,"content":{…}}. Paths of edits,
   merges and conflicts are paths in this document ("/name", "/content/state/power"). */
char     *bo_entity_to_document (BoEntity *self);
BoEntity *bo_entity_from_document (const char        *id,
                                   const char        *version,
                                   const char        *document,
                                   const char        *user_id,
                                   const char *const *parent_versions,
                                   GError           **error);
/* whether a hub would take it: depth, lengths, printable id (PROTOCOL §4, last paragraph) */
gboolean  bo_entity_validate    (BoEntity *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEntity, bo_entity_unref)

G_END_DECLS
