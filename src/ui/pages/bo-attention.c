/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-attention.h"
#include "bo-conflict-sides.h"
#include "bo-scope.h"

/* More of one kind than this are one line that leads to the list of them. */
#define MAX_OF_A_KIND 3

struct _BoAttention
{
  GObject     parent_instance;
  char       *title;
  char       *subtitle;
  char       *address;
  const char *icon_name; /* static */
  bool        urgent;
};

G_DEFINE_FINAL_TYPE (BoAttention, bo_attention, G_TYPE_OBJECT)

static void
bo_attention_finalize (GObject *object)
{
  BoAttention *self = BO_ATTENTION (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->address);
  G_OBJECT_CLASS (bo_attention_parent_class)->finalize (object);
}

static void
bo_attention_class_init (BoAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_attention_finalize;
}

static void
bo_attention_init (BoAttention *self)
{
}

static void
add (GPtrArray *all, const char *title, const char *subtitle, const char *icon_name, const char *place, const char *id,
     bool urgent)
{
  BoAttention *self = g_object_new (BO_TYPE_ATTENTION, NULL);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  self->icon_name = icon_name;
  self->address = g_strdup_printf ("%s:%s", place, id);
  self->urgent = urgent;
  g_ptr_array_add (all, self);
}

static bool
alike (BoAttention *a, BoAttention *b)
{
  return g_str_equal (a->title, b->title) && g_str_equal (a->subtitle, b->subtitle)
         && g_str_equal (a->address, b->address) && a->icon_name == b->icon_name && a->urgent == b->urgent;
}

static const char *
room_name (BoAccessory *accessory)
{
  BoRoom *room = bo_accessory_get_room (accessory);

  return room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room");
}

static void
add_accessory (GPtrArray *all, BoAccessory *accessory, const char *subtitle, const char *icon_name)
{
  g_autofree char *text = g_strdup_printf (_("%1$s · %2$s"), subtitle, room_name (accessory));

  add (all, bo_thing_get_display_name (BO_THING (accessory)), text, icon_name, "accessory",
       bo_thing_get_id (BO_THING (accessory)), false);
}

static void
add_alerts (GPtrArray *all, GListModel *accessories)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);
      g_autofree char *alert = bo_accessory_get_alert (accessory);

      if (alert != NULL)
        add (all, alert, room_name (accessory), "dialog-warning-symbolic", "accessory",
             bo_thing_get_id (BO_THING (accessory)), true);
    }
}

static void
add_refused (GPtrArray *all, BoClient *client)
{
  unsigned int count = (unsigned int) bo_client_get_status (client)->counts.quarantined;
  g_autofree char *text = g_strdup_printf (ngettext ("The hub refused %u change", "The hub refused %u changes", count),
                                           count);

  if (count > 0)
    add (all, text, _("It is kept here."), "bo-refused-symbolic", "sync", "waiting", false);
}

static unsigned int
count_to_review (GListModel *conflicts)
{
  unsigned int count = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);

      count += !bo_conflict_item_get_reviewed (item);
    }
  return count;
}

/* "1 more" would take the room of the one itself. */
static void
add_conflicts (GPtrArray *all, BoClient *client)
{
  GListModel *conflicts = bo_client_list_conflicts (client);
  unsigned int most = count_to_review (conflicts) == MAX_OF_A_KIND + 1 ? MAX_OF_A_KIND + 1 : MAX_OF_A_KIND;
  unsigned int count = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (conflicts, i);
      g_autofree char *title = bo_conflict_title (client, item);

      if (!bo_conflict_item_get_reviewed (item) && ++count <= most)
        add (all, title, bo_conflict_item_get_sentence (item), "view-dual-symbolic",
             "conflict", bo_conflict_item_get_id (item), false);
    }
  if (count > most)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u more to review", "%u more to review",
                                                         count - most),
                                               count - most);

      add (all, text, NULL, "view-dual-symbolic", "sync", "review", false);
    }
}

/* --- two of one name --- */

/* Whatever their case. All names of a home are gone through with each change: nothing is made for it. */
static bool
is_namesake (const char *one, const char *other)
{
  while (*one != '\0' && g_unichar_tolower (g_utf8_get_char (one)) == g_unichar_tolower (g_utf8_get_char (other)))
    {
      one = g_utf8_next_char (one);
      other = g_utf8_next_char (other);
    }
  return *one == '\0' && *other == '\0';
}

/* How many from @position on have one name: a room's list goes by names. */
static unsigned int
count_namesakes (GListModel *accessories, unsigned int position)
{
  g_autoptr (BoThing) first = g_list_model_get_item (accessories, position);
  const char *name = bo_thing_get_name (first);
  unsigned int end = position + 1;

  for (; *name != '\0' && end < g_list_model_get_n_items (accessories); end++)
    {
      g_autoptr (BoThing) next = g_list_model_get_item (accessories, end);

      if (!is_namesake (name, bo_thing_get_name (next)))
        break;
    }
  return end - position;
}

static void
add_namesake (GPtrArray *all, BoRoom *room, BoThing *accessory, unsigned int count)
{
  /* Translators: how many, and their name: “2 things are called “Lamp”” */
  g_autofree char *title = g_strdup_printf (ngettext ("%1$u thing is called “%2$s”", "%1$u things are called “%2$s”", count),
                                            count, bo_thing_get_name (accessory));
  g_autofree char *subtitle = g_strdup_printf (_("%1$s · %2$s"), _("Rename one to tell them apart"),
                                               bo_thing_get_display_name (BO_THING (room)));

  add (all, title, subtitle, "document-edit-symbolic", "room", bo_thing_get_id (BO_THING (room)), false);
}

