/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoWatch:
 *
 * Notices that something may have been written to the home's file: the WAL changed, or some
 * time has passed, for where files can't be watched. Gathers bursts. It says "look", not what.
 * `resumed` tells that the machine slept since the last call.
 */
typedef struct _BoWatch BoWatch;

typedef void (*BoWatchFunc) (bool resumed, void *data);

BoWatch *bo_watch_new  (const char *path, BoWatchFunc func, void *data);
void     bo_watch_free (BoWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoWatch, bo_watch_free)

G_END_DECLS
