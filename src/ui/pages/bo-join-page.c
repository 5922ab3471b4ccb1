/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-join-page.h"
#include "bo-kit.h"

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

static const struct
{
  const char *kind;
  const char *label;
  const char *icon_name;
} kinds[] = {
  { "home", N_ ("Home"), "go-home-symbolic" },
  { "zone", N_ ("Zone"), "bo-room-symbolic" },
  { "room", N_ ("Room"), "bo-room-symbolic" },
  { "device", N_ ("Accessory"), "bo-accessory-symbolic" },
  { "scene", N_ ("Scene"), "bo-scene-symbolic" },
};

static GtkWidget *
thing_row (const BoMet *met)
{
  const char *name = *met->name != '\0' ? met->name : _("Unnamed");

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, met->kind))
      return bo_kit_row (name, _(kinds[i].label), kinds[i].icon_name);
  return bo_kit_row (name, bo_document_type_to_label (met->kind), bo_document_type_to_icon_name (met->kind));
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

static void
add_groups (BoJoinPage *self, const BoMeeting *meeting, bool guest)
{
  add_group (self, guest ? _("Stays on This Device") : _("Added to the Hub"),
             guest ? _("The hub doesn’t get it") : _("Only on this device so far"),
             guest ? "changes-prevent-symbolic" : "network-server-symbolic", meeting->here);
  if (meeting->unread != NULL)
    {
      gtk_list_box_append (self->groups, bo_kit_row (_("What the Hub Holds Could Not Be Read"), meeting->unread,
                                                     "dialog-warning-symbolic"));
      return;
    }
  add_group (self, _("Comes Here"), _("Only at the hub so far"), "computer-symbolic", meeting->there);
  if (meeting->namesakes->len > 0)
    add_group (self, _("Same Name on Both Sides"),
               guest ? _("Different things: here you will see both")
                     : _("Different things: they stay two. Rename or remove one of them afterwards"),
               "bo-conflict-symbolic", meeting->namesakes);
  if (meeting->both->len > 0)
    add_group (self, _("On Both Sides Already"), _("Where the two differ, both are kept for you to compare"),
               "bo-synced-symbolic", meeting->both);
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
  bool guest = g_strcmp0 (meeting->role, "guest") == 0;
  g_autofree char *heading = home != NULL ? g_strdup_printf (_("Join “%s” to This Hub?"), home)
                                          : g_strdup (_("Join What Is Here to This Hub?"));

  clear (self);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text,
                      guest ? _("You are a guest there: you may look, and nothing of this device is ever sent. What is "
                                "here stays here, next to the hub’s things.")
                            : _("Nothing has been sent yet. Joining adds each side’s things to the other; nothing on "
                                "either side is removed."));
  add_groups (self, meeting, guest);
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
