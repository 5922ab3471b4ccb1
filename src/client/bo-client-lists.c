/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/**
 * bo_client_list_pending:
 * @self: a client
 *
 * Returns: (transfer none): of #BoPendingItem, oldest first, live: whatever the hub lacks
 */
GListModel *
bo_client_list_pending (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_lists_get_pending (self->lists);
}

/**
 * bo_client_list_conflicts:
 * @self: a client
 *
 * Returns: (transfer none): of #BoConflictItem, to review first, newest first, live
 */
GListModel *
bo_client_list_conflicts (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_lists_get_conflicts (self->lists);
}

/**
 * bo_client_list_activity:
 * @self: a client
 *
 * Returns: (transfer none): of #BoActivityItem, newest first, the last 500 and what was asked for besides, live
 */
GListModel *
bo_client_list_activity (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_lists_get_activity (self->lists);
}

/**
 * bo_client_load_older_activity:
 * @self: a client
 *
 * Makes that list longer, soon; does nothing where there are no older lines, or while they are being read.
 */
void
bo_client_load_older_activity (BoClient *self)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  bo_lists_load_older_activity (self->lists);
}

/**
 * bo_client_forget_older_activity:
 * @self: a client
 *
 * Makes that list as short as it was, soon: nobody looks at the older lines any more.
 */
void
bo_client_forget_older_activity (BoClient *self)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  bo_lists_forget_older_activity (self->lists);
}

/* --- the sync button --- */

/* With what waits, where something does: never silent about it (UX §0, rule 2). */
static char *
with_waiting (BoClient   *self,
              const char *state)
{
  int64_t waiting = self->status.counts.pending;

  if (waiting == 0)
    return g_strdup (state);

  /* Translators: a state, and how many changes wait: "Offline · 3 waiting" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · %d waiting", "%s · %d waiting", waiting), state,
                          (int) waiting);
}

static bool
has_problem (BoClient *self)
{
  switch (self->status.phase)
    {
    case BO_PHASE_STOPPED:
    case BO_PHASE_DIVERGED:
    case BO_PHASE_WRONG_SERVER:
      return true;
    case BO_PHASE_NO_HUB:
    case BO_PHASE_CONNECTING:
    case BO_PHASE_UP_TO_DATE:
    case BO_PHASE_PULLING:
    case BO_PHASE_MERGING:
    case BO_PHASE_PUSHING:
    case BO_PHASE_VERIFYING:
    case BO_PHASE_OFFLINE:
    case BO_PHASE_SIGN_IN:
    case BO_PHASE_READ_ONLY:
      break;
    }
  return self->status.counts.quarantined > 0 || self->status.digest_match == 0;
}

/* (nullable): what comes before everything that waits */
static char *
sentence_of_trouble (BoClient    *self,
                     const char **icon_name)
{
  if (self->store_error != NULL)
    {
      *icon_name = "dialog-error-symbolic";
      return g_strdup (_("Can’t be saved"));
    }
  if (self->status.phase == BO_PHASE_SIGN_IN)
    {
      *icon_name = "dialog-password-symbolic";
      return with_waiting (self, _("Sign in"));
    }
  if (has_problem (self))
    {
      *icon_name = "dialog-warning-symbolic";
      return with_waiting (self, _("Sync problem"));
    }
  if (self->paused)
    {
      *icon_name = "media-playback-pause-symbolic";
      return with_waiting (self, _("Paused"));
    }
  if (self->status.phase == BO_PHASE_OFFLINE)
    {
      *icon_name = "network-offline-symbolic";
      return with_waiting (self, _("Offline"));
    }
  return NULL;
}

static char *
sentence_of_rest (BoClient    *self,
                  const char **icon_name)
{
  g_autofree char *age = bo_time_to_age (self->status.last_success_us, bo_clock_now ());

  if (self->status.last_success_us == 0)
    {
      *icon_name = "emblem-synchronizing-symbolic";
      return g_strdup (_("Connecting"));
    }

  *icon_name = "emblem-ok-symbolic";
  /* Translators: an age: "Up to date · 2 min" */
  return g_strdup_printf (_("Up to date · %s"), age);
}

static char *
make_sentence (BoClient    *self,
               const char **icon_name)
{
  int pending = self->status.counts.pending;
  int conflicts = self->status.counts.conflicts;
  char *sentence = sentence_of_trouble (self, icon_name);

  if (sentence != NULL)
    return sentence;
  if (self->status.phase == BO_PHASE_NO_HUB)
    {
      *icon_name = "network-server-symbolic";
      return g_strdup (_("On this device only"));
    }
  if (pending > 0)
    {
      *icon_name = "emblem-synchronizing-symbolic";
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d waiting", "%d waiting", pending), pending);
    }
  if (conflicts > 0)
    {
      *icon_name = "dialog-question-symbolic";
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d to review", "%d to review", conflicts), conflicts);
    }
  /* A first download, or a long one, shows how far it is. */
  if (self->status.phase == BO_PHASE_PULLING && self->status.done > 0
      && (self->status.last_success_us == 0 || self->status.page > 1))
    {
      *icon_name = "emblem-synchronizing-symbolic";
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Receiving · %d", "Receiving · %d", self->status.done),
                              (int) self->status.done);
    }
  return sentence_of_rest (self, icon_name);
}

/**
 * bo_client_get_sentence:
 * @self: a client
 * @icon_name: (out) (optional) (transfer none): a symbolic icon that says the same
 *
 * The one wording of synchronisation, for the window, notifications and the
 * command line (UX §3). It never says "Up to date" with anything waiting,
 * outvoted, refused or failed.
 *
 * Returns: (transfer full): a few words, translated
 */
char *
bo_client_get_sentence (BoClient    *self,
                        const char **icon_name)
{
  const char *icon = NULL;
  char *sentence;

  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  sentence = make_sentence (self, &icon);
  if (icon_name != NULL)
    *icon_name = icon;
  return sentence;
}
