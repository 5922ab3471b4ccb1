/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/*
 * BoList: a GListModel kept in the byte order of a key each item is put in with. Changes are
 * gathered by put and drop, then shown by commit, which emits one ::items-changed for each run
 * of neighbours: what stays, stays. O(changes · log n). Main thread.
 */
#define BO_TYPE_LIST (_bo_list_get_type ())
G_DECLARE_FINAL_TYPE (BoList, _bo_list, BO, LIST, GObject)

BoList  *_bo_list_new    (GType item_type);
/* Keys are unique in a list. Both return whether a commit is due. */
bool     _bo_list_put    (BoList *self, gpointer item, const char *key);
bool     _bo_list_drop   (BoList *self, gpointer item);
void     _bo_list_commit (BoList *self);
/* As committed. */
unsigned _bo_list_size   (BoList *self);
/* (nullable): borrowed, as committed */
gpointer _bo_list_peek   (BoList *self, unsigned position);

G_END_DECLS
