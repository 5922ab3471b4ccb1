/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* @text: (nullable): of an invitation that bo_invitation_parse() takes; else @error says why not */
typedef void (*BoInviteFunc) (const char *text, const GError *error, gpointer data);

void bo_invite_reader_attach    (GtkWidget *page, BoInviteFunc func, gpointer data);
void bo_invite_reader_take_file (GtkWidget *page, GFile *file);
void bo_invite_reader_choose    (GtkWidget *page);
void bo_invite_reader_paste     (GtkWidget *page);

G_END_DECLS
