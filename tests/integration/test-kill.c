/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "client-support.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bo-hub-db.h"
#include "bo-hub-rules.h"

/* `kill -9` of device and hub, 200 times, anywhere: real programs, real files. What a person was
   told is stored is there, what the hub acknowledged is at the hub, and both end up the same.
   The seed is printed; BO_KILL_SEED sets it. */

#define ROUNDS 200
#define THINGS 12
#define MAX_EDITS 400
/* So long a round takes at first; longer, where the machine is so slow that nothing comes of it. */
#define LONGEST_US 120000
#define LONGEST_EVER_US (20 * LONGEST_US)

typedef struct
{
  char     *dir;
  char     *device;     /* the device's data */
  char     *hub_dir;
  char     *url;        /* nullable before the hub's first start */
  char     *self;       /* this program */
  pid_t     hub;
  int       hub_out;
  uint64_t  seed;
  uint64_t  drawn;
  int64_t   longest_us;
  int       edits;      /* so many were told to be stored */
  int       told[THINGS]; /* number of the last one, of each thing */
} Rig;

static int64_t
draw_us (Rig *rig)
{
  return (int64_t) (bo_splitmix (rig->seed, 1, rig->drawn++) % (uint64_t) rig->longest_us);
}

static bool
draw (Rig *rig, int one_in)
{
  return bo_splitmix (rig->seed, 2, rig->drawn++) % one_in == 0;
}

static pid_t
spawn (char *const *argv, int *out, bool with_password)
{
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      dup2 (ends[1], STDOUT_FILENO);
      if (with_password)
        setenv ("BLOWING_OFF_HUB_PASSWORD", PASSWORD, 1);
      execv (argv[0], argv);
      _exit (127);
    }
  close (ends[1]);
  *out = ends[0];
  return child;
}

static void
kill_and_wait (pid_t *child)
{
  if (*child > 0)
    {
      kill (*child, SIGKILL);
      waitpid (*child, NULL, 0);
    }
  *child = 0;
}

/* --- the hub --- */

static char *
read_line (int fd)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char byte;

  while (read (fd, &byte, 1) == 1 && byte != '\n')
    g_string_append_c (line, byte);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
start_hub (Rig *rig)
{
  g_autofree char *listen = g_strconcat ("127.0.0.1", rig->url != NULL ? strrchr (rig->url, ':') : ":0", NULL);
  char *argv[] = { (char *) g_getenv ("BO_HUB_PROGRAM"), "--data-dir", rig->hub_dir, "--listen", listen, NULL };
  g_autofree char *line = NULL;

  rig->hub = spawn (argv, &rig->hub_out, rig->url == NULL);
  line = read_line (rig->hub_out);
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  if (rig->url == NULL)
    rig->url = g_strdup (line + strlen ("Listening on "));
}

static void
kill_hub (Rig *rig)
{
  kill_and_wait (&rig->hub);
  close (rig->hub_out);
}

/* --- the device: edits as fast as they are stored, and says so of each --- */

typedef struct
{
  BoClient *client;
  int       number;
  int       left;
  int       out;   /* who listens; nothing else is written there */
} Device;

static void edit_next (Device *device);

static void
edited_cb (GObject *source, GAsyncResult *result, void *data)
{
  Device *device = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);
  g_autofree char *line = g_strdup_printf ("%d\n", device->number);

  g_assert_no_error (error);
  /* One write: a line is there whole or not at all. */
  g_assert_cmpint (write (device->out, line, strlen (line)), ==, (ssize_t) strlen (line));
  device->number++;
  edit_next (device);
}

static void
edit_next (Device *device)
{
  g_autofree char *id = g_strdup_printf ("thing-%d", device->number % THINGS);
  g_autofree char *name = g_strdup_printf ("Edit %d", device->number);

  if (device->left-- > 0)
    bo_client_put_entity_async (device->client, id, "device", name, "{}", NULL, edited_cb, device);
}

