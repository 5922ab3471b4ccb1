/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-hub-auth.h"
#include "bo-hub-certificate.h"
#include "bo-hub-check.h"
#include "bo-hub-directory.h"
#include "bo-hub-lines.h"
#include "bo-hub-password.h"

typedef struct
{
  char     *data_dir;
  char     *password_file;
  char     *hash_file;
  char     *file; /* nullable */
  gboolean  current;
  gboolean  renew;
  gboolean  yes;
} Options;

/* What a command has opened; @lock is -1 beside a hub that may run. */
typedef struct
{
  BoHubDb *db;
  int      lock;
} Home;

static void
home_close (Home *home)
{
  g_clear_object (&home->db);
  if (home->lock >= 0)
    close (home->lock);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Home, home_close)

/* @alone: nobody else may have it open meanwhile. */
static bool
home_open (Home          *home,
           const Options *options,
           BoDbFlags      flags,
           bool           alone,
           GError       **error)
{
  g_autofree char *path = bo_hub_directory_database (options->data_dir);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, "There is no hub in “%s”. Name its directory by --data-dir.",
                   options->data_dir);
      return false;
    }
  if (alone && (home->lock = bo_hub_directory_lock (options->data_dir, error)) < 0)
    return false;
  home->db = bo_hub_db_open (path, flags, error);
  return home->db != NULL;
}

/* --- passwd --- */

static char *
find_new_password (const Options *options,
                   GError       **error)
{
  const char *variable = g_getenv (HUB_PASSWORD_VARIABLE);

  if (options->password_file != NULL)
    return bo_hub_password_read (options->password_file, error);
  if (variable != NULL && *variable != '\0')
    return g_strdup (variable);
  return bo_hub_password_ask (error);
}

static int
run_passwd (const Options *options,
            GError       **error)
{
  g_auto(Home) home = { .lock = -1 };
  g_autofree char *secret = NULL;
  bool done;

  if (!home_open (&home, options, BO_DB_READ_WRITE, false, error))
    return HUB_EXIT_FAILED;
  secret = options->hash_file != NULL ? bo_hub_password_read (options->hash_file, error)
                                      : find_new_password (options, error);
  if (secret == NULL)
    return HUB_EXIT_FAILED;

  done = options->hash_file != NULL ? bo_hub_auth_set_hash (home.db, secret, error)
                                    : bo_hub_auth_set_password (home.db, secret, error);
  explicit_bzero (secret, strlen (secret));
  if (!done || !bo_hub_auth_sign_out_everybody (home.db, error))
    return HUB_EXIT_FAILED;
  puts ("The password was changed. Everybody signs in again.");
  return HUB_EXIT_DONE;
}

/* --- check --- */

static void
print_list (const char *title,
            GPtrArray  *list)
{
  for (unsigned int i = 0; i < list->len; i++)
    printf ("%s%s\n", title, (const char *) g_ptr_array_index (list, i));
}

static int
run_check (const Options *options,
           GError       **error)
{
  g_auto(Home) home = { .lock = -1 };
  g_autoptr(BoHubCheck) check = NULL;

  if (!home_open (&home, options, BO_DB_READ_ONLY, false, error) || (check = bo_hub_check (home.db, error)) == NULL)
    return HUB_EXIT_FAILED;

  printf ("Entities      %" G_GINT64_FORMAT " (and %" G_GINT64_FORMAT " removed)\n", check->entities,
          check->tombstones);
  printf ("Versions      %" G_GINT64_FORMAT "\n", check->versions);
  printf ("Relationships %" G_GINT64_FORMAT "\n", check->edges);
  printf ("Backups       %" G_GINT64_FORMAT "\n", check->backups);
  printf ("Digest        %s\n", check->digest);
  print_list ("Note: ", check->notes);
  print_list ("Problem: ", check->problems);
  puts (check->problems->len == 0 ? "The home is sound."
                                  : "The home is not sound. Restore a backup, or keep a copy and ask for help.");
  return check->problems->len == 0 ? HUB_EXIT_DONE : HUB_EXIT_FAILED;
}

/* --- export --- */

static bool
is_standard (const Options *options)
{
  return options->file == NULL || strcmp (options->file, "-") == 0;
}

