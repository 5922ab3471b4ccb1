/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"

#define MINUTE (60 * INT64_C (1000000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* What became of two changes, for the person who made one of them. */

/* What can be said of whoever is on the other side; a name that is ours says nothing. */
typedef struct
{
  const char *user;    /* nullable */
  const char *device;  /* nullable */
  bool        ours;    /* the same person */
} Other;

static const char *
name_or_null (const char *name,
              const char *own)
{
  return name != NULL && *name != '\0' && g_strcmp0 (name, own) != 0 ? name : NULL;
}

static Other
find_other (const BoConflict *conflict,
            const char       *theirs_name)
{
  bool ours = conflict->theirs_user != NULL && g_strcmp0 (conflict->theirs_user, conflict->mine_user) == 0;

  return (Other){ ours ? NULL : name_or_null (theirs_name, NULL), name_or_null (conflict->theirs_device, NULL), ours };
}

/* Each of these is a whole sentence for whatever is known of the other side: in many languages a part of one has
   another form in each. */
static char *
say_hub_kept (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("The hub kept %1$s’s change from %2$s."), other.user, other.device);
  else if (other.device != NULL)
    /* Translators: the name of a device */
    return g_strdup_printf (_("The hub kept the change from %s."), other.device);
  else if (other.user != NULL)
    return g_strdup_printf (_("The hub kept %s’s change."), other.user);

  return g_strdup (other.ours ? _("The hub kept the change from another of your devices.")
                              : _("The hub kept somebody else’s change."));
}

static char *
say_safe (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("%1$s’s change from %2$s is safe."), other.user, other.device);
  else if (other.device != NULL)
    /* Translators: the name of a device */
    return g_strdup_printf (_("The change from %s is safe."), other.device);
  else if (other.user != NULL)
    return g_strdup_printf (_("%s’s change is safe."), other.user);

  return g_strdup (other.ours ? _("The change from another of your devices is safe.")
                              : _("Somebody else’s change is safe."));
}

static char *
say_merged (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("Your change and %1$s’s change from %2$s are both in it."), other.user, other.device);
  else if (other.device != NULL)
    /* Translators: the name of a device */
    return g_strdup_printf (_("Your change and the change from %s are both in it."), other.device);
  else if (other.user != NULL)
    return g_strdup_printf (_("Your change and %s’s change are both in it."), other.user);

  return g_strdup (other.ours ? _("Your change and the change from another of your devices are both in it.")
                              : _("Your change and somebody else’s change are both in it."));
}

static char *
say_mixed (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("Some values of your change were kept, and some of %1$s’s change from %2$s. All of them "
                              "are safe."), other.user, other.device);
  else if (other.device != NULL)
    /* Translators: the name of a device */
    return g_strdup_printf (_("Some values of your change were kept, and some of the change from %s. All of them are "
                              "safe."), other.device);
  else if (other.user != NULL)
    return g_strdup_printf (_("Some values of your change were kept, and some of %s’s change. All of them are safe."),
                            other.user);

  return g_strdup (other.ours ? _("Some values of your change were kept, and some of the change from another of your "
                                  "devices. All of them are safe.")
                              : _("Some values of your change were kept, and some of somebody else’s change. All of "
                                  "them are safe."));
}

/* (nullable): "Ana (Ana’s phone)": who did it, as a name */
static char *
name_other (Other other)
{
  if (other.user != NULL && other.device != NULL)
    /* Translators: a person, and the name of a device */
    return g_strdup_printf (_("%s (%s)"), other.user, other.device);

  return g_strdup (other.device != NULL ? other.device : other.user);
}

static char *
say_removed_here (Other other)
{
  g_autofree char *who = name_other (other);

  if (who != NULL)
    return g_strdup_printf (_("You removed it while %s changed it. Both are kept in its history."), who);

  return g_strdup (other.ours ? _("You removed it while another of your devices changed it. Both are kept in its history.")
                              : _("You removed it while somebody else changed it. Both are kept in its history."));
}

