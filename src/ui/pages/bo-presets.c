/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate.h"
#include "bo-presets.h"

/* --- as text: "Evening\tcolor_temperature=370\n" --- */

/* (nullable) (transfer full): NULL for a line that is none */
static BoPreset *
read_line (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", BO_PRESET_MAX_VALUES + 2);
  BoPresetValue values[BO_PRESET_MAX_VALUES];
  size_t n = 0;

  for (char **part = parts; part[0] != NULL && part[1] != NULL; part++)
    {
      char *equals = strchr (part[1], '=');

      if (equals == NULL || n == BO_PRESET_MAX_VALUES)
        return NULL;
      *equals = '\0';
      values[n++] = (BoPresetValue){ part[1], g_ascii_strtod (equals + 1, NULL) };
    }
  return n > 0 ? bo_preset_new (parts[0], values, n) : NULL;
}

static void
write_line (GString *text, BoPreset *preset)
{
  size_t n;
  const BoPresetValue *values = bo_preset_get_values (preset, &n);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, bo_preset_get_name (preset));
  for (size_t i = 0; i < n; i++)
    g_string_append_printf (text, "\t%s=%s", values[i].type,
                            g_ascii_formatd (number, sizeof number, "%.6g", values[i].value));
  g_string_append_c (text, '\n');
}

/* (nullable) (transfer full): NULL for nothing */
static char *
write_all (GListModel *presets)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr (BoPreset) preset = g_list_model_get_item (presets, i);

      write_line (text, preset);
    }
  return g_string_free (text, text->len == 0);
}

/* --- the lists --- */

static void
read_all (GListStore *presets, const char *setting)
{
  g_auto (GStrv) lines = g_strsplit (setting != NULL ? setting : "", "\n", -1);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **line = lines; *line != NULL && read->len < BO_PRESETS_MAX; line++)
    {
      BoPreset *preset = read_line (*line);

      if (preset != NULL)
        g_ptr_array_add (read, preset);
    }
  g_list_store_splice (presets, 0, g_list_model_get_n_items (G_LIST_MODEL (presets)), read->pdata, read->len);
}

static char *
key_of (const char *kind)
{
  return g_strconcat ("presets.", kind, NULL);
}

GListModel *
bo_presets_of (BoClient *client, const char *kind)
{
  g_autofree char *key = key_of (kind);
  g_autofree char *name = g_strconcat ("bo-", key, NULL);
  GListStore *presets = g_object_get_data (G_OBJECT (client), name);
  g_autofree char *held = NULL;

  if (presets == NULL)
    {
      presets = g_list_store_new (BO_TYPE_PRESET);
      g_object_set_data_full (G_OBJECT (client), name, presets, g_object_unref);
    }
  /* Another hub has another file, and other settings. */
  held = write_all (G_LIST_MODEL (presets));
  if (g_strcmp0 (held, bo_client_get_setting (client, key)) != 0)
    read_all (presets, bo_client_get_setting (client, key));
  return G_LIST_MODEL (presets);
}

static void
keep (BoClient *client, const char *kind)
{
  g_autofree char *key = key_of (kind);
  g_autofree char *name = g_strconcat ("bo-", key, NULL);
  g_autofree char *text = write_all (g_object_get_data (G_OBJECT (client), name));

  bo_client_set_setting (client, key, text);
}

/* --- a wish about one of them --- */

typedef struct
{
  BoClient     *client;
  const char   *kind;
  BoPreset     *preset;
  unsigned int  place; /* of one that was removed */
} Wish;

static Wish *
wish_new (BoPresetRow *row, BoClient *client, BoPreset *preset)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish){ g_object_ref (client), bo_preset_kind_of (bo_preset_row_get_service (row)), g_object_ref (preset), 0 };
  return wish;
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->client);
  g_object_unref (wish->preset);
  g_free (wish);
}

/* (transfer full): the same values under another name */
static BoPreset *
renamed (BoPreset *preset, const char *name)
{
  size_t n;
  const BoPresetValue *values = bo_preset_get_values (preset, &n);

  return bo_preset_new (name, values, n);
}

