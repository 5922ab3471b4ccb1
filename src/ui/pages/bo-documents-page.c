/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-documents-page.h"
#include "bo-kit.h"
#include "bo-match.h"
#include "bo-operate.h"

/* Of what a document is about, so much is said in a list. */
#define SUBJECTS 4u

/* The two lists this page serves: what there is to read, and what happens by itself. */
typedef struct
{
  const char *title;
  const char *icon_name;
  const char *nothing;
  const char *nothing_more;
  const char *not_found;
  bool        automatic;
} Kind;

static const Kind kinds[] = {
  { N_("Documents"), "folder-documents-symbolic", N_("No Documents Yet"),
    N_("Manuals, notes and procedures of this home are kept here, and can be read without a network."),
    N_("No document says anything of this."), false },
  { N_("Automations"), "bo-automation-symbolic", N_("No Automations"),
    N_("What a hub or another program does by itself in this home, at a time or when something happens, is listed here."),
    N_("No automation says anything of this."), true },
};

struct _BoDocumentsPage
{
  BoPage          parent_instance;
  const Kind     *kind;
  GtkSearchEntry *search;
  GtkStack       *stack;
  GtkFilter      *filter;
  GListModel     *all;
  GListModel     *found;
  char           *needle;
  unsigned int    folded;  /* of all, how many are ready to be searched */
  unsigned int    source;
};

G_DEFINE_FINAL_TYPE (BoDocumentsPage, bo_documents_page, BO_TYPE_PAGE)

static gboolean
is_of_kind (gpointer document, gpointer kind)
{
  return bo_document_get_automatic (document) == ((const Kind *) kind)->automatic;
}

static gboolean
matches (gpointer document, gpointer data)
{
  BoDocumentsPage *self = data;

  return self->needle == NULL || *self->needle == '\0'
         || strstr (bo_document_get_folded (document), self->needle) != NULL;
}

/* One at a time, while nothing else is to be done: then the first letter that is typed needn't wait for all of them. */
static gboolean
fold_cb (gpointer data)
{
  BoDocumentsPage *self = data;
  g_autoptr (BoDocument) document = g_list_model_get_item (self->all, self->folded++);

  if (document == NULL)
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }
  bo_document_get_folded (document);
  return G_SOURCE_CONTINUE;
}

static void
refresh_stack (BoDocumentsPage *self)
{
  const char *page = "list";

  if (g_list_model_get_n_items (self->all) == 0)
    page = "empty";
  else if (g_list_model_get_n_items (self->found) == 0)
    page = "not-found";
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->search)), g_list_model_get_n_items (self->all) > 0);
}

static void
search_cb (BoDocumentsPage *self)
{
  g_free (self->needle);
  self->needle = bo_match_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_stack (self);
}

static GtkWidget *
status_page (const char *icon_name, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

static GtkWidget *
search_bar (BoDocumentsPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search in names and texts"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search in names and texts"), -1);
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->search), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->search));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  return clamp;
}

/* "Manual · Washing machine, Laundry": what it is, and what it is about */
static void
refresh_subtitle (GtkWidget *row)
{
  BoDocument *document = g_object_get_data (G_OBJECT (row), "bo-document");
  GListModel *subjects = bo_document_get_subjects (document);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL, *subtitle = NULL;

  for (unsigned int i = 0; i < MIN (g_list_model_get_n_items (subjects), SUBJECTS); i++)
    {
      g_autoptr (BoThing) subject = g_list_model_get_item (subjects, i);

      g_strv_builder_add (builder, bo_thing_get_display_name (subject));
    }
  names = g_strv_builder_end (builder);
  joined = g_strjoinv (", ", names);
  if (names[0] == NULL)
    subtitle = g_strdup (bo_document_get_type_label (document));
  else
    /* Translators: what a document is, and what it is about: “Manual · Washing machine, Laundry” */
    subtitle = g_strdup_printf (_("%s · %s"), bo_document_get_type_label (document), joined);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static GtkWidget *
document_row (gpointer item, gpointer data)
{
  GtkWidget *row = bo_kit_document_row (item, NULL);

  g_object_set_data_full (G_OBJECT (row), "bo-document", g_object_ref (item), g_object_unref);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_signal_connect_object (bo_document_get_subjects (item), "items-changed", G_CALLBACK (refresh_subtitle), row,
                           G_CONNECT_SWAPPED);
  refresh_subtitle (row);
  return row;
}

static void
add_pages (BoDocumentsPage *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), self->found, document_row, NULL, NULL);
  gtk_stack_add_named (self->stack, bo_kit_scrolled_list (list), "list");
  gtk_stack_add_named (self->stack,
                       status_page (self->kind->icon_name, _(self->kind->nothing), _(self->kind->nothing_more)), "empty");
  gtk_stack_add_named (self->stack, status_page ("edit-find-symbolic", _("Nothing Found"), _(self->kind->not_found)),
                       "not-found");
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (BO_DOCUMENTS_PAGE (data)->search));
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bo_operate_write_document (GTK_WIDGET (data), bo_page_get_client (BO_PAGE (data)), NULL, NULL);
}

static const GActionEntry actions[] = {
  { "find", find_cb },
  { "add", add_cb },
};

static void
read_only_cb (BoDocumentsPage *self)
{
  bo_kit_enable_action (BO_PAGE (self), "add",
                        !self->kind->automatic && !bo_client_get_read_only (bo_page_get_client (BO_PAGE (self))));
}

static GtkWidget *
add_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  bo_kit_name (button, _("New document"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  return button;
}

static void
bo_documents_page_constructed (GObject *object)
{
  BoDocumentsPage *self = BO_DOCUMENTS_PAGE (object);
  BoModel *model = bo_client_get_model (bo_page_get_client (BO_PAGE (self)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header;

  G_OBJECT_CLASS (bo_documents_page_parent_class)->constructed (object);
  self->kind = &kinds[g_str_has_prefix (bo_page_get_address (BO_PAGE (self)), "automations")];
  bo_page_set_title (BO_PAGE (self), _(self->kind->title));
  self->all = G_LIST_MODEL (gtk_filter_list_model_new (
    g_object_ref (bo_model_get_documents (model)),
    GTK_FILTER (gtk_custom_filter_new (is_of_kind, (gpointer) self->kind, NULL))));
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (self->all), g_object_ref (self->filter)));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  add_pages (self);
  gtk_box_append (GTK_BOX (box), search_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (refresh_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (refresh_stack), self, G_CONNECT_SWAPPED);
  header = add_button ();
  /* Automations are made where they are carried out. */
  gtk_widget_set_visible (header, !self->kind->automatic);
  bo_page_set_header_widget (BO_PAGE (self), header);
  bo_kit_add_actions (BO_PAGE (self), header, actions, G_N_ELEMENTS (actions));
  g_signal_connect_object (bo_page_get_client (BO_PAGE (self)), "notify::read-only", G_CALLBACK (read_only_cb), self,
                           G_CONNECT_SWAPPED);
  read_only_cb (self);
  refresh_stack (self);
  self->source = g_idle_add_full (G_PRIORITY_LOW, fold_cb, self, NULL);
}

static void
bo_documents_page_dispose (GObject *object)
{
  BoDocumentsPage *self = BO_DOCUMENTS_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (bo_documents_page_parent_class)->dispose (object);
}

static void
bo_documents_page_class_init (BoDocumentsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_documents_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_documents_page_dispose;
}

static void
bo_documents_page_init (BoDocumentsPage *self)
{
}
