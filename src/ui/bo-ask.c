/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"

#define TOAST_SECONDS 5
#define UNDO_SECONDS 8

typedef struct
{
  BoConfirmFunc  confirmed;
  gpointer       data;
  GDestroyNotify destroy;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->data);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  BoConfirmFunc confirmed = g_steal_pointer (&question->confirmed);

  if (confirmed != NULL && g_str_equal (response, "answer"))
    confirmed (question->data);
}

static GtkWindow *
window_of (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/**
 * bo_ask_with:
 * @from: a widget of the window
 * @heading: the question
 * @body: what will happen
 * @extra: (nullable) (transfer floating): more to fill in, below the text
 * @answer: (nullable): the button that acts, with a mnemonic; %NULL: what acts is in @extra
 * @destructive: whether it takes something away
 * @confirmed: called when it is pressed
 * @data: for @confirmed
 * @destroy: (nullable): frees @data
 *
 * Asks one question in a dialog over the window of @from.
 *
 * Returns: (transfer none): the dialog, already shown
 */
GtkWidget *
bo_ask_with (GtkWidget     *from,
             const char    *heading,
             const char    *body,
             GtkWidget     *extra,
             const char    *answer,
             bool           destructive,
             BoConfirmFunc  confirmed,
             gpointer       data,
             GDestroyNotify destroy)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (from), heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Question *question = g_new0 (Question, 1);

  question->confirmed = confirmed;
  question->data = data;
  question->destroy = destroy;

  adw_message_dialog_add_response (message, "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (message, "cancel");
  if (answer != NULL)
    {
      adw_message_dialog_add_response (message, "answer", answer);
      adw_message_dialog_set_response_appearance (message, "answer",
                                                  destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (message, destructive ? "cancel" : "answer");
    }
  if (extra != NULL)
    adw_message_dialog_set_extra_child (message, extra);
  g_object_set_data_full (G_OBJECT (dialog), "bo-question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

/**
 * bo_ask_nothing:
 * @from: a widget of the window
 * @heading: what it is about
 * @body: (nullable): what there is to read
 * @extra: (nullable) (transfer floating): what acts by itself
 *
 * Shows a dialog that can only be closed.
 *
 * Returns: (transfer none): the dialog, already shown
 */
GtkWidget *
bo_ask_nothing (GtkWidget *from, const char *heading, const char *body, GtkWidget *extra)
{
  GtkWidget *dialog = bo_ask_with (from, heading, body, extra, NULL, false, NULL, NULL, NULL);

  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Close"));
  return dialog;
}

/**
 * bo_ask_set_ready:
 * @dialog: made by bo_ask_with()
 * @ready: whether the answer makes sense now
 */
void
bo_ask_set_ready (GtkWidget *dialog, bool ready)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "answer", ready);
}

/**
 * bo_ask_answer:
 * @dialog: made by bo_ask_with()
 *
 * Answers and closes @dialog.
 */
void
bo_ask_answer (GtkWidget *dialog)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "bo-question");
  BoConfirmFunc confirmed = g_steal_pointer (&question->confirmed);

  if (confirmed != NULL)
    confirmed (question->data);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/**
 * bo_ask:
 * @from: a widget of the window
 * @heading: the question
 * @body: what will happen
 * @answer: the button that acts
 * @destructive: whether it takes something away
 * @confirmed: called when it is pressed
 * @data: for @confirmed
 * @destroy: (nullable): frees @data, asked or not
 */
void
bo_ask (GtkWidget *from, const char *heading, const char *body, const char *answer, bool destructive,
        BoConfirmFunc confirmed, gpointer data, GDestroyNotify destroy)
{
  bo_ask_with (from, heading, body, NULL, answer, destructive, confirmed, data, destroy);
}

typedef struct
{
  GtkWidget     *dialog; /* outlives this */
  GtkEditable   *entry;  /* in it */
  BoTextFunc     answered;
  gpointer       data;
  GDestroyNotify destroy;
} TextQuestion;

static void
text_question_free (gpointer data)
{
  TextQuestion *question = data;

  if (question->destroy != NULL)
    question->destroy (question->data);
  g_free (question);
}

static char *
trimmed (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
text_changed_cb (GtkEditable *entry, TextQuestion *question)
{
  g_autofree char *text = trimmed (entry);

  bo_ask_set_ready (question->dialog, *text != '\0' && g_utf8_strlen (text, -1) <= BO_MAX_NAME);
}

static void
text_confirmed_cb (gpointer data)
{
  TextQuestion *question = data;
  g_autofree char *text = trimmed (question->entry);

  if (*text != '\0')
    question->answered (text, question->data);
}

static void
text_activated_cb (GtkWidget *entry, TextQuestion *question)
{
  g_autofree char *text = trimmed (GTK_EDITABLE (entry));

  if (*text != '\0')
    bo_ask_answer (question->dialog);
}

/**
 * bo_ask_text:
 * @from: a widget of the window
 * @heading: what is asked for
 * @label: the name of the field
 * @text: (nullable): what it begins with
 * @answer: the button that acts
 * @answered: called with the text, trimmed, not empty
 * @data: for @answered
 * @destroy: (nullable): frees @data
 *
 * Asks for one line.
 */
void
bo_ask_text (GtkWidget *from, const char *heading, const char *label, const char *text, const char *answer,
             BoTextFunc answered, gpointer data, GDestroyNotify destroy)
{
  TextQuestion *question = g_new0 (TextQuestion, 1);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);

  question->entry = GTK_EDITABLE (entry);
  question->answered = answered;
  question->data = data;
  question->destroy = destroy;
  question->dialog = bo_ask_with (from, heading, NULL, list, answer, false, text_confirmed_cb, question,
                                  text_question_free);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), question);
  g_signal_connect (entry, "entry-activated", G_CALLBACK (text_activated_cb), question);
  text_changed_cb (GTK_EDITABLE (entry), question);
  gtk_widget_grab_focus (entry);
}

