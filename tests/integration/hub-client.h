/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bo-hub.h"

/* A hub in this process, in a directory of its own, and a plain HTTP client for it. */

typedef struct
{
  char        *dir;
  BoHub       *hub;
  SoupSession *session;
  char        *token;   /* nullable: sent with every request */
  /* of the last answer */
  unsigned int               status;
  SoupMessageHeaders *headers;
  GBytes             *body;
} Client;

void   client_set_up       (Client *client, const void *data); /* @data: NULL, "demo" or "tls" */
void   client_tear_down    (Client *client, const void *data);
void   client_restart      (Client *client);
void   client_login        (Client *client);
/* @message is sent to whatever hub answers. */
void   client_trust        (SoupMessage *message);
/* @body: (nullable): JSON. Returns the answer's document, or none where it is no JSON. */
BoJson client_call         (Client *client, const char *method, const char *path, const char *body);
BoJson client_call_raw     (Client *client, const char *method, const char *path, GBytes *body, const char *first_header, ...) G_GNUC_NULL_TERMINATED;
/* POST /api/v1/sync/ with these changes (the inside of the array) and members (", …", or "") */
BoJson client_sync         (Client *client, const char *changes, const char *members);
char  *client_detail       (Client *client);