/* A file is there whole or not at all, and for its owner alone. */
static bool
write_export (BoHubDb       *db,
              const Options *options,
              BoHubExported *exported,
              GError       **error)
{
  g_autoptr(GOutputStream) stream = NULL;
  g_autoptr(GOutputStream) buffered = NULL;
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  bool written;

  if (is_standard (options))
    stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  else
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (options->file);

      /* Anew, else one that is there keeps its mode. */
      stream = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE,
                                                G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error));
    }
  if (stream == NULL)
    return false;

  buffered = g_buffered_output_stream_new_sized (stream, 64 * 1024);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);
  written = bo_hub_export (db, !options->current, buffered, exported, error) &&
            g_output_stream_close (buffered, NULL, error);
  if (written)
    return g_output_stream_close (stream, NULL, error);
  /* Closing with a cancelled cancellable leaves an old file in its place. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  return false;
}

static int
run_export (const Options *options,
            GError       **error)
{
  g_auto(Home) home = { .lock = -1 };
  BoHubExported exported;

  if (!home_open (&home, options, BO_DB_READ_ONLY, false, error) ||
      !write_export (home.db, options, &exported, error))
    return HUB_EXIT_FAILED;

  fprintf (stderr, "%" G_GINT64_FORMAT " versions and %" G_GINT64_FORMAT " relationships.\n", exported.versions,
           exported.edges);
  return HUB_EXIT_DONE;
}

/* --- import --- */

static BoHubImported *
import_file (BoHubDb       *db,
             const Options *options,
             bool           apply,
             GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (options->file);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);

  return stream != NULL ? bo_hub_import (db, G_INPUT_STREAM (stream), apply, bo_clock_now (), error) : NULL;
}

static void
print_count (int64_t     number,
             const char *what)
{
  if (number > 0)
    printf ("%8" G_GINT64_FORMAT "  %s\n", number, what);
}

static void
print_imported (const BoHubImported *imported)
{
  print_count (imported->added, "versions of something the hub doesn’t know");
  print_count (imported->competing, "versions of something it knows: the later stays shown, the other in the history");
  print_count (imported->edges, "relationships it lacks");
  print_count (imported->held, "versions and relationships it has already");
  print_count (imported->kept_edges, "relationships it has otherwise: they stay as they are");
  print_count (imported->waiting, "relationships left out: what they lead to is neither here nor in the file");
  print_count (imported->n_problems, "lines that can’t be taken");
  for (unsigned int i = 0; i < imported->problems->len; i++)
    printf ("          %s\n", (const char *) g_ptr_array_index (imported->problems, i));
}

static bool
ask_whether (const char *question)
{
  char answer[16];

  if (!isatty (STDIN_FILENO))
    return false;
  printf ("%s [y/N] ", question);
  fflush (stdout);
  return fgets (answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

static int
run_import (const Options *options,
            GError       **error)
{
  g_auto(Home) home = { .lock = -1 };
  g_autoptr(BoHubImported) preview = NULL;
  g_autoptr(BoHubImported) imported = NULL;

  if (is_standard (options))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "Name the file to import.");
      return HUB_EXIT_USAGE;
    }
  if (!home_open (&home, options, BO_DB_READ_WRITE, true, error) ||
      (preview = import_file (home.db, options, false, error)) == NULL)
    return HUB_EXIT_FAILED;

  print_imported (preview);
  if (preview->added + preview->competing + preview->edges == 0)
    {
      puts ("There is nothing to take.");
      return preview->n_problems > 0 ? HUB_EXIT_FAILED : HUB_EXIT_DONE;
    }
  if (!options->yes && !ask_whether ("Take it?"))
    {
      puts ("Nothing was changed. With --yes it is taken without asking.");
      return HUB_EXIT_DONE;
    }

  imported = import_file (home.db, options, true, error);
  if (imported == NULL)
    return HUB_EXIT_FAILED;
  printf ("Taken. The hub decided %" G_GINT64_FORMAT " times which of two versions is shown.\n", imported->decided);
  return HUB_EXIT_DONE;
}

/* --- compact --- */

static int64_t
size_of (const Options *options)
{
  g_autofree char *path = bo_hub_directory_database (options->data_dir);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;
  int64_t size = 0;

  if (g_stat (path, &info) == 0)
    size += info.st_size;
  if (g_stat (log, &info) == 0)
    size += info.st_size;
  return size;
}

static int
run_compact (const Options *options,
             GError       **error)
{
  g_auto(Home) home = { .lock = -1 };
  g_autofree char *before = g_format_size ((uint64_t) size_of (options));
  g_autofree char *after = NULL;

  if (!home_open (&home, options, BO_DB_READ_WRITE, true, error) || !bo_hub_compact (home.db, error))
    return HUB_EXIT_FAILED;
  after = g_format_size ((uint64_t) size_of (options));
  printf ("%s before, %s now. Every version is still there.\n", before, after);
  return HUB_EXIT_DONE;
}

