/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bo-hub-jwt.h"
#include "bo-hub-limiter.h"
#include "bo-hub-server.h"

G_BEGIN_DECLS

#define BO_HUB_MAX_BODY (16 * 1024 * 1024)
/* Of those who can't push: strangers and guests */
#define BO_HUB_MAX_SMALL_BODY (64 * 1024)
/* 255 characters; whether they are as many is for the rules to say */
#define BO_HUB_MAX_NAME_BYTES (4 * BO_MAX_NAME)
/* A version the hub makes holds a time and the name, in 255 bytes. */
#define BO_HUB_MAX_USER 200

struct _BoHubServer
{
  SoupServer   *soup;
  BoHubDb      *db;
  BoHubRules   *rules;
  BoHubLimiter *limiter;
  BoWorker     *hasher;  /* argon2 takes 64 MiB: one at a time, off this thread */
  GCancellable *cancellable;
  int           hashing; /* how many wait for it */
  GHashTable   *audited; /* address → how much of it is in the log */
  GPtrArray    *events;  /* SoupWebsocketConnection */
  int64_t       events_generation; /* of the tokens they came with */
  GHashTable   *sockets; /* GSocket: the connections there are → how one waits, or NULL */
  GQueue        requests;   /* those that are not answered yet; bo-hub-guard.c's */
  GHashTable   *incomplete; /* address → requests whose body isn't here yet */
  GQueue        incomplete_order; /* those of all addresses, the oldest first; bo-hub-guard.c's */
  GSource      *upkeep; /* nullable: what was written needs none */
  int64_t       upkeep_rows; /* of a piece of it; 0: the server ends */
  char         *name;
  char        **hosts;       /* nullable */
  GTlsCertificate *certificate; /* nullable: without TLS */
  char         *recent;
  BoVersionSource versions; /* of what is written here, without a name */
  uint8_t       key[BO_HUB_KEY_BYTES];
};

/**
 * BoHubExchange: one request and its answer; lives as long as the message.
 * @body: what has arrived; %NULL once it was too much
 * @max_body: how much that is
 * @query: (nullable): decoded
 * @id: (nullable): the variable segment of the path
 * @claims: (nullable): of the token, checked
 */
typedef struct
{
  BoHubServer       *server;
  SoupServerMessage *message; /* unowned */
  GByteArray        *body;
  size_t             max_body;
  GHashTable        *query;
  char              *id;
  BoHubClaims       *claims;
} BoHubExchange;

/* --- bo-hub-http.c: bodies and answers --- */
BoHubExchange *_bo_hub_exchange_new     (BoHubServer *server, SoupServerMessage *message);
BoHubExchange *_bo_hub_exchange_get     (SoupServerMessage *message);
void           _bo_hub_take_chunk       (BoHubExchange *exchange, GBytes *chunk);
void           _bo_hub_reply_too_large  (BoHubExchange *exchange);
/* The body, decompressed. NULL: it was refused and answered. */
GBytes        *_bo_hub_body             (BoHubExchange *exchange);
/* The body as a JSON object, inside @body. false: it was refused and answered. */
bool           _bo_hub_body_object      (BoHubExchange *exchange, GBytes **body, BoJson *object);
void           _bo_hub_reply            (BoHubExchange *exchange, unsigned int status, char *json, gssize length);
void           _bo_hub_reply_writer     (BoHubExchange *exchange, unsigned int status, BoJsonWriter *writer);
void           _bo_hub_reply_detail     (BoHubExchange *exchange, unsigned int status, const char *detail);
void           _bo_hub_reply_retry      (BoHubExchange *exchange, unsigned int status, int seconds, const char *detail);
/* A failure of the database, or a refusal with 400 */
void           _bo_hub_reply_error      (BoHubExchange *exchange, const GError *error);
/* One error of a 422 */
void           _bo_hub_reply_invalid    (BoHubExchange *exchange, const char *type, const char *loc, const char *msg);
const char    *_bo_hub_query            (BoHubExchange *exchange, const char *name);
/* Reads an integer of the query; answers 422 itself where it is none or out of range. */
bool           _bo_hub_query_bool       (BoHubExchange *exchange, const char *name, bool fallback, bool *value);
bool           _bo_hub_query_int        (BoHubExchange *exchange, const char *name, int64_t fallback, int64_t min, int64_t max, int64_t *value);

/* --- bo-hub-body.c: members of bodies. false: it was refused and answered. --- */
bool           _bo_hub_take_string      (BoHubExchange *exchange, BoJson object, const char *name, bool required, size_t max, char **value);
bool           _bo_hub_take_int         (BoHubExchange *exchange, BoJson object, const char *name, int64_t fallback, int64_t min, int64_t max, int64_t *value);
/* The text of an object; NULL for none. */
bool           _bo_hub_take_object      (BoHubExchange *exchange, BoJson object, const char *name, char **text);
/* The text of an array of known entity types; NULL for none. */
bool           _bo_hub_take_types       (BoHubExchange *exchange, BoJson object, const char *name, char **types);

