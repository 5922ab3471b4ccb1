/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-compare-list.h"
#include "bo-compare-page.h"
#include "bo-kit.h"
#include "bo-moment.h"
#include "bo-operate.h"
#include "bo-past.h"

#define DAY (24 * INT64_C (3600000000))

struct _BoComparePage
{
  BoPage           parent_instance;
  BoPast          *from;
  BoPast          *to;          /* nullable: now */
  GPtrArray       *differences; /* nullable: BoDifference */
  GtkStack        *stack;
  BoCompareList   *list;
  AdwStatusPage   *empty;
  GtkToggleButton *readings;
  GtkRevealer     *bar;
  GtkLabel        *count;
  unsigned int     source;
  GCancellable    *comparing;   /* nullable: while it is found out */
  bool             again;       /* the home has changed meanwhile */
};

G_DEFINE_FINAL_TYPE (BoComparePage, bo_compare_page, BO_TYPE_PAGE)

char *
bo_compare_address (int64_t from_us, int64_t to_us)
{
  return to_us != 0 ? g_strdup_printf ("compare:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, from_us, to_us)
                    : g_strdup_printf ("compare:%" G_GINT64_FORMAT, from_us);
}

static BoClient *
client_of (BoComparePage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

static int64_t
time_of (BoPast *past)
{
  return past != NULL ? bo_past_get_time (past) : 0;
}

static char *
words_of (BoPast *past)
{
  return past != NULL ? bo_time_to_moment (bo_past_get_time (past), bo_clock_now ()) : g_strdup (_("Now"));
}

/* --- the differences --- */

static void
show_nothing (BoComparePage *self)
{
  bool some = self->differences != NULL && self->differences->len > 0;

  adw_status_page_set_title (self->empty, some ? _("Only Readings Differ") : _("Nothing Differs"));
  adw_status_page_set_description (self->empty,
                                   some ? _("What sensors measured is shown with “Readings Too”.")
                                        : _("At both times the home was the same."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_trouble (BoComparePage *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
fill (BoComparePage *self)
{
  BoModel *now = bo_client_get_model (client_of (self));
  unsigned int shown = bo_compare_list_fill (self->list, self->differences, bo_past_get_model (self->from), now,
                                             gtk_toggle_button_get_active (self->readings),
                                             !bo_client_get_read_only (client_of (self)));

  if (shown > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    show_nothing (self);
}

static bool
is_unknown (BoModel *model)
{
  return g_list_model_get_n_items (bo_model_get_rooms (model)) == 0
         && g_list_model_get_n_items (bo_model_get_accessories (model)) == 0;
}

static gboolean compare_cb (gpointer data);

/* What changed meanwhile is looked at next, so that a busy home is shown too. */
static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoComparePage) self = data;
  GPtrArray *differences = bo_differences_finish (result, NULL);

  if (differences == NULL)
    return;
  g_clear_object (&self->comparing);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->differences = differences;
  fill (self);
  if (self->again)
    bo_kit_gather (&self->source, compare_cb, self);
}

static void
begin_comparing (BoComparePage *self, BoModel *before, BoModel *after)
{
  self->again = self->comparing != NULL;
  if (self->again)
    return;
  self->comparing = g_cancellable_new ();
  bo_differences_async (before, after, self->comparing, compared_cb, g_object_ref (self));
}

static gboolean
compare_cb (gpointer data)
{
  BoComparePage *self = data;
  BoModel *before = bo_past_get_model (self->from);
  BoModel *after = self->to != NULL ? bo_past_get_model (self->to) : bo_client_get_model (client_of (self));
  const GError *error = bo_past_get_error (self->from) != NULL ? bo_past_get_error (self->from)
                        : self->to != NULL                     ? bo_past_get_error (self->to) : NULL;
  g_autofree char *begins = bo_time_to_moment (bo_past_get_beginning (self->from), bo_clock_now ());
  g_autofree char *text = g_strdup_printf (_("Records on this device begin %s."), begins);

  self->source = 0;
  if (error != NULL)
    show_trouble (self, _("The Past Can’t Be Read"), error->message);
  else if (before != NULL && is_unknown (before))
    show_trouble (self, _("Nothing Is Known of This Time"), *begins != '\0' ? text : NULL);
  else if (before != NULL && after != NULL)
    begin_comparing (self, before, after);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoComparePage *self)
{
  bo_kit_gather (&self->source, compare_cb, self);
}

static void
readings_cb (BoComparePage *self)
{
  if (self->differences != NULL)
    fill (self);
}

/* --- restoring --- */

static void
chosen_cb (BoComparePage *self)
{
  g_autoptr (GPtrArray) chosen = bo_compare_list_dup_chosen (self->list);
  g_autofree char *text = g_strdup_printf (ngettext ("%u chosen", "%u chosen", chosen->len), chosen->len);

  gtk_label_set_text (self->count, text);
  gtk_revealer_set_reveal_child (self->bar, chosen->len > 0);
}

static void
restore_cb (BoComparePage *self)
{
  g_autoptr (GPtrArray) chosen = bo_compare_list_dup_chosen (self->list);
  g_autofree char *when = words_of (self->from);

  bo_operate_restore (GTK_WIDGET (self), client_of (self), bo_past_get_model (self->from), chosen, when);
}

static GtkWidget *
restore_bar (BoComparePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore…"));

  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (box, "bo-restore-bar");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), button);
  gtk_revealer_set_transition_type (self->bar, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->bar, box);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->bar);
}

/* --- the two times --- */

typedef struct
{
  BoComparePage *page;
  bool           later; /* which of the two is asked for */
} Choice;

static void
choice_free (gpointer data)
{
  g_object_unref (((Choice *) data)->page);
  g_free (data);
}

/* The earlier one comes first, whichever was chosen last. */
static void
time_chosen_cb (int64_t time_us, gpointer data)
{
  Choice *choice = data;
  int64_t from = choice->later ? time_of (choice->page->from) : time_us;
  int64_t to = choice->later ? time_us : time_of (choice->page->to);
  bool turned = to != 0 && to < from;
  g_autofree char *address = bo_compare_address (turned ? to : from, turned ? from : to);

  gtk_widget_activate_action (GTK_WIDGET (choice->page), "win.show", "s", address);
}

static void
ask_for_time (BoComparePage *self, bool later)
{
  Choice *choice = g_new0 (Choice, 1);
  int64_t time_us = time_of (later ? self->to : self->from);

  choice->page = g_object_ref (self);
  choice->later = later;
  bo_moment_ask (GTK_WIDGET (self), client_of (self), later ? _("Compare With…") : _("Compare From…"), _("_Compare"),
                 later ? _("Now") : NULL, time_us != 0 ? time_us : bo_clock_now (), time_chosen_cb, choice, choice_free);
}

static void
from_cb (BoComparePage *self)
{
  ask_for_time (self, false);
}

static void
to_cb (BoComparePage *self)
{
  ask_for_time (self, true);
}

static GtkWidget *
time_button (BoComparePage *self, const char *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
tools (BoComparePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *earlier = words_of (self->from);
  g_autofree char *later = words_of (self->to);
  /* Translators: a button: the earlier of two times, "From Tue 08:00" */
  g_autofree char *from = g_strdup_printf (_("From %s"), earlier);
  /* Translators: a button: the later of two times, "To Now" */
  g_autofree char *to = g_strdup_printf (_("To %s"), later);

  gtk_widget_set_layout_manager (box, g_object_new (BO_TYPE_WRAP_LAYOUT, NULL));
  self->readings = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_("Readings Too")));
  gtk_box_append (GTK_BOX (box), time_button (self, from, G_CALLBACK (from_cb)));
  gtk_box_append (GTK_BOX (box), time_button (self, to, G_CALLBACK (to_cb)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->readings));
  g_signal_connect_object (self->readings, "toggled", G_CALLBACK (readings_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
build (BoComparePage *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->list = BO_COMPARE_LIST (bo_compare_list_new ());
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_status_page_set_icon_name (self->empty, "document-open-recent-symbolic");
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, adw_bin_new (), "reading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_box_append (GTK_BOX (box), tools (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (outer), bo_kit_scrolled_list (box));
  gtk_box_append (GTK_BOX (outer), restore_bar (self));
  adw_bin_set_child (ADW_BIN (self), outer);
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
bo_compare_page_constructed (GObject *object)
{
  BoComparePage *self = BO_COMPARE_PAGE (object);
  g_auto (GStrv) times = g_strsplit (bo_page_get_argument (BO_PAGE (self)), ":", 2);
  int64_t from_us = times[0] != NULL ? g_ascii_strtoll (times[0], NULL, 10) : 0;
  int64_t to_us = times[0] != NULL && times[1] != NULL ? g_ascii_strtoll (times[1], NULL, 10) : 0;

  G_OBJECT_CLASS (bo_compare_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("What Changed"));
  self->from = bo_past_at (client_of (self), from_us > 0 ? from_us : bo_clock_now () - DAY);
  self->to = to_us > 0 ? bo_past_at (client_of (self), to_us) : NULL;
  build (self);
  g_signal_connect_object (self->from, "loaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (self->to != NULL)
    g_signal_connect_object (self->to, "loaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

static void
bo_compare_page_dispose (GObject *object)
{
  BoComparePage *self = BO_COMPARE_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  g_clear_object (&self->from);
  g_clear_object (&self->to);
  G_OBJECT_CLASS (bo_compare_page_parent_class)->dispose (object);
}

static void
bo_compare_page_finalize (GObject *object)
{
  g_clear_pointer (&BO_COMPARE_PAGE (object)->differences, g_ptr_array_unref);
  G_OBJECT_CLASS (bo_compare_page_parent_class)->finalize (object);
}

static void
bo_compare_page_class_init (BoComparePageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_compare_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_compare_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_compare_page_finalize;
}

static void
bo_compare_page_init (BoComparePage *self)
{
}
