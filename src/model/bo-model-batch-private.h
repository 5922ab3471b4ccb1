/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model-batch.h"
#include "bo-parse-private.h"

G_BEGIN_DECLS

/* Where an entity stands, without what it is. */
typedef struct
{
  char         *version;
  BoSyncStatus  status;
  char         *problem; /* nullable */
} BoStanding;

struct _BoModelBatch
{
  int         ref_count;
  bool        complete;
  GHashTable *entities;  /* id → BoParsed; NULL removes */
  GHashTable *standings; /* id → BoStanding; taken after entities */
  GHashTable *edges;     /* id → BoEdge; NULL removes */
};

G_END_DECLS
