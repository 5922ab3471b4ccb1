/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-history-list.h"
#include "bo-history-page.h"
#include "bo-kit.h"

#define ENTRIES 200

struct _BoHistoryPage
{
  BoPage      parent_instance;
  GListModel *activity;
  GtkStack   *stack;
};

G_DEFINE_FINAL_TYPE (BoHistoryPage, bo_history_page, BO_TYPE_PAGE)

static void
items_cb (BoHistoryPage *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (self->activity) > 0 ? "list" : "empty");
}

static void
activated_cb (BoHistoryPage *self, unsigned int position)
{
  g_autoptr (BoActivityItem) item = g_list_model_get_item (self->activity, position);

  if (item != NULL)
    bo_kit_go_to_thing (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)),
                        bo_activity_item_get_entity_id (item));
}

static void
set_up_home (BoHistoryPage *self)
{
  GtkWidget *empty = adw_status_page_new ();
  GtkListView *list;

  bo_page_set_title (BO_PAGE (self), _("History"));
  self->activity = g_object_ref (bo_client_list_activity (bo_page_get_client (BO_PAGE (self))));
  self->stack = GTK_STACK (gtk_stack_new ());
  list = bo_kit_journal (self->activity);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing Recorded Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("Records of this home begin on this device now."));
  gtk_stack_add_named (self->stack, bo_kit_scrolled_view (GTK_WIDGET (list)), "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->activity, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
  items_cb (self);
}

static void
set_up_thing (BoHistoryPage *self, BoThing *thing)
{
  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (thing));
  bo_page_set_subtitle (BO_PAGE (self), _("History"));
  adw_bin_set_child (ADW_BIN (self),
                     bo_kit_scrolled_list (bo_history_list_new (bo_page_get_client (BO_PAGE (self)), thing, ENTRIES)));
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

  g_clear_object (&self->activity);
  G_OBJECT_CLASS (bo_history_page_parent_class)->dispose (object);
}

static void
bo_history_page_class_init (BoHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_history_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_history_page_dispose;
}

static void
bo_history_page_init (BoHistoryPage *self)
{
}
