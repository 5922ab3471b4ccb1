/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-auth.h"

#include <sodium.h>
#include <string.h>

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-hub-server-private.h"

#define SETTING "admin_password"
#define GENERATION "token_generation"
#define TOKEN_SECONDS (7 * 24 * 3600)
#define MAX_PASSWORD 1024
/* Hashing is meant to be slow: whoever comes when so many wait is sent away. */
#define MAX_WAITING 16

/* --- the password --- */

/**
 * bo_hub_auth_has_password:
 * @db: the hub's database
 * @error: failures of the database
 *
 * Returns: whether an administrator's password was ever set
 */
bool
bo_hub_auth_has_password (BoHubDb *db,
                          GError **error)
{
  g_autofree char *hash = bo_hub_db_get_setting (db, SETTING, error);

  return hash != NULL;
}

/**
 * bo_hub_auth_set_password:
 * @db: the hub's database
 * @password: the administrator's
 * @error: %BO_ERROR_USAGE for an empty or endless one, failures of the database
 *
 * Keeps the password's argon2id hash (FAULTS §5). Takes about a tenth of a second.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_auth_set_password (BoHubDb    *db,
                          const char *password,
                          GError    **error)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autofree char *held = bo_hub_db_get_setting (db, SETTING, NULL);

  if (*password == '\0' || strlen (password) > MAX_PASSWORD)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "The hub's password must have 1 to %d bytes.", MAX_PASSWORD);
      return FALSE;
    }
  if (held != NULL && crypto_pwhash_str_verify (held, password, strlen (password)) == 0)
    return TRUE;

  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "There is not enough memory to keep the hub's password safely.");
      return FALSE;
    }
  return bo_hub_db_put_setting (db, SETTING, hash, error);
}

/**
 * bo_hub_auth_set_hash:
 * @db: the hub's database
 * @hash: the administrator's password as argon2id, in the form `$argon2id$v=19$m=65536,t=2,p=1$…`
 * @error: %BO_ERROR_USAGE for anything else, failures of the database
 *
 * Takes over a password that another hub keeps. FunkyGibbon's hashes are of this form, with these
 * parameters; others would cost more memory at each login, or guard less.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_auth_set_hash (BoHubDb    *db,
                      const char *hash,
                      GError    **error)
{
  if (strlen (hash) < crypto_pwhash_STRBYTES && g_str_has_prefix (hash, "$argon2id$") &&
      crypto_pwhash_str_needs_rehash (hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                      crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return bo_hub_db_put_setting (db, SETTING, hash, error);

  g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
               "That is no hash this hub can use: it must be argon2id with 64 MiB of memory and 2 passes "
               "($argon2id$v=19$m=65536,t=2,p=1$…). Set the password itself instead.");
  return FALSE;
}

/* --- tokens --- */

/**
 * bo_hub_auth_get_generation:
 * @db: the hub's database
 *
 * Returns: which tokens are good: those made since everybody was signed out last
 */
