/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* Who is on the network answers within one or two seconds. */
#define WAIT_MS 3000

static void
json_hubs (BoCli *cli, GListModel *hubs)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (hubs); i++)
    {
      g_autoptr (BoFoundHub) hub = g_list_model_get_item (hubs, i);

      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "name", bo_found_hub_get_name (hub));
      bo_json_writer_member_string (json, "url", bo_found_hub_get_url (hub));
      bo_json_writer_member_bool (json, "tls", bo_found_hub_get_tls (hub));
      bo_json_writer_member_string (json, "fingerprint", bo_found_hub_get_fingerprint (hub));
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

static void
print_hubs (BoCli *cli, GListModel *hubs)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (hubs); i++)
    {
      g_autoptr (BoFoundHub) hub = g_list_model_get_item (hubs, i);
      g_autofree char *name = _bo_cli_plain (bo_found_hub_get_name (hub));
      g_autofree char *url = _bo_cli_plain (bo_found_hub_get_url (hub));

      g_string_append_printf (cli->out, "%s  %s\n", url, name);
    }
  if (g_list_model_get_n_items (hubs) == 0)
    _bo_cli_say (_("No hub answered on this network."));
}

BoCliStatus
_bo_cli_discover (BoCli *cli)
{
  const char *names[] = { _bo_cli_arguments_word (cli->arguments, 0), NULL };
  g_autoptr (BoDiscovery) discovery = bo_discovery_new (names);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bo_discovery_wait_async (discovery, WAIT_MS, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  bo_discovery_wait_finish (discovery, result, NULL);
  (cli->json ? json_hubs : print_hubs) (cli, bo_discovery_get_hubs (discovery));
  g_object_run_dispose (G_OBJECT (discovery));
  return BO_CLI_DONE;
}
