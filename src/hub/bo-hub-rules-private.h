/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-digest.h"
#include "bo-hub-rules.h"

G_BEGIN_DECLS

struct _BoHubRules
{
  BoHubStore    *store;
  BoDigestTable *digest;   /* nullable: the current versions are to be read first */
  int64_t        given_us; /* the latest server_time given out: what is written later must be later */
};

/* bo-hub-validate.c: fills @errors (422) or @error (400), or neither */
gboolean _bo_hub_validate     (BoSyncRequest *request, GPtrArray *errors, GError **error);
gboolean _bo_hub_parse_cursor (const char *cursor, int64_t *seq, GError **error);

/* bo-hub-push.c: applies all changes inside the caller's transaction */
gboolean _bo_hub_push         (BoHubRules *self, BoSyncRequest *request, BoSyncResponse *response, int64_t now_us, GError **error);

/* bo-hub-page.c: what comes down */
gboolean _bo_hub_page         (BoHubRules *self, BoSyncRequest *request, BoSyncResponse *response, GError **error);

G_END_DECLS
