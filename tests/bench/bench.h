/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-http.h"
#include "bo-hub.h"
#include "bo-wire.h"

G_BEGIN_DECLS

/* What the benchmarks share: a real hub on loopback and what speaks to it, in a directory of
   their own; clocks; and the table that is printed. */

#define BENCH_HOME 50000
#define BENCH_PASSWORD "a password of the bench"

typedef struct
{
  char      *dir;       /* of the hub's data */
  BoHub     *hub;       /* nullable: a program, then */
  BoHttp    *http;      /* signed in as administrator */
  char      *token;
  int        entities;  /* what the hub holds: one home, the rest devices */
  GPtrArray *versions;  /* char *: the current one of each, in order */
  int64_t    time_us;   /* of the last version made */
  int        rows;      /* versions composed so far: the hub's highest row, unless a client pushed too */
} Bench;

/* --- bench.c --- */
void    bench_set_up      (Bench *bench, int entities);
void    bench_tear_down   (Bench *bench);
/* Fills the hub further, to @entities. */
void    bench_grow        (Bench *bench, int entities);
char   *bench_id          (int index);
/* Changes that create or edit the entities @first…@first + @count - 1, as the body of a request that
   asks for nothing back. */
GBytes *bench_compose     (Bench *bench, int first, int count);
void    bench_push        (Bench *bench, int first, int count);
/* A request without changes: a page behind @cursor. */
GBytes *bench_ask         (const char *cursor);
/* Waits for the answer; anything but 200 ends the program. */
GBytes *bench_post        (BoHttp *http, GBytes *body);
char   *bench_temporary   (void);
void    bench_remove      (const char *dir);
void    bench_wait        (bool *done);
BoHttp *bench_sign_in     (const char *url, char **token);

/* --- bench-floor.c --- */
/* What nobody can do without: the same pages over the same BoHttp, read by json-glib, id, version
   and text of each change inserted into SQLite, all in one transaction. Milliseconds. */
double  bench_floor_walk  (Bench *bench);
double  bench_floor_delta (Bench *bench, const char *cursor);
/* The same changes pushed raw in batches of 250, the answers read by json-glib. */
double  bench_floor_push  (Bench *bench, int first, int count);
/* One row into SQLite, durable. */
double  bench_floor_edit  (void);

/* --- bench-client.c --- */
typedef struct
{
  char     *dir;
  BoClient *client;
} BenchClient;

void    bench_client_set_up    (BenchClient *self, Bench *bench);
/* Closes the files; the directory stays until it is torn down. */
void    bench_client_close     (BenchClient *self);
void    bench_client_tear_down (BenchClient *self);
BoSyncResult *bench_client_sync (BenchClient *self);
/* Until the model has as many devices as the hub. */
void    bench_client_fill_model (BenchClient *self, Bench *bench);

/* --- bench-table.c --- */
double  bench_now         (void);  /* ms */
double  bench_percentile  (GArray *samples, double fraction);
double  bench_median      (GArray *samples);
int64_t bench_memory      (const char *pid, const char *field);  /* kB of /proc/PID/status */
void    bench_title       (const char *title);
/* @floor, @goal: 0 for none */
void    bench_row         (const char *what, const char *unit, double value, double floor, double goal);

G_END_DECLS
