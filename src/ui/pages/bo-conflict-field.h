/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoConflictField:
 *
 * One field of a conflict with the person's choice. The widgets of a row or card are made from
 * it, and may be made again in another shape without losing the choice.
 *
 * ::changed: the result is another
 */
#define BO_TYPE_CONFLICT_FIELD (bo_conflict_field_get_type ())
G_DECLARE_FINAL_TYPE (BoConflictField, bo_conflict_field, BO, CONFLICT_FIELD, GObject)

/* @now: (nullable): the thing's document as it is shown */
BoConflictField *bo_conflict_field_new        (BoClient *client, BoConflictItem *item, const BoConflictPath *path, const char *now);
/* Whether the value in @now (nullable) is another than when it was looked at last */
bool             bo_conflict_field_is_outdated (BoConflictField *self, const char *now);
/* Whether @now still has a place for it */
bool             bo_conflict_field_is_possible (BoConflictField *self, const char *now);
/* The hub's side is what @now holds; @since_us: since when, 0 unknown. What the person chose stays chosen. */
void             bo_conflict_field_renew      (BoConflictField *self, const char *now, int64_t since_us);
const char      *bo_conflict_field_get_path   (BoConflictField *self);
const char      *bo_conflict_field_get_label  (BoConflictField *self);
/* Both sides changed it: somebody has to choose. */
bool             bo_conflict_field_get_overlap (BoConflictField *self);
/* The sides differ; false for what both made the same of, and for fields shown for completeness. */
bool             bo_conflict_field_get_changed (BoConflictField *self);
/* Both sides changed it, and to the same. */
bool             bo_conflict_field_get_alike  (BoConflictField *self);
/* (nullable): JSON text of the result; absent */
const char      *bo_conflict_field_get_result (BoConflictField *self);
void             bo_conflict_field_choose     (BoConflictField *self, BoKept side);
/* @document with the result at the field's path, where somebody had to choose */
char            *bo_conflict_field_apply      (BoConflictField *self, const char *document, GError **error);
/* @document with the value of one side, whoever changed it */
char            *bo_conflict_field_apply_side (BoConflictField *self, BoKept side, const char *document, GError **error);

/* (transfer floating): what each column shows; the sides have a radio where they overlap */
GtkWidget       *bo_conflict_field_base_widget   (BoConflictField *self);
GtkWidget       *bo_conflict_field_mine_widget   (BoConflictField *self, const char *side_label, GtkWidget **radio);
GtkWidget       *bo_conflict_field_theirs_widget (BoConflictField *self, const char *side_label, GtkWidget *group, GtkWidget **radio);
GtkWidget       *bo_conflict_field_result_widget (BoConflictField *self);

G_END_DECLS
