/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-discovery.h"
#include "bo-hub-announce.h"

/* Announced by the hub's side and found by the client's, through a real avahi-daemon on a bus of its own, on the
   loopback interface alone. */

#define FINGERPRINT "00ff10abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123"

static const char bus_config[] =
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
  "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
  "<busconfig><type>system</type><listen>unix:path=%s/bus</listen><policy context=\"default\">"
  "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/><allow user=\"*\"/>"
  "</policy></busconfig>";

static const char avahi_config[] =
  "[server]\nhost-name=bo-test\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n"
  "disallow-other-stacks=no\n[wide-area]\nenable-wide-area=no\n";

typedef struct
{
  char *dir;
  GPid  bus;
  GPid  avahi;
} Net;

static Net net;

static char *
in_dir (const char *name)
{
  return g_build_filename (net.dir, name, NULL);
}

static gboolean
late_cb (void *data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

/* The daemons tell nobody here: they are looked at again and again. */
static gboolean
look_again_cb (void *data)
{
  return G_SOURCE_CONTINUE;
}

/* Until @check says so, for twenty seconds at most. */
static bool
wait_for (bool      (*check) (void *data),
          void       *data)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (20, late_cb, &late);
  unsigned int looking = g_timeout_add (10, look_again_cb, NULL);

  while (!check (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (looking);
  if (!late)
    g_source_remove (source);
  return !late;
}

static bool
is_there (void *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static GPid
start (const char *const *argv)
{
  GPid pid = 0;

  g_spawn_async (NULL, (char **) argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                 | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, NULL);
  return pid;
}

static void
stop (GPid *pid)
{
  if (*pid > 0)
    {
      kill (*pid, SIGTERM);
      waitpid (*pid, NULL, 0);
    }
  *pid = 0;
}

static bool
has_avahi_or_died (void *data)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr(GVariant) answer = NULL;

  if (net.avahi > 0 && waitpid (net.avahi, NULL, WNOHANG) == net.avahi)
    net.avahi = 0;
  if (bus == NULL || net.avahi == 0)
    return true;
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.Avahi", "/", "org.freedesktop.Avahi.Server", "GetState",
                                        NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 1000, NULL, NULL);
  return answer != NULL;
}

static bool
start_avahi (void)
{
  g_autofree char *config = in_dir ("avahi.conf");
  const char *const argv[] = {
    "avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits", "-f", config, NULL
  };

  net.avahi = start (argv);
  return net.avahi > 0 && wait_for (has_avahi_or_died, NULL) && net.avahi > 0;
}

static bool
start_net (void)
{
  g_autofree char *config = in_dir ("bus.conf");
  g_autofree char *config_option = g_strconcat ("--config-file=", config, NULL);
  g_autofree char *avahi = in_dir ("avahi.conf");
  g_autofree char *socket = in_dir ("bus");
  g_autofree char *address = g_strconcat ("unix:path=", socket, NULL);
  g_autofree char *text = g_strdup_printf (bus_config, net.dir);
  const char *const argv[] = { "dbus-daemon", "--nofork", config_option, NULL };

  g_assert_true (g_file_set_contents (config, text, -1, NULL));
  g_assert_true (g_file_set_contents (avahi, avahi_config, -1, NULL));
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  net.bus = start (argv);
  return net.bus > 0 && wait_for (is_there, socket) && start_avahi ();
}

static void
stop_net (void)
{
  const char *const names[] = { "bus.conf", "avahi.conf", "bus" };

  stop (&net.avahi);
  stop (&net.bus);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_dir (names[i]);

      g_unlink (path);
    }
  g_rmdir (net.dir);
  g_free (net.dir);
}

/* --- what was found --- */

typedef struct
{
  BoDiscovery *discovery;
  const char  *name;
} Wanted;

