/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-offline-bar.h"

struct _BoOfflineBar
{
  AdwBin       parent_instance;
  BoClient    *client;
  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkImage    *icon;
  GtkWidget   *action;
  bool         dismissed;
  bool         told; /* that the file was mended */
};

G_DEFINE_FINAL_TYPE (BoOfflineBar, bo_offline_bar, ADW_TYPE_BIN)

char *
bo_offline_sentence (BoClient *client)
{
  const BoEngineStatus *status = bo_client_get_status (client);
  g_autofree char *since = NULL;

  if (status->last_success_us == 0)
    return g_strdup (_("Not connected. Changes are kept here and sent later."));
  since = bo_time_to_clock (status->last_success_us, bo_clock_now ());
  return g_strdup_printf (_("Not connected since %s. Changes are kept here and sent later."), since);
}

static void
phase_cb (BoOfflineBar *self)
{
  BoPhase phase = bo_client_get_phase (self->client);
  bool sign_in = phase == BO_PHASE_SIGN_IN;
  const char *problem = bo_client_get_store_error (self->client);
  const char *recovery = bo_client_get_recovery (self->client, NULL);
  bool mended = problem == NULL && recovery != NULL && !self->told;
  bool away = phase == BO_PHASE_OFFLINE || sign_in;
  g_autofree char *text = NULL;

  if (phase == BO_PHASE_UP_TO_DATE && problem == NULL)
    self->dismissed = false;
  if (problem != NULL)
    {
      gtk_label_set_text (self->label, problem);
      gtk_image_set_from_icon_name (self->icon, "drive-harddisk-symbolic");
    }
  else if (mended)
    {
      gtk_label_set_text (self->label, recovery);
      gtk_image_set_from_icon_name (self->icon, "drive-harddisk-symbolic");
    }
  else if (away)
    {
      text = sign_in ? g_strdup (_("Signing in is needed. Until then changes are kept here."))
                     : bo_offline_sentence (self->client);
      gtk_label_set_text (self->label, text);
      gtk_image_set_from_icon_name (self->icon, sign_in ? "dialog-password-symbolic" : "network-offline-symbolic");
    }
  gtk_widget_set_visible (self->action, sign_in && problem == NULL && !mended);
  gtk_revealer_set_reveal_child (self->revealer, mended || ((away || problem != NULL) && !self->dismissed));
}

static void
dismiss_cb (BoOfflineBar *self)
{
  /* A home that was mended is said until somebody has read it, whatever else there is to say. */
  if (bo_client_get_recovery (self->client, NULL) != NULL && !self->told)
    self->told = true;
  else
    self->dismissed = true;
  phase_cb (self);
}

void
bo_offline_bar_set_client (BoOfflineBar *self, BoClient *client)
{
  g_assert (self->client == NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::phase", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store-error", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::recovery", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::last-success", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  phase_cb (self);
}

static void
bo_offline_bar_dispose (GObject *object)
{
  BoOfflineBar *self = BO_OFFLINE_BAR (object);

  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_offline_bar_parent_class)->dispose (object);
}

static void
bo_offline_bar_class_init (BoOfflineBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_offline_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-offline-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BoOfflineBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BoOfflineBar, label);
  gtk_widget_class_bind_template_child (widget_class, BoOfflineBar, icon);
  gtk_widget_class_bind_template_child (widget_class, BoOfflineBar, action);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
bo_offline_bar_init (BoOfflineBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
