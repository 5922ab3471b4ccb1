/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-state-badge.h"

#include <glib/gi18n-lib.h>

/* Characters in three lines of the narrowest tile, words that don't fill theirs aside */
#define ROOM 32

struct _BoStateBadge
{
  GtkWidget     parent_instance;
  BoSyncStatus  status;
  char         *text;
  char         *style;
  bool          compact;
  GtkWidget    *box;
  GtkWidget    *image;
  GtkWidget    *label;
};

G_DEFINE_FINAL_TYPE (BoStateBadge, bo_state_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STATUS = 1,
  PROP_TEXT,
  PROP_COMPACT,
} BoStateBadgeProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

/**
 * bo_sync_status_icon_name:
 *
 * Returns: a symbolic icon for where something stands
 */
const char *
bo_sync_status_icon_name (BoSyncStatus status)
{
  switch (status)
    {
    case BO_STATUS_SYNCED: return "bo-synced-symbolic";
    case BO_STATUS_PENDING: return "bo-waiting-symbolic";
    case BO_STATUS_SENDING: return "bo-sending-symbolic";
    case BO_STATUS_CONFLICT: return "bo-conflict-symbolic";
    case BO_STATUS_QUARANTINED: return "bo-refused-symbolic";
    case BO_STATUS_UNREADABLE: return "bo-unreadable-symbolic";
    }
  return "bo-unreadable-symbolic";
}

/**
 * bo_age_to_text:
 * @time_us: µs since 1970 UTC
 *
 * Returns: (transfer full): "14:02" today, "Tue 14:02" within a week, else the date; in local time
 */
char *
bo_age_to_text (int64_t time_us)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bo_clock_now () / G_USEC_PER_SEC);
  GTimeSpan age;

  if (then == NULL || now == NULL)
    return g_strdup ("");
  age = g_date_time_difference (now, then);
  if (g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (then) && ABS (age) < G_TIME_SPAN_DAY)
    /* Translators: a time of today */
    return g_date_time_format (then, _("%H:%M"));
  if (age >= 0 && age < 6 * G_TIME_SPAN_DAY)
    /* Translators: a time of the last days, with the day of the week */
    return g_date_time_format (then, _("%a %H:%M"));
  if (g_date_time_get_year (now) == g_date_time_get_year (then))
    /* Translators: a day of this year */
    return g_date_time_format (then, _("%-d %b"));
  return g_date_time_format (then, "%x");
}

