/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* Writing a note, a manual or a procedure: a window of its own, since a text may be long. */

static const struct
{
  const char *type;
  const char *label;
} kinds[] = {
  { "note", N_ ("Note") },
  { "manual", N_ ("Manual") },
  { "procedure", N_ ("Procedure") },
};

typedef struct
{
  GtkWindow     *window; /* owns this */
  BoWish        *wish;   /* its thing is the document, or what a new one is about, or nothing */
  bool           creates;
  GtkEditable   *name;
  AdwComboRow   *kind;   /* nullable */
  GtkTextBuffer *text;
  GtkWidget     *save;
  bool           changed;
} Editor;

static void
editor_free (gpointer data)
{
  Editor *editor = data;

  _bo_wish_free (editor->wish);
  g_free (editor);
}

static char *
dup_name (Editor *editor)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editor->name)));
}

static char *
dup_text (Editor *editor)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (editor->text, &start, &end);
  return gtk_text_buffer_get_text (editor->text, &start, &end, FALSE);
}

static void
changed_cb (Editor *editor)
{
  g_autofree char *name = dup_name (editor);

  editor->changed = true;
  gtk_widget_set_sensitive (editor->save, *name != '\0' && strlen (name) <= BO_MAX_NAME);
}

static void
compose_new (Editor *editor, BoDraft *draft, const char *name, const char *text, GError **error)
{
  g_autofree char *id = bo_uuid_random ();

  bo_compose_document (draft, id, kinds[adw_combo_row_get_selected (editor->kind)].type, name, text,
                       editor->wish->thing, error);
}

static void
compose_change (Editor *editor, BoDraft *draft, const char *name, const char *text, GError **error)
{
  BoDocument *document = BO_DOCUMENT (editor->wish->thing);

  if (g_strcmp0 (name, bo_thing_get_name (BO_THING (document))) != 0
      && !bo_compose_rename (draft, BO_THING (document), name, error))
    return;
  if (g_strcmp0 (text, bo_document_get_body (document)) != 0)
    bo_compose_set_body (draft, document, text, error);
}

static void
save_cb (Editor *editor)
{
  g_autofree char *name = dup_name (editor);
  g_autofree char *text = dup_text (editor);
  BoWish *wish;
  BoDraft *draft;
  GError *error = NULL;

  if (!gtk_widget_is_sensitive (editor->save))
    return;
  wish = _bo_wish_next (editor->wish);
  draft = bo_draft_new ();
  if (editor->creates)
    compose_new (editor, draft, name, text, &error);
  else
    compose_change (editor, draft, name, text, &error);
  if (error != NULL) /* what was written stays in the window */
    {
      bo_toast (GTK_WIDGET (editor->window), error->message);
      g_error_free (error);
      bo_draft_free (draft);
      g_clear_pointer (&wish, _bo_wish_free);
      return;
    }
  if (wish != NULL)
    {
      wish->done = g_strdup_printf (editor->creates ? _("“%s” was added") : _("“%s” was changed"), name);
      _bo_wish_try (wish, draft, NULL);
    }
  else
    bo_draft_free (draft);
  gtk_window_destroy (editor->window);
}

/* --- leaving without saving --- */

static void
discarded_cb (gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (data));
}

static gboolean
close_request_cb (Editor *editor)
{
  if (!editor->changed)
    return FALSE;
  bo_ask (GTK_WIDGET (editor->window), _("Discard What You Wrote?"), _("It was not saved."), _("_Discard"), true,
          discarded_cb, g_object_ref (editor->window), g_object_unref);
  return TRUE;
}

static void
cancel_cb (Editor *editor)
{
  gtk_window_close (editor->window);
}

/* --- the window --- */

static GtkWidget *
header_of (Editor *editor)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  editor->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (editor->save, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), editor->save);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), editor);
  g_signal_connect_swapped (editor->save, "clicked", G_CALLBACK (save_cb), editor);
  return header;
}

static GtkWidget *
fields_of (Editor *editor)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *name = adw_entry_row_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Title"));
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  editor->name = GTK_EDITABLE (name);
  if (editor->creates)
    {
      g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

      for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
        gtk_string_list_append (words, _(kinds[i].label));
      editor->kind = ADW_COMBO_ROW (adw_combo_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (editor->kind), _("Kind"));
      adw_combo_row_set_model (editor->kind, G_LIST_MODEL (words));
      gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (editor->kind));
    }
  else
    gtk_editable_set_text (editor->name, bo_thing_get_name (editor->wish->thing));
  return list;
}

static GtkWidget *
text_of (Editor *editor)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  editor->text = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  if (!editor->creates)
    gtk_text_buffer_set_text (editor->text, bo_document_get_body (BO_DOCUMENT (editor->wish->thing)), -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (scrolled, "card");
  return scrolled;
}

static GtkWidget *
hint (void)
{
  GtkWidget *label = gtk_label_new (_("A line that begins with # is a heading, one with - an item of a list."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
add_key (Editor *editor, const char *accelerator, const char *action)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerator),
                                                          gtk_named_action_new (action)));
  gtk_widget_add_controller (GTK_WIDGET (editor->window), keys);
}

static void
fill (Editor *editor)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (outer), header_of (editor));
  gtk_box_append (GTK_BOX (box), fields_of (editor));
  gtk_box_append (GTK_BOX (box), text_of (editor));
  gtk_box_append (GTK_BOX (box), hint ());
  gtk_box_append (GTK_BOX (outer), box);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), outer);
  adw_window_set_content (ADW_WINDOW (editor->window), toasts);
  changed_cb (editor);
  editor->changed = false;
  g_signal_connect_swapped (editor->name, "changed", G_CALLBACK (changed_cb), editor);
  g_signal_connect_swapped (editor->text, "changed", G_CALLBACK (changed_cb), editor);
  g_signal_connect_swapped (editor->window, "close-request", G_CALLBACK (close_request_cb), editor);
  add_key (editor, "Escape", "window.close");
}

/**
 * bo_operate_write_document:
 * @from: a widget of the window
 * @client: the client
 * @document: (nullable): what to change; %NULL: a new one
 * @about: (nullable): what a new one is about
 *
 * Opens an editor. What is saved can be undone; what isn't is not left without asking.
 *
 * Returns: (transfer none): its window, already shown
 */
GtkWindow *
bo_operate_write_document (GtkWidget *from, BoClient *client, BoDocument *document, BoThing *about)
{
  Editor *editor = g_new0 (Editor, 1);
  GtkWidget *window = adw_window_new ();

  editor->window = GTK_WINDOW (window);
  editor->creates = document == NULL;
  editor->wish = _bo_wish_new (from, client, document != NULL ? BO_THING (document) : about);
  gtk_window_set_title (editor->window, document != NULL ? _("Edit Document") : _("New Document"));
  gtk_window_set_transient_for (editor->window, GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (editor->window, TRUE);
  gtk_window_set_default_size (editor->window, 480, 560);
  gtk_widget_set_size_request (window, 360, 294);
  fill (editor);
  g_object_set_data_full (G_OBJECT (window), "bo-editor", editor, editor_free);
  gtk_window_present (editor->window);
  gtk_widget_grab_focus (GTK_WIDGET (editor->name));
  return editor->window;
}
