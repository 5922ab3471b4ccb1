/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "pages/bo-scope.h"

#include "bo-palette.h"
#include "bo-window-private.h"

#define MAX_TRAIL 20

G_DEFINE_FINAL_TYPE (BoWindow, bo_window, ADW_TYPE_APPLICATION_WINDOW)

/* Places of the sidebar: arriving at one forgets how one came. */
static bool
is_root (const char *address)
{
  static const char *const within[] = { "accessory:", "notes:", "conflict:", "document:", "past:", "compare", "filter:",
                                        "welcome:" };

  for (size_t i = 0; i < G_N_ELEMENTS (within); i++)
    if (g_str_has_prefix (address, within[i]))
      return false;
  return true;
}

/* Pages that stand without a sidebar. */
static bool
is_alone (const char *address)
{
  return g_str_has_prefix (address, "welcome") || g_str_equal (address, "error");
}

static void
update_back (BoWindow *self)
{
  bool folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_set_visible (self->back_button, folded || self->trail->len > 0);
  adw_header_bar_set_show_start_title_buttons (self->content_header, folded);
  adw_header_bar_set_show_end_title_buttons (self->sidebar_header, folded);
}

static void
page_gone_cb (BoPage *page, GParamSpec *pspec, BoWindow *self)
{
  if (page == self->page)
    _bo_window_go_back (self);
}

static void
page_title_cb (BoPage *page, GParamSpec *pspec, BoWindow *self)
{
  const char *title = bo_page_get_title (page);
  g_autofree char *both = NULL;

  if (page != self->page)
    return;
  adw_window_title_set_title (self->page_title, title);
  adw_window_title_set_subtitle (self->page_title, bo_page_get_subtitle (page));
  adw_window_title_set_title (self->alone_title, title);
  both = g_strdup_printf ("%s — %s", title, _("Blowing-Off"));
  gtk_window_set_title (GTK_WINDOW (self), g_strcmp0 (title, _("Blowing-Off")) != 0 ? both : title);
}

static void
page_hidden_cb (GtkStack *pages, GParamSpec *pspec, BoWindow *self)
{
  g_autoptr (GPtrArray) old = NULL;
  GtkWidget *shown = gtk_stack_get_visible_child (pages);

  /* Once the transition is over, only the page in front stays. */
  if (gtk_stack_get_transition_running (pages))
    return;
  old = g_ptr_array_new ();
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != shown)
      g_ptr_array_add (old, child);
  for (unsigned int i = 0; i < old->len; i++)
    gtk_stack_remove (pages, g_ptr_array_index (old, i));
}

static void
adopt_page (BoWindow *self, BoPage *page)
{
  self->page = page;
  g_signal_connect_object (page, "notify::gone", G_CALLBACK (page_gone_cb), self, 0);
  g_signal_connect_object (page, "notify::title", G_CALLBACK (page_title_cb), self, 0);
  g_signal_connect_object (page, "notify::subtitle", G_CALLBACK (page_title_cb), self, 0);
  adw_bin_set_child (self->header_bin, NULL);

  if (is_alone (bo_page_get_address (page)))
    {
      adw_bin_set_child (self->alone_bin, GTK_WIDGET (page));
      gtk_stack_set_visible_child_name (self->stack, "alone");
    }
  else
    {
      adw_bin_set_child (self->alone_bin, NULL);
      adw_bin_set_child (self->header_bin, bo_page_get_header_widget (page));
      gtk_stack_add_child (self->pages, GTK_WIDGET (page));
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
      page_hidden_cb (self->pages, NULL, self);
      gtk_stack_set_visible_child_name (self->stack, "home");
    }
  page_title_cb (page, NULL, self);
}

static bool
put_page (BoWindow *self, const char *address)
{
  BoPage *page = bo_page_create (address, self->client);

  if (page == NULL)
    return false;
  adopt_page (self, page);
  bo_sidebar_set_address (self->sidebar, address);
  if (is_root (address) && !is_alone (address))
    g_settings_set_string (self->settings, "last-page", address);
  update_back (self);
  return true;
}

/**
 * bo_window_show_page:
 * @self: a window
 * @address: where to go, see BoPage
 *
 * Puts the page of @address in front; does nothing where there is none.
 */
void
bo_window_show_page (BoWindow *self, const char *address)
{
  g_autofree char *from = NULL;
  g_autofree char *to = g_strdup (address);

  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (address != NULL);

  from = g_strdup (bo_window_get_address (self));
  if (g_strcmp0 (from, to) != 0 && put_page (self, to))
    {
      if (is_root (to))
        g_ptr_array_set_size (self->trail, 0);
      else if (from != NULL)
        g_ptr_array_add (self->trail, g_steal_pointer (&from));
      if (self->trail->len > MAX_TRAIL)
        g_ptr_array_remove_index (self->trail, 0);
      update_back (self);
    }
  adw_leaflet_set_visible_child (self->leaflet, self->content_box);
}

