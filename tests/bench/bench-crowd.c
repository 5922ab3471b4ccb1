/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

/* A household at once: some clients ask what is new, others push, each again a while after its
   answer; all over connections of their own. */

#define POLLERS 20
#define PUSHERS 5
#define PAUSE_MS 200
#define SECONDS 10

typedef struct
{
  Bench  *bench;
  GArray *polls;
  GArray *pushes;
  int     failed; /* answers that weren't 200 */
  int     waiting;
  bool    over;
} Crowd;

typedef struct
{
  Crowd  *crowd;
  BoHttp *http;
  GBytes *body;
  int     entity; /* what it pushes; 0: it asks */
  double  began;
} Member;

static void act (Member *member);

static gboolean
again_cb (void *data)
{
  act (data);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  Member *member = data;
  Crowd *crowd = member->crowd;
  g_autoptr(BoReply) reply = bo_http_send_finish (BO_HTTP (source), result);
  double took = bench_now () - member->began;

  g_array_append_val (member->entity != 0 ? crowd->pushes : crowd->polls, took);
  crowd->failed += reply->status != 200;
  crowd->waiting--;
  g_clear_pointer (&member->body, g_bytes_unref);
  g_timeout_add (PAUSE_MS, again_cb, member);
}

static void
act (Member *member)
{
  Crowd *crowd = member->crowd;
  BoRequest request = { .id = 1, .method = "POST", .path = (char *) "/api/v1/sync/" };
  g_autofree char *cursor = g_strdup_printf ("%d", MAX (crowd->bench->rows - PUSHERS, 0));

  if (crowd->over)
    return;
  member->body = member->entity != 0 ? bench_compose (crowd->bench, member->entity, 1) : bench_ask (cursor);
  request.body = member->body;
  member->began = bench_now ();
  crowd->waiting++;
  bo_http_send_async (member->http, &request, NULL, answered_cb, member);
}

static gboolean
over_cb (void *data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

static void
run (Crowd *crowd)
{
  Member members[POLLERS + PUSHERS];

  for (int i = 0; i < POLLERS + PUSHERS; i++)
    {
      members[i] = (Member){ .crowd = crowd, .entity = i < POLLERS ? 0 : 1 + (i - POLLERS) * 9000 };
      members[i].http = bo_http_new (bo_hub_get_url (crowd->bench->hub), NULL);
      bo_http_set_token (members[i].http, crowd->bench->token);
      g_timeout_add (i * PAUSE_MS / (POLLERS + PUSHERS), again_cb, &members[i]);
    }

  g_timeout_add_seconds (SECONDS, over_cb, &crowd->over);
  bench_wait (&crowd->over);
  while (crowd->waiting > 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  /* Those who pause come back once more, and find that it is over. */
  for (double until = bench_now () + 2 * PAUSE_MS; bench_now () < until;)
    g_main_context_iteration (NULL, FALSE);
  for (int i = 0; i < POLLERS + PUSHERS; i++)
    g_object_unref (members[i].http);
}

int
main (void)
{
  Bench bench;
  Crowd crowd = { .bench = &bench };

  crowd.polls = g_array_new (FALSE, FALSE, sizeof (double));
  crowd.pushes = g_array_new (FALSE, FALSE, sizeof (double));
  bench_set_up (&bench, BENCH_HOME);
  bench_title ("20 clients ask and 5 push, in a home of 50000");
  run (&crowd);
  bench_row ("hub: 20 ask while 5 push: an answer, p50", "ms", bench_median (crowd.polls), 0, 0);
  bench_row ("hub: 20 ask while 5 push: an answer, p99", "ms", bench_percentile (crowd.polls, 0.99), 0, 20);
  bench_row ("hub: 20 ask while 5 push: a push, p50", "ms", bench_median (crowd.pushes), 0, 0);
  g_assert_cmpint (crowd.failed, ==, 0);
  g_array_unref (crowd.polls);
  g_array_unref (crowd.pushes);
  bench_tear_down (&bench);
  return 0;
}