/* --- bo-hub-server.c: what is refused before the body is read --- */
void           _bo_hub_check_headers    (BoHubExchange *exchange);

/* --- bo-hub-guard.c: deadlines and crowds --- */
void           _bo_hub_guard_attach     (BoHubServer *self);
void           _bo_hub_guard_end        (BoHubServer *self);
void           _bo_hub_guard_detach     (BoHubServer *self);
void           _bo_hub_guard_body       (BoHubExchange *exchange);
GSocket       *_bo_hub_guard_release    (SoupServerMessage *message);
void           _bo_hub_guard_forget     (BoHubServer *self, GSocket *socket);

/* --- bo-hub-upkeep.c: what is done while nobody waits --- */
void           _bo_hub_upkeep_attach    (BoHubServer *self);
void           _bo_hub_upkeep_detach    (BoHubServer *self);
void           _bo_hub_upkeep_wake      (BoHubServer *self);

/* --- bo-hub-audit.c --- */
/* A line in the log: "@event from 192.0.2.7". */
void           _bo_hub_audit            (BoHubExchange *exchange, const char *event);

/* --- bo-hub-routes.c --- */
void           _bo_hub_dispatch         (BoHubExchange *exchange);
/* Before the body comes: answers whoever may not send one, and sets how much it may be. */
void           _bo_hub_admit            (BoHubExchange *exchange);
/* Whether the token in the request holds; answers itself where it doesn't. */
bool           _bo_hub_authenticate     (BoHubExchange *exchange, bool admin_only);

/* --- the endpoints --- */
void           _bo_hub_handle_login     (BoHubExchange *exchange);
void           _bo_hub_handle_me        (BoHubExchange *exchange);
void           _bo_hub_handle_refresh   (BoHubExchange *exchange);
void           _bo_hub_handle_sign_out  (BoHubExchange *exchange);
void           _bo_hub_handle_guest_qr  (BoHubExchange *exchange);
void           _bo_hub_handle_guest_verify (BoHubExchange *exchange);
void           _bo_hub_handle_guest_list (BoHubExchange *exchange);
void           _bo_hub_handle_guest_revoke (BoHubExchange *exchange);
void           _bo_hub_handle_sync      (BoHubExchange *exchange);
void           _bo_hub_handle_status    (BoHubExchange *exchange);
void           _bo_hub_handle_conflicts (BoHubExchange *exchange);
void           _bo_hub_handle_entities  (BoHubExchange *exchange);
void           _bo_hub_handle_entity    (BoHubExchange *exchange);
void           _bo_hub_handle_versions  (BoHubExchange *exchange);
void           _bo_hub_handle_connected (BoHubExchange *exchange);
void           _bo_hub_handle_edges     (BoHubExchange *exchange);
void           _bo_hub_handle_statistics (BoHubExchange *exchange);
void           _bo_hub_handle_create_entity (BoHubExchange *exchange);
void           _bo_hub_handle_update_entity (BoHubExchange *exchange);
void           _bo_hub_handle_create_edge (BoHubExchange *exchange);
void           _bo_hub_handle_search    (BoHubExchange *exchange);
void           _bo_hub_handle_similar   (BoHubExchange *exchange);
void           _bo_hub_handle_path      (BoHubExchange *exchange);
void           _bo_hub_handle_backup_create (BoHubExchange *exchange);
void           _bo_hub_handle_backup_list (BoHubExchange *exchange);
void           _bo_hub_handle_backup    (BoHubExchange *exchange);
void           _bo_hub_handle_backup_restore (BoHubExchange *exchange);
void           _bo_hub_handle_backup_delete (BoHubExchange *exchange);

/* The entity the path names (or a version of it). NULL: there is none, and that was answered. */
BoHubRow      *_bo_hub_find_entity      (BoHubExchange *exchange, const char *version);
bool           _bo_hub_check_type       (BoHubExchange *exchange, const char *name, bool known);

/* A token of the hub and the answer that carries it. */
void           _bo_hub_reply_token      (BoHubExchange *exchange, const char *subject, const char *role, const char *id, int64_t seconds);
const char    *_bo_hub_remote_address   (BoHubExchange *exchange);

/* --- bo-hub-events.c: WebSocket --- */
void           _bo_hub_events_attach    (BoHubServer *self);
/* Whoever listens must ask again, with a token that is good. */
void           _bo_hub_events_close     (BoHubServer *self);

G_END_DECLS
