/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit-parts.h"
#include "bo-standing.h"
#include "bo-state-badge.h"

struct _BoStanding
{
  AdwBin        parent_instance;
  BoAccessory  *accessory;
  char         *sentence; /* nullable */
  GtkWidget    *row;
  GtkWidget    *image;
  GtkWidget    *button;
};

G_DEFINE_FINAL_TYPE (BoStanding, bo_standing, ADW_TYPE_BIN)

enum
{
  RETRY,
  REVIEW,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

/* --- what is said --- */

static void
say (BoStanding *self, const char *title, const char *text, const char *label)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), text != NULL ? text : "");
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                bo_sync_status_icon_name (bo_thing_get_status (BO_THING (self->accessory))));
}

static void
refresh (BoStanding *self)
{
  BoThing *thing = BO_THING (self->accessory);
  bool refused = bo_thing_get_status (thing) == BO_STATUS_QUARANTINED;
  bool two = bo_thing_get_status (thing) == BO_STATUS_CONFLICT;
  const char *rival = bo_thing_get_rival (thing);
  g_autofree char *reason = bo_thing_dup_reason (thing);
  /* Translators: %s is a person, or a device */
  g_autofree char *words = rival != NULL ? g_strdup_printf (_("Changed by %s"), rival) : g_strdup (_("Changed Elsewhere"));

  gtk_widget_set_visible (GTK_WIDGET (self), refused || two);
  if (refused)
    say (self, _("Failed"), reason, _("_Retry"));
  else if (two)
    say (self, words, self->sentence, _("Re_view"));
}

static void
clicked_cb (BoStanding *self)
{
  bool refused = bo_thing_get_status (BO_THING (self->accessory)) == BO_STATUS_QUARANTINED;

  g_signal_emit (self, signals[refused ? RETRY : REVIEW], 0);
}

BoAccessory *
bo_standing_get_accessory (BoStanding *self)
{
  g_return_val_if_fail (BO_IS_STANDING (self), NULL);
  return self->accessory;
}

void
bo_standing_set_sentence (BoStanding *self, const char *sentence)
{
  char *copy = g_strdup (sentence);

  g_return_if_fail (BO_IS_STANDING (self));

  g_free (self->sentence);
  self->sentence = copy;
  refresh (self);
}

void
bo_standing_set_read_only (BoStanding *self, bool read_only)
{
  g_return_if_fail (BO_IS_STANDING (self));
  gtk_widget_set_sensitive (self->button, !read_only);
}

/* --- the object --- */

static void
bo_standing_dispose (GObject *object)
{
  BoStanding *self = BO_STANDING (object);

  g_clear_object (&self->accessory);
  G_OBJECT_CLASS (bo_standing_parent_class)->dispose (object);
}

static void
bo_standing_finalize (GObject *object)
{
  g_free (BO_STANDING (object)->sentence);
  G_OBJECT_CLASS (bo_standing_parent_class)->finalize (object);
}

static void
bo_standing_class_init (BoStandingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_standing_dispose;
  G_OBJECT_CLASS (klass)->finalize = bo_standing_finalize;
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[REVIEW] = g_signal_new ("review", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
bo_standing_init (BoStanding *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->row = bo_kit_row ("", NULL, NULL);
  self->image = gtk_image_new ();
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->row), self->image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  adw_bin_set_child (ADW_BIN (self), list);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_standing_new (BoAccessory *accessory)
{
  BoStanding *self = g_object_new (BO_TYPE_STANDING, NULL);

  self->accessory = g_object_ref (accessory);
  g_signal_connect_object (accessory, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
