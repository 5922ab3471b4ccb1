/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* Small choices about this home, kept in its file, and how this device synchronises. */

#define ASK "sync.ask"
#define UNSPARING "sync.unsparing"
#define COMFORT "expiry.comfort"
#define HOME "home.shown"
#define MECHANICAL "expiry.mechanical"

static GPtrArray *
copy_settings (const BoSetting *settings,
               size_t           n)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < n; i++)
    {
      g_ptr_array_add (copies, g_strdup (settings[i].key));
      g_ptr_array_add (copies, g_strdup (settings[i].value));
    }
  return copies;
}

static gboolean
put_all (BoStore    *store,
         GPtrArray  *settings,
         GError    **error)
{
  for (unsigned int i = 0; i < settings->len; i += 2)
    if (!bo_store_put_setting (store, g_ptr_array_index (settings, i), g_ptr_array_index (settings, i + 1), error))
      return FALSE;
  return TRUE;
}

static void *
put_settings_func (BoStore  *store,
                   void     *data,
                   GError  **error)
{
  BoSyncStore *sync = BO_SYNC_STORE (store);

  if (!bo_sync_store_begin (sync, BO_DURABILITY_FULL, error))
    return NULL;
  if (put_all (store, data, error) && bo_sync_store_commit (sync, error))
    return BO_STORES_DONE;
  bo_sync_store_rollback (sync);
  return NULL;
}

static void
put_settings_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  g_autoptr(GError) error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_message ("A setting could not be kept: %s", error->message);
}

/**
 * bo_client_get_setting:
 * @self: an open client
 * @key: which
 *
 * Returns: (transfer none) (nullable): its text; until it is set anew
 */
const char *
bo_client_get_setting (BoClient   *self,
                       const char *key)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return self->settings != NULL ? g_hash_table_lookup (self->settings, key) : NULL;
}

/**
 * bo_client_set_settings:
 * @self: an open client
 * @settings: (array length=n): keys with their texts; %NULL removes one
 * @n: how many
 *
 * Keeps small things about this home in its file, all of them or none; there
 * at once, on the disk soon. Emits #BoClient::settings-changed.
 */
void
bo_client_set_settings (BoClient        *self,
                        const BoSetting *settings,
                        size_t           n)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  if (self->settings == NULL || self->stores == NULL)
    return;

  for (size_t i = 0; i < n; i++)
    if (settings[i].value != NULL)
      g_hash_table_insert (self->settings, g_strdup (settings[i].key), g_strdup (settings[i].value));
    else
      g_hash_table_remove (self->settings, settings[i].key);
  bo_stores_write_async (self->stores, put_settings_func, copy_settings (settings, n),
                         (GDestroyNotify) g_ptr_array_unref, NULL, NULL, put_settings_cb, NULL);
  _bo_client_tell_settings (self);
}

/**
 * bo_client_set_setting:
 * @self: an open client
 * @key: which
 * @value: (nullable): its text; %NULL removes it
 *
 * bo_client_set_settings() for one.
 */
void
bo_client_set_setting (BoClient   *self,
                       const char *key,
                       const char *value)
{
  g_return_if_fail (key != NULL);

  bo_client_set_settings (self, &(BoSetting){ key, value }, 1);
}

/* --- how this device synchronises --- */

static int
read_number (BoClient   *self,
             const char *key,
             int         fallback,
             int         least,
             int         most)
{
  const char *text = bo_client_get_setting (self, key);
  int64_t number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, least, most, &number, NULL))
    return fallback;
  return (int) number;
}

/**
 * bo_client_get_sync_rules:
 * @self: an open client
 * @rules: (out caller-allocates): what was chosen, else what holds without a choice
 */
void
bo_client_get_sync_rules (BoClient    *self,
                          BoSyncRules *rules)
{
  BoSafety comfort = bo_safety_of_write ("lightbulb", "on", "true");
  BoSafety mechanical = bo_safety_of_write (NULL, NULL, NULL);

  g_return_if_fail (BO_IS_CLIENT (self));

  rules->ask_seconds = read_number (self, ASK, 0, BO_ASK_NEVER, BO_ASK_MOST);
  rules->sparing = bo_client_get_setting (self, UNSPARING) == NULL;
  rules->comfort_seconds = read_number (self, COMFORT, comfort.expiry_seconds, 60, BO_COMFORT_MOST);
  rules->mechanical_seconds = read_number (self, MECHANICAL, mechanical.expiry_seconds, 60, BO_MECHANICAL_MOST);
}

