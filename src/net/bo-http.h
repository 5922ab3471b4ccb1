/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-engine.h"

G_BEGIN_DECLS

#define BO_TYPE_HTTP (bo_http_get_type ())
G_DECLARE_FINAL_TYPE (BoHttp, bo_http, BO, HTTP, GObject)

/**
 * BoLogin: what a hub answers to a login, a refresh or a guest's code.
 * @token: the bearer token
 * @role: "admin" or "guest"
 * @user_id: (nullable): from `GET /auth/me`
 * @expires_us: wall clock, 0 unknown
 */
typedef struct
{
  char    *token;
  char    *role;
  char    *user_id;
  int64_t  expires_us;
} BoLogin;

BoLogin *bo_login_new  (void);
void     bo_login_free (BoLogin *login);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoLogin, bo_login_free)

/* One hub, over libsoup: no redirects, no cookies, no cache; connect, first-byte, idle and total
   deadlines; bodies capped while they arrive, decompressed ones too. Context: the thread-default
   one of the thread that made it. Checks the URL: http or https, a host, no user info;
   a missing scheme means http on loopback names, https elsewhere (FAULTS §5 "plain http"). */
BoHttp     *bo_http_new            (const char *server_url, GError **error);
const char *bo_http_get_url        (BoHttp *self);     /* normalised, no trailing slash */
bool        bo_http_is_loopback    (BoHttp *self);     /* this very machine */
bool        bo_http_is_encrypted   (BoHttp *self);     /* https */
/* The one certificate that is accepted, by its fingerprint (FAULTS §5); NULL: those the system trusts. */
void        bo_http_set_pin        (BoHttp *self, const char *fingerprint);
const char *bo_http_get_pin        (BoHttp *self);     /* (nullable) */
/* (nullable): of the certificate refused last, with CERTIFICATE_UNKNOWN or CERTIFICATE_CHANGED */
const char *bo_http_get_presented  (BoHttp *self);
void        bo_http_set_token      (BoHttp *self, const char *token);
bool        bo_http_has_token      (BoHttp *self);

/* Never fails: a missing answer is a BoReply of status 0 with an error (OFFLINE, TIMEOUT, TLS, …). */
void        bo_http_send_async     (BoHttp *self, BoRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoReply    *bo_http_send_finish    (BoHttp *self, GAsyncResult *result);
/* (transfer full) (nullable): what an answer without JSON in it means; NULL: it has some */
GError     *bo_http_explain_reply  (BoHttp *self, BoReply *reply);

/* `GET /health`, then `GET /api/v1/auth/me` where a token is set: names the step that failed:
   OFFLINE (no answer), WRONG_SERVER (not a hub), … */
void        bo_http_probe_async    (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean    bo_http_probe_finish   (BoHttp *self, GAsyncResult *result, GError **error);
/* `GET /`: what the hub says that it is, where it does: “FunkyGibbon 0.1.0”. */
void        bo_http_about_async    (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char       *bo_http_about_finish   (BoHttp *self, GAsyncResult *result); /* (transfer full) (nullable) */
/* Errors: AUTHENTICATION (wrong password), THROTTLED (with the seconds to wait), OFFLINE, WRONG_SERVER. */
void        bo_http_login_async    (BoHttp *self, const char *password, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void        bo_http_verify_guest_async (BoHttp *self, const char *guest_token, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void        bo_http_refresh_async  (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void        bo_http_me_async       (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
BoLogin    *bo_http_login_finish   (BoHttp *self, GAsyncResult *result, GError **error); /* of all four */

/**
 * BoGuest: an invitation that a hub gave out and that is still good.
 * @id: by which it is revoked
 * @created_us: wall clock of the hub, 0 unknown
 * @expires_us: wall clock of the hub, 0 unknown
 */
typedef struct
{
  char    *id;
  int64_t  created_us;
  int64_t  expires_us;
} BoGuest;

void bo_guest_free (BoGuest *guest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoGuest, bo_guest_free)

/* Guests (PROTOCOL §6), with an administrator's token. Errors: PERMISSION (no administrator), NOT_FOUND (this hub has no
   guests; of revoke, the invitation ended already), AUTHENTICATION, THROTTLED, OFFLINE, TIMEOUT, TLS, WRONG_SERVER. */
/* @hours: 1 to 168. The text of the invitation's picture, JSON: see bo_invitation_parse(). A secret. */
void        bo_http_invite_async   (BoHttp *self, int hours, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char       *bo_http_invite_finish  (BoHttp *self, GAsyncResult *result, GError **error);
/* (element-type BoGuest) */
void        bo_http_list_guests_async (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray  *bo_http_list_guests_finish (BoHttp *self, GAsyncResult *result, GError **error);
void        bo_http_revoke_guest_async (BoHttp *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean    bo_http_revoke_guest_finish (BoHttp *self, GAsyncResult *result, GError **error);

G_END_DECLS