static bool
find_named (GListModel *presets, const char *name, unsigned int *place)
{
  for (*place = 0; *place < g_list_model_get_n_items (presets); ++*place)
    {
      g_autoptr (BoPreset) preset = g_list_model_get_item (presets, *place);

      if (g_strcmp0 (bo_preset_get_name (preset), name) == 0)
        return true;
    }
  return false;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  return a == b;
}

/* One of the same name gives way. */
static void
saved_cb (const char *text, gpointer data)
{
  Wish *wish = data;
  GListModel *presets = bo_presets_of (wish->client, wish->kind);
  g_autoptr (BoPreset) preset = renamed (wish->preset, text);
  unsigned int place;
  bool there = find_named (presets, bo_preset_get_name (preset), &place);

  if (!there && place >= BO_PRESETS_MAX)
    return;
  g_list_store_splice (G_LIST_STORE (presets), place, there ? 1 : 0, (gpointer *) &preset, 1);
  keep (wish->client, wish->kind);
}

static void
save_cb (BoPresetRow *row, BoClient *client)
{
  BoService *service = bo_preset_row_get_service (row);
  g_autoptr (BoPreset) now = bo_preset_new_of (service, NULL);
  bool position = g_strcmp0 (bo_preset_kind_of (service), "position") == 0;

  if (now == NULL)
    bo_toast (GTK_WIDGET (row), _("It doesn’t say how it stands now, so there is nothing to save."));
  else if (g_list_model_get_n_items (bo_presets_of (client, bo_preset_kind_of (service))) >= BO_PRESETS_MAX)
    bo_toast (GTK_WIDGET (row), _("Twelve are kept. Remove one first."));
  else
    bo_ask_text (GTK_WIDGET (row), position ? _("Save This Position") : _("Save This Colour"), _("Name"),
                 bo_preset_get_name (now), _("_Save"), saved_cb, wish_new (row, client, now), wish_free);
}

static void
renamed_cb (const char *text, gpointer data)
{
  Wish *wish = data;
  GListModel *presets = bo_presets_of (wish->client, wish->kind);
  g_autoptr (BoPreset) preset = renamed (wish->preset, text);
  unsigned int place;

  if (!g_list_store_find_with_equal_func (G_LIST_STORE (presets), wish->preset, is_same, &place))
    return;
  g_list_store_splice (G_LIST_STORE (presets), place, 1, (gpointer *) &preset, 1);
  keep (wish->client, wish->kind);
}

static void
rename_cb (BoPresetRow *row, BoPreset *preset, BoClient *client)
{
  g_autofree char *heading = g_strdup_printf (_("Rename “%s”"), bo_preset_get_name (preset));

  bo_ask_text (GTK_WIDGET (row), heading, _("Name"), bo_preset_get_name (preset), _("_Rename"), renamed_cb,
               wish_new (row, client, preset), wish_free);
}

static void
undo_cb (gpointer data)
{
  Wish *wish = data;
  GListModel *presets = bo_presets_of (wish->client, wish->kind);
  unsigned int n = g_list_model_get_n_items (presets);

  if (n >= BO_PRESETS_MAX)
    return;
  g_list_store_insert (G_LIST_STORE (presets), MIN (wish->place, n), wish->preset);
  keep (wish->client, wish->kind);
}

static void
remove_cb (BoPresetRow *row, BoPreset *preset, BoClient *client)
{
  Wish *wish = wish_new (row, client, preset);
  GListModel *presets = bo_presets_of (client, wish->kind);
  g_autofree char *text = g_strdup_printf (_("“%s” was removed"), bo_preset_get_name (preset));

  if (!g_list_store_find_with_equal_func (G_LIST_STORE (presets), preset, is_same, &wish->place))
    {
      wish_free (wish);
      return;
    }
  g_list_store_remove (G_LIST_STORE (presets), wish->place);
  keep (client, wish->kind);
  bo_toast_undo (GTK_WIDGET (row), text, undo_cb, wish, wish_free);
}

void
bo_presets_attach (BoPresetRow *row, BoClient *client)
{
  bo_preset_row_set_presets (row, bo_presets_of (client, bo_preset_kind_of (bo_preset_row_get_service (row))));
  g_signal_connect_object (row, "save", G_CALLBACK (save_cb), client, 0);
  g_signal_connect_object (row, "rename", G_CALLBACK (rename_cb), client, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), client, 0);
}
