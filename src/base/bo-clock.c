/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-clock.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define UUID_BYTES 16
#define SHA1_BYTES 20

/**
 * bo_clock_now:
 *
 * The wall clock. It may jump, backwards too; for intervals use
 * bo_clock_monotonic(). Any thread.
 *
 * Returns: microseconds since 1970-01-01 UTC
 */
int64_t
bo_clock_now (void)
{
  return g_get_real_time ();
}

/**
 * bo_clock_monotonic:
 *
 * A clock that only goes forward and goes on while the machine sleeps, so that
 * a deadline set before a suspend has passed after it. Any thread.
 *
 * Returns: microseconds since an arbitrary start
 */
int64_t
bo_clock_monotonic (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();

  return (int64_t) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * bo_clock_suspended:
 *
 * How long the machine has slept since it was started, give or take a
 * millisecond. Whoever sees it grow knows that the machine has just resumed.
 * Any thread.
 *
 * Returns: microseconds
 */
int64_t
bo_clock_suspended (void)
{
  return bo_clock_monotonic () - g_get_monotonic_time ();
}

/**
 * bo_clock_thread_cpu:
 *
 * How long the calling thread has worked, whatever else the machine did.
 *
 * Returns: microseconds since the thread began
 */
int64_t
bo_clock_thread_cpu (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (int64_t) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * bo_random_bytes:
 * @buffer: (out caller-allocates) (array length=length): where they go
 * @length: how many bytes
 *
 * Fills @buffer with random bytes of the kernel, good enough for keys and
 * tokens. Aborts where the kernel gives none: there is no safe way on. Any thread.
 */
void
bo_random_bytes (void  *buffer,
                 size_t length)
{
  uint8_t *at = buffer;

  g_return_if_fail (buffer != NULL || length == 0);

  while (length > 0)
    {
      ssize_t got = getrandom (at, length, 0);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        g_error ("The kernel gives no random numbers: %s", g_strerror (errno));
      at += got;
      length -= (size_t) got;
    }
}

/**
 * bo_random_uint64:
 *
 * Returns: a random number, see bo_random_bytes()
 */
uint64_t
bo_random_uint64 (void)
{
  uint64_t number;

  bo_random_bytes (&number, sizeof number);
  return number;
}

/* Sets version and variant (RFC 9562 §4), then prints in lower case. */
static char *
format_uuid (uint8_t bytes[UUID_BYTES],
             uint8_t version)
{
  static const char digits[] = "0123456789abcdef";
  char *uuid = g_malloc (37);
  char *at = uuid;

  bytes[6] = (bytes[6] & 0x0f) | (uint8_t) (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;

  for (size_t i = 0; i < UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *at++ = '-';
      *at++ = digits[bytes[i] >> 4];
      *at++ = digits[bytes[i] & 0x0f];
    }
  *at = '\0';

  return uuid;
}

static bool
parse_uuid (const char *uuid,
            uint8_t     bytes[UUID_BYTES])
{
  for (size_t i = 0; i < UUID_BYTES; i++)
    {
      int high, low;

      if ((i == 4 || i == 6 || i == 8 || i == 10) && *uuid++ != '-')
        return false;
      if ((high = g_ascii_xdigit_value (uuid[0])) < 0 || (low = g_ascii_xdigit_value (uuid[1])) < 0)
        return false;
      bytes[i] = (uint8_t) (high << 4 | low);
      uuid += 2;
    }

  return *uuid == '\0';
}

/**
 * bo_uuid_random:
 *
 * A new identity, UUIDv4 (RFC 9562 §5.4). Any thread.
 *
 * Returns: (transfer full): 36 characters, lower case
 */
char *
bo_uuid_random (void)
{
  uint8_t bytes[UUID_BYTES];

  bo_random_bytes (bytes, sizeof bytes);
  return format_uuid (bytes, 4);
}

/**
 * bo_uuid_from_name:
 * @namespace_uuid: a valid UUID
 * @name: any text
 *
 * The same identity every time for the same two arguments: UUIDv5
 * (RFC 9562 §5.5). Reads neither clock nor randomness. Any thread.
 *
 * Returns: (transfer full): 36 characters, lower case; %NULL, as a programmer's
 *   error, where @namespace_uuid is no UUID
 */
char *
bo_uuid_from_name (const char *namespace_uuid,
                   const char *name)
{
  g_autoptr(GChecksum) checksum = NULL;
  uint8_t bytes[UUID_BYTES];
  uint8_t digest[SHA1_BYTES];
  size_t length = sizeof digest;

  g_return_val_if_fail (namespace_uuid != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (parse_uuid (namespace_uuid, bytes), NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (checksum, bytes, sizeof bytes);
  g_checksum_update (checksum, (const unsigned char *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, digest, &length);

  return format_uuid (digest, 5);
}

/**
 * bo_uuid_is_valid:
 * @uuid: (nullable): any text
 *
 * Whether @uuid is written as a UUID, of any version, in either case.
 *
 * Returns: true if it is
 */
bool
bo_uuid_is_valid (const char *uuid)
{
  uint8_t bytes[UUID_BYTES];

  return uuid != NULL && parse_uuid (uuid, bytes);
}

#define GOLDEN_GAMMA UINT64_C (0x9e3779b97f4a7c15)

static uint64_t
mix (uint64_t z)
{
  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * bo_splitmix:
 * @seed: of the whole run
 * @stream: what it is for, so that one more draw here moves nothing there
 * @counter: which draw of the stream
 *
 * A number that looks random and depends on its three arguments alone: for
 * simulations and the demo home, never for secrets. Any thread.
 *
 * Returns: the number
 */
uint64_t
bo_splitmix (uint64_t seed,
             uint64_t stream,
             uint64_t counter)
{
  uint64_t state = mix (seed + GOLDEN_GAMMA);

  /* Mixed between the three, so that (1, 2, 3) and (2, 1, 3) don't meet. */
  state = mix ((state ^ stream) + GOLDEN_GAMMA);
  return mix (state + (counter + 1) * GOLDEN_GAMMA);
}
