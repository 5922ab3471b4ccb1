/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

/* A hub that isn't there, or takes its time (FAULTS §1, rows "refused", "timeout", "slow drip"). */

#define PUSHES "path=/api/v1/sync/ holds='\"changes\":[{'"
#define ALL "path=/api/v1/sync/"

static const FaultRow rows[] = {
  { "refused", NULL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "no hub answers on that port", .port = BO_FAULT_PORT_CLOSED },
  { "refused/accepted-and-closed", "close", BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "timeout/connect", NULL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "No connection to “127.0.0.1” came about in time",
    .deadlines = { .connect = 300 }, .port = BO_FAULT_PORT_FULL },
  { "timeout/blackhole", "silence", BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "did not answer in time",
    .deadlines = { .first_byte = 300 } },
  { "timeout/first-byte", "hang " ALL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "did not answer in time", 1,
    .deadlines = { .first_byte = 300 } },
  { "timeout/first-byte/late-but-there", "late ms=300 " ALL, NO_ERROR },
  { "timeout/first-byte/of-a-push", "hang forward=yes " PUSHES, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "did not answer",
    .deadlines = { .first_byte = 300 } },
  { "timeout/idle/in-the-head", "stall bytes=20 " ALL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "tried again", 1,
    .deadlines = { .first_byte = 300, .idle = 300 } },
  { "timeout/idle/in-the-body", "stall bytes=600 " ALL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "stopped in the middle", 1,
    .deadlines = { .idle = 300 } },
  { "timeout/idle/of-a-push", "stall bytes=600 " PUSHES, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "stopped in the middle",
    .deadlines = { .idle = 300 } },
  { "timeout/total", "drip ms=20 " ALL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "took too long", 1,
    .deadlines = { .total = 700 } },
  { "slow-drip", "drip ms=1 " ALL, BO_ERROR_TIMEOUT, BO_PHASE_OFFLINE, "so slowly that it was given up", 1,
    .deadlines = { .idle = 300, .rate = 1000000 } },
};

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
