/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-rehearsal.h"
#include "bo-window-private.h"

#define ACTION "win.test-conflict"

static void
rehearsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoWindow) self = BO_WINDOW (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_rehearsal_run_finish (BO_CLIENT (source), result, &error);

  /* Closed meanwhile, it shows nothing any more. */
  if (self->client == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), ACTION, TRUE);
  if (id != NULL)
    bo_kit_go (GTK_WIDGET (self), "conflict", id);
  else
    bo_toast (GTK_WIDGET (self), error->message);
}

void
_bo_window_rehearse (BoWindow *self)
{
  if (self->demo == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), ACTION, FALSE);
  bo_toast (GTK_WIDGET (self), _("Ana’s phone is changing what you are changing…"));
  bo_rehearsal_run_async (self->client, bo_demo_get_password (self->demo), false, NULL, rehearsed_cb,
                          g_object_ref (self));
}

/**
 * bo_window_set_demo:
 * @self: a window
 * @demo: (nullable): the demo home that it shows, with its hub running
 *
 * In a demo a person can make a test conflict, to see what becomes of one; in a home where people live nobody can.
 */
void
bo_window_set_demo (BoWindow *self, BoDemo *demo)
{
  g_set_object (&self->demo, demo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), ACTION, demo != NULL);
}

bool
bo_window_is_demo (BoWindow *self)
{
  return self->demo != NULL;
}
