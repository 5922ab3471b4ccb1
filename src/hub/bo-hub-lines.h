/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

/* A home as JSON lines: one entity or one edge a line, with the members of the wire (PROTOCOL §1). */

/**
 * BoHubExported: how many lines of each kind were written.
 */
typedef struct
{
  int64_t versions;
  int64_t edges;
} BoHubExported;

/**
 * BoHubImported: what a file of lines holds, against what the hub holds.
 * @added: versions of entities the hub doesn't know
 * @competing: versions the hub lacks of entities that it knows
 * @held: versions and edges that are there already
 * @edges: edges the hub lacks
 * @kept_edges: edges that are there otherwise, and stay as they are
 * @waiting: edges to or from something that is neither there nor in the file: left out
 * @decided: of the competing ones, where the hub had to decide whose is shown; after an import only
 * @n_problems: lines that can't be taken
 * @problems: (element-type utf8): a sentence for each of the first of them
 */
typedef struct
{
  int64_t    added;
  int64_t    competing;
  int64_t    held;
  int64_t    edges;
  int64_t    kept_edges;
  int64_t    waiting;
  int64_t    decided;
  int64_t    n_problems;
  GPtrArray *problems;
} BoHubImported;

void           bo_hub_imported_free (BoHubImported *imported);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubImported, bo_hub_imported_free)

gboolean       bo_hub_export        (BoHubDb *db, bool history, GOutputStream *stream, BoHubExported *exported, GError **error);
BoHubImported *bo_hub_import        (BoHubDb *db, GInputStream *stream, bool apply, int64_t now_us, GError **error);

G_END_DECLS
