/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How far a hub can be trusted. */
typedef enum
{
  BO_TRUST_WELL,
  BO_TRUST_PLAIN,   /* it is spoken to without encryption */
  BO_TRUST_CHANGED, /* it shows another certificate than the one that is trusted */
} BoTrust;

/**
 * BoTrustBar:
 *
 * A bar for the whole window, which can't be put aside as long as the hub can't be trusted (FAULTS §5). At first all is
 * well.
 *
 * ::review: a person wants to compare the other certificate
 */
#define BO_TYPE_TRUST_BAR (bo_trust_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoTrustBar, bo_trust_bar, BO, TRUST_BAR, AdwBin)

void       bo_trust_bar_say   (BoTrustBar *self, BoTrust trust);

/* (transfer floating): a fingerprint as a person compares it: its words, and its digits below */
GtkWidget *bo_trust_words_new (const char *fingerprint);

G_END_DECLS
