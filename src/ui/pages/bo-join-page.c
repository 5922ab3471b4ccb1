/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-join-page.h"
#include "bo-kit.h"
#include "bo-meeting.h"

/* Of a group, names that are shown; more only cost patience. */
#define MAX_NAMED 100
/* A group as small as this is open from the beginning. */
#define FEW 5

struct _BoJoinPage
{
  AdwBin       parent_instance;
  GtkLabel    *heading;
  GtkLabel    *text;
  GtkListBox  *groups;
  GtkWidget   *join_button;
  GtkStack    *join_stack;
  GtkSpinner  *spinner;
};

G_DEFINE_FINAL_TYPE (BoJoinPage, bo_join_page, ADW_TYPE_BIN)

enum { JOIN, CANCEL, N_SIGNALS };

static unsigned int signals[N_SIGNALS];

/* --- a thing --- */

static const char *
icon_of (const BoMet *met)
{
  static const char *const icons[][2] = {
    { "home", "go-home-symbolic" },        { "zone", "bo-room-symbolic" },   { "room", "bo-room-symbolic" },
    { "device", "bo-accessory-symbolic" }, { "scene", "bo-scene-symbolic" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i][0], met->kind))
      return icons[i][1];
  return bo_document_type_to_icon_name (met->kind);
}

static GtkWidget *
thing_row (const BoMet *met)
{
  return bo_kit_row (bo_met_get_name (met), bo_met_get_label (met), icon_of (met));
}

/* --- a group --- */

/* Rows are made when they are wanted. */
static void
fill (AdwExpanderRow *row)
{
  GPtrArray *things = g_object_get_data (G_OBJECT (row), "bo-things");
  unsigned int named = MIN (things->len, MAX_NAMED);

  for (unsigned int i = 0; i < named; i++)
    adw_expander_row_add_row (row, thing_row (g_ptr_array_index (things, i)));
  if (named < things->len)
    {
      unsigned int more = things->len - named;
      g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", more), more);

      adw_expander_row_add_row (row, bo_kit_row (text, NULL, NULL));
    }
  g_object_set_data (G_OBJECT (row), "bo-things", NULL);
}

static void
expanded_cb (AdwExpanderRow *row)
{
  if (g_object_get_data (G_OBJECT (row), "bo-things") != NULL)
    fill (row);
}

static GtkWidget *
count_label (unsigned int count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
add_group (BoJoinPage *self, const char *title, const char *subtitle, const char *icon_name, GPtrArray *things)
{
  GtkWidget *row;

  if (things->len == 0)
    {
      row = bo_kit_row (title, subtitle, icon_name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), count_label (0));
      gtk_list_box_append (self->groups, row);
      return;
    }
  row = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name (icon_name));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), count_label (things->len));
  g_object_set_data_full (G_OBJECT (row), "bo-things", g_ptr_array_ref (things), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  gtk_list_box_append (self->groups, row);
  if (things->len <= FEW)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static const char *
icon_of_group (BoMeetingGroupKind kind, bool guest)
{
  switch (kind)
    {
    case BO_MEETING_HERE: return guest ? "changes-prevent-symbolic" : "network-server-symbolic";
    case BO_MEETING_UNREAD: return "dialog-warning-symbolic";
    case BO_MEETING_THERE: return "computer-symbolic";
    case BO_MEETING_NAMESAKES: return "bo-conflict-symbolic";
    case BO_MEETING_BOTH: break;
    }
  return "bo-synced-symbolic";
}

static void
add_groups (BoJoinPage *self, const BoMeeting *meeting)
{
  BoMeetingGroup groups[BO_MEETING_GROUPS];
  unsigned int n = bo_meeting_list_groups (meeting, groups);
  bool guest = g_strcmp0 (meeting->role, "guest") == 0;

  for (unsigned int i = 0; i < n; i++)
    {
      const char *icon_name = icon_of_group (groups[i].kind, guest);

      if (groups[i].things != NULL)
        add_group (self, groups[i].title, groups[i].more, icon_name, groups[i].things);
      else
        gtk_list_box_append (self->groups, bo_kit_row (groups[i].title, groups[i].more, icon_name));
    }
}

/* --- the page --- */

static void
clear (BoJoinPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_list_box_remove (self->groups, row);
}

/**
 * bo_join_page_show:
 * @self: the page
 * @meeting: what was found
 * @home: (nullable): the name of the home that is here
 *
 * Shows what joining would do, whatever was shown before. A guest is told that nothing is sent.
 */
void
bo_join_page_show (BoJoinPage *self, const BoMeeting *meeting, const char *home)
{
  g_autofree char *heading = bo_meeting_dup_question (home);

  clear (self);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text, bo_meeting_get_text (meeting));
  add_groups (self, meeting);
  gtk_widget_grab_focus (self->join_button);
}

/**
 * bo_join_page_set_busy:
 * @self: the page
 * @busy: whether joining is under way
 */
void
bo_join_page_set_busy (BoJoinPage *self, bool busy)
{
  gtk_widget_set_sensitive (self->join_button, !busy);
  gtk_stack_set_visible_child_name (self->join_stack, busy ? "busy" : "words");
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
join_cb (BoJoinPage *self)
{
  g_signal_emit (self, signals[JOIN], 0);
}

static void
cancel_cb (BoJoinPage *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
bo_join_page_class_init (BoJoinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[JOIN] = g_signal_new ("join", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-join-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, heading);
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, text);
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, groups);
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, join_button);
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, join_stack);
  gtk_widget_class_bind_template_child (widget_class, BoJoinPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
bo_join_page_init (BoJoinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