/**
 * bo_toasts_of:
 * @from: a widget of the window
 *
 * Returns: (transfer none) (nullable): what shows toasts above @from
 */
AdwToastOverlay *
bo_toasts_of (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static AdwToastOverlay *
find_toasts (GtkWidget *widget)
{
  if (ADW_IS_TOAST_OVERLAY (widget))
    return ADW_TOAST_OVERLAY (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwToastOverlay *found = find_toasts (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* @from may be the window itself: then the overlay is below it. */
static void
add_toast (GtkWidget *from, AdwToast *toast)
{
  AdwToastOverlay *toasts = bo_toasts_of (from);

  if (toasts == NULL && GTK_IS_ROOT (from))
    toasts = find_toasts (from);
  if (toasts != NULL)
    adw_toast_overlay_add_toast (toasts, toast);
  else
    g_object_unref (toast);
}

/* A name may hold what looks like markup; a toast's title is markup. */
static AdwToast *
new_toast (const char *text, unsigned int seconds)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, seconds);
  return toast;
}

/**
 * bo_toast:
 * @from: a widget of the window, or the window
 * @text: a sentence, plain text
 */
void
bo_toast (GtkWidget *from, const char *text)
{
  add_toast (from, new_toast (text, TOAST_SECONDS));
}

typedef struct
{
  BoUndoFunc     undo;
  gpointer       data;
  GDestroyNotify destroy;
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  if (undo->destroy != NULL)
    undo->destroy (undo->data);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast, Undo *undo)
{
  undo->undo (undo->data);
}

/**
 * bo_toast_undo:
 * @from: a widget of the window, or the window
 * @text: what was done, plain text
 * @undo: takes it back
 * @data: for @undo
 * @destroy: (nullable): frees @data when the toast is gone
 */
void
bo_toast_undo (GtkWidget *from, const char *text, BoUndoFunc undo, gpointer data, GDestroyNotify destroy)
{
  AdwToast *toast = new_toast (text, UNDO_SECONDS);
  Undo *closure = g_new0 (Undo, 1);

  closure->undo = undo;
  closure->data = data;
  closure->destroy = destroy;
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), closure, undo_free, 0);
  add_toast (from, toast);
}