static void
add_namesakes_in (GPtrArray *all, BoRoom *room)
{
  GListModel *accessories = bo_room_get_accessories (room);
  unsigned int count;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i += count)
    {
      g_autoptr (BoThing) accessory = g_list_model_get_item (accessories, i);

      count = count_namesakes (accessories, i);
      if (count > 1)
        add_namesake (all, room, accessory, count);
    }
}

/* It stands for others, too, and leads to its own room; there is no list of them. */
static void
say_more (BoAttention *self, unsigned int count)
{
  if (count == 1)
    return;
  g_free (self->title);
  self->title = g_strdup_printf (ngettext ("%u more name is there twice", "%u more names are there twice", count), count);
}

/* Two devices may each have given another thing the same name while they didn't hear of one another: nothing of that is
   a conflict, and in a room nobody can tell which is meant. */
static void
add_namesakes (GPtrArray *all, GListModel *rooms)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      add_namesakes_in (found, room);
    }
  if (found->len > MAX_OF_A_KIND)
    say_more (g_ptr_array_index (found, MAX_OF_A_KIND), found->len - MAX_OF_A_KIND);
  for (unsigned int i = 0; i < MIN (found->len, MAX_OF_A_KIND + 1); i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (found, i)));
}

/* More than a few become one line that leads to the list of them. */
static void
add_many (GPtrArray *all, GPtrArray *accessories, const char *text, const char *icon_name, const char *filter)
{
  if (accessories->len <= MAX_OF_A_KIND)
    return;
  add (all, text, NULL, icon_name, "filter", filter, false);
  g_ptr_array_set_size (accessories, 0);
}

/* What is the matter with one accessory stands in one row. */
static void
add_each (GPtrArray *all, GPtrArray *low, GPtrArray *away)
{
  for (unsigned int i = 0; i < low->len; i++)
    {
      BoAccessory *accessory = g_ptr_array_index (low, i);

      if (g_ptr_array_remove (away, accessory))
        add_accessory (all, accessory, _("Unreachable, battery low"), "network-wireless-offline-symbolic");
      else
        add_accessory (all, accessory, _("Battery low"), "battery-caution-symbolic");
    }
  for (unsigned int i = 0; i < away->len; i++)
    add_accessory (all, g_ptr_array_index (away, i), _("Unreachable"), "network-wireless-offline-symbolic");
}

static void
add_states (GPtrArray *all, GListModel *accessories)
{
  g_autoptr (GPtrArray) low = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) away = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *many_low = NULL;
  g_autofree char *many_away = NULL;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_get_low_battery (accessory))
        g_ptr_array_add (low, g_object_ref (accessory));
      if (!bo_accessory_get_reachable (accessory))
        g_ptr_array_add (away, g_object_ref (accessory));
    }
  many_low = g_strdup_printf (ngettext ("%u battery is low", "%u batteries are low", low->len), low->len);
  many_away = g_strdup_printf (ngettext ("%u accessory is unreachable", "%u accessories are unreachable", away->len),
                               away->len);
  add_many (all, low, many_low, "battery-caution-symbolic", "low-battery");
  add_many (all, away, many_away, "network-wireless-offline-symbolic", "unreachable");
  add_each (all, low, away);
}

/* Only what differs between the two ends is replaced: a row under the pointer stays. */
static void
replace (GListStore *store, GPtrArray *all)
{
  GListModel *model = G_LIST_MODEL (store);
  unsigned int old = g_list_model_get_n_items (model);
  unsigned int head = 0, tail = 0;

  while (head < old && head < all->len)
    {
      g_autoptr (BoAttention) item = g_list_model_get_item (model, head);

      if (!alike (item, g_ptr_array_index (all, head)))
        break;
      head++;
    }
  while (tail < old - head && tail < all->len - head)
    {
      g_autoptr (BoAttention) item = g_list_model_get_item (model, old - 1 - tail);

      if (!alike (item, g_ptr_array_index (all, all->len - 1 - tail)))
        break;
      tail++;
    }
  if (old - head - tail > 0 || all->len - head - tail > 0)
    g_list_store_splice (store, head, old - head - tail, all->pdata + head, all->len - head - tail);
}

void
bo_attention_collect (BoClient *client, GListStore *store)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  /* An alarm is one wherever one looks; what the rest leads to is of the home that is looked at. */
  add_alerts (all, bo_client_list_accessories (client));
  add_refused (all, client);
  add_conflicts (all, client);
  if (!bo_client_get_read_only (client))
    add_namesakes (all, bo_scope_rooms (client));
  add_states (all, bo_scope_accessories (client));
  replace (store, all);
}

const char *
bo_attention_get_title (BoAttention *self)
{
  return self->title;
}

const char *
bo_attention_get_subtitle (BoAttention *self)
{
  return self->subtitle;
}

const char *
bo_attention_get_icon_name (BoAttention *self)
{
  return self->icon_name;
}

const char *
bo_attention_get_address (BoAttention *self)
{
  return self->address;
}

bool
bo_attention_get_urgent (BoAttention *self)
{
  return self->urgent;
}
