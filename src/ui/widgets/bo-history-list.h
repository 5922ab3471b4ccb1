/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdint.h>

G_BEGIN_DECLS

/* One of the things that happened, in words. */
#define BO_TYPE_HISTORY_ENTRY (bo_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryEntry, bo_history_entry, BO, HISTORY_ENTRY, GObject)

/* (transfer full): @id: by which it is known again; @title: what happened; @who: a person, a device */
BoHistoryEntry *bo_history_entry_new (const char *id, const char *title, const char *who, int64_t time_us);

/**
 * BoHistoryList:
 *
 * What happened, the newest first: what, who and when. It says so where nothing is recorded.
 */
#define BO_TYPE_HISTORY_LIST (bo_history_list_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryList, bo_history_list, BO, HISTORY_LIST, AdwBin)

GtkWidget *bo_history_list_new         (void);
/* Shows @entries (element-type BoHistoryEntry), the newest first. Rows at the end that stay the same stay. */
void       bo_history_list_set_entries (BoHistoryList *self, GPtrArray *entries);

G_END_DECLS
