/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-accepted.h"
#include "bo-client-types.h"

/* What is shown was made from what the hub last confirmed: its parent. */
static BoEntity *
find_confirmed (BoThing   *thing,
                GPtrArray *versions)
{
  BoEntity *shown = bo_thing_get_entity (thing);
  const char *base = shown != NULL ? shown->parent_versions[0] : NULL;

  for (unsigned int i = 0; base != NULL && i < versions->len; i++)
    {
      const BoStoreVersion *version = g_ptr_array_index (versions, i);

      if (g_str_equal (version->entity->version, base))
        return version->entity;
    }
  return NULL;
}

char *
bo_accepted_value (BoThing    *thing,
                   GPtrArray  *versions,
                   const char *path,
                   bool       *known)
{
  BoEntity *confirmed = find_confirmed (thing, versions);
  g_autofree char *document = confirmed != NULL ? bo_entity_to_document (confirmed) : NULL;

  if (known != NULL)
    *known = confirmed != NULL;
  return document != NULL ? bo_json_dup (bo_json_at (bo_json_wrap (document), path)) : NULL;
}
