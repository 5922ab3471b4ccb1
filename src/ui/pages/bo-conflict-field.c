/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-conflict-field.h"
#include "bo-conflict-glyph.h"
#include "bo-kit.h"
#include "bo-text-diff.h"

/* A text longer than this is edited in several lines. */
#define SHORT_TEXT 60

struct _BoConflictField
{
  GObject         parent_instance;
  BoClient       *client;
  BoConflictItem *item;
  BoConflictPath *path;
  char           *label;
  char           *seen;    /* nullable: JSON text, what was there when it was last looked at */
  bool            newer;   /* the hub has another value than in the conflict */
  int64_t         newer_us; /* since then, 0 unknown */
  BoKept          choice;
  bool            chosen;  /* by the person */
  char           *edited;  /* nullable: JSON text typed by the person */
};

G_DEFINE_FINAL_TYPE (BoConflictField, bo_conflict_field, G_TYPE_OBJECT)

static unsigned int changed_signal;

static void
bo_conflict_field_finalize (GObject *object)
{
  BoConflictField *self = BO_CONFLICT_FIELD (object);

  g_clear_object (&self->client);
  g_clear_object (&self->item);
  g_clear_pointer (&self->path, bo_conflict_path_free);
  g_free (self->label);
  g_free (self->seen);
  g_free (self->edited);
  G_OBJECT_CLASS (bo_conflict_field_parent_class)->finalize (object);
}

