/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoDraftEdge:
 * @id: the edge's id
 * @from_id: entity it starts at
 * @to_id: entity it leads to
 * @type: `located_in`, `part_of`, …
 * @properties: JSON text of an object; `{"deleted":true}` in it removes the edge
 */
typedef struct
{
  char *id;
  char *from_id;
  char *to_id;
  char *type;
  char *properties;
} BoDraftEdge;

/**
 * BoDraftEdit:
 * @entity_id: whose
 * @path: in the entity's document, as bo_json_set() and bo_json_remove() take it
 * @value: (nullable): JSON text; %NULL removes
 */
typedef struct
{
  char *entity_id;
  char *path;
  char *value;
} BoDraftEdit;

/**
 * BoDraft:
 * @entities: (element-type BoEntity): to be made; version, user and parents are empty
 * @edits: (element-type BoDraftEdit): to entities that are there
 * @edges: (element-type BoDraftEdge): to be written; the ids of existing ones mean change
 * @removed: (element-type utf8): ids of entities to be deleted
 * @confirmed: a person was asked about the values that lead away from safety; else such a draft isn't carried out
 *
 * What a person wants, as changes of the graph: made by the functions below
 * without I/O, carried out by the client in one transaction. Ids of new things
 * are the caller's (bo_uuid_random()); ids of new edges follow from them.
 */
typedef struct
{
  GPtrArray *entities;
  GPtrArray *edits;
  GPtrArray *edges;
  GPtrArray *removed;
  bool       confirmed;
} BoDraft;

BoDraft *bo_draft_new  (void);
void     bo_draft_free (BoDraft *draft);
/* What takes @draft back once it is carried out: asked of the model before that. */
BoDraft *bo_draft_invert (BoDraft *draft, BoModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDraft, bo_draft_free)

/* Each adds to @draft. Names are trimmed; an empty or too long one is BO_ERROR_USAGE or
   BO_ERROR_TOO_LARGE, and nothing is added. */
gboolean bo_compose_home       (BoDraft *draft, const char *id, const char *name, bool is_primary, GError **error);
gboolean bo_compose_zone       (BoDraft *draft, const char *id, const char *name, const char *home_id, GError **error);
/* @zone_id: (nullable) */
gboolean bo_compose_room       (BoDraft *draft, const char *id, const char *name, const char *home_id,
                                const char *zone_id, GError **error);
/* An accessory in the service form: services of @service_types (nullable) (array
   zero-terminated=1) with their required characteristics at their defaults. @room_id: (nullable) */
gboolean bo_compose_accessory  (BoDraft *draft, const char *id, const char *name, const char *const *service_types,
                                const char *room_id, GError **error);
/* @service_type must be in the catalogue; ids of service and characteristics follow from @id */
gboolean bo_compose_service    (BoDraft *draft, BoAccessory *accessory, const char *id, const char *service_type,
                                const char *name, GError **error);
/* @actions: (element-type BoSceneAction); @home_id: (nullable) */
gboolean bo_compose_scene      (BoDraft *draft, const char *id, const char *name, const char *home_id,
                                GPtrArray *actions, GError **error);
gboolean bo_compose_scene_actions (BoDraft *draft, BoScene *scene, GPtrArray *actions, GError **error);
/* @type: note, manual, procedure, …; @about: (nullable): the thing it is tied to */
gboolean bo_compose_document   (BoDraft *draft, const char *id, const char *type, const char *name, const char *body,
                                BoThing *about, GError **error);
/* The same, of one that is a file, whose description (JSON text) is @description. */
gboolean bo_compose_document_of_file (BoDraft *draft, const char *id, const char *type, const char *name,
                                      const char *description, BoThing *about, GError **error);
/* A note that the battery of @accessory was changed on @day, "2026-03-03": in the one there is, else in a new one. */
gboolean bo_compose_battery_changed (BoDraft *draft, BoAccessory *accessory, const char *id, const char *day,
                                     const char *name, const char *body, GError **error);
gboolean bo_compose_user       (BoDraft *draft, BoHome *home, const char *id, const char *name, bool is_administrator,
                                bool is_owner, bool remote_access_allowed, GError **error);
/* Of a home whose owners are known: who becomes the owner is its administrator too, and nobody else is owner then;
   the owner can't cease to be one but by that, nor be removed (BO_ERROR_USAGE). */
gboolean bo_compose_edit_user  (BoDraft *draft, BoHome *home, BoUser *user, const char *name, bool is_administrator,
                                bool is_owner, bool remote_access_allowed, GError **error);
gboolean bo_compose_remove_user (BoDraft *draft, BoHome *home, BoUser *user, GError **error);

gboolean bo_compose_rename     (BoDraft *draft, BoThing *thing, const char *name, GError **error);
gboolean bo_compose_rename_service (BoDraft *draft, BoService *service, const char *name, GError **error);
gboolean bo_compose_rename_user (BoDraft *draft, BoHome *home, BoUser *user, const char *name, GError **error);
gboolean bo_compose_set_body   (BoDraft *draft, BoDocument *document, const char *body, GError **error);
/* @description: (nullable): JSON text as bo_client_keep_file_finish() gives it; NULL: no file any more */
void     bo_compose_set_file   (BoDraft *draft, BoDocument *document, const char *description);
/* Out of @from (nullable: its first room, if any) into @to (nullable: "No room"): the edge of
   the room moved from changes (DESIGN §2). */
void     bo_compose_move_accessory (BoDraft *draft, BoModel *model, BoAccessory *accessory, BoRoom *from, BoRoom *to);
/* @zone: (nullable): in no zone */
void     bo_compose_move_room  (BoDraft *draft, BoModel *model, BoRoom *room, BoZone *zone);
/* Accessories of a room stay, in "No room", unless @move_to (nullable) is given. */
void     bo_compose_remove_room (BoDraft *draft, BoModel *model, BoRoom *room, BoRoom *move_to);
/* The thing and the edges that touch it. */
void     bo_compose_remove     (BoDraft *draft, BoModel *model, BoThing *thing);
void     bo_compose_remove_service (BoDraft *draft, BoService *service);
/* Anything else: JSON text at a path of a thing's document; NULL removes. */
void     bo_compose_set        (BoDraft *draft, BoThing *thing, const char *path, const char *json);
/* @thing of @past, which @now lacks, and the edges it had to what @now has. */
void     bo_compose_put_back   (BoDraft *draft, BoModel *past, BoModel *now, BoThing *thing);
/* As bo_characteristic_edit_value(), with its path. */
gboolean bo_compose_value      (BoDraft *draft, BoCharacteristic *characteristic, const char *input, GError **error);

G_END_DECLS
