/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-compose.h"

G_BEGIN_DECLS

typedef enum
{
  BO_DIFFERENCE_ADDED,
  BO_DIFFERENCE_REMOVED,
  BO_DIFFERENCE_MOVED,   /* to another room, or zone */
  BO_DIFFERENCE_FIELD,
} BoDifferenceKind;

/* Whether a difference can be made again as it was before. */
typedef enum
{
  BO_RESTORE_POSSIBLE,
  BO_RESTORE_UNSAFE,     /* it would unlock, open or disarm something */
  BO_RESTORE_FIXED,      /* nobody sets it: measured, added since, or it is gone */
  BO_RESTORE_SAME,       /* it is so now */
} BoRestore;

/**
 * BoDifference:
 * @kind: what sort of difference it is
 * @entity_id: of what
 * @thing: what that is called, at the later time where it is there
 * @icon_name: a symbolic icon of it
 * @place: (nullable): the room it is in, or was
 * @path: (nullable): of a field, in the entity's document
 * @label: of a field: "Brightness"; else ""
 * @before: for people: "40 %", "Kitchen"; "—" where there was nothing
 * @after: likewise
 * @json: (nullable): of a field, what stood there before
 * @is_reading: it was measured, nobody set it
 */
typedef struct
{
  BoDifferenceKind kind;
  char            *entity_id;
  char            *thing;
  char            *icon_name;
  char            *place;
  char            *path;
  char            *label;
  char            *before;
  char            *after;
  char            *json;
  bool             is_reading;
} BoDifference;

/* (transfer full) (element-type BoDifference): what differs, by place and name, the fields of one thing together */
void       bo_differences_async    (BoModel *before, BoModel *after, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *bo_differences_finish   (GAsyncResult *result, GError **error);
void       bo_difference_free      (BoDifference *difference);
BoDifference *bo_difference_copy   (const BoDifference *difference);

/* @past: what bo_differences_async() had as before; @now: as it is */
BoRestore  bo_difference_can_restore (const BoDifference *self, BoModel *past, BoModel *now);
/* Adds to @draft what makes it so again; nothing where that isn't possible. */
void       bo_difference_restore   (const BoDifference *self, BoModel *past, BoModel *now, BoDraft *draft);
/* (transfer full): how it is at present: "60 %" */
char      *bo_difference_dup_now   (const BoDifference *self, BoModel *now);

G_END_DECLS