/**
 * bo_client_set_sync_rules:
 * @self: an open client
 * @rules: what is chosen
 *
 * Holds for what is changed from now on; what waits already keeps its time.
 */
void
bo_client_set_sync_rules (BoClient          *self,
                          const BoSyncRules *rules)
{
  g_autofree char *ask = g_strdup_printf ("%d", rules->ask_seconds);
  g_autofree char *comfort = g_strdup_printf ("%d", rules->comfort_seconds);
  g_autofree char *mechanical = g_strdup_printf ("%d", rules->mechanical_seconds);
  const BoSetting settings[] = {
    { ASK, rules->ask_seconds != 0 ? ask : NULL },
    { UNSPARING, rules->sparing ? NULL : "1" },
    { COMFORT, comfort },
    { MECHANICAL, mechanical },
  };

  g_return_if_fail (BO_IS_CLIENT (self));

  bo_client_set_settings (self, settings, G_N_ELEMENTS (settings));
  _bo_client_apply_pace (self);
}

/* How long what is written may wait, by BoSafetyClass; false: for ever, there is no hub to be late for. */
bool
_bo_client_find_patience (BoClient *self,
                          int       seconds[BO_N_SAFETY_CLASSES])
{
  BoSyncRules rules;

  bo_client_get_sync_rules (self, &rules);
  seconds[BO_SAFETY_CLASS_A] = rules.comfort_seconds;
  seconds[BO_SAFETY_CLASS_B] = rules.mechanical_seconds;
  seconds[BO_SAFETY_CLASS_C] = 0; /* nobody chooses that */
  return bo_client_get_server_url (self) != NULL;
}

/* Tells the engine, which forgets it when it stops. */
void
_bo_client_apply_pace (BoClient *self)
{
  bool metered = self->network != NULL && g_network_monitor_get_network_metered (self->network);
  BoSyncRules rules;

  if (self->driver == NULL || !self->started)
    return;
  bo_client_get_sync_rules (self, &rules);
  if (rules.ask_seconds == BO_ASK_NEVER)
    bo_driver_tell_pace (self->driver, INT64_MAX);
  else if (rules.ask_seconds == 0 && rules.sparing && metered)
    bo_driver_tell_pace (self->driver, BO_ASK_SPARING * G_USEC_PER_SEC);
  else
    bo_driver_tell_pace (self->driver, rules.ask_seconds * G_USEC_PER_SEC);
}

/* --- this device --- */

static void *
name_device_func (BoStore  *store,
                  void     *data,
                  GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_name_device (BO_SYNC_STORE (store), &context, data, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_name_device_async:
 * @self: an open client
 * @name: what this device is called from now on
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Others see it beside what is changed here. What was sent before keeps the
 * name it had. Ends with bo_client_edit_finish().
 */
void
bo_client_name_device_async (BoClient            *self,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_name_device_async);
  if (self->stores == NULL || bo_stores_is_read_only (self->stores))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_READ_ONLY, "%s", bo_client_get_store_error (self));
      g_object_unref (task);
      return;
    }
  _bo_client_write (self, task, g_strdup (bo_client_get_device_id (self)), name_device_func, g_strdup (name), g_free);
}

/* --- which home is looked at --- */

/**
 * bo_client_get_home:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the home that is looked at: the one last chosen on this device, else the
 *   primary one
 */
BoHome *
bo_client_get_home (BoClient *self)
{
  const char *id;
  BoThing *chosen;

  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  id = bo_client_get_setting (self, HOME);
  chosen = id != NULL && self->model != NULL ? bo_model_lookup (self->model, id) : NULL;
  if (chosen != NULL && BO_IS_HOME (chosen) && !bo_thing_get_deleted (chosen))
    return BO_HOME (chosen);
  return bo_model_get_primary_home (self->model);
}

/**
 * bo_client_set_home:
 * @self: an open client
 * @home: one of its model
 *
 * Looks at @home from now on, on this device; kept in its file. Notifies #BoClient:home.
 */
void
bo_client_set_home (BoClient *self,
                    BoHome   *home)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_HOME (home));

  if (bo_client_get_home (self) == home)
    return;
  bo_client_set_setting (self, HOME, bo_thing_get_id (BO_THING (home)));
  g_object_notify (G_OBJECT (self), "home");
}
