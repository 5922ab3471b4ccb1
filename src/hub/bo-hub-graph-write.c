/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

#include "bo-clock.h"

/* Writing the graph (PROTOCOL §7): what comes here is a push of one change, by the same rules. */

#define ENTITY_LOC "[\"body\",\"changes\",0,\"entity\""

/* An entity in a change is the body itself here. */
static void
reply_errors (BoHubExchange *exchange,
              GPtrArray     *errors)
{
  for (unsigned int i = 0; i < errors->len; i++)
    {
      BoWireError *error = g_ptr_array_index (errors, i);
      bool of_entity = g_str_has_prefix (error->loc, ENTITY_LOC);
      char *loc = g_strconcat ("[\"body\"", of_entity ? error->loc + strlen (ENTITY_LOC) : "]", NULL);

      g_free (error->loc);
      error->loc = loc;
    }
  _bo_hub_reply (exchange, 422, bo_wire_errors_encode (errors), -1);
}

/* Takes over @change. false: it was refused and answered. */
static bool
push_change (BoHubExchange *exchange,
             BoChange      *change,
             const char    *user_id)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  g_free (request->protocol_version);
  request->protocol_version = g_strdup (BO_PROTOCOL_VERSION);
  request->device_id = g_strdup ("api");
  request->user_id = g_strdup (user_id);
  request->sync_type = BO_SYNC_TYPE_DELTA;
  g_ptr_array_add (request->changes, change);

  response = bo_hub_rules_push (exchange->server->rules, request, bo_clock_now (), errors, &error);
  if (response != NULL)
    {
      bo_hub_server_notify (exchange->server);
      return true;
    }
  if (error != NULL)
    _bo_hub_reply_error (exchange, error);
  else
    reply_errors (exchange, errors);
  return false;
}

/* Who writes: the body may say so, as it does in a push. */
static bool
take_user (BoHubExchange *exchange,
           BoJson         object,
           char         **user_id)
{
  if (!_bo_hub_take_string (exchange, object, "user_id", false, BO_HUB_MAX_USER, user_id))
    return false;
  if (*user_id == NULL)
    *user_id = g_strdup (exchange->claims->subject);
  return true;
}

static char *
make_version (BoHubExchange     *exchange,
              const char        *user_id,
              const char *const *parents)
{
  BoVersionSource *source = &exchange->server->versions;
  char *version;

  source->user_id = (char *) user_id;
  version = bo_version_source_next (source, bo_clock_now (), parents);
  source->user_id = NULL;
  return version;
}

/* --- entities --- */

static void
reply_entity (BoHubExchange *exchange,
              const char    *id,
              const char    *previous)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (exchange->server->db), id, &error);
  BoJsonWriter *writer;

  if (row == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "entity");
  bo_wire_write_entity (writer, row->entity, row->created_us, row->updated_us, false);
  if (previous != NULL)
    bo_json_writer_member_string (writer, "previous_version", previous);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

static void
push_entity (BoHubExchange *exchange,
             BoChangeType   type,
             BoEntity      *entity,
             const char    *previous)
{
  if (!push_change (exchange, bo_change_new (type, entity), entity->user_id))
    return;
  g_free (exchange->server->recent);
  exchange->server->recent = g_strdup (entity->id);
  reply_entity (exchange, entity->id, previous);
}

void
_bo_hub_handle_create_entity (BoHubExchange *exchange)
{
  static const char *const no_parents[] = { NULL };
  g_autoptr(GBytes) body = NULL;
  g_autoptr(BoEntity) entity = NULL;
  g_autofree char *type = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  g_autofree char *source = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *id = bo_uuid_random ();
  g_autofree char *version = NULL;
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object) ||
      !_bo_hub_take_string (exchange, object, "entity_type", true, BO_MAX_NAME, &type) ||
      !_bo_hub_take_string (exchange, object, "name", true, BO_HUB_MAX_NAME_BYTES, &name) ||
      !_bo_hub_take_object (exchange, object, "content", &content) ||
      !_bo_hub_take_string (exchange, object, "source_type", false, BO_MAX_NAME, &source) ||
      !take_user (exchange, object, &user_id))
    return;

  version = make_version (exchange, user_id, no_parents);
  entity = bo_entity_new (id, version, type, name, content, source, user_id, NULL);
  push_entity (exchange, BO_CHANGE_CREATE, entity, NULL);
}

/* What isn't given stays. The current version is read and replaced on the one thread that writes,
   so that nothing comes between. */
