/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

#define BO_ERROR (bo_error_quark ())

/**
 * BoError:
 * @BO_ERROR_FAILED: something failed that no other code names.
 * @BO_ERROR_USAGE: a caller or a person asked for something that makes no sense.
 * @BO_ERROR_NOT_FOUND: no such thing.
 * @BO_ERROR_AMBIGUOUS: a name that several things have.
 * @BO_ERROR_RANGE: a value outside what its characteristic allows.
 * @BO_ERROR_INVALID_DATA: bytes from outside that are not what they should be.
 * @BO_ERROR_TOO_LARGE: more bytes, or deeper, than allowed.
 * @BO_ERROR_OFFLINE: the hub could not be reached.
 * @BO_ERROR_TIMEOUT: the hub did not answer in time.
 * @BO_ERROR_AUTHENTICATION: signing in is needed, or the password is wrong.
 * @BO_ERROR_PERMISSION: signed in, but not allowed (a guest).
 * @BO_ERROR_THROTTLED: too many tries; wait.
 * @BO_ERROR_WRONG_SERVER: something answered that is no hub of this protocol.
 * @BO_ERROR_REFUSED: the hub refused a change.
 * @BO_ERROR_TLS: the hub could not prove who it is.
 * @BO_ERROR_BUSY: the database is in use by somebody else for too long.
 * @BO_ERROR_CORRUPT: the database file is damaged or no database.
 * @BO_ERROR_READ_ONLY: the database or its disk cannot be written.
 * @BO_ERROR_NO_SPACE: the disk is full.
 * @BO_ERROR_NEWER_SCHEMA: the database was written by a newer program.
 * @BO_ERROR_STORAGE: any other failure of the database.
 * @BO_ERROR_CERTIFICATE_UNKNOWN: the hub shows a certificate of its own that nobody here has
 *   accepted yet; a person may.
 * @BO_ERROR_CERTIFICATE_CHANGED: the hub shows another certificate than the one accepted.
 * @BO_ERROR_HANDSHAKE: no encrypted connection came about, before anybody's certificate was
 *   looked at: nothing answers in TLS there, or the hub just stopped.
 *
 * The one error domain, by cause. Messages are whole sentences for a person:
 * what was attempted, what happened, what to do.
 */
typedef enum
{
  BO_ERROR_FAILED,
  BO_ERROR_USAGE,
  BO_ERROR_NOT_FOUND,
  BO_ERROR_AMBIGUOUS,
  BO_ERROR_RANGE,
  BO_ERROR_INVALID_DATA,
  BO_ERROR_TOO_LARGE,
  BO_ERROR_OFFLINE,
  BO_ERROR_TIMEOUT,
  BO_ERROR_AUTHENTICATION,
  BO_ERROR_PERMISSION,
  BO_ERROR_THROTTLED,
  BO_ERROR_WRONG_SERVER,
  BO_ERROR_REFUSED,
  BO_ERROR_TLS,
  BO_ERROR_BUSY,
  BO_ERROR_CORRUPT,
  BO_ERROR_READ_ONLY,
  BO_ERROR_NO_SPACE,
  BO_ERROR_NEWER_SCHEMA,
  BO_ERROR_STORAGE,
  BO_ERROR_CERTIFICATE_UNKNOWN,
  BO_ERROR_CERTIFICATE_CHANGED,
  BO_ERROR_HANDSHAKE,
} BoError;

GQuark bo_error_quark (void);

G_END_DECLS
