/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalogue.h"
#include "bo-scene.h"

G_BEGIN_DECLS

/* What content means, read once, on any thread; immutable afterwards. The objects of the main
   thread point into it, and keep it by a reference on the BoParsed it belongs to. */

typedef enum
{
  BO_KIND_NONE,
  BO_KIND_HOME,
  BO_KIND_ZONE,
  BO_KIND_ROOM,
  BO_KIND_ACCESSORY,
  BO_KIND_SCENE,
  BO_KIND_DOCUMENT,
} BoKind;

typedef struct
{
  char                       *id;
  char                       *type;
  const BoCharacteristicSpec *spec;
  BoValueType                 value_type;
  char                       *unit_name;    /* owned here where the content names one */
  BoValidValue               *valid_values; /* owned here where the content narrows them */
  char                       *raw;          /* nullable */
  char                       *path;
  bool                        readable;
  bool                        writable;
  bool                        notifies;
  bool                        pending;
} BoCharacteristicData;

typedef struct
{
  char                *id;
  char                *type;
  const BoServiceSpec *spec;
  char                *name;
  char                *path;
  bool                 is_primary;
  bool                 is_user_interactive;
  GPtrArray           *characteristics; /* BoCharacteristicData */
} BoServiceData;

typedef struct
{
  char             *manufacturer;
  char             *model;
  char             *serial_number;
  char             *firmware_version;
  char             *bridge_id;
  char             *category;
  bool              reachable;
  bool              blocked;
  bool              is_bridge;
  bool              derived;
  BoAccessoryGroup  group;
  GPtrArray        *services; /* BoServiceData */
  int               primary;  /* index of the service a tile stands for, -1 for none */
} BoAccessoryData;

typedef struct
{
  char *id;
  char *name;
  char *path;
  bool  is_administrator;
  bool  is_owner;
  bool  remote_access_allowed;
} BoUserData;

typedef struct
{
  int              ref_count;
  BoEntity        *entity;
  BoKind           kind;
  BoSyncStatus    status;
  char            *problem;
  char           **pending_paths;
  bool             is_primary; /* home */
  GPtrArray       *users;      /* home: BoUserData */
  BoAccessoryData *accessory;
  GPtrArray       *actions;    /* scene: BoSceneAction */
  char            *body;       /* document */
  char            *body_path;
} BoParsed;

BoParsed *_bo_parsed_new   (BoEntity *entity, BoSyncStatus status, const char *problem,
                            const char *const *pending_paths);
BoParsed *_bo_parsed_ref   (BoParsed *self);
void      _bo_parsed_unref (BoParsed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoParsed, _bo_parsed_unref)

void             _bo_scene_action_free (BoSceneAction *action);

/* bo-parse-accessory.c */
BoAccessoryData *_bo_accessory_data_new  (BoEntity *entity, BoJson content);
void             _bo_accessory_data_free (BoAccessoryData *self);
void             _bo_accessory_data_mark_pending (BoAccessoryData *self, char **paths);
BoServiceData   *_bo_service_data_new    (void);
void             _bo_service_data_free   (BoServiceData *self);
BoCharacteristicData *_bo_characteristic_data_new (const char *type);
void             _bo_characteristic_data_free (BoCharacteristicData *self);
/* The characteristic of @spec's id or alias among those read */
BoCharacteristicData *_bo_service_data_find (BoServiceData *self, const char *id);

/* bo-derive.c: services for a device that lists none; NULL when it says nothing at all */
GPtrArray       *_bo_derive_services     (BoEntity *entity, BoJson content);

G_END_DECLS