void
_bo_hub_handle_update_entity (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autoptr(BoHubRow) held = NULL;
  g_autoptr(BoEntity) entity = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *version = NULL;
  const char *parents[] = { NULL, NULL };
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object) ||
      !_bo_hub_take_string (exchange, object, "name", false, BO_HUB_MAX_NAME_BYTES, &name) ||
      !_bo_hub_take_object (exchange, object, "content", &content) ||
      !take_user (exchange, object, &user_id) ||
      (held = _bo_hub_find_entity (exchange, NULL)) == NULL)
    return;

  parents[0] = held->entity->version;
  version = make_version (exchange, user_id, parents);
  entity = bo_entity_new (held->entity->id, version, held->entity->entity_type,
                          name != NULL ? name : held->entity->name, content != NULL ? content : held->entity->content,
                          held->entity->source_type, user_id, parents);
  push_entity (exchange, BO_CHANGE_UPDATE, entity, parents[0]);
}

/* --- relationships --- */

typedef struct
{
  char *id;
  char *from_id;
  char *to_id;
  char *type;
  char *properties;
  char *user_id;
} NewEdge;

static void
new_edge_clear (NewEdge *edge)
{
  g_free (edge->id);
  g_free (edge->from_id);
  g_free (edge->to_id);
  g_free (edge->type);
  g_free (edge->properties);
  g_free (edge->user_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewEdge, new_edge_clear)

/* Other hubs call the ends source and target here, and by their own names everywhere else. */
static bool
take_end (BoHubExchange *exchange,
          BoJson         object,
          const char    *name,
          const char    *other,
          char         **id)
{
  if (!_bo_hub_take_string (exchange, object, other, false, BO_MAX_ID, id))
    return false;
  return *id != NULL || _bo_hub_take_string (exchange, object, name, true, BO_MAX_ID, id);
}

static bool
take_edge (BoHubExchange *exchange,
           BoJson         object,
           NewEdge       *edge)
{
  if (!_bo_hub_take_string (exchange, object, "id", false, BO_MAX_ID, &edge->id) ||
      !take_end (exchange, object, "source_id", "from_entity_id", &edge->from_id) ||
      !take_end (exchange, object, "target_id", "to_entity_id", &edge->to_id) ||
      !_bo_hub_take_string (exchange, object, "relationship_type", true, BO_MAX_NAME, &edge->type) ||
      !_bo_hub_take_object (exchange, object, "properties", &edge->properties) ||
      !take_user (exchange, object, &edge->user_id))
    return false;

  if (edge->id == NULL)
    edge->id = bo_uuid_random ();
  if (bo_edge_type_known (edge->type))
    return true;
  _bo_hub_reply_invalid (exchange, "enum", "[\"body\",\"relationship_type\"]",
                         "Input should be one of the known types");
  return false;
}

/* Answers itself where there is none to tie. */
static BoHubRow *
find_end (BoHubExchange *exchange,
          const char    *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (exchange->server->db), id, &error);

  if (row != NULL && !bo_entity_is_deleted (row->entity))
    return g_steal_pointer (&row);
  if (error != NULL)
    _bo_hub_reply_error (exchange, error);
  else
    _bo_hub_reply_detail (exchange, 404, "One or both entities not found");
  return NULL;
}

static void
reply_edge (BoHubExchange *exchange,
            const char    *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubEdgeRow) row = bo_hub_store_get_edge (BO_HUB_STORE (exchange->server->db), id, &error);
  BoJsonWriter *writer;

  if (row == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "relationship");
  bo_wire_write_edge (writer, row->edge, false);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

void
_bo_hub_handle_create_edge (BoHubExchange *exchange)
{
  g_auto(NewEdge) edge = { 0 };
  g_autoptr(GBytes) body = NULL;
  g_autoptr(BoHubRow) from = NULL;
  g_autoptr(BoHubRow) to = NULL;
  BoChange *change;
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object) || !take_edge (exchange, object, &edge) ||
      (from = find_end (exchange, edge.from_id)) == NULL || (to = find_end (exchange, edge.to_id)) == NULL)
    return;

  change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_ptr_array_add (change->edges,
                   bo_edge_new (edge.id, edge.from_id, from->entity->version, edge.to_id, to->entity->version,
                                edge.type, edge.properties != NULL ? edge.properties : "{}", edge.user_id, 0));
  if (push_change (exchange, change, edge.user_id))
    reply_edge (exchange, edge.id);
}
