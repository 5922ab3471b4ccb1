/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoSourceList:
 *
 * What a television can show: the input sources of its accessory that are set up and not hidden, under the names people
 * gave them; the one it shows is marked.
 *
 * ::chosen: (identifier: int64) a value for `active_identifier`
 */
#define BO_TYPE_SOURCE_LIST (bo_source_list_get_type ())
G_DECLARE_FINAL_TYPE (BoSourceList, bo_source_list, BO, SOURCE_LIST, GtkWidget)

/* @television: the service that has `active_identifier` */
GtkWidget *bo_source_list_new           (BoService *television);
void       bo_source_list_refresh       (BoSourceList *self);
void       bo_source_list_set_read_only (BoSourceList *self, bool read_only);

G_END_DECLS
