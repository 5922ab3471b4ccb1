/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-rules-private.h"

/**
 * bo_hub_rules_new:
 * @store: where the home is
 *
 * Returns: (transfer full): the rules over @store
 */
BoHubRules *
bo_hub_rules_new (BoHubStore *store)
{
  BoHubRules *self;

  g_return_val_if_fail (BO_IS_HUB_STORE (store), NULL);

  self = g_new0 (BoHubRules, 1);
  self->store = g_object_ref (store);
  return self;
}

void
bo_hub_rules_free (BoHubRules *self)
{
  g_object_unref (self->store);
  bo_digest_table_free (self->digest);
  g_free (self);
}

static gboolean
put_cb (const char *id,
                  const char *version,
                  void       *data)
{
  bo_digest_table_put (data, id, version);
  return TRUE;
}

/**
 * bo_hub_rules_digest:
 * @self: the rules
 * @error: failures of the store
 *
 * The state digest of PROTOCOL §3.5. Every row is read once; afterwards each push says what it
 * changed. Nobody else writes into a home (bo_hub_rules_reset()).
 *
 * Returns: (transfer full): lower-case hex
 */
char *
bo_hub_rules_digest (BoHubRules *self,
                     GError    **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->digest == NULL)
    {
      g_autoptr(BoDigestTable) digest = bo_digest_table_new ();

      if (!bo_hub_store_foreach_current (self->store, put_cb, digest, error))
        return NULL;
      self->digest = g_steal_pointer (&digest);
    }

  return bo_digest_table_sum (self->digest);
}

static gboolean
apply_push (BoHubRules     *self,
            BoSyncRequest  *request,
            BoSyncResponse *response,
            int64_t         now_us,
            GError        **error)
{
  if (request->changes->len == 0)
    return TRUE;

  if (!bo_hub_store_begin (self->store, error))
    return FALSE;

  if (!_bo_hub_push (self, request, response, now_us, error))
    {
      bo_hub_store_rollback (self->store);
      g_clear_pointer (&self->digest, bo_digest_table_free);
      return FALSE;
    }

  if (!bo_hub_store_commit (self->store, error))
    {
      g_clear_pointer (&self->digest, bo_digest_table_free);
      return FALSE;
    }
  return TRUE;
}

/* The time the client sends back as `since`. Rows are stamped a little after the clock where it
   stands still; a clock that was set back a second or more is shown as it is, and what is
   written meanwhile comes twice. */
static gboolean
set_server_time (BoHubRules     *self,
                 BoSyncResponse *response,
                 int64_t         now_us,
                 GError        **error)
{
  BoHubStamp last;

  if (!bo_hub_store_get_last (self->store, &last, error))
    return FALSE;

  if (last.clock_us > now_us && last.clock_us - now_us < G_USEC_PER_SEC)
    now_us = last.clock_us;
  self->given_us = MAX (self->given_us, now_us);
  response->server_time = bo_time_format (now_us);
  return TRUE;
}

/**
 * bo_hub_rules_sync:
 * @self: the rules
 * @request: what the client asks
 * @now_us: the hub's clock
 * @errors: (element-type BoWireError): filled where the hub answers 422
 * @error: %BO_ERROR_REFUSED where it answers 400 with the message as its detail, else a failure
 *   of the store
 *
 * One request of PROTOCOL §3: everything in it is checked before anything is stored; the changes
 * are applied in one transaction; then the page is composed. A request refused or failed has
 * changed nothing.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL with @errors or @error filled
 */
BoSyncResponse *
bo_hub_rules_sync (BoHubRules    *self,
                   BoSyncRequest *request,
                   int64_t        now_us,
                   GPtrArray     *errors,
                   GError       **error)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (request != NULL && errors != NULL, NULL);

  if (!_bo_hub_validate (request, errors, error) || errors->len > 0)
    return NULL;

  response->sync_type = request->sync_type;
  if (!apply_push (self, request, response, now_us, error) ||
      !_bo_hub_page (self, request, response, error) ||
      !set_server_time (self, response, now_us, error))
    return NULL;

  response->state_digest = bo_hub_rules_digest (self, error);
  if (response->state_digest == NULL)
    return NULL;

  response->epoch = g_strdup (bo_hub_store_get_epoch (self->store));
  response->entities_synced = response->applied->len;
  response->relationships_synced = response->applied_relationships->len;
  response->conflicts_resolved = response->conflicts->len;
  return g_steal_pointer (&response);
}

/**
 * bo_hub_rules_push:
 * @self: the rules
 * @request: what is to change; what it asks for is not looked at
 * @now_us: the hub's clock
 * @errors: (element-type BoWireError): filled where the hub answers 422
 * @error: as in bo_hub_rules_sync()
 *
 * The changes alone, for those who don't want a page: checked, and applied in one transaction.
 *
 * Returns: (transfer full) (nullable): what was acknowledged and decided; %NULL with @errors or
 *   @error filled
 */
BoSyncResponse *
bo_hub_rules_push (BoHubRules    *self,
                   BoSyncRequest *request,
                   int64_t        now_us,
                   GPtrArray     *errors,
                   GError       **error)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (request != NULL && errors != NULL, NULL);

  if (!_bo_hub_validate (request, errors, error) || errors->len > 0 ||
      !apply_push (self, request, response, now_us, error))
    return NULL;
  return g_steal_pointer (&response);
}

/**
 * bo_hub_rules_check:
 * @request: what somebody would push
 * @errors: (element-type BoWireError): filled where the hub answers 422
 * @error: %BO_ERROR_REFUSED where it answers 400
 *
 * What is refused whatever the hub holds.
 *
 * Returns: whether nothing is
 */
gboolean
bo_hub_rules_check (BoSyncRequest *request,
                    GPtrArray     *errors,
                    GError       **error)
{
  g_return_val_if_fail (request != NULL && errors != NULL, FALSE);

  return _bo_hub_validate (request, errors, error) && errors->len == 0;
}

/**
 * bo_hub_rules_reset:
 * @self: the rules
 *
 * The home was replaced behind their back: what they remember of it is void.
 */
void
bo_hub_rules_reset (BoHubRules *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->digest, bo_digest_table_free);
}
