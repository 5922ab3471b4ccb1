/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-compose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-compose-private.h"

/**
 * bo_compose_home:
 * @draft: a draft
 * @id: the new home's id
 * @name: its name
 * @is_primary: whether it is the one meant where none is named
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_home (BoDraft     *draft,
                 const char  *id,
                 const char  *name,
                 bool         is_primary,
                 GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);

  if (checked == NULL)
    return FALSE;

  _bo_draft_add_entity (draft, id, "home", checked,
                        is_primary ? "{\"is_primary\":true,\"users\":[]}" : "{\"is_primary\":false,\"users\":[]}");
  return TRUE;
}

/**
 * bo_compose_zone:
 * @draft: a draft
 * @id: the new zone's id
 * @name: its name
 * @home_id: the home it is part of
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_zone (BoDraft     *draft,
                 const char  *id,
                 const char  *name,
                 const char  *home_id,
                 GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);

  if (checked == NULL)
    return FALSE;

  _bo_draft_add_entity (draft, id, "zone", checked, "{}");
  if (home_id != NULL)
    _bo_draft_add_edge (draft, id, "part_of", home_id);
  return TRUE;
}

/**
 * bo_compose_room:
 * @draft: a draft
 * @id: the new room's id
 * @name: its name
 * @home_id: (nullable): the home it is part of
 * @zone_id: (nullable): the zone it is in
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_room (BoDraft     *draft,
                 const char  *id,
                 const char  *name,
                 const char  *home_id,
                 const char  *zone_id,
                 GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);

  if (checked == NULL)
    return FALSE;

  _bo_draft_add_entity (draft, id, "room", checked, "{}");
  if (home_id != NULL)
    _bo_draft_add_edge (draft, id, "part_of", home_id);
  if (zone_id != NULL)
    _bo_draft_add_edge (draft, id, "located_in", zone_id);
  return TRUE;
}

static void
write_characteristic (BoJsonWriter               *writer,
                      const char                 *service_id,
                      const BoCharacteristicSpec *spec)
{
  g_autofree char *id = _bo_compose_derive_id (service_id, "characteristic", spec->id);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", id);
  bo_json_writer_member_string (writer, "characteristic_type", spec->id);
  bo_json_writer_member_string (writer, "format", bo_format_to_string (spec->type.format));
  if (spec->readable && spec->default_value != NULL)
    bo_json_writer_member_raw (writer, "value", spec->default_value);
  bo_json_writer_end_object (writer);
}

static void
write_service (BoJsonWriter        *writer,
               const char          *id,
               const BoServiceSpec *spec,
               const char          *name,
               bool                 is_primary)
{
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", id);
  bo_json_writer_member_string (writer, "service_type", spec->id);
  if (name != NULL)
    bo_json_writer_member_string (writer, "name", name);
  bo_json_writer_member_bool (writer, "is_primary", is_primary);
  bo_json_writer_key (writer, "characteristics");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; spec->required[i] != NULL; i++)
    {
      const BoCharacteristicSpec *characteristic = bo_catalogue_characteristic (spec->required[i]);

      if (characteristic != NULL && strcmp (characteristic->id, "name") != 0)
        write_characteristic (writer, id, characteristic);
    }
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
}

static const BoServiceSpec *
find_service_spec (const char  *service_type,
                   GError     **error)
{
  const BoServiceSpec *spec = bo_catalogue_service (service_type);

  if (spec == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _ ("There is no kind of service called “%s”."), service_type);
  return spec;
}

/**
 * bo_compose_accessory:
 * @draft: a draft
 * @id: the new accessory's id
 * @name: its name
 * @service_types: (nullable) (array zero-terminated=1): what services it has; the first is the
 *   primary one
 * @room_id: (nullable): the room it is in
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_NOT_FOUND for a service the catalogue doesn't know,
 *   %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_accessory (BoDraft            *draft,
                      const char         *id,
                      const char         *name,
                      const char *const  *service_types,
                      const char         *room_id,
                      GError            **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);
  g_autoptr (BoJsonWriter) writer = NULL;
  g_autofree char *content = NULL;

  if (checked == NULL)
    return FALSE;

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "services");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; service_types != NULL && service_types[i] != NULL; i++)
    {
      const BoServiceSpec *spec = find_service_spec (service_types[i], error);
      g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT, i);
      g_autofree char *service_id = _bo_compose_derive_id (id, "service", place);

      if (spec == NULL)
        return FALSE;
      write_service (writer, service_id, spec, NULL, i == 0);
    }
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  content = bo_json_writer_end (g_steal_pointer (&writer), NULL);

  _bo_draft_add_entity (draft, id, "device", checked, content);
  if (room_id != NULL)
    _bo_draft_add_edge (draft, id, "located_in", room_id);
  return TRUE;
}

/**
 * bo_compose_service:
 * @draft: a draft
 * @accessory: where to add it
 * @id: the new service's id
 * @service_type: what it is: an id, alias or UUID of the catalogue
 * @name: (nullable): its name
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_NOT_FOUND for a type the catalogue doesn't know,
 *   %BO_ERROR_USAGE for an accessory that describes itself by its state, where a list of
 *   services would hide that
 */
