/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

/* Requests and answers that arrive in part, twice, or not at all (FAULTS §1, rows "drop mid-request",
   "drop mid-response", "lost ack", "duplicate or late request", "late/duplicate response"). */

#define PUSHES "path=/api/v1/sync/ holds='\"changes\":[{'"
#define ALL "path=/api/v1/sync/"

static const FaultRow rows[] = {
  { "drop-mid-request/head-only", "drop " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-request/in-the-body", "drop bytes=700 " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-request/of-a-pull", "drop bytes=60 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/short-length", "cut bytes=200 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/no-body", "cut bytes=0 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/cut-chunk", "chunk bytes=200 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/of-a-push", "cut bytes=200 " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "lost-ack", "lose " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "duplicate-request", "twice " ALL, NO_ERROR },
  { "duplicate-response", "echo " ALL, NO_ERROR },
};

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
