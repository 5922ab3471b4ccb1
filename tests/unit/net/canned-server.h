/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* A server on loopback that answers with the very bytes a test gives it: what no real
   server would send can be sent. One answer for all requests at a time. */
typedef struct _CannedServer CannedServer;

typedef enum
{
  CANNED_CLOSE,   /* answer, then close */
  CANNED_HANG,    /* answer, then keep the connection open in silence */
} CannedEnd;

CannedServer *canned_server_new      (void);
void          canned_server_free     (CannedServer *self);
char         *canned_server_url      (CannedServer *self);
void          canned_server_answer   (CannedServer *self, const char *bytes, gssize length, CannedEnd end);
/* "HTTP/1.1 STATUS X" with @headers (each ended by CRLF), a content length and @body */
void          canned_server_reply    (CannedServer *self, int status, const char *headers, const char *body);
/* (nullable): the last request, head and body as they came */
GBytes       *canned_server_request  (CannedServer *self);
int           canned_server_count    (CannedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

G_END_DECLS
