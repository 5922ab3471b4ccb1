/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"

G_BEGIN_DECLS

/* bo-store-recover-file.c */
gboolean _bo_recover_copy       (const char *from, const char *to, GError **error);
/* Gives @work, of a home, the schema that @fresh, a new home, has. */
gboolean _bo_recover_transplant (const char *work, const char *fresh, GError **error);
void     _bo_recover_remove     (const char *path);
/* A database that says it belongs to somebody else. */
bool     _bo_recover_is_foreign (const char *path, int32_t application_id);

/* bo-store-recover-rows.c */

/**
 * BoRescue:
 * @from: the damaged database; any error may come of it
 * @to: where rows go
 * @unread: rows that could be read and not kept
 * @holes: places that could not be read
 */
typedef struct
{
  sqlite3 *from;
  BoDb    *to;
  int64_t  unread;
  int64_t  holes;
} BoRescue;

/* Copies what can be read of one table. FALSE: @to failed. */
gboolean _bo_rescue_table       (BoRescue *self, const char *table, GError **error);
/* After the tables: rows for entities of which only the number is known; their stamp says so. */
#define BO_RESCUE_MARK (-1)
gboolean _bo_rescue_ids         (BoRescue *self, GError **error);
bool     _bo_rescue_can_read    (sqlite3 *from);

G_END_DECLS
