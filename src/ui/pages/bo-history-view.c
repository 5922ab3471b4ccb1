/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-history-list.h"
#include "bo-history-view.h"
#include "bo-kit.h"

/* More changes of one version than this are counted instead of listed. */
#define MAX_CHANGES 3

struct _BoHistoryView
{
  AdwBin         parent_instance;
  BoClient      *client;
  BoThing       *thing;
  unsigned int   limit;
  BoHistoryList *list;
  GCancellable  *cancellable;
  unsigned int   source;
  bool           stale;
};

G_DEFINE_FINAL_TYPE (BoHistoryView, bo_history_view, ADW_TYPE_BIN)

static unsigned int loaded_signal;

static void load (BoHistoryView *self);

static char *
changes_to_text (BoThing *thing, BoEntity *before, BoEntity *after)
{
  g_autofree char *old = bo_entity_to_document (before);
  g_autofree char *new = bo_entity_to_document (after);
  g_autoptr (GPtrArray) changes = bo_json_diff (bo_json_wrap (old), bo_json_wrap (new));
  g_autoptr (GString) text = g_string_new (NULL);
  unsigned int shown = 0, others = 0;

  for (unsigned int i = 0; i < changes->len; i++)
    {
      g_autofree char *line = shown < MAX_CHANGES
                                ? bo_kit_change_to_text (thing, g_ptr_array_index (changes, i)) : NULL;

      if (line == NULL)
        others++;
      else
        g_string_append_printf (text, "%s%s", shown++ > 0 ? "\n" : "", line);
    }
  if (others > 0 && shown > 0)
    g_string_append_printf (text, ngettext ("\nand %u detail more", "\nand %u details more", others), others);
  else if (others > 0)
    g_string_append_printf (text, ngettext ("%u detail changed", "%u details changed", others), others);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("Saved without a change"));
}

static char *
title_of (BoThing *thing, const BoStoreVersion *before, const BoStoreVersion *version)
{
  if (bo_entity_is_deleted (version->entity))
    return g_strdup (_("Removed"));
  if (before == NULL && version->entity->parent_versions[0] == NULL)
    return g_strdup (_("Added"));
  if (before == NULL)
    return g_strdup (_("First seen on this device"));
  if (version->origin == BO_ORIGIN_MERGE)
    {
      g_autofree char *changes = changes_to_text (thing, before->entity, version->entity);

      return g_strdup_printf (_("Both sides were merged\n%s"), changes);
    }
  return changes_to_text (thing, before->entity, version->entity);
}

static char *
who_of (BoClient *client, const BoStoreVersion *version)
{
  g_autofree char *user = bo_client_dup_user_name (client, version->entity->user_id);

  if (version->origin == BO_ORIGIN_HERE && *user == '\0')
    return g_strdup (_("This device"));
  if (version->device_name != NULL && *user != '\0')
    return g_strdup_printf (_("%1$s, %2$s"), user, version->device_name);
  return g_strdup (*user != '\0' ? user : _("Somebody"));
}

static BoHistoryEntry *
entry_of (BoHistoryView *self, const BoStoreVersion *before, const BoStoreVersion *version)
{
  g_autofree char *title = title_of (self->thing, before, version);
  g_autofree char *who = who_of (self->client, version);

  return bo_history_entry_new (version->entity->version, title, who, version->time_us);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoHistoryView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = bo_client_list_finish (BO_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_object (&self->cancellable);
  for (unsigned int i = versions != NULL ? versions->len : 0; i > 0 && entries->len < self->limit; i--)
    g_ptr_array_add (entries, entry_of (self, i > 1 ? g_ptr_array_index (versions, i - 2) : NULL,
                                         g_ptr_array_index (versions, i - 1)));
  bo_history_list_set_entries (self->list, entries);
  if (versions != NULL)
    g_signal_emit (self, loaded_signal, 0, versions);
  if (self->stale)
    load (self);
}

static void
load (BoHistoryView *self)
{
  self->stale = self->cancellable != NULL;
  if (self->stale)
    return;
  self->cancellable = g_cancellable_new ();
  bo_client_history_async (self->client, bo_thing_get_id (self->thing), self->cancellable, loaded_cb,
                           g_object_ref (self));
}

static gboolean
load_cb (gpointer data)
{
  BoHistoryView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoHistoryView *self, const char *const *ids)
{
  if (g_strv_contains (ids, bo_thing_get_id (self->thing)))
    bo_kit_gather (&self->source, load_cb, self);
}

static void
bo_history_view_dispose (GObject *object)
{
  BoHistoryView *self = BO_HISTORY_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (bo_history_view_parent_class)->dispose (object);
}

static void
bo_history_view_finalize (GObject *object)
{
  BoHistoryView *self = BO_HISTORY_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->thing);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bo_history_view_parent_class)->finalize (object);
}

static void
bo_history_view_class_init (BoHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_history_view_dispose;
  object_class->finalize = bo_history_view_finalize;
  loaded_signal = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
bo_history_view_init (BoHistoryView *self)
{
  self->list = BO_HISTORY_LIST (bo_history_list_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
bo_history_view_new (BoClient *client, BoThing *thing, unsigned int limit)
{
  BoHistoryView *self = g_object_new (BO_TYPE_HISTORY_VIEW, NULL);

  self->client = g_object_ref (client);
  self->thing = g_object_ref (thing);
  self->limit = limit;
  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

void
bo_history_view_read (BoHistoryView *self, unsigned int limit)
{
  self->limit = limit;
  load (self);
}
