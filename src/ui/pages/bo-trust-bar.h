/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoTrustBar:
 *
 * A bar for the whole window, which can't be put aside: as long as the hub is spoken to without
 * encryption, and when the hub shows another certificate than the one that is trusted (FAULTS §5).
 */
#define BO_TYPE_TRUST_BAR (bo_trust_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoTrustBar, bo_trust_bar, BO, TRUST_BAR, AdwBin)

void bo_trust_bar_set_client (BoTrustBar *self, BoClient *client);

/* (transfer floating): a fingerprint as a person compares it: its words, and its digits below */
GtkWidget *bo_trust_words_new (const char *fingerprint);

G_END_DECLS