/* (nullable) (transfer full) */
static BoFoundHub *
find (const Wanted *wanted)
{
  GListModel *hubs = bo_discovery_get_hubs (wanted->discovery);

  for (unsigned int i = 0; i < g_list_model_get_n_items (hubs); i++)
    {
      g_autoptr(BoFoundHub) hub = g_list_model_get_item (hubs, i);

      if (g_str_equal (bo_found_hub_get_name (hub), wanted->name))
        return g_steal_pointer (&hub);
    }
  return NULL;
}

static bool
is_found (void *data)
{
  g_autoptr(BoFoundHub) hub = find (data);

  return hub != NULL;
}

static bool
is_gone (void *data)
{
  return !is_found (data);
}

static bool
skipped (void)
{
  if (net.avahi == 0)
    g_test_skip ("avahi-daemon can't run here");
  return net.avahi == 0;
}

static void
end_search (BoDiscovery *discovery)
{
  g_object_run_dispose (G_OBJECT (discovery));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (discovery);
}

static void
test_found (void)
{
  g_autoptr(BoFoundHub) hub = NULL;
  BoHubAnnounce *announce;
  Wanted wanted = { NULL, "Our hub" };

  if (skipped ())
    return;
  wanted.discovery = bo_discovery_new (NULL);
  announce = bo_hub_announce_new (wanted.name, 8199, FINGERPRINT, "id");
  g_assert_true (wait_for (is_found, &wanted));
  hub = find (&wanted);
  g_assert_cmpstr (bo_found_hub_get_url (hub), ==, "https://bo-test.local:8199");
  g_assert_cmpstr (bo_found_hub_get_fingerprint (hub), ==, FINGERPRINT);
  g_assert_true (bo_found_hub_get_tls (hub));

  bo_hub_announce_free (announce);
  g_assert_true (wait_for (is_gone, &wanted));
  end_search (wanted.discovery);
}

/* Two of one name: the second goes by another. */
static void
test_collision (void)
{
  BoHubAnnounce *first, *second;
  Wanted one = { NULL, "Twin" };
  Wanted other = { NULL, "Twin #2" };

  if (skipped ())
    return;
  one.discovery = other.discovery = bo_discovery_new (NULL);
  first = bo_hub_announce_new ("Twin", 8201, NULL, "1");
  g_assert_true (wait_for (is_found, &one));
  second = bo_hub_announce_new ("Twin", 8202, NULL, "2");
  g_assert_true (wait_for (is_found, &other));
  bo_hub_announce_free (second);
  bo_hub_announce_free (first);
  end_search (one.discovery);
}

/* The daemon ends and comes back: the hub is announced again. */
static void
test_restart (void)
{
  BoHubAnnounce *announce;
  Wanted wanted = { NULL, "Patient" };

  if (skipped ())
    return;
  wanted.discovery = bo_discovery_new (NULL);
  announce = bo_hub_announce_new (wanted.name, 8203, NULL, "id");
  g_assert_true (wait_for (is_found, &wanted));
  end_search (wanted.discovery);

  stop (&net.avahi);
  g_assert_true (start_avahi ());
  wanted.discovery = bo_discovery_new (NULL);
  g_assert_true (wait_for (is_found, &wanted));
  bo_hub_announce_free (announce);
  end_search (wanted.discovery);
}

/* Without a bus both go on, and find nobody. */
static void
test_without (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));
  BoHubAnnounce *announce;
  BoDiscovery *discovery;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  announce = bo_hub_announce_new ("Nobody", 8204, NULL, "id");
  discovery = bo_discovery_new (NULL);
  bo_hub_announce_free (announce);
  end_search (discovery);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  net.dir = g_dir_make_tmp ("bo-avahi-XXXXXX", NULL);
  if (geteuid () != 0 || !start_net ())
    stop (&net.avahi);
  g_test_add_func ("/avahi/found", test_found);
  g_test_add_func ("/avahi/collision", test_collision);
  g_test_add_func ("/avahi/restart", test_restart);
  g_test_add_func ("/avahi/without", test_without);
  status = g_test_run ();
  stop_net ();
  return status;
}
