/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"

G_BEGIN_DECLS

/**
 * BoChannel:
 *
 * The hub's event channel, a WebSocket (PROTOCOL §8): one message after each committed batch.
 * It opens itself again when it breaks, ever less often; a hub that has none is not asked again.
 */
typedef struct _BoChannel BoChannel;

typedef enum
{
  BO_CHANNEL_OPENED,
  BO_CHANNEL_CHANGED,   /* something was committed */
  BO_CHANNEL_CLOSED,
} BoChannelEvent;

typedef void (*BoChannelFunc) (BoChannelEvent event, void *data);

BoChannel *bo_channel_new  (BoHttp *http, BoChannelFunc func, void *data);
/* No event comes afterwards. */
void       bo_channel_free (BoChannel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoChannel, bo_channel_free)

G_END_DECLS