static char *
say_removed_there (Other other)
{
  g_autofree char *who = name_other (other);

  if (who != NULL)
    return g_strdup_printf (_("It was removed by %s while you changed it. Your change is kept in its history."), who);

  return g_strdup (other.ours ? _("It was removed by another of your devices while you changed it. Your change is kept "
                                  "in its history.")
                              : _("It was removed by somebody else while you changed it. Your change is kept in its "
                                  "history."));
}

static char *
say_moved (Other other)
{
  g_autofree char *who = name_other (other);

  if (who != NULL)
    return g_strdup_printf (_("You and %s moved it. The move that reached the hub last stands."), who);

  return g_strdup (other.ours ? _("You and another of your devices moved it. The move that reached the hub last stands.")
                              : _("You and somebody else moved it. The move that reached the hub last stands."));
}

/* (nullable): how much later the change that was kept was made; %NULL where it was the earlier one by the clocks */
static char *
say_later (int64_t later_us)
{
  int64_t unit = later_us < MINUTE ? G_USEC_PER_SEC : later_us < HOUR ? MINUTE : later_us < DAY ? HOUR : DAY;
  int count = (int) MIN (later_us / unit, INT32_MAX);

  if (ABS (later_us) < G_USEC_PER_SEC)
    return g_strdup (_("Both were made at the same moment."));
  else if (later_us < 0)
    return NULL;
  else if (unit == G_USEC_PER_SEC)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It was made %d second later.",
                                         "It was made %d seconds later.", count), count);
  else if (unit == MINUTE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It was made %d minute later.",
                                         "It was made %d minutes later.", count), count);
  else if (unit == HOUR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It was made %d hour later.",
                                         "It was made %d hours later.", count), count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It was made %d day later.",
                                       "It was made %d days later.", count), count);
}

static bool
has_kept (const BoConflict *conflict,
          BoKept            kept)
{
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      if (path->overlap && path->kept == kept)
        return true;
    }
  return false;
}

/* One sentence after the other. @when: (nullable) */
static char *
in_order (const char *kept,
          const char *when,
          const char *safe)
{
  return when != NULL ? g_strjoin (" ", kept, when, safe, NULL) : g_strjoin (" ", kept, safe, NULL);
}

/* The later one is kept, and a tie goes to the greater version: what is said is what the clocks said. */
static char *
decided_sentence (const BoConflict *conflict,
                  Other             other)
{
  int64_t newer_us = conflict->theirs_us - conflict->mine_us;
  bool mine = has_kept (conflict, BO_KEPT_MINE);
  bool theirs = has_kept (conflict, BO_KEPT_THEIRS);
  g_autofree char *when = say_later (theirs ? newer_us : -newer_us);
  g_autofree char *hub_kept = say_hub_kept (other);
  g_autofree char *safe = say_safe (other);

  if (mine && theirs)
    return say_mixed (other);

  return theirs ? in_order (hub_kept, when, _("Yours is safe.")) : in_order (_("Your change was kept."), when, safe);
}

/**
 * bo_conflict_is_removal:
 * @document: (nullable): a side of a conflict
 *
 * Returns: whether that side removed it
 */
bool
bo_conflict_is_removal (const char *document)
{
  bool deleted = false;

  return document != NULL && bo_json_get_bool (bo_json_at (bo_json_wrap (document), "/content/deleted"), &deleted)
         && deleted;
}

/* @theirs_name: (nullable): of the other person */
char *
_bo_conflict_sentence (const BoConflict *conflict,
                       const char       *theirs_name)
{
  Other other = find_other (conflict, theirs_name);

  switch (conflict->kind)
    {
    case BO_CONFLICT_MERGED:
      return say_merged (other);
    case BO_CONFLICT_DECIDED:
      return decided_sentence (conflict, other);
    case BO_CONFLICT_DELETED:
      return bo_conflict_is_removal (conflict->mine) ? say_removed_here (other) : say_removed_there (other);
    case BO_CONFLICT_MOVED:
      return say_moved (other);
    }
  return g_strdup ("");
}
