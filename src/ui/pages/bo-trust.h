/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-trust-bar.h"

G_BEGIN_DECLS

/* Has @bar say how far the hub of @client can be trusted, and put another certificate to the person. Once. */
void bo_trust_attach (BoTrustBar *bar, BoClient *client);

G_END_DECLS
