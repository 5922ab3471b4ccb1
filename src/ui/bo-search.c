/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-match.h"
#include "bo-palette-entry.h"
#include "bo-search.h"

/* More than a desktop shows of one application. */
#define MAX_RESULTS 20
/* Nobody types more; a bus may bring anything. */
#define MAX_TYPED 256
/* So long the names are gathered at a time, where the model is and the window is drawn. */
#define GATHER_US 2000

struct _BoSearch
{
  GObject parent_instance;

  const BoSearchHost *host;
  gpointer            data;
  BoWorker           *worker;
  BoClient           *client;  /* whose things these are */
  GPtrArray          *things;  /* nullable: of BoPaletteEntry, touched on the worker once it is there */
  GPtrArray          *waiting; /* of Call, until the home is read from the disk and its names are gathered */
  BoPaletteGathering *gathering; /* nullable */
  unsigned int        source;    /* while it goes on */
  bool                stale;     /* the home has changed since it began */
  GDBusConnection    *connection;
  unsigned int        registration;
};

G_DEFINE_FINAL_TYPE (BoSearch, bo_search, G_TYPE_OBJECT)

static const char interface_xml[] = "<node>"
                                    " <interface name='org.gnome.Shell.SearchProvider2'>"
                                    "  <method name='GetInitialResultSet'>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='as' name='results' direction='out'/>"
                                    "  </method>"
                                    "  <method name='GetSubsearchResultSet'>"
                                    "   <arg type='as' name='previous_results' direction='in'/>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='as' name='results' direction='out'/>"
                                    "  </method>"
                                    "  <method name='GetResultMetas'>"
                                    "   <arg type='as' name='identifiers' direction='in'/>"
                                    "   <arg type='aa{sv}' name='metas' direction='out'/>"
                                    "  </method>"
                                    "  <method name='ActivateResult'>"
                                    "   <arg type='s' name='identifier' direction='in'/>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='u' name='timestamp' direction='in'/>"
                                    "  </method>"
                                    "  <method name='LaunchSearch'>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='u' name='timestamp' direction='in'/>"
                                    "  </method>"
                                    " </interface>"
                                    "</node>";

/* One question of the desktop: what fits @typed, or what @ids are. */
typedef struct
{
  GDBusMethodInvocation *invocation; /* nullable once it is answered */
  char                  *typed;
  char                 **ids;
  GPtrArray             *things;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->typed);
  g_strfreev (call->ids);
  g_clear_pointer (&call->things, g_ptr_array_unref);
  g_free (call);
}

/* The program that was started for this question alone ends some time after the last. */
static void
hold (void)
{
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
}

static void
release (void)
{
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

static GVariant *
nothing (const Call *call)
{
  return g_variant_new_parsed (call->typed != NULL ? "(@as [],)" : "(@aa{sv} [],)");
}

/* Takes @answer where it floats. */
static void
reply (Call *call, GVariant *answer)
{
  g_dbus_method_invocation_return_value (g_steal_pointer (&call->invocation), answer);
  release ();
}

/* --- on the worker --- */

static GVariant *
rank (const Call *call)
{
  g_autofree char *needle = bo_match_fold (call->typed);
  g_autoptr (GPtrArray) best = bo_palette_rank (call->things, call->typed, NULL, MAX_RESULTS, BO_RANK_WORDS);
  GVariantBuilder keys;

  g_variant_builder_init (&keys, G_VARIANT_TYPE ("as"));
  /* The palette shows everything where nothing is typed. */
  for (unsigned int i = 0; i < best->len && *needle != '\0'; i++)
    g_variant_builder_add (&keys, "s", ((BoPaletteEntry *) best->pdata[i])->key);
  return g_variant_new ("(as)", &keys);
}

/* Which of the icons that are installed for the desktop stands for a result (data/meson.build). */
static const char *
icon_of (const char *key)
{
  static const char *const icons[][2] = {
    { "go room:", BO_APPLICATION_ID "-room-symbolic" },
    { "go document:", BO_APPLICATION_ID "-document-symbolic" },
    { "run ", BO_APPLICATION_ID "-scene-symbolic" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (key, icons[i][0]))
      return icons[i][1];
  return BO_APPLICATION_ID "-accessory-symbolic";
}

static void
add_meta (GVariantBuilder *metas, const BoPaletteEntry *entry)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (icon_of (entry->key));
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);

  g_variant_builder_open (metas, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (entry->key));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (entry->title));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (entry->detail));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  g_variant_builder_close (metas);
}

