/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-limiter.h"

#include <gio/gio.h>

#define FAILURES 5
#define WINDOW (5 * 60 * G_USEC_PER_SEC)
#define LOCKED (15 * 60 * G_USEC_PER_SEC)
#define MAX_ADDRESSES 4096
/* Of all addresses together: so many at once, and one more every three seconds. */
#define BUCKET 100
#define REFILL (3 * G_USEC_PER_SEC)
/* Who has one address of IPv6 has the other 2⁶⁴ of its network. */
#define NETWORK_BYTES 8

struct _BoHubLimiter
{
  GHashTable *addresses; /* char *, see make_key() → Entry */
  int64_t     full_at;   /* when the bucket of all will be full again */
};

typedef struct
{
  int64_t failures[FAILURES]; /* a ring */
  int     next;
  int64_t locked_until;
} Entry;

static char *
make_key (const char *address)
{
  g_autoptr(GInetAddress) parsed = g_inet_address_new_from_string (address);
  GString *key;

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);

  key = g_string_new (NULL);
  for (size_t i = 0; i < NETWORK_BYTES; i++)
    g_string_append_printf (key, "%02x", g_inet_address_to_bytes (parsed)[i]);
  return g_string_free (key, FALSE);
}

BoHubLimiter *
bo_hub_limiter_new (void)
{
  BoHubLimiter *self = g_new0 (BoHubLimiter, 1);

  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
bo_hub_limiter_free (BoHubLimiter *self)
{
  g_hash_table_unref (self->addresses);
  g_free (self);
}

/**
 * bo_hub_limiter_wait:
 * @self: the limiter
 * @address: who tries
 * @now_us: the time
 *
 * Returns: for how many seconds @address must wait; 0: it may try
 */
int
bo_hub_limiter_wait (BoHubLimiter *self,
                     const char   *address,
                     int64_t       now_us)
{
  g_autofree char *key = make_key (address);
  Entry *entry = g_hash_table_lookup (self->addresses, key);
  int64_t until = self->full_at - (BUCKET - 1) * REFILL;

  if (entry != NULL)
    until = MAX (until, entry->locked_until);
  return until <= now_us ? 0 : (int) ((until - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static gboolean
is_stale (void *key,
          void *value,
          void *data)
{
  const Entry *entry = value;
  int64_t now_us = *(const int64_t *) data;
  int last = (entry->next + FAILURES - 1) % FAILURES;

  return entry->locked_until <= now_us && entry->failures[last] + WINDOW <= now_us;
}

static Entry *
find_entry (BoHubLimiter *self,
            const char   *address,
            int64_t       now_us)
{
  g_autofree char *key = make_key (address);
  Entry *entry = g_hash_table_lookup (self->addresses, key);

  if (entry != NULL)
    return entry;

  /* Full of addresses that all failed lately: somebody has many, so who is locked out counts least. */
  if (g_hash_table_size (self->addresses) >= MAX_ADDRESSES &&
      g_hash_table_foreach_remove (self->addresses, is_stale, &now_us) == 0)
    g_hash_table_remove_all (self->addresses);

  entry = g_new0 (Entry, 1);
  for (int i = 0; i < FAILURES; i++)
    entry->failures[i] = G_MININT64 / 2;
  g_hash_table_insert (self->addresses, g_steal_pointer (&key), entry);
  return entry;
}

/**
 * bo_hub_limiter_failed:
 * @self: the limiter
 * @address: who gave a wrong password
 * @now_us: the time
 */
void
bo_hub_limiter_failed (BoHubLimiter *self,
                       const char   *address,
                       int64_t       now_us)
{
  Entry *entry = find_entry (self, address, now_us);

  self->full_at = MAX (self->full_at, now_us) + REFILL;
  /* Written over: the one five failures ago. */
  entry->failures[entry->next] = now_us;
  entry->next = (entry->next + 1) % FAILURES;
  if (entry->failures[entry->next] + WINDOW > now_us)
    entry->locked_until = now_us + LOCKED;
}

/**
 * bo_hub_limiter_passed:
 * @self: the limiter
 * @address: who gave the right password
 */
void
bo_hub_limiter_passed (BoHubLimiter *self,
                       const char   *address)
{
  g_autofree char *key = make_key (address);

  g_hash_table_remove (self->addresses, key);
}
