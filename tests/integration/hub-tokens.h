/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"

/* Tokens of all kinds for tests of who may do what. */

/* Takes over @token (nullable). */
void  client_use        (Client *client, char *token);
/* Signed with the hub's own key */
char *client_make_token (Client *client, const char *role, int64_t expires_in);
/* As an administrator: invites a guest, who signs in. */
char *client_make_guest (Client *client);
