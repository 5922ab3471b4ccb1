/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-sync-button.h"
#include "bo-sync-indicator.h"

/* How often "2 min" becomes "3 min". */
#define AGE_SECONDS 20

struct _BoSyncButton
{
  AdwBin           parent_instance;
  BoClient        *client;
  unsigned int     age_source;
  GtkWidget       *button;
  BoSyncIndicator *indicator;
  GtkLabel        *review;
};

G_DEFINE_FINAL_TYPE (BoSyncButton, bo_sync_button, ADW_TYPE_BIN)

/* Between two cycles in which the hub didn't take everything nothing is under way. */
static bool
is_busy (BoClient *client)
{
  BoPhase phase = bo_client_get_phase (client);

  return phase == BO_PHASE_CONNECTING || phase == BO_PHASE_PULLING || phase == BO_PHASE_MERGING
         || (phase == BO_PHASE_PUSHING && bo_client_get_status (client)->total > 0) || phase == BO_PHASE_VERIFYING;
}

static void
refresh (BoSyncButton *self)
{
  const char *icon_name = NULL;
  g_autofree char *sentence = bo_client_get_sentence (self->client, &icon_name);
  int64_t conflicts = bo_client_get_conflict_count (self->client);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, conflicts);

  bo_sync_indicator_set (self->indicator, icon_name, sentence, NULL, NULL);
  bo_sync_indicator_set_busy (self->indicator, is_busy (self->client));
  gtk_label_set_label (self->review, count);
  gtk_widget_set_visible (GTK_WIDGET (self->review), conflicts > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static gboolean
age_cb (gpointer data)
{
  refresh (BO_SYNC_BUTTON (data));
  return G_SOURCE_CONTINUE;
}

/**
 * bo_sync_button_set_client:
 * @self: a button
 * @client: whose state it says from now on
 */
void
bo_sync_button_set_client (BoSyncButton *self, BoClient *client)
{
  static const char *const words[] = {
    "notify::phase", "notify::detail", "notify::pending-count", "notify::conflict-count", "notify::quarantined-count",
    "notify::last-success", "notify::paused", "notify::server-url", "notify::read-only",
  };

  g_assert (self->client == NULL);
  self->client = g_object_ref (client);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    g_signal_connect_object (client, words[i], G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  self->age_source = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);
  refresh (self);
}

static void
bo_sync_button_dispose (GObject *object)
{
  BoSyncButton *self = BO_SYNC_BUTTON (object);

  g_clear_handle_id (&self->age_source, g_source_remove);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_sync_button_parent_class)->dispose (object);
}

static void
bo_sync_button_class_init (BoSyncButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_sync_button_dispose;
}

static void
bo_sync_button_init (BoSyncButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->button = gtk_button_new ();
  self->indicator = BO_SYNC_INDICATOR (bo_sync_indicator_new ());
  self->review = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->indicator), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->review), "bo-badge");
  gtk_widget_set_valign (GTK_WIDGET (self->review), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->indicator));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->review));
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", "sync");
  gtk_widget_set_tooltip_text (self->button, _("Open the Sync page"));
  gtk_widget_add_css_class (self->button, "flat");
  adw_bin_set_child (ADW_BIN (self), self->button);
}
