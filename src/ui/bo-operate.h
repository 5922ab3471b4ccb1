/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* What the window does with a wish of a person, by one route for every page: asks where the
   action leads away from safety (UX §2, class C), hands it to the client, and says what failed.
   @from: any widget of the window. Each may outlive it. */

/* @json: as bo_characteristic_edit_*() made it */
void bo_operate            (GtkWidget *from, BoClient *client, BoCharacteristic *characteristic, const char *json);
bool bo_operate_asks       (BoCharacteristic *characteristic, const char *json);
void bo_operate_scene      (GtkWidget *from, BoClient *client, BoScene *scene);
/* Ask for a name and rename; ask for a room and move (with an Undo toast); ask and remove. */
void bo_operate_rename     (GtkWidget *from, BoClient *client, BoThing *thing);
void bo_operate_move       (GtkWidget *from, BoClient *client, BoAccessory *accessory);
void bo_operate_move_to    (GtkWidget *from, BoClient *client, BoAccessory *accessory, BoRoom *room);
void bo_operate_zone       (GtkWidget *from, BoClient *client, BoRoom *room);
void bo_operate_remove     (GtkWidget *from, BoClient *client, BoThing *thing);
typedef enum
{
  BO_ALL_OFF,    /* every light that is on */
  BO_ALL_LOCKED, /* every lock that isn't */
  BO_ALL_CLOSED, /* every door, window and garage door with a motor that is open */
} BoAll;
/* Does @all to those of @accessories (of BoAccessory) to whom it applies; asks where they are many; offers Undo. */
void bo_operate_all        (GtkWidget *from, BoClient *client, BoAll all, GListModel *accessories);
/* Whether it applies to any. */
bool bo_operate_can_all    (BoAll all, GListModel *accessories);
void bo_operate_add_room   (GtkWidget *from, BoClient *client);
/* An editor for @document, or for a new one about @about; both nullable. */
GtkWindow *bo_operate_write_document (GtkWidget *from, BoClient *client, BoDocument *document, BoThing *about);
void bo_operate_add_service (GtkWidget *from, BoClient *client, BoAccessory *accessory);
/* Asks for the day on which its battery was changed, and notes it. */
void bo_operate_note_battery (GtkWidget *from, BoClient *client, BoAccessory *accessory);
/* "3 March 2026" for "2026-03-03" */
char *bo_operate_day_to_text (const char *day);
/* Asks which other lights shall be as @light is, and in what; one change for each, one Undo. */
void bo_operate_copy_light (GtkWidget *from, BoClient *client, BoService *light);
void bo_operate_remove_service (GtkWidget *from, BoClient *client, BoAccessory *accessory);
void bo_operate_add_home   (GtkWidget *from, BoClient *client);
/* A manual about @about that is @file. */
void bo_operate_add_file   (GtkWidget *from, BoClient *client, BoThing *about, GFile *file);
/* Lets @page take files that are dropped on it so. */
void bo_operate_take_files (GtkWidget *page, BoClient *client, BoThing *about);
void bo_operate_attach     (GtkWidget *from, BoClient *client, BoDocument *document, GFile *file);
void bo_operate_detach     (GtkWidget *from, BoClient *client, BoDocument *document);
void bo_operate_add_zone   (GtkWidget *from, BoClient *client);
/* People of the home: name, administrator, owner, remote access. @user nullable: somebody new. */
void bo_operate_edit_user  (GtkWidget *from, BoClient *client, BoHome *home, BoUser *user);
void bo_operate_remove_user (GtkWidget *from, BoClient *client, BoHome *home, BoUser *user);
void bo_operate_add_accessory (GtkWidget *from, BoClient *client, BoRoom *room);

/* Makes what differed (of BoDifference) as it was in @past, after a look at it. @when: what that time is called */
void bo_operate_restore    (GtkWidget *from, BoClient *client, BoModel *past, GPtrArray *differences, const char *when);

/* A toast in the window that holds @from; @undo: (nullable): a callback behind "Undo". */
typedef void (*BoUndoFunc) (gpointer data);
void bo_toast              (GtkWidget *from, const char *text);
void bo_toast_undo         (GtkWidget *from, const char *text, BoUndoFunc undo, gpointer data, GDestroyNotify destroy);

/* A question with one answer that acts; @destructive colours it. */
typedef void (*BoConfirmFunc) (gpointer data);
void bo_ask                (GtkWidget *from, const char *heading, const char *body, const char *answer, bool destructive, BoConfirmFunc confirmed, gpointer data, GDestroyNotify destroy);
/* A question for one line of text. */
typedef void (*BoTextFunc) (const char *text, gpointer data);
void bo_ask_text           (GtkWidget *from, const char *heading, const char *label, const char *text, const char *answer, BoTextFunc answered, gpointer data, GDestroyNotify destroy);

G_END_DECLS
