/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bo-http.h"

G_BEGIN_DECLS

/* Each guards another way in which a hub may keep us waiting (FAULTS §1). */
#define BO_HTTP_CONNECT_SECONDS 10
#define BO_HTTP_FIRST_BYTE_SECONDS 30
#define BO_HTTP_IDLE_SECONDS 20
#define BO_HTTP_TOTAL_SECONDS 120
/* Bytes a second, of an answer that has come for longer than it may be idle. */
#define BO_HTTP_MIN_RATE 256

/* As it arrives, and after decompression. */
#define BO_HTTP_MAX_BODY (64 * 1024 * 1024)
#define BO_HTTP_MAX_CONTROL_BODY (1024 * 1024)
#define BO_HTTP_MIN_GZIP 1024
#define BO_HTTP_MAX_TOKEN 8192

#define BO_RETRY_AFTER_MIN_SECONDS 1
#define BO_RETRY_AFTER_MAX_SECONDS 3600

/**
 * BoDeadlines: in milliseconds, and bytes a second; what tests make shorter.
 */
typedef struct
{
  unsigned int connect;
  unsigned int first_byte;
  unsigned int idle;
  unsigned int total;
  unsigned int rate;
} BoDeadlines;

/**
 * BoHttpTls: whom to believe.
 * @pin: (nullable): the fingerprint that alone is accepted
 * @presented: (nullable): that of the certificate refused last
 * @database: (nullable): whom the system trusts
 */
typedef struct
{
  char         *pin;
  char         *presented;
  GTlsDatabase *database;
} BoHttpTls;

/* bo-http-tls.c */
void        _bo_http_tls_clear       (BoHttpTls *tls);
void        _bo_http_tls_watch       (BoHttp *self, SoupMessage *message);
const GError *_bo_http_tls_refusal   (SoupMessage *message);
void        _bo_http_set_database    (BoHttp *self, GTlsDatabase *database);

/* bo-http-url.c */
char       *_bo_http_normalise_url   (const char *server_url, char **host, GError **error);
bool        _bo_http_host_is_loopback (const char *host);
char       *_bo_http_find_upgrade    (GUri *asked, const char *location);
/* Whether it is of a network that no authority gives certificates for. */
bool        _bo_http_host_is_local   (const char *host);

/* bo-http-error.c */
int64_t     _bo_http_parse_retry_after (const char *value, int64_t now_us);
GError     *_bo_http_explain         (const GError *error, const char *host);

/* bo-http-login.c */
typedef struct _JsonObject JsonObject; /* of json-glib, which not everybody here needs */
/* (nullable) (transfer full): the object in an answer of 200, else @error is set. */
JsonObject *_bo_http_take_object     (BoReply *reply, const char *host, GError **error);
/* @task (transfer full) of a BoHttp is the data of @callback. */
void        _bo_http_send_control    (GTask *task, SoupMessage *message, GAsyncReadyCallback callback);

/* bo-spool.c: an answer as it arrives */
typedef struct _BoSpool BoSpool;

BoSpool    *_bo_spool_new            (void);
void        _bo_spool_free           (BoSpool *self);
size_t      _bo_spool_get_size       (BoSpool *self);
void        _bo_spool_add            (BoSpool *self, GBytes *bytes);
bool        _bo_spool_is_full        (BoSpool *self);
bool        _bo_spool_has_rest       (BoSpool *self);
void        _bo_spool_write_async    (BoSpool *self, GAsyncReadyCallback callback, void *data);
gboolean    _bo_spool_write_finish   (GAsyncResult *result, GError **error);
GBytes     *_bo_spool_end            (BoSpool *self, GError **error);

/* bo-transfer.c: one request, one answer. Never fails: see bo_http_send_async(). */
void        _bo_transfer_async       (SoupSession         *session,
                                      SoupMessage         *message,
                                      const char          *host,
                                      const BoDeadlines   *deadlines,
                                      size_t               max_body,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      void                *data);
BoReply    *_bo_transfer_finish      (GAsyncResult *result);

/* bo-http.c */
const char *_bo_http_get_host        (BoHttp *self);
BoHttpTls  *_bo_http_get_tls         (BoHttp *self);
SoupSession *_bo_http_get_session    (BoHttp *self);
void        _bo_http_set_deadlines   (BoHttp *self, const BoDeadlines *deadlines);
SoupMessage *_bo_http_message        (BoHttp *self, const char *method, const char *path, bool authorised);
void        _bo_http_transfer_async  (BoHttp *self, SoupMessage *message, size_t max_body, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);

G_END_DECLS
