/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-invite-window.h"
#include "bo-kit.h"
#include "bo-qr.h"

#define DEFAULT_HOURS 24
#define MAX_HOURS 168
#define SAVED_PIXELS 12
#define PRINTED_MM 90

struct _BoInviteWindow
{
  AdwWindow      parent_instance;

  BoClient      *client;
  GtkStack      *stack;
  GtkSpinButton *hours;
  AdwStatusPage *failure;
  AdwBin        *code_bin;
  GtkLabel      *ends;
  GtkLabel      *text_label;
  BoQr          *code;        /* nullable: before there is one */
  char          *text;        /* nullable: the invitation, a secret */
  GCancellable  *cancellable;
};

G_DEFINE_FINAL_TYPE (BoInviteWindow, bo_invite_window, ADW_TYPE_WINDOW)

enum { MADE, N_SIGNALS };

static unsigned int signals[N_SIGNALS];

/* --- making one --- */

static char *
ends_in (int hours)
{
  if (hours % 24 == 0)
    return g_strdup_printf (ngettext ("It ends in %d day.", "It ends in %d days.", (unsigned long) (hours / 24)),
                            hours / 24);
  return g_strdup_printf (ngettext ("It ends in %d hour.", "It ends in %d hours.", (unsigned long) hours), hours);
}

static void
show_failure (BoInviteWindow *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failure, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
show_code (BoInviteWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ends = ends_in (gtk_spin_button_get_value_as_int (self->hours));
  GtkWidget *code = bo_qr_new (self->text, &error);

  if (code == NULL)
    {
      show_failure (self, error->message);
      return;
    }
  self->code = BO_QR (code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (code), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The invitation as a QR code. The button Copy gives it as text."), -1);
  adw_bin_set_child (self->code_bin, code);
  gtk_label_set_text (self->ends, ends);
  gtk_label_set_text (self->text_label, self->text);
  gtk_stack_set_visible_child_name (self->stack, "code");
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoInviteWindow) self = data;
  g_autoptr (GError) error = NULL;
  char *text = bo_client_invite_finish (BO_CLIENT (source), result, &error);

  if (self->cancellable == NULL) /* closed meanwhile */
    {
      g_free (text);
      return;
    }
  g_clear_object (&self->cancellable);
  if (text == NULL)
    {
      show_failure (self, error->message);
      return;
    }
  self->text = text;
  show_code (self);
  g_signal_emit (self, signals[MADE], 0);
}

static void
create_cb (BoInviteWindow *self)
{
  if (self->cancellable != NULL)
    return;
  gtk_spin_button_update (self->hours);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "busy");
  bo_client_invite_async (self->client, gtk_spin_button_get_value_as_int (self->hours), self->cancellable, invited_cb,
                          g_object_ref (self));
}

static void
again_cb (BoInviteWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
}

/* --- giving it away --- */

static void
copy_cb (BoInviteWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  bo_toast (GTK_WIDGET (self), _("The invitation was copied."));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoInviteWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf (_("The picture could not be saved: %s"), error->message);
  bo_toast (GTK_WIDGET (self), text != NULL ? text : _("The picture was saved."));
}

static void
save_chosen_cb (GFile *file, gpointer data)
{
  BoInviteWindow *self = data;
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GBytes) png = NULL;

  if (self->code == NULL)
    return;
  picture = bo_qr_render (self->code, SAVED_PIXELS);
  png = gdk_texture_save_to_png_bytes (picture);
  /* Whoever reads it may look at the home: so it is made anew, else one that is there keeps its mode. */
  g_file_replace_contents_bytes_async (file, png, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
save_cb (BoInviteWindow *self)
{
  bo_ask_save (GTK_WIDGET (self), _("Save the Invitation"), _("Invitation.png"), save_chosen_cb);
}

/* Draws @text centred below @y and returns where it ends. */
static double
draw_words (GtkPrintContext *context, double y, const char *font, const char *text)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height = 0;

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) gtk_print_context_get_width (context) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, layout);
  return y + height;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, BoInviteWindow *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  BoHome *home = bo_client_get_home (self->client);
  double size = PRINTED_MM / 25.4 * gtk_print_context_get_dpi_x (context);
  double y = draw_words (context, 0, "Sans Bold 22",
                         home != NULL ? bo_thing_get_display_name (BO_THING (home)) : _("Blowing-Off"));

  size = MIN (size, gtk_print_context_get_width (context));
  y = draw_words (context, y + 12, "Sans 12",
                  _("An invitation to look at this home. Open this picture with Blowing-Off, under “Connect to a Hub”."));
  cairo_save (cr);
  cairo_translate (cr, (gtk_print_context_get_width (context) - size) / 2, y + 12);
  bo_qr_draw (self->code, cr, size);
  cairo_restore (cr);
  draw_words (context, y + size + 24, "Sans 12", gtk_label_get_text (self->ends));
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, BoInviteWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  text = g_strdup_printf (_("The invitation could not be printed: %s"), error != NULL ? error->message : "");
  bo_toast (GTK_WIDGET (self), text);
}

static void
print_cb (BoInviteWindow *self)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _("Invitation"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

/* --- the window --- */

static void
bo_invite_window_dispose (GObject *object)
{
  BoInviteWindow *self = BO_INVITE_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  if (self->text != NULL)
    explicit_bzero (self->text, strlen (self->text));
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (bo_invite_window_parent_class)->dispose (object);
}

static void
bo_invite_window_class_init (BoInviteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_invite_window_dispose;
  signals[MADE] = g_signal_new ("made", BO_TYPE_INVITE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-invite-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, hours);
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, code_bin);
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, ends);
  gtk_widget_class_bind_template_child (widget_class, BoInviteWindow, text_label);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bo_invite_window_init (BoInviteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->hours, 1, MAX_HOURS);
  gtk_spin_button_set_increments (self->hours, 1, 24);
  gtk_spin_button_set_value (self->hours, DEFAULT_HOURS);
}

/**
 * bo_invite_window_new:
 * @parent: the window of the home
 * @client: its client
 *
 * Returns: (transfer none): a modal window over @parent, owned by GTK
 */
BoInviteWindow *
bo_invite_window_new (GtkWindow *parent, BoClient *client)
{
  BoInviteWindow *self = g_object_new (BO_TYPE_INVITE_WINDOW, "transient-for", parent, NULL);

  self->client = g_object_ref (client);
  return self;
}
