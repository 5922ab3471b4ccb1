/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client-support.h"

G_BEGIN_DECLS

#define APP_ID "io.github.the_goodies.BlowingOff"
#define APP_PATH "/io/github/the_goodies/BlowingOff"

/* The desktop around the program: a bus of our own that starts the real program when somebody calls it, somebody who
   takes its notifications, a hub, and somebody else's device. */
typedef struct
{
  House           *house;
  BoClient        *other;      /* somebody else's device */
  GTestDBus       *bus;
  GDBusConnection *connection; /* the desktop's own */
  GPtrArray       *shown;      /* of Notice, what the desktop shows now, the oldest first */
  unsigned int     n_shown;    /* ever */
  unsigned int     notifications;
  unsigned int     n_touched;
  int64_t          later;      /* seconds the program's clock is ahead */
  char            *lamp_id, *door_id, *leak_id, *bell_id, *scene_id, *document_id, *room_id;
} Shell;

typedef struct
{
  char *id;
  char *title;
  char *body;
  char *priority;
  char *action;
  char *target;
  GVariant *buttons; /* nullable: other actions */
} Notice;

/* A hub with a small home. @home: which the program has a copy of already; @settings: (nullable): lines of a key file */
Shell    *shell_new          (bool home, const char *settings);
void      shell_free         (Shell *self);
/* Takes the program's notifications from now on. */
void      shell_take_notices (Shell *self);
/* (nullable): the shown one with an id that begins with @prefix */
Notice   *shell_find_notice  (Shell *self, const char *prefix);
/* A click on it. */
void      shell_click_notice (Shell *self, const Notice *notice);

/* (transfer full): what the program answers; starts it where it doesn't run */
GVariant *shell_call         (Shell *self, const char *path, const char *interface, const char *method, GVariant *parameters);
void      shell_activate     (Shell *self);
void      shell_action       (Shell *self, const char *action, const char *target);
/* The desktop's own connection gets this name. */
void      shell_own_name     (Shell *self, const char *name);
/* Whether the program's settings, as they are kept, have this line. */
bool      shell_has_settings (Shell *self, const char *line);
bool      shell_runs         (Shell *self);
/* Whether a window with this title is on the screen; a part of it is enough. */
bool      shell_sees         (const char *title);
/* As somebody does it: the keys reach the window with this title. */
void      shell_press        (const char *title, const char *key);
/* The program ends by its Quit, and is gone. */
void      shell_quit         (Shell *self);

/* So much time passes at once for the program; FALSE where that can't be done. */
bool      shell_later        (Shell *self, int64_t seconds);
/* Somebody else's device does something that is no news. */
void      shell_touch        (Shell *self);
/* The front door, likewise. */
void      shell_unlock       (Shell *self, bool unlocked);
/* The sensor in the cellar is wet or dry, as the other device and the hub see it. */
void      shell_leak         (Shell *self, bool wet);
/* The doorbell is pressed: 0 once, 1 twice, 2 for long. */
void      shell_ring         (Shell *self, int press);
/* A setting in the database of the program's home, while it doesn't run. */
void      shell_keep_setting (Shell *self, const char *key, const char *value);
/* (transfer full): a second home, “Cabin”, in that database, likewise; @lamp_id: (out) (transfer full): its “Stove lamp” */
char     *shell_add_home     (Shell *self, char **lamp_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shell, shell_free)

G_END_DECLS