/* What is gone meanwhile is left out. */
static GVariant *
describe (const Call *call)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantBuilder metas;

  for (unsigned int i = 0; i < call->things->len; i++)
    g_hash_table_insert (by_key, ((BoPaletteEntry *) call->things->pdata[i])->key, call->things->pdata[i]);
  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (int i = 0; call->ids[i] != NULL; i++)
    {
      const BoPaletteEntry *entry = g_hash_table_lookup (by_key, call->ids[i]);

      if (entry != NULL)
        add_meta (&metas, entry);
    }
  return g_variant_new ("(aa{sv})", &metas);
}

static void
find_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Call *call = data;
  GVariant *answer = call->typed != NULL ? rank (call) : describe (call);

  g_task_return_pointer (task, g_variant_ref_sink (answer), (GDestroyNotify) g_variant_unref);
}

/* --- in the thread that draws --- */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (GVariant) answer = g_task_propagate_pointer (G_TASK (result), NULL);

  reply (call, answer != NULL ? answer : nothing (call));
}

/* Takes @call. */
static void
find (BoSearch *self, Call *call)
{
  GTask *task = g_task_new (self, NULL, found_cb, NULL);

  g_task_set_task_data (task, call, call_free);
  call->things = g_ptr_array_ref (self->things);
  bo_worker_run (self->worker, task, find_func);
}

/* Takes @call. */
static void
find_nothing (Call *call)
{
  reply (call, nothing (call));
  call_free (call);
}

static bool
is_opened (BoClient *client)
{
  gboolean opened = FALSE;

  g_object_get (client, "opened", &opened, NULL);
  return opened;
}

/* What waited for the names is answered, with nothing where there are none. */
static void
settle (BoSearch *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  for (unsigned int i = 0; i < waiting->len; i++)
    {
      Call *call = waiting->pdata[i];

      if (self->things != NULL)
        find (self, call);
      else
        find_nothing (call);
    }
}

static void
forget_things (BoSearch *self)
{
  self->stale = true;
  g_clear_pointer (&self->things, g_ptr_array_unref);
}

static void
stop_gathering (BoSearch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->gathering, bo_palette_gathering_free);
}

/* What changes meanwhile doesn't start it anew, or a home that changes all the time would never answer: it answers what
   is asked now, and the next question gathers again. */
static gboolean
gather_cb (gpointer data)
{
  BoSearch *self = data;

  if (!bo_palette_gather_some (self->gathering, GATHER_US))
    return G_SOURCE_CONTINUE;
  self->things = g_ptr_array_ref (bo_palette_gathered (self->gathering));
  self->source = 0;
  stop_gathering (self);
  settle (self);
  if (self->stale)
    forget_things (self);
  return G_SOURCE_REMOVE;
}

static void
gather (BoSearch *self)
{
  stop_gathering (self);
  self->stale = false;
  self->gathering = bo_palette_gather (self->client, NULL);
  self->source = g_idle_add (gather_cb, self);
}

/* Another home: what was gathered of the one before is of no use. */
static void
home_cb (BoSearch *self)
{
  forget_things (self);
  if (self->gathering != NULL)
    gather (self);
}

