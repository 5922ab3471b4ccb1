/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalogue.h"

G_BEGIN_DECLS

/* A name in lower case and the place of what it means; the tables are in byte order. */
typedef struct
{
  const char *name;
  int         at;
} BoCatalogueName;

extern const BoServiceSpec        _bo_catalogue_services[];
extern const size_t               _bo_catalogue_n_services;
extern const BoCharacteristicSpec _bo_catalogue_characteristics[];
extern const size_t               _bo_catalogue_n_characteristics;
extern const BoCategorySpec       _bo_catalogue_categories[];
extern const size_t               _bo_catalogue_n_categories;
extern const BoCatalogueName      _bo_catalogue_service_names[];
extern const size_t               _bo_catalogue_n_service_names;
extern const BoCatalogueName      _bo_catalogue_characteristic_names[];
extern const size_t               _bo_catalogue_n_characteristic_names;
extern const BoCatalogueName      _bo_catalogue_category_names[];
extern const size_t               _bo_catalogue_n_category_names;

G_END_DECLS