/**
 * _bo_window_go_back:
 * @self: a window
 *
 * To where one came from; from a place of the sidebar to the sidebar itself, where it is folded away.
 */
void
_bo_window_go_back (BoWindow *self)
{
  while (self->trail->len > 0)
    {
      g_autofree char *address = g_ptr_array_steal_index (self->trail, self->trail->len - 1);

      if (put_page (self, address))
        return;
    }
  if (is_alone (bo_window_get_address (self) != NULL ? bo_window_get_address (self) : ""))
    return;
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  else if (g_strcmp0 (bo_window_get_address (self), "home") != 0)
    bo_window_show_page (self, "home");
}

/**
 * bo_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page in front
 */
BoPage *
bo_window_get_page (BoWindow *self)
{
  return self->page;
}

/**
 * bo_window_get_address:
 * @self: a window
 *
 * Returns: (nullable): the address of the page in front
 */
const char *
bo_window_get_address (BoWindow *self)
{
  return self->page != NULL ? bo_page_get_address (self->page) : NULL;
}

/* Folded, the sidebar is a page of its own and always there. */
static void
show_sidebar (BoWindow *self)
{
  bool shown = adw_leaflet_get_folded (self->leaflet) || g_settings_get_boolean (self->settings, "sidebar-shown");

  gtk_widget_set_visible (self->sidebar_box, shown);
  gtk_widget_set_visible (self->away_box, !shown);
}

static void
folded_cb (AdwLeaflet *leaflet, GParamSpec *pspec, BoWindow *self)
{
  show_sidebar (self);
  update_back (self);
}

/* Whether what is at @address belongs to one home; the others are of all that the file holds. */
static bool
is_of_one_home (const char *address)
{
  static const char *const all[] = { "sync", "conflict:", "document", "automations", "history", "past:", "compare",
                                     "keep", "places" };

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_has_prefix (address, all[i]))
      return false;
  return !is_alone (address);
}

/* Another home is looked at, or there are several now, or one again. */
static void
home_cb (BoWindow *self)
{
  BoHome *scope = bo_scope_of (self->client);
  BoHome *before = self->scope;
  g_autofree char *address = g_strdup (bo_window_get_address (self));

  if (scope == before)
    return;
  self->scope = scope;
  if (address == NULL || !is_of_one_home (address))
    return;
  g_ptr_array_set_size (self->trail, 0);
  if (before != NULL || !put_page (self, address))
    put_page (self, "home");
}

/* (transfer full): where a person wants to begin */
static char *
first_address (BoWindow *self)
{
  g_autofree char *start = g_settings_get_string (self->settings, "start-page");

  if (self->wanted != NULL)
    return g_steal_pointer (&self->wanted);
  return g_str_equal (start, "last") ? g_settings_get_string (self->settings, "last-page") : g_steal_pointer (&start);
}

/* Where the window begins: the page that was chosen, the welcome of a first start, or what went wrong. */
static void
show_first_page (BoWindow *self)
{
  g_autofree char *first = first_address (self);
  GListModel *homes = bo_model_get_homes (bo_client_get_model (self->client));

  if (bo_client_get_server_url (self->client) == NULL && g_list_model_get_n_items (homes) == 0)
    bo_window_show_page (self, "welcome");
  else if (!put_page (self, first))
    bo_window_show_page (self, "home");
}

/**
 * bo_window_apply_temperature_unit:
 *
 * Shows temperatures from now on as the settings say. "auto" follows the locale: only a few countries measure the
 * weather in Fahrenheit.
 */
void
bo_window_apply_temperature_unit (void)
{
  static const char *const fahrenheit[] = { "_US", "_LR", "_BS", "_BZ", "_KY", "_PW" };
  g_autoptr (GSettings) settings = g_settings_new (BO_APPLICATION_ID);
  g_autofree char *unit = g_settings_get_string (settings, "temperature-unit");
  const char *locale = setlocale (LC_MEASUREMENT, NULL);
  bool wanted = g_str_equal (unit, "fahrenheit");

  for (size_t i = 0; g_str_equal (unit, "auto") && locale != NULL && i < G_N_ELEMENTS (fahrenheit); i++)
    wanted |= strstr (locale, fahrenheit[i]) != NULL;
  bo_value_set_temperature_unit (wanted ? BO_TEMPERATURE_FAHRENHEIT : BO_TEMPERATURE_CELSIUS);
}

/* Values are shown another way: the page is made anew. */
static void
unit_cb (BoWindow *self)
{
  g_autofree char *address = g_strdup (bo_window_get_address (self));

  bo_window_apply_temperature_unit ();
  if (address != NULL && !is_alone (address))
    put_page (self, address);
}

