/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* blowing-off-hub COMMAND …: what is done to a hub's directory beside running it. */

/* What the programs of the hub end with. */
enum { HUB_EXIT_DONE = 0, HUB_EXIT_FAILED = 1, HUB_EXIT_USAGE = 2 };

#define HUB_PASSWORD_VARIABLE "BLOWING_OFF_HUB_PASSWORD"

/* @argv: the program's arguments, the command first. Returns the program's exit status. */
int   hub_command_run          (int argc, char **argv);
char *hub_default_data_dir     (void);
void  hub_print_fingerprint    (const char *fingerprint);
