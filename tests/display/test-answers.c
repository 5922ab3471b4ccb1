/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-bar.h"
#include "bo-fault-proxy.h"
#include "bo-hub-certificate.h"
#include "bo-trust.h"
#include "page-home.h"

/* What a person sees and does when the hub shows another certificate, or refuses a change. */

typedef struct
{
  Home            home;
  BoFaultProxy   *proxy;
  BoClient       *client;  /* speaks to the hub through the proxy, over TLS */
  char           *shown;   /* fingerprint of the certificate that the proxy shows */
} Scene;

/* The proxy shows a certificate of its own making, another one each time; what was connected is cut off. */
static void
show_certificate (Scene *self)
{
  const char *names[] = { "127.0.0.1", NULL };
  BoHubCertificateOptions options = { .names = names };
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = bo_hub_certificate_make (&options, &error);
  g_autoptr (GTlsCertificate) certificate = NULL;

  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  bo_fault_proxy_set_certificate (self->proxy, certificate);
  bo_fault_proxy_set_port (self->proxy, BO_FAULT_PORT_OPEN);
  g_free (self->shown);
  self->shown = bo_fingerprint_of_certificate (certificate);
}

static void
connect_by_proxy (Scene *self)
{
  g_autofree char *dir = g_build_filename (self->home.dir, "encrypted", NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", bo_fault_proxy_get_port (self->proxy));
  BoCredentials credentials = { .password = "secret", .device_name = "Tablet", .pin = self->shown, .allow_file = true };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  self->client = bo_client_new (dir);
  bo_client_open_async (self->client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &opened);
  wait_for (&opened);
  bo_client_open_finish (self->client, opened, &error);
  g_assert_no_error (error);
  bo_client_connect_async (self->client, url, &credentials, NULL, take_result_cb, &connected);
  wait_for (&connected);
  bo_client_connect_finish (self->client, connected, &error);
  g_assert_no_error (error);
  sync_now (self->client);
}

static void
set_up (Scene *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  home_start (&self->home, true);
  window_set_up (&self->home);
  self->proxy = bo_fault_proxy_new ("127.0.0.1:0", strstr (bo_hub_get_url (self->home.hub), "127."), &error);
  g_assert_no_error (error);
  show_certificate (self);
  connect_by_proxy (self);
}

static void
tear_down (Scene *self, gconstpointer data)
{
  home_stop (&self->home);
  g_clear_object (&self->client);
  g_clear_pointer (&self->proxy, bo_fault_proxy_free);
  g_clear_pointer (&self->shown, g_free);
}

static void
sync_in_vain (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_client_sync_async (client, NULL, take_result_cb, &result);
  wait_for (&result);
  report = bo_client_sync_finish (client, result, NULL);
}

static BoTrustBar *
show_bar (Scene *self, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = g_object_new (BO_TYPE_TRUST_BAR, NULL);
  GtkWidget *page = GTK_WIDGET (bo_page_create ("home", self->client));

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), bar);
  adw_bin_set_child (self->home.bin, box);
  gtk_window_set_default_size (GTK_WINDOW (self->home.window), width, 640);
  gtk_window_present (GTK_WINDOW (self->home.window));
  bo_trust_attach (BO_TRUST_BAR (bar), self->client);
  return BO_TRUST_BAR (bar);
}

#define CHANGED "The hub shows another certificate. Nothing is sent until you decide; changes are kept here."

static bool
is_quiet (gpointer bar)
{
  return bo_bar_get_text (BO_BAR (adw_bin_get_child (bar))) == NULL;
}

/* Nothing is said while all is well; another certificate is a stop until somebody has compared its words. */
static void
test_trust (Scene *self, gconstpointer data)
{
  BoTrustBar *bar = show_bar (self, 360);
  g_autofree char *words = NULL;

  g_assert_true (is_quiet (bar));
  show_certificate (self);
  set_value (self->client, "Ceiling light", "brightness", "40");
  sync_in_vain (self->client);
  wait_for_words (GTK_WIDGET (bar), CHANGED, true);
  keep_picture (&self->home, "trust-bar", 360, false);
  g_assert_cmpstr (bo_client_get_presented_fingerprint (self->client), ==, self->shown);

  words = bo_fingerprint_to_words (self->shown);
  press (GTK_WIDGET (bar), "Review");
  wait_for_words (find_dialog (), words, true);
  keep_window (find_dialog (), "trust-dialog");
  answer ("Cancel");
  g_assert_false (is_quiet (bar));
  g_assert_cmpint (bo_client_get_pending_count (self->client), ==, 1);

  press (GTK_WIDGET (bar), "Review");
  answer ("Trust");
  sync_now (self->client);
  wait_until ("the bar to go", is_quiet, bar);
  g_assert_cmpint (bo_client_get_pending_count (self->client), ==, 0);
}

