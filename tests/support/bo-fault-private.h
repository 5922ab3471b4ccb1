/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-fault-proxy.h"

G_BEGIN_DECLS

/* One message of HTTP/1.1: its head with the line ends, without the empty line; its body whole,
   out of its chunks. */
typedef struct
{
  GString *head;
  GBytes  *body;
} BoFaultMessage;

typedef enum
{
  BO_FAULT_NONE,
  BO_FAULT_CLOSE,
  BO_FAULT_SILENCE,
  BO_FAULT_DROP,
  BO_FAULT_HANG,
  BO_FAULT_LATE,
  BO_FAULT_STALL,
  BO_FAULT_DRIP,
  BO_FAULT_CUT,
  BO_FAULT_CHUNK,
  BO_FAULT_LOSE,
  BO_FAULT_TWICE,
  BO_FAULT_ECHO,
  BO_FAULT_STALE,
  BO_FAULT_ANSWER,
  BO_FAULT_ALTER,
  BO_FAULT_BOMB,
} BoFaultKind;

/* What doesn't narrow it down is NULL or 0. */
typedef struct
{
  BoFaultKind kind;
  char       *method;
  char       *path;     /* part of it */
  char       *holds;    /* part of the request's body */
  char       *lacks;
  int         after;    /* so many pass first */
  int         times;    /* so often, then no more; 0: always */
  int         seen;
  int64_t     over;     /* the request's body has more bytes than that */
  int64_t     bytes;
  int         ms;
  int         status;
  bool        forward;  /* the hub gets the request all the same */
  char       *body;
  GPtrArray  *headers;  /* "Name: value" */
  GPtrArray  *hide;     /* members of the answer's JSON */
} BoFault;

/* bo-fault-script.c */
void       _bo_fault_free         (BoFault *fault);
GPtrArray *_bo_fault_parse        (const char *script, GError **error);
/* Counts; whether it strikes. @message: (nullable): NULL for a connection just accepted */
bool       _bo_fault_strikes      (BoFault *fault, BoFaultMessage *message);

/* bo-fault-message.c: blocking, of whatever thread */
void            _bo_fault_message_free (BoFaultMessage *message);
BoFaultMessage *_bo_fault_message_read (GDataInputStream *stream, bool answer, GCancellable *ending);
BoFaultMessage *_bo_fault_message_new  (int status, const char *body);
BoFaultMessage *_bo_fault_message_copy (BoFaultMessage *message);
GBytes         *_bo_fault_message_bytes (BoFaultMessage *message);
char           *_bo_fault_message_get  (BoFaultMessage *message, const char *header);
/* @value: (nullable): NULL takes it away */
void            _bo_fault_message_set  (BoFaultMessage *message, const char *header, const char *value);
void            _bo_fault_message_set_body (BoFaultMessage *message, GBytes *body);
int             _bo_fault_message_status (BoFaultMessage *message);
char           *_bo_fault_message_line (BoFaultMessage *message);  /* "POST /path" */
char           *_bo_fault_message_text (BoFaultMessage *message);  /* the body, decompressed */

/* bo-fault-exchange.c */
typedef struct
{
  BoFaultProxy     *proxy;
  GIOStream        *client;
  GDataInputStream *from_client;
  GCancellable     *ending;
} BoFaultExchange;

/* Whether the connection stays. */
bool            _bo_fault_exchange     (BoFaultExchange *self, BoFaultMessage *request, BoFault *fault);
bool            _bo_fault_wait         (GCancellable *ending, int ms);   /* -1: till the end. Whether it goes on */
BoFaultMessage *_bo_fault_ask_hub      (BoFaultProxy *proxy, BoFaultMessage *request, GCancellable *ending);

/* bo-fault-proxy.c */
GSocketConnection *_bo_fault_proxy_connect (BoFaultProxy *self, GCancellable *ending);
const char     *_bo_fault_proxy_get_hub   (BoFaultProxy *self);
void            _bo_fault_proxy_keep_answer (BoFaultProxy *self, BoFaultMessage *request, BoFaultMessage *answer);
BoFaultMessage *_bo_fault_proxy_get_answer (BoFaultProxy *self, BoFaultMessage *request); /* (nullable): the last one */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoFault, _bo_fault_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoFaultMessage, _bo_fault_message_free)

G_END_DECLS
