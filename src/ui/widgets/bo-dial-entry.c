/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdbool.h>

#include "bo-dial-entry-private.h"

#define WIDTH_CHARS 5

/* A value can be typed as well as turned to. */

typedef struct
{
  BoDialEntryFunc func;
  gpointer        data;
  int             n;
  GtkWidget      *from;
  GtkWidget      *box;    /* owns this */
  GtkEditable    *entries[BO_DIAL_ENTRY_MOST];
  bool            ended;
} Asking;

static void
end (Asking *asking)
{
  bool inside = gtk_widget_get_focus_child (asking->box) != NULL;

  asking->ended = true;
  gtk_widget_set_visible (asking->from, TRUE);
  if (inside)
    gtk_widget_grab_focus (asking->from);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (asking->box)), asking->box);
}

/* People write 21,5 or 21.5. */
static bool
read_number (GtkEditable *entry, double *number)
{
  g_autofree char *text = g_strstrip (g_strdelimit (g_strdup (gtk_editable_get_text (entry)), ",", '.'));
  char *rest = NULL;

  *number = g_ascii_strtod (text, &rest);
  return rest != text && *rest == '\0' && *number - *number == 0; /* finite */
}

static void
set (Asking *asking)
{
  double values[BO_DIAL_ENTRY_MOST] = { 0 };
  bool good = true;

  if (asking->ended)
    return;
  for (int i = 0; i < asking->n; i++)
    good &= read_number (asking->entries[i], &values[i]);
  if (good)
    asking->func (values, asking->data);
  end (asking);
}

static gboolean
key_cb (GtkEventControllerKey *keys, unsigned int key, unsigned int code, GdkModifierType state, Asking *asking)
{
  if (key != GDK_KEY_Escape || asking->ended)
    return GDK_EVENT_PROPAGATE;
  end (asking);
  return GDK_EVENT_STOP;
}

static GtkEditable *
entry_for (Asking *asking, const BoDialEntry *entry, int i)
{
  g_autofree char *text = g_strdup_printf ("%.*f", entry->digits, entry->values[i]);
  GtkWidget *widget = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (widget), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (widget), WIDTH_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (widget), 0.5f);
  gtk_entry_set_input_purpose (GTK_ENTRY (widget), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_set_tooltip_text (widget, entry->labels[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, entry->labels[i], -1);
  g_signal_connect_swapped (widget, "activate", G_CALLBACK (set), asking);
  gtk_box_append (GTK_BOX (asking->box), widget);
  return GTK_EDITABLE (widget);
}

static void
listen (Asking *asking)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (set), asking);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), asking);
  gtk_widget_add_controller (asking->box, focus);
  gtk_widget_add_controller (asking->box, keys);
}

void
_bo_dial_entry_ask (GtkWidget *from, const BoDialEntry *entry, BoDialEntryFunc func, gpointer data)
{
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking) { .func = func, .data = data, .n = entry->n, .from = from };
  asking->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (asking->box, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (asking->box), "bo-asking", asking, g_free);
  for (int i = 0; i < entry->n; i++)
    asking->entries[i] = entry_for (asking, entry, i);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (from)), asking->box, from);
  gtk_widget_grab_focus (GTK_WIDGET (asking->entries[0]));
  gtk_widget_set_visible (from, FALSE);
  listen (asking);
}
