/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-documents-page.h"
#include "bo-history-view.h"
#include "bo-kit.h"

#define HISTORY_ENTRIES 6

struct _BoDocumentPage
{
  BoPage      parent_instance;
  BoDocument *document;
  GtkLabel   *text;
  GtkWidget  *text_card;
  GtkBox     *facts;
  GtkWidget  *header;
  GtkWidget  *file_group;
  GtkWidget  *file_row;
  GtkWidget  *file_open;
  char       *file_path;    /* nullable: on this device */
  GCancellable *finding;    /* nullable: while it is looked for */
};

G_DEFINE_FINAL_TYPE (BoDocumentPage, bo_document_page, BO_TYPE_PAGE)

/* Headings and lists as people write them in plain text; everything else stays as it is. */
static char *
body_to_markup (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  GString *markup = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      size_t level = strspn (*line, "#");
      bool heading = level > 0 && (*line)[level] == ' ';
      bool item = g_str_has_prefix (*line, "- ") || g_str_has_prefix (*line, "* ");
      const char *text = heading ? *line + level + 1 : item ? *line + 2 : *line;
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      if (line != lines)
        g_string_append_c (markup, '\n');
      if (heading)
        g_string_append_printf (markup, "<span weight=\"bold\" size=\"%s\">%s</span>", level == 1 ? "x-large" : "large",
                                escaped);
      else
        g_string_append_printf (markup, "%s%s", item ? "• " : "", escaped);
    }
  return g_string_free (markup, FALSE);
}

static void
show_file (BoDocumentPage *self, const BoKeptFile *file)
{
  g_autofree char *size = file != NULL ? g_format_size ((uint64_t) MAX (file->size, 0)) : NULL;
  g_autofree char *where = NULL;

  gtk_widget_set_visible (self->file_group, file != NULL);
  g_free (self->file_path);
  self->file_path = file != NULL ? g_strdup (file->path) : NULL;
  if (file == NULL)
    return;
  if (file->path != NULL)
    where = g_strdup_printf (_("On this device · %s"), size);
  else if (file->device_name != NULL)
    where = g_strdup_printf (_("Kept on %s, not here"), file->device_name);
  else
    where = g_strdup (_("Kept on another device, not here"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row), where);
  gtk_widget_set_visible (self->file_open, file->path != NULL);
}

static void refresh_facts (BoDocumentPage *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoDocumentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoKeptFile) file = bo_client_find_file_finish (BO_CLIENT (source), result, &error);

  if (error == NULL)
    show_file (self, file);
}

/* The last look counts. */
static void
refresh_file (BoDocumentPage *self)
{
  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->finding = g_cancellable_new ();
  bo_client_find_file_async (bo_page_get_client (BO_PAGE (self)), self->document, self->finding, found_cb,
                             g_object_ref (self));
}

static void
refresh (BoDocumentPage *self)
{
  const char *body = bo_document_get_body (self->document);
  bool empty = *body == '\0';
  g_autofree char *markup = NULL;

  if (bo_thing_get_deleted (BO_THING (self->document)))
    {
      bo_page_set_gone (BO_PAGE (self));
      return;
    }
  refresh_file (self);
  refresh_facts (self);
  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (BO_THING (self->document)));
  bo_page_set_subtitle (BO_PAGE (self), bo_document_get_type_label (self->document));
  if (!empty)
    markup = body_to_markup (body);
  gtk_label_set_markup (self->text, empty ? _("This document holds no text.") : markup);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "dim-label");
}

static GtkWidget *
rows_group (BoDocumentPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->facts, group);
  return list;
}

static GtkWidget *
step_row (int number, const char *text)
{
  GtkWidget *row = bo_kit_row (text, NULL, NULL);
  g_autofree char *digits = g_strdup_printf ("%d", number);
  GtkWidget *label = gtk_label_new (digits);

  gtk_widget_add_css_class (label, "bo-step");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
add_steps (BoDocumentPage *self, BoFact *fact)
{
  GtkWidget *list = rows_group (self, fact->label);

  for (int i = 0; fact->steps[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), step_row (i + 1, fact->steps[i]));
}

/* What a hub or another program wrote in a form of its own. Where there is any of it, no text is no news. */
static void
refresh_facts (BoDocumentPage *self)
{
  g_autoptr (GPtrArray) facts = bo_document_facts (self->document);
  GtkWidget *group, *list = NULL;

  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, group);
  for (unsigned int i = 0; i < facts->len; i++)
    {
      BoFact *fact = g_ptr_array_index (facts, i);

      if (fact->steps != NULL)
        add_steps (self, fact);
      else
        {
          list = list != NULL ? list : rows_group (self, _("Details"));
          gtk_list_box_append (GTK_LIST_BOX (list), bo_kit_property_row (fact->label, fact->value));
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts), facts->len > 0);
  gtk_widget_set_visible (self->text_card, facts->len == 0 || *bo_document_get_body (self->document) != '\0');
}

static GtkWidget *
text_card (BoDocumentPage *self)
{
  GtkWidget *bin = adw_bin_new ();

  self->text_card = bin;

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->text), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->text), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (self->text), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->text), 18);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "body");
  gtk_widget_add_css_class (bin, "card");
  adw_bin_set_child (ADW_BIN (bin), GTK_WIDGET (self->text));
  return bin;
}