gboolean
bo_compose_service (BoDraft      *draft,
                    BoAccessory  *accessory,
                    const char   *id,
                    const char   *service_type,
                    const char   *name,
                    GError      **error)
{
  const BoServiceSpec *spec = find_service_spec (service_type, error);
  g_autoptr (BoJsonWriter) writer = NULL;
  g_autofree char *json = NULL;
  g_autofree char *segment = g_strconcat ("=", id, NULL);
  g_autofree char *path = bo_json_path_append ("/content/services", segment);
  bool first = g_list_model_get_n_items (bo_accessory_get_services (accessory)) == 0;

  if (spec == NULL)
    return FALSE;
  if (bo_accessory_get_derived (accessory) && !first)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   _ ("“%s” describes itself by its state. A service can't be added to it."),
                   bo_thing_get_display_name (BO_THING (accessory)));
      return FALSE;
    }

  writer = bo_json_writer_new ();
  write_service (writer, id, spec, name, first);
  json = bo_json_writer_end (g_steal_pointer (&writer), NULL);
  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (accessory)), path, json);
  return TRUE;
}

static char *
actions_to_json (GPtrArray *actions)
{
  g_autoptr (BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_array (writer);
  for (unsigned i = 0; actions != NULL && i < actions->len; i++)
    {
      const BoSceneAction *action = g_ptr_array_index (actions, i);

      bo_json_writer_begin_object (writer);
      bo_json_writer_member_string (writer, "accessory_id", action->accessory_id);
      bo_json_writer_member_string (writer, "characteristic_id", action->characteristic_id);
      bo_json_writer_member_raw (writer, "value", action->value);
      bo_json_writer_end_object (writer);
    }
  bo_json_writer_end_array (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static bool
check_actions (GPtrArray  *actions,
               GError    **error)
{
  for (unsigned i = 0; actions != NULL && i < actions->len; i++)
    {
      const BoSceneAction *action = g_ptr_array_index (actions, i);
      BoJson document;

      if (action->value == NULL
          || !bo_json_scan (action->value, -1, BO_MAX_DEPTH - 8, BO_JSON_SCAN_STRICT, &document, NULL))
        {
          g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _ ("A step of the scene has no valid value."));
          return false;
        }
    }

  return true;
}

/**
 * bo_compose_scene:
 * @draft: a draft
 * @id: the new scene's id
 * @name: its name
 * @home_id: (nullable): the home it is part of
 * @actions: (nullable) (element-type BoSceneAction): its steps
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE for a name or a value that is none
 */
gboolean
bo_compose_scene (BoDraft     *draft,
                  const char  *id,
                  const char  *name,
                  const char  *home_id,
                  GPtrArray   *actions,
                  GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);
  g_autofree char *json = NULL;
  g_autofree char *content = NULL;

  if (checked == NULL || !check_actions (actions, error))
    return FALSE;

  json = actions_to_json (actions);
  content = g_strconcat ("{\"kind\":\"scene\",\"actions\":", json, "}", NULL);
  _bo_draft_add_entity (draft, id, "automation", checked, content);
  if (home_id != NULL)
    _bo_draft_add_edge (draft, id, "part_of", home_id);
  return TRUE;
}

/**
 * bo_compose_scene_actions:
 * @draft: a draft
 * @scene: a scene
 * @actions: (element-type BoSceneAction): all its steps from now on
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE for a value that is none
 */
gboolean
bo_compose_scene_actions (BoDraft    *draft,
                          BoScene    *scene,
                          GPtrArray  *actions,
                          GError    **error)
{
  g_autofree char *json = NULL;

  if (!check_actions (actions, error))
    return FALSE;

  json = actions_to_json (actions);
  _bo_draft_add_edit (draft, bo_thing_get_id (BO_THING (scene)), "/content/actions", json);
  return TRUE;
}

/* The way a document of @type is tied to what it is about: a procedure leads to it, all else is
   led to. */
static void
tie_document (BoDraft    *draft,
              const char *id,
              const char *type,
              BoThing    *about)
{
  if (strcmp (type, "procedure") == 0)
    _bo_draft_add_edge (draft, id, "procedure_for", bo_thing_get_id (about));
  else
    _bo_draft_add_edge (draft, bo_thing_get_id (about), "documented_by", id);
}

/**
 * bo_compose_document:
 * @draft: a draft
 * @id: the new document's id
 * @type: `note`, `manual`, `procedure`, …
 * @name: its title
 * @body: (nullable): its text
 * @about: (nullable): what it is tied to
 * @error: return location
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_document (BoDraft     *draft,
                     const char  *id,
                     const char  *type,
                     const char  *name,
                     const char  *body,
                     BoThing     *about,
                     GError     **error)
{
  return _bo_compose_document (draft, id, type, name, body, NULL, NULL, about, error);
}

/**
 * bo_compose_document_of_file:
 * @draft: a draft
 * @id: the new document's id
 * @type: `manual`, `note`, …
 * @name: its title
 * @description: JSON text of the file that belongs to it, see bo_compose_set_file()
 * @about: (nullable): what it is tied to
 * @error: return location
 *
 * As bo_compose_document(), of a document that is a file and has no text yet.
 *
 * Returns: whether it was added; %BO_ERROR_USAGE or %BO_ERROR_TOO_LARGE for the name
 */
gboolean
bo_compose_document_of_file (BoDraft     *draft,
                             const char  *id,
                             const char  *type,
                             const char  *name,
                             const char  *description,
                             BoThing     *about,
                             GError     **error)
{
  return _bo_compose_document (draft, id, type, name, NULL, "file", description, about, error);
}

/* @member, @json: (nullable): what its content holds besides */
gboolean
_bo_compose_document (BoDraft     *draft,
                      const char  *id,
                      const char  *type,
                      const char  *name,
                      const char  *body,
                      const char  *member,
                      const char  *json,
                      BoThing     *about,
                      GError     **error)
{
  g_autofree char *checked = _bo_compose_check_name (name, error);
  g_autofree char *quoted = bo_json_quote (body != NULL ? body : "");
  g_autofree char *more = member != NULL ? g_strdup_printf (",\"%s\":%s", member, json) : g_strdup ("");
  g_autofree char *content = g_strconcat ("{\"body\":", quoted, more, "}", NULL);

  if (checked == NULL)
    return FALSE;

  _bo_draft_add_entity (draft, id, type, checked, content);
  if (about != NULL)
    tie_document (draft, id, type, about);
  return TRUE;
}