/* It changed once more while the question was open: what is trusted is what was compared, so it stays a stop. */
static void
test_trust_changed_again (Scene *self, gconstpointer data)
{
  BoTrustBar *bar = show_bar (self, 900);

  show_certificate (self);
  sync_in_vain (self->client);
  wait_for_words (GTK_WIDGET (bar), CHANGED, true);
  keep_picture (&self->home, "trust-bar", 900, false);
  press (GTK_WIDGET (bar), "Review");
  show_certificate (self);
  answer ("Trust");
  sync_in_vain (self->client);
  wait_for_words (GTK_WIDGET (bar), CHANGED, true);
  g_assert_cmpstr (bo_client_get_presented_fingerprint (self->client), ==, self->shown);
}

/* --- a refusal --- */

static bool
has_two_refused (gpointer client)
{
  return bo_client_get_status (client)->counts.quarantined == 2;
}

static bool
has_none_waiting (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_pending (client)) == 0 && bo_client_get_pending_count (client) == 0;
}

static void
refuse (Scene *self, const char *script)
{
  g_autoptr (GError) error = NULL;

  bo_fault_proxy_set_script (self->proxy, script, &error);
  g_assert_no_error (error);
}

/* The hub refuses two changes: one button sends both again, and only once nothing is left is all said to be well. */
static void
test_retry_all (Scene *self, gconstpointer data)
{
  static const char *const names[] = { "Ceiling light", "Pendant" };
  g_autoptr (GString) script = g_string_new (NULL);
  BoPage *page = page_open (&self->home, self->client, "sync:waiting", 360, 640);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      set_value (self->client, names[i], "brightness", "41");
      g_string_append_printf (script, "answer path=/api/v1/sync/ holds='\"id\":\"%s\"' status=400;",
                              bo_thing_get_id (BO_THING (accessory_named (self->client, names[i]))));
    }
  refuse (self, script->str);
  sync_in_vain (self->client);
  wait_until ("both refusals", has_two_refused, self->client);
  wait_for_words (GTK_WIDGET (page), "The hub refused 2 changes, which are kept here.", true);
  keep_picture (&self->home, "waiting-refused", 360, false);
  check_reach (&self->home, page, "waiting-refused");
  refuse (self, NULL);
  press (GTK_WIDGET (page), "Retry for All");
  wait_for_words (GTK_WIDGET (page), "The hub refused 2 changes, which are kept here.", false);
  sync_now (self->client);
  wait_until ("the queue to be empty", has_none_waiting, self->client);
  wait_for_words (GTK_WIDGET (page), "Everything Here Is on the Hub", true);
  page_close (&self->home, page);
}

static bool
has_one_refused (gpointer client)
{
  return bo_client_get_status (client)->counts.quarantined == 1;
}

/* The tile says what went wrong in few words; those who listen hear the hub's own after them. */
static void
check_refused_tile (Scene *self, BoAccessory *lamp)
{
  g_autofree char *room = g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (lamp))), NULL);
  g_autofree char *spoken = bo_accessory_get_spoken (lamp);
  g_autofree char *reason = g_strconcat (bo_thing_get_problem (BO_THING (lamp)), "\nYour change is kept here.", NULL);
  BoPage *page = page_open (&self->home, self->client, room, 360, 640);
  GtkWidget *tile;

  bo_shot_wait (self->home.window);
  wait_for_words (GTK_WIDGET (page), "Failed: refused by the hub · Retry", true);
  keep_picture (&self->home, "refused-tile", 360, false);
  tile = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), bo_thing_get_name (BO_THING (lamp))), BO_TYPE_TILE);
  g_assert_nonnull (strstr (spoken, ", failed: refused by the hub · Retry"));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason);
  page_close (&self->home, page);
}

/* The details of what the hub refused say so, and why, and can send it again; the home names it, too. */
static void
test_retry_one (Scene *self, gconstpointer data)
{
  BoThing *lamp = BO_THING (accessory_named (self->client, "Ceiling light"));
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (lamp), NULL);
  g_autofree char *script = g_strdup_printf ("answer path=/api/v1/sync/ holds='\"id\":\"%s\"' status=400",
                                             bo_thing_get_id (lamp));
  g_autofree char *reason = NULL;
  BoPage *page = page_open (&self->home, self->client, address, 360, 640);

  g_assert_null (find_labelled (GTK_WIDGET (page), "Failed"));
  set_value (self->client, "Ceiling light", "on", "false");
  refuse (self, script);
  sync_in_vain (self->client);
  wait_until ("the refusal", has_one_refused, self->client);
  wait_for_words (GTK_WIDGET (page), "Failed", true);
  reason = bo_thing_dup_reason (lamp);
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), reason));
  wait_for_words (GTK_WIDGET (page), "The hub refused your change", true);
  keep_picture (&self->home, "details-refused", 360, false);
  keep_picture (&self->home, "details-refused", 900, true);
  check_reach (&self->home, page, "details-refused");
  page_close (&self->home, page);
  page = page_open (&self->home, self->client, "home", 900, 640);
  wait_for_words (GTK_WIDGET (page), "The hub refused 1 change", true);
  page_close (&self->home, page);
  check_refused_tile (self, BO_ACCESSORY (lamp));
  page = page_open (&self->home, self->client, address, 360, 640);
  refuse (self, NULL);
  press (GTK_WIDGET (page), "Retry");
  wait_for_words (GTK_WIDGET (page), "Failed", false);
  sync_now (self->client);
  wait_until ("the queue to be empty", has_none_waiting, self->client);
  page_close (&self->home, page);
}

