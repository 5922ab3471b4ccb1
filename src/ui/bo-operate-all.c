/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"
#include "bo-operate.h"

/* One thing done to many: only ever towards what is off, locked or closed. */

/* @most: more of them are asked about. What moves is asked about in any case: somebody may stand in the way. */
static const struct
{
  unsigned long most;
  const char   *none;
} kinds[] = {
  [BO_ALL_OFF] = { 5, N_("No light is on.") },
  [BO_ALL_LOCKED] = { 5, N_("Everything is locked.") },
  [BO_ALL_CLOSED] = { 0, N_("Nothing that can be closed is open.") },
};

static char *
done_of (BoAll all, unsigned long count)
{
  switch (all)
    {
    case BO_ALL_OFF:
      return g_strdup_printf (ngettext ("%lu light turned off", "%lu lights turned off", count), count);
    case BO_ALL_LOCKED:
      return g_strdup_printf (ngettext ("%lu door is being locked", "%lu doors are being locked", count), count);
    case BO_ALL_CLOSED:
      return g_strdup_printf (ngettext ("%lu is being closed", "%lu are being closed", count), count);
    }
  return NULL;
}

static char *
question_of (BoAll all, unsigned long count)
{
  switch (all)
    {
    case BO_ALL_OFF:
      return g_strdup_printf (ngettext ("Turn off %lu light?", "Turn off %lu lights?", count), count);
    case BO_ALL_LOCKED:
      return g_strdup_printf (ngettext ("Lock %lu door?", "Lock %lu doors?", count), count);
    case BO_ALL_CLOSED:
      return g_strdup_printf (ngettext ("Close %lu door or window?", "Close %lu doors and windows?", count), count);
    }
  return NULL;
}

static const char *
answer_of (BoAll all)
{
  return all == BO_ALL_OFF ? _("_Turn Off") : all == BO_ALL_LOCKED ? _("_Lock") : _("_Close");
}

/* (nullable): what has to be written of @service, and (out) the value */
static BoCharacteristic *
target_of (BoAll all, BoService *service, char **json)
{
  static const struct
  {
    BoAll       all;
    const char *service;
    const char *characteristic;
    double      value;
  } targets[] = {
    { BO_ALL_LOCKED, "lock_mechanism", "lock_target_state", 1 },
    { BO_ALL_CLOSED, "garage_door_opener", "target_door_state", 1 },
    { BO_ALL_CLOSED, "door", "target_position", 0 },
    { BO_ALL_CLOSED, "window", "target_position", 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      BoCharacteristic *characteristic;

      if (targets[i].all != all || g_strcmp0 (bo_service_get_service_type (service), targets[i].service) != 0)
        continue;
      characteristic = bo_service_find (service, targets[i].characteristic);
      *json = characteristic != NULL ? bo_characteristic_edit_double (characteristic, targets[i].value, NULL) : NULL;
      return *json != NULL ? characteristic : NULL;
    }
  return NULL;
}

static void
add_write (GPtrArray *writes, GPtrArray *before, BoAccessory *accessory, BoCharacteristic *characteristic,
           const char *json)
{
  const char *id = bo_thing_get_id (BO_THING (accessory));
  const char *path = bo_characteristic_get_id (characteristic);

  g_ptr_array_add (writes, bo_write_new (id, path, json));
  g_ptr_array_add (before, bo_write_new (id, path, bo_characteristic_get_raw (characteristic)));
}

static void
add_light (GPtrArray *writes, GPtrArray *before, BoAccessory *accessory)
{
  BoCharacteristic *tap = bo_accessory_get_tap_characteristic (accessory);
  g_autofree char *off = NULL;

  if (tap == NULL || bo_accessory_get_group (accessory) != BO_ACCESSORY_GROUP_LIGHTS
      || !bo_accessory_get_active (accessory))
    return;
  off = bo_characteristic_edit_bool (tap, false, NULL);
  if (off != NULL)
    add_write (writes, before, accessory, tap, off);
}

static void
add_services (GPtrArray *writes, GPtrArray *before, BoAccessory *accessory, BoAll all)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      g_autofree char *json = NULL;
      BoCharacteristic *target = bo_service_get_active (service) ? target_of (all, service, &json) : NULL;

      if (target != NULL)
        add_write (writes, before, accessory, target, json);
    }
}

/* (transfer full): what is to be written. @before: gets what is there now */
static GPtrArray *
writes_for (BoAll all, GListModel *accessories, GPtrArray *before)
{
  GPtrArray *writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (all == BO_ALL_OFF)
        add_light (writes, before, accessory);
      else
        add_services (writes, before, accessory, all);
    }
  return writes;
}

typedef struct
{
  BoWish    *wish;
  GPtrArray *writes;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->wish, _bo_wish_free);
  g_clear_pointer (&asked->writes, g_ptr_array_unref);
  g_free (asked);
}

static void
confirmed_cb (gpointer data)
{
  Asked *asked = data;
  BoWish *wish = g_steal_pointer (&asked->wish);

  bo_client_update_many_async (wish->client, asked->writes, false, NULL, _bo_wish_finish_cb, wish);
}

/**
 * bo_operate_all:
 * @from: a widget of the window
 * @client: the client
 * @all: what to do
 * @accessories: (element-type BoAccessory): what to look at
 *
 * Does one thing to all of @accessories to which it applies, as one change. The toast offers to take it back, and that
 * asks where it would unlock or open something (UX §2, class C).
 */
void
bo_operate_all (GtkWidget *from, BoClient *client, BoAll all, GListModel *accessories)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  g_autofree char *question = NULL;
  unsigned long count;
  Asked *asked;

  g_return_if_fail ((size_t) all < G_N_ELEMENTS (kinds));

  asked = g_new0 (Asked, 1);
  asked->writes = writes_for (all, accessories, before);
  count = asked->writes->len;
  asked->wish = _bo_wish_new (from, client, NULL);
  asked->wish->writes = g_ptr_array_ref (before);
  asked->wish->undo = _bo_wish_undo_writes_cb;
  asked->wish->done = done_of (all, count);
  if (count > kinds[all].most)
    {
      question = question_of (all, count);
      bo_ask (from, question, NULL, answer_of (all), false, confirmed_cb, asked, asked_free);
      return;
    }
  if (count == 0)
    bo_toast (from, _(kinds[all].none));
  else
    confirmed_cb (asked);
  asked_free (asked);
}

/**
 * bo_operate_can_all:
 * @all: what to do
 * @accessories: (element-type BoAccessory): what to look at
 *
 * Returns: whether there is anything among @accessories to which it applies
 */
bool
bo_operate_can_all (BoAll all, GListModel *accessories)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  g_autoptr (GPtrArray) writes = writes_for (all, accessories, before);

  return writes->len > 0;
}
