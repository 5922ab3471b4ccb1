/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-json.h"

G_BEGIN_DECLS

#define CLI_PASSWORD "correct horse"

/**
 * CliFixture:
 * @dir: everything of this test, removed at its end
 * @url: of the hub
 * @password_file: holds CLI_PASSWORD
 *
 * The built programs as a person starts them: a hub of its own on a port of its own, and
 * homes ("a", "b") that are folders of @dir. No keyring, no session bus.
 */
typedef struct
{
  char        *dir;
  char        *url;
  char        *password_file;
  GSubprocess *hub;
} CliFixture;

/**
 * CliResult:
 * @status: exit status
 * @document: with --json and something on standard output, what it says
 */
typedef struct
{
  int     status;
  char   *out;
  char   *err;
  BoJson  document;
} CliResult;

/* Takes the paths of the programs off the command line. */
void         cli_test_init      (int *argc, char ***argv);

CliFixture  *cli_fixture_new    (void);
void         cli_fixture_free   (CliFixture *self);
/* On the port it had before, if any. */
void         cli_hub_start      (CliFixture *self);
void         cli_hub_kill       (CliFixture *self);
/* (transfer full) */
char        *cli_path           (CliFixture *self, const char *name);

/* Runs `blowing-off-cli --data-dir HOME --json ARGUMENTS…`; what is on standard output must be
   one document on one line. */
CliResult   *cli_json           (CliFixture *self, const char *home, ...) G_GNUC_NULL_TERMINATED;
/* The same without --json; asserts that nothing on standard output could command a terminal. */
CliResult   *cli_text           (CliFixture *self, const char *home, ...) G_GNUC_NULL_TERMINATED;
CliResult   *cli_run            (CliFixture *self, const char *input, const char *const *arguments);
/* As cli_json(), by a person at a terminal who has typed @typed; what is said there is in .err. */
CliResult   *cli_at_terminal    (CliFixture *self, const char *typed, const char *home, ...) G_GNUC_NULL_TERMINATED;
GSubprocess *cli_spawn          (CliFixture *self, const char *home, ...) G_GNUC_NULL_TERMINATED;
void         cli_result_free    (CliResult *self);

/* Signs in @home and synchronises it. */
void         cli_connect        (CliFixture *self, const char *home);
/* The exit status of a command whose output doesn't matter. */
int          cli_status         (CliFixture *self, const char *home, ...) G_GNUC_NULL_TERMINATED;
/* One home, hall and kitchen, a lamp in the hall, a lock, two things called "Twin". */
void         cli_furnish        (CliFixture *self, const char *home);

/* (transfer full): the text of the value at @path ("/0/name"), NULL where there is none */
char        *cli_at             (CliResult *result, const char *path);
void         cli_assert_at      (CliResult *result, const char *path, const char *json);
void         cli_assert_said    (CliResult *result, int status, const char *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliFixture, cli_fixture_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliResult, cli_result_free)

G_END_DECLS
