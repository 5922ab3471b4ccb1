/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-scope.h"

BoHome *
bo_scope_of (BoClient *client)
{
  GListModel *homes = bo_model_get_homes (bo_client_get_model (client));

  return g_list_model_get_n_items (homes) > 1 ? bo_client_get_home (client) : NULL;
}

GListModel *
bo_scope_rooms (BoClient *client)
{
  BoHome *home = bo_scope_of (client);

  return home != NULL ? bo_home_get_rooms (home) : bo_client_list_rooms (client);
}

GListModel *
bo_scope_zones (BoClient *client)
{
  BoHome *home = bo_scope_of (client);

  return home != NULL ? bo_home_get_zones (home) : bo_model_get_zones (bo_client_get_model (client));
}

GListModel *
bo_scope_accessories (BoClient *client)
{
  BoHome *home = bo_scope_of (client);

  return home != NULL ? bo_home_get_accessories (home) : bo_client_list_accessories (client);
}

GListModel *
bo_scope_scenes (BoClient *client)
{
  BoHome *home = bo_scope_of (client);

  return home != NULL ? bo_home_get_scenes (home) : bo_model_get_scenes (bo_client_get_model (client));
}