static GtkWidget *
subject_row (gpointer item, gpointer data)
{
  BoThing *thing = item;
  const char *place = NULL, *icon_name = NULL;
  g_autofree char *address = NULL;

  if (BO_IS_ACCESSORY (thing))
    {
      place = "accessory";
      icon_name = bo_accessory_get_icon_name (BO_ACCESSORY (thing));
    }
  else if (BO_IS_ROOM (thing))
    place = "room";
  else if (BO_IS_DOCUMENT (thing))
    place = "document";
  if (place == NULL)
    return bo_kit_row (bo_thing_get_display_name (thing), NULL, NULL);
  address = g_strdup_printf ("%s:%s", place, bo_thing_get_id (thing));
  return bo_kit_link_row (bo_thing_get_display_name (thing), NULL, icon_name, address);
}

static GtkWidget *
subjects_group (BoDocumentPage *self)
{
  GListModel *subjects = bo_document_get_subjects (self->document);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("About"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), subjects, subject_row, NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  bo_kit_show_when_any (group, subjects);
  return group;
}

static GtkWidget *
history_group (BoDocumentPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("History"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             bo_history_view_new (bo_page_get_client (BO_PAGE (self)), BO_THING (self->document),
                                                  HISTORY_ENTRIES));
  return group;
}

static void
open_cb (BoDocumentPage *self)
{
  g_autofree char *uri = self->file_path != NULL ? g_filename_to_uri (self->file_path, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static GtkWidget *
file_group (BoDocumentPage *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->file_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->file_group), _("File"));
  self->file_row = bo_kit_row ("", NULL, "mail-attachment-symbolic");
  self->file_open = gtk_button_new_with_mnemonic (_("_Open"));
  gtk_widget_set_valign (self->file_open, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->file_open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->file_row), self->file_open);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->file_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->file_group), list);
  gtk_widget_set_visible (self->file_group, FALSE); /* until one is found */
  return self->file_group;
}

static void
chosen_cb (GFile *file, gpointer data)
{
  BoDocumentPage *self = data;

  bo_operate_attach (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), self->document, file);
}

static void
attach_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bo_ask_open (GTK_WIDGET (data), _("Attach a File"), NULL, chosen_cb);
}

static void
detach_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoDocumentPage *self = data;

  if (gtk_widget_get_visible (self->file_group))
    bo_operate_detach (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), self->document);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, BoDocumentPage *self)
{
  GFile *file = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_value_get_object (value) : NULL;

  if (file == NULL)
    return FALSE;
  bo_operate_attach (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), self->document, file);
  return TRUE;
}

static void
take_drops (BoDocumentPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoDocumentPage *self = data;

  bo_operate_rename (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), BO_THING (self->document));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoDocumentPage *self = data;

  bo_operate_remove (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), BO_THING (self->document));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoDocumentPage *self = data;

  bo_operate_write_document (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), self->document, NULL);
}

static const GActionEntry actions[] = {
  { "edit", edit_cb },     { "rename", rename_cb }, { "remove", remove_cb },
  { "attach", attach_cb }, { "detach", detach_cb },
};

static GtkWidget *
menu_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("_Edit…"), "page.edit");
  g_menu_append (menu, _("_Rename…"), "page.rename");
  g_menu_append (menu, _("_Attach a File…"), "page.attach");
  g_menu_append (menu, _("_Take the File Away"), "page.detach");
  g_menu_append (menu, _("R_emove…"), "page.remove");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  bo_kit_name (button, _("Document menu"));
  return button;
}

static void
read_only_cb (BoDocumentPage *self)
{
  bool writable = !bo_client_get_read_only (bo_page_get_client (BO_PAGE (self)));

  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    bo_kit_enable_action (BO_PAGE (self), actions[i].name, writable);
  /* What holds no one text has nothing to write in. */
  if (bo_document_get_body_path (self->document) == NULL)
    bo_kit_enable_action (BO_PAGE (self), "edit", false);
}

static void
bo_document_page_constructed (GObject *object)
{
  BoDocumentPage *self = BO_DOCUMENT_PAGE (object);
  BoClient *client = bo_page_get_client (BO_PAGE (self));
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), bo_page_get_argument (BO_PAGE (self)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  G_OBJECT_CLASS (bo_document_page_parent_class)->constructed (object);
  g_assert (thing != NULL && BO_IS_DOCUMENT (thing)); /* the factory looked */
  self->document = g_object_ref (BO_DOCUMENT (thing));
  self->header = menu_button ();
  bo_page_set_header_widget (BO_PAGE (self), self->header);
  bo_kit_add_actions (BO_PAGE (self), self->header, actions, G_N_ELEMENTS (actions));
  gtk_box_append (GTK_BOX (box), text_card (self));
  self->facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (box), file_group (self));
  gtk_box_append (GTK_BOX (box), subjects_group (self));
  gtk_box_append (GTK_BOX (box), history_group (self));
  adw_bin_set_child (ADW_BIN (self), bo_kit_scrolled_list (box));
  g_signal_connect_object (thing, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
  take_drops (self);
  refresh (self);
  read_only_cb (self);
}

static void
bo_document_page_dispose (GObject *object)
{
  BoDocumentPage *self = BO_DOCUMENT_PAGE (object);

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_pointer (&self->file_path, g_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (bo_document_page_parent_class)->dispose (object);
}

static void
bo_document_page_class_init (BoDocumentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_document_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_document_page_dispose;
}

static void
bo_document_page_init (BoDocumentPage *self)
{
}
