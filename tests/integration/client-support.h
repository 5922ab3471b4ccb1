/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"
#include "bo-hub.h"

G_BEGIN_DECLS

#define PASSWORD "correct horse"

/* A real hub in this process on a port of its choice, and real clients with files of their
   own, in folders that are gone afterwards. Everything waited for is a condition. */

typedef struct
{
  char     *dir;
  BoHub    *hub;
  uint16_t  port;
  bool      tls;     /* from the next start of the hub on */
  char     *tls_cert; /* nullable: instead of the hub's own */
} House;

#define wait_until(condition) \
  do { int64_t _end = bo_clock_monotonic () + 20 * G_USEC_PER_SEC; \
       while (!(condition)) wait_step (_end, #condition, __FILE__, __LINE__); } while (0)

void      wait_step           (int64_t deadline, const char *condition, const char *file, int line);

void      support_init        (int *argc, char ***argv);
House    *house_new           (void);
void      house_free          (House *self);
char     *house_path          (House *self, const char *name);
void      house_stop_hub      (House *self);
void      house_start_hub     (House *self);   /* again, on the same port */
char     *house_url           (House *self);

/* As the hub would have made it @age seconds ago, for a week: for who doesn't need to sign in. */
char     *house_token         (House *self, const char *role, int64_t age);

/* Open, in the folder NAME of the house. */
BoClient *house_client        (House *self, const char *name, BoOpenFlags flags);
BoClient *house_connected     (House *self, const char *name, BoOpenFlags flags);
void      client_connect      (BoClient *client, const char *url, const char *password, GError **error);
/* With whatever @credentials say. */
void      client_connect_as   (BoClient *client, const char *url, const BoCredentials *credentials, GError **error);
void      client_close        (BoClient *client);  /* transfer full; asserts that it is gone */
BoSyncResult *client_sync     (BoClient *client, GError **error);
void      client_sync_well    (BoClient *client);
char     *client_digest       (BoClient *client, int64_t *count);
void      assert_alike        (BoClient *a, BoClient *b);

/* Each waits for the edit, and gives the id. */
char     *make_home           (BoClient *client, const char *name);
char     *make_room           (BoClient *client, const char *home_id, const char *name);
char     *make_lamp           (BoClient *client, const char *room_id, const char *name);
void      make_many           (BoClient *client, int n);
void      set_value           (BoClient *client, const char *accessory_id, const char *characteristic, const char *value, bool confirmed, GError **error);
void      rename_thing        (BoClient *client, const char *id, const char *name);
/* JSON text; NULL: no such thing yet */
const char *value_of          (BoClient *client, const char *accessory_id, const char *characteristic);
const char *name_of           (BoClient *client, const char *id);

/* For one call: `result = NULL; bo_…_async (…, got_result_cb, &result); wait_until (result != NULL);` */
void      got_result_cb       (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (House, house_free)

G_END_DECLS
