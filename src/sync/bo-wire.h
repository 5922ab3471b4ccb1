/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* The messages of inbetweenies-v2 (PROTOCOL §§1, 3, 8) as values, and the codec
   both sides use: the client encodes requests and decodes responses, the hub the
   other way round. No I/O. Thread-agnostic; the values are not shared while written. */

#define BO_PROTOCOL_VERSION "inbetweenies-v2"
#ifndef BO_WIRE_PAGE_SIZE /* the simulator's homes are small */
#define BO_WIRE_PAGE_SIZE 500
#endif
#define BO_WIRE_MAX_BODY (64 * 1024 * 1024)

typedef enum
{
  BO_CHANGE_CREATE,
  BO_CHANGE_UPDATE,
  BO_CHANGE_DELETE,
} BoChangeType;

typedef enum
{
  BO_SYNC_TYPE_FULL,
  BO_SYNC_TYPE_DELTA,
  BO_SYNC_TYPE_ENTITIES,
  BO_SYNC_TYPE_RELATIONSHIPS,
} BoSyncType;

/**
 * BoChange:
 * @type: create, update or delete
 * @entity: (nullable): none when the change carries edges alone, or is unreadable
 * @edges: (element-type BoEdge): never %NULL
 * @device_name: (nullable): which device pushed the version (PROTOCOL §8)
 * @problem: (nullable): why this change could not be read; then @raw holds its text
 *   and @id and @version what could be made out of it (either may be %NULL)
 * @raw: (nullable): the change's own text, kept only with @problem
 */
typedef struct
{
  BoChangeType  type;
  BoEntity     *entity;
  GPtrArray    *edges;
  char         *device_name;
  char         *problem;
  char         *raw;
  char         *id;
  char         *version;
} BoChange;

BoChange *bo_change_new  (BoChangeType type, BoEntity *entity);
void      bo_change_free (BoChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoChange, bo_change_free)

/**
 * BoWireConflict: an element of `conflicts` (PROTOCOL §3.3).
 */
typedef struct
{
  char *entity_id;
  char *local_version;
  char *remote_version;
  char *resolution_strategy;
  char *resolved_version;
} BoWireConflict;

BoWireConflict *bo_wire_conflict_new  (const char *entity_id,
                                       const char *local_version,
                                       const char *remote_version,
                                       const char *resolution_strategy,
                                       const char *resolved_version);
void            bo_wire_conflict_free (BoWireConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoWireConflict, bo_wire_conflict_free)

typedef struct
{
  char       *protocol_version;
  char       *device_id;
  char       *user_id;
  char       *device_name;      /* nullable */
  BoSyncType  sync_type;
  GPtrArray  *changes;          /* BoChange */
  char       *since;            /* nullable, verbatim */
  char      **entity_types;     /* nullable */
  char      **modified_by;      /* nullable */
  char       *cursor;           /* nullable, verbatim */
} BoSyncRequest;

BoSyncRequest *bo_sync_request_new  (void);
void           bo_sync_request_free (BoSyncRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSyncRequest, bo_sync_request_free)

typedef struct
{
  BoSyncType  sync_type;
  GPtrArray  *changes;                /* BoChange */
  GPtrArray  *conflicts;              /* BoWireConflict */
  int64_t     entities_synced;
  int64_t     relationships_synced;
  int64_t     conflicts_resolved;
  double      duration_ms;
  char       *cursor;                 /* null: the stream is drained */
  char       *server_time;            /* verbatim */
  GPtrArray  *applied;                /* char *, entity ids */
  GPtrArray  *applied_relationships;  /* char *, edge ids */
  char       *state_digest;           /* null: absent or of a wrong form (unknown, no mismatch) */
  char       *resume_cursor;          /* null: not offered (§8) */
  char       *epoch;                  /* null: not offered (§8) */
  bool        cursor_reset;           /* (§8) */
} BoSyncResponse;

BoSyncResponse *bo_sync_response_new  (void);
void            bo_sync_response_free (BoSyncResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSyncResponse, bo_sync_response_free)

/* --- client side --- */
char           *bo_sync_request_encode  (BoSyncRequest *request, size_t *length);
/* A change that can't be read becomes one with a @problem; an envelope that can't be read
   is an error and nothing of it is used (FAULTS §2). */
BoSyncResponse *bo_sync_response_decode (const char *text, gssize length, GError **error);

/**
 * BoWirePage:
 *
 * An answer of which one change is in memory at a time, however large it is (FAULTS §2). The text must outlive it.
 */
typedef struct _BoWirePage BoWirePage;

BoWirePage     *bo_wire_page_open         (const char *text, gssize length, GError **error);
void            bo_wire_page_free         (BoWirePage *page);
BoSyncResponse *bo_wire_page_get_response (BoWirePage *page); /* all of it but its changes */
bool            bo_wire_page_is_empty     (BoWirePage *page); /* no change at all */
BoChange       *bo_wire_page_next         (BoWirePage *page); /* nullable: behind the last */
/* Once all changes were read: the edges of the next one that has some; nullable: behind the last. BoEdge */
GPtrArray      *bo_wire_page_next_edges   (BoWirePage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoWirePage, bo_wire_page_free)

/* GET /api/v1/graph/relationships */
GPtrArray      *bo_wire_edges_decode    (const char *text, gssize length, GError **error);
/* GET /api/v1/graph/entities/{id}?version= */
BoEntity       *bo_wire_entity_decode   (const char *text, gssize length, GError **error);
/* GET /api/v1/graph/entities/{id}/versions */
GPtrArray      *bo_wire_versions_decode (const char *text, gssize length, GError **error);

/* --- hub side --- */

/**
 * BoWireError: one entry of a 422 body (PROTOCOL §4), FastAPI's form.
 * @type: `missing`, `string_pattern_mismatch`, `string_type`, `json_invalid`, …
 * @loc: the text of a JSON array: `["body","changes",0,"change_type"]`
 * @msg: the sentence
 * @input: (nullable): JSON text
 * @ctx: (nullable): JSON text of an object
 */
typedef struct
{
  char *type;
  char *loc;
  char *msg;
  char *input;
  char *ctx;
} BoWireError;

void           bo_wire_error_free      (BoWireError *error);
/* Returns NULL and fills @errors (BoWireError) where the hub answers 422, as recorded in
   the exchanges 36, 37, 41, 42; `protocol_version` is not judged here. */
BoSyncRequest *bo_sync_request_decode  (const char *text, gssize length, GPtrArray *errors);
char          *bo_sync_response_encode (BoSyncResponse *response, size_t *length);
char          *bo_wire_errors_encode   (GPtrArray *errors);  /* {"detail":[…]} */

void           bo_wire_write_entity    (BoJsonWriter *writer, BoEntity *entity, int64_t created_us, int64_t updated_us, bool checksum);
void           bo_wire_write_edge      (BoJsonWriter *writer, BoEdge *edge, bool pins_only_as_pushed);
BoEntity      *bo_wire_read_entity     (BoJson object, GError **error);
BoEdge        *bo_wire_read_edge       (BoJson object, GError **error);

const char    *bo_sync_type_to_string   (BoSyncType type);
const char    *bo_change_type_to_string (BoChangeType type);

G_END_DECLS
