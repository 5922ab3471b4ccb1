/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model-enums.h"
#include "bo-model-types.h"

G_BEGIN_DECLS

/**
 * BoThing:
 *
 * What every entity shown has in common. The same object stays for the same
 * entity as long as it is shown; its properties notify when they change.
 * Objects of the model live on the main thread and are changed by
 * bo_model_apply() alone.
 *
 * Properties: `id`, `name`, `entity-type`, `status` (BoSyncStatus),
 * `problem`, `rival` (nullable), `home` (nullable), `deleted` (true once it left the model).
 */
#define BO_TYPE_THING (bo_thing_get_type ())
G_DECLARE_DERIVABLE_TYPE (BoThing, bo_thing, BO, THING, GObject)

struct _BoThingClass
{
  /*< private >*/
  GObjectClass parent_class;

  void (*update) (BoThing *self, gpointer update, gpointer parsed);
};

const char    *bo_thing_get_id          (BoThing *self);
const char    *bo_thing_get_name        (BoThing *self);
/* The name, or "Unnamed room" and the like where it is empty. */
const char    *bo_thing_get_display_name (BoThing *self);
const char    *bo_thing_get_entity_type (BoThing *self);
/* The version shown; borrowed. */
BoEntity      *bo_thing_get_entity      (BoThing *self);
BoSyncStatus   bo_thing_get_status      (BoThing *self);
/* (nullable): why it is quarantined or unreadable, a sentence. */
const char    *bo_thing_get_problem     (BoThing *self);
/* (nullable): who else changed it, where it was changed in two places; given by the client. */
const char    *bo_thing_get_rival       (BoThing *self);
void           bo_thing_set_rival       (BoThing *self, const char *rival);
/* (nullable): the home it is in; NULL for a home, and where there is no home at all. */
BoHome        *bo_thing_get_home        (BoThing *self);
/* of BoDocument: what any edge ties to it, sorted by name. */
GListModel    *bo_thing_get_documents   (BoThing *self);
bool           bo_thing_get_deleted     (BoThing *self);
/* (nullable): "Waiting to send", "Sending", …; NULL when synced. */
const char    *bo_thing_status_to_text  (BoSyncStatus status);
/* (transfer full) (nullable): the same, with who else changed it: "Changed by Ana — review" */
char          *bo_thing_status_dup_notice (BoSyncStatus status, const char *rival);
/* (transfer full) (nullable): the same of a thing: "Changed by Ana — review" */
char          *bo_thing_dup_notice      (BoThing *self);
/* The same in @room characters, as far as a name in it can be shortened. */
char          *bo_thing_dup_brief_notice (BoThing *self, int room);
/* (transfer full) (nullable): why it failed, and what that means; NULL where nothing failed */
char          *bo_thing_dup_reason      (BoThing *self);

G_END_DECLS
