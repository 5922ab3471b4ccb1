/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-facts.h"
#include "bo-palette-rank.h"

#define FOUND 10
#define MAX_FOUND 50
/* Characters of a text shown about a match, and before it. */
#define EXCERPT 240
#define EXCERPT_BEFORE 60

/* --- find --- */

static void
entry_free (void *data)
{
  BoPaletteEntry *entry = data;

  g_free (entry->key);
  g_free (entry->title);
  g_free (entry->detail);
  g_free (entry->folded);
  g_free (entry->folded_detail);
  g_free (entry->body);
  g_free (entry);
}

static const char *
kind_of (BoThing *thing)
{
  return BO_IS_ACCESSORY (thing) ? "accessory" : BO_IS_ROOM (thing) ? "room"
         : BO_IS_SCENE (thing)   ? "scene"
                                 : "document";
}

/* Where it is, or what sort of thing. */
static const char *
detail_of (BoThing *thing)
{
  BoRoom *room = BO_IS_ACCESSORY (thing) ? bo_accessory_get_room (BO_ACCESSORY (thing)) : NULL;
  BoZone *zone = BO_IS_ROOM (thing) ? bo_room_get_zone (BO_ROOM (thing)) : NULL;

  if (room != NULL || zone != NULL)
    return bo_thing_get_display_name (room != NULL ? BO_THING (room) : BO_THING (zone));
  return BO_IS_DOCUMENT (thing) ? bo_document_get_type_label (BO_DOCUMENT (thing)) : "";
}

static void
add_entries (GPtrArray *entries, GListModel *things)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (things, i);
      BoPaletteEntry *entry = g_new0 (BoPaletteEntry, 1);

      entry->key = g_strdup (bo_thing_get_id (thing));
      entry->title = g_strdup (bo_thing_get_display_name (thing));
      entry->detail = g_strdup (detail_of (thing));
      entry->body = BO_IS_DOCUMENT (thing) ? bo_document_to_text (BO_DOCUMENT (thing)) : NULL;
      g_ptr_array_add (entries, entry);
    }
}

static GPtrArray *
gather (BoModel *model)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  add_entries (entries, bo_model_get_accessories (model));
  add_entries (entries, bo_model_get_rooms (model));
  add_entries (entries, bo_model_get_scenes (model));
  add_entries (entries, bo_model_get_documents (model));
  return entries;
}

/* (transfer full): what stands about the first of @words in @text; its beginning where none is written so */
static char *
excerpt (const char *text, const char *words)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  g_autofree char *wanted = g_utf8_strdown (words, -1);
  g_auto (GStrv) each = g_strsplit_set (wanted, " \t\n", -1);
  const char *at = NULL;
  long offset, length = g_utf8_strlen (text, -1);
  g_autofree char *part = NULL;

  for (size_t i = 0; at == NULL && each[i] != NULL; i++)
    at = *each[i] != '\0' ? strstr (folded, each[i]) : NULL;
  offset = at != NULL ? MAX (0, g_utf8_pointer_to_offset (folded, at) - EXCERPT_BEFORE) : 0;
  offset = MIN (offset, length);
  part = g_utf8_substring (text, offset, MIN (length, offset + EXCERPT));
  return g_strconcat (offset > 0 ? "…" : "", g_strstrip (part), offset + EXCERPT < length ? "…" : "", NULL);
}

static void
json_found (BoJsonWriter *json, BoThing *thing, const char *words)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_thing_get_id (thing));
  bo_json_writer_member_string (json, "name", bo_thing_get_display_name (thing));
  bo_json_writer_member_string (json, "kind", kind_of (thing));
  if (*detail_of (thing) != '\0')
    bo_json_writer_member_string (json, BO_IS_DOCUMENT (thing) ? "type" : "place", detail_of (thing));
  if (BO_IS_ACCESSORY (thing))
    {
      g_autofree char *summary = bo_accessory_get_summary (BO_ACCESSORY (thing));

      bo_json_writer_member_string (json, "summary", summary);
    }
  if (BO_IS_DOCUMENT (thing))
    {
      g_autofree char *text = bo_document_to_text (BO_DOCUMENT (thing));
      g_autofree char *part = excerpt (text, words);

      bo_json_writer_member_string (json, "text", part);
    }
  bo_json_writer_end_object (json);
}

gboolean
_bo_mcp_find (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  BoModel *model = bo_client_get_model (mcp->cli->client);
  g_autofree char *words = bo_json_member_string (arguments, "words");
  g_autoptr (GPtrArray) entries = gather (model);
  g_autoptr (GPtrArray) best = bo_palette_rank (entries, words, NULL,
                                                (unsigned int) _bo_mcp_get_limit (arguments, FOUND, MAX_FOUND),
                                                BO_RANK_WORDS);

  bo_json_writer_key (reply->json, "found");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = 0; i < best->len; i++)
    json_found (reply->json, bo_model_lookup (model, ((BoPaletteEntry *) best->pdata[i])->key), words);
  bo_json_writer_end_array (reply->json);
  return TRUE;
}

/* --- read_document --- */

gboolean
_bo_mcp_read_document (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *name = bo_json_member_string (arguments, "document");
  BoThing *document = _bo_cli_find (mcp->cli, BO_TYPE_DOCUMENT, name, error);
  GListModel *subjects;
  g_autofree char *text = NULL;

  if (document == NULL)
    return FALSE;
  text = bo_document_to_text (BO_DOCUMENT (document));
  subjects = bo_document_get_subjects (BO_DOCUMENT (document));
  bo_json_writer_member_string (reply->json, "id", bo_thing_get_id (document));
  bo_json_writer_member_string (reply->json, "name", bo_thing_get_display_name (document));
  bo_json_writer_member_string (reply->json, "type", bo_document_get_type_label (BO_DOCUMENT (document)));
  bo_json_writer_key (reply->json, "about");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (subjects); i++)
    {
      g_autoptr (BoThing) subject = g_list_model_get_item (subjects, i);

      bo_json_writer_string (reply->json, bo_thing_get_display_name (subject));
    }
  bo_json_writer_end_array (reply->json);
  bo_json_writer_member_string (reply->json, "text", text);
  return TRUE;
}
