/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bo-error.h"
#include "bo-hub-password.h"
#include "bo-hub-png.h"
#include "bo-hub.h"
#include "bo-log.h"
#include "hub-commands.h"

typedef struct
{
  char    *data_dir;
  char    *listen;
  char    *password_file;
  char    *name;
  char    *tls_cert;
  char    *tls_key;
  char   **hosts;
  gboolean demo;
  gboolean allow_plain_http;
  gboolean tls;
  gboolean version;
  int64_t   seed;
  double   speed;
} Arguments;

static bool
parse_arguments (int        *argc,
                 char     ***argv,
                 Arguments  *arguments,
                 GError    **error)
{
  GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments->data_dir, "Where the hub keeps the home", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &arguments->listen,
      "Where it listens (127.0.0.1:8101); port 0 picks one", "ADDRESS[:PORT]" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &arguments->password_file,
      "The administrator’s password is the first line of FILE, or of standard input for -", "FILE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &arguments->name, "What the hub calls itself", "NAME" },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &arguments->allow_plain_http,
      "Listen beyond this machine without encryption", NULL },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &arguments->tls, "Encrypt on this machine too", NULL },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &arguments->tls_cert,
      "A certificate in PEM instead of one of the hub’s own", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &arguments->tls_key, "Its private key, if that is in another file",
      "FILE" },
    { "host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->hosts,
      "A name by which clients may call the hub, besides its own; may be repeated", "NAME" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &arguments->demo, "Furnish a new home and let two people live in it", NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments->seed, "Which demo home", "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->speed, "How fast its people live", "X" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Say the version", NULL },
    { 0 },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("— a hub for a home");

  g_option_context_set_description (context,
                                    "Beside running it: blowing-off-hub passwd | check | export [FILE] | import FILE | "
                                    "certificate | compact; each with --help.\n\nThe password can also come from the variable " HUB_PASSWORD_VARIABLE
                                    ". Only a new hub needs one.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return false;
  if (arguments->tls_key != NULL && arguments->tls_cert == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "--tls-key needs --tls-cert.");
      return false;
    }
  if (*argc == 1)
    return true;

  g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” means nothing here. Try --help.", (*argv)[1]);
  return false;
}

/* "127.0.0.1:0", "[::1]:8101", "127.0.0.1" */
static bool
parse_listen (const char   *text,
              char        **address,
              uint16_t      *port,
              GError      **error)
{
  g_autoptr(GSocketConnectable) where = g_network_address_parse (text, BO_HUB_DEFAULT_PORT, NULL);

  if (where == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” is no address and port to listen on.", text);
      return false;
    }
  *address = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (where)));
  *port = g_network_address_get_port (G_NETWORK_ADDRESS (where));
  return true;
}

static char *
default_data_dir (bool demo)
{
  return demo ? g_build_filename (g_get_user_data_dir (), "blowing-off-hub-demo", NULL) : hub_default_data_dir ();
}

/* NULL without an error: none is needed. @made: nobody knows it yet. */
static char *
find_password (const Arguments *arguments,
               bool            *made,
               GError         **error)
{
  const char *variable = g_getenv (HUB_PASSWORD_VARIABLE);

  if (arguments->password_file != NULL)
    return bo_hub_password_read (arguments->password_file, error);
  if (variable != NULL && *variable != '\0')
    return g_strdup (variable);
  if (bo_hub_has_password (arguments->data_dir))
    return NULL;
  if (!arguments->demo)
    return bo_hub_password_ask (error);
  *made = true;
  return bo_hub_password_make ();
}

static gboolean
signal_cb (void *data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* To be compared with what a client shows at its first connection, or photographed instead. */
static void
introduce (BoHub *hub)
{
  g_autofree char *pairing = bo_hub_get_pairing (hub);
  g_autofree char *code = NULL;

  if (pairing == NULL)
    return;
  hub_print_fingerprint (bo_hub_get_fingerprint (hub));
  printf ("Pairing: %s\n", pairing);
  if (isatty (STDOUT_FILENO))
    code = bo_hub_qr_text (pairing, NULL);
  if (code != NULL)
    printf ("%s", code);
}

static void
announce (BoHub      *hub,
          const char *made_password)
{
  printf ("Listening on %s\n", bo_hub_get_url (hub));
  introduce (hub);
  if (made_password != NULL)
    printf ("Password: %s\n", made_password);
  fflush (stdout);
}

static bool
run (Arguments *arguments,
     GError   **error)
{
  g_autofree char *address = NULL;
  g_autofree char *password = NULL;
  g_autoptr(BoHub) hub = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  bool made = false;
  BoHubOptions options = {
    .name = arguments->name,
    .allow_plain_http = arguments->allow_plain_http,
    .tls = arguments->tls,
    .tls_cert = arguments->tls_cert,
    .tls_key = arguments->tls_key,
    .hosts = (const char *const *) arguments->hosts,
    .demo = arguments->demo,
    .seed = (uint64_t) arguments->seed,
    .speed = arguments->speed,
  };

  if (!parse_listen (arguments->listen != NULL ? arguments->listen : "127.0.0.1", &address, &options.port, error))
    return false;
  password = find_password (arguments, &made, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return false;
    }

  options.address = address;
  options.password = password;
  hub = bo_hub_new (arguments->data_dir, &options);

  /* Before anybody can know that it listens. */
  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  if (!bo_hub_start (hub, error))
    return false;

  announce (hub, made ? password : NULL);
  g_message ("Started on %s", bo_hub_get_url (hub));
  g_main_loop_run (loop);
  bo_hub_stop (hub);
  g_message ("Stopped");
  return true;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  Arguments arguments = { .speed = 1, .seed = 1 };
  int status = HUB_EXIT_DONE;

  setlocale (LC_ALL, "");
  umask (077);
  bo_log_install ();

  if (argc > 1 && argv[1][0] != '-')
    return hub_command_run (argc - 1, argv + 1);

  if (!parse_arguments (&argc, &argv, &arguments, &error))
    status = HUB_EXIT_USAGE;
  else if (arguments.version)
    printf ("blowing-off-hub %s\n", BO_VERSION);
  else
    {
      if (arguments.data_dir == NULL)
        arguments.data_dir = default_data_dir (arguments.demo);
      if (!run (&arguments, &error))
        status = g_error_matches (error, BO_ERROR, BO_ERROR_USAGE) ? HUB_EXIT_USAGE : HUB_EXIT_FAILED;
    }

  if (error != NULL)
    fprintf (stderr, "blowing-off-hub: %s\n", error->message);
  g_free (arguments.data_dir);
  g_free (arguments.listen);
  g_free (arguments.password_file);
  g_free (arguments.name);
  g_free (arguments.tls_cert);
  g_free (arguments.tls_key);
  g_strfreev (arguments.hosts);
  return status;
}