static bool
is_opened (BoWindow *self)
{
  gboolean opened = FALSE;

  g_object_get (self->client, "opened", &opened, NULL);
  return opened;
}

void
bo_window_begin_at (BoWindow *self, const char *address)
{
  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (address != NULL);

  if (is_opened (self))
    {
      bo_window_show_page (self, address);
      return;
    }
  g_free (self->wanted);
  self->wanted = g_strdup (address);
}

void
bo_window_show_palette (BoWindow *self, const char *typed)
{
  g_autofree char *kept = g_strdup (typed);

  g_return_if_fail (BO_IS_WINDOW (self));
  g_return_if_fail (typed != NULL);

  if (is_opened (self))
    gtk_window_present (GTK_WINDOW (bo_palette_new (GTK_WINDOW (self), self->client, kept)));
  else
    {
      g_free (self->typed);
      self->typed = g_steal_pointer (&kept);
    }
}

static void
opened_cb (BoClient *client, GParamSpec *pspec, BoWindow *self)
{
  if (is_opened (self))
    {
      g_autofree char *typed = g_steal_pointer (&self->typed);

      home_cb (self);
      show_first_page (self);
      if (typed != NULL)
        bo_window_show_palette (self, typed);
    }
  else if (bo_client_get_store_error (client) != NULL)
    bo_window_show_page (self, "error");
}

static void
save_size (BoWindow *self)
{
  int width = 0, height = 0;

  if (!gtk_window_is_maximized (GTK_WINDOW (self)))
    {
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
bo_window_close_request (GtkWindow *window)
{
  save_size (BO_WINDOW (window));
  return GTK_WINDOW_CLASS (bo_window_parent_class)->close_request (window);
}

static void
bo_window_dispose (GObject *object)
{
  BoWindow *self = BO_WINDOW (object);

  self->page = NULL;
  g_clear_object (&self->client);
  g_clear_object (&self->demo);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->typed, g_free);
  G_OBJECT_CLASS (bo_window_parent_class)->dispose (object);
}

static void
bo_window_class_init (BoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bo_window_close_request;

  g_type_ensure (BO_TYPE_HOME_SWITCHER);
  g_type_ensure (BO_TYPE_SIDEBAR);
  g_type_ensure (BO_TYPE_SYNC_BUTTON);
  g_type_ensure (BO_TYPE_TRUST_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/bo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar_box);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, content_header);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, home_switcher);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, alone_title);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, alone_bin);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, header_bin);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, away_box);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, away_sync);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BoWindow, trust_bar);
  _bo_window_install_actions (widget_class);
}

static void
density_cb (BoWindow *self)
{
  g_autofree char *density = g_settings_get_string (self->settings, "density");

  if (g_str_equal (density, "compact"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "bo-compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bo-compact");
}

static void
bo_window_init (BoWindow *self)
{
  self->trail = g_ptr_array_new_with_free_func (g_free);
  self->settings = g_settings_new (BO_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self, 0);
  g_signal_connect_object (self->settings, "changed::sidebar-shown", G_CALLBACK (show_sidebar), self,
                           G_CONNECT_SWAPPED);
  show_sidebar (self);
  g_signal_connect_object (self->settings, "changed::density", G_CALLBACK (density_cb), self, G_CONNECT_SWAPPED);
  density_cb (self);
  g_signal_connect_object (self->settings, "changed::temperature-unit", G_CALLBACK (unit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::transition-running", G_CALLBACK (page_hidden_cb), self, 0);
  update_back (self);
  bo_window_set_demo (self, NULL);
  _bo_window_listen (self);
}

/**
 * bo_window_new:
 * @application: the application
 * @client: whose home it shows; may still be opening its store
 *
 * A window that shows @client's home as soon as it is read from the disk.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
BoWindow *
bo_window_new (AdwApplication *application, BoClient *client)
{
  BoWindow *self = g_object_new (BO_TYPE_WINDOW, "application", application, NULL);

  self->client = g_object_ref (client);
  bo_sidebar_set_client (self->sidebar, client);
  bo_sync_button_set_client (self->away_sync, client);
  bo_trust_attach (self->trust_bar, client);
  g_signal_connect_object (client, "notify::opened", G_CALLBACK (opened_cb), self, 0);
  g_signal_connect_object (client, "notify::store-error", G_CALLBACK (opened_cb), self, 0);
  bo_home_switcher_set_client (self->home_switcher, client);
  g_signal_connect_object (client, "changed", G_CALLBACK (home_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::home", G_CALLBACK (home_cb), self, G_CONNECT_SWAPPED);
  opened_cb (client, NULL, self);
  return self;
}
