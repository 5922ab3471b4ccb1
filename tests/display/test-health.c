/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"
#include "page-home.h"

/* What Health says of the clocks: from a second on the newer change may be the wrong one, and a person is told which
   clock to set (FAULTS §3, row "client ±years"). */

#define SECOND G_USEC_PER_SEC
#define SET_RIGHT " the hub. The newer change wins, so a wrong clock decides wrongly: set it right."

typedef struct
{
  int64_t     offset_us; /* the hub's clock against this device's */
  bool        warns;
  const char *says;
} Difference;

static const Difference differences[] = {
  { 0, false, "Less than a second" },
  { SECOND, false, "Less than a second" },
  { -SECOND, false, "Less than a second" },
  { SECOND + 1, true, "This device is 1.0 seconds behind" SET_RIGHT },
  { -SECOND - 1, true, "This device is 1.0 seconds ahead of" SET_RIGHT },
  { 119 * SECOND, true, "This device is 119.0 seconds behind" SET_RIGHT },
  { 121 * SECOND, true, "This device is 2 minutes behind" SET_RIGHT },
  { -121 * SECOND, true, "This device is 2 minutes ahead of" SET_RIGHT },
  { -INT64_C (3) * 3600 * SECOND, true, "This device is 3 hours ahead of" SET_RIGHT },
  { INT64_C (730) * 86400 * SECOND, true, "This device is 730 days behind" SET_RIGHT },
  { SECOND / 2, false, "Less than a second" },
};

typedef struct
{
  GtkWidget        *row;
  const Difference *difference;
} Wanted;

static bool
is_said (gpointer data)
{
  Wanted *wanted = data;

  return g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (wanted->row)), wanted->difference->says) == 0;
}

static void
test_clock (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) client = client_new_alone (home, "alone");
  BoPage *page = page_open (home, client, "sync:health", 360, 640);
  GtkWidget *row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Clock difference"), ADW_TYPE_ACTION_ROW);

  for (size_t i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      Wanted wanted = { row, &differences[i] };

      client->state->clock_offset_us = differences[i].offset_us;
      _bo_client_update (client);
      wait_until (differences[i].says, is_said, &wanted);
      g_assert_cmpint (gtk_widget_get_mapped (g_object_get_data (G_OBJECT (row), "bo-warning")), ==, differences[i].warns);
    }
  page_close (home, page);
}

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, false);
  window_set_up (home);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/health/clock", test_clock },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up);
}
