/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-wire.h"

G_BEGIN_DECLS

/* Names from the wire, in the order of their enums. */
extern const char *const _bo_change_types[];
extern const char *const _bo_sync_types[];

/* The members of a control object, found in one walk over its text. Those of the largest known
   object fit; in one with more, the rest is looked for. */
typedef struct
{
  BoJson       object;
  const char  *what;   /* (nullable): for messages, a name of the protocol; NULL: the answer itself */
  bool         escaped; /* some key is not written as it is meant */
  unsigned int n;
  BoJson       keys[16];
  BoJson       values[16];
} BoWireMembers;

int       _bo_wire_find_name    (const char *const *names, BoJson value);
gboolean  _bo_wire_list_members (BoWireMembers *self, BoJson object, const char *what, GError **error);
BoJson    _bo_wire_member       (BoWireMembers *self, const char *name);
gboolean  _bo_wire_refuse       (GError **error, const char *sentence);
gboolean  _bo_wire_refuse_kind  (GError **error, BoJsonKind kind, const char *what, const char *name);
char     *_bo_wire_take_string  (BoWireMembers *members, const char *name, GError **error);
gboolean  _bo_wire_take_nullable (BoWireMembers *members, const char *name, char **value, GError **error);
void      _bo_wire_write_change (BoJsonWriter *writer, BoChange *change, bool response);
BoChange *_bo_wire_read_change  (BoJson span, bool scanned);
GPtrArray *_bo_wire_read_edges  (BoJson span, bool scanned);
/* All but the changes; @clean: whether these need no look of their own. */
BoSyncResponse *_bo_wire_read_envelope (const char *text, gssize length, BoJson *changes, bool *clean, GError **error);

/* change, entity, content: depth is counted from content */
#define BO_WIRE_CHANGE_DEPTH (BO_MAX_DEPTH + 2)

/* A change is up to 1 MiB of content and what stands around it. */
#define BO_WIRE_MAX_CHANGE (BO_MAX_CONTENT + 64 * 1024)

G_END_DECLS