static void
opened_cb (BoSearch *self)
{
  bool opened = is_opened (self->client);
  bool wanted = opened && bo_client_get_setting (self->client, BO_SETTING_NO_SEARCH) == NULL;

  if (!opened && bo_client_get_store_error (self->client) == NULL)
    return;
  if (!wanted)
    forget_things (self);
  if (wanted && self->things == NULL && self->waiting->len > 0)
    {
      if (self->gathering == NULL)
        gather (self);
    }
  else
    settle (self);
}

static void
set_client (BoSearch *self, BoClient *client)
{
  if (self->client == client)
    return;
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  stop_gathering (self);
  forget_things (self);
  settle (self);
  g_set_object (&self->client, client);
  if (client == NULL)
    return;
  g_signal_connect_object (client, "changed", G_CALLBACK (forget_things), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::home", G_CALLBACK (home_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store-error", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

/* Takes @call. */
static void
answer (BoSearch *self, Call *call)
{
  hold ();
  set_client (self, self->host->open (self->data));
  g_ptr_array_add (self->waiting, call);
  if (self->client != NULL)
    opened_cb (self);
  else
    settle (self);
}

/* (transfer full): @terms as somebody typed them */
static char *
join_terms (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *typed = g_strjoinv (" ", (char **) words);

  return g_utf8_substring (typed, 0, MIN (g_utf8_strlen (typed, -1), MAX_TYPED));
}

static void
answer_typed (BoSearch *self, GVariant *terms, GDBusMethodInvocation *invocation)
{
  Call *call = g_new0 (Call, 1);

  call->invocation = invocation;
  call->typed = join_terms (terms);
  answer (self, call);
}

/* A scene isn't run from there: what it does is looked at first. */
static void
show (BoSearch *self, const char *key, uint32_t time)
{
  if (g_str_has_prefix (key, "go "))
    self->host->show (key + strlen ("go "), NULL, time, self->data);
  else
    self->host->show (g_str_has_prefix (key, "run ") ? "scenes" : "home", NULL, time, self->data);
}

static void
method_call_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  BoSearch *self = BO_SEARCH (data);
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);

  if (g_str_equal (method, "GetInitialResultSet"))
    answer_typed (self, first, invocation);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      /* A word more may mean something else altogether: what was found before doesn't matter. */
      g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 1);

      answer_typed (self, terms, invocation);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      Call *call = g_new0 (Call, 1);

      call->invocation = invocation;
      call->ids = g_variant_dup_strv (first, NULL);
      answer (self, call);
    }
  else
    {
      uint32_t time = 0;
      bool one = g_str_equal (method, "ActivateResult");
      g_autofree char *typed = one ? NULL : join_terms (first);

      g_variant_get_child (parameters, one ? 2 : 1, "u", &time);
      if (one)
        show (self, g_variant_get_string (first, NULL), time);
      else
        self->host->show (NULL, typed, time, self->data);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

gboolean
bo_search_register (BoSearch *self, GDBusConnection *connection, const char *path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);

  g_return_val_if_fail (self->registration == 0, FALSE);

  if (node != NULL)
    self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0], &vtable, self, NULL,
                                                            error);
  if (self->registration != 0)
    self->connection = g_object_ref (connection);
  return self->registration != 0;
}

void
bo_search_unregister (BoSearch *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}

static void
bo_search_dispose (GObject *object)
{
  BoSearch *self = BO_SEARCH (object);

  bo_search_unregister (self);
  if (self->waiting != NULL)
    set_client (self, NULL);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->worker, bo_worker_unref);
  G_OBJECT_CLASS (bo_search_parent_class)->dispose (object);
}

static void
bo_search_class_init (BoSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_search_dispose;
}

static void
bo_search_init (BoSearch *self)
{
  self->waiting = g_ptr_array_new ();
  self->worker = bo_worker_new ("search");
}

BoSearch *
bo_search_new (const BoSearchHost *host, gpointer data)
{
  BoSearch *self = g_object_new (BO_TYPE_SEARCH, NULL);

  self->host = host;
  self->data = data;
  return self;
}
