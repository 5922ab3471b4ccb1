/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include "bo-clock.h"

/* One line an event in the log (FAULTS §5), so many a minute of one address: somebody who guesses
   passwords must not fill the disk. */

#define MAX_LINES 10
#define MAX_ADDRESSES 1024

typedef struct
{
  int64_t      since_us;
  unsigned int lines;
} Heard;

static Heard *
find_heard (BoHubServer *server,
            const char  *address)
{
  Heard *heard = g_hash_table_lookup (server->audited, address);

  if (heard == NULL)
    {
      if (g_hash_table_size (server->audited) >= MAX_ADDRESSES)
        g_hash_table_remove_all (server->audited);
      heard = g_new0 (Heard, 1);
      g_hash_table_insert (server->audited, g_strdup (address), heard);
    }
  return heard;
}

/* Whether this line is one too many. Says how many were, once the minute is over. */
static bool
is_silenced (Heard      *heard,
             const char *address)
{
  int64_t now_us = bo_clock_monotonic ();

  if (heard->since_us == 0 || now_us - heard->since_us >= 60 * G_USEC_PER_SEC)
    {
      if (heard->lines > MAX_LINES)
        g_message ("%u more events from %s were not written down", heard->lines - MAX_LINES, address);
      *heard = (Heard){ .since_us = now_us };
    }
  return ++heard->lines > MAX_LINES;
}

void
_bo_hub_audit (BoHubExchange *exchange,
               const char    *event)
{
  const char *address = _bo_hub_remote_address (exchange);

  if (!is_silenced (find_heard (exchange->server, address), address))
    g_message ("%s from %s", event, address);
}
