/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-sentence.h"

/* The journal, a sentence a line: what happened, to what, and which of its values became what. */

#define TOLD_CHANGES 3

static const char *
activity_format (BoActivityKind kind)
{
  switch (kind)
    {
    case BO_ACTIVITY_EDITED:
      return _("Changed %s here");
    case BO_ACTIVITY_SENT:
      return _("Sent %s to the hub");
    case BO_ACTIVITY_RECEIVED:
      return _("Received %s from the hub");
    case BO_ACTIVITY_MERGED:
      return _("Merged two changes of %s");
    case BO_ACTIVITY_CONFLICT:
      return _("%s was changed in two places");
    case BO_ACTIVITY_EXPIRED:
      return _("A change of %s was too old to be sent, and was not");
    case BO_ACTIVITY_DISCARDED:
      return _("Discarded a change of %s");
    case BO_ACTIVITY_QUARANTINED:
      return _("The hub refused a change of %s; it is kept here");
    case BO_ACTIVITY_UNREADABLE:
      return _("Received %s, which can’t be read");
    case BO_ACTIVITY_REOFFERED:
      return _("Offered %s again, which the hub had lost");
    case BO_ACTIVITY_RESYNC:
      return _("Read everything from the hub anew");
    case BO_ACTIVITY_DIVERGED:
      return _("What is here and what the hub holds differ");
    case BO_ACTIVITY_FAILED:
      return _("Synchronising failed");
    case BO_ACTIVITY_CONNECTED:
      return _("Connected to the hub");
    case BO_ACTIVITY_LATE:
      return _("A change of %s that was given up here as too old reached the hub after all");
    case BO_ACTIVITY_ELSEWHERE:
      return _("The conflict about %s was decided on another device");
    case BO_ACTIVITY_STRANGE:
      return _("The hub confirmed something that was not sent; it settles nothing");
    }
  return "";
}

static char *
counted_sentence (BoActivity *activity,
                  int64_t     count)
{
  unsigned long n = CLAMP (count, 0, INT32_MAX);

  switch ((int) activity->kind)
    {
    case BO_ACTIVITY_SENT:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Sent %d change to the hub", "Sent %d changes to the hub",
                                           n), (int) n);
    case BO_ACTIVITY_RECEIVED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Received %d change from the hub",
                                           "Received %d changes from the hub", n), (int) n);
    case BO_ACTIVITY_STRANGE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "The hub confirmed %d change that was not sent; it settles nothing",
                                           "The hub confirmed %d changes that were not sent; they settle nothing", n),
                              (int) n);
    default:
      return NULL;
    }
}

/* Puts @name where the format has its one place. */
static char *
fill (const char *format,
      const char *name)
{
  const char *place = strstr (format, "%s");

  return place == NULL ? g_strdup (format)
                       : g_strdup_printf ("%.*s%s%s", (int) (place - format), format, name, place + 2);
}

/* "Brightness 40 % → 70 %"; what was too long to be kept is named */
static char *
say_change (BoJson      change,
            const char *document)
{
  g_autofree char *path = bo_json_member_string (change, "path");
  g_autofree char *before = bo_json_dup (bo_json_member (change, "before"));
  g_autofree char *after = bo_json_dup (bo_json_member (change, "after"));
  g_autofree char *label = bo_sentence_path_label (document, path != NULL ? path : "");
  g_autofree char *old = bo_sentence_value (document, path != NULL ? path : "", before);
  g_autofree char *new = bo_sentence_value (document, path != NULL ? path : "", after);

  if (before == NULL && after == NULL)
    return g_steal_pointer (&label);
  if (g_strcmp0 (before, after) == 0)
    /* Translators: a value that was changed and changed back: "Brightness as before" */
    return g_strdup_printf (_("%s as before"), label);
  /* Translators: a value, and what it was and became: "Brightness 40 % → 70 %" */
  return g_strdup_printf (_("%1$s %2$s → %3$s"), label, old, new);
}

/* (transfer full) (nullable): the values that changed, as many as a line has room for */
static char *
say_changes (BoJson      detail,
             const char *document)
{
  BoJsonIter iter;
  BoJson change;
  g_autofree char *text = NULL;
  int64_t count = 0;
  int told = 0;

  bo_json_get_int64 (bo_json_member (detail, "count"), &count);
  bo_json_iter_init (&iter, bo_json_member (detail, "changes"));
  while (told < TOLD_CHANGES && bo_json_iter_next (&iter, NULL, &change))
    {
      g_autofree char *one = say_change (change, document);
      g_autofree char *before = g_steal_pointer (&text);

      /* Translators: changes of one thing, one after the other */
      text = before == NULL ? g_steal_pointer (&one) : g_strdup_printf (C_("changes", "%1$s, %2$s"), before, one);
      told++;
    }
  if (text == NULL || count <= told)
    return g_steal_pointer (&text);
  /* Translators: some changes of a thing, and how many more there are */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s and %2$d more", "%1$s and %2$d more",
                                       (unsigned long) (count - told)), text, (int) (count - told));
}

/* The whole of it, which was not there before */
static bool
is_whole (BoJson detail)
{
  g_autofree char *path = bo_json_dup_string (bo_json_at (detail, "/changes/0/path"));

  return path != NULL && *path == '\0';
}

/*
 * bo_sentence_activity:
 *
 * Returns: (transfer full): a line of the journal
 */
char *
bo_sentence_activity (BoActivity *activity,
                      const char *name,
                      const char *document)
{
  BoJson detail = activity->detail != NULL ? bo_json_wrap (activity->detail) : BO_JSON_NONE;
  g_autofree char *own = bo_json_member_string (detail, "name");
  g_autofree char *reason = bo_json_member_string (detail, "reason");
  g_autofree char *sentence = NULL;
  g_autofree char *changes = NULL;
  const char *called = own != NULL && *own != '\0' ? own : name != NULL && *name != '\0' ? name : _("something unnamed");
  int64_t count = 0;

  if (activity->entity_id == NULL && bo_json_get_int64 (bo_json_member (detail, "count"), &count))
    sentence = counted_sentence (activity, count);
  if (sentence == NULL && activity->kind == BO_ACTIVITY_EDITED && is_whole (detail))
    sentence = g_strdup_printf (_("Added %s here"), called);
  else if (sentence == NULL)
    {
      sentence = fill (activity_format (activity->kind), called);
      changes = say_changes (detail, document != NULL ? document : "{}");
    }
  if (changes != NULL)
    /* Translators: what happened, and to which values: "Changed Hall lamp here: Brightness 40 % → 70 %" */
    return g_strdup_printf (_("%1$s: %2$s"), sentence, changes);
  /* Translators: what happened, and why */
  return reason != NULL && *reason != '\0' ? g_strdup_printf (_("%s: %s"), sentence, reason)
                                           : g_steal_pointer (&sentence);
}