/* --- certificate --- */

/* To be compared with what a client shows at its first connection. */
void
hub_print_fingerprint (const char *fingerprint)
{
  g_autofree char *text = bo_fingerprint_to_text (fingerprint);
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);

  printf ("Fingerprint: %s\nIn words: %s\n", text, words);
}

static bool
renew_certificate (const Options *options,
                   GError       **error)
{
  int lock = bo_hub_directory_lock (options->data_dir, error);
  bool renewed = lock >= 0 && bo_hub_certificate_renew (options->data_dir, error);

  if (lock >= 0)
    close (lock);
  return renewed;
}

static int
run_certificate (const Options *options,
                 GError       **error)
{
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autofree char *fingerprint = NULL;

  if (options->renew && !renew_certificate (options, error))
    return HUB_EXIT_FAILED;
  certificate = bo_hub_certificate_own (options->data_dir, error);
  if (certificate == NULL)
    return HUB_EXIT_FAILED;
  fingerprint = bo_fingerprint_of_certificate (certificate);
  hub_print_fingerprint (fingerprint);
  return HUB_EXIT_DONE;
}

/* --- which --- */

typedef struct
{
  const char *name;
  bool        takes_file;
  int       (*run) (const Options *options, GError **error);
  const char *summary;
} Command;

static const Command commands[] = {
  { "passwd", false, run_passwd, "— changes the administrator’s password and signs everybody out" },
  { "check", false, run_check, "— looks at the whole of a home: file, digest, orphans, backups" },
  { "export", true, run_export, "[FILE] — writes a home as JSON lines, with its history" },
  { "import", true, run_import, "FILE — shows what is in a file of JSON lines, asks, and takes it" },
  { "certificate", false, run_certificate, "— shows what the hub’s own certificate is known by" },
  { "compact", false, run_compact, "— gives back room on the disk that nothing uses" },
};

static bool
parse_options (int           *argc,
               char        ***argv,
               const Command *command,
               Options       *options,
               GError       **error)
{
  GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, "Where the hub keeps the home", "DIR" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
      "passwd: the new password is the first line of FILE, or of standard input for -", "FILE" },
    { "hash-file", 0, 0, G_OPTION_ARG_FILENAME, &options->hash_file,
      "passwd: take over another hub’s password by its argon2id hash, the first line of FILE", "FILE" },
    { "current", 0, 0, G_OPTION_ARG_NONE, &options->current, "export: without the history", NULL },
    { "renew", 0, 0, G_OPTION_ARG_NONE, &options->renew,
      "certificate: make another one; every client asks its person again", NULL },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &options->yes, "import: don’t ask", NULL },
    { 0 },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (command->summary);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return false;
  if (*argc > (command->takes_file ? 2 : 1))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” means nothing here. Try --help.", (*argv)[*argc - 1]);
      return false;
    }
  options->file = *argc > 1 ? g_strdup ((*argv)[1]) : NULL;
  if (options->data_dir == NULL)
    options->data_dir = hub_default_data_dir ();
  return true;
}

static int
run_command (const Command *command,
             int            argc,
             char         **argv,
             GError       **error)
{
  Options options = { 0 };
  int status = HUB_EXIT_USAGE;

  if (sodium_init () < 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The hub’s cryptography doesn’t work here.");
      return HUB_EXIT_FAILED;
    }
  if (parse_options (&argc, &argv, command, &options, error))
    status = command->run (&options, error);
  g_free (options.data_dir);
  g_free (options.password_file);
  g_free (options.hash_file);
  g_free (options.file);
  return status;
}

int
hub_command_run (int    argc,
                 char **argv)
{
  g_autoptr(GError) error = NULL;
  int status = HUB_EXIT_USAGE;
  size_t i = 0;

  while (i < G_N_ELEMENTS (commands) && strcmp (commands[i].name, argv[0]) != 0)
    i++;
  if (i == G_N_ELEMENTS (commands))
    g_set_error (&error, BO_ERROR, BO_ERROR_USAGE, "There is no command “%s”. Try --help.", argv[0]);
  else
    status = run_command (&commands[i], argc, argv, &error);

  if (error != NULL)
    fprintf (stderr, "blowing-off-hub: %s\n", error->message);
  return status;
}

char *
hub_default_data_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "blowing-off-hub", NULL);
}