static void
show (BoStateBadge *self,
      const char   *icon_name,
      const char   *text,
      const char   *tooltip,
      const char   *style)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->style != NULL)
    gtk_widget_remove_css_class (widget, self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
  gtk_widget_set_visible (widget, text != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (widget, tooltip);
  if (tooltip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/* No red for what merely waits; a person is asked for by warning and error alone. */
static const char *
status_style (BoSyncStatus status)
{
  switch (status)
    {
    case BO_STATUS_CONFLICT: return "warning";
    case BO_STATUS_QUARANTINED:
    case BO_STATUS_UNREADABLE: return "error";
    case BO_STATUS_SYNCED:
    case BO_STATUS_PENDING:
    case BO_STATUS_SENDING: break;
    }
  return NULL;
}

static void
bo_state_badge_dispose (GObject *object)
{
  BoStateBadge *self = BO_STATE_BADGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->style, g_free);
  G_OBJECT_CLASS (bo_state_badge_parent_class)->dispose (object);
}

static void
bo_state_badge_get_property (GObject      *object,
                             unsigned int  id,
                             GValue       *value,
                             GParamSpec   *pspec)
{
  BoStateBadge *self = BO_STATE_BADGE (object);

  switch ((BoStateBadgeProperty) id)
    {
    case PROP_STATUS:
      g_value_set_int (value, self->status);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    }
}

static void
bo_state_badge_set_property (GObject      *object,
                             unsigned int  id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  BoStateBadge *self = BO_STATE_BADGE (object);

  switch ((BoStateBadgeProperty) id)
    {
    case PROP_STATUS:
      bo_state_badge_set_status (self, g_value_get_int (value));
      break;
    case PROP_TEXT:
      break;
    case PROP_COMPACT:
      bo_state_badge_set_compact (self, g_value_get_boolean (value));
      break;
    }
}

static void
bo_state_badge_class_init (BoStateBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_state_badge_dispose;
  object_class->get_property = bo_state_badge_get_property;
  object_class->set_property = bo_state_badge_set_property;
  properties[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, BO_STATUS_SYNCED, BO_STATUS_UNREADABLE,
                                              BO_STATUS_SYNCED, G_PARAM_READWRITE | flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "state-badge");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_state_badge_init (BoStateBadge *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->image = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->label), 3);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_valign (self->image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->image);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
bo_state_badge_new (void)
{
  return g_object_new (BO_TYPE_STATE_BADGE, NULL);
}

void
bo_state_badge_set_status (BoStateBadge *self,
                           BoSyncStatus  status)
{
  const char *text = bo_thing_status_to_text (status);

  g_return_if_fail (BO_IS_STATE_BADGE (self));
  show (self, bo_sync_status_icon_name (status), text, text, status_style (status));
  if (self->status == status)
    return;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * bo_state_badge_set_text:
 * @icon_name: a symbolic icon
 * @text: (nullable): what to say; %NULL hides the badge
 * @style: (nullable): "warning" or "error"
 */
void
bo_state_badge_set_text (BoStateBadge *self,
                         const char   *icon_name,
                         const char   *text,
                         const char   *style)
{
  g_return_if_fail (BO_IS_STATE_BADGE (self));
  show (self, icon_name, text, text, style);
}

static void
show_unreachable (BoStateBadge *self,
                  BoAccessory  *accessory)
{
  BoService *service = bo_accessory_get_primary_service (accessory);
  GListModel *all = service != NULL ? bo_service_get_characteristics (service) : NULL;
  int64_t since = 0;

  for (unsigned int i = 0; all != NULL && i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoCharacteristic) one = g_list_model_get_item (all, i);

      since = MAX (since, bo_characteristic_get_since (one));
    }
  if (since > 0)
    {
      g_autofree char *when = bo_age_to_text (since);
      /* Translators: %s is a time, "14:02" */
      g_autofree char *text = g_strdup_printf (_("Last known %s"), when);
      g_autofree char *tooltip = g_strdup_printf (_("Unreachable; last known %s"), when);

      show (self, "bo-unreachable-symbolic", text, tooltip, NULL);
      return;
    }
  show (self, "bo-unreachable-symbolic", _("Unreachable"), _("Unreachable"), NULL);
}

/**
 * bo_comfort_icon_name:
 * @side: as bo_comfort_side()
 *
 * Returns: a symbolic icon for where a value stands to its limits
 */
const char *
bo_comfort_icon_name (int side)
{
  if (side == 0)
    return "bo-synced-symbolic";
  return side < 0 ? "bo-below-symbolic" : "bo-above-symbolic";
}

/* What the summary shows needs no name; of another value it is said which. */
static void
show_discomfort (BoStateBadge *self,
                 BoAccessory  *accessory)
{
  const char *value = bo_characteristic_get_display (bo_accessory_get_uncomfortable (accessory));
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  int side = 0;
  g_autofree char *tooltip = bo_accessory_dup_discomfort (accessory, &side);
  g_autofree char *text = NULL;

  if (strstr (summary, value) != NULL)
    text = g_strdup (side < 0 ? _("Too low") : _("Too high"));
  else
    /* Translators: %s is a value, "31 %" */
    text = g_strdup_printf (side < 0 ? _("%s: too low") : _("%s: too high"), value);
  show (self, bo_comfort_icon_name (side), text, tooltip, "warning");
}

void
bo_state_badge_set_accessory (BoStateBadge *self,
                              BoAccessory  *accessory)
{
  g_autofree char *text = NULL;
  g_autofree char *notice = NULL;
  g_autofree char *reason = NULL;
  BoSyncStatus status;

  g_return_if_fail (BO_IS_STATE_BADGE (self));
  g_return_if_fail (BO_IS_ACCESSORY (accessory));

  status = bo_thing_get_status (BO_THING (accessory));
  reason = bo_thing_dup_reason (BO_THING (accessory));
  text = bo_thing_dup_brief_notice (BO_THING (accessory), ROOM);
  notice = bo_thing_dup_notice (BO_THING (accessory));
  if (text != NULL)
    show (self, bo_sync_status_icon_name (status), text, reason != NULL ? reason : notice, status_style (status));
  else if (!bo_accessory_get_reachable (accessory))
    show_unreachable (self, accessory);
  else if (bo_accessory_get_unconfirmed (accessory))
    show (self, "bo-unconfirmed-symbolic", bo_accessory_unconfirmed_text (), bo_accessory_unconfirmed_text (), NULL);
  else if (bo_accessory_get_uncomfortable (accessory) != NULL)
    show_discomfort (self, accessory);
  else if (bo_accessory_get_low_battery (accessory))
    show (self, "bo-battery-low-symbolic", _("Low battery"), _("Low battery"), "warning");
  else
    show (self, NULL, NULL, NULL, NULL);
}

/**
 * bo_state_badge_set_emblem:
 * @self: a badge
 *
 * From now on its icon sits on the edge of whatever round thing stands before it, so that the words have all the room
 * beside that.
 */
void
bo_state_badge_set_emblem (BoStateBadge *self)
{
  g_return_if_fail (BO_IS_STATE_BADGE (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "emblem");
  gtk_widget_set_valign (self->image, GTK_ALIGN_END);
  /* Its words say it to a pointer; what it covers a little is still pressed. */
  gtk_widget_set_can_target (self->image, FALSE);
}

const char *
bo_state_badge_get_text (BoStateBadge *self)
{
  g_return_val_if_fail (BO_IS_STATE_BADGE (self), NULL);
  return self->text;
}

void
bo_state_badge_set_compact (BoStateBadge *self,
                            bool          compact)
{
  g_return_if_fail (BO_IS_STATE_BADGE (self));
  gtk_widget_set_visible (self->label, !compact);
  if (self->compact == compact)
    return;
  self->compact = compact;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}
