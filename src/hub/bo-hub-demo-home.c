/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-demo-private.h"

#include <string.h>

#include "bo-clock.h"
#include "demo-home-data.h"

/* The furniture is data: demo-home.json, which generate-demo-home.py checks against the catalogue
   and writes out as changes whose ids are still names, «{{like this}}». */

/* RFC 9562 §5.5, this project's own */
#define NAMESPACE "6f2a8c1e-3b57-4d09-9e64-0c7d5a1b2f38"

/* Each name becomes the id that the seed makes of it. */
static char *
put_ids (const char *text,
         uint64_t    seed)
{
  g_autofree char *seed_text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  g_autofree char *namespace_id = bo_uuid_from_name (NAMESPACE, seed_text);
  GString *out = g_string_sized_new (strlen (text));
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = g_strndup (open + 2, (size_t) (close - open) - 2);
      g_autofree char *id = bo_uuid_from_name (namespace_id, name);

      g_string_append_len (out, text, open - text);
      g_string_append (out, id);
      text = close + 2;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static BoEntity *
make_entity (BoJson           value,
             BoVersionSource *author,
             int64_t          now_us)
{
  g_autofree char *id = bo_json_member_string (value, "id");
  g_autofree char *type = bo_json_member_string (value, "entity_type");
  g_autofree char *name = bo_json_member_string (value, "name");
  g_autofree char *source = bo_json_member_string (value, "source_type");
  g_autofree char *content = bo_json_dup (bo_json_member (value, "content"));
  g_autofree char *version = bo_version_source_next (author, now_us, NULL);

  return bo_entity_new (id, version, type, name, content, source, author->user_id, NULL);
}

static BoEdge *
make_edge (BoJson      value,
           GHashTable *versions)
{
  g_autofree char *id = bo_json_member_string (value, "id");
  g_autofree char *from = bo_json_member_string (value, "from");
  g_autofree char *to = bo_json_member_string (value, "to");
  g_autofree char *type = bo_json_member_string (value, "type");

  return bo_edge_new (id, from, g_hash_table_lookup (versions, from), to, g_hash_table_lookup (versions, to), type,
                      "{}", NULL, 0);
}

BoSyncRequest *
_bo_hub_demo_home (uint64_t         seed,
                   BoVersionSource *author,
                   int64_t          now_us)
{
  g_autofree char *text = put_ids (demo_home_data, seed);
  g_autoptr(GHashTable) versions = g_hash_table_new (g_str_hash, g_str_equal);
  BoSyncRequest *request = bo_sync_request_new ();
  BoJson root = bo_json_wrap (text);
  BoChange *last = NULL;
  BoJsonIter iter;
  BoJson value;

  g_free (request->protocol_version);
  request->protocol_version = g_strdup (BO_PROTOCOL_VERSION);
  request->device_id = g_strdup ("demo");
  request->user_id = g_strdup (author->user_id);
  request->device_name = g_strdup ("Ana’s phone");
  request->sync_type = BO_SYNC_TYPE_DELTA;

  bo_json_iter_init (&iter, bo_json_member (root, "entities"));
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autoptr(BoEntity) entity = make_entity (value, author, now_us);

      last = bo_change_new (BO_CHANGE_CREATE, entity);
      g_ptr_array_add (request->changes, last);
      g_hash_table_insert (versions, (void *) last->entity->id, (void *) last->entity->version);
    }

  bo_json_iter_init (&iter, bo_json_member (root, "edges"));
  while (last != NULL && bo_json_iter_next (&iter, NULL, &value))
    g_ptr_array_add (last->edges, make_edge (value, versions));
  return request;
}
