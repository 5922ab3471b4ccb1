/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-rules.h"

G_BEGIN_DECLS

/**
 * BoSalvage:
 * @aside: the damaged file, as it was; its log lies beside it
 * @edits: edits of the queue that were saved and wait again
 * @edits_lost: edits that were found and can't be sent: what they changed is gone
 * @things: entities that were saved
 * @queue_whole: whether all of the file could be read that may hold something the hub lacks
 * @connected: whether it is still known which hub the home belongs to
 *
 * What came of a damaged home.
 */
typedef struct
{
  char   *aside;
  int64_t edits;
  int64_t edits_lost;
  int64_t things;
  bool    queue_whole;
  bool    connected;
} BoSalvage;

void       bo_salvage_free          (BoSalvage *salvage);
/* Whether nothing that waited for the hub is lost. */
bool       bo_salvage_is_good       (const BoSalvage *salvage);
/* What happened, what was saved and what not, for a person. */
char      *bo_salvage_to_sentence   (const BoSalvage *salvage);

/* Nobody else may have the file open. */
BoSalvage *bo_store_recover         (const char *path, const BoContext *context, GError **error);
/* To be called before opening: ends a recovery that was cut off at its last step. */
gboolean   bo_store_finish_recovery (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSalvage, bo_salvage_free)

G_END_DECLS
