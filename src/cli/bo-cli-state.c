/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

/* The client's word, but for one thing: "up to date" is not said while anything waits, was
   refused or differs (UX rule 2). Then everything that can be done here is done, and the
   rest needs the hub: "connecting". After a failed attempt the client says "offline" by itself.
   A conflict to review doesn't count: both devices agree on what it came to. */
const char *
_bo_cli_state_word (const BoEngineStatus *status)
{
  bool clean = status->counts.pending == 0 && status->counts.quarantined == 0 && status->digest_match != 0;

  if (status->phase == BO_PHASE_UP_TO_DATE && !clean)
    return bo_phase_to_string (BO_PHASE_CONNECTING);
  return bo_phase_to_string (status->phase);
}

BoCliStatus
_bo_cli_health (const BoEngineStatus *status)
{
  return status->phase == BO_PHASE_DIVERGED || status->counts.quarantined > 0 ? BO_CLI_FAILED : BO_CLI_DONE;
}

BoCliStatus
_bo_cli_status_of_code (int error_code)
{
  switch (error_code)
    {
    case BO_ERROR_OFFLINE:
    case BO_ERROR_TIMEOUT:
      return BO_CLI_OFFLINE;
    case BO_ERROR_AUTHENTICATION:
      return BO_CLI_SIGN_IN;
    default:
      return BO_CLI_FAILED;
    }
}

BoCliStatus
_bo_cli_status_of_error (const GError *error)
{
  return error->domain == BO_ERROR ? _bo_cli_status_of_code (error->code) : BO_CLI_FAILED;
}