static void
bo_conflict_field_class_init (BoConflictFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_conflict_field_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
bo_conflict_field_init (BoConflictField *self)
{
}

static const BoConflict *
conflict_of (BoConflictField *self)
{
  return bo_conflict_item_get_conflict (self->item);
}

static char *
value_at (const char *document, const char *path)
{
  return document != NULL ? bo_json_dup (bo_json_at (bo_json_wrap (document), path)) : NULL;
}

BoConflictField *
bo_conflict_field_new (BoClient *client, BoConflictItem *item, const BoConflictPath *path, const char *now)
{
  BoConflictField *self = g_object_new (BO_TYPE_CONFLICT_FIELD, NULL);

  self->client = g_object_ref (client);
  self->item = g_object_ref (item);
  self->path = bo_conflict_path_new (path->path, path->base, path->mine, path->theirs, path->result, path->kept,
                                     path->overlap);
  self->choice = path->kept;
  self->label = bo_conflict_path_get_label (conflict_of (self), path);
  self->seen = value_at (now, path->path);
  return self;
}

bool
bo_conflict_field_is_outdated (BoConflictField *self, const char *now)
{
  g_autofree char *value = value_at (now, self->path->path);

  return (value == NULL) != (self->seen == NULL)
         || (value != NULL && !bo_json_equal (bo_json_wrap (value), bo_json_wrap (self->seen)));
}

bool
bo_conflict_field_is_possible (BoConflictField *self, const char *now)
{
  g_autofree char *parent = g_strndup (self->path->path,
                                       (size_t) (strrchr (self->path->path, '/') - self->path->path));

  return bo_json_kind (bo_json_at (bo_json_wrap (now), parent)) != BO_JSON_KIND_NONE;
}

void
bo_conflict_field_renew (BoConflictField *self, const char *now, int64_t since_us)
{
  if (!bo_conflict_field_is_outdated (self, now))
    return;
  g_free (self->seen);
  g_free (self->path->theirs);
  g_free (self->path->result);
  self->seen = value_at (now, self->path->path);
  self->newer = true;
  self->newer_us = since_us;
  self->path->theirs = g_strdup (self->seen);
  self->path->result = g_strdup (self->seen);
  self->path->overlap = g_strcmp0 (self->path->mine, self->path->theirs) != 0;
  if (!self->chosen)
    self->choice = BO_KEPT_THEIRS;
  g_signal_emit (self, changed_signal, 0);
}

const char *
bo_conflict_field_get_path (BoConflictField *self)
{
  return self->path->path;
}

const char *
bo_conflict_field_get_label (BoConflictField *self)
{
  return self->label;
}

bool
bo_conflict_field_get_overlap (BoConflictField *self)
{
  return self->path->overlap;
}

bool
bo_conflict_field_get_changed (BoConflictField *self)
{
  return g_strcmp0 (self->path->mine, self->path->theirs) != 0;
}

bool
bo_conflict_field_get_alike (BoConflictField *self)
{
  const BoConflictPath *path = self->path;

  return path->mine != NULL && path->theirs != NULL && bo_json_equal (bo_json_wrap (path->mine), bo_json_wrap (path->theirs))
         && (path->base == NULL || !bo_json_equal (bo_json_wrap (path->mine), bo_json_wrap (path->base)));
}

const char *
bo_conflict_field_get_result (BoConflictField *self)
{
  if (self->edited != NULL)
    return self->edited;
  if (!self->path->overlap)
    return self->path->result;
  return self->choice == BO_KEPT_MINE ? self->path->mine : self->path->theirs;
}

void
bo_conflict_field_choose (BoConflictField *self, BoKept side)
{
  self->chosen = true;
  if (self->choice == side && self->edited == NULL)
    return;
  self->choice = side;
  g_clear_pointer (&self->edited, g_free);
  g_signal_emit (self, changed_signal, 0);
}

static char *
put (BoConflictField *self, const char *document, const char *value, GError **error)
{
  if (value != NULL)
    return bo_json_set (document, self->path->path, value, error);
  if (bo_json_kind (bo_json_at (bo_json_wrap (document), self->path->path)) == BO_JSON_KIND_NONE)
    return g_strdup (document);
  return bo_json_remove (document, self->path->path, error);
}

char *
bo_conflict_field_apply (BoConflictField *self, const char *document, GError **error)
{
  /* What only one side changed is in it already, or was changed again since. */
  if (!self->path->overlap)
    return g_strdup (document);
  return put (self, document, bo_conflict_field_get_result (self), error);
}

char *
bo_conflict_field_apply_side (BoConflictField *self, BoKept side, const char *document, GError **error)
{
  return put (self, document, side == BO_KEPT_MINE ? self->path->mine : self->path->theirs, error);
}

/* --- values as they look --- */

/* (nullable): whose value it is, as far as the thing is there */
static BoCharacteristic *
characteristic_of (BoConflictField *self)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (self->client), conflict_of (self)->entity_id);

  return thing != NULL ? bo_kit_characteristic_at (thing, self->path->path) : NULL;
}

static char *
string_of (const char *json)
{
  return json != NULL ? bo_json_dup_string (bo_json_wrap (json)) : NULL;
}

/* Several words are a text: it matters which of them differ. */
static bool
has_words (const char *text)
{
  return text != NULL && strpbrk (text, " \n") != NULL;
}

static void
mark (PangoAttrList *attributes, BoTextChange change, unsigned int from, unsigned int to)
{
  PangoAttribute *list[] = { NULL, NULL };

  if (change == BO_TEXT_REMOVED)
    {
      list[0] = pango_attr_strikethrough_new (TRUE);
      list[1] = pango_attr_foreground_alpha_new (40000);
    }
  else if (change == BO_TEXT_ADDED)
    /* Nothing that changes the width: GTK 4.8 measures a label that wraps without it. */
    list[0] = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
  for (size_t i = 0; i < G_N_ELEMENTS (list) && list[i] != NULL; i++)
    {
      list[i]->start_index = from;
      list[i]->end_index = to;
      pango_attr_list_insert (attributes, list[i]);
    }
}

