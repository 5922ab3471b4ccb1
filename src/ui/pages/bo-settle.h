/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-standing.h"

G_BEGIN_DECLS

/* What a person does about a change that asks for them. */

/* Tells @standing what became of the change, and does what a person wants of it. Once. */
void bo_settle_attach (BoStanding *standing, BoClient *client);

/* The same two deeds for a tile's menu. @id: of an entity */
void bo_settle_retry  (GtkWidget *from, BoClient *client, const char *id);
void bo_settle_review (GtkWidget *from, BoClient *client, const char *id);

G_END_DECLS
