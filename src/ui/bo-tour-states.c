/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "bo-hub-certificate.h"
#include "bo-hub.h"
#include "bo-tour-private.h"

/* What a home seldom comes to. Nothing is pretended: a file is damaged and mended, a hub gets another certificate. */

#define PASSWORD "tour"

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static bool
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
open_client (BoClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &result);
  return _bo_tour_wait_for (has_result, &result) && bo_client_open_finish (client, result, error);
}

static void
close_client (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_close_async (client, NULL, take_result_cb, &result);
  if (_bo_tour_wait_for (has_result, &result))
    bo_client_close_finish (client, result, NULL);
}

static gboolean
show_home (GtkApplication *application, BoClient *client, const char *directory, const char *name, BoTourWalk walk,
           GError **error)
{
  BoWindow *window = bo_window_new (ADW_APPLICATION (application), client);
  gboolean taken;

  gtk_window_present (GTK_WINDOW (window));
  bo_window_show_page (window, "home");
  taken = walk (window, directory, name, error);
  gtk_window_destroy (GTK_WINDOW (window));
  return taken;
}

/* --- a file that was damaged --- */

/* A home, closed, whose file no longer begins as it should. */
static gboolean
make_damaged (const char *folder, GError **error)
{
  g_autoptr (BoClient) client = bo_client_new (folder);
  g_autofree char *path = g_build_filename (folder, "home.db", NULL);
  g_autofree char *content = NULL;
  size_t size;

  if (!open_client (client, error))
    return FALSE;
  close_client (client);
  if (!g_file_get_contents (path, &content, &size, error))
    return FALSE;
  memset (content, 'x', MIN (size, 32));
  return g_file_set_contents (path, content, (gssize) size, error);
}

static gboolean
show_mended (GtkApplication *application, const char *folder, const char *directory, BoTourWalk walk, GError **error)
{
  g_autofree char *home = g_build_filename (folder, "damaged", NULL);
  g_autoptr (BoClient) client = NULL;
  gboolean taken;

  if (!make_damaged (home, error))
    return FALSE;
  client = bo_client_new (home);
  taken = open_client (client, error) && show_home (application, client, directory, "mended", walk, error);
  close_client (client);
  return taken;
}

/* --- another certificate --- */

static BoHub *
start_hub (const char *folder, uint16_t port, GError **error)
{
  BoHubOptions options = { .password = PASSWORD, .port = port, .tls = true, .demo = true, .seed = 1 };
  g_autoptr (BoHub) hub = bo_hub_new (folder, &options);

  bo_hub_demo_pause (hub, true);
  return bo_hub_start (hub, error) ? g_steal_pointer (&hub) : NULL;
}

static gboolean
connect_client (BoClient *client, BoHub *hub, GError **error)
{
  BoCredentials credentials = { .password = PASSWORD, .pin = bo_hub_get_fingerprint (hub), .allow_file = true };
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_connect_async (client, bo_hub_get_url (hub), &credentials, NULL, take_result_cb, &result);
  return _bo_tour_wait_for (has_result, &result) && bo_client_connect_finish (client, result, error);
}

static void
sync_client (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_client_sync_async (client, NULL, take_result_cb, &result);
  if (_bo_tour_wait_for (has_result, &result))
    report = bo_client_sync_finish (client, result, NULL);
}

/* The same hub at the same address, with another key. */
static BoHub *
change_certificate (BoHub *hub, const char *folder, GError **error)
{
  uint16_t port = (uint16_t) g_ascii_strtoull (strrchr (bo_hub_get_url (hub), ':') + 1, NULL, 10);

  bo_hub_stop (hub);
  g_object_unref (hub);
  return bo_hub_certificate_renew (folder, error) ? start_hub (folder, port, error) : NULL;
}

static gboolean
show_trust (GtkApplication *application, const char *folder, const char *directory, BoTourWalk walk, GError **error)
{
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *dir = g_build_filename (folder, "hub", NULL);
  g_autoptr (BoClient) client = bo_client_new (home);
  BoHub *hub = start_hub (dir, 0, error);
  gboolean taken = hub != NULL && open_client (client, error) && connect_client (client, hub, error);

  if (taken)
    {
      sync_client (client);
      hub = change_certificate (hub, dir, error);
      sync_client (client);
      taken = hub != NULL && show_home (application, client, directory, "trust", walk, error);
    }
  close_client (client);
  if (hub != NULL)
    bo_hub_stop (hub);
  g_clear_object (&hub);
  return taken;
}

gboolean
_bo_tour_states (GtkApplication *application, const char *directory, BoTourWalk walk, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("blowing-off-tour-XXXXXX", error);
  gboolean taken;

  if (folder == NULL)
    return FALSE;
  taken = show_mended (application, folder, directory, walk, error)
          && show_trust (application, folder, directory, walk, error);
  remove_folder (folder);
  return taken;
}