static int
run_device (const char *dir, int number)
{
  Device device = { .client = bo_client_new (dir), .number = number, .left = MAX_EDITS, .out = dup (STDOUT_FILENO) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (freopen ("/dev/null", "w", stdout));
  bo_client_open_async (device.client, BO_OPEN_NO_MODEL, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_open_finish (device.client, result, &error);
  g_assert_no_error (error);
  g_assert_null (bo_client_get_recovery (device.client, NULL));
  edit_next (&device);
  while (true)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* --- rounds --- */

/* What it says until @us have gone, or it has nothing more to say. */
static void
listen_for (int fd, int64_t us, GString *said)
{
  int64_t end = bo_clock_monotonic () + us;
  char buffer[4096];

  while (true)
    {
      int64_t left = MAX (end - bo_clock_monotonic (), 0);
      struct timespec wait = { .tv_sec = left / G_USEC_PER_SEC, .tv_nsec = left % G_USEC_PER_SEC * 1000 };
      struct pollfd poll = { .fd = fd, .events = POLLIN };
      ssize_t got;

      if (ppoll (&poll, 1, &wait, NULL) == 0)
        return;
      got = read (fd, buffer, sizeof buffer);
      if (got <= 0)
        return;
      g_string_append_len (said, buffer, got);
    }
}

static void
take_down (Rig *rig, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);

  for (int i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      int number = atoi (lines[i]);

      g_assert_cmpint (number, >=, rig->edits);
      rig->edits = number + 1;
      rig->told[number % THINGS] = number;
    }
}

static void
play_round (Rig *rig)
{
  /* One may have been stored and not told. */
  g_autofree char *number = g_strdup_printf ("%d", rig->edits + 1);
  char *argv[] = { rig->self, "--device", rig->device, number, NULL };
  g_autoptr (GString) said = g_string_new (NULL);
  int64_t hub_us = draw_us (rig);
  bool without_hub = draw (rig, 3);
  int out;
  pid_t device = spawn (argv, &out, false);

  if (without_hub)
    {
      listen_for (out, hub_us, said);
      kill_hub (rig);
    }
  listen_for (out, draw_us (rig), said);
  kill_and_wait (&device);
  /* What it had said before it was killed. */
  listen_for (out, 20 * G_USEC_PER_SEC, said);
  close (out);
  if (said->len == 0)
    rig->longest_us = MIN (rig->longest_us * 5 / 4, LONGEST_EVER_US);
  take_down (rig, said->str);
  if (without_hub)
    start_hub (rig);
}

/* --- what must be true at the end --- */

static void
assert_nothing_lost (Rig *rig, BoClient *client, BoHubDb *hub)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  int seen = 0;

  bo_client_list_records_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  records = bo_client_list_finish (client, result, &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);
      int thing = atoi (record->id + strlen ("thing-"));
      g_autoptr (BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (hub), record->id, NULL);

      g_assert_true (g_str_has_prefix (record->shown->name, "Edit "));
      g_assert_cmpint (atoi (record->shown->name + strlen ("Edit ")), >=, rig->told[thing]);
      g_assert_nonnull (row);
      g_assert_cmpstr (row->entity->version, ==, record->shown->version);
      g_assert_cmpstr (row->entity->name, ==, record->shown->name);
      seen++;
    }
  g_assert_cmpint (seen, ==, THINGS);
}

/* Every version that was sent, also those that others replaced long ago. */
static void
assert_versions_held (BoClient *client, BoHubDb *hub)
{
  int versions = 0;

  for (int i = 0; i < THINGS; i++)
    {
      g_autofree char *id = g_strdup_printf ("thing-%d", i);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) history = NULL;

      bo_client_history_async (client, id, NULL, got_result_cb, &result);
      wait_until (result != NULL);
      history = bo_client_list_finish (client, result, NULL);
      for (unsigned int j = 0; j < history->len; j++)
        {
          BoStoreVersion *version = g_ptr_array_index (history, j);
          g_autoptr (BoHubRow) row = bo_hub_store_get_version (BO_HUB_STORE (hub), id, version->entity->version, NULL);

          g_assert_nonnull (row);
          versions++;
        }
    }
  g_test_message ("%d versions at the hub", versions);
}

static void
check (Rig *rig)
{
  g_autofree char *path = g_build_filename (rig->hub_dir, "hub.db", NULL);
  BoClient *client = bo_client_new (rig->device);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoHubDb) hub = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *hub_digest = NULL;
  g_autoptr (BoHubRules) rules = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_open_finish (client, result, &error);
  g_assert_no_error (error);
  client_sync_well (client);
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 0);
  kill_hub (rig);
  hub = bo_hub_db_open (path, BO_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  assert_nothing_lost (rig, client, hub);
  assert_versions_held (client, hub);
  rules = bo_hub_rules_new (BO_HUB_STORE (hub));
  hub_digest = bo_hub_rules_digest (rules, NULL);
  digest = client_digest (client, NULL);
  g_assert_cmpstr (digest, ==, hub_digest);
  g_clear_object (&result);
  client_close (client);
}

static void
join (Rig *rig)
{
  BoClient *client = bo_client_new (rig->device);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_open_finish (client, result, &error);
  g_assert_no_error (error);
  client_connect (client, rig->url, PASSWORD, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  client_close (client);
}

static char *program;

static void
test_kill (void)
{
  const char *seed = g_getenv ("BO_KILL_SEED");
  g_autoptr (House) house = house_new ();
  Rig rig = { .self = program, .longest_us = LONGEST_US, .seed = seed != NULL ? strtoull (seed, NULL, 10) : bo_random_uint64 () % 1000000 };

  g_test_message ("BO_KILL_SEED=%" G_GUINT64_FORMAT, rig.seed);
  for (int i = 0; i < THINGS; i++)
    rig.told[i] = -1;
  rig.device = house_path (house, "device");
  rig.hub_dir = house_path (house, "killed-hub");
  start_hub (&rig);
  join (&rig);
  for (int i = 0; i < ROUNDS; i++)
    play_round (&rig);
  g_assert_cmpint (rig.edits, >, ROUNDS / 2);
  g_test_message ("%d edits", rig.edits);
  check (&rig);
  g_free (rig.device);
  g_free (rig.hub_dir);
  g_free (rig.url);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  /* Before anything is printed. */
  if (argc == 4 && strcmp (argv[1], "--device") == 0)
    return run_device (argv[2], atoi (argv[3]));
  support_init (&argc, &argv);
  g_test_add_func ("/kill", test_kill);
  return g_test_run ();
}