int64_t
bo_hub_auth_get_generation (BoHubDb *db)
{
  g_autofree char *text = bo_hub_db_get_setting (db, GENERATION, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * bo_hub_auth_sign_out_everybody:
 * @db: the hub's database; another process may have it open too
 * @error: failures of the database
 *
 * No token that was made before is good any more, guests' among them (FAULTS §5).
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_auth_sign_out_everybody (BoHubDb *db,
                                GError **error)
{
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, bo_hub_auth_get_generation (db) + 1);

  return bo_hub_db_put_setting (db, GENERATION, next, error);
}

void
_bo_hub_reply_token (BoHubExchange *exchange,
                     const char    *subject,
                     const char    *role,
                     const char    *id,
                     int64_t        seconds)
{
  int64_t now = bo_clock_now () / G_USEC_PER_SEC;
  g_autoptr(BoHubClaims) claims = bo_hub_claims_new (subject, role, id, now, now + seconds);
  g_autofree char *token = NULL;
  BoJsonWriter *writer = bo_json_writer_new ();

  claims->generation = bo_hub_auth_get_generation (exchange->server->db);
  token = bo_hub_jwt_make (exchange->server->key, claims);
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "access_token", token);
  bo_json_writer_member_string (writer, "token_type", "bearer");
  bo_json_writer_member_int (writer, "expires_in", seconds);
  bo_json_writer_member_string (writer, "role", role);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

static void
reply_admin_token (BoHubExchange *exchange)
{
  g_autofree char *id = bo_uuid_random ();

  _bo_hub_reply_token (exchange, "admin", "admin", id, TOKEN_SECONDS);
}

/* --- login --- */

typedef struct
{
  SoupServerMessage *message;
  char              *hash;
  char              *password;
} Login;

static void
login_free (Login *login)
{
  g_object_unref (login->message);
  g_free (login->hash);
  explicit_bzero (login->password, strlen (login->password));
  g_free (login->password);
  g_free (login);
}

const char *
_bo_hub_remote_address (BoHubExchange *exchange)
{
  const char *host = soup_server_message_get_remote_host (exchange->message);

  return host != NULL ? host : "unknown";
}

static void
verify_worker (GTask        *task,
               void         *source_object,
               void         *task_data,
               GCancellable *cancellable)
{
  Login *login = task_data;

  g_task_return_boolean (task,
                         crypto_pwhash_str_verify (login->hash, login->password, strlen (login->password)) == 0);
}

static bool
reply_locked (BoHubExchange *exchange)
{
  int seconds = bo_hub_limiter_wait (exchange->server->limiter, _bo_hub_remote_address (exchange),
                                     bo_clock_monotonic ());
  g_autofree char *detail = NULL;

  if (seconds == 0)
    return false;
  _bo_hub_audit (exchange, "Login while locked out");
  detail = g_strdup_printf ("Too many attempts. Try again in %d seconds.", seconds);
  _bo_hub_reply_retry (exchange, 429, seconds, detail);
  return true;
}

/* Whether the password was right is not known, or will not be. */
static bool
reply_ending (BoHubExchange *exchange)
{
  if (!g_cancellable_is_cancelled (exchange->server->cancellable))
    return false;
  _bo_hub_reply_retry (exchange, 503, 1, "The hub is ending");
  return true;
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  Login *login = g_task_get_task_data (G_TASK (result));
  BoHubExchange *exchange = _bo_hub_exchange_get (login->message);
  BoHubServer *server = exchange->server;
  const char *address = _bo_hub_remote_address (exchange);

  server->hashing--;
  /* Guesses that were sent at once don't learn more than the first five. */
  if (reply_ending (exchange) || reply_locked (exchange))
    ;
  else if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      _bo_hub_audit (exchange, "Login");
      bo_hub_limiter_passed (server->limiter, address);
      reply_admin_token (exchange);
    }
  else
    {
      _bo_hub_audit (exchange, "Failed login");
      bo_hub_limiter_failed (server->limiter, address, bo_clock_monotonic ());
      _bo_hub_reply_detail (exchange, 401, "Invalid password");
    }
  soup_server_message_unpause (login->message);
}

static void
start_verifying (BoHubExchange *exchange,
                 char          *password)
{
  Login *login = g_new0 (Login, 1);
  GTask *task = g_task_new (NULL, exchange->server->cancellable, verified_cb, NULL);

  login->message = g_object_ref (exchange->message);
  login->password = password;
  login->hash = bo_hub_db_get_setting (exchange->server->db, SETTING, NULL);
  if (login->hash == NULL)
    login->hash = g_strdup ("");

  g_task_set_source_tag (task, start_verifying);
  g_task_set_task_data (task, login, (GDestroyNotify) login_free);
  exchange->server->hashing++;
  soup_server_message_pause (exchange->message);
  bo_worker_run (exchange->server->hasher, task, verify_worker);
}

void
_bo_hub_handle_login (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autofree char *password = NULL;
  BoJson object;

  if (reply_ending (exchange) || reply_locked (exchange) || !_bo_hub_body_object (exchange, &body, &object))
    return;

  password = bo_json_member_string (object, "password");
  if (password == NULL)
    _bo_hub_reply_invalid (exchange, "missing", "[\"body\",\"password\"]", "Field required");
  else if (*password == '\0' || strlen (password) > MAX_PASSWORD)
    _bo_hub_reply_invalid (exchange, "string_too_short", "[\"body\",\"password\"]",
                           "A password has 1 to 1024 bytes");
  else if (exchange->server->hashing >= MAX_WAITING)
    _bo_hub_reply_retry (exchange, 429, 2, "Too many attempts. Try again in 2 seconds.");
  else
    start_verifying (exchange, g_steal_pointer (&password));
}

/* --- who am I --- */

void
_bo_hub_handle_me (BoHubExchange *exchange)
{
  const BoHubClaims *claims = exchange->claims;
  const char *const *permissions = bo_hub_role_permissions (claims->role);
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "user_id", claims->subject);
  bo_json_writer_member_string (writer, "role", claims->role);
  bo_json_writer_key (writer, "permissions");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; permissions[i] != NULL; i++)
    bo_json_writer_string (writer, permissions[i]);
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "expires_at", claims->expires);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

void
_bo_hub_handle_refresh (BoHubExchange *exchange)
{
  if (bo_hub_claims_is_admin (exchange->claims))
    reply_admin_token (exchange);
  else
    _bo_hub_reply_detail (exchange, 403, "Only admin tokens can be refreshed");
}

/* Otherwise than by revoking each: whoever holds a token signs in again, this one too. */
void
_bo_hub_handle_sign_out (BoHubExchange *exchange)
{
  g_autoptr(GError) error = NULL;

  if (!bo_hub_auth_sign_out_everybody (exchange->server->db, &error))
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }
  _bo_hub_audit (exchange, "Everybody was signed out");
  _bo_hub_events_close (exchange->server);
  _bo_hub_reply (exchange, 200, g_strdup ("{\"status\":\"signed out\"}"), -1);
}