static bool
has_one_waiting (gpointer client)
{
  return bo_client_get_pending_count (client) == 1;
}

/* The hub gives no answer to one change: the rest is there, that one waits, and why is said. */
static void
test_silent (Scene *self, gconstpointer data)
{
  BoThing *lamp = BO_THING (accessory_named (self->client, "Ceiling light"));
  g_autofree char *script = g_strdup_printf ("answer path=/api/v1/sync/ holds='\"id\":\"%s\"' status=503",
                                             bo_thing_get_id (lamp));
  g_autofree char *words = NULL;
  BoPage *page;

  set_value (self->client, "Ceiling light", "brightness", "41");
  set_value (self->client, "Pendant", "brightness", "41");
  refuse (self, script);
  for (int i = 0; i < 8; i++)
    sync_in_vain (self->client);
  wait_until ("the other one to be at the hub", has_one_waiting, self->client);
  words = bo_client_get_sentence (self->client, NULL);
  g_assert_cmpstr (words, ==, "1 waiting");
  g_assert_true (g_str_has_prefix (bo_client_get_detail (self->client), "“Ceiling light” is kept here, and could not be "));
  page = page_open (&self->home, self->client, "sync:waiting", 360, 640);
  wait_for_words (GTK_WIDGET (page), bo_client_get_detail (self->client), true);
  keep_picture (&self->home, "silent", 360, false);
  keep_picture (&self->home, "silent", 900, true);
  refuse (self, NULL);
  sync_now (self->client);
  wait_for_words (GTK_WIDGET (page), "Everything Here Is on the Hub", true);
  page_close (&self->home, page);
}

/* --- a hub of another version --- */

static bool
is_asked (gpointer data)
{
  return find_dialog () != NULL;
}

/* It lets one in and then says what nobody here understands: that ends the first download, and is said. */
static void
test_version (Scene *self, gconstpointer data)
{
  g_autoptr (BoClient) fresh = client_new_alone (&self->home, "fresh");
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", bo_fault_proxy_get_port (self->proxy));
  BoPage *page = page_open (&self->home, fresh, "welcome:connect", 360, 900);
  GtkWidget *widget = GTK_WIDGET (page);

  refuse (self, "alter path=/api/v1/sync/ hide=protocol_version");
  gtk_editable_set_text (GTK_EDITABLE (row_titled (widget, "Address of the hub")), url);
  gtk_editable_set_text (GTK_EDITABLE (row_titled (widget, "Password")), "secret");
  press (widget, "Connect");
  wait_until ("the question", is_asked, NULL);
  answer ("Trust and Connect");
  wait_for_words (widget, "Receiving Your Home", true);
  sync_in_vain (fresh);
  wait_for_words (widget, "What answers is no hub of this version", true);
  bo_shot_wait (self->home.window);
  keep_picture (&self->home, "another-version", 360, false);
  page_close (&self->home, page);
}

static bool
is_struck (gpointer proxy)
{
  return bo_fault_proxy_get_struck (proxy) > 0;
}

/* Which program it is, and of which version, is said where it says so; of another there is no such line. */
static void
test_about (Scene *self, gconstpointer data)
{
  static const char about[] = "Blowing-Off " BO_VERSION;
  BoPage *page = page_open (&self->home, self->client, "sync:health", 360, 900);

  wait_for_words (GTK_WIDGET (page), about, true);
  keep_picture (&self->home, "health-about", 360, false);
  page_close (&self->home, page);
  refuse (self, "answer status=404");
  page = page_open (&self->home, self->client, "sync:health", 360, 900);
  wait_until ("the refusal to say", is_struck, self->proxy);
  bo_shot_wait (self->home.window);
  g_assert_null (find_labelled (GTK_WIDGET (page), about));
  page_close (&self->home, page);
}

int
main (int argc, char **argv)
{
  scene_init (&argc, &argv);
  g_test_add ("/answers/trust", Scene, NULL, set_up, test_trust, tear_down);
  g_test_add ("/answers/trust-changed-again", Scene, NULL, set_up, test_trust_changed_again, tear_down);
  g_test_add ("/answers/retry-all", Scene, NULL, set_up, test_retry_all, tear_down);
  g_test_add ("/answers/retry-one", Scene, NULL, set_up, test_retry_one, tear_down);
  g_test_add ("/answers/silent", Scene, NULL, set_up, test_silent, tear_down);
  g_test_add ("/answers/about", Scene, NULL, set_up, test_about, tear_down);
  g_test_add ("/answers/version", Scene, NULL, set_up, test_version, tear_down);
  return g_test_run ();
}
