/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-accessory.h"
#include "bo-document.h"
#include "bo-home.h"
#include "bo-model-batch.h"
#include "bo-room.h"
#include "bo-scene.h"
#include "bo-user.h"
#include "bo-zone.h"

G_BEGIN_DECLS

/**
 * BoModel:
 *
 * The projection of the graph as homes (DESIGN §2). Main thread only. Objects
 * stay the same for the same ids; lists splice. Property: `primary-home`.
 *
 * ::changed: (signal): (ids: GStrv) after a batch was applied; ids of entities that were
 * added, changed, moved or removed.
 */
#define BO_TYPE_MODEL (bo_model_get_type ())
G_DECLARE_FINAL_TYPE (BoModel, bo_model, BO, MODEL, GObject)

BoModel     *bo_model_new                 (void);
void         bo_model_apply               (BoModel *self, BoModelBatch *batch);
void         bo_model_clear               (BoModel *self);

/* All by name, zones by their content.level (floor, order, sort) first; over all homes, and those in none. */
GListModel  *bo_model_get_homes           (BoModel *self); /* of BoHome; the primary home first */
GListModel  *bo_model_get_zones           (BoModel *self); /* of BoZone */
GListModel  *bo_model_get_rooms           (BoModel *self); /* of BoRoom */
GListModel  *bo_model_get_accessories     (BoModel *self); /* of BoAccessory */
GListModel  *bo_model_get_scenes          (BoModel *self); /* of BoScene */
GListModel  *bo_model_get_documents       (BoModel *self); /* of BoDocument */
/* (nullable) */
BoHome      *bo_model_get_primary_home    (BoModel *self);

/* (nullable): borrowed */
BoThing     *bo_model_lookup              (BoModel *self, const char *id);
/* (nullable) (transfer full): the text of what stands at @path of a thing's document */
char        *bo_model_dup_value           (BoModel *self, const char *entity_id, const char *path);
/* (nullable): the characteristic whose value stands at @path of the document of an accessory */
BoCharacteristic *bo_model_lookup_path    (BoModel *self, const char *entity_id, const char *path);
/* (nullable): @accessory_id may be NULL: then the first that has the id */
BoCharacteristic *bo_model_lookup_characteristic (BoModel *self, const char *accessory_id, const char *id);
/* (transfer container) (element-type BoThing): things of @type (a GType below BO_TYPE_THING)
   whose id is, or whose name is, case aside, @id_or_name; the id goes first and alone. */
GPtrArray   *bo_model_find                (BoModel *self, GType type, const char *id_or_name);
/* (transfer container) (element-type BoEdge): edges from or to the entity, of @edge_type or
   of any when NULL; deleted ones aside; sorted by id. For moves: they carry the edge's id. */
GPtrArray   *bo_model_get_edges           (BoModel *self, const char *entity_id, const char *edge_type);

G_END_DECLS
