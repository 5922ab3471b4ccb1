/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-history-page.h"
#include "bo-history-view.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-timeline.h"

#define ENTRIES 200

struct _BoHistoryPage
{
  BoPage         parent_instance;
  BoHistoryView *list;
  GtkWidget     *older;
  char          *thing_id;
  unsigned int   limit;
  GCancellable  *fetching; /* nullable */
};

G_DEFINE_FINAL_TYPE (BoHistoryPage, bo_history_page, BO_TYPE_PAGE)

static GtkWidget *
header (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *view = gtk_button_new_from_icon_name ("document-open-recent-symbolic");
  GtkWidget *compare = gtk_button_new_from_icon_name ("view-dual-symbolic");

  bo_kit_name (view, _("View the Home at…"));
  bo_kit_name (compare, _("Compare Two Times"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (view), "win.view-at");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (compare), "win.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (compare), "s", "compare");
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), compare);
  return box;
}

static void
set_up_home (BoHistoryPage *self)
{
  bo_page_set_title (BO_PAGE (self), _("History"));
  bo_page_set_header_widget (BO_PAGE (self), header ());
  adw_bin_set_child (ADW_BIN (self), bo_timeline_new (bo_page_get_client (BO_PAGE (self))));
}

/* --- of one thing --- */

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int64_t added = 0;
  bool done = bo_client_fetch_history_finish (BO_CLIENT (source), result, &added, &error);

  if (g_cancellable_is_cancelled (self->fetching))
    return;
  g_clear_object (&self->fetching);
  gtk_widget_set_sensitive (self->older, TRUE);
  if (done && added > 0)
    text = g_strdup_printf (ngettext ("%d older version", "%d older versions", (unsigned long) added), (int) added);
  else
    text = g_strdup (done ? _("The hub has no versions that are not here") : error->message);
  bo_toast (GTK_WIDGET (self), text);
  self->limit += (unsigned int) MIN (MAX (added, ENTRIES), 10 * ENTRIES);
  bo_history_view_read (self->list, self->limit);
}

static void
older_cb (BoHistoryPage *self)
{
  gtk_widget_set_sensitive (self->older, FALSE);
  self->fetching = g_cancellable_new ();
  bo_client_fetch_history_async (bo_page_get_client (BO_PAGE (self)), self->thing_id, self->fetching, fetched_cb,
                                 g_object_ref (self));
}

static GtkWidget *
older_button (BoHistoryPage *self)
{
  self->older = gtk_button_new_with_mnemonic (_("Load _Older Versions"));
  gtk_widget_add_css_class (self->older, "pill");
  gtk_widget_set_halign (self->older, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->older, bo_client_get_server_url (bo_page_get_client (BO_PAGE (self))) != NULL);
  g_signal_connect_object (self->older, "clicked", G_CALLBACK (older_cb), self, G_CONNECT_SWAPPED);
  return self->older;
}

static void
set_up_thing (BoHistoryPage *self, BoThing *thing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (thing));
  bo_page_set_subtitle (BO_PAGE (self), _("History"));
  self->thing_id = g_strdup (bo_thing_get_id (thing));
  self->limit = ENTRIES;
  self->list = BO_HISTORY_VIEW (bo_history_view_new (bo_page_get_client (BO_PAGE (self)), thing, ENTRIES));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), older_button (self));
  adw_bin_set_child (ADW_BIN (self), bo_kit_scrolled_list (box));
}

static void
bo_history_page_constructed (GObject *object)
{
  BoHistoryPage *self = BO_HISTORY_PAGE (object);
  BoModel *model = bo_client_get_model (bo_page_get_client (BO_PAGE (self)));
  BoThing *thing = bo_model_lookup (model, bo_page_get_argument (BO_PAGE (self)));

  G_OBJECT_CLASS (bo_history_page_parent_class)->constructed (object);
  if (thing != NULL)
    set_up_thing (self, thing);
  else
    set_up_home (self);
}

static void
bo_history_page_dispose (GObject *object)
{
  BoHistoryPage *self = BO_HISTORY_PAGE (object);

  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  G_OBJECT_CLASS (bo_history_page_parent_class)->dispose (object);
}

static void
bo_history_page_finalize (GObject *object)
{
  BoHistoryPage *self = BO_HISTORY_PAGE (object);

  g_clear_object (&self->fetching);
  g_free (self->thing_id);
  G_OBJECT_CLASS (bo_history_page_parent_class)->finalize (object);
}

static void
bo_history_page_class_init (BoHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_history_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_history_page_finalize;
}

static void
bo_history_page_init (BoHistoryPage *self)
{
}