/* What went is struck out, what came is underlined: no difference by colour alone. */
static void
show_difference (GtkLabel *label, const char *before, const char *after)
{
  g_autoptr (GPtrArray) pieces = bo_text_diff (before, after);
  g_autoptr (GString) text = g_string_new (NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (unsigned int i = 0; i < pieces->len; i++)
    {
      BoTextPiece *piece = g_ptr_array_index (pieces, i);
      unsigned int from;

      /* A word and the one in its place stand apart. */
      if (piece->change == BO_TEXT_ADDED && text->len > 0 && !g_ascii_isspace (text->str[text->len - 1]))
        g_string_append_c (text, ' ');
      from = (unsigned int) text->len;
      g_string_append (text, piece->text);
      mark (attributes, piece->change, from, (unsigned int) text->len);
    }
  gtk_label_set_text (label, text->str);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* @compare: with what was there before */
static void
show_value (BoConflictField *self, GtkLabel *label, const char *json, bool compare)
{
  g_autofree char *text = bo_conflict_path_display (conflict_of (self), self->path, json);
  g_autofree char *before = string_of (self->path->base);
  g_autofree char *after = string_of (json);

  if (compare && has_words (before) && has_words (after) && !g_str_equal (before, after))
    show_difference (label, before, after);
  else
    gtk_label_set_text (label, text);
}

static GtkWidget *
value_widget (BoConflictField *self, const char *json, bool compare)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *glyph = bo_conflict_glyph_new (characteristic_of (self), json);

  show_value (self, GTK_LABEL (label), json, compare);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (glyph != NULL)
    gtk_box_append (GTK_BOX (box), glyph);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
bo_conflict_field_base_widget (BoConflictField *self)
{
  GtkWidget *widget = value_widget (self, self->path->base, false);

  gtk_widget_add_css_class (widget, "dim-label");
  return widget;
}

/* --- choosing --- */

static void
mine_cb (GtkCheckButton *radio, GParamSpec *pspec, BoConflictField *self)
{
  if (gtk_check_button_get_active (radio))
    bo_conflict_field_choose (self, BO_KEPT_MINE);
}

static void
theirs_cb (GtkCheckButton *radio, GParamSpec *pspec, BoConflictField *self)
{
  if (gtk_check_button_get_active (radio))
    bo_conflict_field_choose (self, BO_KEPT_THEIRS);
}

static GtkWidget *
radio_for (BoConflictField *self, const char *json, const char *side_label, bool active, GtkWidget *group)
{
  g_autofree char *value = bo_conflict_path_display (conflict_of (self), self->path, json);
  g_autofree char *name = g_strdup_printf (_("%1$s: %2$s, %3$s"), self->label, value, side_label);
  GtkWidget *radio = gtk_check_button_new ();
  GtkWidget *child = value_widget (self, json, true);

  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), active);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (radio), child);
  gtk_widget_set_margin_start (child, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (radio), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return radio;
}

GtkWidget *
bo_conflict_field_mine_widget (BoConflictField *self, const char *side_label, GtkWidget **radio)
{
  if (radio != NULL)
    *radio = NULL;
  if (!self->path->overlap || radio == NULL)
    return value_widget (self, self->path->mine, true);
  *radio = radio_for (self, self->path->mine, side_label, self->choice == BO_KEPT_MINE, NULL);
  g_signal_connect_object (*radio, "notify::active", G_CALLBACK (mine_cb), self, 0);
  return *radio;
}

/* (transfer full): since when what is shown now is so */
static char *
say_newer (BoConflictField *self)
{
  g_autofree char *clock = bo_time_to_clock (self->newer_us, bo_clock_now ());

  return self->newer_us != 0 ? g_strdup_printf (_("Newer, of %s"), clock) : g_strdup (_("Newer"));
}

