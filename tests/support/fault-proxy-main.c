/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>

#include "bo-fault-proxy.h"

/* The proxy by hand, between any client and any hub: tests/README.md. */

static gboolean
quit_cb (void *data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static BoFaultProxy *
start (const char *address,
       const char *hub,
       char      **faults,
       const char *certificate,
       GError    **error)
{
  g_autofree char *script = faults != NULL ? g_strjoinv ("\n", faults) : NULL;
  g_autoptr(GTlsCertificate) pair = NULL;
  g_autoptr(BoFaultProxy) proxy = NULL;

  if (certificate != NULL && (pair = g_tls_certificate_new_from_file (certificate, error)) == NULL)
    return NULL;
  proxy = bo_fault_proxy_new (address, hub, error);
  if (proxy == NULL || !bo_fault_proxy_set_script (proxy, script, error))
    return NULL;
  bo_fault_proxy_set_certificate (proxy, pair);
  return g_steal_pointer (&proxy);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *address = g_strdup ("127.0.0.1:8102");
  g_autofree char *hub = g_strdup ("127.0.0.1:8101");
  g_autofree char *certificate = NULL;
  g_auto(GStrv) faults = NULL;
  const GOptionEntry entries[] = {
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &address, "Where clients come to; port 0 picks one", "ADDRESS:PORT" },
    { "hub", 'u', 0, G_OPTION_ARG_STRING, &hub, "Where the hub is", "HOST:PORT" },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &faults, "One more fault", "WORDS" },
    { "certificate", 'c', 0, G_OPTION_ARG_FILENAME, &certificate, "Speak TLS with this one and its key", "PEM" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("- does to a hub's clients what networks do");
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoFaultProxy) proxy = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    proxy = start (address, hub, faults, certificate, &error);
  if (proxy == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_print ("%s://127.0.0.1:%u\n", certificate != NULL ? "https" : "http", bo_fault_proxy_get_port (proxy));
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);
  return 0;
}
