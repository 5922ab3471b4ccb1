/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-sync-page.h"

/* "Up to date · 2 min" has an age. */
#define TICK_SECONDS 20

struct _BoSyncPage
{
  BoPage              parent_instance;

  GtkImage           *icon;
  GtkLabel           *sentence;
  GtkLabel           *detail;
  GtkProgressBar     *progress;
  GtkWidget          *pause_button;
  GtkWidget          *sync_button;
  AdwSqueezer        *squeezer;
  GtkWidget          *switcher;
  AdwViewStack       *stack;
  AdwViewSwitcherBar *switcher_bar;

  AdwViewStackPage   *waiting;
  AdwViewStackPage   *review;
  unsigned int        tick;
  unsigned int        source;
  unsigned int        reveal;
};

G_DEFINE_FINAL_TYPE (BoSyncPage, bo_sync_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoSyncPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* (transfer full): what is under way, or what comes next */
static char *
detail_of (BoClient *client)
{
  const BoEngineStatus *status = bo_client_get_status (client);
  int64_t now = bo_clock_now ();
  g_autofree char *next = NULL;

  if (bo_client_get_server_url (client) == NULL)
    return g_strdup (_("This home lives on this device alone. Connect to a hub to share it."));
  if (status->phase == BO_PHASE_PULLING && status->done > 0)
    return g_strdup_printf (ngettext ("Receiving: %d thing so far", "Receiving: %d things so far",
                                      (unsigned long) status->done),
                            (int) status->done);
  if (status->phase == BO_PHASE_PUSHING && status->total > 0)
    return g_strdup_printf (_("Sending %1$d of %2$d"), (int) status->done, (int) status->total);
  if (bo_client_get_detail (client) != NULL && *bo_client_get_detail (client) != '\0')
    return g_strdup (bo_client_get_detail (client));
  if (status->next_attempt_us > now && status->phase == BO_PHASE_OFFLINE)
    {
      next = bo_time_to_clock (status->next_attempt_us, now);
      return g_strdup_printf (_("Next try at %s"), next);
    }
  return g_strdup (bo_client_get_server_url (client));
}

static void
refresh_progress (BoSyncPage *self, const BoEngineStatus *status)
{
  bool busy = status->phase == BO_PHASE_PUSHING || status->phase == BO_PHASE_PULLING;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy && status->total > 0);
  if (status->total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) status->done / (double) status->total, 0, 1));
}

static void
refresh (BoSyncPage *self)
{
  BoClient *client = client_of (self);
  const BoEngineStatus *status = bo_client_get_status (client);
  const char *icon_name = NULL;
  g_autofree char *sentence = bo_client_get_sentence (client, &icon_name);
  g_autofree char *detail = detail_of (client);
  bool hub = bo_client_get_server_url (client) != NULL;
  gboolean paused = FALSE;

  g_object_get (client, "paused", &paused, NULL);
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_text (self->detail, detail);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  refresh_progress (self, status);
  /* Others pause it, too. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->pause_button), paused);
  gtk_widget_set_visible (self->pause_button, hub);
  gtk_widget_set_visible (self->sync_button, hub);
  bo_kit_name (self->pause_button, paused ? _("Synchronise again") : _("Pause synchronisation"));
  /* Without a hub nothing waits: it is kept for one that may be joined. */
  adw_view_stack_page_set_badge_number (self->waiting,
                                        hub ? (unsigned int) bo_client_get_pending_count (client) : 0);
  adw_view_stack_page_set_badge_number (self->review, (unsigned int) bo_client_get_conflict_count (client));
  adw_view_stack_page_set_needs_attention (self->review, bo_client_get_conflict_count (client) > 0);
}

static gboolean
refresh_cb (gpointer data)
{
  BoSyncPage *self = data;

  self->source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoSyncPage *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static gboolean
tick_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
reveal_cb (gpointer data)
{
  BoSyncPage *self = data;

  self->reveal = 0;
  adw_view_switcher_bar_set_reveal (self->switcher_bar,
                                    adw_squeezer_get_visible_child (self->squeezer) != self->switcher);
  return G_SOURCE_REMOVE;
}

/* The squeezer speaks while it is given its place, when nothing may ask for another. */
static void
squeezed_cb (BoSyncPage *self)
{
  bo_kit_gather (&self->reveal, reveal_cb, self);
}

static void
pause_cb (BoSyncPage *self)
{
  bo_client_set_paused (client_of (self), gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->pause_button)));
}

static void
add_views (BoSyncPage *self)
{
  BoClient *client = client_of (self);

  self->waiting = adw_view_stack_add_titled (self->stack, bo_waiting_view_new (client), "waiting", _("Waiting"));
  adw_view_stack_page_set_icon_name (self->waiting, "document-send-symbolic");
  self->review = adw_view_stack_add_titled (self->stack, bo_review_view_new (client), "review", _("Review"));
  adw_view_stack_page_set_icon_name (self->review, "view-dual-symbolic");
  adw_view_stack_page_set_icon_name (adw_view_stack_add_titled (self->stack, bo_activity_view_new (client),
                                                                "activity", _("Activity")),
                                     "document-open-recent-symbolic");
  adw_view_stack_page_set_icon_name (adw_view_stack_add_titled (self->stack, bo_health_view_new (client), "health",
                                                                _("Health")),
                                     "emblem-ok-symbolic");
}

static void
choose_view (BoSyncPage *self)
{
  const char *view = bo_page_get_argument (BO_PAGE (self));
  BoClient *client = client_of (self);

  if (*view != '\0' && adw_view_stack_get_child_by_name (self->stack, view) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, view);
  else if (bo_client_get_conflict_count (client) > 0 && bo_client_get_pending_count (client) == 0)
    adw_view_stack_set_visible_child_name (self->stack, "review");
}

static void
bo_sync_page_constructed (GObject *object)
{
  BoSyncPage *self = BO_SYNC_PAGE (object);

  G_OBJECT_CLASS (bo_sync_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Synchronisation"));
  add_views (self);
  choose_view (self);
  refresh (self);
  g_signal_connect_object (self->pause_button, "toggled", G_CALLBACK (pause_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->squeezer, "notify::visible-child", G_CALLBACK (squeezed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  squeezed_cb (self);
}

static void
bo_sync_page_dispose (GObject *object)
{
  BoSyncPage *self = BO_SYNC_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->reveal, g_source_remove);
  G_OBJECT_CLASS (bo_sync_page_parent_class)->dispose (object);
}

static void
bo_sync_page_class_init (BoSyncPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bo_sync_page_constructed;
  object_class->dispose = bo_sync_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, icon);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, detail);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, progress);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, sync_button);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BoSyncPage, switcher_bar);
}

static void
bo_sync_page_init (BoSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