/* The value, and below it that it is newer than the conflict. */
static GtkWidget *
with_age (BoConflictField *self, GtkWidget *value)
{
  g_autofree char *newer = NULL;
  GtkWidget *box;
  GtkWidget *label;

  if (!self->newer)
    return value;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  newer = say_newer (self);
  label = gtk_label_new (newer);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
bo_conflict_field_theirs_widget (BoConflictField *self, const char *side_label, GtkWidget *group, GtkWidget **radio)
{
  *radio = NULL;
  if (!self->path->overlap || group == NULL)
    return with_age (self, value_widget (self, self->path->theirs, true));
  *radio = radio_for (self, self->path->theirs, side_label, self->choice != BO_KEPT_MINE, group);
  g_signal_connect_object (*radio, "notify::active", G_CALLBACK (theirs_cb), self, 0);
  return with_age (self, *radio);
}

/* --- the result --- */

static bool
is_text (BoConflictField *self)
{
  g_autofree char *mine = string_of (self->path->mine);
  g_autofree char *theirs = string_of (self->path->theirs);

  return self->path->overlap && mine != NULL && theirs != NULL && characteristic_of (self) == NULL;
}

static void
take_text (BoConflictField *self, const char *text)
{
  g_autofree char *json = bo_json_quote (text);

  if (g_strcmp0 (json, bo_conflict_field_get_result (self)) == 0)
    return;
  self->chosen = true;
  g_free (self->edited);
  self->edited = g_steal_pointer (&json);
  g_signal_emit (self, changed_signal, 0);
}

static void
entry_changed_cb (GtkEditable *entry, BoConflictField *self)
{
  take_text (self, gtk_editable_get_text (entry));
}

static void
buffer_changed_cb (GtkTextBuffer *buffer, BoConflictField *self)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  take_text (self, text);
}

static void
entry_follow_cb (BoConflictField *self, GtkEditable *entry)
{
  g_autofree char *text = string_of (bo_conflict_field_get_result (self));

  if (g_strcmp0 (text, gtk_editable_get_text (entry)) != 0)
    gtk_editable_set_text (entry, text != NULL ? text : "");
}

static void
buffer_follow_cb (BoConflictField *self, GtkTextBuffer *buffer)
{
  g_autofree char *text = string_of (bo_conflict_field_get_result (self));
  g_autofree char *shown = NULL;

  g_object_get (buffer, "text", &shown, NULL);
  if (g_strcmp0 (text, shown) != 0)
    gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
}

static GtkWidget *
long_text_widget (BoConflictField *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 96);
  gtk_widget_add_css_class (scrolled, "frame");
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  buffer_follow_cb (self, buffer);
  g_signal_connect_object (self, "changed", G_CALLBACK (buffer_follow_cb), buffer, 0);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self, 0);
  return scrolled;
}

static GtkWidget *
text_widget (BoConflictField *self)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *name = g_strdup_printf (_("%s, result"), self->label);

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  entry_follow_cb (self, GTK_EDITABLE (entry));
  g_signal_connect_object (self, "changed", G_CALLBACK (entry_follow_cb), entry, 0);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  return entry;
}

static void
result_follow_cb (BoConflictField *self, GtkWidget *bin)
{
  GtkWidget *value = value_widget (self, bo_conflict_field_get_result (self), false);

  gtk_widget_add_css_class (value, "bo-result");
  adw_bin_set_child (ADW_BIN (bin), value);
}

GtkWidget *
bo_conflict_field_result_widget (BoConflictField *self)
{
  g_autofree char *mine = string_of (self->path->mine);
  g_autofree char *theirs = string_of (self->path->theirs);
  GtkWidget *bin;

  if (is_text (self))
    {
      bool is_long = g_utf8_strlen (mine, -1) > SHORT_TEXT || g_utf8_strlen (theirs, -1) > SHORT_TEXT
                     || strchr (mine, '\n') != NULL || strchr (theirs, '\n') != NULL;

      return is_long ? long_text_widget (self) : text_widget (self);
    }
  bin = adw_bin_new ();
  result_follow_cb (self, bin);
  g_signal_connect_object (self, "changed", G_CALLBACK (result_follow_cb), bin, 0);
  return bin;
}
