/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

#define BO_TYPE_HUB (bo_hub_get_type ())
G_DECLARE_FINAL_TYPE (BoHub, bo_hub, BO, HUB, GObject)

#define BO_HUB_DEFAULT_PORT 8101

/**
 * BoHubOptions:
 * @address: (nullable): IP address to listen on; %NULL is 127.0.0.1
 * @port: 0 picks one
 * @password: (nullable): the administrator's. Needed the first time; later it replaces the one kept
 * @name: (nullable): what the hub calls itself
 * @allow_plain_http: listen beyond this machine without TLS
 * @tls: listen with TLS on this machine too; beyond it that goes without saying
 * @tls_cert: (nullable): a certificate in PEM to use instead of the hub's own; means TLS everywhere
 * @tls_key: (nullable): its private key, where it isn't in @tls_cert
 * @hosts: (nullable) (array zero-terminated=1): names it is called by besides those it knows itself
 * @demo: a new home is furnished, and two people live in it
 * @seed: of the demo home: the same seed, the same home
 * @speed: of life in it; 1 is normal, 0 is taken as 1
 *
 * All zero is a hub for this machine alone, on a port of its choice.
 */
typedef struct
{
  const char *address;
  uint16_t     port;
  const char *password;
  const char *name;
  bool        allow_plain_http;
  bool        tls;
  const char *tls_cert;
  const char *tls_key;
  const char *const *hosts;
  bool        demo;
  uint64_t    seed;
  double      speed;
} BoHubOptions;

BoHub      *bo_hub_new             (const char *data_dir, const BoHubOptions *options);
gboolean    bo_hub_start           (BoHub *self, GError **error);
void        bo_hub_stop            (BoHub *self);
bool        bo_hub_is_running      (BoHub *self);
const char *bo_hub_get_url         (BoHub *self);
/* (nullable): of the certificate, while it runs with TLS (bo-fingerprint.h) */
const char *bo_hub_get_fingerprint (BoHub *self);
/* (transfer full) (nullable): what a client needs to reach it and to know it, for a QR code */
char       *bo_hub_get_pairing     (BoHub *self);
/* Whether a hub has run in @data_dir and so needs no password. */
bool        bo_hub_has_password    (const char *data_dir);
/* Stops and continues what the people of the demo home do. */
void        bo_hub_demo_pause      (BoHub *self, bool paused);

G_END_DECLS
